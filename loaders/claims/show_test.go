package claims_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

// TestShow prints trees and statements of the sentences with SHOW in them, of
// the gold article SHOWID (with its names), or of the text SHOWTEXT.
func TestShow(t *testing.T) {
	id, l := os.Getenv("SHOWID"), os.Getenv("LABLANG")
	if id == "" && os.Getenv("SHOWTEXT") == "" {
		t.Skip("set SHOWID or SHOWTEXT")
	}
	x, _ := claims.New(claims.Options{Explain: true, MinConfidence: -1})
	list, err := stages.New(l)
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Doc{Text: os.Getenv("SHOWTEXT"), Lang: l, Published: "2024-05-05"}
	have := text.Layer(0)
	if id != "" {
		arts, _ := evaluate.ReadGold("/work/shared/gold/dev-" + l)
		corp, _ := evaluate.ReadCorpus("/work/main/corpus/" + l)
		arts = append(arts, corp...)
		for i := range arts {
			if arts[i].ID == id {
				d = arts[i].Doc()
				list = append(list, oracle{map[string]*evaluate.Article{arts[i].Text: &arts[i]}})
				have = text.Blocks
			}
		}
	} else {
		lg, _ := lang.Get(l)
		s, err := ner.New(ner.Options{}, lg)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	p, err := nlp.New(have, list...)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	r, err := x.Extract(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	for si, s := range d.Sentences {
		if w := os.Getenv("SHOW"); w != "" && !strings.Contains(d.Of(s.Span), w) {
			continue
		}
		fmt.Println("##", d.Of(s.Span))
		var b strings.Builder
		for i := s.First; i < s.Last; i++ {
			t := d.Tokens[i]
			h := "0"
			if t.Head >= 0 {
				h = fmt.Sprint(t.Head-s.First, ":", d.Word(t.Head))
			}
			fmt.Fprintf(&b, "   %d %s/%s/%s %s>%s %s\n", i-s.First, d.Word(i), t.Lemma, t.UPOS, t.Deprel, h, t.Feats)
		}
		fmt.Print(b.String())
		for _, m := range r.Mentions {
			if m.First >= s.First && m.First < s.Last && m.Entity >= 0 {
				fmt.Printf("   M [%s] %s %s=%s\n", d.Of(m.Span), m.Form, r.Entities[m.Entity].Type, r.Entities[m.Entity].Name)
			}
		}
		for _, st := range r.Statements {
			if st.Sentence != si {
				continue
			}
			o, h := st.ObjectDate, ""
			if st.Object != coref.None {
				o = r.Entities[st.Object].Name
			}
			if st.Holder != coref.None {
				h = r.Entities[st.Holder].Name
			}
			fmt.Printf("   => %s(%s, %s) %q %s %s H=%s %.2f %s %v\n", st.Predicate, r.Entities[st.Subject].Name, o, st.Text, st.Stance, st.Status, h, st.Confidence, st.Rule, st.Features)
		}
	}
}
