package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// beforeName reads "the Danish lawyer X", "the Oslo fund X", "Venstres X",
// "Haneul's Baram-2", "its maps app, Waymark".
func (x *extraction) beforeName(m *coref.Mention) {
	v := x.v
	s := v.d.Sentences[v.sentOf[m.First]]
	t := v.typeOf(m.Entity)
	i := m.First - 1
	if i > s.First && v.d.Word(i) == "," && t == "Product" {
		i--
	}
	for n := 0; i >= s.First && n < 8; i, n = i-1, n+1 {
		w := v.word[i]
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
