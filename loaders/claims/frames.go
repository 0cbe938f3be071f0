package claims

import (
	"slices"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/schema"
)

// matchFrames tries every frame that the words of the document trigger.
func (x *extraction) matchFrames() {
	v := x.v
	for t := range x.tokens() {
		if v.boilerplate(t) {
			continue
		}
		switch v.upos(t) {
		case "VERB", "AUX":
			x.trigger(t, lexicon.Verb)
			if v.feat(t, "VerbForm=Part") {
				x.trigger(t, lexicon.Adj)
			}
		case "NOUN":
			if v.start[t] < 0 || v.men[v.start[t]].Form != coref.FormName {
				x.trigger(t, lexicon.Noun)
			}
		case "ADJ":
			x.trigger(t, lexicon.Adj)
			if v.passiveLike(t) || v.feat(t, "VerbForm=Part") {
				x.trigger(t, lexicon.Verb)
			}
		}
	}
}

// passiveLike: a participle that the tagger took for an adjective.
func (v *view) passiveLike(t int) bool { return v.child(t, "nsubj:pass", "aux:pass") >= 0 }

func (x *extraction) trigger(t int, kind lexicon.Kind) {
	v := x.v
	seen := false
	keys := []string{v.lemma[t], v.word[t]}
	if verb, ok := v.lx.VerbOf(v.word[t]); ok && kind == lexicon.Verb && v.upos(t) == "ADJ" {
		keys = append(keys, verb)
	}
	for _, key := range keys {
		for _, f := range v.lx.Frames(kind, key) {
			seen = true
			x.match(t, f)
		}
		if seen {
			return
		}
	}
}

// light is the verb that carries a noun trigger: "launched an investigation".
func (v *view) light(n int) (verb int, received bool) {
	h := v.head(n)
	if h < 0 {
		return -1, false
	}
	switch v.rel(n) {
	case "obj", "nsubj", "obl", "conj", "iobj":
	default:
		if v.is("partitive", h) {
			return v.light(h) // "held a round of talks"
		}
		return -1, false
	}
	if v.rel(n) == "conj" {
		return v.light(h)
	}
	if !v.isVerb(h) {
		return -1, false
	}
	switch class := v.lx.Class(v.lemma[h], "light", "lightpass", "deny"); {
	case class == "lightpass" && v.rel(n) == "obj":
		return h, true
	case class == "deny" && v.rel(n) == "obj", class == "light" && (v.rel(n) == "obj" || v.passive(h) && v.rel(n) == "nsubj" || v.trait("verb-second") && v.rel(n) != "nsubj" && (v.rel(n) != "obl" || v.caseOf(n) == "")):
		return h, false
	}
	return -1, false
}

// near reports whether the fixed word of a frame stands with trigger t.
func (v *view) near(t int, w string) bool {
	s := v.d.Sentences[v.sentOf[t]]
	same := func(i int) bool { return i != t && (v.lemma[i] == w || v.word[i] == w) }
	for _, k := range v.kids[t] {
		if same(k) {
			return true
		}
		for _, g := range v.kids[k] {
			if same(g) && v.rel(k) != "ccomp" && v.rel(k) != "advcl" && v.rel(k) != "conj" {
				return true
			}
		}
	}
	for i := t + 1; i < min(t+6, s.Last); i++ {
		if same(i) {
			return true
		}
		if v.upos(i) == "PUNCT" || v.upos(i) == "CCONJ" || v.upos(i) == "SCONJ" {
			return false
		}
	}
	return false
}

// auxiliary reports whether verb t is the auxiliary of a participle behind it
// that has another lemma.
func (v *view) auxiliary(t int) bool {
	h := v.head(t)
	for i := t + 1; i < h; i++ {
		if v.upos(i) == "PUNCT" || v.rel(i) == "obj" && v.head(i) == t {
			return false
		}
	}
	return v.rel(t) == "aux" && h > t && v.isVerb(h) && v.pastParticiple(h) && v.lemma[h] != v.lemma[t]
}

// match fills the slots of frame f at trigger t and adds what comes of it.
func (x *extraction) match(t int, f *lexicon.Frame) {
	v := x.v
	for _, w := range f.Fixed {
		if !v.near(t, w) {
			return
		}
	}
	if f.Kind == lexicon.Verb && (len(f.Fixed) > 0 || v.lx.Is("have", v.lemma[t])) && v.auxiliary(t) && !has(f.Fixed, v.word[v.head(t)]) && !has(f.Fixed, v.lemma[v.head(t)]) {
		return // "har mistet tilliden" is no having
	}
	c := &clause{v: v, trigger: t, light: -1, frame: f}
	if f.Kind == lexicon.Noun {
		c.light, c.received = v.light(t)
	}
	if !x.needs(c, f) || !states[f.Predicate] && v.wished(c) {
		return
	}
	subjSlots, objSlots := f.Subject, f.Object
	if c.received && !has(objSlots, "theme") { // "got a fine from Y": what was subject is the object
		subjSlots, objSlots = without(subjSlots, "lv"), append(append([]string{}, objSlots...), "lv")
	}
	subs, sSlot := x.firstFilled(c, subjSlots)
	objs, _ := x.firstFilled(c, objSlots)
	subs = x.comitative(c, subs)
	subs, objs = x.opponents(c, subs, objs)
	subs, objs = x.parties(c, subs, objs, subjSlots, objSlots)
	if f.Predicate == "left" {
		objs = slices.DeleteFunc(slices.Clone(objs), x.v.personal) // "as professor at X" is the one who goes
	}
	if f.Predicate == "left" && len(objs) == 0 && f.Kind == lexicon.Verb && !c.headsFor() {
		objs = x.postsOf(subs)
	}
	if f.Predicate == "acquired" {
		x.seller(c, objs)
	}
	if p, ok := schema.Default().Predicate(f.Predicate); ok && p.IsDate() {
		x.dated(c, subs)
		return
	}
	if f.Predicate == "SELL" {
		x.sale(c, subs, objs)
		return
	}
	if f.Predicate == "NONE" {
		return
	}
	if (sSlot == "between" || sSlot == "mellem" || f.Has("pair")) && len(subs) > 1 && len(objs) == 0 {
		for i := range subs {
			for j := i + 1; j < len(subs); j++ {
				x.emit(c, subs[i], subs[j])
			}
		}
		return
	}
	for _, s := range subs {
		for _, o := range objs {
			if f.Has("inverse") || f.Has("buyer") {
				x.emit(c, o, s)
			} else {
				x.emit(c, s, o)
			}
		}
	}
}

func without(list []string, s string) []string {
	var out []string
	for _, w := range list {
		if w != s {
			out = append(out, w)
		}
	}
	return out
}

// needs checks the nouns that a frame demands in certain slots.
func (x *extraction) needs(c *clause, f *lexicon.Frame) bool {
	v := x.v
	for slot, words := range f.Need {
		ok := false
		var at []int
		if slot == "head" {
			for i := c.trigger + 1; i < min(c.trigger+7, v.d.Sentences[v.sentOf[c.trigger]].Last); i++ {
				if v.upos(i) == "PUNCT" && v.word[i] != "%" {
					break
				}
				at = append(at, i)
			}
			at = append(at, c.fill("obj")...)
		} else {
			at = c.prepositional(slot)
		}
		for _, i := range at {
			ok = ok || has(words, v.lemma[i]) || has(words, v.word[i])
		}
		if !ok {
			return false
		}
	}
	return true
}

// firstFilled returns the entities of the first slot that has any.
func (x *extraction) firstFilled(c *clause, slots []string) ([]int, string) {
	for _, s := range slots {
		var out []int
		judged, common := false, false
		for _, i := range c.fill(s) {
			i = x.v.owned(i)
			common = common || takesParties(c.frame.Predicate) && x.v.unresolved(i)
			patient := (takesParties(c.frame.Predicate) || c.frame.Predicate == "funds") && has(c.frame.Object, s)
			if patient && judges[c.frame.Predicate] && x.v.actNoun(i) { // who did it, never whom it befell
				out = append(out, x.doers(i, c.trigger)...)
				judged = true
				continue
			}
			for _, e := range x.v.ents(i) {
				if !hasInt(out, e) && !(patient && x.v.another(i, e)) && !(judges[c.frame.Predicate] && x.v.othersOf(i, e)) {
					out = append(out, e)
				}
			}
			if e := x.v.countryOf(x.v.word[i]); s == "poss" && len(out) == 0 && x.v.rel(i) == "amod" && e != coref.None {
				out = append(out, e)
			}
			if len(out) == 0 && !patient && speechActs[c.frame.Predicate] {
				out = append(out, x.v.authors(i)...)
			}
			if len(out) == 0 && c.frame.Has("deeds") && !x.v.actNoun(i) {
				out = append(out, x.v.blamed(i)...)
			}
			if len(out) == 0 && judges[c.frame.Predicate] && has(c.frame.Object, s) && x.v.upos(i) == "NOUN" && !x.v.classOrEnding("party", i) {
				out = append(out, x.doers(i, c.trigger)...)
			}
			if len(out) == 0 && c.frame.Predicate == "attacks" && patient {
				out = append(out, x.v.placeNamed(i)...)
			}
			if len(out) == 0 {
				if e := x.onDemand(i, c.frame.Predicate); e != coref.None {
					out = append(out, e)
				}
			}
		}
		if len(out) == 0 && c.frame.Kind == lexicon.Verb && !judged && !common {
			if i := x.v.owned(c.linear(s)); i >= 0 && i != c.trigger {
				out = x.v.ents(i)
				if len(out) == 0 {
					if e := x.onDemand(i, c.frame.Predicate); e != coref.None {
						out = []int{e}
					}
				}
				c.guessed = c.guessed || len(out) > 0
			}
		}
		if len(out) == 0 && c.frame.Kind == lexicon.Noun && s != "lv" && s != "poss" && s != "theme" {
			if i := x.v.linPrep(c.trigger, s, 5); i >= 0 {
				out = x.v.ents(i)
				c.guessed = c.guessed || len(out) > 0
			}
		}
		if len(out) > 0 {
			return out, s
		}
	}
	return nil, ""
}

// judges are predicates whose object may be an act, for whoever did it.
var judges = map[string]bool{"criticizes": true, "supports": true}

func hasInt(list []int, n int) bool {
	for _, m := range list {
		if m == n {
			return true
		}
	}
	return false
}

// emit adds the frame's statement between two entities.
func (x *extraction) emit(c *clause, s, o int) {
	v, f := x.v, c.frame
	st, ot := "Unnamed", v.typeOf(o)
	if s != coref.None {
		st = v.typeOf(s)
	}
	if f.Has("buyer") || f.Has("inverse") {
		st, ot = ot, st
	}
	if !x.flagsFit(c, st, ot) {
		return
	}
	np := f.Kind == lexicon.Noun && c.light < 0 && v.npOnly(c.trigger)
	cand := candidate{subj: s, obj: o, pred: f.Predicate, trigger: c.trigger, rule: f.Name(), np: np, aside: np && background[f.Predicate]}
	cand.untold = s == coref.None
	for _, slot := range f.Text {
		if cand.text != "" {
			break
		}
		for _, i := range c.textSlot(slot) {
			if h := v.head(i); takesParties(f.Predicate) && len(f.Fixed) > 0 && h != c.trigger && !has(f.Fixed, v.lemma[h]) {
				continue // of a noun that stands deeper: "charges in the state of X"
			}
			cand.text = v.phrase(i)
			break
		}
	}
	if f.Has("needtext") && cand.text == "" {
		return
	}
	if f.Has("bycourt") && (s == coref.None || !v.namedLike("courtword", s)) || f.Has("schoolname") && !v.namedLike("schoolword", o) {
		return
	}
	if f.Has("nofor") && c.verbal() || f.Has("verbal") && !c.verbal() {
		return
	}
	switch {
	case f.Has("former"):
		cand.status = "former"
	case f.Has("planned") || c.planned:
		cand.status = "planned"
	case f.Kind == lexicon.Noun && c.light >= 0 && v.lx.Is("ending", v.lemma[c.light]):
		cand.status = "former" // "has ended its contract with"
	}
	if f.Has("weak") {
		cand.cues = append(cand.cues, "weak")
		if !v.isNamed(s) || !v.isNamed(o) {
			return
		}
	}
	if f.Has("claimant") {
		by := v.subject(c.trigger)
		if v.passive(c.trigger) {
			by = v.agent(c.trigger)
		}
		if by >= 0 {
			if e := v.actor(by); e != coref.None && e != s && e != o {
				cand.stance, cand.claimant, cand.claimed = "alleged", e, true
			}
		}
	}
	if f.Has("enter") {
		cand.cues = append(cand.cues, "enter")
	}
	if c.guessed {
		cand.rule += "~"
	}
	switch {
	case cand.untold:
		cand.rule += ":untold"
	case takesParties(f.Predicate) && (st == "Unnamed" || ot == "Unnamed"):
		cand.rule += ":party"
	}
	if f.Has("alleged") {
		cand.stance = "alleged"
	}
	x.add(cand)
	if madeByDenial[f.Predicate] && f.Kind == lexicon.Noun && c.light >= 0 && v.lx.Is("deny", v.lemma[c.light]) {
		// who rejects an accusation shows that it was made
		cand.fixed, cand.stance, cand.status, cand.holder = true, "asserted", "current", coref.None
		x.add(cand)
	}
	if f.Predicate == "accuses" && f.Kind == lexicon.Verb {
		x.wrongly(c, cand)
	}
}

// madeByDenial are acts that whoever rejects them shows to have been done.
var madeByDenial = map[string]bool{"accuses": true, "criticizes": true, "charges": true, "sues": true}

// wrongly: "is being wrongly accused" denies what it reports.
func (x *extraction) wrongly(c *clause, cand candidate) {
	v := x.v
	for _, k := range v.kids[c.trigger] {
		if v.is("wrongly", k) {
			cand.rule, cand.fixed, cand.stance, cand.status, cand.holder = "twin:wrongly:accuses", true, "denied", "current", cand.obj
			if a := v.attribute(c.trigger, false, false); a.holder != coref.None {
				cand.holder = a.holder
			}
			x.add(cand)
			return
		}
	}
}

// npOnly reports whether a noun trigger is no part of what a verb asserts, as
// in "the acquisition of X by Y pleased ...": tense then says nothing.
func (v *view) npOnly(n int) bool {
	return v.child(n, "cop", "nsubj") < 0 && v.rel(n) != "obj" && v.rel(n) != "acl"
}
