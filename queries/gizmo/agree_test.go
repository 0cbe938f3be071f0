package gizmo

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	store "newsgraph/graph"
	"newsgraph/schema"
)

// twoStores holds the people in Cayley's memory store and in ours, with IRIs
// that ours accepts.
func twoStores(t *testing.T) (mem, disk graph.QuadStore) {
	iri := func(s string) string { return "p:" + s }
	var quads []quad.Quad
	var ours []schema.Quad
	for _, q := range [][4]string{
		{"ann", "knows", "bo"}, {"bo", "knows", "finn"}, {"dee", "knows", "bo"}, {"cy", "knows", "bo"}, {"cy", "knows", "dee"},
		{"dee", "knows", "gus"}, {"eve", "knows", "finn"}, {"finn", "knows", "gus"}, {"terms", "include", "knows"}, {"terms", "include", "rank"},
		{"bo", "rank", "\"cool"}, {"dee", "rank", "\"cool"}, {"gus", "rank", "\"cool"}, {"eve", "rank", "\"smart", "wits"}, {"gus", "rank", "\"smart", "wits"},
	} {
		var object quad.Value = quad.IRI(iri(q[2]))
		var term schema.Term
		if q[2][0] == '"' {
			object = quad.String(q[2][1:])
			lit, err := schema.NewString(q[2][1:])
			if err != nil {
				t.Fatal(err)
			}
			term = lit
		} else {
			term = schema.MustIRI(iri(q[2]))
		}
		c := quad.Quad{Subject: quad.IRI(iri(q[0])), Predicate: quad.IRI(iri(q[1])), Object: object}
		o := schema.Quad{Subject: schema.MustIRI(iri(q[0])), Predicate: schema.MustIRI(iri(q[1])), Object: term}
		if q[3] != "" {
			c.Label = quad.IRI(iri(q[3]))
			o.Graph = schema.MustIRI(iri(q[3]))
		}
		quads = append(quads, c)
		ours = append(ours, o)
	}
	s, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	_, err = s.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
		for _, q := range ours {
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
	return memstore.New(quads...), v.QuadStore()
}

var (
	// orderly scripts ask for some of the rows, and so for an order of the store.
	orderly = regexp.MustCompile(`limit|skip|getLimit|Array|toValue|tagValue|forEach\(3|count`)
	bareIRI = regexp.MustCompile(`"<(\w+)>"|iri\("(\w+)"\)`)
)

// TestStoresAgree holds that scripts give the same rows on Cayley's store and
// on ours. How often a row comes is Cayley's plan's affair when a node is
// reached in several ways, so rows are compared as a set.
func TestStoresAgree(t *testing.T) {
	mem, disk := twoStores(t)
	compared, full := 0, 0
	for seed := range uint64(3000) {
		script := scriptMaker{rand.New(rand.NewPCG(seed, 3))}.script()
		if orderly.MatchString(script) {
			continue
		}
		script = bareIRI.ReplaceAllString(script, `"<p:$1$2>"`)
		limits := Limits{Timeout: 10 * time.Second, Rows: 20_000}
		a, errA := Run(context.Background(), mem, script, Options{Limits: limits})
		b, errB := Run(context.Background(), disk, script, Options{Limits: limits})
		if (errA == nil) != (errB == nil) {
			t.Errorf("%s\nCayley's store: %v\nours: %v", script, errA, errB)
			continue
		}
		x, y := sortedRows(t, a.Rows), sortedRows(t, b.Rows)
		if !slices.Equal(x, y) {
			t.Errorf("%s\nCayley's store, %d rows: %.400v\nours, %d rows: %.400v", script, len(x), x, len(y), y)
		}
		compared++
		if len(x) > 0 {
			full++
		}
	}
	if compared < 300 || full < 100 {
		t.Errorf("compared only %d scripts, %d with rows", compared, full)
	}
}

// sortedRows are the distinct rows as JSON.
func sortedRows(t *testing.T, rows []Row) []string {
	out := []string{}
	for _, r := range rows {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
