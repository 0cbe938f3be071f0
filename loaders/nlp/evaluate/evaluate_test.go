package evaluate

import (
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

// doc makes a Doc of sentences whose tokens are "word/UPOS/head/deprel"; a
// leading "+" glues a token to the one before, "~" joins it without a space.
func doc(sentences ...string) *text.Doc {
	d := &text.Doc{Has: text.Blocks | text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse}
	var b strings.Builder
	for _, s := range sentences {
		first := len(d.Tokens)
		for _, f := range strings.Fields(s) {
			p := strings.Split(f, "/")
			w, glued := strings.CutPrefix(p[0], "+")
			w, joined := strings.CutPrefix(w, "~")
			if b.Len() > 0 && !glued && !joined {
				b.WriteByte(' ')
			}
			head := text.Root
			if p[2] != "0" {
				head = first + int(p[2][0]-'1')
			}
			d.Tokens = append(d.Tokens, text.Token{
				Span: text.Span{Start: b.Len(), End: b.Len() + len(w)}, UPOS: p[1], Head: head, Deprel: p[3], Glued: glued, Lemma: w,
			})
			b.WriteString(w)
		}
		d.Sentences = append(d.Sentences, text.Sentence{Span: text.Span{Start: d.Tokens[first].Start, End: b.Len()}, First: first, Last: len(d.Tokens)})
	}
	d.Text = b.String()
	d.Blocks = []text.Block{{Span: text.Span{End: len(d.Text)}}}
	return d
}

func TestCompare(t *testing.T) {
	gold := doc("I/PRON/2/nsubj ca/AUX/3/aux +n't/PART/0/root", "Go/VERB/0/root now/ADV/1/advmod:tmod")
	for name, c := range map[string]struct {
		system *text.Doc
		want   map[string]Score
	}{
		"same": {gold, map[string]Score{"Tokens": {4, 4, 4}, "Words": {5, 5, 5}, "Sentences": {2, 2, 2}, "UPOS": {5, 5, 5}, "LAS": {5, 5, 5}, "LAS+sub": {5, 5, 5}}},
		"one sentence, no clitic": {
			doc("I/PRON/2/nsubj can't/AUX/3/aux Go/NOUN/0/root now/ADV/3/advmod"),
			map[string]Score{"Tokens": {4, 4, 4}, "Words": {5, 4, 3}, "Sentences": {2, 1, 0}, "UPOS": {5, 4, 2}, "UAS": {5, 4, 2}, "LAS": {5, 4, 2}, "LAS+sub": {5, 4, 1}},
		},
	} {
		s, err := Compare(gold, c.system)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range s.Rows() {
			if want, ok := c.want[r.Name]; ok && r.Score != want {
				t.Errorf("%s: %s %+v, want %+v", name, r.Name, r.Score, want)
			}
		}
	}
	if _, err := Compare(gold, doc("I/PRON/0/root")); err == nil {
		t.Error("other text: no error")
	}
	if f := (Score{4, 5, 3}).F1(); f != 6.0/9 {
		t.Errorf("F1 %v", f)
	}
}
