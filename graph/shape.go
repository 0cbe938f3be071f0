package graph

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
)

// scanQuads is the shape of a constant filter, linkQuads that of a constant
// filter and one set of nodes.
type scanQuads struct{ f quadIDs }

type linkQuads struct {
	f   quadIDs
	sub shape.QuadFilter
}

func readerOf(qs cayley.QuadStore) (*reader, error) {
	s, ok := cayley.Unwrap(qs).(*quadStore)
	if !ok {
		return nil, fmt.Errorf("build iterator: the query was optimised for another store than %T", qs)
	}
	return s.r, nil
}

func (s scanQuads) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	r, err := readerOf(qs)
	if err != nil {
		return iterator.NewError(err)
	}
	return newScan(r, s.f)
}

func (s scanQuads) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

func (s linkQuads) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	r, err := readerOf(qs)
	if err != nil {
		return iterator.NewError(err)
	}
	sub := cayley.AsShape(s.sub.Values.BuildIterator(qs))
	return newLeaf(&linksShape{r: r, dir: s.sub.Dir, f: s.f, sub: sub})
}

func (s linkQuads) Optimize(o shape.Optimizer) (shape.Shape, bool) {
	sub, ok := s.sub.Values.Optimize(o)
	if shape.IsNull(sub) {
		return nil, true
	}
	s.sub.Values = sub
	return s, ok
}

// drivenBy is an intersection whose first member must be the one that is
// walked. Cayley's FollowRecursive keeps the tags of an earlier Contains when
// it is only asked, so it must drive.
type drivenBy struct{ shape.Intersect }

func (s drivenBy) BuildIterator(qs cayley.QuadStore) cayley.Iterator {
	its := make([]cayley.Iterator, len(s.Intersect))
	for i, member := range s.Intersect {
		its[i] = member.BuildIterator(qs)
	}
	return cayley.NewLegacy(inOrder{cayley.AsShape(iterator.NewAnd(its...))}, nil)
}

func (s drivenBy) Optimize(shape.Optimizer) (shape.Shape, bool) { return s, false }

// inOrder keeps Cayley from changing which member drives.
type inOrder struct{ cayley.IteratorShape }

func (s inOrder) Optimize(context.Context) (cayley.IteratorShape, bool) { return s, false }

// recursive tells FollowRecursive, whose type Cayley does not export.
func recursive(s shape.Shape) bool {
	return s != nil && reflect.TypeOf(s).String() == "path.iteratorBuilder"
}

// OptimizeShape implements shape.Optimizer: what the indexes answer by one
// seek, or one seek a node, becomes that.
func (qs *quadStore) OptimizeShape(s shape.Shape) (shape.Shape, bool) {
	switch s := s.(type) {
	case shape.Intersect:
		for i, member := range s {
			if recursive(member) {
				in := append(shape.Intersect{member}, s[:i]...)
				return drivenBy{append(in, s[i+1:]...)}, true
			}
		}
	case shape.Union:
		// Cayley asks before it looks for empty members, and builds them then.
		kept := slices.DeleteFunc(slices.Clone(s), shape.IsNull)
		switch {
		case len(kept) == len(s):
		case len(kept) == 0:
			return shape.Null{}, true
		case len(kept) == 1:
			return kept[0], true
		default:
			return kept, true
		}
	case shape.QuadsAction:
		var f quadIDs
		for d, ref := range s.Filter {
			n, ok := ref.(nodeRef)
			if !ok {
				return s, false
			}
			f[dirOf(d)] = id(n)
		}
		if f != (quadIDs{}) {
			return s.SimplifyFrom(scanQuads{f}), true
		}
	case shape.Quads:
		return optimizeQuads(s)
	}
	return s, false
}

// optimizeQuads turns constants and at most one set of nodes into linkQuads.
func optimizeQuads(s shape.Quads) (shape.Shape, bool) {
	var f quadIDs
	var sub *shape.QuadFilter
	for i, filter := range s {
		if ref, ok := shape.One(filter.Values); ok {
			n, ok := ref.(nodeRef)
			if !ok || f[dirOf(filter.Dir)] != 0 {
				return s, false
			}
			f[dirOf(filter.Dir)] = id(n)
			continue
		}
		if sub != nil || allNodes(filter.Values) {
			return s, false
		}
		sub = &s[i]
	}
	if sub == nil || f == (quadIDs{}) || f[dirOf(sub.Dir)] != 0 {
		return s, false
	}
	return linkQuads{f, *sub}, true
}

func allNodes(s shape.Shape) bool {
	if save, ok := s.(shape.Save); ok {
		s = save.From
	}
	_, ok := s.(shape.AllNodes)
	return ok
}
