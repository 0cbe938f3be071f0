package queries_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// randomGraph is a store of n nodes with m random edges of three predicates.
func randomGraph(t testing.TB, r *rand.Rand, n, m int) (*graph.View, []schema.Quad) {
	t.Helper()
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	preds := []string{"leads", "supports", "linkedTo"}
	var quads []schema.Quad
	for range m {
		a, b := r.IntN(n), r.IntN(n)
		quads = append(quads, schema.Quad{Subject: node(a), Predicate: ng(preds[r.IntN(len(preds))]), Object: node(b)})
	}
	_, err = s.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, quads
}

func node(i int) schema.IRI { return ng(fmt.Sprintf("person/n%02d", i)) }

// bruteForce lists all paths of q by walking everything.
func bruteForce(quads []schema.Quad, q queries.PathQuery) []string {
	next := map[schema.IRI]map[schema.IRI]bool{}
	step := func(a, b schema.IRI) {
		if next[a] == nil {
			next[a] = map[schema.IRI]bool{}
		}
		next[a][b] = true
	}
	for _, e := range quads {
		dir := queries.Either
		if len(q.Along) > 0 {
			i := slices.IndexFunc(q.Along, func(a queries.Along) bool { return ng(a.Predicate) == e.Predicate })
			if i < 0 {
				continue
			}
			dir = q.Along[i].Direction
		}
		s, o := e.Subject.(schema.IRI), e.Object.(schema.IRI)
		if dir != queries.Backward {
			step(s, o)
		}
		if dir != queries.Forward {
			step(o, s)
		}
	}
	var found [][]string
	var walk func(path []schema.IRI)
	walk = func(path []schema.IRI) {
		last := path[len(path)-1]
		if len(path) > 1 && slices.Contains(q.From, last) {
			return
		}
		if slices.Contains(q.To, last) {
			for _, v := range q.Via {
				if !slices.Contains(path, v) {
					return
				}
			}
			var names []string
			for _, n := range path {
				names = append(names, n.String())
			}
			found = append(found, names)
			return
		}
		if len(path) > q.MaxHops {
			return
		}
		for n := range next[last] {
			if !slices.Contains(path, n) && !slices.Contains(q.NotVia, n) {
				walk(append(path[:len(path):len(path)], n))
			}
		}
	}
	for _, f := range q.From {
		walk([]schema.IRI{f})
	}
	slices.SortFunc(found, func(a, b []string) int { return cmp.Or(cmp.Compare(len(a), len(b)), slices.Compare(a, b)) })
	var out []string
	for _, p := range found[:min(len(found), q.K)] {
		out = append(out, strings.Join(p, " "))
	}
	return out
}

// TestPathsAgainstBruteForce compares the search with walking everything.
func TestPathsAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	some := 0
	for round := range 60 {
		n := 4 + r.IntN(9)
		v, quads := randomGraph(t, r, n, n+r.IntN(2*n))
		for range 20 {
			q := queries.PathQuery{From: []schema.IRI{node(r.IntN(n))}, MaxHops: 1 + r.IntN(7), K: 1 + r.IntN(12)}
			to := r.IntN(n)
			if node(to) == q.From[0] {
				continue
			}
			q.To = []schema.IRI{node(to)}
			if r.IntN(3) == 0 {
				if extra := node(r.IntN(n)); extra != q.From[0] && extra != q.To[0] {
					q.To = append(q.To, extra)
				}
			}
			if r.IntN(3) == 0 {
				q.Along = []queries.Along{{Predicate: "leads", Direction: queries.Direction(r.IntN(3))}, {Predicate: "supports", Direction: queries.Direction(r.IntN(3))}}
			}
			if r.IntN(3) == 0 {
				q.Via = []schema.IRI{node(r.IntN(n))}
			}
			if not := node(r.IntN(n)); r.IntN(3) == 0 && !slices.Contains(q.From, not) && !slices.Contains(q.To, not) {
				q.NotVia = []schema.IRI{not}
			}
			paths, err := queries.Paths(context.Background(), v, q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range paths {
				names := []string{p.Hops[0].From.IRI.String()}
				for _, h := range p.Hops {
					names = append(names, h.To.IRI.String())
				}
				got = append(got, strings.Join(names, " "))
			}
			want := bruteForce(quads, q)
			if len(want) > 0 {
				some++
			}
			if !slices.Equal(got, want) {
				t.Fatalf("round %d, %+v\ngot  %q\nwant %q", round, q, got, want)
			}
		}
	}
	if some < 300 {
		t.Errorf("only %d questions had an answer", some)
	}
}
