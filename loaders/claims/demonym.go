package claims

import (
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/text"
)

// demonymAt is the country's word of nationality that ends at token i, of one
// word or two ("Sri Lankan"), and its first token. It tells nothing of peoples
// without a country, parts of countries and continents.
func (v *view) demonymAt(i int) (d gazetteer.Demonym, first int, ok bool) {
	if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "PROPN" || v.lx.Is("notdemonym", v.word[i]) && !capital(v.d.Word(i)) {
		return d, i, false
	}
	if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormName && !isPlace(v.typeOf(v.men[m].Entity)) {
		return d, i, false
	}
	if v.trait("demonym-capital") && !capital(v.d.Word(i)) {
		return d, i, false
	}
	if i > 0 && v.sentOf[i-1] == v.sentOf[i] {
		if d, ok := gazetteer.DemonymOf(v.word[i-1] + " " + v.word[i]); ok {
			return d, i - 1, d.Kind == "country"
		}
	}
	d, ok = gazetteer.DemonymOf(v.word[i])
	return d, i, ok && (d.Kind == "country" || d.Kind == "part")
}

// nationWord reports whether token i is any word of nationality, be it of a
// people: "Bosnian Serb", "Iraqi Kurdish".
func (x *extraction) nationWord(i int) bool {
	_, ok := gazetteer.DemonymOf(x.v.word[i])
	return ok && (x.v.upos(i) == "ADJ" || x.v.upos(i) == "NOUN" || x.v.upos(i) == "PROPN") && !x.v.lx.Is("notdemonym", x.v.word[i])
}

// nationality is the country of the word of nationality that ends at token i: the
// one that the article names, else one that is known by this word alone.
func (x *extraction) nationality(i int) (country, first int) {
	v := x.v
	d, first, ok := v.demonymAt(i)
	if !ok {
		return coref.None, i
	}
	if e := v.countryNamed(d); e != coref.None {
		return e, first
	}
	if d.Kind != "country" || v.end[i] >= 0 && !x.demonymName(v.end[i]) {
		return coref.None, first
	}
	e, ok := x.nations[d.Country]
	c, known := gazetteer.CountryByCode(d.Country)
	if !ok && known {
		e = len(v.dc.Entities)
		v.dc.Entities = append(v.dc.Entities, coref.Entity{Type: "Country", Name: c.NameEN})
		x.nations[d.Country] = e
	} else if !ok {
		return coref.None, first
	}
	if !x.nationAt[i] {
		x.nationAt[i] = true
		v.dc.Mentions = append(v.dc.Mentions, coref.Mention{Span: text.Span{Start: v.d.Tokens[first].Start, End: v.d.Tokens[i].End},
			First: first, Last: i + 1, Head: i, Entity: e, Form: coref.FormDemonym, Type: "Country"})
	}
	return e, first
}

// demonymName reports whether mention m was taken for a name but is a word of
// nationality.
func (x *extraction) demonymName(m int) bool {
	v := x.v
	d, ok := gazetteer.DemonymOf(v.d.Of(v.men[m].Span))
	return ok && v.men[m].Form == coref.FormName && d.Kind == "country" && isPlace(v.typeOf(v.men[m].Entity))
}

// countryNamed is the entity that the article names and d is the word of
// nationality of, or coref.None.
func (v *view) countryNamed(d gazetteer.Demonym) int {
	for e := range v.named {
		if !v.named[e] || !isPlace(v.typeOf(e)) {
			continue
		}
		name := v.dc.Entities[e].Name
		if name == d.PlaceEN || name == d.PlaceDA {
			return e
		}
		if c, ok := gazetteer.CountryByName(name); ok && c.Code == d.Country && d.Kind == "country" {
			return e
		}
	}
	return coref.None
}

// countryOf is the named country entity that a word of nationality stands for.
func (v *view) countryOf(word string) int {
	if d, ok := gazetteer.DemonymOf(word); ok && d.Country != "" {
		return v.countryNamed(d)
	}
	return coref.None
}

// postOfState reports whether the role is an office of the country whose name
// or word of nationality ends before token from: head of state, minister,
// envoy, officer; a leader or lawmaker only right behind it, since in between
// may stand whom he leads ("the Iraqi militant leader").
func (x *extraction) postOfState(r role, from int) bool {
	v := x.v
	if x.headOfGovernment(r) || x.cabinetPost(r) {
		return true
	}
	h := r.last - 1
	if v.is("statepost", h) {
		for i := from; i < h; i++ {
			if v.upos(i) == "NOUN" && !v.is("stateside", i) && !v.isRole(i) && !v.is("statepost", i) {
				return false
			}
		}
		return true
	}
	if v.is("sidechief", h) && from < h {
		for i := from; i < h; i++ { // "Afghan intelligence chief"
			if !v.is("statearm", i) {
				return false
			}
		}
		return true
	}
	return v.is("stateleader", h) && from == r.first
}

// cabinetPost: ministers, and secretaries of a department.
func (x *extraction) cabinetPost(r role) bool {
	v := x.v
	h := r.last - 1
	if v.is("minister", h) || v.trait("compounds") && hasSuffixAny(v.word[h], "minister", "ministeren") {
		return true
	}
	if r.pred != "leads" && r.pred != "worksFor" || r.last-r.first < 2 {
		return false
	}
	return v.is("secretary", h) || v.is("secretary", r.first)
}

// matchNationality reads "the Danish lawyer X", "X, a Danish lawyer", "X is a
// Danish lawyer", "svenskeren X": citizenOf and, of firms, basedIn a country
// that the article names besides (ruling 3).
func (x *extraction) matchNationality(i int) {
	v := x.v
	d, first, ok := v.demonymAt(i)
	if !ok || d.Kind != "country" && d.Kind != "part" {
		return
	}
	country := v.countryNamed(d)
	if country == coref.None && x.o.Passages && v.end[i] >= 0 && v.men[v.end[i]].Form == coref.FormDemonym {
		country = v.men[v.end[i]].Entity
	}
	s := v.d.Sentences[v.sentOf[i]]
	if country == coref.None || v.typeOf(country) != "Country" || v.end[i] >= 0 && v.men[v.end[i]].Form == coref.FormName || first > s.First && v.d.Word(first-1) == "-" {
		return
	}
	noun, name := v.nationNoun(i, s.Last)
	if noun < 0 || x.officeNoun(i+1, noun) {
		return
	}
	who := coref.None
	if name >= 0 {
		who = v.men[name].Entity
	} else if who = x.saidOf(noun, i, s.First); who == coref.None {
		return
	}
	switch t := v.typeOf(who); {
	case t == "Person" && !v.is("orgnoun", noun) && !v.is("firmnoun", noun):
		x.np(who, country, "citizenOf", "", "demonym", noun)
	case (t == "Company" || t == "Organization" || t == "Media") && noun != i && !v.is("unitnoun", noun):
		x.np(who, country, "basedIn", "", "demonym", noun)
	}
}

// nationNoun is the noun that the word of nationality at i modifies, or that it
// is, and the name right behind it, or -1.
func (v *view) nationNoun(i, limit int) (noun, name int) {
	noun = -1
	if v.upos(i) == "NOUN" {
		noun = i
	}
	for j := i + 1; j < min(i+7, limit); j++ {
		if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormName {
			if last := v.men[m].Last; noun < 0 || last < limit && v.genitive(last-1, last+1) && !v.trait("genitive-glued") {
				return -1, -1
			}
			return noun, m
		}
		switch u := v.upos(j); {
		case u == "NOUN":
			noun = j
		case u != "ADJ" && u != "ADV" && v.word[j] != "-" || v.isNation(j):
			return noun, -1
		}
	}
	return noun, -1
}

func (v *view) isNation(i int) bool { _, _, ok := v.demonymAt(i); return ok && v.upos(i) == "ADJ" }

// officeNoun reports whether the noun phrase of tokens [from, noun] is an
// office, a side or a body rather than what a citizen is: a title of office
// names the country that it is an office of.
func (x *extraction) officeNoun(from, noun int) bool {
	v := x.v
	for i := from; i <= noun; i++ {
		if v.is("headofstate", i) || v.is("statepost", i) || v.is("stateleader", i) || v.is("minister", i) || v.is("secretary", i) || v.is("stateside", i) || v.is("playernoun", i) {
			return true
		}
		if v.trait("compounds") && (hasSuffixAny(v.word[i], "minister", "ministeren") || v.propertyWord("headofstate", i) || v.propertyWord("statepost", i)) {
			return true
		}
	}
	return false
}

// saidOf is whom the noun is said of: in apposition or as predicate.
func (x *extraction) saidOf(noun, i, first int) int {
	v := x.v
	if e := v.described(noun); e != coref.None {
		return e
	}
	if c := v.child(noun, "cop"); c >= 0 && c < i {
		if s := v.subject(noun); s >= 0 {
			return v.entity(s)
		}
	}
	for j := i - 1; j >= max(first, i-4); j-- {
		if v.lx.Is("tobe", v.lemma[j]) {
			if k := v.linSubject(j); k >= 0 {
				return v.entity(k)
			}
			break
		}
		if u := v.upos(j); u != "DET" && u != "ADJ" && u != "ADV" && u != "NUM" {
			break // "was killed in an Israeli raid"
		}
	}
	return coref.None
}
