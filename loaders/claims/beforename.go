package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
)

// beforeName reads what stands before a name in its noun phrase: "the Oslo fund
// X", "Venstres X", "NPR's X", "Haneul's Baram-2", "its maps app, Waymark".
func (x *extraction) beforeName(m *coref.Mention) {
	v := x.v
	first := v.d.Sentences[v.sentOf[m.First]].First
	t := v.typeOf(m.Entity)
	i := m.First - 1
	if i > first && v.d.Word(i) == "," && (t == "Product" || t == "Place") {
		i--
	}
	for n := 0; i >= first && n < 8; i, n = i-1, n+1 {
		if v.possessiveMark(i) || v.word[i] == "-" {
			continue
		}
		if v.lx.Is("poss", v.word[i]) && t == "Product" && n > 0 {
			for _, e := range v.possessed(i) {
				x.product(e, m, "its product")
			}
			return
		}
		if k := v.end[i]; k >= 0 && (v.men[k].Entity != m.Entity || v.men[k].Form == coref.FormName) {
			x.nameBefore(&v.men[k], m, i)
			return
		}
		if t == "Place" && n > 0 && v.placeNounBetween(i+1, m.First) {
			if d, _, ok := v.demonymAt(i); ok {
				if e := v.countryNamed(d); e != coref.None {
					x.np(m.Entity, e, "locatedIn", "", "demonym place", m.Head)
				}
				return
			}
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "NUM" && u != "ADV" && !(u == "VERB" && v.feat(i, "VerbForm=Part")) && u != "PROPN" &&
			!(t == "Place" && u == "ADP" && i > first && v.is("placenoun", i-1)) {
			return
		}
	}
}

// nameBefore relates name m to b, which ends at token i before it in the same
// noun phrase.
func (x *extraction) nameBefore(b, m *coref.Mention, i int) {
	v := x.v
	t, bt := v.typeOf(m.Entity), v.typeOf(b.Entity)
	gen := v.genitive(i, m.First)
	beside := i == m.First-1 || i == m.First-2 && v.possessiveMark(i+1)
	switch {
	case t == "Product":
		if gen && (isOrg(bt) || b.Form == coref.FormNominal) {
			x.product(b.Entity, m, "owner's product")
		}
	case b.Form != coref.FormName:
	case t == "Person":
		if gen && beside && isOrg(bt) {
			x.np(m.Entity, b.Entity, v.affiliation(b.Entity), "", "org's person", m.Head)
		}
	case !isPlace(bt):
		if gen && v.modifiersBetween(i+1, m.First) {
			x.partAt(m, b, "org's part")
		}
	case t == "Place":
		x.placeBefore(b, m, i, gen)
	case bt == "Country" && t == "Agency":
		if gen && beside {
			x.np(m.Entity, b.Entity, "subsidiaryOf", "", "country's agency", m.Head)
		}
	case v.nounBehind(m) || v.isContinent(b) || v.hyphenedFrom(b):
	case v.basedBetween(i+1, m.First):
		x.np(m.Entity, b.Entity, "basedIn", "", "place-based org", m.Head)
	case gen:
		if beside && (t == "Company" || v.seated(m)) && t != "Agency" {
			x.np(m.Entity, b.Entity, "basedIn", "", "place's org", m.Head)
		}
	case (v.orgNoun(m.First-1) && v.titleBetween(i+1, m.First) || t == "Company" && i < m.First-1 && v.onlyNoun(b.First, i+1, m.First)) && (i == 0 || v.upos(i-1) != "ADP" || v.lx.Is("article", v.word[i-1])):
		x.np(m.Entity, b.Entity, "basedIn", "", "place noun org", m.Head)
	}
}

// placeBefore reads "Iraq's Basra", "the West Java city of Bandung", and the
// other way round "the Jalla district of Basra".
func (x *extraction) placeBefore(b, m *coref.Mention, i int, gen bool) {
	v := x.v
	if v.nounBehind(m) || v.nameHas("waters", b) {
		return
	}
	noun := v.placeNounBetween(i+1, m.First)
	for k := i + 1; noun && !gen && v.typeOf(b.Entity) == "Place" && k < m.First; k++ {
		if v.upos(k) == "ADP" && (!v.lx.Is("of", v.word[k]) || v.is("placepart", k-1)) {
			inside := v.lx.Is("in", v.word[k]) || m.Last < len(v.word) && v.is("placenoun", m.Last) && v.lx.Is("of", v.word[k])
			if inside {
				x.np(b.Entity, m.Entity, "locatedIn", "", "part of place", b.Head)
			}
			return
		}
	}
	if noun || gen && v.modifiersBetween(i+1, m.First) {
		x.np(m.Entity, b.Entity, "locatedIn", "", "country's place", m.Head)
	}
}

// orgNoun reports whether token i is the noun of an organization.
func (v *view) orgNoun(i int) bool {
	t, _ := gazetteer.OrgTypeOf(v.word[i])
	return t != "" || v.is("orgnoun", i) || v.propertyWord("firmnoun", i)
}

// nounBehind reports whether a common noun behind the name makes it the
// modifier of another thing: "the X area", "X elections".
func (v *view) nounBehind(m *coref.Mention) bool {
	return m.Last < len(v.word) && v.sentOf[m.Last] == v.sentOf[m.First] && v.upos(m.Last) == "NOUN" && v.start[m.Last] < 0 &&
		(!v.is("placenoun", m.Last) || isOrg(v.typeOf(m.Entity))) && v.trait("noun-compounds-apart")
}

// placeNounBetween: the tokens [from, to) have the noun of a place that the
// name behind them is of: "Iraqi city of", "capital,".
func (v *view) placeNounBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if v.is("placenoun", i) {
			return i+1 == to || i+2 == to && (v.upos(i+1) == "ADP" || v.d.Word(i+1) == ",")
		}
	}
	return false
}

// modifiersBetween reports whether only adjectives stand between a genitive
// and the name.
func (v *view) modifiersBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if u := v.upos(i); u != "ADJ" && !v.possessiveMark(i) {
			return false
		}
	}
	return true
}

// product: what one calls "its pen, Gluvanta" one makes.
func (x *extraction) product(e int, m *coref.Mention, rule string) {
	x.np(e, m.Entity, "develops", "", rule, m.Head)
}

// titleBetween reports whether the tokens [from, to) are a noun phrase's
// modifiers: at least one noun, no verb or punctuation other than a hyphen.
func (v *view) titleBetween(from, to int) bool {
	noun := to == from
	for i := from; i < to; i++ {
		switch u := v.upos(i); u {
		case "NOUN", "PROPN":
			noun = true
		case "ADJ", "ADV", "NUM", "X":
		case "VERB":
			if !v.feat(i, "VerbForm=Part") {
				return false
			}
		default:
			if w := v.word[i]; w != "-" && w != "," || w == "," {
				return false
			}
		}
	}
	return noun
}

// onlyNoun reports whether one to three words between a place with an article
// and a name can only be a noun, whatever the tagger took them for: "the
// Brussels think tank X", "the Milan jeweller X".
func (v *view) onlyNoun(place, from, to int) bool {
	if place == 0 || !v.lx.Is("article", v.word[place-1]) || to-from > 3 {
		return false
	}
	for i := from; i < to; i++ {
		switch v.upos(i) {
		case "PUNCT":
			if v.d.Word(i) != "-" {
				return false
			}
		case "ADP":
			if v.d.Word(i-1) != "-" {
				return false
			}
		case "CCONJ", "SCONJ", "AUX", "PRON", "DET":
			return false
		}
	}
	return true
}

// basedBetween: "Toronto-based X".
func (v *view) basedBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if v.lx.Is("based", v.word[i]) || strings.HasPrefix(v.word[i], "-") && v.lx.Is("based", v.word[i][1:]) {
			return true
		}
	}
	return false
}

// insideNominal reads "the San Jose company", "the Lausanne-based body", "the
// Dutch company" where the phrase stands for an organization.
func (x *extraction) insideNominal(m *coref.Mention) {
	v := x.v
	t := v.typeOf(m.Entity)
	if m.Head+1 < len(v.word) && v.start[m.Head+1] >= 0 && v.men[v.start[m.Head+1]].Form == coref.FormName && v.sentOf[m.Head] == v.sentOf[m.Head+1] {
		return // "the Dallas firm Sterrett Hale": beforeName reads it
	}
	// "The Bristol company": the mention begins behind the place
	if i := m.First - 1; i > 0 && v.sentOf[i] == v.sentOf[m.Head] && v.end[i] >= 0 && (t == "Company" || t == "Organization" || t == "Media") {
		if b := v.men[v.end[i]]; b.Form == coref.FormName && isPlace(v.typeOf(b.Entity)) && !v.genitive(i, m.First) && b.First > 0 && v.lx.Is("article", v.word[b.First-1]) {
			x.np(m.Entity, b.Entity, "basedIn", "", "place nominal", m.Head)
		}
	}
	for i := m.First; i < m.Last; i++ {
		k := v.start[i]
		if k < 0 || v.men[k].Entity == m.Entity {
			continue
		}
		b := v.men[k]
		if b.Entity < 0 || b.Last > m.Last || v.genitive(b.Last-1, m.Last) {
			continue
		}
		switch {
		case b.Form == coref.FormName && isPlace(v.typeOf(b.Entity)) && isOrg(t) && b.First < m.Head && v.described(m.Head) == coref.None:
			x.np(m.Entity, b.Entity, "basedIn", "", "place nominal", m.Head)
		}
	}
}
