package graph

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2"
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
}

func (s *Store) begin() *txn {
	return &txn{s: s, next: s.meta.Load().next, fresh: map[string]id{}, names: map[id]string{},
		changed: map[quadIDs]bool{}, before: map[quadIDs]bool{}}
}

// resolve finds the id of a term, or makes one; without make, 0 means that the
// store does not hold it.
func (t *txn) resolve(nt string, make bool) (id, error) {
	if i, ok := t.fresh[nt]; ok {
		return i, nil
	}
	i, err := t.s.live.lookup(nt)
	if err != nil || i != 0 || !make {
		return i, err
	}
	if len(nt) > t.s.opts.MaxTerm {
		return 0, fmt.Errorf("term %.60q... has %d bytes; at most %d are allowed, shorten it", nt, len(nt), t.s.opts.MaxTerm)
	}
	if t.next > maxID {
		return 0, fmt.Errorf("the store has given out all its %d ids; export it and import it into a new one", maxID)
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
	return t.s.live.has(quadKey(nil, famSPOG, q))
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
func (t *txn) commit(wo *pebble.WriteOptions) (changed bool, err error) {
	b := t.s.db.NewBatch()
	defer b.Close()
	m := *t.s.meta.Load()
	m.next = t.next
	var counts [4]map[id]int64
	for d := range counts {
		counts[d] = map[id]int64{}
	}
	var key []byte
	for q, now := range t.changed {
		if now == t.before[q] {
			continue
		}
		changed = true
		n := int64(1)
		if !now {
			n = -1
		}
		m.quads += n
		for _, fam := range []byte(families(q)) {
			key = quadKey(key[:0], fam, q)
			if now {
				err = b.Set(key, nil, nil)
			} else {
				err = b.Delete(key, nil)
			}
			if err != nil {
				return false, err
			}
		}
		for d, i := range q {
			if i != 0 {
				counts[d][i] += n
			}
		}
	}
	if !changed {
		return false, nil
	}
	dropped, err := t.writeTerms(b, &m, counts)
	if err != nil {
		return false, err
	}
	if err := b.Set([]byte{famMeta}, m.encode(), nil); err != nil {
		return false, err
	}
	if err := t.s.apply(b, wo); err != nil {
		return false, err
	}
	t.s.meta.Store(&m)
	for _, nt := range dropped {
		t.s.live.ids.drop(nt)
	}
	return true, nil
}

// writeTerms writes the counts, adds the terms that are new and drops those
// that no quad uses any more, which it returns.
func (t *txn) writeTerms(b *pebble.Batch, m *meta, counts [4]map[id]int64) (dropped []string, err error) {
	total := map[id]int64{}
	for d := range counts {
		for i, n := range counts[d] {
			total[i] += n
			if n == 0 {
				continue
			}
			if err := b.Merge(countKey(d, i), encodeCount(n), nil); err != nil {
				return nil, err
			}
		}
	}
	for _, i := range slices.Sorted(maps.Keys(total)) {
		n := total[i]
		nt, fresh := t.names[i]
		switch {
		case fresh && n > 0:
			m.nodes++
			err = putTerm(b, i, nt)
		case !fresh && n < 0:
			var refs int64
			if refs, err = t.s.live.refs(i); err != nil || refs+n > 0 {
				break
			}
			if nt, err = t.s.live.term(i); err != nil {
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
	if err := s.db.Apply(b, wo); err != nil {
		return fmt.Errorf("write store: %w", err)
	}
	return nil
}
