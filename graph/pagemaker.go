package graph

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2"
)

// pageMaker packs the quads of an index, which come in its order; emit gets
// each page that is done.
type pageMaker struct {
	emit  func(page id, value []byte) error
	page  id
	sizes []byte // of the lists so far
	n     int    // how many there are
	lists []byte
	node  id // whose list is being made
	list  nearWriter
}

// add takes the next quad, whose key in the index has these ids.
func (m *pageMaker) add(i, x, y, z id) error {
	if i != m.node {
		if err := m.endNode(); err != nil {
			return err
		}
		m.node = i
	}
	if m.list.n++; m.list.n <= maxNear {
		m.list.n--
		m.list.add(x, y, z)
	}
	return nil
}

// full reports whether the list being made is too long for a page.
func (m *pageMaker) full() bool { return m.list.n > maxNear }

func (m *pageMaker) endNode() error {
	if m.list.n == 0 {
		return nil
	}
	if p := pageOf(m.node); p != m.page {
		if err := m.endPage(); err != nil {
			return err
		}
		m.page = p
	}
	m.fill(int(m.node % pageNodes))
	if m.n++; m.full() {
		m.sizes = append(m.sizes, 0)
	} else {
		m.sizes = binary.AppendUvarint(m.sizes, uint64(1+len(m.list.list)))
		m.lists = append(m.lists, m.list.list...)
	}
	m.list.reset()
	return nil
}

// fill says of the ids up to the n-th that they have no quads.
func (m *pageMaker) fill(n int) {
	for ; m.n < n; m.n++ {
		m.sizes = append(m.sizes, 1)
	}
}

func (m *pageMaker) endPage() error {
	if m.n == 0 {
		return nil
	}
	m.fill(pageNodes)
	err := m.emit(m.page, append(m.sizes, m.lists...))
	m.sizes, m.lists, m.n = m.sizes[:0], m.lists[:0], 0
	return err
}

func (m *pageMaker) close() error { return errors.Join(m.endNode(), m.endPage()) }

// pageWriter makes the pages of a bulk load. Those that may have ids of before
// the load become empty and stale: Pebble writes no deletions into a table for
// the lowest level.
type pageWriter struct {
	how   nearBy
	order [4]int
	next  id // the first that was free before the load
	out   tableWriter
	stale stale
	maker pageMaker
}

func newPageWriter(b *bulk, how nearBy) *pageWriter {
	w := &pageWriter{how: how, order: order(how.family()), next: b.s.meta.Load().next, out: tableWriter{t: b.out}, stale: b.stale[how]}
	w.maker.emit = func(p id, value []byte) error {
		if !freshPage(p, w.next) {
			w.stale.add(how, p)
			value = nil
		}
		return w.out.set(pageKey(nil, how, p), value)
	}
	return w
}

func (w *pageWriter) add(q quadIDs) error {
	i := q[w.order[0]]
	if w.how == quadsIn && i.literal() {
		return nil
	}
	return w.maker.add(i, q[w.order[1]], q[w.order[2]], q[w.order[3]])
}

func (w *pageWriter) close() error { return errors.Join(w.maker.close(), w.out.close()) }

// stale is the pages that writes have deleted since the store was opened. The
// caller holds Store.write.
type stale map[nearKey]struct{}

// maxStale bounds its memory; pages beyond are not made again until another
// write touches them.
const maxStale = 200_000

func (s stale) add(how nearBy, page id) {
	if len(s) < maxStale {
		s[nearKey{how, page}] = struct{}{}
	}
}

// spoilPages deletes the pages that a changed quad makes wrong; next is the
// first id that was free before.
func (t *txn) spoilPages(b *pebble.Batch, changed map[nearKey]struct{}) error {
	next := t.s.meta.Load().next
	for _, k := range slices.SortedFunc(maps.Keys(changed), compareNear) {
		t.s.stale.add(k.how, k.id)
		if !freshPage(k.id, next) {
			if err := b.Delete(pageKey(nil, k.how, k.id), nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func compareNear(a, b nearKey) int {
	if a.how != b.how {
		return int(a.how) - int(b.how)
	}
	return int(a.id) - int(b.id)
}

// freshPage reports whether all ids of a page were free when next was the
// next free one: then it cannot be in the store.
func freshPage(page, next id) bool { return (page*pageNodes)&^literalBit >= next }

// touchedPages adds the pages of a quad.
func touchedPages(q quadIDs, pages map[nearKey]struct{}) {
	pages[nearKey{quadsOut, pageOf(q[dirS])}] = struct{}{}
	if !q[dirO].literal() {
		pages[nearKey{quadsIn, pageOf(q[dirO])}] = struct{}{}
	}
}

// packPages makes the stale pages again. The caller holds Store.write; the
// pages need not be durable.
func (s *Store) packPages(ctx context.Context) error {
	if len(s.stale) == 0 || s.opts.ReadOnly {
		return nil
	}
	snap := s.db.NewSnapshot()
	defer snap.Close()
	r := newReader(s.disk, snap, func() meta { return *s.meta.Load() }, s.own.terms, s.own.vals, 0)
	defer r.shut()
	c, err := r.cursor()
	if err != nil {
		return err
	}
	defer c.done()
	b := s.db.NewBatch()
	defer func() { b.Close() }()
	for _, k := range slices.SortedFunc(maps.Keys(s.stale), compareNear) {
		if err := ctx.Err(); err != nil {
			return err
		}
		m := pageMaker{emit: func(p id, value []byte) error { return b.Set(pageKey(nil, k.how, p), value, nil) }}
		if err := scanPage(c, k, &m); err != nil {
			return fmt.Errorf("pack pages: %w", err)
		}
		if b.Len() > 1<<20 {
			if err := s.db.Apply(b, pebble.NoSync); err != nil {
				return err
			}
			b.Reset()
		}
	}
	clear(s.stale)
	return s.db.Apply(b, pebble.NoSync)
}

// scanPage hands the quads of page k to m, as the index has them.
func scanPage(c *cursor, k nearKey, m *pageMaker) error {
	family := k.how.family()
	o := order(family)
	first := k.id * pageNodes
	ok, err := c.seek([]byte{family})
	if err == nil {
		ok, err = c.skip(putID([]byte{family}, first))
	}
	for ok && err == nil {
		q := parseQuadKey(c.key)
		i := q[o[0]]
		if pageOf(i) != k.id {
			break
		}
		if err := m.add(i, q[o[1]], q[o[2]], q[o[3]]); err != nil {
			return err
		}
		if m.full() { // a hub: on to the next id
			ok, err = c.skip(putID([]byte{family}, i+1))
			continue
		}
		ok, err = c.next()
	}
	if err != nil {
		return err
	}
	return m.close()
}
