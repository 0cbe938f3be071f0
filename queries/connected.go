package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
)

// Connected is an entity and to how many others it has relations.
type Connected struct {
	Node   schema.IRI
	Others int // different nodes, itself and the untold not among them
}

// MostConnected finds the entities of some types with relations of the
// ontology to the most others, at most top; ties by IRI. It reads the degree
// of every such entity, which the store keeps, and then opens them from the
// highest degree down, until no degree that is left could be among the first:
// so it takes a few reads an entity and sixteen bytes, however many edges
// there are.
func MostConnected(ctx context.Context, v *graph.View, types []schema.IRI, top int) ([]Connected, error) {
	c := connections{ctx: ctx, v: v, top: top, relations: map[graph.NodeID]bool{}, others: map[graph.NodeID]struct{}{}}
	if err := c.run(types); err != nil {
		return nil, fmt.Errorf("find the most connected: %w", err)
	}
	return c.best, nil
}

type connections struct {
	ctx       context.Context
	v         *graph.View
	top       int
	relations map[graph.NodeID]bool
	others    map[graph.NodeID]struct{} // of the node that is open
	doers     doers
	best      []Connected // in order, at most top
}

type degree struct {
	node graph.NodeID
	n    int64
}

func (c *connections) run(types []schema.IRI) error {
	for _, p := range schema.Default().Predicates() {
		n, err := c.v.ID(schema.MustIRI(schema.NS + p.Name))
		if err != nil {
			return err
		}
		c.relations[n] = true
	}
	var err error
	if c.doers, err = newDoers(c.v); err != nil {
		return err
	}
	degrees, err := c.degrees(types)
	if err != nil {
		return err
	}
	for _, d := range degrees {
		if len(c.best) == c.top && d.n < int64(c.best[c.top-1].Others) {
			break // no more than its degree can be others
		}
		if err := c.open(d.node); err != nil {
			return err
		}
	}
	return nil
}

// degrees lists the entities of the types, highest degree first.
func (c *connections) degrees(types []schema.IRI) (out []degree, err error) {
	var nodes []graph.NodeID
	for _, t := range types {
		err := c.v.Instances(c.ctx, t, func(n graph.NodeID) { nodes = append(nodes, n) })
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(nodes)
	for i, n := range slices.Compact(nodes) {
		if i%256 == 0 && c.ctx.Err() != nil {
			return nil, c.ctx.Err()
		}
		d, err := c.v.Degree(n)
		if err != nil {
			return nil, err
		}
		out = append(out, degree{n, d})
	}
	slices.SortFunc(out, func(a, b degree) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.node, b.node)) })
	return out, nil
}

// open counts the others of a node and puts it where it belongs.
func (c *connections) open(n graph.NodeID) error {
	clear(c.others)
	var bad error
	err := c.v.Hops(c.ctx, n, func(h graph.Hop) bool {
		if c.relations[h.Predicate] && h.Other != n {
			var untold bool
			if untold, bad = c.doers.untold(h); !untold {
				c.others[h.Other] = struct{}{}
			}
		}
		return bad == nil
	})
	if err = cmp.Or(bad, err); err != nil || len(c.best) == c.top && len(c.others) < c.best[c.top-1].Others {
		return err
	}
	iri, ok, err := c.v.Named(n)
	if err != nil || !ok { // blank nodes of imported data have no name to give
		return err
	}
	row := Connected{iri, len(c.others)}
	at, _ := slices.BinarySearchFunc(c.best, row, func(a, b Connected) int {
		return cmp.Or(cmp.Compare(b.Others, a.Others), cmp.Compare(a.Node.String(), b.Node.String()))
	})
	c.best = slices.Insert(c.best, at, row)
	c.best = c.best[:min(len(c.best), c.top)]
	return nil
}
