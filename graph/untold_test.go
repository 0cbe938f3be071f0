package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"newsgraph/schema"
)

// untoldContribution is an article in which somebody untold arrested and
// charged Ann, who denies the charge, and a spokesman without a name.
func untoldContribution(t *testing.T, id string) schema.Contribution {
	t.Helper()
	entity := func(key, typ, name string) schema.Entity {
		e, err := schema.NewEntity(schema.MustIRI(schema.NS+key), typ, name)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	ann, voice := entity("person/ann-moor", "Person", "Ann Moor"), entity("unnamed/"+id+"/a-spokesman", "Unnamed", "a spokesman")
	c := schema.Contribution{Article: schema.Article{ID: id}, Entities: []schema.Entity{ann, voice}}
	for i, cl := range []struct {
		p      string
		stance schema.Stance
		holder schema.IRI
	}{{"arrests", schema.Asserted, schema.IRI{}}, {"charges", schema.Asserted, voice.IRI()}, {"charges", schema.Denied, ann.IRI()}} {
		st, err := schema.NewUntoldStatement(c.Article.IRI(), 0, 9, cl.p, ann)
		if err != nil {
			t.Fatal(err)
		}
		claim, err := schema.NewClaim(c.Article.IRI(), st, schema.Attribution{Stance: cl.stance, Holder: cl.holder, Quote: "Sentence.", Start: 10 * i, End: 10*i + 9})
		if err != nil {
			t.Fatal(err)
		}
		c.Claims = append(c.Claims, claim)
	}
	return c
}

func TestUntold(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, Options{})
	replace(t, s, untoldContribution(t, "x"))
	replace(t, s, untoldContribution(t, "y"))
	wantSound(t, s)
	v := viewOf(t, s)
	st, err := v.Stats(ctx)
	if err != nil {
		t.Fatal(err)
	}
	// Ann and two spokesmen: of the four untold none is counted.
	if st.Entities != 3 || fmt.Sprint(st.Types) != "[{Unnamed 2} {Person 1}]" || st.Claims != 6 {
		t.Errorf("stats %+v", st)
	}
	arrests := schema.MustIRI(schema.NS + "arrests")
	var nodes []schema.IRI
	for c, err := range v.Claims(ctx, ClaimFilter{Predicate: arrests}) {
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, c.Subject)
	}
	if len(nodes) != 2 || nodes[0] == nodes[1] || !schema.IsUntold(nodes[0]) {
		t.Fatalf("the doers of two articles are %v", nodes)
	}
	if _, ok, err := v.Entity(ctx, nodes[0]); ok || err != nil {
		t.Errorf("an untold doer is an entity (%v)", err)
	}
	for _, text := range []string{"unnamed", "somebody", nodes[0].String()} {
		if found, err := v.FindEntities(ctx, text, 0); err != nil || len(found) > 0 {
			t.Errorf("find %s: %v, %v", text, found, err)
		}
	}
	n, err := v.ID(nodes[0])
	if err != nil {
		t.Fatal(err)
	}
	if is, err := v.Untold(n); !is || err != nil {
		t.Error(is, err)
	}
	// Replaced by less, removed, and loaded again: as if it had never been.
	less := untoldContribution(t, "y")
	less.Claims = less.Claims[:1]
	replace(t, s, less)
	wantSound(t, s)
	if _, err := s.Remove(ctx, schema.ArticleIRI("x")); err != nil {
		t.Fatal(err)
	}
	other := openTest(t, Options{})
	replace(t, other, less)
	if got, want := export(t, s), export(t, other); got != want {
		t.Errorf("after removal\n%s\nwant\n%s", got, want)
	}
}

func TestVerifyUntold(t *testing.T) {
	c := untoldContribution(t, "x")
	quads, err := c.Quads()
	if err != nil {
		t.Fatal(err)
	}
	node, graph := c.Claims[1].Subject(), c.Article.IRI()
	typ := schema.MustIRI(schema.NS + "Unnamed")
	name, err := schema.NewString("somebody")
	if err != nil {
		t.Fatal(err)
	}
	swap := func(a, b schema.IRI) []schema.Quad {
		var out []schema.Quad
		for _, q := range quads {
			if q.Predicate == a {
				q.Predicate = b
			}
			if q.Object == schema.Term(a) {
				q.Object = b
			}
			out = append(out, q)
		}
		return out
	}
	for _, bad := range []struct {
		name  string
		quads []schema.Quad
		want  string
	}{
		{"with a name", append(slices.Clone(quads), schema.Quad{Subject: node, Predicate: schema.LabelIRI, Object: name, Graph: graph}), "has a name"},
		{"of another type", append(slices.Clone(quads), schema.Quad{Subject: node, Predicate: schema.TypeIRI, Object: schema.MustIRI(schema.NS + "Person"), Graph: graph}), "needs the type Unnamed"},
		{"without type", slices.DeleteFunc(slices.Clone(quads), func(q schema.Quad) bool { return q.Subject == schema.Node(node) && q.Object == schema.Term(typ) }), "needs the type Unnamed"},
		{"of a post", swap(c.Claims[1].PredicateIRI(), schema.MustIRI(schema.NS+"spouseOf")), "needs a subject that is told"},
		{"of two acts", append(slices.Clone(quads), schema.Quad{Subject: node, Predicate: c.Claims[0].PredicateIRI(), Object: c.Claims[0].Object(), Graph: graph}), "is in another act"},
	} {
		t.Run(bad.name, func(t *testing.T) {
			s := openTest(t, Options{})
			if _, err := s.replace(context.Background(), graph, bad.quads, kept{}); err != nil {
				t.Fatal(err)
			}
			if r := verify(t, s); !strings.Contains(fmt.Sprint(r.Problems), bad.want) {
				t.Errorf("got %v, want %q", r.Problems, bad.want)
			}
		})
	}
}
