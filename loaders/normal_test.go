package loaders

import (
	"strings"
	"testing"

	"newsgraph/loaders/claims/coref"
)

// Names are shown in one Unicode form; offsets and quotes are the article's.
func TestUnicodeForm(t *testing.T) {
	p, err := NewPipeline(PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, text, written, name string }{
		{"en", "Helen Carl\u00ADson is the chief executive of Northgate Foods.", "Helen Carl\u00ADson", "Helen Carlson"},
		{"en", "Mary Gri\uFB03n² joined Northgate Foods as a lawyer.", "Mary Gri\uFB03n", "Mary Griffin"},
		{"da", "Bo A\u030Agaard er direktør i Nordly Energi.", "Bo A\u030Agaard", "Bo Ågaard"},
	} {
		x := extracted(t, p, c.lang, c.text)
		found := false
		for _, m := range x.Result.Mentions {
			if m.Form != coref.FormName {
				continue
			}
			at := x.Original(m.Span)
			if c.text[at.Start:at.End] == c.written && x.Entities[m.Entity].Name() == c.name {
				found = true
			}
		}
		if !found {
			t.Errorf("%q: no name %q at %q among %v", c.text, c.name, c.written, x.Entities)
		}
		made, _ := x.Claims()
		for _, m := range made {
			if !strings.Contains(c.text, m.Quote) {
				t.Errorf("%q: quote %q is not the article's", c.text, m.Quote)
			}
		}
	}
}
