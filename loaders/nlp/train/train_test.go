package train

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

// toy is a treebank of an invented language with subject, verb and object.
func toy() string {
	var b strings.Builder
	names := []string{"Mira", "Tolo", "Vesk", "Pandu"}
	verbs := []string{"rotas", "melas", "kinas"}
	things := []string{"domu", "vinu", "parku"}
	n := 0
	for _, s := range names {
		for _, v := range verbs {
			for _, o := range things {
				n++
				if n%9 == 1 {
					b.WriteString("# newpar\n")
				}
				b.WriteString("1\t" + s + "\t" + s + "\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\t_\n")
				b.WriteString("2\t" + v + "\t" + v[:len(v)-1] + "\tVERB\t_\tTense=Pres|VerbForm=Fin\t0\troot\t_\t_\n")
				b.WriteString("3\tla\tla\tDET\t_\t_\t4\tdet\t_\t_\n")
				b.WriteString("4\t" + o + "\t" + o + "\tNOUN\t_\tNumber=Sing\t2\tobj\t_\tSpaceAfter=No\n")
				b.WriteString("5\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n")
			}
		}
	}
	return b.String()
}

// language writes a folder for the toy language and opens it.
func language(t *testing.T, dir string) *lang.Language {
	t.Helper()
	for name, s := range map[string]string{
		"lang.yaml":  "name: Toy\n",
		"train.yaml": "treebanks: [toy.conllu]\ncross: {folds: 2, epochs: 2, min_updates: 1}\nparse: {epochs: 3, runs: 1, min_updates: 1}\ntag: {epochs: 4, min_updates: 1}\n",
		"toy.conllu": toy(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := lang.Open(os.DirFS(dir), "xx")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestNewLanguageNeedsNoCode makes every model of a language that is nothing
// but a folder, twice, and annotates with it.
func TestNewLanguageNeedsNoCode(t *testing.T) {
	dir := t.TempDir()
	l := language(t, dir)
	ctx := context.Background()
	for _, stage := range []string{"tokenize", "tag", "parse"} {
		a, err := Model(ctx, l, stage, dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		b, err := Model(ctx, l, stage, dir, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s: two trainings differ", stage)
		}
		if err := os.WriteFile(filepath.Join(dir, stage+".bin"), a, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := stages.For(l)
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, list...)
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Doc{Text: "Runo kinas la domu.\n\nMira melas la tulu.", Lang: "xx"}
	if err := p.Annotate(ctx, d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, k := range d.Tokens {
		got = append(got, d.Word(i)+"/"+k.UPOS+"/"+k.Lemma+"/"+k.Deprel)
	}
	want := "Runo/PROPN/Runo/nsubj kinas/VERB/kina/root la/DET/la/det domu/NOUN/domu/obj ./PUNCT/./punct " +
		"Mira/PROPN/Mira/nsubj melas/VERB/mela/root la/DET/la/det tulu/NOUN/tulu/obj ./PUNCT/./punct"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestModelErrors(t *testing.T) {
	dir := t.TempDir()
	l := language(t, dir)
	if _, err := Model(context.Background(), l, "nonsense", dir, Options{}); err == nil {
		t.Error("unknown stage: no error")
	}
	if _, err := Model(context.Background(), l, "tag", filepath.Join(dir, "none"), Options{}); err == nil || !strings.Contains(err.Error(), "--data") {
		t.Errorf("missing data: %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Model(ctx, l, "tag", dir, Options{}); err == nil {
		t.Error("context done: no error")
	}
}
