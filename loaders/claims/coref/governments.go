package coref

import (
	"slices"

	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/schema"
)

// governments gives the mentions of capitals that stand for a government
// ("Oslo accuses ...", "ties with Oslo") to their countries.
func (a *anaphora) governments() {
	if a.roles == nil {
		return
	}
	by := map[string]int{} // code to the first country that has it
	for e := range a.o.Entities {
		if c, ok := gazetteer.CountryByName(a.o.Entities[e].Name); ok && a.o.Entities[e].Type == "Country" {
			if _, known := by[c.Code]; !known {
				by[c.Code] = e
			}
		}
	}
	for i := range a.o.Mentions {
		m := &a.o.Mentions[i]
		name := a.o.Entities[m.Entity].Name
		if m.Boilerplate || m.Type != "Place" && m.Type != "Country" {
			continue
		}
		country, ok := gazetteer.CountryOfCapital(name)
		if _, also := gazetteer.CountryByName(name); ok && !also && (m.Type == "Country" || a.governs(m)) {
			m.Entity, m.Type = a.country(country, name, by), "Country"
		}
	}
}

// governs reports whether a name stands where only somebody who acts can: as
// subject of speech, as an end of a verb whose predicate takes no places, or
// after a preposition of dealing.
func (a *anaphora) governs(m *Mention) bool {
	if c := a.child(m.Head, "case"); c != None {
		return a.lex.has("dealing", a.lower(c)) || a.d.Tokens[m.Head].Deprel == "obl:agent"
	}
	v := a.d.Tokens[m.Head].Head
	if v < 0 || a.d.Tokens[v].UPOS != "VERB" {
		return false
	}
	switch a.d.Tokens[m.Head].Deprel {
	case "nsubj":
		return a.lex.has("reporting", a.lemma(v)) || a.actors(v, func(p schema.Predicate) []string { return p.Domain })
	case "obj", "nsubj:pass":
		return a.actors(v, func(p schema.Predicate) []string { return p.Range })
	}
	return false
}

// actors reports whether an end of what verb v states can be a country and
// never a place, by all its frames.
func (a *anaphora) actors(v int, end func(schema.Predicate) []string) bool {
	frames := a.roles.Frames(lexicon.Verb, a.lemma(v))
	o := schema.Default()
	known := false
	for _, f := range frames {
		p, ok := o.Predicate(f.Predicate)
		if !ok {
			continue
		}
		known = true
		takes := func(typ string) bool {
			return slices.ContainsFunc(end(p), func(group string) bool { return o.IsA(typ, group) })
		}
		if !takes("Country") || takes("Place") {
			return false
		}
	}
	return known
}

// country is the entity of a country, made if the article does not name it; by
// has the others.
func (a *anaphora) country(c gazetteer.Country, capital string, by map[string]int) int {
	if e, ok := by[c.Code]; ok {
		if !slices.Contains(a.o.Entities[e].Names, capital) {
			a.o.Entities[e].Names = append(a.o.Entities[e].Names, capital)
		}
		return e
	}
	name := c.NameEN
	if a.d.Lang == "da" {
		name = c.NameDA
	}
	by[c.Code] = len(a.o.Entities)
	a.o.Entities = append(a.o.Entities, Entity{Type: "Country", Name: name, Names: []string{capital}})
	return len(a.o.Entities) - 1
}
