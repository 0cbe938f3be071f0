package queries_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// The most connected of random graphs with a hub are those that counting
// everything finds.
func TestMostConnected(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		n := 3 + r.IntN(40)
		quads := []schema.Quad{}
		blank, err := schema.ParseBlank("nobody")
		if err != nil {
			t.Fatal(err)
		}
		quads = append(quads, schema.Quad{Subject: blank, Predicate: schema.TypeIRI, Object: ng("Person")})
		others := map[schema.IRI]map[schema.Node]bool{}
		for i := range n {
			typ := []string{"Person", "Company", "Place"}[r.IntN(3)]
			quads = append(quads, schema.Quad{Subject: node(i), Predicate: schema.TypeIRI, Object: ng(typ), Graph: schema.ArticleIRI(fmt.Sprint(r.IntN(3)))})
			if typ != "Place" {
				others[node(i)] = map[schema.Node]bool{}
			}
		}
		edge := func(a, b schema.Node) {
			quads = append(quads, schema.Quad{Subject: a, Predicate: ng([]string{"leads", "worksFor", "linked-to"}[r.IntN(3)]), Object: b, Graph: schema.ArticleIRI(fmt.Sprint(r.IntN(3)))})
			if quads[len(quads)-1].Predicate == ng("linked-to") { // no relation of the ontology
				return
			}
			for _, e := range [][2]schema.Node{{a, b}, {b, a}} {
				if from, ok := e[0].(schema.IRI); ok && others[from] != nil && a != b {
					others[from][e[1]] = true
				}
			}
		}
		for range 3 * n {
			edge(node(r.IntN(n)*r.IntN(2)), node(r.IntN(n)))
		}
		edge(blank, node(0))
		s, err := graph.Open(t.TempDir(), graph.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
			for _, q := range quads {
				if !yield(q, nil) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		v, err := s.View()
		if err != nil {
			t.Fatal(err)
		}
		var want []queries.Connected
		for e, set := range others {
			want = append(want, queries.Connected{Node: e, Others: len(set)})
		}
		slices.SortFunc(want, func(a, b queries.Connected) int {
			return cmp.Or(cmp.Compare(b.Others, a.Others), cmp.Compare(a.Node.String(), b.Node.String()))
		})
		for _, top := range []int{1, 3, n + 1} {
			got, err := queries.MostConnected(context.Background(), v, []schema.IRI{ng("Person"), ng("Company")}, top)
			if want := want[:min(top, len(want))]; err != nil || !reflect.DeepEqual(got, slices.Clone(want)) && len(got)+len(want) > 0 {
				t.Fatalf("top %d: got %v, %v, want %v", top, got, err, want)
			}
		}
		cancelled, stop := context.WithCancel(context.Background())
		stop()
		if _, err := queries.MostConnected(cancelled, v, []schema.IRI{ng("Person")}, 5); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkMostConnected is over a million quads, see benchGraph.
func BenchmarkMostConnected(b *testing.B) {
	v, _ := benchGraph(b, 1_000_000)
	types := []schema.IRI{ng("Person"), ng("Company"), ng("Country")}
	for b.Loop() {
		rows, err := queries.MostConnected(context.Background(), v, types, 20)
		if err != nil || len(rows) != 20 {
			b.Fatal(len(rows), err)
		}
	}
}
