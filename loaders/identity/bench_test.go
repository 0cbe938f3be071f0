package identity

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/schema"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestNameBench measures how often keys fall together on the labelled pairs of
// nomenklatura's name_bench (development half). Most of its true pairs are
// typing errors, which a key rightly keeps apart, so precision is what counts.
func TestNameBench(t *testing.T) {
	path := filepath.Join(root(t), "..", "shared", "data", "names", "name_bench-dev.csv")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no name bench beside the project: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]string{"Person": "Person", "Company": "Company", "Organization": "Organization", "LegalEntity": "Organization", "Vessel": "Product"}
	var same, right, matches int
	var b strings.Builder
	for _, r := range rows[1:] {
		typ, ok := types[r[1]]
		if !ok {
			t.Fatalf("unknown schema %q", r[1])
		}
		k := keyer{article: Article{"a", "en"}}
		t1, s1 := k.key(Named{Type: typ, Name: r[2]})
		t2, s2 := k.key(Named{Type: typ, Name: r[3]})
		if r[4] == "true" {
			matches++
		}
		if t1 == t2 && s1 == s2 {
			same++
			if r[4] == "true" {
				right++
			} else {
				fmt.Fprintf(&b, "wrongly one: %s | %s\n", r[2], r[3])
			}
		}
	}
	got := fmt.Sprintf("pairs %d, of them the same %d\none key %d, of them right %d\nprecision %.3f recall %.3f\n%s", len(rows)-1, matches, same, right,
		float64(right)/float64(same), float64(right)/float64(matches), b.String())
	golden := filepath.Join("testdata", "name_bench.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant\n%s(run with -update if this is better)", got, want)
	}
}

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("find the repository root: no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
}

// FuzzKey holds that every text has a valid key that does not change.
func FuzzKey(f *testing.F) {
	for _, s := range []string{"Eugene Sokolovsky", "A/S", "«!»", "the", "Ltd Ltd", ", Jr", "\"", "İ", "北京", "\xff", "O'Neill & Søn"} {
		f.Add("Person", s)
		f.Add("Company", s)
		f.Add("Place", s)
		f.Add("Agency", s)
		f.Add("Unnamed", s)
	}
	f.Fuzz(func(t *testing.T, typ, name string) {
		k := keyer{article: Article{"a", "da"}, countries: []country{{"DK", 2}}}
		gotType, slug := k.key(Named{Type: typ, Name: name})
		if _, again := k.key(Named{Type: typ, Name: name}); again != slug || slug == "" {
			t.Fatalf("%q: %q then %q", name, slug, again)
		}
		if _, known := schema.Default().Type(typ); known {
			if _, err := schema.ParseIRI(schema.NS + strings.ToLower(gotType) + "/" + slug); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
		}
	})
}
