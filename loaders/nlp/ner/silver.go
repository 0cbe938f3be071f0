package ner

import (
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
)

// fixSilver brings a document of the Groningen Meaning Bank to the rules of
// news: titles stand outside names, nationality words are no names.
func fixSilver(a *Annotated) {
	kept := a.Names[:0]
	for _, m := range a.Names {
		for m.Label == PER && m.First < m.Last && isTitle(a.Doc.Word(m.First)) {
			m.First++
		}
		if m.First == m.Last {
			continue
		}
		if m.Last-m.First == 1 && m.Label == LOC {
			if c := gazetteer.Lookup(a.Doc.Word(m.First)); c&(gazetteer.DemonymAdj|gazetteer.DemonymNoun) != 0 && c&gazetteer.CountryName == 0 {
				continue
			}
		}
		kept = append(kept, m)
	}
	a.Names = kept
}

func isTitle(s string) bool {
	switch strings.TrimSuffix(strings.ToLower(s), ".") {
	case "mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "sgt", "col", "lt", "capt", "adm", "prime", "vice", "deputy", "former", "then",
		"king", "queen", "prince", "princess", "pope", "sir", "lord", "lady", "sheikh", "shaikh", "ayatollah", "interim", "acting", "foreign", "defense",
		"secretary", "of", "state", "the", "first", "chief", "crown", "grand", "saint", "general", "senator", "justice", "judge":
		return true
	}
	return gazetteer.Lookup(s)&gazetteer.Title != 0 && gazetteer.Lookup(s)&(gazetteer.First|gazetteer.Last) == 0
}
