package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// bearersOf finds who holds a role, and by which construction:
//
//	title      "direktør Lone Brandt", "chief executive Ann Lee"
//	appos      "Lone Brandt, direktør i X", "X's chairman, Bo Ek"
//	copula     "Ann Lee is the head of X", "Bo Ek, der er direktør"
//	as         "was hired as director", "valgt til formand"
//	chain      the noun phrase is resolved to a person by coreference
func (x *extraction) bearersOf(r *role) ([]int, string) {
	v := x.v
	s := v.d.Sentences[v.sentOf[r.first]]
	fits := func(e int) bool {
		if e == coref.None {
			return false
		}
		t := v.dc.Entities[e].Type
		switch r.pred {
		case "owns", "founded", "develops", "supplies", "uses", "funds", "investedIn", "supports", "criticizes", "memberOf":
			return t != "Place" && t != "Event" && t != "Law" && t != "Product"
		case "subsidiaryOf":
			return t != "Person" && t != "Place" && t != "Product"
		}
		return t == "Person"
	}
	// title: the name follows at once
	if r.last < s.Last && v.start[r.last] >= 0 {
		m := v.men[v.start[r.last]]
		if m.Form == coref.FormName && fits(m.Entity) {
			if posts[r.pred] && !v.plural(r.last-1) {
				return []int{m.Entity}, "title" // "President A and B": B may be anybody
			}
			return v.joined(m.Entity, m.Last, s.Last, fits), "title"
		}
	}
	// "head of X Ann Lee"
	if r.last+1 < s.Last && v.lx.Is("roleprep", v.word[r.last]) {
		if o := v.nameAt(r.last+1, s.Last); o != nil && o.First <= r.last+2 && o.Form == coref.FormName && (isOrg(v.typeOf(o.Entity)) || isPlace(v.typeOf(o.Entity))) && o.Last < s.Last && v.start[o.Last] >= 0 {
			if m := v.men[v.start[o.Last]]; m.Form == coref.FormName && v.typeOf(m.Entity) == "Person" && fits(m.Entity) {
				return []int{m.Entity}, "title"
			}
		}
	}
	// "a grandson of its founder, Bo Ek": what is possessed is named behind
	if r.first > s.First && (v.lx.Is("poss", v.word[r.first-1]) || v.word[r.first-1] == "'s" || v.word[r.first-1] == "’s") {
		if e := v.apposAfter(r, s.Last, fits); e != coref.None {
			return []int{e}, "appos"
		}
	}
	// "two new members, A and B"
	if v.plural(r.last-1) && r.last+1 < s.Last && v.d.Word(r.last) == "," {
		if es, end := v.nameList(r.last+1, s.Last, fits); len(es) > 1 && (end >= s.Last || v.upos(end) == "PUNCT" || v.isVerb(end)) {
			return es, "appos"
		}
	}
	// "Ann Lee, [52,] [the] head of X"
	if es := v.apposBefore(r.first, s.First, fits); len(es) > 0 {
		return es, "appos"
	}
	// "X's chairman, Bo Ek", "director of X, Bo Ek"
	if e := v.apposAfter(r, s.Last, fits); e != coref.None {
		return []int{e}, "appos"
	}
	h := r.last - 1
	// as: "hired as director", "valgt til formand"
	if es := x.asBearer(h, fits); len(es) > 0 {
		return es, "as"
	}
	if e := x.appointed(r, s.First); e != coref.None && fits(e) {
		return []int{e}, "as"
	}
	// copula
	cop := h
	for n := 0; v.rel(cop) == "conj" && v.child(cop, "cop", "nsubj") < 0 && v.head(cop) >= 0 && n < 3; n++ {
		cop = v.head(cop) // "is a lawyer and a brother of X"
	}
	if v.child(cop, "cop") >= 0 && (cop == h || v.upos(cop) == "NOUN") {
		if sub := v.subject(cop); sub >= 0 {
			var out []int
			for _, e := range v.ents(sub) {
				if fits(e) {
					out = append(out, e)
				}
			}
			if len(out) > 0 {
				return out, "copula"
			}
		}
	}
	if es, how := v.namedAfter(r, s.First, s.Last, fits); len(es) > 0 {
		return es, how
	}
	if e := v.copulaBefore(r, s.First); fits(e) {
		return []int{e}, "copula"
	}
	// coreference: the phrase itself stands for a person
	if m, ok := v.dc.MentionAt(h); ok && m.Entity >= 0 && fits(m.Entity) && m.Form != coref.FormPronoun {
		return []int{m.Entity}, "chain"
	}
	return nil, ""
}

func (v *view) plural(i int) bool {
	return v.feat(i, "Number=Plur") || v.feat(i, "Number=Ptan") || !v.trait("compounds") && v.word[i] != v.lemma[i] && strings.HasSuffix(v.word[i], "s")
}

// joined adds a second name after "and": "founders A and B".
func (v *view) joined(e, at, limit int, fits func(int) bool) []int {
	out := []int{e}
	for at+1 < limit && (v.upos(at) == "CCONJ" || v.d.Word(at) == ",") && v.start[at+1] >= 0 {
		m := v.men[v.start[at+1]]
		if m.Form != coref.FormName || !fits(m.Entity) {
			break
		}
		out = append(out, m.Entity)
		if v.upos(at) == "CCONJ" {
			break
		}
		at = m.Last
	}
	if len(out) > 1 && v.upos(at) != "CCONJ" {
		return out[:1] // a comma alone joins no titles
	}
	return out
}

// apposBefore walks left from the role over its own noun phrase to a comma,
// dash or bracket, and takes the name right before that.
func (v *view) apposBefore(from, first int, fits func(int) bool) []int {
	i := from - 1
	for n := 0; i >= first && n < 12; i, n = i-1, n+1 {
		w := v.d.Word(i)
		if w == "," || w == "(" || w == "–" || w == "—" {
			break
		}
		switch u := v.upos(i); {
		case u == "VERB" && !v.feat(i, "VerbForm=Part"), u == "AUX", u == "SCONJ", v.relative(i), u == "PUNCT" && w != "-" && w != "'" && w != "\"":
			return nil
		case u == "CCONJ" && !v.insideName(i) && (i == first || !v.isRole(i-1) && !v.propertyWord("roleword", i-1) && v.upos(i-1) != "ADJ" && v.end[i-1] < 0):
			return nil // "A, and B's chairman, C"
		case v.end[i] >= 0 && v.men[v.end[i]].Form == coref.FormName && v.typeOf(v.men[v.end[i]].Entity) == "Person" && fits(v.men[v.end[i]].Entity) && !v.genitive(i, from):
			return nil
		case v.upos(i) == "ADP" && !v.timeWord(i) && !v.roleBefore(i):
			return nil
		}
	}
	if i < first {
		return nil
	}
	// an age, or a party, between two commas
	j := i - 1
	if j > first && (v.upos(j) == "NUM" || v.d.Word(j) == ")") {
		for k := j; k > max(first, j-4); k-- {
			if w := v.d.Word(k); w == "," || w == "(" {
				j = k - 1
				break
			}
		}
	}
	if j < first {
		return nil
	}
	m := v.end[j]
	if m < 0 {
		return nil
	}
	men := v.men[m]
	if !fits(men.Entity) || men.Form == coref.FormDemonym {
		return nil
	}
	out := []int{men.Entity}
	return out
}

// timeWord: "then", "at the time", "until last year" before a role.
func (v *view) timeWord(i int) bool {
	for j := i + 1; j < min(i+4, len(v.word)); j++ {
		switch v.word[j] {
		case "time", "year", "years", "month", "week", "recently", "now", "år", "tiden", "måned":
			return true
		}
	}
	return false
}

// roleBefore: the preposition belongs to another role joined to this one
// ("founder of X and chairman of Y").
func (v *view) roleBefore(i int) bool {
	if i == 0 {
		return false
	}
	_, ok := v.lx.Role(v.word[i-1])
	return ok && v.lx.Is("roleprep", v.word[i])
}

// apposAfter skips the role's own complement and takes the name behind a comma.
func (v *view) apposAfter(r *role, limit int, fits func(int) bool) int {
	i := r.last
	for n := 0; i < limit && n < 14; i, n = i+1, n+1 {
		if v.d.Word(i) == "," {
			break
		}
		if v.d.Word(i) == "(" {
			for i < limit && v.d.Word(i) != ")" && n < 14 {
				i, n = i+1, n+1
			}
			continue
		}
		u := v.upos(i)
		if u == "VERB" && !v.insideName(i) || u == "AUX" || u == "SCONJ" || u == "CCONJ" && !v.insideName(i) && n > 6 || v.relative(i) || u == "PUNCT" && !v.insideName(i) && v.d.Word(i) != "-" {
			return coref.None
		}
		if n == 0 && !v.lx.Is("roleprep", v.word[i]) {
			return coref.None
		}
	}
	if i+1 >= limit || v.d.Word(i) != "," || v.listGoesOn(i, limit) {
		return coref.None
	}
	// a second noun phrase may introduce the name: "his wife, the attorney M R"
	j := i + 1
	for n := 0; j < limit && n < 6 && v.start[j] < 0; j, n = j+1, n+1 {
		if u := v.upos(j); u != "DET" && u != "ADJ" && u != "NOUN" && u != "ADV" && !v.lx.Is("titles", v.d.Word(j)) {
			return coref.None
		}
	}
	for j < limit && v.start[j] >= 0 && v.men[v.start[j]].Form != coref.FormName && j < i+8 {
		if v.men[v.start[j]].Form == coref.FormDemonym {
			j++
			for j < limit && v.start[j] < 0 && (v.upos(j) == "NOUN" || v.upos(j) == "ADJ") && j < i+8 {
				j++
			}
			continue
		}
		j = v.men[v.start[j]].Last
	}
	if j >= limit || v.start[j] < 0 {
		return coref.None
	}
	m := v.men[v.start[j]]
	if m.Form != coref.FormName || !fits(m.Entity) || v.plural(r.last-1) {
		return coref.None // of several: "two directors of X, Ann Lee says, ..."
	}
	// The name must close the apposition, and the phrase must be definite: a
	// list ("a lawyer, Ann Lee and Bo Ek") is none.
	if m.Last < limit {
		switch w := v.d.Word(m.Last); {
		case w == "," || w == "." || w == "(" || w == ")" || w == "!" || w == ";" || w == ":" || w == "”" || w == "«" || w == "\"" || v.isVerb(m.Last):
		case v.upos(m.Last) == "CCONJ" || v.upos(m.Last) == "ADP" || v.upos(m.Last) == "ADV":
		default:
			return coref.None
		}
	}
	return m.Entity
}

// asBearer: the role is introduced by "as"/"som" or, with a verb of appointing,
// "to"/"til".
func (x *extraction) asBearer(h int, fits func(int) bool) (out []int) {
	v := x.v
	c := v.caseOf(h)
	g := v.head(h)
	for g >= 0 && !v.isVerb(g) && v.rel(g) != "root" && v.rel(h) != "xcomp" {
		g = v.head(g)
	}
	as := v.lx.Is("as", c)
	if !as {
		for _, k := range v.kids[h] {
			if v.rel(k) == "mark" && v.lx.Is("as", v.word[k]) {
				as = true
			}
		}
	}
	if g < 0 || !v.isVerb(g) {
		return nil
	}
	app := v.lx.Is("appointing", v.lemma[g])
	if !as && !(app && (c == "til" || c == "to" || v.rel(h) == "xcomp" || v.rel(h) == "obj")) {
		if !(v.rel(h) == "xcomp" || v.rel(h) == "obj") || !v.lx.Is("copula", v.lemma[g]) {
			return nil
		}
	}
	at := v.subject(g)
	if app {
		if v.passive(g) {
			at = v.subject(g)
		} else if o := (&clause{v: v, trigger: g, light: -1}).object(); o >= 0 && o != h {
			at = o
		}
	}
	for _, e := range v.ents(at) {
		if fits(e) {
			out = append(out, e)
		}
	}
	if app && len(out) > 0 {
		x.appointer = coref.None
		by := v.subject(g)
		if v.passive(g) {
			by = v.agent(g)
		}
		if by >= 0 {
			if e := v.entity(by); e != coref.None && isOrg(v.typeOf(e)) {
				x.appointer = e
			}
		}
	}
	return out
}

// appointed reads by word order "has elected Dr. Ann Lee president", "har
// indsat Bo Ek som ny direktør": the name right before the role, behind a verb
// of appointing.
func (x *extraction) appointed(r *role, first int) int {
	v := x.v
	j := r.first - 1
	for n := 0; j > first && n < 5 && v.end[j] < 0; j, n = j-1, n+1 {
		w := v.word[j]
		if !v.lx.Is("as", w) && !v.lx.Is("article", w) && v.upos(j) != "ADJ" && w != "til" && w != "to" && w != "be" && w != "its" && w != "sin" {
			return coref.None
		}
	}
	if j < first {
		return coref.None
	}
	m := v.end[j]
	if m < 0 || v.men[m].Form != coref.FormName || v.typeOf(v.men[m].Entity) != "Person" {
		return coref.None
	}
	for i := v.men[m].First - 1; i >= max(first, v.men[m].First-8); i-- {
		if v.isVerb(i) && v.lx.Is("appointing", v.lemma[i]) {
			if s := v.subject(i); s >= 0 && !v.passive(i) {
				if e := v.entity(s); e != coref.None && isOrg(v.typeOf(e)) {
					x.appointer = e
				}
			}
			return v.men[m].Entity
		}
		if v.finite(i) && v.upos(i) == "VERB" || v.d.Word(i) == "," {
			break
		}
	}
	return coref.None
}

// copulaBefore: "X, who is/der er [the] R" and "X is R" where the parse lost
// the copula: be-verb within the noun phrase's left edge.
func (v *view) copulaBefore(r *role, first int) int {
	i := r.first - 1
	for n := 0; i >= first && n < 6; i, n = i-1, n+1 {
		if v.lx.Is("copula", v.lemma[i]) {
			break
		}
		if u := v.upos(i); u != "DET" && u != "ADJ" && u != "ADV" && u != "NOUN" && u != "PART" && u != "NUM" && u != "ADP" && !v.lx.Is("poss", v.word[i]) && v.start[i] < 0 && v.end[i] < 0 {
			return coref.None
		}
	}
	if i <= first || !v.lx.Is("copula", v.lemma[i]) {
		return coref.None
	}
	j := i - 1
	for k := j; k > first && k > i-5; k-- {
		if v.relative(k) && v.d.Word(k-1) == "," {
			j = k
			break
		}
		if u := v.upos(k); u != "ADV" && u != "ADP" && u != "NOUN" && u != "NUM" && u != "ADJ" {
			break
		}
	}
	if v.relative(j) && j-2 >= first && v.d.Word(j-1) == "," {
		j -= 2
		if m := v.end[j]; m >= 0 {
			return v.men[m].Entity
		}
		return coref.None
	}
	if v.upos(j) == "PRON" && !v.relative(j) {
		return v.entity(j)
	}
	if m := v.end[j]; m >= 0 && v.men[m].Form == coref.FormName {
		return v.men[m].Entity
	}
	return coref.None
}
