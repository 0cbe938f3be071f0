package coref

import (
	"slices"
	"strings"

	"newsgraph/loaders/identity/variant"
)

// How far, in sentences, anaphors look back, and how much better than the next
// candidate the best has to be. Tuned on GUM's training documents and on the
// statements of the project's corpus: a margin of 1.1 for things finds a little
// more and loses as much precision; so does one of 1.2 for persons.
const (
	windowThing  = 4
	windowPerson = 3

	marginThing  = 1.3
	marginPerson = 1.4
)

// nominal resolves noun t if it is definite and stands for an entity: "the
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
	noun, known := a.nounAt(t)
	if aged := a.aged(t); aged || a.isPerson(t) && !known {
		a.personNoun(t)
		return
	}
	if e := a.thingNoun(t, noun, known); e != None {
		a.add(FormNominal, t, e)
		if n := a.lex.nominal[noun]; known && (n.strict || n.alone) {
			a.call(t, e)
		}
	}
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

// thingNoun finds what a definite noun for an organization, place or product
// stands for, or None: an entity that is called so; else, for the general
// nouns, the one in focus of the right type that is called nothing else.
func (a *anaphora) thingNoun(t int, noun string, known bool) int {
	s := a.sent[t]
	called := a.calledSo(t)
	if !known {
		return called
	}
	n := a.lex.nominal[noun]
	if called != None && n.alone || n.strict {
		return called
	}
	if called == None && (a.restricted(t) || n.alone && a.placed(t)) {
		return None
	}
	if n.types[0] == "Country" && a.rel(t) != "nsubj" && a.rel(t) != "obj" {
		return None // "hele landet", "the country's universities": mostly the reader's own
	}
	not := a.forbidden(t, false)
	nation := a.nationOf(t)
	accused, accusers := a.accused(t)
	weigh := func(e int) float64 {
		if e == not || a.about(e, t) || !slices.Contains(n.types, a.o.Entities[e].Type) || nation != "" && a.nation[e] != "" && a.nation[e] != nation {
			return 0
		}
		w := a.prior(e) * denying(e, accused, accusers)
		if len(n.types) > 1 && a.o.Entities[e].Type == "Media" {
			w *= 0.5
		}
		if slices.Contains(a.nouns[e], noun) && !hypernym(n.types) {
			w *= 1.5
		}
		if nation != "" && a.nation[e] == "" {
			w *= 0.7
		}
		if len(a.nouns[e]) > 0 && !slices.Contains(a.nouns[e], noun) {
			if n.alone || a.otherNoun(e, noun, s) {
				return 0
			}
			w *= 0.8
		}
		if a.rel(t) == "nsubj" && a.focus.subj[e] && a.focus.seen[e] == s-1 {
			w *= 1.25
		}
		return w
	}
	c := a.focus.rank(s, windowThing, weigh)
	if called != None && called != not && len(c) > 0 &&
		(s-a.focus.seen[called] <= 1 && !hypernym(n.types) && !slices.Contains(a.nouns[c[0].entity], noun) || a.focus.at(called, s)*a.prior(called) > 0.5*c[0].score) {
		return called
	}
	if len(c) == 0 && called != None && len(a.called[noun]) == 1 {
		return called
	}
	if len(c) == 0 {
		return a.only(weigh)
	}
	margin := marginThing
	if n.alone {
		margin = 3
	}
	if e, ok := clear(c, margin); ok || n.alone || a.child(t, "amod", "compound", "nmod") != None {
		return e
	}
	return a.topic(c, weigh)
}

// topic chooses among candidates in doubt the one that the article is about:
// named at least three times, and twice as often as any other of its class.
func (a *anaphora) topic(c []candidate, weigh func(e int) float64) int {
	best, first, second := None, 0.0, 0.0
	for e := range min(len(a.o.Entities), 4*maxActive) {
		if weigh(e) == 0 {
			continue
		}
		switch n := a.focus.named[e]; {
		case n > first:
			best, first, second = e, n, first
		case n > second:
			second = n
		}
	}
	if first < 3 || first < 2*second || a.focus.token[best] == None || !slices.ContainsFunc(c, func(x candidate) bool { return x.entity == best }) {
		return None
	}
	return best
}

// hypernym reports whether a noun of these types can be said of every entity
// of its one type, so that having it in the name tells nothing ("the party").
func hypernym(types []string) bool {
	return len(types) == 1 && slices.Contains([]string{"Party", "Country", "Media", "Place"}, types[0])
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

// only is the entity of those introduced so far that weigh keeps, if it is
// the only one.
func (a *anaphora) only(weigh func(e int) float64) int {
	one := None
	for e := range min(len(a.o.Entities), 4*maxActive) {
		if a.focus.token[e] == None || weigh(e) == 0 {
			continue
		}
		if one != None {
			return None
		}
		one = e
	}
	return one
}

// prior weighs an entity by its share of the article's names of its class.
func (a *anaphora) prior(e int) float64 { return 0.5 + 0.5*min(1, 2*a.focus.share[e]) }

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

// calledSo finds the entity whose name or description has noun t: of several,
// the one most in focus.
func (a *anaphora) calledSo(t int) int {
	keys := a.forms(t)
	if n, ok := a.nounAt(t); ok {
		keys = appendString(keys, n)
	}
	for _, key := range keys {
		best, others := None, 0
		behind := a.namedBehind(t)
		nation := a.nationOf(t)
		for _, e := range a.called[key] {
			if a.focus.token[e] == None || !a.fits(t, e) || a.about(e, t) || nation != "" && a.nation[e] != "" && a.nation[e] != nation {
				continue
			}
			if behind != "" && slices.Contains(variant.Words(a.o.Entities[e].Name), behind) {
				return e
			}
			others++
			if best == None || a.focus.at(e, a.sent[t])*a.prior(e) > a.focus.at(best, a.sent[t])*a.prior(best) {
				best = e
			}
		}
		if best == None {
			continue
		}
		if others > 1 && a.sent[t]-a.focus.seen[best] > 2*windowThing {
			return None // too long ago to tell them apart
		}
		// "The union of X" and the like describe one of their own.
		if a.restricted(t) && a.sent[t]-a.focus.seen[best] > 1 {
			return None
		}
		return best
	}
	return a.compoundOf(t)
}

// leastCompound is how long the head of a compound must be, in bytes, to tell
// what the compound is.
const leastCompound = 4

// compoundOf is the only entity introduced so far that was called by a compound
// of noun t ("festivalen" of "musikfestivalen X"), or None.
func (a *anaphora) compoundOf(t int) int {
	if len(a.lex.definite) == 0 || a.restricted(t) || a.isPerson(t) {
		return None
	}
	l := a.forms(t)[0]
	if len(a.forms(t)) > 1 {
		l = a.forms(t)[1]
	}
	if len(l) < leastCompound {
		return None
	}
	one := None
	for key, es := range a.called {
		if len(key) < len(l)+2 || !strings.HasSuffix(key, l) {
			continue
		}
		for _, e := range es {
			if a.focus.token[e] == None || !a.fits(t, e) || a.about(e, t) {
				continue
			}
			if one != None && one != e {
				return None
			}
			one = e
		}
	}
	return one
}
