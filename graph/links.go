package graph

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// linksShape is the quads that match a constant filter and have a node of sub
// in direction dir: one seek a node. Cayley's own LinksTo walks all quads of
// the node and filters afterwards.
type linksShape struct {
	r   *reader
	dir quad.Direction
	f   quadIDs
	sub cayley.IteratorShape
}

func (s *linksShape) AsLegacy() cayley.Iterator { return newLeaf(s) }
func (s *linksShape) String() string            { return fmt.Sprintf("Links(%v,%v)", s.dir, s.f) }
func (s *linksShape) Iterate() cayley.Scanner {
	return &linksNext{s: s, sub: s.sub.Iterate(), quads: scanNext{r: s.r, end: true, keep: true}}
}
func (s *linksShape) Lookup() cayley.Index                 { return &linksHas{s: s, sub: s.sub.Lookup()} }
func (s *linksShape) SubIterators() []cayley.IteratorShape { return []cayley.IteratorShape{s.sub} }

func (s *linksShape) Optimize(ctx context.Context) (cayley.IteratorShape, bool) {
	if sub, ok := s.sub.Optimize(ctx); ok {
		s.sub = sub
	}
	return s, false
}

// fanOut is how many quads Stats supposes a node to have under the filter.
const fanOut = 4

func (s *linksShape) Stats(ctx context.Context) (cayley.IteratorCosts, error) {
	sub, err := s.sub.Stats(ctx)
	if err != nil {
		return cayley.IteratorCosts{}, err
	}
	size, err := s.r.size(s.f)
	return cayley.IteratorCosts{
		ContainsCost: 1 + sub.ContainsCost,
		NextCost:     2 + sub.NextCost,
		Size:         cayley.Size{Size: min(size.Size, 1+sub.Size.Size*fanOut)},
	}, err
}

type linksNext struct {
	s     *linksShape
	sub   cayley.Scanner
	quads scanNext
	err   error
}

func (s *linksNext) String() string                     { return "LinksNext" }
func (s *linksNext) TagResults(m map[string]cayley.Ref) { s.sub.TagResults(m) }
func (s *linksNext) NextPath(ctx context.Context) bool  { return s.sub.NextPath(ctx) }
func (s *linksNext) Err() error                         { return s.err }
func (s *linksNext) Result() cayley.Ref                 { return s.quads.Result() }

func (s *linksNext) Next(ctx context.Context) bool {
	for s.err == nil {
		if s.quads.Next(ctx) {
			return true
		}
		if s.err = s.quads.Err(); s.err != nil {
			return false
		}
		if !s.sub.Next(ctx) {
			s.err = s.sub.Err()
			s.quads.Close()
			return false
		}
		n, ok := s.sub.Result().(nodeRef)
		if !ok {
			continue // a value that is not in the store has no quads
		}
		f := s.s.f
		f[dirOf(s.s.dir)] = id(n)
		s.quads.aim(f)
	}
	return false
}

func (s *linksNext) Close() error {
	err := s.quads.Close()
	if serr := s.sub.Close(); err == nil {
		err = serr
	}
	return err
}

type linksHas struct {
	s   *linksShape
	sub cayley.Index
	cur cayley.Ref
}

func (s *linksHas) String() string                     { return "LinksHas" }
func (s *linksHas) TagResults(m map[string]cayley.Ref) { s.sub.TagResults(m) }
func (s *linksHas) NextPath(ctx context.Context) bool  { return s.sub.NextPath(ctx) }
func (s *linksHas) Err() error                         { return s.sub.Err() }
func (s *linksHas) Close() error                       { return s.sub.Close() }
func (s *linksHas) Result() cayley.Ref                 { return s.cur }

func (s *linksHas) Contains(ctx context.Context, ref cayley.Ref) bool {
	s.cur = nil
	q, ok := ref.(quadRef)
	if ok && s.s.f.matches(quadIDs(q)) && s.sub.Contains(ctx, nodeRef(q[dirOf(s.s.dir)])) {
		s.cur = ref
	}
	return s.cur != nil
}
