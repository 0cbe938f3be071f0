package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
)

// matchPlaces reads what stands beside names: places, parties, nationality,
// possessors. It goes by adjacency, where parsers are at their weakest.
func (x *extraction) matchPlaces() {
	v := x.v
	for i := range v.word {
		if v.upos(i) == "ADJ" || v.end[i] >= 0 && v.men[v.end[i]].Form == coref.FormDemonym {
			x.predicateDemonym(i)
		}
	}
	for mi := range v.men {
		m := &v.men[mi]
		if m.Entity < 0 || v.boilerplate(m.First) {
			continue
		}
		switch m.Form {
		case coref.FormName:
			x.afterName(m)
			x.beforeName(m)
			x.inDescription(m)
		case coref.FormNominal:
			x.insideNominal(m)
		}
	}
}

func (v *view) typeOf(e int) string { return v.dc.Entities[e].Type }

func isOrg(t string) bool {
	return t == "Company" || t == "Agency" || t == "Media" || t == "Party" || t == "Organization"
}

func isPlace(t string) bool { return t == "Place" || t == "Country" }

// nameAt is the name mention that starts at token i, past "the" and adjectives
// of the kind "governing"; nil for none.
func (v *view) nameAt(i, limit int) *coref.Mention {
	for n := 0; i < limit && n < 6; i, n = i+1, n+1 {
		if s := v.start[i]; s >= 0 {
			if m := &v.men[s]; m.Form == coref.FormName {
				// "of the Dallas firm Sterrett Hale": past the place to the firm
				if isPlace(v.typeOf(m.Entity)) && m.Last < limit && v.upos(m.Last) == "NOUN" && !v.genitive(m.Last-1, m.Last+1) {
					for k := m.Last; k < min(m.Last+4, limit); k++ {
						if o := v.start[k]; o >= 0 && v.men[o].Form == coref.FormName && isOrg(v.typeOf(v.men[o].Entity)) {
							return &v.men[o]
						}
						if v.upos(k) != "NOUN" {
							break
						}
					}
				}
				return m
			} else if m.Form == coref.FormDemonym {
				continue
			}
			return nil
		}
		if u := v.upos(i); u != "DET" && u != "ADJ" && !(u == "NOUN" && v.classNoun(i)) {
			return nil
		}
	}
	return nil
}

// classNoun: a noun right before a name that says what it is: "foreningen X",
// "the movement X".
func (v *view) classNoun(i int) bool {
	return i+1 < len(v.word) && v.sentOf[i] == v.sentOf[i+1] && (v.start[i+1] >= 0 && v.men[v.start[i+1]].Form == coref.FormName || v.upos(i+1) == "NOUN" && i+2 < len(v.word) && v.start[i+2] >= 0)
}

func (x *extraction) np(s, o int, pred, txt, rule string, at int) bool {
	return x.add(candidate{subj: s, obj: o, pred: pred, text: txt, trigger: at, np: true, rule: "name:" + rule + ":" + pred})
}

// afterName reads ", Denmark", " i Aarhus", " of Singapore", " (S)", ", 52, of X".
func (x *extraction) afterName(m *coref.Mention) {
	v := x.v
	s := v.d.Sentences[v.sentOf[m.First]]
	t := v.typeOf(m.Entity)
	i := m.Last
	if i >= s.Last {
		return
	}
	w := v.word[i]
	switch {
	case (w == "(" || w == "/") && i+1 < s.Last:
		o := v.nameAt(i+1, s.Last)
		if o != nil && t == "Person" && v.typeOf(o.Entity) == "Party" && o.Last < s.Last && v.d.Word(o.Last) != "," {
			x.np(m.Entity, o.Entity, "memberOf", "", "party tag", m.Head)
		}
	case w == ",":
		x.afterComma(m, i, s.Last)
	case v.lx.Is("placeprep", w):
		o := v.nameAt(i+1, s.Last)
		if o == nil {
			return
		}
		ot := v.typeOf(o.Entity)
		switch {
		case isPlace(ot) && isOrg(t):
			// "X in Y": only right beside the name, and not where a verb took
			// place ("was founded by X in Y" hangs on the verb).
			if w == "in" && v.placeOfEvent(m, o) || v.afterRole(m.First) {
				return
			}
			x.np(m.Entity, o.Entity, "basedIn", "", "org "+w+" place", m.Head)
		case isPlace(ot) && t == "Place" && (w == "i" || w == "in" || w == "på") && v.typeOf(m.Entity) == "Place":
			if w == "in" && v.placeOfEvent(m, o) {
				return
			}
			x.np(m.Entity, o.Entity, "locatedIn", "", "place in place", m.Head)
		case t == "Person" && isOrg(ot) && v.lx.Is("belongprep", w):
			if v.placeOfEvent(m, o) && w == "in" {
				return
			}
			pred := "worksFor"
			if ot == "Party" {
				pred = "memberOf"
			}
			x.np(m.Entity, o.Entity, pred, "", "person of org", m.Head)
		case t == "Person" && ot == "Country" && v.lx.Is("belongprep", w) && w != "of" && w != "at":
			x.np(m.Entity, o.Entity, "citizenOf", "", "person from country", m.Head)
		case t == "Person" && ot == "Place" && v.lx.Is("belongprep", w) && w != "at" && !v.placeOfEvent(m, o):
			x.np(m.Entity, o.Entity, "livesIn", "", "person from place", m.Head)
		case t == "Person" && isPlace(ot) && w == "of":
			x.np(m.Entity, o.Entity, "livesIn", "", "person of place", m.Head)
		}
	}
}

// afterRole: "chef for X i Norden" names the field of the post.
func (v *view) afterRole(i int) bool {
	for j := i - 1; j > max(0, i-4); j-- {
		if v.lx.Is("roleprep", v.word[j]) {
			if _, ok := v.lx.Role(v.word[j-1]); ok {
				return true
			}
			_, _, ok := v.lx.RoleEnding(v.word[j-1])
			return ok && v.trait("compounds")
		}
	}
	return false
}

// placeOfEvent reports whether the place phrase of o hangs on a verb rather
// than on the name m, as far as the parse can tell.
func (v *view) placeOfEvent(m, o *coref.Mention) bool {
	h := v.head(o.Head)
	return h >= 0 && v.isVerb(h) && h != m.Head
}

func (x *extraction) afterComma(m *coref.Mention, i, limit int) {
	v := x.v
	t := v.typeOf(m.Entity)
	j := i + 1
	if t == "Person" {
		// ", 54, of Sowerby Bridge" and ", of Cardiff"
		if j+1 < limit && v.upos(j) == "NUM" && v.d.Word(j+1) == "," {
			j += 2
		}
		if j < limit && (v.word[j] == "of" || v.word[j] == "fra") {
			if o := v.nameAt(j+1, limit); o != nil {
				switch ot := v.typeOf(o.Entity); {
				case isPlace(ot):
					x.np(m.Entity, o.Entity, "livesIn", "", "person, of place", m.Head)
				case ot == "Party":
					x.np(m.Entity, o.Entity, "memberOf", "", "person, of party", m.Head)
				case isOrg(ot):
					x.np(m.Entity, o.Entity, "worksFor", "", "person, of org", m.Head)
				}
			}
		}
		// Danish notices: "Peder T., Hurup, er død"
		if v.trait("person-comma-place") && j < limit && v.start[j] >= 0 {
			o := v.men[v.start[j]]
			if o.Form == coref.FormName && v.typeOf(o.Entity) == "Place" && o.Last < limit && v.d.Word(o.Last) == "," {
				x.np(m.Entity, o.Entity, "livesIn", "", "person, place", m.Head)
			}
		}
		return
	}
	if t != "Place" || j >= limit {
		return
	}
	if v.lx.Is("article", v.word[j]) && j+1 < limit {
		j++
	}
	if v.start[j] < 0 {
		return
	}
	o := v.men[v.start[j]]
	if o.Form != coref.FormName || !isPlace(v.typeOf(o.Entity)) {
		return
	}
	end := o.Last >= limit
	if !end {
		switch v.d.Word(o.Last) {
		case ",", ".", "(", ")", ";", ":", "—", "–", "-", "?", "'s", "’s", "'":
			end = true
		}
	}
	if v.typeOf(o.Entity) == "Place" {
		// "Austin, Texas" but not "Paris, London and Rome"
		if !end || m.First == 0 || v.upos(m.First-1) != "ADP" || v.listOf(i, limit) || v.known(m.Entity) && !v.known(o.Entity) {
			return
		}
	} else if v.listOf(i, limit) {
		return
	}
	x.np(m.Entity, o.Entity, "locatedIn", "", "place, place", m.Head)
	// "X in Y, Z" has basedIn(X, Y) already; a dateline place is no more.
}

// known is a place that gazetteers rank as a country or region; left to types.
func (v *view) known(int) bool { return false }

// listOf reports whether the comma at i is one of an enumeration of places.
func (v *view) listOf(i, limit int) bool {
	if i-2 >= 0 && v.end[i-1] >= 0 {
		f := v.men[v.end[i-1]].First
		if f > 0 && v.d.Word(f-1) == "," && f > 1 && v.end[f-2] >= 0 && isPlace(v.typeOf(v.men[v.end[f-2]].Entity)) {
			return true
		}
	}
	for j := i + 1; j < min(i+7, limit); j++ {
		if v.upos(j) == "CCONJ" && j+1 < limit && v.start[j+1] >= 0 && isPlace(v.typeOf(v.men[v.start[j+1]].Entity)) {
			return true
		}
		if u := v.upos(j); u == "VERB" || u == "AUX" {
			break
		}
	}
	return false
}

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
			case isPlace(bt) && isOrg(t) && i < m.First-1 && !v.genitive(i, m.First) && v.titleBetween(i+1, m.First) && (i == s.First || v.upos(i-1) != "ADP" || v.lx.Is("article", v.word[i-1])):
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

// inDescription reads a place inside the noun phrase that describes a name:
// "A, a competitor in Tromsø", "B, a New York hedge fund", "C, the
// Halifax-based group".
func (x *extraction) inDescription(m *coref.Mention) {
	v := x.v
	if !isPlace(v.typeOf(m.Entity)) {
		return
	}
	s := v.d.Sentences[v.sentOf[m.First]]
	noun := -1
	if i := m.First - 1; i > s.First && v.lx.Is("placeprep", v.word[i]) && v.upos(i-1) == "NOUN" {
		noun = i - 1
	} else {
		for i := m.Last; i < min(m.Last+6, s.Last); i++ {
			if v.start[i] >= 0 && v.men[v.start[i]].Form == coref.FormName {
				break
			}
			u := v.upos(i)
			if u == "NOUN" && (i+1 >= s.Last || v.upos(i+1) != "NOUN" && v.word[i+1] != "-") {
				noun = i
				break
			}
			if u != "NOUN" && u != "ADJ" && v.word[i] != "-" && !v.lx.Is("based", v.word[i]) {
				break
			}
		}
	}
	if noun < 0 || v.genitive(m.Last-1, min(m.Last+1, s.Last)) {
		return
	}
	if e := v.described(noun); e != coref.None && isOrg(v.typeOf(e)) {
		x.np(e, m.Entity, "basedIn", "", "described in place", noun)
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
