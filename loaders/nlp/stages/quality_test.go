package stages

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/evaluate"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
	"newsgraph/loaders/nlp/train"
)

var update = flag.Bool("update", false, "write the golden scores")

// data is ../shared/data from the folder of go.mod; the test is skipped where
// it is not there.
func data(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
	dir = filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no training data: %v", err)
	}
	return dir
}

// TestQuality scores the embedded models on each language's dev set: from raw
// text, and from gold tokens with predicted tags. The scores are golden.
func TestQuality(t *testing.T) {
	dir := data(t)
	var b strings.Builder
	for _, code := range lang.Codes() {
		l, err := lang.Get(code)
		if err != nil {
			t.Fatal(err)
		}
		r, err := train.ReadRecipe(l)
		if err != nil {
			t.Fatal(err)
		}
		sentences, err := train.ReadTreebanks(dir, r.Dev...)
		if err != nil {
			t.Fatal(err)
		}
		list, err := For(l)
		if err != nil {
			t.Fatal(err)
		}
		gold := conllu.Doc(sentences, code, conllu.Gold{Tags: true, Parse: true})
		raw := &text.Doc{Text: gold.Text, Lang: code, Blocks: gold.Blocks, Has: text.Blocks}
		fmt.Fprintf(&b, "%s, from raw text\n%s", code, score(t, gold, raw, list))
		fmt.Fprintf(&b, "%s, from gold tokens\n%s", code, score(t, gold, conllu.Doc(sentences, code, conllu.Gold{}), list[1:]))
	}
	golden := filepath.Join("testdata", "scores.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("scores changed (-update writes them):\n%s\nwant\n%s", b.String(), want)
	}
}

func score(t *testing.T, gold, d *text.Doc, list []nlp.Stage) string {
	t.Helper()
	p, err := nlp.New(d.Has, list...)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	s, err := evaluate.Compare(gold, d)
	if err != nil {
		t.Fatal(err)
	}
	return s.String()
}

// TestConcurrent annotates the same text in many goroutines.
func TestConcurrent(t *testing.T) {
	list, err := New()
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, list...)
	if err != nil {
		t.Fatal(err)
	}
	const s = "The bank's director, Anna Berg, has denied the claims. \"We did nothing,\" she said."
	one := func() (string, error) {
		d := &text.Doc{Text: s, Lang: "en"}
		if err := p.Annotate(context.Background(), d); err != nil {
			return "", err
		}
		return fmt.Sprintf("%+v %+v", d.Sentences, d.Tokens), d.Check()
	}
	want, err := one()
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error, 8)
	for range 8 {
		go func() {
			got, err := one()
			if err == nil && got != want {
				err = fmt.Errorf("got %s", got)
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	if _, err := New("tlh"); err == nil {
		t.Error("no error")
	}
}

// BenchmarkAnnotate is the whole way from text to trees on one core.
func BenchmarkAnnotate(b *testing.B) {
	dir := data(b)
	for _, code := range lang.Codes() {
		b.Run(code, func(b *testing.B) {
			l, err := lang.Get(code)
			if err != nil {
				b.Fatal(err)
			}
			r, err := train.ReadRecipe(l)
			if err != nil {
				b.Fatal(err)
			}
			sentences, err := train.ReadTreebanks(dir, r.Dev...)
			if err != nil {
				b.Fatal(err)
			}
			list, err := For(l)
			if err != nil {
				b.Fatal(err)
			}
			p, err := nlp.New(text.Blocks, list...)
			if err != nil {
				b.Fatal(err)
			}
			gold := conllu.Doc(sentences, code, conllu.Gold{})
			words := 0
			b.ReportAllocs()
			for b.Loop() {
				d := &text.Doc{Text: gold.Text, Lang: code, Blocks: gold.Blocks, Has: text.Blocks}
				if err := p.Annotate(context.Background(), d); err != nil {
					b.Fatal(err)
				}
				words += len(d.Tokens)
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
