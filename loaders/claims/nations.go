package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
)

// beforeName reads "the Danish lawyer X", "the Oslo fund X", "Venstres X",
// "Haneul's Baram-2", "its maps app, Waymark".
func (x *extraction) beforeName(m *coref.Mention) {
	v := x.v
	s := v.d.Sentences[v.sentOf[m.First]]
	t := v.typeOf(m.Entity)
	i := m.First - 1
	comma := false
	if i > s.First && v.d.Word(i) == "," && t == "Product" {
		comma = true
		i--
	}
	for n := 0; i >= s.First && n < 8; i, n = i-1, n+1 {
		w := v.word[i]
		if n > 0 || v.upos(i) == "NOUN" || v.upos(i) == "ADJ" {
			x.demonymWord(i, m, t, n == 0 && v.upos(i) == "NOUN", comma)
		}
		if w == "'s" || w == "’s" || w == "'" || w == "’" || w == "-" {
			continue
		}
		if v.lx.Is("poss", w) && t == "Product" && n > 0 {
			for _, e := range v.possessed(i) {
				x.product(e, m, "its product")
			}
			return
		}
		if k := v.end[i]; k >= 0 && (v.men[k].Entity != m.Entity || v.men[k].Form == coref.FormName) {
			b := &v.men[k]
			bt := v.typeOf(b.Entity)
			direct := i == m.First-1 || v.genitive(i, m.First)
			switch {
			case b.Form == coref.FormDemonym && !comma:
				if t == "Person" && v.titleBetween(i+1, m.First) || n == 0 && t == "Person" {
					x.national(m.Entity, b.Entity, "citizenOf", m.Head)
				} else if (t == "Company" || t == "Organization" || t == "Media") && v.titleBetween(i+1, m.First) {
					x.national(m.Entity, b.Entity, "basedIn", m.Head)
				}
				i = b.First
				continue
			case b.Form == coref.FormNominal:
				if v.genitive(i, m.First) && t == "Product" {
					x.product(b.Entity, m, "owner's product")
				}
				return
			case bt == "Party" && t == "Person" && i == m.First-1 && v.genitive(i, m.First):
				x.np(m.Entity, b.Entity, "memberOf", "", "party's person", m.Head)
			case isOrg(bt) && t == "Product" && v.genitive(i, m.First):
				x.product(b.Entity, m, "owner's product")
			case isPlace(bt) && isOrg(t) && i < m.First-1 && !v.genitive(i, m.First) && (v.titleBetween(i+1, m.First) || v.onlyNoun(b.First, i+1, m.First)) && (i == s.First || v.upos(i-1) != "ADP" || v.lx.Is("article", v.word[i-1])):
				x.np(m.Entity, b.Entity, "basedIn", "", "place noun org", m.Head)
			case isPlace(bt) && isOrg(t) && v.basedBetween(i+1, m.First):
				x.np(m.Entity, b.Entity, "basedIn", "", "place-based org", m.Head)
			case isPlace(bt) && (t == "Company" || t == "Organization") && v.genitive(i, m.First):
				x.np(m.Entity, b.Entity, "basedIn", "", "place's org", m.Head)
			case bt == "Country" && t == "Agency" && v.genitive(i, m.First) && direct:
				x.np(m.Entity, b.Entity, "subsidiaryOf", "", "country's agency", m.Head)
			}
			return
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "NUM" && u != "ADV" && !(u == "VERB" && v.feat(i, "VerbForm=Part")) && u != "PROPN" {
			return
		}
	}
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

// demonymWord reads a word of nationality that was not taken for a mention:
// "svenskeren X", "den litauisk-danske advokat X".
func (x *extraction) demonymWord(i int, m *coref.Mention, t string, noun, comma bool) {
	v := x.v
	if k := v.end[i]; k >= 0 || comma || v.lx.Is("notdemonym", v.word[i]) {
		return
	}
	if !noun && v.upos(i) != "ADJ" {
		return
	}
	for _, part := range strings.Split(v.word[i], "-") {
		c := v.countryOf(part)
		if c == coref.None {
			continue
		}
		switch {
		case t == "Person":
			x.national(m.Entity, c, "citizenOf", m.Head)
		case t == "Company" || t == "Organization" || t == "Media":
			x.national(m.Entity, c, "basedIn", m.Head)
		}
	}
}

// countryOf is the named country entity that a word of nationality stands for.
func (v *view) countryOf(word string) int {
	dem, ok := gazetteer.DemonymOf(word)
	if !ok || dem.Country == "" {
		return coref.None
	}
	for e := range v.named {
		if v.named[e] && v.typeOf(e) == "Country" {
			if c, ok := gazetteer.CountryByName(v.dc.Entities[e].Name); ok && c.Code == dem.Country {
				return e
			}
		}
	}
	return coref.None
}

// national adds citizenOf or basedIn a country that the article names besides
// the adjective (ruling 3).
func (x *extraction) national(e, country int, pred string, at int) {
	if x.v.typeOf(country) == "Country" && (x.v.isNamed(country) || x.o.Passages) {
		x.np(e, country, pred, "", "demonym", at)
	}
}

// predicateDemonym reads "Ann is a British author" and "Ann, a British author":
// a word of nationality before a noun that is said of a person or a firm.
func (x *extraction) predicateDemonym(i int) {
	v := x.v
	country := coref.None
	if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormDemonym {
		country = v.men[m].Entity
	} else if v.upos(i) == "ADJ" && m < 0 && !v.lx.Is("notdemonym", v.word[i]) {
		country = v.countryOf(v.word[i])
	}
	if country == coref.None {
		return
	}
	s := v.d.Sentences[v.sentOf[i]]
	noun := -1
	for j := i + 1; j < min(i+6, s.Last); j++ {
		if v.start[j] >= 0 && v.men[v.start[j]].Form == coref.FormName {
			return // before a name: beforeName
		}
		if u := v.upos(j); u == "NOUN" {
			noun = j
		} else if u != "ADJ" && u != "CCONJ" && u != "ADV" && v.word[j] != "-" && v.word[j] != "," {
			break
		}
	}
	if noun < 0 {
		return
	}
	who := v.described(noun)
	if who == coref.None && v.child(noun, "cop") >= 0 {
		if sub := v.subject(noun); sub >= 0 {
			who = v.entity(sub)
		}
	}
	if who == coref.None {
		for j := i - 1; j >= max(s.First, i-4); j-- {
			if v.lx.Is("tobe", v.lemma[j]) {
				if k := v.linSubject(j); k >= 0 {
					who = v.entity(k)
				}
				break
			}
		}
	}
	if who == coref.None {
		return
	}
	if t := v.typeOf(who); t == "Person" {
		x.national(who, country, "citizenOf", noun)
	} else if t == "Company" || t == "Organization" || t == "Media" {
		x.national(who, country, "basedIn", noun)
	}
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
		case b.Form == coref.FormDemonym && t == "Person" && b.First < m.Head:
			x.national(m.Entity, b.Entity, "citizenOf", m.Head)
		case b.Form == coref.FormDemonym && isOrg(t) && t != "Agency" && b.First < m.Head:
			x.national(m.Entity, b.Entity, "basedIn", m.Head)
		case b.Form == coref.FormName && isPlace(v.typeOf(b.Entity)) && isOrg(t) && b.First < m.Head && v.described(m.Head) == coref.None:
			x.np(m.Entity, b.Entity, "basedIn", "", "place nominal", m.Head)
		}
	}
}
