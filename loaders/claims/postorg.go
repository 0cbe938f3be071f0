package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// postOrg is the organization of a post as its own noun phrase tells it.
type postOrg struct {
	orgs []int
	how  string
	// functional: the phrase names a field or a part, not the organization that
	// the post is the top of ("head of research at X").
	functional bool
	compound   bool // named by a modifier without genitive: it may be the field
}

// unresolved is the postOrg of a phrase that names an organization nobody can
// tell ("the harbour workers' union"): no other may take its place.
var unresolved = postOrg{how: "unresolved"}

// orgOf finds the organization of a post in the post's own noun phrase: in the
// compound itself, before it (genitive, possessive, compound, nationality), in
// a relative clause, behind it, or behind the name that it is the title of.
func (x *extraction) orgOf(r role) postOrg {
	v := x.v
	if r.house != coref.None {
		return postOrg{orgs: []int{r.house}, how: "compound"}
	}
	s := v.d.Sentences[v.sentOf[r.first]]
	fits := func(e int) bool { return x.canBeOrgOf(r, e) }
	if r.first > s.First && v.is("forceword", r.first-1) && v.start[r.first-1] < 0 && v.entity(r.first-1) == coref.None {
		return unresolved // "a police spokesman"
	}
	o := x.orgBefore(r, s.First, fits)
	if o.how == "" {
		if e := v.relHouse(r, s.First, fits); e != coref.None {
			o = postOrg{orgs: []int{e}, how: "relative"}
		}
	}
	if o.compound {
		if b := x.orgBehind(r, s.Last, fits); len(b.orgs) > 0 && isOrg(v.typeOf(b.orgs[0])) {
			return b // "a City Hall correspondent for X"
		}
	}
	if o.how != "" {
		o.functional = o.functional || len(o.orgs) > 0 && o.how != "demonym" && x.fieldBehind(r, s.Last)
		return o
	}
	if o = x.orgBehind(r, s.Last, fits); o.how != "" {
		return o
	}
	return x.orgBehindName(r, s.Last, fits)
}

// canBeOrgOf reports whether entity e can be what role r is a role in.
func (x *extraction) canBeOrgOf(r role, e int) bool {
	t := x.v.dc.Entities[e].Type
	switch r.pred {
	case "childOf", "relativeOf", "spouseOf", "succeeds":
		return t == "Person"
	case "linkedTo":
		return t != "Event" && t != "Law" && t != "Product"
	case "livesIn", "bornIn", "citizenOf":
		return isPlace(t)
	}
	switch t {
	case "Person":
		return r.pred == "spokespersonFor" || r.pred == "worksFor" || r.pred == "memberOf"
	case "Product":
		return r.pred == "owns" || r.pred == "develops" || r.pred == "founded"
	case "Place":
		return !posts[r.pred] || x.placePost(r)
	case "Event", "Law":
		return false
	}
	return true
}

// personal roles are roles beside another person.
func (r role) personal() bool {
	switch r.pred {
	case "childOf", "relativeOf", "spouseOf", "succeeds", "linkedTo":
		return true
	}
	return false
}

// placePost: mayors and governors lead the place itself (ruling 17).
func (x *extraction) placePost(r role) bool { return x.v.is("placepost", r.last-1) }

// possessiveMark reports whether token i is a genitive mark on its own.
func (v *view) possessiveMark(i int) bool {
	switch v.word[i] {
	case "'s", "’s", "'", "’":
		return true
	}
	return false
}

// orgBefore reads what stands before the role in its noun phrase: "X's
// chairman", "Xs direktør", "its chief executive", "X president", "the Turkish
// president".
func (x *extraction) orgBefore(r role, first int, fits func(int) bool) postOrg {
	v := x.v
	for i := r.first - 1; i >= max(first, r.first-7); i-- {
		w := v.word[i]
		if v.possessiveMark(i) || w == "-" {
			continue
		}
		if v.lx.Is("poss", w) {
			return x.possessiveOrg(i, r, first, fits)
		}
		if m := v.end[i]; m >= 0 && !x.demonymName(m) {
			e := v.men[m].Entity
			gen := v.genitive(i, r.first)
			if v.typeOf(e) == "Party" && x.office(r) {
				i = v.men[m].First // partyBefore reads it
				continue
			}
			if fits(e) && !gen && v.typeOf(e) == "Country" && posts[r.pred] && !x.postOfState(r, i+1) {
				i = v.men[m].First
				continue // "X's Iraq correspondent": what the post is about
			}
			if !gen && isOrg(v.typeOf(e)) && v.anyIs(r, "accredited") {
				i = v.men[m].First
				continue // "Peru's U.N. ambassador": where, not whose
			}
			if fits(e) && (gen || x.compoundHouse(i, r)) {
				return postOrg{orgs: []int{e}, how: "genitive", functional: !x.headOfGovernment(r) && x.partBetween(i+1, r), compound: !gen}
			}
			return postOrg{}
		}
		if c, at := x.nationality(i); c != coref.None && fits(c) {
			if x.postOfState(r, i+1) && (at == first || !x.nationWord(at-1)) {
				return postOrg{orgs: []int{c}, how: "demonym"}
			}
			continue // "X's British spokesman": the nation is the person's
		}
		owned := v.feat(i, "Case=Gen") || i+1 < r.first && v.possessiveMark(i+1)
		if v.upos(i) == "NOUN" && (owned || v.trait("noun-compounds-apart") && i == r.first-1) {
			if e := v.entity(i); e != coref.None && fits(e) {
				return postOrg{orgs: []int{e}, how: "genitive"}
			}
		}
		if v.upos(i) == "NOUN" && owned {
			return unresolved // it is somebody's: whose is not known
		}
		if v.upos(i) == "CCONJ" && i > first && v.isRole(i-1) {
			i--
			continue
		}
		if u := v.upos(i); u != "ADJ" && u != "NOUN" && u != "ADV" && u != "NUM" && !(u == "VERB" && v.feat(i, "VerbForm=Part")) {
			break
		}
	}
	return postOrg{}
}

// isRole reports whether token i is a role noun by itself.
func (v *view) isRole(i int) bool {
	_, ok := v.lx.Role(v.word[i])
	return ok
}

// possessiveOrg is whose post "its chief executive" is.
func (x *extraction) possessiveOrg(i int, r role, first int, fits func(int) bool) postOrg {
	v := x.v
	var out []int
	for _, e := range v.possessed(i) {
		if fits(e) {
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return unresolved
	}
	return postOrg{orgs: out, how: "possessive"}
}

// partBetween reports whether nouns between an organization and the role name a
// part or field of it ("X's security chief"), rather than say what it is.
func (x *extraction) partBetween(from int, r role) bool {
	v := x.v
	for i := from; i < r.first; i++ {
		if v.upos(i) == "NOUN" && !v.is("orgnoun", i) && !v.is("boardword", i) && !v.is("adjnoise", i) && !v.isRole(i) {
			return true
		}
	}
	return false
}

// moreHouses adds names joined by "and": "director of A and B".
func (x *extraction) moreHouses(j, limit int, fits func(int) bool) (out []int) {
	v := x.v
	m := v.start[j]
	if m < 0 {
		return nil
	}
	k := v.men[m].Last
	if k+1 < limit && v.lx.Is("partyprep", v.word[k]) {
		if o := v.nameAt(k+1, limit); o != nil && v.typeOf(o.Entity) == "Party" && fits(o.Entity) && v.typeOf(v.men[m].Entity) != "Party" {
			out = append(out, o.Entity)
		}
	}
	for n := 0; n < 6 && v.listGoesOn(k, limit); n++ { // "of A, B and C"
		o := &v.men[v.start[k+1]]
		if o.Form != coref.FormName || !isOrg(v.typeOf(o.Entity)) || !fits(o.Entity) {
			break
		}
		out, k = append(out, o.Entity), o.Last
	}
	if k+1 < limit && v.upos(k) == "CCONJ" && v.start[k+1] >= 0 {
		o := v.men[v.start[k+1]]
		if o.Form == coref.FormName && fits(o.Entity) && v.dc.Entities[o.Entity].Type == v.dc.Entities[v.men[m].Entity].Type {
			out = append(out, o.Entity)
		}
	}
	return out
}

// listGoesOn reports whether token k is a comma in a list of names that "and"
// closes: names of organizations alone stand up to it.
func (v *view) listGoesOn(k, limit int) bool {
	for n := 0; k+1 < limit && v.d.Word(k) == "," && v.start[k+1] >= 0 && n < 12; n++ {
		m := v.men[v.start[k+1]]
		if m.Form != coref.FormName || !isOrg(v.typeOf(m.Entity)) {
			return false
		}
		if k = m.Last; k+1 < limit && v.upos(k) == "CCONJ" {
			return v.start[k+1] >= 0 && v.men[v.start[k+1]].Form == coref.FormName && isOrg(v.typeOf(v.men[v.start[k+1]].Entity))
		}
	}
	return false
}

// relHouse is the antecedent of a relative clause in which the role is
// predicated of somebody else: "X, where she was director", "NATO, som Sverige
// er medlem af".
func (v *view) relHouse(r role, first int, fits func(int) bool) int {
	subject := false
	for i := r.first - 1; i > first && i > r.first-14; i-- {
		if v.lx.Is("relplace", v.word[i]) || v.relative(i) {
			if !subject {
				return coref.None
			}
			j := i - 1
			if v.upos(j) == "ADP" {
				j--
			}
			if j >= first && v.d.Word(j) == "," {
				j--
			}
			if j < first {
				return coref.None
			}
			if m := v.end[j]; m >= 0 && fits(v.men[m].Entity) && isOrg(v.typeOf(v.men[m].Entity)) {
				return v.men[m].Entity
			}
			return coref.None
		}
		if e, ok := v.dc.EntityAt(i); ok && e >= 0 && (v.personal(e) || v.typeOf(e) == "Country" || isOrg(v.typeOf(e))) {
			subject = true
		}
		if w := v.d.Word(i); w == ";" || w == ":" || w == "." {
			return coref.None
		}
	}
	return coref.None
}

// nextName is the name mention that the genitive name m possesses, or -1.
func (v *view) nextName(m int) int {
	i := v.men[m].Last
	if i < len(v.word) && (v.word[i] == "'s" || v.word[i] == "’s") {
		i++
	} else if !v.trait("genitive-glued") || !strings.HasSuffix(v.word[i-1], "s") {
		return -1
	}
	if i < len(v.word) && v.start[i] >= 0 && v.men[v.start[i]].Form == coref.FormName && v.sentOf[i] == v.sentOf[v.men[m].First] {
		return v.start[i]
	}
	return -1
}

// genitive reports whether the mention that ends at token i is a genitive
// before a phrase that ends at token to: 's, or the Danish glued -s.
func (v *view) genitive(i, to int) bool {
	if i+1 < to {
		switch v.word[i+1] {
		case "'s", "’s", "'", "’":
			return true
		}
	}
	m := v.men[v.end[i]]
	if m.Form == coref.FormNominal {
		return v.feat(i, "Case=Gen") || i+1 < to && strings.HasSuffix(v.word[i+1], "s") && v.upos(i+1) == "PART"
	}
	w := v.d.Word(i)
	if v.trait("genitive-glued") {
		return strings.HasSuffix(w, "s") || strings.HasSuffix(w, "'") || strings.HasSuffix(w, "’")
	}
	return strings.HasSuffix(w, "'s") || strings.HasSuffix(w, "’s")
}

// compoundHouse: "Apple chief executive", only where nothing stands between.
func (x *extraction) compoundHouse(i int, r role) bool {
	v := x.v
	t := v.dc.Entities[v.men[v.end[i]].Entity].Type
	if t == "Person" || t == "Place" && !x.placePost(r) {
		return false
	}
	for j := i + 1; j < r.first; j++ {
		if u := v.upos(j); u != "NOUN" && u != "ADJ" && v.word[j] != "-" {
			return false
		}
	}
	return v.trait("noun-compounds-apart")
}

// possessed are the entities that the possessive at token i stands for.
func (v *view) possessed(i int) []int {
	if v.lx.Is("whose", v.word[i]) && i >= 2 {
		j := i - 1
		if v.d.Word(j) == "," {
			j--
		}
		if m := v.end[j]; m >= 0 {
			return []int{v.men[m].Entity}
		}
	}
	if m, ok := v.dc.MentionAt(i); ok && len(m.Entities) > 0 {
		return m.Entities
	}
	if e := v.entity(i); e != coref.None {
		return []int{e}
	}
	return nil
}
