package loaders

import (
	"context"
	"strings"
	"testing"

	"newsgraph/loaders/article"
)

// An article with paragraphs in the other language says what each says.
func TestPassages(t *testing.T) {
	p, err := NewPipeline(PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	const (
		english = "Helen Carlson is the chief executive of Northgate Foods, which has its offices in the old harbour of the town."
		danish  = "Bo Agerskov er direktør i Nordly Energi, som har til huse i den gamle havn, og han har været der siden foråret."
		short   = "Hun bor i Aarhus."
	)
	for _, c := range []struct{ name, text, lang string }{
		{"English first", english + "\n\n" + danish, "en"},
		{"Danish first", danish + "\n\n" + english, "da"},
		{"between", english + "\n\n" + danish + "\n\n" + english + "\n\n" + short, "en"},
	} {
		source := article.NewSource([]string{"-"}, article.Options{Stdin: strings.NewReader("Lang: " + c.lang + "\n\n" + c.text)})
		for a, err := range source.Articles(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			x, err := p.Extract(context.Background(), a)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			made, _ := x.Claims()
			for i, m := range made {
				if !strings.Contains(c.text, m.Quote) {
					t.Errorf("%s: quote %q is not the article's", c.name, m.Quote)
				}
				if i > 0 && m.Start < made[i-1].Start {
					t.Errorf("%s: claims out of order", c.name)
				}
				got = append(got, m.Predicate()+" "+m.Quote)
			}
			for _, want := range []string{"leads " + english, "leads " + danish} {
				if !strings.Contains(strings.Join(got, "|"), want) {
					t.Errorf("%s: %q is not among %q", c.name, want, got)
				}
			}
		}
	}
}
