package graph

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"newsgraph/schema"
)

// TestRepairOldVersion: an old version that lies whole in an old table is not
// given out for the article whose newer version is lost; a write that changed
// nothing but where the article was read does not make it old.
func TestRepairOldVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for a := range 6 {
		replace(t, s, randomContribution(t, a, 0))
	}
	if err := s.db.Flush(); err != nil {
		t.Fatal(err)
	}
	old := filesOf(t, dir, "*.sst")
	replace(t, s, randomContribution(t, 1, 1))
	read := randomContribution(t, 2, 0)
	read.Origin = schema.Origin{Root: "/elsewhere", File: "x.txt"}
	replace(t, s, read)
	if err := s.db.Flush(); err != nil {
		t.Fatal(err)
	}
	replace(t, s, randomContribution(t, 5, 1)) // in the last log, with the counters
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// what a disk that lost the later tables and the manifest has
	logs := slices.Sorted(maps.Keys(filesOf(t, dir, "*.log")))
	for _, pattern := range []string{"*.sst", "*.log", "MANIFEST-*"} {
		for name := range filesOf(t, dir, pattern) {
			if name == logs[len(logs)-1] {
				continue
			}
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, b := range old {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report, err := Repair(context.Background(), dir, filepath.Join(t.TempDir(), "new"))
	if err != nil {
		t.Fatal(err)
	}
	lost := map[string]bool{}
	for _, a := range report.Articles {
		lost[a.IRI] = true
	}
	changed := randomContribution(t, 1, 1).Article.IRI().String()
	if !lost[changed] {
		t.Errorf("the article whose newer version is lost is not listed: %v", report.Articles)
	}
	if len(lost) > 2 {
		t.Errorf("lists %v; want no more than the two that were written last", report.Articles)
	}
}

func filesOf(t *testing.T, dir, pattern string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, p := range paths {
		if out[filepath.Base(p)], err = os.ReadFile(p); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
