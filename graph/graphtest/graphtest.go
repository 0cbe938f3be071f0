// Package graphtest is the suite that every way of opening a store must pass:
// Cayley's own conformance suite, with its integration queries over 30,000
// movies. newsgraph's own promises are tested in package graph.
//
// In: a function that makes an empty store. Out: failures of a testing.T. Not
// here: what only one way of opening promises (crashes, locks, bulk loads).
package graphtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	suite "github.com/cayleygraph/cayley/graph/graphtest"

	"newsgraph/graph"
)

// OpenFunc makes an empty store; the test closes it.
type OpenFunc func(t testing.TB) *graph.Store

// Conformance runs Cayley's suite. It changes the working directory, so it
// must not run in parallel with tests that use relative paths.
func Conformance(t *testing.T, open OpenFunc) {
	linkData(t)
	gen := func(t testing.TB) (cayley.QuadStore, cayley.Options, func()) {
		s := open(t)
		return s.QuadStore(), nil, func() {
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		}
	}
	suite.TestAll(t, gen, &suite.Config{NoPrimitives: true, AlwaysRunIntegration: true})
}

// linkData goes to a temporary folder from which the relative paths of
// Cayley's suite lead to the data folder of its module.
func linkData(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("find Cayley's test data: %v", err)
	}
	data := filepath.Join(strings.TrimSpace(string(out)), "data")
	root := t.TempDir()
	deep := filepath.Join(root, "a", "b", "c", "d")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{root, filepath.Join(root, "a")} { // ../../../../data and ../../../data
		if err := os.Symlink(data, filepath.Join(at, "data")); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(deep)
}
