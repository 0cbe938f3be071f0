package graph

import (
	"context"
	"errors"
	"fmt"

	"newsgraph/schema"
)

// ErrReadOnly is the error of writes to a store that was opened for reading.
var ErrReadOnly = errors.New("the store is open for reading only")

// lockWrite waits for the writer's turn.
func (s *Store) lockWrite(ctx context.Context) error {
	if s.opts.ReadOnly {
		return ErrReadOnly
	}
	select {
	case <-s.write:
	case <-ctx.Done():
		return ctx.Err()
	}
	err := errors.Join(ctx.Err(), s.disk.damage.err())
	s.mu.Lock()
	if s.closed {
		err = ErrClosed
	}
	s.mu.Unlock()
	if err != nil {
		s.unlockWrite()
	}
	return err
}

func (s *Store) unlockWrite() { s.write <- struct{}{} }

// Replace makes the quads of c's article graph exactly those of c, and its text
// that of c, in one synced write. changed is false if they were so already. It
// satisfies loaders.Sink.
func (s *Store) Replace(ctx context.Context, c schema.Contribution) (changed bool, err error) {
	quads, err := c.Quads()
	k := kept{source: c.Source, origin: c.Origin}
	if err == nil {
		k.text, err = newText(c.Article, c.Text)
	}
	if err == nil {
		changed, err = s.replace(ctx, c.Article.IRI(), quads, k)
	}
	if err != nil {
		return false, fmt.Errorf("store article %s: %w", c.Article.ID, err)
	}
	return changed, nil
}

// kept is what the store keeps of an article beside its graph.
type kept struct {
	source string
	text   *storedText // nil for none
	origin schema.Origin
}

// Remove takes out the article's graph with all that only it used, and its
// text, in one synced write. found is false if the store has nothing of it.
func (s *Store) Remove(ctx context.Context, article schema.IRI) (found bool, err error) {
	found, err = s.replace(ctx, article, nil, kept{})
	if err != nil {
		return false, fmt.Errorf("remove article %s: %w", article, err)
	}
	return found, nil
}

func (s *Store) replace(ctx context.Context, graph schema.IRI, quads []schema.Quad, k kept) (bool, error) {
	if err := s.lockWrite(ctx); err != nil {
		return false, err
	}
	defer s.unlockWrite()
	t := s.begin()
	want := make(map[quadIDs]bool, len(quads))
	t.what = "article " + graph.NT()
	var sum Digest
	for i, q := range quads {
		if i&255 == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		ids, err := t.quad(q)
		if err != nil {
			return false, err
		}
		if !want[ids] {
			d := lineDigest([]byte(q.NQ() + "\n"))
			want[ids], t.digests[ids], sum = true, d, sum.plus(d)
		}
	}
	var made []byte
	if len(want) > 0 {
		made = madeOf(sum, k)
	} else {
		t.what = "remove " + graph.NT()
	}
	old, err := s.graphQuads(graph)
	if err != nil {
		return false, err
	}
	gone := int64(0)
	for _, q := range old {
		if !want[q] {
			t.before[q], t.changed[q] = true, false
			gone++
		}
		delete(want, q)
	}
	for q := range want {
		t.before[q], t.changed[q] = false, true
	}
	if err := t.replaceSource(graph, made); err != nil {
		return false, err
	}
	if err := t.replaceText(graph, k); err != nil {
		return false, err
	}
	if err := ctx.Err(); err != nil {
		return false, err
	}
	imported, err := s.imported(graph)
	if err != nil {
		return false, err
	}
	changed, err := t.commit(s.sync)
	if err == nil && imported && len(quads) > 0 {
		s.erased.Add(gone)
	}
	return changed, err
}

// imported reports whether a graph has come into the store other than by
// Replace, at least in part.
func (s *Store) imported(graph schema.IRI) (bool, error) {
	g, err := s.own.lookup(graph.NT())
	if err != nil || g == 0 {
		return false, err
	}
	made, err := s.own.made(g)
	return len(made) == 0, err
}

// Erased is how many quads Replace has taken out, since the store was opened,
// of graphs that Import had made or changed before.
func (s *Store) Erased() int64 { return s.erased.Load() }

// quad resolves the terms of q, making those that are new.
func (t *txn) quad(q schema.Quad) (ids quadIDs, err error) {
	terms := [4]schema.Term{q.Subject, q.Predicate, q.Object, nil}
	if q.Graph != nil {
		terms[dirG] = q.Graph
	}
	for d, term := range terms {
		if term == nil {
			continue
		}
		if ids[d], err = t.resolve(term.NT(), true); err != nil {
			return ids, err
		}
	}
	return ids, nil
}

// graphQuads lists the quads of a named graph as they are now.
func (s *Store) graphQuads(graph schema.IRI) (out []quadIDs, err error) {
	g, err := s.own.lookup(graph.NT())
	if err != nil || g == 0 {
		return nil, err
	}
	err = s.own.scan(quadIDs{dirG: g}, func(q quadIDs) error {
		out = append(out, q)
		return nil
	})
	return out, err
}

// scan calls f for the quads that match filter, in the order of the best
// index.
func (r *reader) scan(filter quadIDs, f func(quadIDs) error) error {
	c, err := r.cursor()
	if err != nil {
		return err
	}
	defer c.done()
	prefix, covers := prefixFor(filter)
	ok, err := c.seek(prefix)
	for ; ok && err == nil; ok, err = c.next() {
		if q := parseQuadKey(c.key); covers || filter.matches(q) {
			if err := f(q); err != nil {
				return err
			}
		}
	}
	return err
}
