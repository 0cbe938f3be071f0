package gizmo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
	"go.yaml.in/yaml/v3"

	store "newsgraph/graph"
	"newsgraph/schema"
)

// memStore loads a file of testdata into Cayley's memory store.
func memStore(t testing.TB, name string) graph.QuadStore {
	t.Helper()
	if name == "triples" { // strings everywhere, which N-Quads cannot say
		var quads []quad.Quad
		for _, q := range [][3]string{{"ann", "knows", "bo"}, {"bo", "knows", "ann"}, {"cy", "knows", "bo"}, {"dee", "knows", "cy"},
			{"dee", "knows", "ann"}, {"ann", "is", "cool"}, {"bo", "is", "not cool"}, {"cy", "is", "cool"}, {"di", "is", "not cool"}} {
			quads = append(quads, quad.MakeRaw(q[0], q[1], q[2], ""))
		}
		return memstore.New(quads...)
	}
	if name == "chain" {
		var quads []quad.Quad
		for i := range 120 {
			quads = append(quads, quad.MakeIRI(fmt.Sprint("n", i), "next", fmt.Sprint("n", i+1), ""))
		}
		return memstore.New(quads...)
	}
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	quads, err := quad.ReadAll(nquads.NewReader(f, true))
	if err != nil {
		t.Fatal(err)
	}
	return memstore.New(quads...)
}

func TestConformance(t *testing.T) {
	var cases []struct {
		Name, Graph, Script, Tag string
		First                    int
		Want                     []string
		Error                    bool
	}
	data, err := os.ReadFile("testdata/conformance.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 78 {
		t.Fatalf("only %d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			if c.Graph == "" {
				c.Graph = "people.nq"
			}
			if c.Tag == "" {
				c.Tag = "id"
			}
			r, err := Run(context.Background(), memStore(t, c.Graph), c.Script, Options{Limits: Limits{First: c.First}})
			if (err != nil) != c.Error {
				t.Fatalf("error %v", err)
			}
			got := []string{}
			for _, row := range r.Rows {
				if m, ok := row.(map[string]any); ok {
					if v, ok := m[c.Tag]; ok {
						got = append(got, fmt.Sprint(v))
					}
				} else {
					got = append(got, fmt.Sprint(row))
				}
			}
			if r.Value != nil {
				got = append(got, fmt.Sprint(r.Value))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.Want) {
				t.Errorf("got  %v\nwant %v", got, c.Want)
			}
		})
	}
}

// diskStore makes a store of ours in which n nodes all know each other.
func diskStore(t testing.TB, n int) graph.QuadStore {
	t.Helper()
	st, err := store.Open(t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	node := func(i int) schema.IRI { return schema.MustIRI(fmt.Sprint("urn:p:", i)) }
	_, err = st.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
		for i := range n * n {
			q := schema.Quad{Subject: node(i / n), Predicate: schema.MustIRI("urn:p:knows"), Object: node(i % n)}
			if !yield(q, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := st.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v.QuadStore()
}
