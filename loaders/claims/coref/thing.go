package coref

import "strings"

// thing resolves it, its, den, dens to organizations, countries and products.
// The neuter det mostly stands for no thing at all; see neuter.
func (a *anaphora) thing(t int, p pronoun) {
	if !p.poss && (a.pleonastic(t) || p.gender == "neut" && a.unlikely(t)) {
		return
	}
	not, only := a.forbidden(t, p.poss), a.possessor(t, p.poss)
	if e := a.fronted(t); p.poss && e != None && a.o.Entities[e].Type != "Person" {
		a.add(FormPronoun, t, e)
		return
	}
	a.resolve(t, kindIt, func(e int) bool { return e != not && only(e) && a.o.Entities[e].Type != "Person" })
}

// unlikely reports whether a neuter pronoun stands where it means a matter, or
// nothing: no subject or object of a verb, or with a clause, or of a verb of saying.
func (a *anaphora) unlikely(t int) bool {
	h := a.d.Tokens[t].Head
	if h < 0 || a.d.Tokens[h].UPOS != "VERB" || a.child(h, "ccomp", "csubj", "xcomp") != None || a.reports(h) {
		return true
	}
	rel := a.rel(t)
	return rel != "nsubj" && rel != "obj"
}

// undergoes reports whether t is the subject of a passive or of a participle
// with være or blive: Danish den is then mostly a matter ("den er sat i bero").
func (a *anaphora) undergoes(t int) bool {
	v := a.d.Tokens[t].Head
	if v < 0 || !strings.HasPrefix(a.d.Tokens[t].Deprel, "nsubj") {
		return false
	}
	if a.feat(v, "Voice=Pass") || a.d.Tokens[t].Deprel == "nsubj:pass" {
		return true
	}
	x := a.child(v, "aux")
	return a.feat(v, "VerbForm=Part") && x != None && a.lex.has("become", a.lemma(x))
}

// under reports whether head is above t, within a few steps.
func (a *anaphora) under(t, head int) bool {
	for steps := 0; t >= 0 && steps < 8; steps++ {
		if t == head {
			return true
		}
		t = a.d.Tokens[t].Head
	}
	return false
}

// ownSubject is the entity that is the subject of the clause of possessive t,
// if t stands behind it and not in it; foreign says that this is a singular
// noun which stands for no entity and may well be meant.
func (a *anaphora) ownSubject(t int) (entity int, foreign bool) {
	v := a.clause(t)
	if v == None {
		return None, false
	}
	for _, k := range a.kids[v] {
		if a.rel(k) == "nsubj" && k < t && !a.under(t, k) {
			e := a.entityAt(k)
			return e, e == None && a.d.Tokens[k].UPOS == "NOUN" && !a.plural(k) && !a.isPerson(k)
		}
	}
	return None, false
}

// pleonastic reports whether the pronoun t may stand for a clause or nothing:
// it is no subject, or "it is clear that ...", "it was time", "it took months".
func (a *anaphora) pleonastic(t int) bool {
	h := a.d.Tokens[t].Head
	if h < 0 || a.rel(t) != "nsubj" && a.rel(t) != "obj" && a.rel(t) != "obl" {
		return true
	}
	if a.rel(t) == "obj" {
		return a.child(h, "xcomp", "ccomp") != None
	}
	if a.child(h, "csubj") != None {
		return true
	}
	if a.child(h, "cop") != None && a.d.Tokens[h].UPOS == "ADJ" {
		return true
	}
	return a.child(h, "cop") != None && a.d.Tokens[h].UPOS == "NOUN" && (a.child(h, "acl") != None || a.lex.has("time", a.lemma(h)))
}

// several resolves they, their, de, deres to the parts of a coordination of
// persons or organizations that was the last subject.
func (a *anaphora) several(t int) {
	if a.quote[t] {
		return
	}
	c := a.focus.rank(a.sent[t], 1, func(e int) float64 {
		if a.focus.subj[e] {
			return 1
		}
		return 0
	})
	if len(c) < 2 || c[1].score < 0.8*c[0].score || len(c) > 2 && c[2].score > 0.8*c[1].score {
		return
	}
	es := []int{c[0].entity, c[1].entity}
	x, y := a.focus.token[es[0]], a.focus.token[es[1]]
	if a.sent[x] != a.sent[y] || !a.coordinated(x, y) {
		return
	}
	if x > y {
		es[0], es[1] = es[1], es[0]
	}
	a.add(FormPronoun, t, es...)
}

// coordinated reports whether one of two tokens is a conjunct of the other.
func (a *anaphora) coordinated(x, y int) bool {
	if x > y {
		x, y = y, x
	}
	return x == y || a.rel(y) == "conj" && a.d.Tokens[y].Head == x
}

// forbidden is the entity that pronoun t cannot mean: the subject of its own
// verb, for an object; and, where possessives of the subject are reflexive
// (Danish), for a possessive too.
func (a *anaphora) forbidden(t int, poss bool) int {
	if poss && !a.lex.reflexive {
		return None
	}
	if a.rel(t) == "nsubj" {
		return None
	}
	return a.subjectOf(a.clause(t))
}

// fronted is the entity that is the subject behind a phrase in front of its
// clause which t possesses in ("In its report, X says"), or None.
func (a *anaphora) fronted(t int) int {
	g := a.d.Tokens[t].Head
	if g < 0 || a.rel(g) != "obl" || a.lex.reflexive {
		return None
	}
	v := a.d.Tokens[g].Head
	if v < g {
		return None
	}
	for _, k := range a.kids[v] {
		if a.rel(k) == "nsubj" && k > g {
			return a.entityAt(k)
		}
	}
	return None
}

// coordinatedWith handles a possessive in a later conjunct ("X and its
// owners"): ok, and the entity of the first conjunct or None.
func (a *anaphora) coordinatedWith(t int) (entity int, ok bool) {
	g := a.d.Tokens[t].Head
	if g < 0 || a.rel(g) != "conj" || a.d.Tokens[g].UPOS == "VERB" {
		return None, false
	}
	h := a.d.Tokens[g].Head
	if h < 0 || a.d.Tokens[h].UPOS == "VERB" || a.d.Tokens[h].UPOS == "ADJ" || h > t {
		return None, false
	}
	return a.entityAt(h), true
}
