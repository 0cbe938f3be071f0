package claims

import (
	"slices"

	"newsgraph/loaders/claims/coref"
)

// deniable are the statements that someone can reject afterwards.
var deniable = map[string]bool{"accuses": true, "charges": true, "sues": true, "convicts": true, "linkedTo": true, "attacks": true, "criticizes": false}

// matchTwins adds the denied twin of an accusation that somebody rejects:
// "Y rejected the allegation", "Det afviser Y", "Y called it baseless", "that
// is untrue, says Y", "Y pleaded not guilty" (rulings 6 and 15).
func (x *extraction) matchTwins() {
	v := x.v
	for t := range v.word {
		if v.boilerplate(t) || !(v.isVerb(t) || v.upos(t) == "ADJ" || v.upos(t) == "NOUN" || v.upos(t) == "ADV") {
			continue
		}
		if who, only := x.rejection(t); who != coref.None {
			x.twin(t, who, only)
		}
	}
}

// rejection reports who rejects what was said before at token t, coref.None
// for nobody. only names the predicate that a formula is limited to.
func (x *extraction) rejection(t int) (who int, only string) {
	v := x.v
	switch {
	case v.isVerb(t) && v.lx.Is("deny", v.lemma[t]):
		if v.negatedVerb(t) {
			return coref.None, ""
		}
		if !x.rejectsGenerically(t) {
			return coref.None, ""
		}
		return x.rejecter(t), ""
	case v.isVerb(t) && v.lx.Is("call", v.lemma[t]):
		c := &clause{v: v, trigger: t, light: -1}
		o := c.object()
		base := false
		s := v.d.Sentences[v.sentOf[t]]
		for i := t + 1; i < min(t+12, s.Last); i++ {
			base = base || v.is("baseless", i)
		}
		if base && (o < 0 || v.lx.Is("generic", v.lemma[o]) || v.lx.Is("generic", v.word[o]) || v.is("baseless", o)) {
			return x.rejecter(t), ""
		}
	case v.is("baseless", t) && !v.lx.Is("call", v.lemma[max(v.head(t), 0)]):
		// "says the allegation is untrue": nominal predicate under a verb of saying
		sub := v.subject(t)
		if sub >= 0 && (v.lx.Is("generic", v.lemma[sub]) || v.lx.Is("generic", v.word[sub])) && v.child(t, "cop") >= 0 && !v.negatedVerb(t) {
			a := v.attribute(t, false, false)
			if a.stance != "denied" {
				return a.holder, ""
			}
		}
		// a quote that says nothing else: "Ren fantasi," lyder det fra X
		if q := v.inQ[t]; q >= 0 && v.quotes[q].last-v.quotes[q].first <= 5 {
			return v.quotes[q].speaker, ""
		}
	}
	if v.lx.Is("trueword", v.word[t]) && v.untrue(t) {
		if q := v.inQ[t]; q >= 0 && v.quotes[q].speaker != coref.None {
			return v.quotes[q].speaker, ""
		}
		if a := v.attribute(t, false, false); a.holder != coref.None {
			return a.holder, ""
		}
	}
	if v.isVerb(t) && v.guiltless(t) {
		return x.rejecter(t), "charges"
	}
	return coref.None, ""
}

// untrue: "that is not true", "det passer ikke".
func (v *view) untrue(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	generic, neg := false, false
	for i := max(s.First, t-4); i < min(t+3, s.Last); i++ {
		neg = neg || v.lx.Is("neg", v.word[i])
		generic = generic || i < t && v.lx.Is("generic", v.word[i])
	}
	return generic && neg
}

// guiltless knows "pleaded not guilty", "nægter sig skyldig".
func (v *view) guiltless(t int) bool {
	if !v.lx.Is("plead", v.lemma[t]) {
		return false
	}
	s := v.d.Sentences[v.sentOf[t]]
	guilty, neg := false, v.lx.Is("deny", v.lemma[t])
	for i := t + 1; i < min(t+6, s.Last); i++ {
		guilty = guilty || v.is("guilt", i)
		neg = neg || v.lx.Is("neg", v.word[i]) || v.is("innocent", i)
	}
	return guilty && neg
}

// rejectsGenerically: the verb's object is the accusation itself, "it", or
// nothing but a quote.
func (x *extraction) rejectsGenerically(t int) bool {
	v := x.v
	if v.genericBefore(t) {
		return true
	}
	c := &clause{v: v, trigger: t, light: -1}
	o := c.object()
	if o < 0 {
		if v.passive(t) {
			return false
		}
		// "Det afviser X": the parse may call det a subject
		for _, k := range v.kids[t] {
			if v.lx.Is("generic", v.word[k]) && k < t && (v.upos(k) == "PRON" || v.upos(k) == "DET") {
				return true
			}
		}
		return v.child(t, "ccomp", "xcomp", "obl") < 0 && v.inQuoteNear(t)
	}
	if v.lx.Is("generic", v.lemma[o]) || v.lx.Is("generic", v.word[o]) {
		return true
	}
	return len(v.lx.Frames(1, v.lemma[o])) > 0 && deniable[v.lx.Frames(1, v.lemma[o])[0].Predicate] && len(v.ents(o)) == 0
}

// genericBefore: "Det afviser X", "Den anklage afviser X": the accusation opens
// the clause, the subject follows the verb.
func (v *view) genericBefore(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	if !v.trait("verb-second") || t == s.First || t-s.First > 4 {
		return false
	}
	return v.lx.Is("generic", v.word[t-1]) || v.lx.Is("generic", v.lemma[t-1])
}

func (v *view) inQuoteNear(t int) bool {
	for qi := range v.quotes {
		if v.quotes[qi].verb == t {
			return true
		}
	}
	return false
}

// rejecter is the subject of the rejecting verb.
func (x *extraction) rejecter(t int) int {
	v := x.v
	s := v.subject(t)
	if s >= 0 && !v.lx.Is("generic", v.word[s]) && !v.lx.Is("generic", v.lemma[s]) {
		if e := v.entity(s); e != coref.None && v.agentive(e) {
			return e
		}
		// "his office", "the ministry's lawyers"
		for _, k := range v.kids[s] {
			if v.rel(k) == "nmod" || v.rel(k) == "det" {
				if e := v.entity(k); e != coref.None && v.agentive(e) {
					return e
				}
			}
		}
		return coref.None
	}
	if q := v.inQ[t]; q >= 0 {
		return v.quotes[q].speaker
	}
	// Danish inversion: "Det afviser Aagesen"
	sn := v.d.Sentences[v.sentOf[t]]
	for i := t + 1; i < min(t+9, sn.Last); i++ {
		if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormName && i+1 < sn.Last && v.upos(i+1) == "NOUN" && v.genitive(i, i+2) {
			continue // "Xs direktør, Y": Y rejects
		}
		if e := v.entity(i); e != coref.None && v.agentive(e) {
			return e
		}
	}
	return coref.None
}

// twin denies the nearest fitting accusation before token t.
func (x *extraction) twin(t, who int, only string) {
	v := x.v
	const reach = 4
	best, rank := -1, 0
	for ci := range x.cands {
		c := &x.cands[ci]
		if !deniable[c.pred] || only != "" && c.pred != only || c.fixed && c.stance == "denied" || c.subj == who || c.trigger == t {
			continue
		}
		gap := v.sentOf[t] - v.sentOf[c.trigger]
		if gap < 0 || gap > reach || gap == 0 && c.trigger > t && v.inQ[t] < 0 {
			continue
		}
		if (c.pred == "linkedTo" || c.pred == "attacks") && gap > 1 {
			continue
		}
		st, ok := x.settle(c)
		if !ok || st.Stance == "denied" {
			continue
		}
		r := 100 - 10*gap
		if c.obj == who || v.houseOf(who) == c.obj || x.related(who, c.obj) {
			r += 60
		} else if gap > 1 {
			continue
		}
		if c.pred == "linkedTo" || c.pred == "attacks" {
			r -= 15
		}
		r += min(c.trigger-v.d.Sentences[v.sentOf[c.trigger]].First, 9)
		if r > rank {
			best, rank = ci, r
		}
	}
	if best < 0 {
		return
	}
	c := x.cands[best]
	x.cands = append(x.cands, candidate{subj: c.subj, obj: c.obj, pred: c.pred, text: c.text, trigger: t,
		rule: "twin:" + c.pred, fixed: true, stance: "denied", holder: who})
	// the sisters of a coordination are denied with it
	for _, o := range slices.Clone(x.cands) {
		if o.trigger == c.trigger && o.pred == c.pred && o.rule == c.rule && o.obj == c.obj && o.subj != c.subj && !o.fixed {
			x.cands = append(x.cands, candidate{subj: o.subj, obj: o.obj, pred: o.pred, text: o.text, trigger: t,
				rule: "twin:" + o.pred, fixed: true, stance: "denied", holder: who})
		}
	}
}

// related reports whether a works or speaks for b.
func (x *extraction) related(a, b int) bool {
	for _, c := range x.cands {
		if posts[c.pred] && c.subj == a && c.obj == b {
			return true
		}
	}
	return false
}
