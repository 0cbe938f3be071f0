package queries_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// benchGraph makes about n quads of people, organizations and countries:
// three people in five quads' worth of types and names, the rest relations
// whose organizations and countries are chosen with a heavy tail, so that the
// largest country is a hub of some per cent of all edges.
func benchGraph(b *testing.B, n int) (*graph.View, int) {
	people, orgs, countries := n/8, n/50, 200
	r := rand.New(rand.NewPCG(7, 7))
	zipf := func(n int) func() int {
		z := rand.NewZipf(r, 1.1, 3, uint64(n-1))
		return func() int { return int(z.Uint64()) }
	}
	org, country := zipf(orgs), zipf(countries)
	name := func(kind string, i int) schema.IRI { return ng(fmt.Sprintf("%s/%d", kind, i)) }
	var total int
	s, err := graph.Open(b.TempDir(), graph.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	_, err = s.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
		ok := true
		put := func(sub schema.IRI, p schema.IRI, o schema.Term) {
			if ok {
				total++
				ok = yield(schema.Quad{Subject: sub, Predicate: p, Object: o, Graph: schema.ArticleIRI(fmt.Sprint(total / 40))}, nil)
			}
		}
		describe := func(kind, typ string, n int) {
			for i := range n {
				label, _ := schema.NewString(fmt.Sprintf("%s number %d", typ, i))
				put(name(kind, i), schema.TypeIRI, ng(typ))
				put(name(kind, i), schema.LabelIRI, label)
			}
		}
		describe("person", "Person", people)
		describe("company", "Company", orgs)
		describe("country", "Country", countries)
		for i := range orgs {
			put(name("company", i), ng("basedIn"), name("country", country()))
		}
		for total < n && ok {
			p := r.IntN(people)
			switch r.IntN(10) {
			case 0, 1, 2:
				put(name("person", p), ng("worksFor"), name("company", org()))
			case 3:
				put(name("person", p), ng("leads"), name("company", org()))
			case 4:
				put(name("person", p), ng("citizenOf"), name("country", country()))
			case 5:
				put(name("company", r.IntN(orgs)), ng("owns"), name("company", org()))
			case 6:
				put(name("company", r.IntN(orgs)), ng("accuses"), name("company", org()))
			default:
				put(name("person", p), ng("metWith"), name("person", r.IntN(people)))
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	v, err := s.View()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { v.Close() })
	return v, people
}

// BenchmarkPath measures the shortest path between two random people at one
// million quads:
//
//	go test ./queries -run '^$' -bench Path -benchtime 300x
func BenchmarkPath(b *testing.B) {
	v, people := benchGraph(b, 1_000_000)
	r := rand.New(rand.NewPCG(9, 9))
	var took []time.Duration
	hops := 0
	b.ResetTimer()
	for b.Loop() {
		q := queries.PathQuery{From: []schema.IRI{ng(fmt.Sprint("person/", r.IntN(people)))}, To: []schema.IRI{ng(fmt.Sprint("person/", r.IntN(people)))}}
		if q.From[0] == q.To[0] {
			continue
		}
		start := time.Now()
		paths, err := queries.Paths(context.Background(), v, q)
		if err != nil {
			b.Fatal(err)
		}
		if len(paths) > 0 { // within 6 hops
			took = append(took, time.Since(start))
			hops += len(paths[0].Hops)
		}
	}
	slices.Sort(took)
	if n := len(took); n > 0 {
		ms := func(d time.Duration) float64 { return float64(d) / 1e6 }
		b.ReportMetric(ms(took[n/2]), "median-ms")
		b.ReportMetric(ms(took[n*95/100]), "p95-ms")
		b.ReportMetric(ms(took[n-1]), "max-ms")
		b.ReportMetric(float64(hops)/float64(n), "hops/path")
		b.ReportMetric(float64(n), "paths")
	}
}
