package graph

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// nodeRef and quadRef are Cayley's references. A quadRef carries the ids of
// its terms, so that Cayley's joins cost no reads.
type nodeRef id

func (n nodeRef) Key() any {
	if b := boxes[n%nodeRef(len(boxes))].Load(); b != nil && b.n == n {
		return b.ref
	}
	return n
}

// boxes holds references that are asked for again and again, those of
// predicates, as interfaces: making one costs an allocation, and a walk makes
// several a quad.
var boxes [256]atomic.Pointer[box]

type box struct {
	n   nodeRef
	ref cayley.Ref
}

// boxed is n as an interface, from boxes.
func boxed(n nodeRef) cayley.Ref {
	slot := &boxes[n%nodeRef(len(boxes))]
	b := slot.Load()
	if b == nil || b.n != n {
		b = &box{n, n}
		slot.Store(b)
	}
	return b.ref
}

type quadRef quadIDs

func (q quadRef) Key() any { return q }

// quadStore is Cayley's view of a reader. Only the live one can write.
type quadStore struct {
	r *reader
	s *Store // nil on a snapshot
}

var (
	_ cayley.QuadStore      = (*quadStore)(nil)
	_ cayley.BatchQuadStore = (*quadStore)(nil)
	_ shape.Optimizer       = (*quadStore)(nil)
)

// QuadStore is the live store for Cayley programs that write. Each scan sees
// the state at its start; for a query on one state use View.QuadStore. It
// takes what Cayley calls a value, also what RDF does not allow (literal
// subjects, relative IRIs); reading such quads as schema.Quad is an error.
// Closing it closes the Store.
func (s *Store) QuadStore() cayley.QuadStore { return &quadStore{r: s.live, s: s} }

// dirOf is the position in quadIDs of one of Cayley's directions.
func dirOf(d quad.Direction) int { return int(d) - int(quad.Subject) }

// ValueOf implements graph.Namer; nil if v is not in the store.
func (qs *quadStore) ValueOf(v quad.Value) cayley.Ref {
	i, err := qs.idOf(v)
	if err != nil || i == 0 {
		return nil // Cayley's interface has no room for an error
	}
	return nodeRef(i)
}

func (qs *quadStore) idOf(v quad.Value) (id, error) {
	if v == nil {
		return 0, nil
	}
	nt, err := encodeValue(v)
	if err != nil {
		return 0, err
	}
	return qs.r.lookup(nt)
}

// NameOf implements graph.Namer.
func (qs *quadStore) NameOf(ref cayley.Ref) quad.Value {
	v, err := qs.nameOf(ref)
	if err != nil {
		return nil
	}
	return v
}

func (qs *quadStore) nameOf(ref cayley.Ref) (quad.Value, error) {
	switch ref := ref.(type) {
	case nil:
		return nil, nil
	case cayley.PreFetchedValue:
		return ref.NameOf(), nil
	case nodeRef:
		return qs.r.value(id(ref))
	}
	return nil, fmt.Errorf("name node: reference of type %T is of another store", ref)
}

// ValuesOf implements graph.BatchQuadStore.
func (qs *quadStore) ValuesOf(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	out := make([]quad.Value, len(refs))
	for i, ref := range refs {
		v, err := qs.nameOf(ref)
		if err != nil {
			return out, err
		}
		out[i] = v
	}
	return out, ctx.Err()
}

// RefsOf implements graph.BatchQuadStore.
func (qs *quadStore) RefsOf(ctx context.Context, vs []quad.Value) ([]cayley.Ref, error) {
	out := make([]cayley.Ref, len(vs))
	for i, v := range vs {
		n, err := qs.idOf(v)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return nil, fmt.Errorf("find node: %v is not in the store", v)
		}
		out[i] = nodeRef(n)
	}
	return out, ctx.Err()
}

// Quad implements graph.QuadIndexer.
func (qs *quadStore) Quad(ref cayley.Ref) (out quad.Quad) {
	q, ok := ref.(quadRef)
	if !ok {
		return out
	}
	for d, i := range q {
		if i == 0 {
			continue
		}
		v, err := qs.r.value(i)
		if err != nil {
			return quad.Quad{}
		}
		out.Set(quad.Directions[d], v)
	}
	return out
}

// QuadDirection implements graph.QuadIndexer.
func (qs *quadStore) QuadDirection(ref cayley.Ref, d quad.Direction) cayley.Ref {
	q, ok := ref.(quadRef)
	if !ok || q[dirOf(d)] == 0 {
		return nil
	}
	if d == quad.Predicate {
		return boxed(nodeRef(q[dirP]))
	}
	return nodeRef(q[dirOf(d)])
}

// QuadIterator implements graph.QuadIndexer. Cayley probes with references
// that are not the store's; they have no quads.
func (qs *quadStore) QuadIterator(d quad.Direction, ref cayley.Ref) cayley.Iterator {
	n, ok := ref.(nodeRef)
	if !ok || n == 0 {
		return iterator.NewNull()
	}
	var f quadIDs
	f[dirOf(d)] = id(n)
	return newScan(qs.r, f)
}

// QuadIteratorSize implements graph.QuadIndexer; the size is exact.
func (qs *quadStore) QuadIteratorSize(_ context.Context, d quad.Direction, ref cayley.Ref) (cayley.Size, error) {
	n, ok := ref.(nodeRef)
	if !ok {
		return cayley.Size{Exact: true}, nil
	}
	size, err := qs.r.count(dirOf(d), id(n))
	return cayley.Size{Size: size, Exact: true}, err
}

// NodesAllIterator implements graph.QuadStore.
func (qs *quadStore) NodesAllIterator() cayley.Iterator { return newNodes(qs.r) }

// QuadsAllIterator implements graph.QuadStore.
func (qs *quadStore) QuadsAllIterator() cayley.Iterator { return newScan(qs.r, quadIDs{}) }

// Stats implements graph.QuadStore; the sizes are exact.
func (qs *quadStore) Stats(context.Context, bool) (cayley.Stats, error) {
	m := qs.r.meta()
	return cayley.Stats{
		Nodes: cayley.Size{Size: m.nodes, Exact: true},
		Quads: cayley.Size{Size: m.quads, Exact: true},
	}, nil
}

// Close closes the Store of the live quad store; a View is closed by its own
// Close.
func (qs *quadStore) Close() error {
	if qs.s == nil {
		return nil
	}
	return qs.s.Close()
}

// ApplyDeltas implements graph.QuadStore: all deltas, or on an error none.
func (qs *quadStore) ApplyDeltas(in []cayley.Delta, opt cayley.IgnoreOpts) error {
	if qs.s == nil {
		return ErrReadOnly
	}
	return qs.s.applyDeltas(in, opt, qs.s.sync)
}

func (s *Store) applyDeltas(in []cayley.Delta, opt cayley.IgnoreOpts, wo *pebble.WriteOptions) error {
	if err := s.lockWrite(context.Background()); err != nil {
		return err
	}
	defer s.unlockWrite()
	t := s.begin()
	for _, d := range in {
		if d.Action != cayley.Add && d.Action != cayley.Delete {
			return &cayley.DeltaError{Delta: d, Err: cayley.ErrInvalidAction}
		}
		if err := t.delta(d, opt); err != nil {
			return err
		}
	}
	_, err := t.commit(wo)
	return err
}

func (t *txn) delta(d cayley.Delta, opt cayley.IgnoreOpts) error {
	add := d.Action == cayley.Add
	var q quadIDs
	for i, dir := range quad.Directions {
		v := d.Quad.Get(dir)
		if v == nil {
			if dir != quad.Label {
				return &cayley.DeltaError{Delta: d, Err: errors.New("the quad has no " + dir.String())}
			}
			continue
		}
		nt, err := encodeValue(v)
		if err != nil {
			return &cayley.DeltaError{Delta: d, Err: err}
		}
		if q[i], err = t.resolve(nt, add); err != nil {
			return err
		}
		if q[i] == 0 { // nothing has this term
			return missing(d, opt)
		}
	}
	changed, err := t.set(q, add)
	switch {
	case err != nil || changed:
		return err
	case add && !opt.IgnoreDup:
		return &cayley.DeltaError{Delta: d, Err: cayley.ErrQuadExists}
	case !add:
		return missing(d, opt)
	}
	return nil
}

func missing(d cayley.Delta, opt cayley.IgnoreOpts) error {
	if opt.IgnoreMissing {
		return nil
	}
	return &cayley.DeltaError{Delta: d, Err: cayley.ErrQuadNotExist}
}
