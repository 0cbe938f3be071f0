package evaluate_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/schema"
)

var update = flag.Bool("update", false, "record the scores of today")

// root is the repository's folder.
func root(t testing.TB) string {
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("no go.mod above")
	return ""
}

func run(t *testing.T, articles []evaluate.Article) []evaluate.Prediction {
	t.Helper()
	p, err := loaders.NewPipeline(loaders.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	out := make([]evaluate.Prediction, len(articles))
	for i := range articles {
		g := &articles[i]
		a := article.Article{Article: schema.Article{ID: g.ID, Title: g.Title, Lang: g.Lang}, Text: g.Text, Blocks: g.Doc().Blocks}
		if d, err := schema.ParseDate(g.Published); err == nil {
			a.Published = d
		}
		x, err := p.Extract(context.Background(), a)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = evaluate.PredictKept(x.Result, x.Chains(), x.Kept())
	}
	return out
}

// line is everything that is counted, on one line.
func line(name string, s evaluate.Scores) string {
	c := s.Counts
	return fmt.Sprintf("%s: statements %g of %d found, %d gold (P %.1f R %.1f F1 %.1f); of %d matched stance %d status %d holder %d; attributed %d of %d; "+
		"names %d of %d found, %d gold, spans %d, types %d of %d; chains P %.2f R %.2f\n",
		name, c.Right, c.Found, c.Gold, 100*s.Statements.P, 100*s.Statements.R, 100*s.Statements.F1, c.Matched, c.Stance, c.Status, c.Holder, c.HeldTold, c.Held,
		c.Names, c.NamesFound, c.NamesGold, c.Spans, c.OrgTypes, c.Orgs, 100*c.ChainP, 100*c.ChainR)
}

// checkGolden compares with what is recorded, line by line and exactly: a rule
// that loses one holder is seen.
func checkGolden(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; run go test with -update", err)
	}
	if string(want) == got {
		return
	}
	was, now := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	t.Errorf("%s has moved; look whether that is better, on text that the change was not made for, then record it with -update", golden)
	const most = 40
	n := 0
	for _, d := range []struct {
		sign string
		a, b []string
	}{{"was", was, now}, {"now", now, was}} {
		have := map[string]int{}
		for _, l := range d.b {
			have[l]++
		}
		for _, l := range d.a {
			if have[l]--; have[l] < 0 {
				if n++; n <= most {
					t.Logf("%s  %s", d.sign, l)
				}
			}
		}
	}
	if n > most {
		t.Logf("and %d other lines", n-most)
	}
}

// sources are the annotated articles beside the project, and from which on they
// are kept aside: measured, never read. Only counts of them are recorded.
var sources = []struct{ dir, lang, aside string }{
	{"dev-en", "en", "en-019"}, {"dev-da", "da", "da-019"}, {"real-en", "en", "rw-085"}, {"real-da", "da", "rw-037"},
}

// TestGold scores the articles beside the project by source.
func TestGold(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			for _, s := range sources {
				if s.lang != lang {
					continue
				}
				dir := filepath.Join(root(t), "..", "shared", "gold", s.dir)
				if _, err := os.Stat(dir); err != nil {
					t.Skipf("no gold articles at %s: nothing is scored", dir)
				}
				articles, err := evaluate.ReadGold(dir)
				if err != nil {
					t.Fatal(err)
				}
				n := slices.IndexFunc(articles, func(a evaluate.Article) bool { return a.ID >= s.aside })
				if n < 0 {
					t.Fatalf("%s: no article is kept aside", s.dir)
				}
				preds := run(t, articles)
				b.WriteString(line(s.dir, evaluate.Score(articles[:n], preds[:n])) + line(s.dir+" kept aside", evaluate.Score(articles[n:], preds[n:])))
			}
			checkGolden(t, "testdata/gold-"+lang+".golden", b.String())
		})
	}
}

// TestCorpus scores the project's own articles, and records what is wrong in
// each.
func TestCorpus(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			articles, err := evaluate.ReadCorpus(filepath.Join(root(t), "corpus", lang))
			if err != nil {
				t.Fatal(err)
			}
			preds := run(t, articles)
			var b strings.Builder
			b.WriteString(line("corpus", evaluate.Score(articles, preds)))
			for i := range articles {
				s := evaluate.Score(articles[i:i+1], preds[i:i+1])
				fmt.Fprintf(&b, "\n%s", line(articles[i].ID, s))
				for _, e := range s.Errors {
					sign, what, _ := strings.Cut(e, " "+articles[i].ID+" ")
					fmt.Fprintf(&b, "  %s %s\n", sign, what)
				}
			}
			checkGolden(t, "testdata/corpus-"+lang+".golden", b.String())
		})
	}
}
