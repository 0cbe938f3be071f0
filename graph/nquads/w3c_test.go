package nquads

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"newsgraph/schema"
)

func readAll(data []byte, o Options) ([]schema.Quad, error) {
	var out []schema.Quad
	for q, err := range NewReader(bytes.NewReader(data), o).All() {
		if err != nil {
			return out, err
		}
		out = append(out, q)
	}
	return out, nil
}

func write(t testing.TB, quads []schema.Quad) string {
	t.Helper()
	var b strings.Builder
	w := NewWriter(&b)
	for _, q := range quads {
		if err := w.Write(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The N-Quads suite of the W3C, as its manifest lists it.
func TestW3C(t *testing.T) {
	manifest, err := os.ReadFile("testdata/w3c/manifest.ttl")
	if err != nil {
		t.Fatal(err)
	}
	entry := regexp.MustCompile(`(?s)<#([^>]+)> a rdft:TestNQuads(Positive|Negative)Syntax.*?mf:action\s+<([^>]+)>`)
	tests := entry.FindAllStringSubmatch(string(manifest), -1)
	if len(tests) != 87 {
		t.Fatalf("the manifest has %d tests, want 87", len(tests))
	}
	for _, m := range tests {
		t.Run(m[1], func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata/w3c", m[3]))
			if err != nil {
				t.Fatal(err)
			}
			quads, err := readAll(data, Options{})
			if positive := m[2] == "Positive"; positive != (err == nil) {
				t.Fatalf("want %s, got %v", m[2], err)
			}
			again, err := readAll([]byte(write(t, quads)), Options{})
			if err != nil || write(t, again) != write(t, quads) {
				t.Errorf("write then read: %v\n%s", err, write(t, quads))
			}
		})
	}
}

// The tests of RDF Dataset Canonicalization without blank nodes: there the
// canonical form is that of the lines, and their order.
func TestCanonicalForm(t *testing.T) {
	inputs, err := filepath.Glob("testdata/rdf-canon/*-in.nq")
	if err != nil || len(inputs) == 0 {
		t.Fatal("no tests", err)
	}
	for _, in := range inputs {
		t.Run(filepath.Base(in), func(t *testing.T) {
			data, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(in, "-in.nq") + "-rdfc10.nq")
			if err != nil {
				t.Fatal(err)
			}
			quads, err := readAll(data, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := write(t, schema.SortQuads(quads)); got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
