package gizmo

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
)

// alive is a filter that passes every node until the context of the run ends.
// Cayley's iterators that read everything before they give the first result
// walk all ways to a node in a loop that asks nobody; alive under them ends
// that loop.
type alive struct{ ctx context.Context }

// BuildIterator implements shape.ValueFilter.
func (a alive) BuildIterator(_ graph.QuadStore, it graph.Iterator) graph.Iterator {
	return graph.AsLegacy(&aliveShape{ctx: a.ctx, sub: graph.AsShape(it)})
}

type aliveShape struct {
	ctx   context.Context
	sub   graph.IteratorShape
	stats *graph.IteratorCosts // once known: each of Cayley's iterators asks those below it twice
}

func (s *aliveShape) String() string                      { return "Alive" }
func (s *aliveShape) SubIterators() []graph.IteratorShape { return []graph.IteratorShape{s.sub} }
func (s *aliveShape) Iterate() graph.Scanner              { it := s.sub.Iterate(); return &aliveNext{it, s.ctx} }
func (s *aliveShape) Lookup() graph.Index {
	it := s.sub.Lookup()
	return &aliveHas{Index: it, ctx: s.ctx}
}

func (s *aliveShape) Stats(ctx context.Context) (graph.IteratorCosts, error) {
	if s.stats == nil {
		if err := s.ctx.Err(); err != nil {
			return graph.IteratorCosts{}, err
		}
		costs, err := s.sub.Stats(ctx)
		if err != nil {
			return costs, err
		}
		s.stats = &costs
	}
	return *s.stats, nil
}

func (s *aliveShape) Optimize(ctx context.Context) (graph.IteratorShape, bool) {
	sub, ok := s.sub.Optimize(ctx)
	if !ok {
		return s, false
	}
	return &aliveShape{ctx: s.ctx, sub: sub}, true
}

type aliveNext struct {
	graph.Scanner
	ctx context.Context
}

func (n *aliveNext) Next(ctx context.Context) bool { return n.ctx.Err() == nil && n.Scanner.Next(ctx) }
func (n *aliveNext) NextPath(ctx context.Context) bool {
	return n.ctx.Err() == nil && n.Scanner.NextPath(ctx)
}

type aliveHas struct {
	graph.Index
	ctx context.Context
	has bool
}

func (n *aliveHas) Contains(ctx context.Context, v graph.Ref) bool {
	n.has = n.ctx.Err() == nil && n.Index.Contains(ctx, v)
	return n.has
}

func (n *aliveHas) NextPath(ctx context.Context) bool {
	return n.ctx.Err() == nil && n.Index.NextPath(ctx)
}

func (n *aliveHas) TagResults(m map[string]graph.Ref) {
	if n.has {
		n.Index.TagResults(m)
	}
}
