package coref

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

func TestShow(t *testing.T) {
	want := os.Getenv("SHOW")
	if want == "" {
		t.Skip()
	}
	list, err := stages.New("en", "da")
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, list...)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"en", "da"} {
		arts := goldArticles(t, lang)
		for k, a := range arts {
			if k >= len(arts)-6 || !strings.HasPrefix(a.ID, want) {
				continue
			}
			d := &text.Doc{Text: a.plain, Lang: lang}
			if err := p.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			goldNames(d, a)
			o, err := Resolve(context.Background(), d, Options{})
			if err != nil {
				t.Fatal(err)
			}
			show(o, a.ID)
		}
	}
}

func goldNames(d *text.Doc, a goldArticle) {
	d.Names = nil
	label := [classes]string{"PER", "ORG", "LOC", "MISC"}
	for _, m := range a.mentions {
		n := text.Name{First: -1, Label: label[classOf(m.typ, "")], Type: m.typ}
		for i, tk := range d.Tokens {
			if tk.Overlaps(m.Span) {
				if n.First < 0 {
					n.First = i
				}
				n.Last = i + 1
			}
		}
		if n.First >= 0 && (len(d.Names) == 0 || d.Names[len(d.Names)-1].Last <= n.First) {
			d.Names = append(d.Names, n)
		}
	}
	d.Has |= text.Names
}

func show(o *Discourse, id string) {
	d := o.Doc
	fmt.Println("#####", id)
	end := map[int][]string{}
	begin := map[int]string{}
	for _, m := range o.Mentions {
		if m.Form == FormName {
			continue
		}
		es := m.Entities
		if es == nil {
			es = []int{m.Entity}
		}
		var ns []string
		for _, e := range es {
			ns = append(ns, o.Entities[e].Name)
		}
		begin[m.First] += "["
		end[m.Last-1] = append(end[m.Last-1], "="+strings.Join(ns, "+")+"]")
	}
	lex := lexiconFor(d.Lang)
	for _, s := range d.Sentences {
		for t := s.First; t < s.Last; t++ {
			fmt.Print(begin[t], d.Word(t))
			if _, ok := o.EntityAt(t); !ok {
				if p, ok := lex.pronouns[lower(d, t)]; ok && p.kind != "relative" && d.Tokens[t].UPOS == "PRON" {
					fmt.Print("[?]")
				} else if d.Tokens[t].UPOS == "NOUN" && isDefinite(d, t) {
					fmt.Print("[?]")
				}
			}
			fmt.Print(strings.Join(end[t], ""), " ")
		}
		fmt.Println()
	}
}
