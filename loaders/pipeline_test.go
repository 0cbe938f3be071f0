package loaders

import (
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/article"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// exampleArticles are the articles of examples/.
func exampleArticles(t testing.TB) []article.Article {
	t.Helper()
	var list []article.Article
	for a, err := range article.NewSource([]string{filepath.Join("..", "examples")}, article.Options{}).Articles(t.Context()) {
		if err == nil {
			list = append(list, a)
		}
	}
	if len(list) < 6 {
		t.Fatalf("only %d examples", len(list))
	}
	return list
}

func newPipeline(t testing.TB) *Pipeline {
	t.Helper()
	p, err := NewPipeline(PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What the pipeline makes obeys every check of schema, quotes are where they
// say, and the same article gives the same contribution again.
func TestPipelineContributions(t *testing.T) {
	p := newPipeline(t)
	for _, a := range exampleArticles(t) {
		x, err := p.Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Doc.Check(); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
		c, refused := x.Contribution()
		for _, err := range refused {
			t.Errorf("%s: refused: %v", a.ID, err)
		}
		quads, err := c.Quads()
		if err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
		runes := []rune(a.Text)
		for _, claim := range c.Claims {
			if got := string(runes[claim.Start:claim.End]); got != claim.Quote {
				t.Errorf("%s: quote %q is not at its place, %q is", a.ID, claim.Quote, got)
			}
		}
		again, err := p.Contribution(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		if other, err := again.Quads(); err != nil || nquads(other) != nquads(quads) {
			t.Errorf("%s: another contribution the second time (%v)", a.ID, err)
		}
	}
}

func nquads(quads []schema.Quad) string {
	var b strings.Builder
	for _, q := range quads {
		b.WriteString(q.NQ() + "\n")
	}
	return b.String()
}

func TestLanguage(t *testing.T) {
	p := newPipeline(t)
	danish := "Direktøren for havnen siger, at der ikke er nogen penge tilbage, og at byrådet må finde en løsning, før skibene sejler væk."
	german := "Der Leiter des Hafens sagt, dass kein Geld mehr da ist und dass der Stadtrat eine Lösung finden muss, bevor die Schiffe fahren."
	for _, c := range []struct{ lang, hint, text, want, fault string }{
		{"da", "", "Ann.", "da", ""},
		{"en", "", danish, "en", ""}, // what is said of the article counts
		{"", "en", danish, "da", ""}, // what a page's template claims does not
		{"", "da", "Ann 17.", "da", ""},
		{"", "", german, "", `f:3: language "de" is not supported`},
		{"fr", "", danish, "", `f:3: language "fr" is not supported`},
		{"", "", "17 %", "", "f:3: the language could not be told"},
	} {
		a := article.Article{File: "f", Line: 3, Text: c.text, LangHint: c.hint}
		a.Lang = c.lang
		a.Blocks = []text.Block{{Span: text.Span{End: len(c.text)}}}
		got, err := p.language(a)
		if got != c.want || (err == nil) != (c.fault == "") || err != nil && err.Error() != c.fault {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
}

// A relative date is no more precise than the article's own: an article of
// "2023-03" does not know which Tuesday it means.
func TestRelativeDatesKeepPrecision(t *testing.T) {
	p := newPipeline(t)
	for published, want := range map[string]string{"2023-03-02": "2023-03-01", "2023-03": "", "": ""} {
		a := article.Article{Text: "Quayside Shipping bought Nordkaj Shipping yesterday."}
		a.ID, a.Lang = "x", "en"
		a.Blocks = []text.Block{{Span: text.Span{End: len(a.Text)}}}
		if published != "" {
			d, err := schema.ParseDate(published)
			if err != nil {
				t.Fatal(err)
			}
			a.Published = d
		}
		x, err := p.Extract(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range x.Doc.Dates {
			got = d.Value
		}
		if got != want {
			t.Errorf("published %q: yesterday is %q, want %q", published, got, want)
		}
	}
}
