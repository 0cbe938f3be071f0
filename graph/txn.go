package graph

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

// txn is one atomic write. It collects changes and resolves terms; nothing in
// the store, its caches or its counters changes before commit, and nothing at
// all if commit fails. The caller holds Store.write.
type txn struct {
	s       *Store
	next    id
	fresh   map[string]id    // terms that this transaction makes
	names   map[id]string    // the same the other way round
	changed map[quadIDs]bool // quads that are to be there, or not
	before  map[quadIDs]bool // as they were

	digests  map[quadIDs]Digest // of quads, as far as they are known
	digester quadDigester

	what      string // what is written, for the record
	replaces  id     // the graph that is replaced as a whole, 0 for none
	source    []byte // what is to be remembered of it
	newSource bool   // which is not what the store remembers

	text, oldText *storedText // of the graph that is replaced; nil for none
	newText       bool        // they differ
	origin        schema.Origin
}

func (s *Store) begin() *txn {
	return &txn{s: s, next: s.meta.Load().next, fresh: map[string]id{}, names: map[id]string{},
		changed: map[quadIDs]bool{}, before: map[quadIDs]bool{}, digests: map[quadIDs]Digest{}, what: "quads"}
}

// resolve finds the id of a term, or makes one; without make, 0 means that the
// store does not hold it.
func (t *txn) resolve(nt string, make bool) (id, error) {
	if i, ok := t.fresh[nt]; ok {
		return i, nil
	}
	i, err := t.s.own.lookup(nt)
	if err != nil || i != 0 || !make {
		return i, err
	}
	if len(nt) > t.s.opts.MaxTerm {
		return 0, termTooLong(nt, t.s.opts.MaxTerm)
	}
	if t.next > maxID {
		return 0, errNoIDs
	}
	i = t.next
	t.next++
	if nt[0] == '"' {
		i |= literalBit
	}
	t.fresh[nt] = i
	t.names[i] = nt
	return i, nil
}

// termError is a term that can not be written. It is the input's fault, not
// the store's: loaders.Unstorable.
type termError struct {
	nt    string
	limit int
}

func termTooLong(nt string, limit int) error { return &termError{nt, limit} }

func (e *termError) Error() string {
	return fmt.Sprintf("term %.60q... has %d bytes; at most %d are allowed, shorten it", e.nt, len(e.nt), e.limit)
}

// Unstorable marks it for loaders.
func (e *termError) Unstorable() {}

var errNoIDs = fmt.Errorf("the store has given out all its %d ids; export it and import it into a new one", maxID)

// has reports whether q is there, with the changes so far.
func (t *txn) has(q quadIDs) (bool, error) {
	if now, ok := t.changed[q]; ok {
		return now, nil
	}
	for _, i := range q {
		if _, ok := t.names[i]; ok {
			return false, nil
		}
	}
	return t.s.own.has(quadKey(nil, famSPOG, q))
}

// set makes q be there or not; it reports whether that is a change.
func (t *txn) set(q quadIDs, present bool) (bool, error) {
	was, err := t.has(q)
	if err != nil || was == present {
		return false, err
	}
	if _, ok := t.before[q]; !ok {
		t.before[q] = was
	}
	t.changed[q] = present
	return true, nil
}

// commit writes the changes as one batch; changed is false if there are none.
func (t *txn) commit(wo *pebble.WriteOptions) (bool, error) {
	b := t.s.db.NewBatch()
	defer func() {
		if t.s.disk.broken() == nil { // else a write that never ends may hold it
			b.Close()
		}
	}()
	m := *t.s.meta.Load()
	m.next = t.next
	pages := map[nearKey]struct{}{}
	counts, changed, err := t.writeQuads(b, &m, pages)
	if err != nil {
		return false, err
	}
	if !changed && !t.newSource && !t.newText {
		return false, nil
	}
	dropped, err := t.writeTerms(b, &m, counts)
	if err != nil {
		return false, err
	}
	if err := t.spoilPages(b, pages); err != nil {
		return false, err
	}
	if err := t.setSources(b, counts[dirG]); err != nil {
		return false, err
	}
	if err := t.setTexts(b, counts[dirG]); err != nil {
		return false, err
	}
	m.writes++
	if err := b.Set([]byte{famMeta}, m.encode(), nil); err != nil {
		return false, err
	}
	if err := t.s.apply(b, wo); err != nil {
		return false, err
	}
	for _, nt := range dropped {
		t.s.own.ids.drop(nt)
	}
	if err := t.s.wrote(&m); err != nil {
		return false, fmt.Errorf("write store: %w", err)
	}
	if wo.Sync {
		return changed, t.s.acknowledge(t.what)
	}
	return changed, nil
}

// countChanges is by how much the counts of ids change, by direction.
type countChanges [4]map[id]int64

// writeQuads writes the quads that change into their indexes, and notes what
// that does to the counters, the pages and the counts.
func (t *txn) writeQuads(b *pebble.Batch, m *meta, pages map[nearKey]struct{}) (counts countChanges, changed bool, err error) {
	counts = countChanges{{}, {}, {}, {}}
	var key []byte
	for q, now := range t.changed {
		if now == t.before[q] {
			continue
		}
		changed = true
		digest, err := t.digest(q)
		if err != nil {
			return counts, false, err
		}
		n := int64(1)
		if now {
			m.digest = m.digest.plus(digest)
		} else {
			n = -1
			m.digest = m.digest.minus(digest)
		}
		m.quads += n
		touchedPages(q, pages)
		for _, fam := range []byte(families(q)) {
			key = quadKey(key[:0], fam, q)
			if now {
				err = b.Set(key, nil, nil)
			} else {
				err = b.Delete(key, nil)
			}
			if err != nil {
				return counts, false, err
			}
		}
		for d, i := range q {
			if i != 0 {
				counts[d][i] += n
			}
		}
	}
	return counts, changed, nil
}

// digest is the digest of a quad.
func (t *txn) digest(q quadIDs) (d Digest, err error) {
	if d, ok := t.digests[q]; ok {
		return d, nil
	}
	var terms [4]string
	for dir, i := range q {
		if i == 0 {
			continue
		}
		nt, fresh := t.names[i]
		if !fresh {
			if nt, err = t.s.own.term(i); err != nil {
				return d, err
			}
		}
		terms[dir] = nt
	}
	return t.digester.of(terms), nil
}

// writeTerms writes the counts, adds the terms that are new and drops those
// that no quad uses any more, which it returns.
func (t *txn) writeTerms(b *pebble.Batch, m *meta, counts countChanges) (dropped []string, err error) {
	used := map[id]bool{} // of the ids that change: does a quad still use it?
	for d := range counts {
		for i, n := range counts[d] {
			used[i] = used[i] || n > 0
			left, err := t.writeCount(b, d, i, n)
			if err != nil {
				return nil, err
			}
			used[i] = used[i] || left
		}
	}
	for _, i := range slices.Sorted(maps.Keys(used)) {
		nt, fresh := t.names[i]
		if !fresh && !used[i] {
			if used[i], err = t.usedElsewhere(i, counts); err != nil {
				return nil, err
			}
		}
		switch {
		case fresh && used[i]:
			m.nodes++
			err = putTerm(b, i, nt)
		case !fresh && !used[i]:
			if nt, err = t.s.own.term(i); err != nil {
				break
			}
			m.nodes--
			dropped = append(dropped, nt)
			err = dropTerm(b, i, nt)
		}
		if err != nil {
			return nil, err
		}
	}
	return dropped, nil
}

// writeCount adds n to a count; left is false if it then is zero, as far as
// that had to be found out: adding needs no reading.
func (t *txn) writeCount(b *pebble.Batch, dir int, i id, n int64) (left bool, err error) {
	if n == 0 {
		return false, nil
	}
	if n < 0 {
		old, err := t.s.own.count(dir, i)
		if err != nil {
			return false, err
		}
		if old+n < 0 {
			return false, fmt.Errorf("count of id %d would fall below zero; run verify", i)
		}
		if old+n == 0 {
			return false, b.Delete(countKey(dir, i), nil)
		}
	}
	return true, b.Merge(countKey(dir, i), encodeCount(n), nil)
}

// usedElsewhere reports whether i has a count in a direction that does not
// change, or changes by nothing.
func (t *txn) usedElsewhere(i id, counts countChanges) (bool, error) {
	for d := range counts {
		if counts[d][i] != 0 {
			continue
		}
		if n, err := t.s.own.count(d, i); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

func putTerm(b *pebble.Batch, i id, nt string) error {
	err := b.Set(termKey(nil, nt), putID(nil, i), nil)
	if err == nil {
		err = b.Set(nodeKey(i), []byte(nt), nil)
	}
	for _, k := range wordKeys(i, nt) {
		if err == nil {
			err = b.Set(k, nil, nil)
		}
	}
	return err
}

func dropTerm(b *pebble.Batch, i id, nt string) error {
	err := b.Delete(termKey(nil, nt), nil)
	if err == nil {
		err = b.Delete(nodeKey(i), nil)
	}
	for _, k := range wordKeys(i, nt) {
		if err == nil {
			err = b.Delete(k, nil)
		}
	}
	return err
}

// apply makes a batch durable.
func (s *Store) apply(b *pebble.Batch, wo *pebble.WriteOptions) error {
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	if err := s.disk.damage.err(); err != nil {
		return err
	}
	if err := s.disk.run(func() error { return s.db.Apply(b, wo) }); err != nil {
		return fmt.Errorf("write store: %w", err)
	}
	return nil
}
