package graph

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"newsgraph/schema"
)

func viewOf(t testing.TB, s *Store) *View {
	t.Helper()
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v
}

func neighbours(t testing.TB, v *View, node schema.IRI) (out []Edge) {
	t.Helper()
	for e, err := range v.Neighbours(context.Background(), node) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// The edges around each entity are what a look at all quads says.
func TestNeighbours(t *testing.T) {
	s := openTest(t, Options{})
	for n := range 25 {
		replace(t, s, randomContribution(t, n, 0))
	}
	v := viewOf(t, s)
	want := map[schema.IRI]map[Edge]int{}
	uses := map[schema.IRI]Uses{}
	count := func(term schema.Term, add func(*Uses)) {
		if i, ok := term.(schema.IRI); ok {
			u := uses[i]
			add(&u)
			uses[i] = u
		}
	}
	edge := func(node schema.IRI, e Edge) {
		if want[node] == nil {
			want[node] = map[Edge]int{}
		}
		want[node][e]++
	}
	for q, err := range v.Quads(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		count(q.Subject, func(u *Uses) { u.Subject++ })
		count(q.Predicate, func(u *Uses) { u.Predicate++ })
		count(q.Object, func(u *Uses) { u.Object++ })
		count(q.Graph, func(u *Uses) { u.Graph++ })
		if _, ok := schema.Default().Predicate(q.Predicate.String()[len(schema.NS):]); !ok {
			continue
		}
		sub, obj := q.Subject.(schema.IRI), q.Object.(schema.IRI)
		edge(sub, Edge{Subject: sub, Predicate: q.Predicate, Object: obj, Out: true})
		edge(obj, Edge{Subject: sub, Predicate: q.Predicate, Object: obj})
	}
	if len(want) < 10 {
		t.Fatalf("only %d nodes have edges", len(want))
	}
	for node, edges := range want {
		for range 2 { // read, then remembered
			got := neighbours(t, v, node)
			for _, e := range got {
				n := e.Articles
				e.Articles = 0
				if edges[e] != n {
					t.Errorf("%s: edge %+v in %d articles, want %d", node, e, n, edges[e])
				}
			}
			if len(got) != len(edges) {
				t.Errorf("%s: %d edges, want %d", node, len(got), len(edges))
			}
			if !slices.IsSortedFunc(got, func(a, b Edge) int {
				return slices.Compare([]string{a.Predicate.String()}, []string{b.Predicate.String()})
			}) {
				t.Errorf("%s: not sorted: %v", node, got)
			}
		}
		n, err := v.ID(node)
		if err != nil || n == 0 {
			t.Fatal(n, err)
		}
		if d, err := v.Degree(n); err != nil || d < int64(len(edges)) {
			t.Errorf("%s: degree %d, %v, has %d edges", node, d, err, len(edges))
		}
		if back, err := v.IRI(n); err != nil || back != node {
			t.Errorf("IRI(ID(%s)) = %s, %v", node, back, err)
		}
		calls := 0
		if err := v.Hops(context.Background(), n, func(Hop) bool { calls++; return false }); err != nil || calls != 1 {
			t.Errorf("%s: %d hops after a stop, %v", node, calls, err)
		}
	}
	for iri, u := range uses {
		if got, err := v.Uses(iri); err != nil || got != u {
			t.Errorf("Uses(%s) = %+v, %v, want %+v", iri, got, err, u)
		}
	}
	nobody := schema.MustIRI("urn:nobody")
	if n, err := v.ID(nobody); n != 0 || err != nil || len(neighbours(t, v, nobody)) > 0 {
		t.Errorf("nobody has id %d, %v", n, err)
	}
	if u, err := v.Uses(nobody); err != nil || u != (Uses{}) {
		t.Errorf("nobody is used: %+v, %v", u, err)
	}
	cancelled, stop := context.WithCancel(context.Background())
	stop()
	fresh := viewOf(t, s)
	n, err := fresh.ID(schema.MustIRI(schema.NS + "thing/1"))
	if err != nil {
		t.Fatal(err)
	}
	if err := fresh.Hops(cancelled, n, func(Hop) bool { return true }); !errors.Is(err, context.Canceled) {
		t.Errorf("Hops: %v", err)
	}
}

// article makes a contribution that only names one entity.
func naming(t testing.TB, id, entity, typ, name string, more ...string) schema.Contribution {
	t.Helper()
	e, err := schema.NewEntity(schema.MustIRI(schema.NS+entity), typ, name, more...)
	if err != nil {
		t.Fatal(err)
	}
	return schema.Contribution{Article: schema.Article{ID: id}, Entities: []schema.Entity{e}}
}

func TestEntityIsMergedOverArticles(t *testing.T) {
	s := openTest(t, Options{})
	for i, c := range []schema.Contribution{
		naming(t, "1", "x", "Person", "Bo Berg", "Berg"),
		naming(t, "2", "x", "Person", "Bo Berg", "B. Berg"),
		naming(t, "3", "x", "Person", "Bo Bentzen Berg"),
		naming(t, "4", "x", "Company", "Zz Zz Zz Zz Zz Zz"),
		naming(t, "5", "tie", "Person", "Ann Aa"),
		naming(t, "6", "tie", "Person", "Ann Bb"),
		naming(t, "7", "tie", "Person", "Ann Longer"),
	} {
		if !replace(t, s, c) {
			t.Fatal(i)
		}
	}
	v := viewOf(t, s)
	for entity, want := range map[string]string{
		"x":   "Person Bo Berg [B. Berg Berg Bo Bentzen Berg Zz Zz Zz Zz Zz Zz]", // commonest, not longest
		"tie": "Person Ann Longer [Ann Aa Ann Bb]",
	} {
		e, ok, err := v.Entity(context.Background(), schema.MustIRI(schema.NS+entity))
		if got := fmt.Sprint(e.Type(), " ", e.Name(), " ", e.Names()); !ok || err != nil || got != want {
			t.Errorf("got %s, %v, %v, want %s", got, ok, err, want)
		}
	}
	for _, none := range []schema.IRI{schema.MustIRI("urn:none"), schema.ArticleIRI("1"), schema.TypeIRI} {
		if _, ok, err := v.Entity(context.Background(), none); ok || err != nil {
			t.Errorf("%s: %v, %v", none, ok, err)
		}
	}
	if _, ok, err := v.Article(context.Background(), schema.ArticleIRI("99")); ok || err != nil {
		t.Errorf("article 99: %v, %v", ok, err)
	}
}

func TestFindEntities(t *testing.T) {
	s := openTest(t, Options{})
	for _, c := range []schema.Contribution{
		naming(t, "1", "a", "Person", "Eugene Kaspersky", "Yevgeny Kaspersky"),
		naming(t, "2", "b", "Company", "Kaspersky Lab", "Kaspersky"),
		naming(t, "3", "b", "Company", "Kaspersky Lab"),
		naming(t, "4", "c", "Company", "Kaspersky Labs North"),
		naming(t, "5", "d", "Person", "Åse Ørum-Kaspersky"),
		naming(t, "6", "e", "Agency", "kaspersky"),
	} {
		replace(t, s, c)
	}
	v := viewOf(t, s)
	for text, want := range map[string][]string{
		"Kaspersky":       {"b exact Kaspersky 2", "e folded kaspersky 1", "c prefix Kaspersky Labs North 1", "a word Eugene Kaspersky 1", "d word Åse Ørum-Kaspersky 1"},
		" kaspersky  LAB": {"b folded Kaspersky Lab 2", "c prefix Kaspersky Labs North 1"},
		"åse ø":           {"d prefix Åse Ørum-Kaspersky 1"},
		"ørum":            {"d word Åse Ørum-Kaspersky 1"},
		"spersky":         nil,
		"":                nil,
	} {
		found, err := v.FindEntities(context.Background(), text, 0)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range found {
			got = append(got, fmt.Sprint(m.Entity.IRI().String()[len(schema.NS):], " ", m.Quality, " ", m.Name, " ", m.Articles))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if m, err := v.FindEntities(context.Background(), "kaspersky", 2); err != nil || len(m) != 2 {
		t.Errorf("with a limit: %d, %v", len(m), err)
	}
}
