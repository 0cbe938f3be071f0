package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

type goPackage struct {
	ImportPath, Doc string
	Imports         []string
	TestImports     []string
	XTestImports    []string
}

func goPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Doc,Imports,TestImports,XTestImports", "newsgraph/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// top is the top-level folder of a package of this module, "" for others.
func top(importPath string) string {
	rest, ok := strings.CutPrefix(importPath, "newsgraph/")
	if !ok {
		return ""
	}
	first, _, _ := strings.Cut(rest, "/")
	return first
}

// The arrows of docs/design.md: schema <- {graph, loaders}; queries -> graph,
// schema; cmd -> all. Only graph and queries know Cayley.
func TestImportArrows(t *testing.T) {
	allowed := map[string][]string{
		"schema":  {"schema"},
		"graph":   {"schema", "graph"},
		"loaders": {"schema", "loaders"},
		"queries": {"schema", "graph", "queries"},
		"cmd":     {"schema", "graph", "loaders", "queries", "cmd"},
	}
	seen := map[string]bool{}
	for _, p := range goPackages(t) {
		from := top(p.ImportPath)
		seen[from] = true
		may, known := allowed[from]
		if !known {
			t.Errorf("%s is in a top-level folder that the design does not have", p.ImportPath)
			continue
		}
		for _, imp := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if to := top(imp); to != "" && !slices.Contains(may, to) {
				t.Errorf("%s imports %s: %s may only import %s", p.ImportPath, imp, from, strings.Join(may, ", "))
			}
			if strings.HasPrefix(imp, "github.com/cayleygraph/") && from != "graph" && from != "queries" {
				t.Errorf("%s imports %s: only graph and queries know Cayley", p.ImportPath, imp)
			}
			if strings.HasPrefix(imp, "github.com/cockroachdb/pebble") && from != "graph" {
				t.Errorf("%s imports %s: only graph knows Pebble", p.ImportPath, imp)
			}
		}
	}
	for folder := range allowed {
		if !seen[folder] {
			t.Errorf("no package in %s: the test does not see the module", folder)
		}
	}
}

// Each step of the pipeline knows nothing of the steps after it. Tables that
// several steps share are packages of their own (identity/variant,
// article/boilerplate) and may be imported by all.
func TestPipelineArrows(t *testing.T) {
	forbidden := map[string][]string{
		"newsgraph/loaders/nlp":      {"newsgraph/loaders/claims", "newsgraph/loaders/identity", "newsgraph/loaders/article"},
		"newsgraph/loaders/claims":   {"newsgraph/loaders/identity", "newsgraph/loaders/article"},
		"newsgraph/loaders/identity": {"newsgraph/loaders/claims", "newsgraph/loaders/article"},
	}
	within := func(p, dir string) bool { return p == dir || strings.HasPrefix(p, dir+"/") }
	for _, p := range goPackages(t) {
		for from, list := range forbidden {
			for _, imp := range p.Imports {
				if within(p.ImportPath, from) && slices.Contains(list, imp) {
					t.Errorf("%s imports %s, a later step", p.ImportPath, imp)
				}
			}
		}
	}
}

func TestPackageComments(t *testing.T) {
	for _, p := range goPackages(t) {
		if !strings.HasPrefix(p.Doc, "Package "+path.Base(p.ImportPath)) && !strings.HasPrefix(p.Doc, "Command ") {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, path.Base(p.ImportPath)) {
			t.Errorf("%s: name a package for what it does", p.ImportPath)
		}
	}
}
