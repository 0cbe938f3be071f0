package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"newsgraph/schema"
)

// A view in which entities are merged says what a store says in which they
// have one IRI, and shows the quads as they are.
func TestMergedViewIsLikeRenaming(t *testing.T) {
	ctx := context.Background()
	thing := func(n int) schema.IRI { return schema.MustIRI(fmt.Sprintf("%sthing/%d", schema.NS, n)) }
	classes := [][]schema.IRI{{schema.MustIRI(schema.NS + "thing/0-nobody"), thing(5), thing(0), thing(10)}, {thing(1), thing(6)}, {thing(2), schema.MustIRI("urn:absent")}}
	first := map[schema.IRI]schema.IRI{thing(0): thing(5), thing(10): thing(5), thing(6): thing(1)}
	apart, one := openTest(t, Options{}), openTest(t, Options{})
	for n := range 25 {
		c := randomContribution(t, n, 0)
		replace(t, apart, c)
		quads, err := c.Quads()
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range quads {
			if s, ok := first[q.Subject.(schema.IRI)]; ok {
				quads[i].Subject = s
			}
			if o, ok := q.Object.(schema.IRI); ok && !first[o].IsZero() {
				quads[i].Object = first[o]
			}
		}
		if _, err := one.Import(ctx, seq(quads)); err != nil {
			t.Fatal(err)
		}
	}
	stored := export(t, apart)
	tell := func(v *View) (out []string) {
		for n := range 15 {
			e, ok, err := v.Entity(ctx, thing(n))
			if first[thing(n)].IsZero() { // in the other store the others have no IRI of their own
				out = append(out, fmt.Sprint(n, ok, err, e.IRI(), e.Name(), e.Type(), e.Names()))
				i, err := v.ID(thing(n))
				out = append(out, fmt.Sprint(n, i != 0, err))
				for _, edge := range neighbours(t, v, thing(n)) {
					edge.Articles = 0
					out = append(out, fmt.Sprint(edge))
				}
				for _, f := range []ClaimFilter{{Entity: thing(n)}, {Subject: thing(n)}, {Object: thing(n)}, {Holder: thing(n)}, {Subject: thing(n), Object: thing(1)}} {
					for c, err := range v.Claims(ctx, f) {
						out = append(out, fmt.Sprint(c, err))
					}
				}
			}
		}
		found, err := v.FindEntities(ctx, "næme of 1", 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range found {
			out = append(out, fmt.Sprint(m.Entity.IRI(), m.Name, m.Quality, m.Articles))
		}
		return out
	}
	v := viewOf(t, apart)
	if err := v.Merge(classes); err != nil {
		t.Fatal(err)
	}
	got, want := tell(v), tell(viewOf(t, one))
	if !slices.Equal(got, want) {
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("merged: %s\nrenamed: %s", got[i], want[i])
				break
			}
		}
		t.Errorf("%d answers where entities are merged, %d where they are renamed", len(got), len(want))
	}
	for _, member := range []schema.IRI{thing(0), thing(10), thing(6)} { // by any of its IRIs
		e, ok, err := v.Entity(ctx, member)
		if !ok || err != nil || e.IRI() != first[member] {
			t.Errorf("%s is %s, %v, %v", member, e.IRI(), ok, err)
		}
		var all, same []ClaimRecord
		for c, err := range v.Claims(ctx, ClaimFilter{Entity: member}) {
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, c)
		}
		for c := range v.Claims(ctx, ClaimFilter{Entity: first[member]}) {
			same = append(same, c)
		}
		if len(all) == 0 || len(all) != len(same) {
			t.Errorf("%s has %d claims, %s has %d", member, len(all), first[member], len(same))
		}
	}
	if r, err := v.Verify(ctx); err != nil || r.Found > 0 {
		t.Errorf("%v, %v", r.Problems, err)
	}
	if export(t, apart) != stored {
		t.Error("merging changed what is stored")
	}
}
