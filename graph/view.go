package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"

	"newsgraph/schema"
)

// View is one unchanging state of the store, safe for concurrent use. Close it
// after use: as long as it is open, the disk keeps what was deleted since.
type View struct {
	s     *Store
	r     *reader
	vocab vocabulary

	merged *merged // nil if every entity is itself

	storyMu sync.Mutex // guards stories
	stories map[id][]id
}

// viewIDBytes bounds a view's cache from terms to ids.
const viewIDBytes = 1 << 20

// View takes a snapshot. It never waits for a load: a write that is going on
// is not in it.
func (s *Store) View() (*View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, fmt.Errorf("view store %s: %w", s.dir, ErrClosed)
	}
	if err := errors.Join(s.disk.broken(), s.disk.damage.err()); err != nil {
		return nil, fmt.Errorf("view store %s: %w", s.dir, err)
	}
	snap := s.db.NewSnapshot()
	m, err := readMeta(snap)
	if err != nil {
		snap.Close()
		return nil, fmt.Errorf("view store %s: %w", s.dir, err)
	}
	v := &View{s: s, r: newReader(s.disk, snap, func() meta { return m }, s.live.terms, s.live.vals, viewIDBytes)}
	paged, err := v.r.hasPages()
	if err != nil {
		snap.Close()
		return nil, fmt.Errorf("view store %s: %w", s.dir, err)
	}
	v.r.remember(s.opts.CacheBytes/2, paged)
	if v.vocab, err = newVocabulary(v.r); err != nil {
		snap.Close()
		return nil, fmt.Errorf("view store %s: %w", s.dir, err)
	}
	s.views[v] = struct{}{}
	return v, nil
}

// Close frees the snapshot; iterators still in use end with ErrClosed. Closing
// twice is no error.
func (v *View) Close() error {
	v.s.mu.Lock()
	delete(v.s.views, v)
	v.s.mu.Unlock()
	return v.close()
}

func (v *View) close() error {
	if !v.r.shut() {
		return nil
	}
	return v.r.r.Close()
}

// Quantity is the number of quads.
func (v *View) Quantity() int64 { return v.r.meta().quads }

// QuadStore is the view for package path and Gizmo: read-only, with the
// optimiser and exact sizes. Do not wrap it in a cayley.Handle, which hides
// both. A cancelled context is an error of the iterator.
func (v *View) QuadStore() cayley.QuadStore { return &quadStore{r: v.r} }

// Quads yields all quads in canonical order, that of their N-Quads lines.
func (v *View) Quads(ctx context.Context) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		err := v.sorted(ctx, func(terms [4]string) error {
			q, err := decodeQuad(terms)
			if err == nil && !yield(q, nil) {
				return errStop
			}
			return err
		})
		if err != nil && err != errStop {
			yield(schema.Quad{}, fmt.Errorf("read quads: %w", err))
		}
	}
}

// errStop ends a walk whose consumer wants no more.
var errStop = errors.New("stop")

func decodeQuad(terms [4]string) (q schema.Quad, err error) {
	var t [4]schema.Term
	for d, nt := range terms {
		if nt == "" {
			continue
		}
		if t[d], err = decodeTerm(nt); err != nil {
			return q, err
		}
	}
	var okS, okP bool
	q.Subject, okS = t[dirS].(schema.Node)
	q.Predicate, okP = t[dirP].(schema.IRI)
	q.Object = t[dirO]
	if t[dirG] != nil {
		q.Graph, _ = t[dirG].(schema.Node)
	}
	if !okS || !okP || t[dirG] != nil && q.Graph == nil {
		return q, fmt.Errorf("quad %s is not RDF (a Cayley program wrote it); remove it", strings.Join(terms[:], " "))
	}
	return q, nil
}

// named is a term with its id.
type named struct {
	id id
	nt string
}
