package graph

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
)

// nodesShape is all terms of the store.
type nodesShape struct{ r *reader }

func newNodes(r *reader) cayley.Iterator { return newLeaf(&nodesShape{r}) }

func (s *nodesShape) AsLegacy() cayley.Iterator                             { return newLeaf(s) }
func (s *nodesShape) String() string                                        { return "Nodes" }
func (s *nodesShape) Iterate() cayley.Scanner                               { return &nodesNext{r: s.r} }
func (s *nodesShape) Lookup() cayley.Index                                  { return &nodesHas{} }
func (s *nodesShape) SubIterators() []cayley.IteratorShape                  { return nil }
func (s *nodesShape) Optimize(context.Context) (cayley.IteratorShape, bool) { return s, false }
func (s *nodesShape) Stats(context.Context) (cayley.IteratorCosts, error) {
	size := cayley.Size{Size: s.r.meta().nodes, Exact: true}
	return cayley.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: size}, nil
}

type nodesNext struct {
	noTags
	r     *reader
	c     *cursor
	cur   id
	end   bool
	steps int
	err   error
}

func (s *nodesNext) String() string { return "NodesNext" }
func (s *nodesNext) Err() error     { return s.err }

func (s *nodesNext) Result() cayley.Ref {
	if s.cur == 0 {
		return nil
	}
	return nodeRef(s.cur)
}

func (s *nodesNext) Next(ctx context.Context) bool {
	s.cur = 0
	if s.err != nil || s.end {
		return false
	}
	if s.steps++; s.steps%checkEvery == 0 {
		if s.err = ctx.Err(); s.err != nil {
			return false
		}
	}
	var ok bool
	if s.c == nil {
		if s.c, s.err = s.r.cursor(); s.err != nil {
			return false
		}
		ok, s.err = s.c.seek([]byte{famNode})
	} else {
		ok, s.err = s.c.next()
	}
	if !ok {
		s.Close()
		return false
	}
	s.cur = getID(s.c.key[1:])
	return true
}

func (s *nodesNext) Close() error {
	s.end = true
	if s.c == nil {
		return nil
	}
	c := s.c
	s.c = nil
	return c.done()
}

// nodesHas says yes to every reference of a node: references come from the
// store and ids are never reused.
type nodesHas struct {
	noTags
	cur cayley.Ref
	err error
}

func (s *nodesHas) String() string     { return "NodesHas" }
func (s *nodesHas) Err() error         { return s.err }
func (s *nodesHas) Close() error       { return nil }
func (s *nodesHas) Result() cayley.Ref { return s.cur }

func (s *nodesHas) Contains(ctx context.Context, ref cayley.Ref) bool {
	s.cur = nil
	if s.err = ctx.Err(); s.err != nil {
		return false
	}
	if n, ok := ref.(nodeRef); ok && n != 0 {
		s.cur = ref
	}
	return s.cur != nil
}
