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
			if fits(e) && !gen && v.typeOf(e) == "Country" && posts[r.pred] && !x.postOfState(r, i+1) {
				i = v.men[m].First
				continue // "X's Iraq correspondent": what the post is about
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
			return postOrg{}
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

// orgBehind reads the prepositional phrase behind the role: "director of X",
// "formand for foreningen X". It ends at the first noun phrase that is no
// field: what that one means is the organization, or nobody is.
func (x *extraction) orgBehind(r role, limit int, fits func(int) bool) postOrg {
	v := x.v
	at := x.lastJoinedRole(r, limit)
	if at >= limit || !v.lx.Is("roleprep", v.word[at]) {
		return postOrg{}
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
		if !ok || !posts[next.pred] && next.pred != "memberOf" {
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
	if last := m.Last; !part && m.Form == coref.FormName && last < limit && v.upos(last) == "NOUN" && !v.is("orgnoun", last) && v.trait("noun-compounds-apart") && v.sentOf[last] == v.sentOf[j] {
		if isPlace(m.Type) && !v.stateNoun(last) {
			return unresolved // "head of the US delegation"
		}
		part = isOrg(m.Type)
	}
	if !fits(m.Entity) {
		return unresolved
	}
	return postOrg{orgs: append([]int{m.Entity}, x.moreHouses(j, limit, fits)...), how: "of", functional: preps > 1 && v.fieldBetween(at, j) || part}
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
	if o == nil || !fits(o.Entity) {
		return postOrg{}
	}
	t := v.typeOf(o.Entity)
	switch {
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
		if v.upos(i) == "NOUN" && i+1 < to && v.lx.Is("roleprep", v.word[i+1]) {
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
	if k+1 < limit && v.upos(k) == "CCONJ" && v.start[k+1] >= 0 {
		o := v.men[v.start[k+1]]
		if o.Form == coref.FormName && fits(o.Entity) && v.dc.Entities[o.Entity].Type == v.dc.Entities[v.men[m].Entity].Type {
			out = append(out, o.Entity)
		}
	}
	return out
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
