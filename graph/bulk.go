package graph

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"newsgraph/schema"
)

// bulk loads any number of quads in bounded memory and makes them visible by
// one atomic ingest of sorted tables:
//
//  1. chunks of quads number their terms and leave sorted runs (chunk.go);
//  2. the runs are merged; each term gets the id it has or a new one, so that
//     the ids of one load are in the order of the terms;
//  3. the quads, now ids, are sorted for each index (spill.go);
//  4. all tables are ingested together, with the counters.
//
// The caller holds Store.write, calls add and ends with finish.
type bulk struct {
	ctx   context.Context
	s     *Store
	dir   string
	out   *tables
	files chunkFiles
	meta  meta
	old   bool     // the store holds quads already
	stale [2]stale // pages of quadsOut and quadsIn that the load makes wrong

	managed bool // graphs that articles were stored in may not get more

	chunk *chunk      // that is being filled; nil if none is
	spare int         // chunks that may still be made
	free  chan *chunk // chunks that were saved
	full  chan *chunk // chunks to save
	saved chan error  // how saving went, at the end
}

// bulkFolder is where a bulk load works, inside the store's folder so that
// tables can be moved in. Open removes what a crash left there.
const bulkFolder = "bulk.tmp"

func (s *Store) newBulk(ctx context.Context) (*bulk, error) {
	dir := filepath.Join(s.dir, bulkFolder)
	if err := os.RemoveAll(dir); err != nil {
		return nil, err
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, err
	}
	m := *s.meta.Load()
	b := &bulk{ctx: ctx, s: s, dir: dir, meta: m, old: m.quads > 0, out: newTables(s, dir), stale: [2]stale{{}, {}},
		spare: 2, free: make(chan *chunk, 2), full: make(chan *chunk), saved: make(chan error, 1)}
	b.files.terms = spill{dir: dir, name: "terms"}
	go b.save()
	return b, nil
}

// save writes chunks while others are filled.
func (b *bulk) save() {
	var failed error
	for c := range b.full {
		if failed == nil {
			failed = b.files.save(b.ctx, c)
		}
		c.reset()
		b.free <- c
	}
	b.saved <- failed
}

func (b *bulk) add(quads ...schema.Quad) error {
	for _, q := range quads {
		if err := b.room().add(q, b.s.opts.MaxTerm); err != nil {
			return err
		}
	}
	return nil
}

// addTerms is add for a quad whose terms are as in the dictionary.
func (b *bulk) addTerms(terms [4]string) error { return b.room().addTerms(terms, b.s.opts.MaxTerm) }

// room is a chunk that is not full; one that is goes to save.
func (b *bulk) room() *chunk {
	if l := b.s.limits; b.chunk != nil && (len(b.chunk.quads) >= l.chunkQuads || len(b.chunk.text) >= l.chunkBytes) {
		b.full <- b.chunk
		b.chunk = nil
	}
	if b.chunk == nil {
		if b.spare > 0 && len(b.free) == 0 {
			b.spare--
			b.chunk = newChunk()
		} else {
			b.chunk = <-b.free
		}
	}
	return b.chunk
}

// finish ends the load, or gives it up if failed is an error, and returns how
// many quads are new.
func (b *bulk) finish(failed error) (added int64, err error) {
	defer func() { err = errors.Join(err, os.RemoveAll(b.dir)) }()
	if failed == nil && b.chunk != nil {
		b.full <- b.chunk
	}
	close(b.full)
	err = errors.Join(failed, <-b.saved)
	b.chunk, b.free = nil, nil // their memory is not needed any more
	if err == nil {
		err = b.numberTerms(b.ctx)
	}
	if err == nil {
		err = b.index(b.ctx)
	}
	if added = b.meta.quads - b.s.meta.Load().quads; err != nil || added == 0 {
		return 0, err
	}
	b.meta.writes++
	counters := tableWriter{t: b.out}
	if err := errors.Join(counters.set([]byte{famMeta}, b.meta.encode()), counters.close(), b.ctx.Err()); err != nil {
		return 0, err
	}
	err = b.s.disk.run(func() error { return b.s.db.Ingest(context.WithoutCancel(b.ctx), b.out.made) })
	if err != nil {
		return 0, fmt.Errorf("take in the sorted tables: %w", err)
	}
	b.s.paged = true
	if err := b.s.wrote(&b.meta); err != nil {
		return 0, err
	}
	for _, pages := range b.stale {
		for k := range pages {
			b.s.stale.add(k.how, k.id)
		}
	}
	return added, b.s.acknowledge("import")
}

// numberTerms gives every term of the chunks its id and writes the dictionary
// of those that are new.
func (b *bulk) numberTerms(ctx context.Context) (err error) {
	ids := make([]*bufio.Writer, len(b.files.quads))
	for i := range ids {
		f, err := os.Create(b.files.idsPath(i))
		if err != nil {
			return err
		}
		defer f.Close()
		ids[i] = bufio.NewWriterSize(f, 1<<15)
	}
	d := newDictionaryWriter(b)
	if d.known, err = b.s.own.cursor(); err != nil {
		return err
	}
	defer d.known.done()
	var buf [idLen]byte
	err = b.files.terms.merge(ctx, func(record []byte, runs []int) error {
		i, err := d.id(ctx, record)
		if err != nil {
			return err
		}
		for _, r := range runs {
			if _, err := ids[r].Write(putID(buf[:0], i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, w := range ids {
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return d.close(ctx)
}

// dictionaryWriter takes terms in the order of their keys.
type dictionaryWriter struct {
	b                     *bulk
	known                 *cursor
	terms, nodes, literal tableWriter // literals have higher ids than all nodes
	words                 keySorter
}

func newDictionaryWriter(b *bulk) *dictionaryWriter {
	w := tableWriter{t: b.out}
	return &dictionaryWriter{b: b, terms: w, nodes: w, literal: w, words: keySorter{max: b.s.limits.sorterBytes, spill: spill{dir: b.dir, name: "words"}}}
}

// id finds the id of a term in the store, or gives it one.
func (d *dictionaryWriter) id(ctx context.Context, record []byte) (id, error) {
	key, nt := splitRecord(record)
	if d.b.old {
		found, err := d.known.seek(key)
		if err != nil {
			return 0, err
		}
		if found && len(d.known.key) == len(key) {
			v, err := d.known.value()
			if err != nil {
				return 0, err
			}
			return getID(v), nil
		}
	}
	m := &d.b.meta
	if m.next > maxID {
		return 0, errNoIDs
	}
	i := m.next
	m.next++
	m.nodes++
	out := &d.nodes
	if nt[0] == '"' {
		i |= literalBit
		out = &d.literal
		for _, k := range wordKeys(i, string(nt)) {
			if err := d.words.add(ctx, k); err != nil {
				return 0, err
			}
		}
	}
	if err := d.terms.set(key, putID(nil, i)); err != nil {
		return 0, err
	}
	return i, out.set(nodeKey(i), nt)
}

func (d *dictionaryWriter) close(ctx context.Context) error {
	if err := errors.Join(d.terms.close(), d.nodes.close(), d.literal.close()); err != nil {
		return err
	}
	words := tableWriter{t: d.b.out}
	err := d.words.merge(ctx, func(k []byte) error { return words.set(k, nil) })
	return errors.Join(err, words.close())
}

// index sorts the quads for each family. The first order tells which are new;
// the others are made from those, each in its own goroutine.
func (b *bulk) index(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	first := newSorter[summed](b, famSPOG)
	err := b.files.each(ctx, func(q quadIDs, d Digest) error { return first.add(ctx, summed{pack(famSPOG, q), d}) })
	if err != nil {
		return err
	}
	others := []*indexer{b.indexer(famPOSG, dirP), b.indexer(famOPSG, dirO), b.indexer(famGSPO, dirG)}
	for _, x := range others {
		go x.run(ctx, cancel)
	}
	err = b.newQuads(ctx, first, func(batch []quadIDs) error {
		for _, x := range others {
			select {
			case x.in <- batch:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
		return nil
	})
	if err != nil {
		cancel(err)
	}
	for _, x := range others {
		close(x.in)
	}
	for _, x := range others {
		err = errors.Join(err, <-x.done)
	}
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	return err
}

// batchQuads is how many quads go to the other indexes at a time.
const batchQuads = 4096

// newQuads writes the SPOG index of the quads that the store lacks and hands
// them on.
func (b *bulk) newQuads(ctx context.Context, all *quadSorter[summed], emit func([]quadIDs) error) error {
	known, err := b.s.own.cursor()
	if err != nil {
		return err
	}
	defer known.done()
	table := tableWriter{t: b.out}
	counts := countWriter{out: tableWriter{t: b.out}, dir: dirS}
	pages := newPageWriter(b, quadsOut)
	var batch []quadIDs
	err = all.merge(ctx, func(key []byte, q quadIDs, d Digest) error {
		if b.old {
			if found, err := known.seek(key); found || err != nil {
				return err
			}
		}
		b.meta.quads++
		b.meta.digest = b.meta.digest.plus(d)
		if batch = append(batch, q); len(batch) == batchQuads {
			if err := emit(batch); err != nil {
				return err
			}
			batch = nil
		}
		return errors.Join(table.set(key, nil), counts.add(q[dirS]), pages.add(q))
	})
	if err == nil && len(batch) > 0 {
		err = emit(batch)
	}
	return errors.Join(err, table.close(), counts.close(), pages.close())
}

// indexer makes the index of one family and the counts of its first direction.
type indexer struct {
	b      *bulk
	sorter *quadSorter[packed]
	dir    int
	in     chan []quadIDs
	done   chan error
}

func (b *bulk) indexer(family byte, dir int) *indexer {
	return &indexer{b: b, dir: dir, in: make(chan []quadIDs, 1), done: make(chan error, 1),
		sorter: newSorter[packed](b, family)}
}

func newSorter[K sortKey[K]](b *bulk, family byte) *quadSorter[K] {
	return &quadSorter[K]{max: b.s.limits.sorterQuads, family: family, spill: spill{dir: b.dir, name: string(family)}}
}

func (x *indexer) run(ctx context.Context, cancel context.CancelCauseFunc) {
	err := x.work(ctx)
	if err != nil {
		cancel(err)
	}
	x.done <- err
}

func (x *indexer) work(ctx context.Context) error {
	for batch := range x.in {
		for _, q := range batch {
			if x.dir == dirG && q[dirG] == 0 {
				continue
			}
			if err := x.sorter.add(ctx, pack(x.sorter.family, q)); err != nil {
				return err
			}
		}
	}
	table := tableWriter{t: x.b.out}
	counts := countWriter{out: tableWriter{t: x.b.out}, dir: x.dir}
	pages := newPageWriter(x.b, quadsIn)
	sources := tableWriter{t: x.b.out} // graphs that get more are not what they were made from any more
	next, last := x.b.s.meta.Load().next, id(0)
	err := x.sorter.merge(ctx, func(key []byte, q quadIDs, _ Digest) error {
		if x.dir == dirO {
			if err := pages.add(q); err != nil {
				return err
			}
		}
		if g := q[dirG]; x.dir == dirG && g != last {
			if last = g; g&^literalBit < next {
				if x.b.managed {
					if err := x.b.s.refuseManaged(g); err != nil {
						return err
					}
				}
				if err := sources.set(sourceKey(g), nil); err != nil {
					return err
				}
			}
		}
		return errors.Join(table.set(key, nil), counts.add(q[x.dir]))
	})
	return errors.Join(err, table.close(), counts.close(), pages.close(), sources.close())
}
