package coref

import (
	"context"
	"fmt"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	w := os.Getenv("DBG")
	if w == "" {
		t.Skip()
	}
	lang := "da"
	if os.Getenv("DBGLANG") != "" {
		lang = os.Getenv("DBGLANG")
	}
	list, _ := stages.New("en", "da")
	p, _ := nlp.New(0, list...)
	for _, a := range goldArticles(t, lang) {
		d := &text.Doc{Text: a.plain, Lang: lang}
		p.Annotate(context.Background(), d)
		for _, s := range d.Sentences {
			if strings.Contains(d.Of(s.Span), w) {
				for i := s.First; i < s.Last; i++ {
					tk := d.Tokens[i]
					fmt.Println(i, d.Word(i), tk.Lemma, tk.UPOS, tk.Feats, tk.Head, tk.Deprel)
				}
			}
		}
	}
}
