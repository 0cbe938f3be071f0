package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/gazetteer"
)

// afterName reads what stands right behind a name: ", Denmark", " i Aarhus",
// " of Singapore", " (S)", ", 52, of X".
func (x *extraction) afterName(m *coref.Mention) {
	v := x.v
	s := v.d.Sentences[v.sentOf[m.First]]
	t := v.typeOf(m.Entity)
	i := m.Last
	if i+1 >= s.Last {
		return
	}
	w := v.d.Word(i)
	switch {
	case (w == "(" || w == "/") && t == "Person":
		x.partyTag(m, i, s.Last)
	case w == ",":
		x.afterComma(m, i, s.Last)
	case v.lx.Is("placeprep", v.word[i]) || v.lx.Is("partprep", v.word[i]):
		o := v.nameAt(i+1, s.Last)
		if o != nil && v.lx.Is("partprep", v.word[i]) {
			x.partAt(m, o, "part at org")
		}
		switch {
		case o == nil || !v.lx.Is("placeprep", v.word[i]) || v.lx.Is("eventprep", v.word[i]) && v.placeOfEvent(m, o):
		case t == "Person":
			x.personOf(m, o, i)
		case isPlace(v.typeOf(o.Entity)) && isOrg(t):
			x.orgInPlace(m, o, i)
		case isPlace(v.typeOf(o.Entity)) && t == "Place" && v.lx.Is("in", v.word[i]):
			x.np(m.Entity, o.Entity, "locatedIn", "", "place in place", m.Head)
		}
	}
}

// partyTag reads the party behind a member's name: "(Lab)", "(S)", "(R-Ohio)":
// a party's name, or what one party of the article alone begins with.
func (x *extraction) partyTag(m *coref.Mention, i, limit int) {
	v := x.v
	o := v.nameAt(i+1, limit)
	if o != nil && v.typeOf(o.Entity) == "Party" && o.Last < limit && v.d.Word(o.Last) != "," {
		x.np(m.Entity, o.Entity, "memberOf", "", "party tag", m.Head)
		return
	}
	tag, _, _ := strings.Cut(v.d.Word(i+1), "-")
	tag = strings.TrimSuffix(tag, ".")
	if !capital(tag) || i+2 >= limit || o != nil && !isPlace(v.typeOf(o.Entity)) {
		return
	}
	party := coref.None
	for e := range v.named {
		if v.named[e] && v.typeOf(e) == "Party" && strings.HasPrefix(v.dc.Entities[e].Name, tag) {
			if party != coref.None {
				return
			}
			party = e
		}
	}
	if w := v.d.Word(i + 2); party != coref.None && (w == ")" || w == "-" || w == ",") {
		x.np(m.Entity, party, "memberOf", "", "party tag", m.Head)
	}
}

// personOf reads "A of the B Party", "A fra B", "A of Ohio": who belongs to an
// organization, comes from a country or lives in a place. A title of office
// before the name says that the place is that of the office.
func (x *extraction) personOf(m, o *coref.Mention, i int) {
	v := x.v
	ot := v.typeOf(o.Entity)
	of := v.lx.Is("of", v.word[i])
	switch {
	case !v.lx.Is("belongprep", v.word[i]):
	case ot == "Party": // "MP A of B", whatever else the title says
		x.np(m.Entity, o.Entity, "memberOf", "", "person of org", m.Head)
	case v.titled(m.First): // the title says as what: orgBehindName
	case isOrg(ot):
		x.np(m.Entity, o.Entity, v.affiliation(o.Entity), "", "person of org", m.Head)
	case ot == "Country":
		x.np(m.Entity, o.Entity, "citizenOf", "", "person from country", m.Head)
	case ot == "Place" && of || ot == "Place" && !v.placeOfEvent(m, o):
		x.np(m.Entity, o.Entity, "livesIn", "", "person of place", m.Head)
	}
}

// affiliation is how a person belongs to organization e: a member of parties,
// movements and clubs, at work in the rest.
func (v *view) affiliation(e int) string {
	switch v.typeOf(e) {
	case "Party":
		return "memberOf"
	case "Organization":
		name := v.dc.Entities[e].Name
		for _, o := range gazetteer.OrgsByName(name) {
			if !v.lx.Is("memberkind", strings.ReplaceAll(o.Kind, " ", "-")) {
				return "worksFor"
			}
		}
		for _, w := range strings.Fields(strings.ToLower(name)) {
			if v.lx.Is("staffword", w) || v.trait("compounds") && v.endsIn("staffword", w) {
				return "worksFor"
			}
		}
		return "memberOf"
	}
	return "worksFor"
}

// titled reports whether a role noun stands right before the name at token i.
func (v *view) titled(i int) bool {
	if i == 0 || v.sentOf[i-1] != v.sentOf[i] {
		return false
	}
	if i > 4 && v.upos(i-1) == "CCONJ" && v.end[i-2] >= 0 { // "Presidents A of X and B"
		if o := v.men[v.end[i-2]]; o.First > 1 && v.lx.Is("belongprep", v.word[o.First-1]) && v.end[o.First-2] >= 0 {
			p := v.men[v.end[o.First-2]]
			return p.First > 0 && v.plural(p.First-1) && v.titled(p.First)
		}
	}
	named := v.start[i-1] >= 0 && v.men[v.start[i-1]].Form == coref.FormName
	return !named && (v.is("office", i-1) || v.start[i-1] < 0 && (v.isRole(i-1) || v.propertyWord("roleword", i-1)))
}

// orgInPlace reads "X in Y": only of names with the noun of an organization
// that sits somewhere, right beside the name; no branches, no continents.
func (x *extraction) orgInPlace(m, o *coref.Mention, i int) {
	v := x.v
	if v.afterRole(m.First) || v.branchOf(m.First) || v.isContinent(o) || !v.seated(m) && (v.lx.Is("eventprep", v.word[i]) || v.typeOf(m.Entity) != "Company") {
		return
	}
	x.np(m.Entity, o.Entity, "basedIn", "", "org "+v.word[i]+" place", m.Head)
}

// branchOf reports whether the name at token i is whose branch a noun before it
// is: "the office of X in Y".
func (v *view) branchOf(i int) bool {
	j := i - 1
	for j > 0 && v.lx.Is("article", v.word[j]) {
		j--
	}
	return j > 0 && v.sentOf[j-1] == v.sentOf[i] && v.lx.Is("of", v.word[j]) && v.propertyWord("branchword", j-1)
}

// seated reports whether the name m is that of an organization with a seat: it
// has the noun of one, which is no branch, event or force abroad.
func (v *view) seated(m *coref.Mention) bool {
	for i := m.First; i < m.Last; i++ {
		if v.is("branchword", i) {
			return false
		}
	}
	name := v.d.Of(m.Span)
	head, _ := gazetteer.OrgTypeOf(name)
	return head != "" || gazetteer.TrimLegalForm(name) != name
}

func (v *view) isContinent(m *coref.Mention) bool {
	for _, d := range gazetteer.Demonyms() {
		if d.Kind == "continent" && (d.PlaceEN == v.d.Of(m.Span) || d.PlaceDA == v.d.Of(m.Span)) {
			return true
		}
	}
	return false
}

// afterRole: "chef for X i Norden" names the field of the post.
func (v *view) afterRole(i int) bool {
	for j := i - 1; j > max(0, i-4); j-- {
		if v.lx.Is("roleprep", v.word[j]) {
			if r, ok := v.lx.Role(v.word[j-1]); ok {
				return r.Predicate == "leads"
			}
			r, _, ok := v.lx.RoleEnding(v.word[j-1])
			return ok && v.trait("compounds") && r.Predicate == "leads"
		}
	}
	return false
}

func (x *extraction) afterComma(m *coref.Mention, i, limit int) {
	v := x.v
	j := i + 1
	switch v.typeOf(m.Entity) {
	case "Person":
		x.personComma(m, j, limit)
	case "Place":
		if v.lx.Is("article", v.word[j]) && j+1 < limit {
			j++
		}
		if v.start[j] < 0 {
			return
		}
		o := &v.men[v.start[j]]
		if o.Form == coref.FormName && isPlace(v.typeOf(o.Entity)) && v.nested(m, o, limit) {
			x.np(m.Entity, o.Entity, "locatedIn", "", "place, place", m.Head)
		}
	}
}

// personComma reads "A, 54, of Cardiff", "A, of the B Party" and, in Danish
// notices, "A, Hurup, er død".
func (x *extraction) personComma(m *coref.Mention, j, limit int) {
	v := x.v
	if j+1 < limit && v.upos(j) == "NUM" && v.d.Word(j+1) == "," {
		j += 2
	}
	if j+1 < limit && v.lx.Is("homeprep", v.word[j]) {
		if o := v.nameAt(j+1, limit); o != nil {
			switch ot := v.typeOf(o.Entity); {
			case ot == "Country":
				x.np(m.Entity, o.Entity, "citizenOf", "", "person, of country", m.Head)
			case ot == "Place":
				x.np(m.Entity, o.Entity, "livesIn", "", "person, of place", m.Head)
			case isOrg(ot):
				x.np(m.Entity, o.Entity, v.affiliation(o.Entity), "", "person, of org", m.Head)
			}
		}
	}
	if v.trait("person-comma-place") && j < limit && v.start[j] >= 0 {
		o := v.men[v.start[j]]
		if o.Form == coref.FormName && v.typeOf(o.Entity) == "Place" && o.Last < limit && v.d.Word(o.Last) == "," {
			x.np(m.Entity, o.Entity, "livesIn", "", "person, place", m.Head)
		}
	}
}

// nested reports whether "M, O" says that M lies in O rather than that both
// are of a list: no third place stands beside them, a country or region known
// as such lies around, a second town does not.
func (v *view) nested(m, o *coref.Mention, limit int) bool {
	if m.First > 1 && v.d.Word(m.First-1) == "," && v.end[m.First-2] >= 0 && isPlace(v.typeOf(v.men[v.end[m.First-2]].Entity)) && v.typeOf(o.Entity) != "Country" {
		return false
	}
	mp, mTown := gazetteer.PlaceByName(v.d.Of(m.Span))
	country := v.typeOf(o.Entity) == "Country"
	if c, ok := gazetteer.CountryByName(v.d.Of(o.Span)); country && mTown && ok {
		return c.Code == mp.Country
	}
	state := !country && v.lx.Is("fedstate", strings.ToLower(v.d.Of(o.Span))) && !v.lx.Is("fedstate", strings.ToLower(v.d.Of(m.Span)))
	if !country && !state && (m.First == 0 || v.upos(m.First-1) != "ADP") {
		return false
	}
	k := o.Last
	if k >= limit {
		return true
	}
	switch w := v.d.Word(k); {
	case w == ",":
		return !(k+1 < limit && (v.upos(k+1) == "CCONJ" && k+2 < limit && v.placeAt(k+2) || v.placeAt(k+1) && !country))
	case v.upos(k) == "CCONJ":
		return !(k+1 < limit && v.placeAt(k+1)) || country && mTown
	case country || state:
		return true
	default:
		return strings.Contains(".();:—–-?'s’s", w)
	}
}

// placeAt reports whether the name of a place starts at token i.
func (v *view) placeAt(i int) bool {
	m := v.start[i]
	return m >= 0 && v.men[m].Form == coref.FormName && isPlace(v.typeOf(v.men[m].Entity))
}
