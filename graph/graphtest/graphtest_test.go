package graphtest_test

import (
	"testing"

	"newsgraph/graph"
	"newsgraph/graph/graphtest"
)

func open(t testing.TB) *graph.Store {
	s, err := graph.Open(t.TempDir(), graph.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestConformance(t *testing.T) { graphtest.Conformance(t, open) }
