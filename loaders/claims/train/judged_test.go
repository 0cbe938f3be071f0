package train

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
)

func writeGzip(t *testing.T, path, s string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := gzip.NewWriter(f)
	if _, err := z.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReadJudged(t *testing.T) {
	data := t.TempDir()
	writeGzip(t, filepath.Join(data, "news", "voa-en.txt.gz"), "One.\nTwo.\nThree.\n")
	writeGzip(t, filepath.Join(data, "ud", "da_ddt-train.conllu.gz"), "# sent_id = s1\n# text = Et.\n1\tEt\n\n# sent_id = s2\n# text = To.\n")
	texts, err := evaluate.ReadTexts(data)
	if err != nil {
		t.Fatal(err)
	}
	read := func(s string) ([]JudgedDoc, error) {
		path := filepath.Join(data, "judged.tsv")
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		return ReadJudged(path, texts)
	}
	docs, err := read("# head\nda_ddt:s2\tk1\tW\nvoa-en:2-3\tk2\tR\nvoa-en:2-3\tk3\tM\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 2 || docs[0].Text != "To." || docs[0].Lang != "da" || docs[1].Text != "Two.\n\nThree." || docs[1].Letters["k3"] != "M" {
		t.Errorf("read %+v", docs)
	}
	for _, c := range []struct{ in, want string }{
		{"voa-en:1-1\tk\n", "line 1: want document, hash and R, M or W"},
		{"voa-en:1-1\tk\tX\n", "line 1: want document"},
		{"voa-en:1-1\tk\tRM\n", "line 1: want document"},
		{"voa-en:1-1\tk\tR\nvoa-en:3-4\tk\tR\n", `line 2: no lines "3-4"`},
		{"da_ddt:s9\tk\tR\n", `line 1: no text "da_ddt:s9"`},
		{"other:1\tk\tR\n", `line 1: no text "other:1"`},
	} {
		if _, err := read(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.in, err, c.want)
		}
	}
}

// The key is what corpus/judged.tsv holds; another formula would lose every
// judgement.
func TestStatementKey(t *testing.T) {
	r := &claims.Result{Entities: []coref.Entity{{Name: "Ann Boe"}, {Name: "Tarn Lines"}}}
	s := claims.Statement{Subject: 0, Predicate: "leads", Object: 1, Stance: "asserted", Status: "current", Holder: coref.None}
	if got := statementKey("voa-en:2-3", r, &s); got != "4c042f97b5892c25" {
		t.Errorf("key %s", got)
	}
	s.Subject, s.Predicate, s.Stance, s.Holder = coref.None, "accuses", "denied", 0
	if got := statementKey("voa-en:2-3", r, &s); got != "ad222a0ffe8c94b9" {
		t.Errorf("key %s", got)
	}
}

// Nothing is learned from a judgement that no statement answers to, so most of
// the shipped ones must.
func TestJudgedAnswers(t *testing.T) {
	data := filepath.Join("..", "..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skip("../shared is not beside the project: the judged texts are there")
	}
	texts, err := evaluate.ReadTexts(data)
	if err != nil {
		t.Fatal(err)
	}
	docs, err := ReadJudged(filepath.Join("..", "..", "..", "corpus", "judged.tsv"), texts)
	if err != nil {
		t.Fatal(err)
	}
	letters := 0
	for _, d := range docs {
		letters += len(d.Letters)
	}
	pipeline, err := loaders.NewLanguagePipeline()
	if err != nil {
		t.Fatal(err)
	}
	tr, err := NewTrainer(pipeline)
	if err != nil {
		t.Fatal(err)
	}
	ex, err := tr.JudgedExamples(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	if share := float64(len(ex)) / float64(letters); share < 0.8 {
		t.Errorf("%d of %d judgements answer to a statement; judge anew what the program says now", len(ex), letters)
	}
}
