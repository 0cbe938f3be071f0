package coref

import (
	"slices"
	"sync"

	"newsgraph/loaders/claims/coref/refs"
)

// The kinds of anaphor that are ranked.
const (
	kindHe    = iota // he, hun, his
	kindIt           // it, den, its
	kindThing        // "the company", "ministeriet"
	kindWho          // "the trader", "borgmesteren"
	kindAny          // what all of them have in common
)

var kindNames = []string{"he", "it", "thing", "who", "any"}

// Thresholds are the probabilities, by kind, from which on the best candidate
// of an anaphor is believed: nine of ten are right at them in articles that
// the model had not seen (newsgraph eval references).
var Thresholds = []float64{0.6, 0.55, 0.65, 0.65, 0}

// How far back, in sentences, candidates are looked for.
const (
	reachPronoun = 4
	reachNoun    = 12
	reachRival   = 2
	windowPair   = 3 // of "the two", and twice it of who is quoted
)

// shippedModel is the reference model in the program.
var shippedModel = sync.OnceValues(func() (*refs.Model, error) { return refs.Load(kindNames, templates) })

// Observer sees every anaphor that is ranked, for training: head token, kind,
// candidates (None for those that are no entity) and their features. It
// returns what the anaphor stands for, if that is known.
type Observer func(token, kind int, entities []int, features [][]refs.Feature) (entity int, known bool)

// option is what an anaphor may stand for: an entity, or with entity None a
// noun that stands for nobody (at token) or nothing (token None).
type option struct {
	entity, token, sent int
	score               float64
}

// resolve ranks what t may stand for, which keep has to allow, and adds a
// mention if the best is probable enough.
func (a *anaphora) resolve(t, kind int, keep func(e int) bool) {
	x := a.anaphor(t, kind, keep)
	features := x.features()
	p := a.model.Probabilities(features)
	best := 0
	for i := range p {
		if x.options[i].entity != None && (x.options[best].entity == None || p[i] > p[best]) {
			best = i
		}
	}
	e, sure := x.options[best].entity, p[best]
	if a.observe != nil {
		entities := make([]int, len(x.options))
		for i, o := range x.options {
			entities[i] = o.entity
		}
		if gold, known := a.observe(t, kind, entities, features); known {
			e, sure = gold, 1
		}
	}
	if e == None || sure < a.model.Threshold[kind] {
		return
	}
	form := FormPronoun
	if kind == kindThing || kind == kindWho {
		form = FormNominal
	}
	a.addSure(form, t, sure, e)
	a.learn(t, kind, e)
}

// learn notes what a resolved anaphor tells of its entity.
func (a *anaphora) learn(t, kind, e int) {
	switch kind {
	case kindHe:
		a.last.sent, a.last.entity = a.sent[t], e
		if en := &a.o.Entities[e]; en.Gender == "" {
			en.Gender = a.lex.pronouns[a.lower(t)].gender
		}
	case kindThing, kindWho:
		a.call(t, e)
	}
}

// anaphor is a noun or pronoun on its way to be resolved, with what all its
// candidates are compared by.
type anaphor struct {
	*anaphora
	t, kind, s int
	poss       bool
	keys       []string // what the noun's entity may be called
	noun       string   // the noun of the lexicon
	nation     string
	role       int
	own        int // entity that is the subject of its clause
	accused    []int
	accusers   []int
	sayer      int // token of who says what t stands in
	quoting    int // who was named last before a quotation that t reports
	options    []option
	rank       []int // of each option by score
	recency    []int
	best, next float64 // the two highest scores
}

func (a *anaphora) anaphor(t, kind int, keep func(e int) bool) *anaphor {
	p := a.lex.pronouns[a.lower(t)]
	x := &anaphor{anaphora: a, t: t, kind: kind, s: a.sent[t], role: a.roleOf(t), own: None, quoting: None, sayer: a.sayer(t)}
	x.accused, x.accusers = a.accused(t)
	switch kind {
	case kindHe, kindIt:
		x.poss = p.poss || a.d.Tokens[t].Deprel == "nmod:poss"
		if x.poss {
			if !a.lex.reflexive {
				x.own, _ = a.ownSubject(t)
			}
		}
		if kind == kindHe && x.role <= roleSubject && !a.quote[t] {
			if e, ok := a.quoting(t, p.gender); ok {
				x.quoting = e
			}
		}
	default:
		x.keys, x.nation = a.keys(t), a.nationOf(t)
		x.noun, _ = a.nounAt(t)
	}
	x.collect(keep)
	return x
}

// collect lists the candidates: entities, nouns that stand for nobody, nothing.
func (x *anaphor) collect(keep func(e int) bool) {
	f := x.focus
	reach := reachPronoun
	if x.kind == kindThing || x.kind == kindWho {
		reach = reachNoun
	}
	take := func(e int) {
		if keep(e) && !slices.ContainsFunc(x.options, func(o option) bool { return o.entity == e }) {
			x.options = append(x.options, option{e, f.token[e], f.seen[e], f.at(e, x.s) * x.weigh(e)})
		}
	}
	for _, e := range f.active {
		if x.s-f.seen[e] <= reach {
			take(e)
		}
	}
	for _, key := range x.keys {
		for _, e := range x.called[key] {
			if f.token[e] != None && x.fits(x.t, e) {
				take(e)
			}
		}
	}
	for i := len(x.rivals) - 1; i >= 0 && x.s-x.rivals[i].sent <= reachRival; i-- {
		if r := x.rivals[i]; x.competes(r) {
			score := r.weight
			for range x.s - r.sent {
				score /= 2
			}
			x.options = append(x.options, option{None, r.token, r.sent, score})
		}
	}
	x.rank, x.recency = make([]int, len(x.options)), make([]int, len(x.options))
	for i, o := range x.options {
		if o.score > x.best {
			x.best, x.next = o.score, x.best
		} else if o.score > x.next {
			x.next = o.score
		}
		for _, p := range x.options {
			if p.score > o.score {
				x.rank[i]++
			}
			if p.token > o.token {
				x.recency[i]++
			}
		}
	}
	x.options = append(x.options, option{None, None, x.s, 0})
}

// weigh scales the salience of entity e by what speaks for it at this place.
// The factors are those of the sieves that this model replaced, which were
// tuned by hand; they rank well, and the model says how sure that is.
func (x *anaphor) weigh(e int) float64 {
	f, en := x.focus, &x.o.Entities[e]
	w := (0.5 + 0.5*min(1, 2*f.share[e])) * denying(e, x.accused, x.accusers)
	if x.role <= roleSubject && f.subj[e] && f.seen[e] == x.s-1 {
		w *= 1.25
	}
	if x.own == e {
		w *= 1.5
	}
	switch x.kind {
	case kindHe:
		if en.Gender == "" {
			w *= 0.7
		}
		if x.last.entity == e && x.last.sent == x.s {
			w *= 1.5
		}
	case kindIt:
		if c := classOf(en.Type, ""); c != org {
			w *= 0.6
		}
		if !x.quote[x.t] && f.seen[e] == x.s && x.quote[f.token[e]] {
			w *= 0.3 // named in the quotation only: not the speaker's own
		}
	default:
		switch x.calledBy(e) {
		case 1:
			w *= 0.6
		case 2, 3:
			w *= 1.5
		}
		if n := x.nations[e]; x.nation != "" && n != x.nation {
			w *= 0.5
		}
	}
	return w
}

// sayer is the subject of the verb of saying or thinking whose reported clause
// t is a subject in, outside quotations, or None.
func (a *anaphora) sayer(t int) int {
	v := a.d.Tokens[t].Head
	if a.quote[t] || a.rel(t) != "nsubj" || v < 0 || a.rel(v) != "ccomp" || a.d.Tokens[v].Head < 0 {
		return None
	}
	return a.child(a.d.Tokens[v].Head, "nsubj")
}

// competes reports whether a noun that stands for nobody may be meant.
func (x *anaphor) competes(r rival) bool {
	if x.under(x.t, r.token) || r.token == x.t {
		return false
	}
	if r.nation {
		return x.kind == kindThing && slices.Contains(x.typesOf(x.t), "Country")
	}
	switch x.kind {
	case kindHe:
		return r.person && (r.gender == "" || r.gender == x.lex.pronouns[x.lower(x.t)].gender)
	case kindIt:
		return !r.person && x.d.Tokens[r.token].Head != x.d.Tokens[x.t].Head
	}
	return slices.Contains(x.keys, x.lemma(r.token)) || x.noun != "" && r.noun == x.noun
}

// keys are the words that an entity meant by noun t may have been called by.
func (a *anaphora) keys(t int) []string {
	keys := a.forms(t)
	if n, ok := a.nounAt(t); ok {
		keys = appendString(keys, n)
	}
	if r := a.roleWord(t); r != "" {
		keys = appendString(keys, r)
	}
	return keys
}

// NewReferenceModel returns a model without knowledge, which believes nothing,
// to be trained.
func NewReferenceModel() *refs.Model {
	m := refs.New(kindNames, templates)
	for i := range m.Threshold {
		m.Threshold[i] = 2
	}
	return m
}
