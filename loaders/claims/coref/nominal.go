package coref

import (
	"slices"

	"newsgraph/loaders/identity/variant"
)

// nominal resolves noun t if it is definite and may stand for an entity: "the
// ministry", "softwarekoncernen", "den 61-årige borgmester", "de to".
func (a *anaphora) nominal(t int) {
	if a.lex.has("two", a.lower(t)) && t > 0 && a.sent[t-1] == a.sent[t] && a.lex.has("thesis", a.lower(t-1)) && a.d.Tokens[t].UPOS == "NUM" && !a.before(t) {
		a.pair(t)
		return
	}
	if a.besideName(t) || !a.definite(t) || a.modified(t) || a.lex.has("time", a.lemma(t)) {
		return
	}
	if a.two(t) {
		a.pair(t)
		return
	}
	if a.plural(t) && !a.lex.has("collective", a.lemma(t)) {
		return
	}
	a.definiteNoun(t)
}

// definiteNoun resolves a definite noun: to a person if it is one for persons
// only, else to one of its types, or one that was called so.
func (a *anaphora) definiteNoun(t int) {
	types, person := a.typesOf(t), a.aged(t) || a.isPerson(t) || a.either(t)
	if e, ok := a.bears(t, types); ok {
		if e != None {
			a.add(FormNominal, t, e)
			a.call(t, e)
		}
		return
	}
	kind, not := kindThing, a.forbidden(t, false)
	if a.rel(t) == "obl" && (slices.Contains(types, "Country") || slices.Contains(types, "Place")) {
		not = None // "Iran expelled him from the country"
	}
	var speakers []int
	gender := ""
	if person && (types == nil || a.aged(t)) {
		kind, gender = kindWho, a.genderOf(t)
		if a.quote[t] {
			speakers = a.speakers(t)
		}
	}
	keys := a.keys(t)
	called := func(k string, e int) bool { return slices.Contains(a.called[k], e) }
	aloof := a.lex.has("aloof", a.lemma(t)) && !a.aged(t)
	a.resolve(t, kind, func(e int) bool {
		typ := a.o.Entities[e].Type
		switch {
		case e == not || slices.Contains(speakers, e) || a.about(e, t) || a.introducedAfter(t, a.focus.token[e]):
			return false
		case typ == "Person":
			return person && a.genderFactor(e, gender) > 0 &&
				(!aloof || slices.ContainsFunc(keys, func(k string) bool { return called(k, e) }))
		case kind == kindWho && !a.either(t):
			return false
		case slices.ContainsFunc(types, func(x string) bool { return classOf(x, "") == classOf(typ, "") }):
			return classOf(typ, "") != place || slices.Contains(types, typ)
		}
		return a.fits(t, e) && slices.ContainsFunc(keys, func(k string) bool { return called(k, e) })
	})
}

// bears handles a noun with a name in its phrase that says which one it is:
// "the militant Amber group" is Amber, "the town of Foca" needs no other
// mention than its name.
func (a *anaphora) bears(t int, types []string) (entity int, ok bool) {
	if n, known := a.nounAt(t); !known || a.lex.nominal[n].alone || a.either(t) {
		return None, false
	}
	for _, k := range a.kids[t] {
		e := a.entityAt(k)
		if !a.inName(k) || e == None {
			continue
		}
		typ, rel := a.o.Entities[e].Type, a.rel(k)
		switch {
		case k < t && rel == "compound" && classOf(typ, "") == org && slices.Contains(types, typ):
			return e, true
		case k > t && rel == "nmod" && classOf(typ, "") == place && slices.Contains(types, "Place"):
			return None, true
		}
	}
	return None, false
}

// introducedAfter reports whether the noun of t brought in somebody without a
// name ("a group of leaders") behind token last and shortly before t.
func (a *anaphora) introducedAfter(t, last int) bool {
	for i := len(a.rivals) - 1; i >= 0 && a.sent[t]-a.rivals[i].sent <= reachRival; i-- {
		r := a.rivals[i].token
		if r <= last {
			return false
		}
		if d := a.child(r, "det"); d != None && !a.lex.has("thesis", a.lower(d)) && a.lemma(r) == a.lemma(t) {
			return true
		}
	}
	return false
}

// besideName reports whether a name stands right behind t, which then belongs
// to it or to its clause ("the Rotterdam firm X", "the company X bought").
func (a *anaphora) besideName(t int) bool {
	return t+1 < len(a.d.Tokens) && a.inName(t+1) && a.sent[t+1] == a.sent[t]
}

// placed reports whether a name modifies noun t ("the Mumbai metro operator").
func (a *anaphora) placed(t int) bool {
	for _, k := range a.kids[t] {
		if k < t && a.inName(k) {
			return true
		}
	}
	return false
}

// about reports whether t stands in a relative clause about entity e, which t
// can not mean then ("X, of which the union is a member").
func (a *anaphora) about(e, t int) bool {
	for v, steps := t, 0; v >= 0 && steps < 8; v, steps = a.d.Tokens[v].Head, steps+1 {
		if a.rel(v) == "acl" && a.d.Tokens[v].Head >= 0 && a.d.Tokens[v].Head < t && a.entityAt(a.d.Tokens[v].Head) == e {
			return true
		}
	}
	return false
}

// otherNoun reports whether entity e was called by another noun in sentence s:
// "the firm ... the organisation" there are two.
func (a *anaphora) otherNoun(e int, noun string, s int) bool {
	first := a.d.Sentences[s].First
	for t := first; t < min(a.d.Sentences[s].Last, first+maxReach); t++ {
		i, ok := a.foundAt[t]
		if !ok || a.found[i].Entity != e || a.found[i].Form != FormNominal {
			continue
		}
		if n, ok := a.nounAt(t); ok && n != noun {
			return true
		}
	}
	return false
}

// definite reports whether noun t is definite by its form or a determiner,
// and not possessed ("the company", "selskabet", not "its company").
func (a *anaphora) definite(t int) bool {
	if p := a.child(t, "nmod:poss"); p != None {
		return false
	}
	if d := a.child(t, "det"); d != None {
		return a.lex.has("thesis", a.lower(d))
	}
	return a.feat(t, "Definite=Def") && a.d.Tokens[t].UPOS == "NOUN"
}

// modified reports whether a modifier says that somebody else is meant
// ("another company", "the rival firm").
func (a *anaphora) modified(t int) bool {
	for _, k := range a.kids[t] {
		if k < t && (a.lex.has("notthesame", a.lemma(k)) || a.lex.has("notthesame", a.lower(k))) {
			return true
		}
	}
	return false
}

// restricted reports whether a phrase or clause behind the noun tells which
// one is meant, so that it is likely to be a new one ("the company behind X").
func (a *anaphora) restricted(t int) bool {
	for _, k := range a.kids[t] {
		if k < t {
			continue
		}
		if a.rel(k) == "acl" {
			if a.d.Word(t+1) == "," && a.d.Tokens[k].Deprel == "acl:relcl" && (len(a.lex.definite) == 0 || t == a.d.Sentences[a.sent[t]].First) {
				continue // "The company, which ...": an aside
			}
			if m := a.child(k, "mark"); m == None || a.d.Tokens[m].UPOS != "ADP" {
				return true // but "accused the company of hiding" does not restrict
			}
		}
		if c := a.child(k, "case"); a.rel(k) == "nmod" && c != None && a.lex.has("restricts", a.lower(c)) && a.d.Tokens[k].UPOS != "NUM" {
			return true
		}
	}
	return false
}

// namedBehind is the first name in a phrase behind noun t ("the university in
// Leeds"), folded, or "".
func (a *anaphora) namedBehind(t int) string {
	for _, k := range a.kids[t] {
		if k > t && a.rel(k) == "nmod" && a.inName(k) {
			return variant.Fold(a.d.Word(k))
		}
	}
	return ""
}
