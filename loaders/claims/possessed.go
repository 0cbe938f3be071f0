package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// matchPossessed reads a common noun that stands between a possessor and a
// name: "his firm, Crescent Road", "Byline's flagship, the Examiner", "Norges
// største apotekskæde, Vitus", "Kapo, Estlands sikkerhedspoliti". The noun's
// class in the cue file, or else the types of the two, say how they relate.
func (x *extraction) matchPossessed() {
	v := x.v
	for t := range x.tokens() {
		if v.upos(t) != "NOUN" || v.insideName(t) || v.boilerplate(t) {
			continue
		}
		s := v.d.Sentences[v.sentOf[t]]
		if v.propertyWord("roleword", t) && !v.is("parentnoun", t) || t+1 < s.Last && v.upos(t+1) == "NOUN" && v.trait("noun-compounds-apart") {
			continue
		}
		r := role{first: t, last: t + 1, pred: "worksFor", house: coref.None}
		name, before := x.nameBeside(&r, s.First, s.Last)
		if name == coref.None {
			continue
		}
		owner := x.orgOf(r)
		if owner.how != "possessive" && owner.how != "genitive" {
			continue
		}
		x.modifiers(&r, s.First)
		for _, o := range owner.orgs {
			if o != name {
				x.possession(r, o, name, before)
			}
		}
	}
}

// nameBeside is the organization or product that the phrase of r stands in
// apposition to, and whether the name comes first.
func (x *extraction) nameBeside(r *role, first, limit int) (entity int, before bool) {
	v := x.v
	fits := func(e int) bool {
		return e != coref.None && (isOrg(v.typeOf(e)) || v.typeOf(e) == "Product")
	}
	if r.last < limit && v.start[r.last] >= 0 {
		if m := v.men[v.start[r.last]]; m.Form == coref.FormName && fits(m.Entity) && (v.trait("bare-title") || v.typeOf(m.Entity) == "Product") {
			return m.Entity, false
		}
	}
	if e := v.apposAfter(r, limit, fits); e != coref.None {
		return e, false
	}
	if es := v.apposBefore(r.first, first, fits); len(es) == 1 {
		return es[0], true
	}
	return coref.None, false
}

// propertyWord reports whether noun t, or in languages of compounds its end, is
// a cue of class.
func (v *view) propertyWord(class string, t int) bool {
	for _, w := range [2]string{v.lemma[t], v.word[t]} {
		if v.lx.Is(class, w) {
			return true
		}
		if v.trait("compounds") && v.endsIn(class, w) {
			return true
		}
	}
	if class == "roleword" {
		if _, ok := v.lx.Role(v.word[t]); ok {
			return true
		}
		if _, ok := v.lx.Role(v.lemma[t]); ok {
			return true
		}
		_, _, ok := v.lx.RoleEnding(v.word[t])
		return ok && v.trait("compounds")
	}
	return false
}

// endsIn reports whether word w is a compound whose last part is a cue of class.
func (v *view) endsIn(class, w string) bool {
	for i := range w {
		if i > 1 && len(w)-i >= 4 && v.lx.Is(class, w[i:]) {
			return true
		}
	}
	return false
}

// possession adds how owner and name relate.
func (x *extraction) possession(r role, owner, name int, before bool) {
	v := x.v
	t := r.last - 1
	ot, nt := v.typeOf(owner), v.typeOf(name)
	subj, obj, pred := owner, name, ""
	switch {
	case isPlace(ot) && nt == "Agency" && ot == "Country":
		subj, obj, pred = name, owner, "subsidiaryOf"
	case isPlace(ot) && (nt == "Company" || nt == "Organization" || nt == "Media") && v.propertyWord("firmnoun", t):
		subj, obj, pred = name, owner, "basedIn"
	case isPlace(ot):
		return
	case v.propertyWord("parentnoun", t) && isOrg(ot) && isOrg(nt):
		pred = "subsidiaryOf"
	case v.propertyWord("unitnoun", t) && isOrg(ot) && isOrg(nt):
		subj, obj, pred = name, owner, "subsidiaryOf"
	case v.propertyWord("titlenoun", t) && (nt == "Media" || nt == "Product") && ot != "Agency":
		pred = "owns"
	case v.propertyWord("firmnoun", t) && (nt == "Company" || nt == "Organization" || nt == "Media") && ot == "Person":
		pred = "owns"
	case v.propertyWord("housenoun", t) && nt == "Company" && ot == "Company":
		pred = "owns"
	case v.propertyWord("partynoun", t) && nt == "Party" && ot == "Person", v.propertyWord("unionnoun", t) && nt == "Organization":
		pred = "memberOf"
	case v.propertyWord("employernoun", t) && ot == "Person" && isOrg(nt):
		pred = "worksFor"
	case v.propertyWord("productnoun", t) && nt == "Product" && (ot == "Person" || isOrg(ot)):
		pred = "develops"
	default:
		return
	}
	how := "possessed"
	if before {
		how = "possessed before"
	}
	if strings.HasPrefix(r.status, "former") && pred == "develops" {
		r.status = ""
	}
	x.add(candidate{subj: subj, obj: obj, pred: pred, trigger: t, np: true, rule: "name:" + how + ":" + pred, status: r.status})
}
