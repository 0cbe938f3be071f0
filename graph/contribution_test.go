package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsgraph/schema"
)

func openTest(t testing.TB, o Options) *Store {
	t.Helper()
	o.NoSync = true
	s, err := Open(t.TempDir(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// export is the canonical N-Quads of s.
func export(t testing.TB, s *Store) string {
	t.Helper()
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	var b strings.Builder
	last := ""
	for q, err := range v.Quads(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		line := q.NQ()
		if line <= last {
			t.Fatalf("not sorted: %s\nafter %s", line, last)
		}
		last = line
		b.WriteString(line + "\n")
	}
	return b.String()
}

// randomContribution makes article n of a small world, so that articles share
// entities, names and edges. The same seed and version give the same.
func randomContribution(t testing.TB, n, version int) schema.Contribution {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(n), uint64(version)))
	published, _ := schema.ParseDate(fmt.Sprintf("2019-0%d", 1+n%9))
	a := schema.Article{ID: fmt.Sprint("art ", n), Title: fmt.Sprintf("Title \"%d\"\n", n%4), Lang: "en", Published: published,
		Publisher: "Daily\t" + fmt.Sprint(n%3), Hash: fmt.Sprint(n, version)}
	c := schema.Contribution{Article: a, Text: randomText(n, version), Origin: schema.Origin{Root: "/news", File: fmt.Sprint(n, ".txt")}}
	types := []string{"Person", "Company", "Person", "Company", "Agency"}
	for i := range 5 {
		k := i + len(types)*r.IntN(3)
		iri := schema.MustIRI(fmt.Sprintf("%sthing/%d", schema.NS, k))
		e, err := schema.NewEntity(iri, types[i], fmt.Sprintf("Næme Of %d", k), fmt.Sprint("Alias ", r.IntN(3)))
		if err != nil {
			t.Fatal(err)
		}
		c.Entities = append(c.Entities, e)
	}
	for range 1 + r.IntN(6) {
		s, o := c.Entities[2*r.IntN(2)], c.Entities[1+2*r.IntN(2)]
		p := []string{"worksFor", "leads", "criticizes"}[r.IntN(3)]
		st, err := schema.NewStatement(s, p, o)
		if p == "criticizes" && r.IntN(2) == 0 {
			st, err = schema.NewUntoldStatement(a.IRI(), 0, 15, p, o)
		}
		if err != nil {
			t.Fatal(err)
		}
		at := schema.Attribution{Quote: "He is the boss.", Start: r.IntN(50), Stance: schema.Stances()[r.IntN(3)], Confidence: 0.5, Rule: "r"}
		at.End = at.Start + 15
		if r.IntN(2) == 0 {
			at.Holder = c.Entities[r.IntN(5)].IRI()
		}
		cl, err := schema.NewClaim(a.IRI(), st, at)
		if err != nil {
			t.Fatal(err)
		}
		c.Claims = append(c.Claims, cl)
	}
	return c
}

// randomText is none for some articles, and nearly the same for some others.
func randomText(n, version int) schema.Text {
	if n%5 == 4 {
		return schema.Text{}
	}
	r := rand.New(rand.NewPCG(uint64(n%7), uint64(version)))
	var t schema.Text
	for range 4 {
		start := len(t.Body)
		for range 8 {
			t.Body += fmt.Sprintf("word%d ", r.IntN(500))
		}
		t.Body += "harbours."
		t.Sentences = append(t.Sentences, schema.TextSentence{Start: start, End: len(t.Body)})
		t.Body += "\n"
	}
	t.Body += fmt.Sprint("only", n, version)
	return t
}

func replace(t testing.TB, s *Store, c schema.Contribution) bool {
	t.Helper()
	changed, err := s.Replace(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// The export depends on the set of articles alone: not on the order, on what
// was replaced or on what was removed.
func TestExportDependsOnArticlesAlone(t *testing.T) {
	const articles = 12
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 7))
		straight, winding := openTest(t, Options{}), openTest(t, Options{})
		final := map[int]int{} // article to version
		for n := range articles {
			if r.IntN(4) > 0 {
				final[n] = r.IntN(2)
				replace(t, straight, randomContribution(t, n, final[n]))
			}
		}
		for range 40 {
			n := r.IntN(articles)
			if r.IntN(3) > 0 {
				replace(t, winding, randomContribution(t, n, r.IntN(2)))
			} else if _, err := winding.Remove(context.Background(), schema.ArticleIRI(fmt.Sprint("art ", n))); err != nil {
				t.Fatal(err)
			}
		}
		for _, n := range r.Perm(articles) {
			if v, ok := final[n]; ok {
				replace(t, winding, randomContribution(t, n, v))
			} else if _, err := winding.Remove(context.Background(), schema.ArticleIRI(fmt.Sprint("art ", n))); err != nil {
				t.Fatal(err)
			}
		}
		want, got := export(t, straight), export(t, winding)
		if want == "" || got != want {
			t.Fatalf("seed %d: exports differ:\n%s\nwant\n%s", seed, got, want)
		}
		if a, b := *straight.meta.Load(), *winding.meta.Load(); a.nodes != b.nodes || a.quads != b.quads {
			t.Fatalf("seed %d: counters differ: %v, want %v", seed, b, a)
		}
	}
}

func TestReplaceTwiceChangesNothing(t *testing.T) {
	s := openTest(t, Options{})
	c := randomContribution(t, 1, 0)
	if !replace(t, s, c) {
		t.Error("first Replace: changed = false")
	}
	if replace(t, s, c) {
		t.Error("second Replace: changed = true")
	}
	if !replace(t, s, randomContribution(t, 1, 1)) {
		t.Error("another version: changed = false")
	}
	for i, want := range []bool{true, false} {
		if found, err := s.Remove(context.Background(), c.Article.IRI()); err != nil || found != want {
			t.Errorf("Remove %d: %v, %v", i, found, err)
		}
	}
	if got := export(t, s); got != "" {
		t.Errorf("after Remove:\n%s", got)
	}
}

func TestLookUps(t *testing.T) {
	s := openTest(t, Options{})
	for n := range 6 {
		replace(t, s, randomContribution(t, n, 0))
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	ctx := context.Background()
	n := 0
	for a, err := range v.Articles(ctx) {
		if want := randomContribution(t, n, 0).Article; err != nil || a != want {
			t.Errorf("article %d: %+v, %v, want %+v", n, a, err, want)
		}
		n++
	}
	if n != 6 {
		t.Errorf("%d articles", n)
	}
	for n := range 6 {
		c := randomContribution(t, n, 0)
		want := map[schema.IRI]schema.Claim{}
		for _, cl := range c.Claims {
			want[cl.IRI()] = cl
		}
		for r, err := range v.Claims(ctx, ClaimFilter{Article: c.Article.IRI()}) {
			if err != nil {
				t.Fatal(err)
			}
			w, ok := want[r.IRI]
			if !ok || r.Subject != w.Subject() || r.Predicate != w.PredicateIRI() || r.Object != w.Object() || r.Stance != w.Stance ||
				r.Status != w.Status || r.Holder != w.Holder || r.Quote != w.Quote || r.Start != w.Start || r.End != w.End ||
				r.Confidence != w.Confidence || r.Rule != w.Rule || r.Article != c.Article {
				t.Errorf("claim %+v, want %+v", r, w)
			}
			delete(want, r.IRI)
		}
		if len(want) > 0 {
			t.Errorf("article %d: missing claims %v", n, want)
		}
	}
	filters := []ClaimFilter{{}, {Stance: schema.Denied}, {Status: schema.Former}}
	for k := range 15 {
		thing := schema.MustIRI(fmt.Sprintf("%sthing/%d", schema.NS, k))
		filters = append(filters, ClaimFilter{Subject: thing}, ClaimFilter{Object: thing}, ClaimFilter{Entity: thing},
			ClaimFilter{Holder: thing}, ClaimFilter{Entity: thing, Predicate: schema.MustIRI(schema.NS + "leads")},
			ClaimFilter{Holder: thing, Article: schema.ArticleIRI("art 3")}, ClaimFilter{Predicate: schema.MustIRI(schema.NS + "worksFor")})
	}
	var all []ClaimRecord
	for r, err := range v.Claims(ctx, ClaimFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	for _, f := range filters {
		var got, want []schema.IRI
		for r, err := range v.Claims(ctx, f) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r.IRI)
		}
		for _, r := range all { // the same, the slow way
			if f.chooses(r, r.Article.IRI().NT()) {
				want = append(want, r.IRI)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v: %v, want %v", f, got, want)
		}
	}
	for text, want := range map[string]Quality{"Næme Of 1": Exact, "NÆME  of 1": Folded, "næme o": Prefix, "of 1": WordPrefix} {
		m, err := v.FindEntities(ctx, text, 1)
		if err != nil || len(m) != 1 || m[0].Quality != want {
			t.Errorf("FindEntities(%q) = %v, %v, want quality %v", text, m, err, want)
		}
	}
}
