package evaluate_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
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

// line is the part of the scores that is recorded.
func line(name string, s evaluate.Scores) string {
	return fmt.Sprintf("%s statements P %.1f R %.1f F1 %.1f stance %.1f status %.1f holder %.1f attributed %.1f mentions %.1f chains %.1f\n", name,
		100*s.Statements.P, 100*s.Statements.R, 100*s.Statements.F1, 100*s.Stance, 100*s.Status, 100*s.Holder, 100*s.HolderRecall, 100*s.Mentions.F1, 100*s.Coref.F1)
}

// checkScores compares with the recorded scores: F1 and precision of
// statements may not fall by more than a point.
func checkScores(t *testing.T, golden, got string) {
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
	if bytes.Equal(want, []byte(got)) {
		return
	}
	t.Logf("scores have moved (-update records them)\nwas\n%snow\n%s", want, got)
	was, now := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range min(len(was), len(now)) {
		var name string
		var p0, r0, f0, p1, r1, f1 float64
		if n, _ := fmt.Sscanf(was[i], "%s statements P %f R %f F1 %f", &name, &p0, &r0, &f0); n < 4 {
			continue
		}
		fmt.Sscanf(now[i], "%s statements P %f R %f F1 %f", &name, &p1, &r1, &f1)
		if f1 < f0-1 || p1 < p0-1 {
			t.Errorf("%s: statements P %.1f F1 %.1f, recorded are P %.1f F1 %.1f", name, p1, f1, p0, f0)
		}
	}
}

// TestGold scores the gold articles beside the project; the last six of each
// language are kept aside from development and scored apart.
func TestGold(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		dir := filepath.Join(root(t), "..", "shared", "gold", "dev-"+lang)
		if _, err := os.Stat(dir); err != nil {
			t.Skipf("no gold articles at %s: nothing is scored", dir)
		}
		articles, err := evaluate.ReadGold(dir)
		if err != nil {
			t.Fatal(err)
		}
		preds := run(t, articles)
		n := len(articles) - 6
		got := line("developed-on", evaluate.Score(articles[:n], preds[:n])) + line("kept-aside", evaluate.Score(articles[n:], preds[n:]))
		checkScores(t, "testdata/gold-"+lang+".golden", got)
	}
}

// TestCorpus scores the project's own articles.
func TestCorpus(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		articles, err := evaluate.ReadCorpus(filepath.Join(root(t), "corpus", lang))
		if err != nil {
			t.Fatal(err)
		}
		checkScores(t, "testdata/corpus-"+lang+".golden", line("corpus", evaluate.Score(articles, run(t, articles))))
	}
}
