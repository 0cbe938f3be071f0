package ner

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

var update = flag.Bool("update", false, "write the golden scores")

// shared walks up to the project and from there to the shared data.
func shared(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	dir = filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	return dir
}

// tally counts exact spans: gold, found, right.
type tally struct{ gold, found, right int }

func (x tally) String() string {
	div := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
	return fmt.Sprintf("P %.1f R %.1f F1 %.1f of %d", div(x.right, x.found), div(x.right, x.gold), div(2*x.right, x.gold+x.found), x.gold)
}

// treebankScore compares PER, ORG and LOC with a UNER file.
func treebankScore(t *testing.T, r *Recogniser, docs []Annotated) tally {
	var all tally
	for _, a := range docs {
		if err := r.Annotate(context.Background(), a.Doc); err != nil {
			t.Fatal(err)
		}
		gold := map[Mention]bool{}
		for _, m := range a.Names {
			gold[m] = true
		}
		all.gold += len(gold)
		for _, n := range a.Doc.Names {
			all.found++
			if gold[Mention{n.First, n.Last, ParseLabel(n.Label)}] {
				all.right++
			}
		}
	}
	return all
}

// articleScore compares spans alone, with coarse labels and with fine types.
func articleScore(t *testing.T, r *Recogniser, dir, from, to string) (spans, coarse, fine tally) {
	arts, err := ReadArticles(dir, from, to)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := Tokenized(context.Background(), arts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		d := docs[i].Doc
		if err := r.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		gold := map[text.Span]string{}
		for _, g := range arts[i].Spans {
			if CoarseOf(g.Type) != None {
				gold[g.Span] = g.Type
			}
		}
		for _, x := range []*tally{&spans, &coarse, &fine} {
			x.gold += len(gold)
			x.found += len(d.Names)
		}
		for _, n := range d.Names {
			g, ok := gold[d.NameSpan(n)]
			if !ok {
				continue
			}
			spans.right++
			if CoarseOf(g).String() == n.Label {
				coarse.right++
			}
			if g == n.Type {
				fine.right++
			}
		}
	}
	return spans, coarse, fine
}

// TestQuality keeps the scores of the embedded models in testdata/quality.txt.
// The models have learnt from articles 001 to 018 and from the corpus; only
// the last six say what new articles get.
func TestQuality(t *testing.T) {
	data := shared(t)
	var out strings.Builder
	for _, c := range []struct {
		lang, dev string
		size      int
	}{{"en", "ner/en_ewt-dev.iob2", 0}, {"da", "ner/da_ddt-dev.iob2", 1}} {
		docs, err := readFile(data, c.dev, c.size, map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s, treebank style: %s\n", c.dev, treebankScore(t, recogniser(t, c.lang, Options{Style: Treebank}), docs))
		r := recogniser(t, c.lang, Options{})
		dir := filepath.Join(data, "..", "gold", "dev-"+c.lang)
		for _, part := range [][2]string{{"001", "018"}, {"019", "024"}} {
			spans, coarse, fine := articleScore(t, r, dir, c.lang+"-"+part[0], c.lang+"-"+part[1])
			fmt.Fprintf(&out, "articles %s-%s to %s: spans %s; coarse %s; fine %s\n", c.lang, part[0], part[1], spans, coarse, fine)
		}
	}
	golden := filepath.Join("testdata", "quality.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("scores changed (run with -update if that is meant):\n%swant:\n%s", out.String(), want)
	}
}
