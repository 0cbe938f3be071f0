package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
)

// matchLists reads names that are told as the members of a group whose noun
// says of what: "Norwegian towns such as A and B", "the Indian states of A, B
// and C", "members of the C, including A", "NATO-lande som A og B".
func (x *extraction) matchLists() {
	v := x.v
	for t := range v.word {
		if v.upos(t) != "NOUN" && v.upos(t) != "PROPN" || v.insideName(t) && !strings.Contains(v.word[t], "-") || v.boilerplate(t) {
			continue
		}
		place, member, unit := v.propertyWord("placenoun", t), v.propertyWord("membernoun", t), v.propertyWord("unitnoun", t)
		if !place && !member && !unit {
			continue
		}
		limit := v.d.Sentences[v.sentOf[t]].Last
		whole, at := x.wholeOf(t, limit)
		if whole == coref.None {
			continue
		}
		for _, m := range v.listed(t, at, limit) {
			if e := v.men[m].Entity; e != whole {
				x.partOfList(e, whole, place, member, unit, v.men[m].Head)
			}
		}
	}
}

// partOfList adds how one of a list belongs to the whole.
func (x *extraction) partOfList(e, whole int, place, member, unit bool, at int) {
	v := x.v
	et, wt := v.typeOf(e), v.typeOf(whole)
	pred := ""
	switch {
	case place && et == "Place" && isPlace(wt):
		pred = "locatedIn"
	case (place || member) && et == "Country" && wt == "Organization", member && isOrg(wt) && wt != "Company" && (et == "Person" || isOrg(et)):
		pred = "memberOf"
	case unit && isOrg(et) && isOrg(wt):
		pred = "subsidiaryOf"
	default:
		return
	}
	x.np(e, whole, pred, "", "listed", at)
}

// wholeOf is what the group of noun t is a part of, and the token behind where
// that is told: before the noun as possessor, modifier or word of nationality,
// or behind it with a preposition.
func (x *extraction) wholeOf(t, limit int) (whole, behind int) {
	v := x.v
	if head, _, ok := strings.Cut(v.d.Word(t), "-"); ok && v.trait("compounds") {
		for e := range v.named {
			if v.named[e] && v.dc.Entities[e].Name == head {
				return e, t + 1
			}
		}
	}
	for i := t - 1; i >= v.d.Sentences[v.sentOf[t]].First && i > t-6; i-- {
		if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormName {
			return v.men[m].Entity, t + 1
		}
		if d, _, ok := v.demonymAt(i); ok {
			return v.countryNamed(d), t + 1
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "NUM" && !v.possessiveMark(i) {
			break
		}
	}
	if t+2 < limit && (v.lx.Is("ofprep", v.word[t+1]) || v.lx.Is("placeprep", v.word[t+1])) {
		if m := v.nameAt(t+2, limit); m != nil {
			return m.Entity, m.Last
		}
	}
	return coref.None, t + 1
}

// listed are the names of the list that begins at token i behind noun t: after
// "such as", "including", a colon or a dash; after a noun of places also "of".
func (v *view) listed(t, i, limit int) (out []int) {
	if i < limit && v.d.Word(i) == "(" { // the short form of the whole
		for i < limit && v.d.Word(i) != ")" {
			i++
		}
		i++
	}
	opened := i == t+1 && i < limit && v.is("placenoun", t) && v.word[t] != v.lemma[t] && v.lx.Is("of", v.word[i])
	if i < limit && v.d.Word(i) == "," {
		i++
	}
	for n := 0; i < limit && n < 2 && (v.lx.Is("listopen", v.word[i]) || i+1 < limit && v.lx.Is("listopen", v.word[i]+" "+v.word[i+1])); n++ {
		if !v.lx.Is("listopen", v.word[i]) {
			i++
		}
		i, opened = i+1, true
	}
	if opened && i < limit && v.lx.Is("of", v.word[i]) {
		i++
	}
	for opened && i < limit {
		m := v.nameAt(i, limit)
		if m == nil || v.genitive(m.Last-1, min(m.Last+1, limit)) && v.typeOf(m.Entity) != "Country" {
			return out
		}
		out = append(out, v.start[m.First])
		i = m.Last
		if i < limit && v.d.Word(i) == "," {
			i++
		}
		if i < limit && v.upos(i) == "CCONJ" {
			i++
		} else if i == m.Last {
			return out
		}
	}
	return out
}

// partAt reads "the Harbour Museum at Leeds University", "Leeds University's
// Harbour Museum": an institution whose name is that of a part belongs to the
// organization that it stands with.
func (x *extraction) partAt(part, whole *coref.Mention, rule string) {
	v := x.v
	if !isOrg(v.typeOf(part.Entity)) || !isOrg(v.typeOf(whole.Entity)) || v.typeOf(part.Entity) == "Party" || !v.nameHas("partname", part) || v.titled(part.First) {
		return
	}
	x.np(part.Entity, whole.Entity, "subsidiaryOf", "", rule, part.Head)
}

// nameHas reports whether a word of the name m is a cue of class.
func (v *view) nameHas(class string, m *coref.Mention) bool {
	for i := m.First; i < m.Last; i++ {
		if v.lx.Is(class, v.word[i]) || v.trait("compounds") && v.endsIn(class, v.word[i]) {
			return true
		}
	}
	return false
}

// byHyphen reads "the X-owned ship Y", "Y, an X-backed militia": the participle
// behind the hyphen is an adjective frame with an agent.
func (x *extraction) byHyphen(m *coref.Mention) {
	v := x.v
	limit := v.d.Sentences[v.sentOf[m.First]].Last
	pred, i := v.hyphened(m, limit)
	if pred == "" {
		return
	}
	o := coref.None
	for j, n := i+1, 0; j < limit && n < 5; j, n = j+1, n+1 {
		if k := v.start[j]; k >= 0 && v.men[k].Form == coref.FormName {
			if !v.nounBehind(&v.men[k]) && !isPlace(v.typeOf(v.men[k].Entity)) {
				o = v.men[k].Entity
			}
			break
		}
		if u := v.upos(j); u != "ADJ" && u != "NOUN" && u != "PROPN" {
			break
		}
		if v.upos(j) == "NOUN" && (j+1 >= limit || v.upos(j+1) != "NOUN" && v.start[j+1] < 0) {
			o = v.described(j)
			break
		}
	}
	s := v.glued(m)
	if o == coref.None || s == coref.None {
		return
	}
	x.np(s, o, pred, "", "hyphen", m.Head)
}

// hyphened is what the participle that a hyphen joins to name m says its bearer
// does, and the participle's token.
func (v *view) hyphened(m *coref.Mention, limit int) (pred string, at int) {
	i := m.Last
	_, w, glued := strings.Cut(v.word[i-1], "-")
	switch {
	case glued:
		i--
	case i+1 < limit && v.word[i] == "-":
		i++
		w = v.word[i]
	case i < limit && strings.HasPrefix(v.word[i], "-"):
		w = v.word[i][1:]
	default:
		return "", i
	}
	for _, p := range [...]string{"owns", "supports", "funds", "develops", "linkedTo"} {
		if v.lx.Is("hyphen:"+p, w) {
			return p, i
		}
	}
	return "", i
}

// glued is who name m is, or of a name that took the participle with it the
// one that the article calls by what stands before the hyphen.
func (v *view) glued(m *coref.Mention) int {
	name, _, ok := strings.Cut(v.d.Word(m.Last-1), "-")
	if !ok || m.Last-m.First > 1 {
		return m.Entity
	}
	for e := range v.named {
		if v.named[e] && v.dc.Entities[e].Name == name {
			return e
		}
	}
	return coref.None
}

func (v *view) hyphenedFrom(m *coref.Mention) bool {
	pred, _ := v.hyphened(m, v.d.Sentences[v.sentOf[m.First]].Last)
	return pred != ""
}

// homeTown reads the town that a person who is told by age or trade comes from:
// "A, a 14-year-old boy from B"; who is
// told by an office or a team is of it.
func (x *extraction) homeTown(m *coref.Mention, noun int) {
	v := x.v
	if v.typeOf(m.Entity) != "Place" || !v.lx.Is("belongprep", v.word[m.First-1]) || v.lx.Is("of", v.word[m.First-1]) {
		return
	}
	for _, office := range [...]string{"playernoun", "publicpost", "placepost", "statepost", "stateleader", "minister", "membernoun"} {
		if v.propertyWord(office, noun) {
			return
		}
	}
	if _, town := gazetteer.PlaceByName(v.d.Of(m.Span)); !town {
		return
	}
	if e := v.described(noun); e != coref.None && v.typeOf(e) == "Person" {
		x.np(e, m.Entity, "livesIn", "", "home town", noun)
	}
}

// purpose reports whether what token i tells, or the verb that carries it, is
// the infinitive of a plan: "is to meet", "left to hold talks".
func (v *view) purpose(i int) bool {
	if verb, _ := v.light(i); !v.isVerb(i) && verb >= 0 {
		i = verb
	}
	if !v.isVerb(i) || !v.feat(i, "VerbForm=Inf") {
		return false
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "aux" {
			return false
		}
	}
	return i > 0 && (v.lx.Is("tomark", v.word[i-1]) || v.upos(i-1) == "ADV" && i > 1 && v.lx.Is("tomark", v.word[i-2]))
}
