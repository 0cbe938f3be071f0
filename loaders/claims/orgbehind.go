package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// orgBehind reads the prepositional phrase behind the role: "director of X",
// "formand for foreningen X". It ends at the first noun phrase that is no
// field: what that one means is the organization, or nobody is.
func (x *extraction) orgBehind(r role, limit int, fits func(int) bool) postOrg {
	v := x.v
	at := x.lastJoinedRole(r, limit)
	if e := x.orgBehindComma(r, limit); e != coref.None && fits(e) {
		return postOrg{orgs: []int{e}, how: "after comma"}
	}
	if at >= limit || !v.lx.Is("roleprep", v.word[at]) {
		return postOrg{}
	}
	if v.anyIs(r, "envoy") && !v.lx.Is("sentby", v.word[at]) {
		if o := v.nameAt(at+1, limit); o == nil || !v.lx.Is("fieldprep", v.word[at]) || !isOrg(v.typeOf(o.Entity)) {
			return unresolved // "ambassador to X": where, not whose
		}
	}
	preps := 0
	for j := at; j < min(at+14, limit); j++ {
		u := v.upos(j)
		if m := v.start[j]; m >= 0 {
			if v.men[m].Form == coref.FormName && v.nextName(m) >= 0 && !r.personal() {
				j = v.men[m].Last - 1 // "Ukraine's State Service": the second name
				if j+1 < limit && v.possessiveMark(j+1) {
					j++
				}
				continue
			}
			return x.orgAt(j, at, limit, preps, fits)
		}
		switch {
		case v.lx.Is("roleprep", v.word[j]) && (u == "ADP" || u == "SCONJ" || u == "PART"):
			if preps++; preps > 3 {
				return unresolved
			}
			continue
		case u == "PUNCT" && !strings.Contains("-\"“»", v.d.Word(j)), u == "VERB" && !v.feat(j, "VerbForm=Part"), u == "AUX", u == "SCONJ", v.relative(j):
			return postOrg{}
		}
		if o, ok := v.lx.Role(v.word[j]); ok && o.Predicate == "leads" && u == "NOUN" && !r.personal() {
			return unresolved // "adviser to the governor of X"
		}
		var es []int
		if v.lx.Is("poss", v.word[j]) {
			es = v.possessed(j)
		} else if e := v.entity(j); e != coref.None {
			if u == "NOUN" && j > at+1 && !r.personal() && (v.possessiveMark(j-1) || j+1 < limit && v.possessiveMark(j+1) || v.upos(j-1) == "NOUN" && v.trait("noun-compounds-apart")) {
				return unresolved // "the dockers' union": one of its own
			}
			es = []int{e}
		}
		for _, e := range es {
			if fits(e) {
				return postOrg{orgs: []int{e}, how: "of", functional: preps > 1 && v.fieldBetween(at, j)}
			}
		}
	}
	return postOrg{}
}

// lastJoinedRole is the token behind the role and those joined to it:
// "president and chief executive of X".
func (x *extraction) lastJoinedRole(r role, limit int) int {
	v := x.v
	at := r.last
	for n := 0; n < 2 && at+1 < limit && v.upos(at) == "CCONJ"; n++ {
		next, ok := role{}, false
		for k := at + 1; k < min(at+4, limit) && !ok; k++ {
			if next, ok = x.roleAt(k, limit); !ok && v.upos(k) != "ADJ" && v.upos(k) != "DET" {
				break
			}
		}
		if !ok || r.pred != "leads" || !posts[next.pred] {
			return r.last
		}
		at = next.last
	}
	return at
}

// orgAt is the organization of a post whose preposition stands at token at and
// whose first name starts at j.
func (x *extraction) orgAt(j, at, limit, preps int, fits func(int) bool) postOrg {
	v := x.v
	m := &v.men[v.start[j]]
	part := v.partOf(j)
	if n := v.partName(j); n != coref.None && fits(n) {
		return postOrg{orgs: []int{n}, how: "of part"}
	}
	if last := m.Last; !part && m.Form == coref.FormName && last < limit && v.upos(last) == "NOUN" && !v.is("orgnoun", last) && !(v.typeOf(m.Entity) == "Place" && v.is("placenoun", last)) && v.trait("noun-compounds-apart") && v.sentOf[last] == v.sentOf[j] {
		if isPlace(m.Type) && !v.stateNoun(last) {
			return unresolved // "head of the US delegation"
		}
		part = isOrg(m.Type)
	}
	if !fits(m.Entity) || v.goesOn(m, limit) {
		return unresolved
	}
	return postOrg{orgs: append([]int{m.Entity}, x.moreHouses(j, limit, fits)...), how: "of", functional: preps > 1 && v.fieldBetween(at, j) || part}
}

// orgBehindComma is the organization of "A, chairman, X, said", or coref.None.
func (x *extraction) orgBehindComma(r role, limit int) int {
	v := x.v
	if r.last+1 >= limit || !posts[r.pred] || r.first < 2 || v.d.Word(r.first-1) != "," || v.end[r.first-2] < 0 {
		return coref.None
	}
	if o := v.nameAt(r.last+1, limit); o != nil && v.closesBehind(r.last, o, limit) && isOrg(v.typeOf(o.Entity)) {
		return o.Entity
	}
	return coref.None
}

// closesBehind reports whether the name o stands alone between the comma at
// token i and the next mark: "direktør A, X.", "A, chairman, X, said".
func (v *view) closesBehind(i int, o *coref.Mention, limit int) bool {
	return v.d.Word(i) == "," && o.First == i+1 && (o.Last >= limit || v.upos(o.Last) == "PUNCT" && v.d.Word(o.Last) != "-") && !v.listGoesOn(i, limit)
}

// goesOn reports whether the name of a place is only the beginning of one that
// was not told apart: "the U.S. Rope Centre".
func (v *view) goesOn(m *coref.Mention, limit int) bool {
	i := m.Last
	return m.Form == coref.FormName && isPlace(v.typeOf(m.Entity)) && i < limit && v.start[i] < 0 && v.upos(i) == "PROPN" && capital(v.d.Word(i)) && !v.is("placenoun", i) && !v.dateAt(i)
}

// dateAt reports whether token i is of a date.
func (v *view) dateAt(i int) bool {
	t := v.d.Tokens[i]
	for _, d := range v.d.Dates {
		if d.Start < t.End && t.Start < d.End {
			return true
		}
	}
	return false
}

// orgBehindName reads what stands behind the name that the role is the title
// of: "direktør A fra X", "President A of B", "Skatteordfører A (S)".
func (x *extraction) orgBehindName(r role, limit int, fits func(int) bool) postOrg {
	v := x.v
	if r.last >= limit || v.start[r.last] < 0 || r.personal() {
		return postOrg{}
	}
	m := v.men[v.start[r.last]]
	if m.Form != coref.FormName || v.typeOf(m.Entity) != "Person" || m.Last+1 >= limit {
		return postOrg{}
	}
	o := v.nameAt(m.Last+1, limit)
	if o == nil && v.lx.Is("belongprep", v.word[m.Last]) {
		for j := m.Last + 1; j < min(m.Last+4, limit); j++ {
			if e := v.entity(j); v.upos(j) == "NOUN" && e != coref.None && isOrg(v.typeOf(e)) && fits(e) {
				return postOrg{orgs: []int{e}, how: "after name"} // "B fra styrelsen"
			}
		}
	}
	if o == nil || !fits(o.Entity) {
		return postOrg{}
	}
	t := v.typeOf(o.Entity)
	switch {
	case v.closesBehind(m.Last, o, limit) && posts[r.pred] && isOrg(t) && t != "Party":
		return postOrg{orgs: []int{o.Entity}, how: "after comma"}
	case v.d.Word(m.Last) == "(" && r.pred == "spokespersonFor" && t == "Party":
		return postOrg{orgs: []int{o.Entity}, how: "party tag"}
	case !v.lx.Is("belongprep", v.word[m.Last]) && !(v.lx.Is("in", v.word[m.Last]) && x.placePost(r)) || v.partOf(o.First):
	case isOrg(t) && t != "Party" || t == "Country" && x.postOfState(r, r.first) || t == "Place":
		return postOrg{orgs: []int{o.Entity}, how: "after name"}
	}
	return postOrg{}
}

// partName is the name in apposition to a possessed part: "editor of B's
// technology site, Patchbay", "direktør i Bs datterselskab C".
func (v *view) partName(j int) int {
	if !v.partOf(j) {
		return coref.None
	}
	for k := v.men[v.start[j]].Last; k < min(v.men[v.start[j]].Last+6, len(v.word)-1); k++ {
		if m := v.start[k]; m >= 0 && v.trait("bare-title") && v.men[m].Form == coref.FormName && isOrg(v.typeOf(v.men[m].Entity)) {
			return v.men[m].Entity
		}
		if v.d.Word(k) == "," {
			if m := v.start[k+1]; m >= 0 && v.men[m].Form == coref.FormName && isOrg(v.typeOf(v.men[m].Entity)) {
				return v.men[m].Entity
			}
			if v.lx.Is("article", v.word[k+1]) && k+2 < len(v.word) && v.start[k+2] >= 0 && isOrg(v.typeOf(v.men[v.start[k+2]].Entity)) {
				return v.men[v.start[k+2]].Entity
			}
			return coref.None
		}
		if u := v.upos(k); u != "NOUN" && u != "ADJ" && v.word[k] != "'s" && v.word[k] != "’s" && u != "PART" {
			return coref.None
		}
	}
	return coref.None
}

// partOf reports whether the name that starts at j is the possessor of a part:
// "chef for Xs europæiske forretning".
func (v *view) partOf(j int) bool {
	m := v.start[j]
	if m < 0 {
		return false
	}
	last := v.men[m].Last
	if last >= len(v.word) || v.sentOf[last] != v.sentOf[j] || !v.genitive(last-1, last+2) {
		return false
	}
	for k := last; k < min(last+4, len(v.word)); k++ {
		switch v.upos(k) {
		case "NOUN":
			return true
		case "ADJ", "PART":
		default:
			if w := v.word[k]; w != "'s" && w != "’s" {
				return false
			}
		}
	}
	return false
}

// fieldBetween reports whether common nouns other than the class word of the
// house stand between the first and the last preposition.
func (v *view) fieldBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if u := v.upos(i); (u == "NOUN" || u == "ADJ" || u == "PROPN") && i+1 < to && v.lx.Is("roleprep", v.word[i+1]) {
			return true
		}
	}
	return false
}

// fieldBehind: "its head of research", where the phrase behind names a field.
func (x *extraction) fieldBehind(r role, limit int) bool {
	v := x.v
	if r.last+1 >= limit || !v.lx.Is("fieldprep", v.word[r.last]) {
		return false
	}
	for k := r.last + 1; k < min(r.last+5, limit); k++ {
		if v.start[k] >= 0 {
			return false
		}
		if v.upos(k) == "NOUN" {
			e := v.entity(k)
			return e == coref.None
		}
		if u := v.upos(k); u != "DET" && u != "ADJ" {
			return false
		}
	}
	return false
}
