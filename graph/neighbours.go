package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"newsgraph/schema"
)

// NodeID stands for a term within one store; it is never given to another
// term. It is what searches that touch many nodes work with: View.ID and
// View.Term translate.
type NodeID uint64

// Hop is one direct edge seen from a node. In several articles it is one Hop.
type Hop struct {
	Predicate NodeID
	Other     NodeID // the node at the other end
	Out       bool   // the edge runs from the node to Other
	Articles  int    // graphs that hold the edge
}

// Edge is a Hop with its terms.
type Edge struct {
	Subject, Predicate schema.IRI
	Object             schema.IRI
	Out                bool // the node asked for is the subject
	Articles           int
}

// ID finds the id of an IRI; 0 if the store does not hold it.
func (v *View) ID(iri schema.IRI) (NodeID, error) {
	i, err := v.r.lookup(v.stand(iri).NT())
	return NodeID(i), err
}

// IRI is the inverse of ID. It fails on ids of blank nodes and literals.
func (v *View) IRI(n NodeID) (schema.IRI, error) {
	iri, ok, err := v.Named(n)
	if err == nil && !ok {
		err = fmt.Errorf("name node %d: it is no IRI", n)
	}
	return iri, err
}

// Named is IRI for nodes that may be blank or literals; ok is false for these.
func (v *View) Named(n NodeID) (iri schema.IRI, ok bool, err error) {
	nt, err := v.r.term(id(n))
	if err != nil || nt[0] != '<' {
		return iri, false, err
	}
	iri, err = schema.ParseIRI(nt[1 : len(nt)-1])
	return iri, err == nil, err
}

// Untold reports whether n stands for somebody whom an article does not tell;
// see schema.IsUntold.
func (v *View) Untold(n NodeID) (bool, error) {
	iri, ok, err := v.Named(n)
	return ok && schema.IsUntold(iri), err
}

// Degree is an upper bound of the number of hops of n, at the cost of two
// reads: how many quads have it as subject or object.
func (v *View) Degree(n NodeID) (int64, error) {
	sum := int64(0)
	for _, i := range v.class(id(n)) {
		for _, d := range []int{dirS, dirO} {
			c, err := v.r.count(d, i)
			if err != nil {
				return 0, err
			}
			sum += c
		}
	}
	return sum, nil
}

// Uses is in how many quads a term stands, by place.
type Uses struct {
	Subject, Predicate, Object, Graph int64
}

// Uses counts the quads that have an IRI, at the cost of four reads whatever
// the numbers: as Predicate it says how many edges of a kind there are, as
// Object how many quads give a type.
func (v *View) Uses(iri schema.IRI) (u Uses, err error) {
	i, err := v.r.lookup(iri.NT())
	if err != nil || i == 0 {
		return u, err
	}
	for d, n := range []*int64{&u.Subject, &u.Predicate, &u.Object, &u.Graph} {
		if *n, err = v.r.count(d, i); err != nil {
			return Uses{}, err
		}
	}
	return u, nil
}

// Hops calls f for the direct edges of n, outgoing ones first, each group by
// predicate and other node in the order of ids, until f returns false. Edges
// are the quads between IRIs or blank nodes whose predicate is not one of
// those with which newsgraph describes things (rdf:type, labels, the parts of
// claims and articles).
func (v *View) Hops(ctx context.Context, n NodeID, f func(Hop) bool) error {
	if v.merged != nil {
		return v.mergedHops(ctx, n, f)
	}
	for _, out := range []bool{true, false} {
		more, err := v.hopsOneWay(ctx, id(n), out, f)
		if err != nil || !more {
			return err
		}
	}
	return nil
}

func (v *View) hopsOneWay(ctx context.Context, n id, out bool, f func(Hop) bool) (more bool, err error) {
	key := nearKey{hopsIn, n}
	if out {
		key.how = hopsOut
	}
	list, ok := v.r.near.Load().get(key)
	if !ok {
		if list, ok, err = v.pagedHops(key); err != nil {
			return false, err
		}
	}
	if ok {
		r := readNear(list)
		for r.next() {
			if !f(r.hop(out)) {
				return false, nil
			}
		}
		return true, ctx.Err()
	}
	var made nearWriter
	more, err = v.hops(ctx, n, out, func(h Hop) bool {
		if made.n <= maxNear {
			made.addHop(h)
		}
		return f(h)
	})
	if more && err == nil && made.n <= maxNear {
		v.r.near.Load().put(key, made.done())
	}
	return more, err
}

// pagedHops makes the hops of key from the page of its node and remembers
// them; ok is false if the page does not have them.
func (v *View) pagedHops(key nearKey) (hops near, ok bool, err error) {
	how := quadsIn
	if key.how == hopsOut {
		how = quadsOut
	}
	list, ok, err := v.r.paged(how, key.id)
	if err != nil || !ok {
		return nil, false, err
	}
	var hop Hop
	var made nearWriter
	r := readNear(list)
	for r.next() {
		q := r.quad(nearKey{how, key.id})
		other := q[dirS]
		if how == quadsOut {
			other = q[dirO]
		}
		if v.vocab.describes[q[dirP]] || other.literal() {
			continue
		}
		if hop.Articles > 0 && hop.Predicate == NodeID(q[dirP]) && hop.Other == NodeID(other) {
			hop.Articles++
			continue
		}
		if hop.Articles > 0 {
			made.addHop(hop)
		}
		hop = Hop{Predicate: NodeID(q[dirP]), Other: NodeID(other), Articles: 1}
	}
	if hop.Articles > 0 {
		made.addHop(hop)
	}
	if r.bad {
		return nil, false, errBadPage
	}
	hops = made.done()
	v.r.near.Load().put(key, hops)
	return hops, true, nil
}

// hops reads the hops of n one way from the index.
func (v *View) hops(ctx context.Context, n id, out bool, f func(Hop) bool) (more bool, err error) {
	family, far := byte(famSPOG), dirO
	if !out {
		family, far = famOPSG, dirS
	}
	c, err := v.r.cursor()
	if err != nil {
		return false, err
	}
	defer c.done()
	var hop Hop
	prefix := putID([]byte{family}, n)
	ok, err := c.seek(prefix)
	for steps := 0; ok && err == nil; steps++ {
		if steps%checkEvery == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		q := parseQuadKey(c.key)
		if v.vocab.describes[q[dirP]] || q[far].literal() { // literals come last in their predicate
			ok, err = c.skip(putID(slices.Clone(prefix), q[dirP]+1))
			continue
		}
		next := Hop{Predicate: NodeID(q[dirP]), Other: NodeID(q[far]), Out: out, Articles: 1}
		if hop.Predicate == next.Predicate && hop.Other == next.Other {
			hop.Articles++
		} else {
			if hop.Articles > 0 && !f(hop) {
				return false, nil
			}
			hop = next
		}
		ok, err = c.next()
	}
	if err == nil && hop.Articles > 0 && !f(hop) {
		return false, nil
	}
	return err == nil, err
}

// Neighbours yields the direct edges of node with their terms: by predicate,
// then outgoing first, then by the other end. Edges to blank nodes are left
// out; Hops has them.
func (v *View) Neighbours(ctx context.Context, node schema.IRI) iter.Seq2[Edge, error] {
	return func(yield func(Edge, error) bool) {
		edges, err := v.neighbours(ctx, node)
		if err != nil {
			yield(Edge{}, fmt.Errorf("read neighbours of %s: %w", node, err))
			return
		}
		for _, e := range edges {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func (v *View) neighbours(ctx context.Context, node schema.IRI) (edges []Edge, err error) {
	n, err := v.ID(node)
	if err != nil || n == 0 {
		return nil, err
	}
	herr := v.Hops(ctx, n, func(h Hop) bool {
		e := Edge{Subject: node, Object: node, Out: h.Out, Articles: h.Articles}
		if e.Predicate, err = v.IRI(h.Predicate); err != nil {
			return false
		}
		var nt string
		if nt, err = v.r.term(id(h.Other)); err != nil || nt[0] != '<' {
			return err == nil
		}
		other, perr := schema.ParseIRI(nt[1 : len(nt)-1])
		if err = perr; err != nil {
			return false
		}
		if h.Out {
			e.Object = other
		} else {
			e.Subject = other
		}
		edges = append(edges, e)
		return true
	})
	if err == nil {
		err = herr
	}
	slices.SortFunc(edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.Predicate.String(), b.Predicate.String()), -cmpBool(a.Out, b.Out),
			cmp.Compare(a.Subject.String(), b.Subject.String()), cmp.Compare(a.Object.String(), b.Object.String()))
	})
	return edges, err
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
