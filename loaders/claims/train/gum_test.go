package train

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGUM measures nouns and pronouns on GUM's dev documents, which the model
// has not seen, with gold trees and names: of those that were resolved, how
// many are right; of those that stand for a candidate, how many were found.
func TestGUM(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "data")
	trees := filepath.Join(dir, "ud", "en_gum-dev.conllu.gz")
	if _, err := os.Stat(trees); err != nil {
		t.Skipf("no GUM beside the project: %v", err)
	}
	docs, err := evaluate.ReadGUM(trees, filepath.Join(dir, "ner", "en_gum-dev.iob2"))
	if err != nil {
		t.Fatal(err)
	}
	kinds := coref.NewReferenceModel().Kinds
	made, right, has := make([]int, len(kinds)), make([]int, len(kinds)), make([]int, len(kinds))
	for _, g := range docs {
		cases, err := gumCases(context.Background(), g)
		if err != nil {
			t.Fatal(err)
		}
		o, err := coref.Resolve(context.Background(), g.Doc, coref.Options{})
		if err != nil {
			t.Fatal(err)
		}
		resolved := map[int]string{}
		for _, m := range o.Mentions {
			if m.Form != coref.FormName {
				resolved[g.Doc.Tokens[m.Head].Start] = o.Entities[m.Entity].Name
			}
		}
		for _, c := range cases {
			name, ok := resolved[c.At]
			if c.Name != "" {
				has[c.Kind]++
			}
			if ok {
				made[c.Kind]++
				if name == c.Name {
					right[c.Kind]++
				}
			}
		}
	}
	var b strings.Builder
	for k, kind := range kinds {
		if has[k] > 0 {
			fmt.Fprintf(&b, "%-6s precision %.3f (%d) recall %.3f (%d)\n", kind, float64(right[k])/float64(max(made[k], 1)), made[k], float64(right[k])/float64(has[k]), has[k])
		}
	}
	golden := filepath.Join("testdata", "gum.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%swant\n%s(run with -update if this is better)", b.String(), want)
	}
}
