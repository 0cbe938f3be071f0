package loaders

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"newsgraph/loaders/article"
	"newsgraph/loaders/nlp/text"
)

// A capital that acts is its country; where something is, it is a place.
func TestGovernments(t *testing.T) {
	p, err := NewPipeline(PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Lisbon accused Madrid of breaking the treaty.", "accuses(Portugal, Spain)"},
		{"en", "Norway was silent. Stockholm criticized Oslo for the delay.", "criticizes(Sweden, Norway)"},
		{"en", "The president condemned Ottawa on Monday. Quito praised Lima for the plan.", "supports(Ecuador, Peru)"},
		{"da", "Helsinki beskylder Stockholm for at bryde aftalen.", "accuses(Finland, Sverige)"},
		{"da", "Oslo kritiserer Helsinki for forsinkelsen.", "criticizes(Norge, Finland)"},
		{"da", "Madrid roser Lissabon for planen.", "supports(Spanien, Portugal)"},
	} {
		if got := stated(t, p, c.lang, c.text); !slices.Contains(got, c.want) {
			t.Errorf("%q: %v, want %s", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ lang, text, no string }{
		{"en", "Rebels attacked Lima on Monday.", "Peru"},
		{"en", "The company Nordly Foods is based in Lisbon.", "Portugal"},
		{"en", "Helen Carlson lives in Ottawa.", "Canada"},
		{"da", "Selskabet Nordly Energi har hovedkontor i Oslo.", "Norge"},
		{"da", "Helle Karlsen bor i Madrid.", "Spanien"},
		{"da", "Oprørerne angreb Lima mandag.", "Peru"},
	} {
		x := extracted(t, p, c.lang, c.text)
		for _, e := range x.Entities {
			if e.Name() == c.no {
				t.Errorf("%q has the entity %s", c.text, c.no)
			}
		}
	}
}

func extracted(t *testing.T, p *Pipeline, lang, s string) *Extraction {
	t.Helper()
	a := article.Article{Text: s, Blocks: []text.Block{{Span: text.Span{End: len(s)}}}}
	a.Lang = lang
	x, err := p.Extract(context.Background(), a)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func stated(t *testing.T, p *Pipeline, lang, s string) []string {
	t.Helper()
	x := extracted(t, p, lang, s)
	var out []string
	for _, r := range x.Result.Statements {
		if r.Object >= 0 {
			out = append(out, fmt.Sprintf("%s(%s, %s)", r.Predicate, x.Entities[r.Subject].Name(), x.Entities[r.Object].Name()))
		}
	}
	return out
}
