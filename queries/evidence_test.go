package queries_test

import (
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

// claimOf is what the brute force knows of a claim.
type claimOf struct {
	triple     [3]int // subject, predicate, object
	stance     schema.Stance
	publisher  string
	date       string
	confidence float64
}

var evidencePredicates = []string{"linkedTo", "accuses", "supports"}

// randomClaims loads articles with random claims between n people.
func randomClaims(t *testing.T, r *rand.Rand, n, articles int) (*graph.View, []claimOf) {
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	people := make([]schema.Entity, n)
	for i := range people {
		if people[i], err = schema.NewEntity(node(i), "Person", fmt.Sprint("Person ", i)); err != nil {
			t.Fatal(err)
		}
	}
	var all []claimOf
	for i := range articles {
		publisher := fmt.Sprint("Paper ", r.IntN(3))
		year := fmt.Sprint(2010 + r.IntN(10))
		published, err := schema.ParseDate(year)
		if err != nil {
			t.Fatal(err)
		}
		c := schema.Contribution{Article: schema.Article{ID: fmt.Sprint("a", i), Publisher: publisher, Published: published}, Entities: people}
		for j := range 1 + r.IntN(4) {
			a, b := r.IntN(n), r.IntN(n)
			if a == b {
				continue
			}
			p := r.IntN(len(evidencePredicates))
			st, err := schema.NewStatement(people[a], evidencePredicates[p], people[b])
			if err != nil {
				t.Fatal(err)
			}
			stance := schema.Stances()[r.IntN(3)]
			confidence := float64(r.IntN(5)) / 4
			claim, err := schema.NewClaim(c.Article.IRI(), st, schema.Attribution{Stance: stance, Quote: "x", Start: j, End: j + 1, Confidence: confidence})
			if err != nil {
				t.Fatal(err)
			}
			c.Claims = append(c.Claims, claim)
			all = append(all, claimOf{[3]int{a, p, b}, stance, publisher, year, confidence})
		}
		if _, err := s.Replace(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, all
}

// supported lists the triples whose claims have the evidence.
func supported(all []claimOf, e queries.Evidence) []schema.Quad {
	type sum struct {
		edge, denied bool
		fitting      int
		publishers   map[string]bool
	}
	sums := map[[3]int]*sum{}
	for _, c := range all {
		s := sums[c.triple]
		if s == nil {
			s = &sum{publishers: map[string]bool{}}
			sums[c.triple] = s
		}
		if c.stance == schema.Denied {
			s.denied = true
			continue
		}
		s.edge = true
		if (e.Stance == "" || c.stance == e.Stance) && c.confidence >= e.MinConfidence &&
			(e.Since.IsZero() || c.date >= e.Since.String()) && (e.Until.IsZero() || c.date <= e.Until.String()) {
			s.fitting++
			s.publishers[c.publisher] = true
		}
	}
	var out []schema.Quad
	for t, s := range sums {
		if s.edge && s.fitting > 0 && len(s.publishers) >= e.MinPublishers && !(e.Undisputed && s.denied) {
			out = append(out, schema.Quad{Subject: node(t[0]), Predicate: ng(evidencePredicates[t[1]]), Object: node(t[2])})
		}
	}
	return out
}

// TestEvidenceAgainstBruteForce compares which paths there are when every hop
// must have evidence.
func TestEvidenceAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	some := 0
	for range 25 {
		n := 4 + r.IntN(5)
		v, all := randomClaims(t, r, n, 6+r.IntN(12))
		for range 12 {
			q := queries.PathQuery{From: []schema.IRI{node(0)}, To: []schema.IRI{node(1 + r.IntN(n-1))}, MaxHops: 5, K: 1000}
			q.Undisputed = r.IntN(2) == 0
			if r.IntN(2) == 0 {
				q.Stance = []schema.Stance{schema.Asserted, schema.Alleged}[r.IntN(2)]
			}
			if r.IntN(3) == 0 {
				q.MinPublishers = 1 + r.IntN(2)
			}
			if r.IntN(3) == 0 {
				q.MinConfidence = 0.5
			}
			if r.IntN(3) == 0 {
				q.Since, _ = schema.ParseDate(fmt.Sprint(2010 + r.IntN(6)))
			}
			if r.IntN(3) == 0 {
				q.Until, _ = schema.ParseDate(fmt.Sprint(2013 + r.IntN(6)))
			}
			paths, err := queries.Paths(context.Background(), v, q)
			if err != nil {
				t.Fatal(err)
			}
			got := []string{}
			for _, p := range paths {
				names := []string{p.Hops[0].From.IRI.String()}
				for _, h := range p.Hops {
					names = append(names, h.To.IRI.String())
					for _, e := range h.Edges {
						if q.Undisputed && len(e.Denials) > 0 || len(e.Claims) == 0 {
							t.Errorf("%+v: an edge without its evidence", q)
						}
					}
				}
				got = append(got, strings.Join(names, " "))
			}
			want := bruteForce(supported(all, q.Evidence), q)
			slices.Sort(got) // the order is by evidence, see TestPathsOfStory
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Fatalf("%+v\ngot  %q\nwant %q", q, got, want)
			}
			if len(want) > 0 {
				some++
			}
		}
	}
	if some < 60 {
		t.Errorf("only %d questions had an answer", some)
	}
}
