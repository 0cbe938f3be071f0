package graph

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsgraph/schema"
)

// tinyLimits send a few hundred quads through every stage of a bulk load.
var tinyLimits = limits{batch: 10, chunkQuads: 70, chunkBytes: 5000, sorterQuads: 50, sorterBytes: 500}

func seq(quads []schema.Quad) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}
}

// randomQuads have terms of all kinds, some longer than a key of the
// dictionary and alike up to there, and repeat often.
func randomQuads(t testing.TB, n int, seed uint64) (out []schema.Quad) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	long := schema.NS + strings.Repeat("long/", 22)
	node := func() schema.Node {
		switch k := r.IntN(40); r.IntN(4) {
		case 0:
			b, err := schema.ParseBlank(fmt.Sprint("b", k))
			if err != nil {
				t.Fatal(err)
			}
			return b
		case 1:
			return schema.MustIRI(long[:90+r.IntN(len(long)-90)] + fmt.Sprint(k))
		default:
			return schema.MustIRI(fmt.Sprint("urn:n:", k))
		}
	}
	for range n {
		q := schema.Quad{Subject: node(), Predicate: schema.MustIRI(fmt.Sprint("urn:p:", r.IntN(5))), Object: node()}
		switch r.IntN(4) {
		case 0:
			l, err := schema.NewLangString(strings.Repeat("Ord ", r.IntN(60))+fmt.Sprint(r.IntN(9)), "da")
			if err != nil {
				t.Fatal(err)
			}
			q.Object = l
		case 1:
			l, err := schema.NewString(fmt.Sprint("Some \"Name\" ", r.IntN(30)))
			if err != nil {
				t.Fatal(err)
			}
			q.Object = l
		}
		if r.IntN(3) > 0 {
			q.Graph = node()
		}
		out = append(out, q)
	}
	return out
}

func lines(quads []schema.Quad) string {
	var b strings.Builder
	for _, q := range schema.SortQuads(slices.Clone(quads)) {
		b.WriteString(q.NQ() + "\n")
	}
	return b.String()
}

// A bulk load and a batch give the same store, also on top of an old one.
func TestBulkLoadIsLikeABatch(t *testing.T) {
	for seed := range uint64(6) {
		old := randomQuads(t, int(seed)*40, seed)
		more := randomQuads(t, 600, seed+100)
		for name, l := range map[string]limits{"batch": defaultLimits, "bulk": tinyLimits} {
			s := openTest(t, Options{})
			for _, quads := range [][]schema.Quad{old, more} {
				before := s.meta.Load().quads
				s.limits = l
				r, err := s.Import(context.Background(), seq(quads))
				if err != nil {
					t.Fatal(err)
				}
				if r.Read != int64(len(quads)) || r.Added != s.meta.Load().quads-before {
					t.Errorf("%s: report %+v", name, r)
				}
			}
			if got, want := export(t, s), lines(append(slices.Clone(old), more...)); got != want {
				t.Fatalf("seed %d, %s: got\n%s\nwant\n%s", seed, name, got, want)
			}
			wantSound(t, s)
			if r, err := s.Import(context.Background(), seq(more)); err != nil || r.Added != 0 {
				t.Errorf("%s again: %+v, %v", name, r, err)
			}
			if _, err := os.Stat(filepath.Join(s.dir, bulkFolder)); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%s left its folder: %v", name, err)
			}
		}
	}
}

// What was loaded in bulk can be replaced and removed like the rest.
func TestArticlesAfterBulkLoad(t *testing.T) {
	s, want := openTest(t, Options{}), openTest(t, Options{})
	s.limits = tinyLimits
	var all []schema.Quad
	for n := range 20 {
		quads, err := randomContribution(t, n, 0).Quads()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, quads...)
	}
	if _, err := s.Import(context.Background(), seq(all)); err != nil {
		t.Fatal(err)
	}
	for n := range 20 {
		if n%3 == 0 {
			if found, err := s.Remove(context.Background(), randomContribution(t, n, 0).Article.IRI()); !found || err != nil {
				t.Fatal(found, err)
			}
			continue
		}
		replace(t, want, randomContribution(t, n, n%2))
		if changed := replace(t, s, randomContribution(t, n, n%2)); changed != (n%2 == 1) {
			t.Errorf("article %d: changed = %v", n, changed)
		}
	}
	if export(t, s) != export(t, want) {
		t.Error("exports differ")
	}
	wantSound(t, s)
}

func TestImportIsAllOrNothing(t *testing.T) {
	cause := errors.New("line 7 is bad")
	for name, l := range map[string]limits{"batch": defaultLimits, "bulk": tinyLimits} {
		s := openTest(t, Options{MaxTerm: 2000})
		s.limits = l
		replace(t, s, randomContribution(t, 1, 0))
		before := export(t, s)
		ctx, cancel := context.WithCancel(context.Background())
		long, err := schema.NewString(strings.Repeat("x", 3000))
		if err != nil {
			t.Fatal(err)
		}
		for want, end := range map[string]func(yield func(schema.Quad, error) bool){
			cause.Error(): func(yield func(schema.Quad, error) bool) { yield(schema.Quad{}, cause) },
			"at most 2000 are allowed": func(yield func(schema.Quad, error) bool) {
				yield(schema.Quad{Subject: schema.NameIRI, Predicate: schema.NameIRI, Object: long}, nil)
			},
			context.Canceled.Error(): func(yield func(schema.Quad, error) bool) {
				cancel()
				seq(randomQuads(t, 100, 9))(yield)
			},
		} {
			c := context.Background()
			if want == context.Canceled.Error() {
				c = ctx
			}
			_, err := s.Import(c, func(yield func(schema.Quad, error) bool) {
				seq(randomQuads(t, 300, 9))(yield)
				end(yield)
			})
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
			if export(t, s) != before {
				t.Errorf("%s: after %s something has changed", name, want)
			}
		}
		wantSound(t, s)
	}
}
