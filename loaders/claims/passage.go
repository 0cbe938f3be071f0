package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// openPassage gives entities of their own to what a passage cut out of its page
// cannot resolve: "he" and "his" of one passage are one person, "it" and "its"
// one organization, "Danish" is Denmark.
func openPassage(d *text.Doc, dc *coref.Discourse, lx *lexicon.Lexicon) {
	seen := map[string]int{}
	entity := func(key, typ, name string) int {
		e, ok := seen[key]
		if !ok {
			e = len(dc.Entities)
			seen[key] = e
			dc.Entities = append(dc.Entities, coref.Entity{Type: typ, Name: name})
		}
		return e
	}
	for i := range d.Tokens {
		if e, ok := dc.EntityAt(i); ok && e >= 0 {
			continue
		}
		w := strings.ToLower(d.Word(i))
		m := coref.Mention{Span: d.Tokens[i].Span, First: i, Last: i + 1, Head: i, Form: coref.FormPronoun}
		switch {
		case lx.Is("hepronoun", w):
			m.Entity, m.Type = entity("he", "Person", "he"), "Person"
		case lx.Is("shepronoun", w):
			m.Entity, m.Type = entity("she", "Person", "she"), "Person"
		case lx.Is("itpronoun", w):
			m.Entity, m.Type = entity("it", "Company", "it"), "Company"
		case d.Tokens[i].UPOS == "ADJ":
			dem, ok := gazetteer.DemonymOf(w)
			if !ok || dem.Country == "" || dc.Covering[i] != coref.None {
				continue
			}
			c, ok := gazetteer.CountryByCode(dem.Country)
			if !ok {
				continue
			}
			m.Entity, m.Type, m.Form = entity(dem.Country, "Country", c.NameEN), "Country", coref.FormDemonym
		default:
			continue
		}
		dc.ByHead[i] = len(dc.Mentions)
		if m.Form == coref.FormDemonym {
			dc.Covering[i] = len(dc.Mentions)
		}
		dc.Mentions = append(dc.Mentions, m)
	}
}
