package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
)

// matchSaid reads accusations, criticism and praise that are made by what
// somebody says of another: "He stole from children", said X; X says that Y
// broke the agreement; ifølge X har Y presset dem.
func (x *extraction) matchSaid() {
	v := x.v
	for t := range x.tokens() {
		if v.boilerplate(t) || v.insideName(t) {
			continue
		}
		frames := v.lx.Frames(lexicon.Said, v.lemma[t])
		if frames == nil {
			frames = v.lx.Frames(lexicon.Said, v.word[t])
		}
		for _, f := range frames {
			if x.said(t, f) {
				break
			}
		}
	}
	for qi := range v.quotes {
		x.fragment(qi)
	}
}

// said adds what frame f makes of trigger t, and reports whether it fits.
func (x *extraction) said(t int, f *lexicon.Frame) bool {
	v := x.v
	for _, w := range f.Fixed {
		if !v.near(t, w) {
			return false
		}
	}
	if !v.isVerb(t) && v.child(t, "cop") < 0 && !v.predicated(t) {
		return false
	}
	a := v.attribute(t, false, false)
	if a.holder == coref.None || a.stance == "denied" || a.negated || a.event != happened || a.status == "planned" {
		return false
	}
	for _, cue := range a.cues {
		if verb, ok := strings.CutPrefix(cue, "accused:"); ok && v.accusesBy(verb) || strings.HasPrefix(cue, "saidto:") {
			return false // an accusation by its own verb
		}
	}
	c := &clause{v: v, trigger: t, light: -1, frame: f}
	for _, slot := range f.Object {
		for _, i := range c.fill(slot) {
			if x.target(t, i, a.holder, f.Predicate, f.Name()) {
				return true
			}
		}
	}
	return false
}

// accusesBy reports whether the verb has a frame of its own for whom it accuses.
func (v *view) accusesBy(verb string) bool {
	return slices.ContainsFunc(v.lx.Frames(lexicon.Verb, verb), func(f *lexicon.Frame) bool {
		return (f.Predicate == "accuses" || f.Predicate == "charges") && slices.Contains(f.Subject, "subj")
	})
}

// predicated reports whether noun or adjective t is a predicate by word order:
// a verb of being stands before it.
func (v *view) predicated(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	for i := t - 1; i >= max(s.First, t-4); i-- {
		switch v.upos(i) {
		case "DET", "ADJ", "ADV", "NUM":
		case "AUX", "VERB":
			return v.lx.Is("tobe", v.lemma[i])
		default:
			return false
		}
	}
	return false
}

// target adds pred from speaker to whom token i stands for, with the words
// around t as matter.
func (x *extraction) target(t, i, speaker int, pred, rule string) bool {
	v := x.v
	found := false
	for _, e := range x.doers(i, t) {
		if e == speaker || v.houseOf(speaker) == e || !v.agentive(e) || v.houseOf(e) == speaker && pred != "supports" {
			continue
		}
		found = x.add(candidate{subj: speaker, obj: e, pred: pred, trigger: t, text: v.matter(t), rule: rule,
			fixed: true, stance: "asserted", status: "current", holder: coref.None}) || found
	}
	return found
}

// matter is what is said around token t: its quote, else its clause.
func (v *view) matter(t int) string {
	if q := v.inQ[t]; q >= 0 && v.quotes[q].last-v.quotes[q].first <= 30 {
		return v.quotedText(v.quotes[q])
	}
	return v.phrase(t)
}

// doers is who is meant by the phrase at token i: the entity, the one whose
// act it is, or the one who did what the noun takes up ("the decision", "the
// arrest") from before.
func (x *extraction) doers(i, t int) []int {
	v := x.v
	if i < 0 {
		return nil
	}
	if v.lx.Is("secondperson", v.word[i]) {
		return v.addressee(t)
	}
	if v.actNoun(i) {
		for _, k := range v.kids[i] { // whose act it is, not whom it befell
			if v.deprel(k) == "nmod:poss" && v.befalls(i) {
				return nil
			}
			if v.deprel(k) == "nmod:poss" || v.rel(k) == "nmod" && v.byWhom(i, v.caseOf(k)) || v.rel(k) == "amod" && demonym(v.word[k]) {
				if e := v.entity(k); e != coref.None {
					return []int{e}
				}
				return nil
			}
		}
	} else if es := v.blamed(i); len(es) > 0 {
		return es
	}
	return x.doersOf(i)
}

// actNoun reports whether noun i names an act that befalls somebody: "the
// arrest of X", "kritikken af X".
func (v *view) actNoun(i int) bool {
	return i >= 0 && v.upos(i) == "NOUN" && slices.ContainsFunc(v.lx.Frames(lexicon.Noun, v.lemma[i]), func(f *lexicon.Frame) bool { return agentless[f.Predicate] })
}

// befalls reports whether the possessor of act noun i is whom the act befell:
// "her abduction".
func (v *view) befalls(i int) bool {
	return slices.ContainsFunc(v.lx.Frames(lexicon.Noun, v.lemma[i]), func(f *lexicon.Frame) bool { return slices.Contains(f.Object, "poss") })
}

// byWhom reports whether preposition p names the doer of the act noun i, not
// whom it befalls ("kritikken af X").
func (v *view) byWhom(i int, p string) bool {
	return v.lx.Is("prep_by", p) && !slices.ContainsFunc(v.lx.Frames(lexicon.Noun, v.lemma[i]), func(f *lexicon.Frame) bool { return slices.Contains(f.Object, p) })
}

// addressee is whom the speaker of the quote at token t is told to speak to:
// "You were trusted," she told X.
func (v *view) addressee(t int) []int {
	q := v.inQ[t]
	if q < 0 || v.quotes[q].verb < 0 {
		return nil
	}
	for _, k := range v.kids[v.quotes[q].verb] {
		if r := v.rel(k); (r == "obj" || r == "iobj" || r == "obl" && v.lx.Is("toprep", v.caseOf(k))) && v.inQ[k] < 0 {
			if e := v.entity(k); e != coref.None && e != v.quotes[q].speaker && v.typeOf(e) == "Person" {
				return []int{e}
			}
		}
	}
	return nil
}

// acts are what a noun such as "the decision" may take up.
var acts = map[string]bool{
	"dismisses": true, "fines": true, "bans": true, "acquired": true, "sues": true, "arrests": true, "convicts": true, "appoints": true,
	"investigates": true, "charges": true, "attacks": true, "funds": true,
}

// doersOf finds who did what noun i takes up: the subject of the nearest
// statement of such an act, in the sentence of i or the two before.
func (x *extraction) doersOf(i int) []int {
	v := x.v
	if i < 0 || v.upos(i) != "NOUN" || slices.ContainsFunc(v.kids[i], func(k int) bool { return v.rel(k) == "amod" && demonym(v.word[k]) }) || !v.definite(i) && !v.lx.Is("definite", v.detOf(i)) {
		return nil
	}
	frames := v.lx.Frames(lexicon.Noun, v.lemma[i])
	fits := func(pred string) bool {
		return acts[pred] && (v.is("actnoun", i) || v.is("act:"+pred, i)) || acts[pred] && slices.ContainsFunc(frames, func(f *lexicon.Frame) bool { return f.Predicate == pred })
	}
	best := -1
	for _, n := range x.indexed().within(v.sentOf[i]-2, v.sentOf[i]) {
		c := &x.cands[n]
		if c.trigger >= i || c.fixed || c.untold || !fits(c.pred) {
			continue
		}
		if best < 0 || c.trigger >= x.cands[best].trigger {
			best = n
		}
	}
	if best < 0 {
		return nil
	}
	var out []int
	for _, n := range x.index.sentence[v.sentOf[x.cands[best].trigger]] {
		if c := &x.cands[n]; c.trigger == x.cands[best].trigger && c.pred == x.cands[best].pred && !slices.Contains(out, c.subj) {
			out = append(out, c.subj)
		}
	}
	return out
}

// detOf is the word of i's determiner, "" for none.
func (v *view) detOf(i int) string {
	if d := v.child(i, "det"); d >= 0 {
		return v.word[d]
	}
	return ""
}

// fragment reads a few quoted words that are the predicate of reported speech:
// "X said the board had 'chosen a headline over a human being'". Such words
// judge, unless they are kind.
func (x *extraction) fragment(qi int) {
	v := x.v
	q := v.quotes[qi]
	s := v.d.Sentences[v.sentOf[q.first]]
	if v.boilerplate(q.first) || q.last-q.first > 16 || q.first-1 <= s.First || v.sentOf[q.last-1] != v.sentOf[q.first] {
		return
	}
	verb := -1
	for i := q.first - 2; i >= max(s.First, q.first-16) && verb < 0; i-- {
		if v.inQ[i] >= 0 {
			return
		}
		if v.isVerb(i) && v.lx.Class(v.lemma[i], "say", "claim", "believe") != "" {
			if v.lx.Is("accusing", v.lemma[i]) {
				return
			}
			verb = i
		}
	}
	if verb < 0 || v.negatedVerb(verb) {
		return
	}
	// the subject of what is said: the noun phrase between the verb of saying
	// and the verb before the quote, or the quote
	head, aux := -1, -1
	for i := verb + 1; i < q.first-1; i++ {
		switch {
		case v.lx.Is("contentmark", v.word[i]) && head < 0:
		case v.lx.Is("neg", v.word[i]), v.upos(i) == "ADP" && head < 0, v.d.Word(i) == ",":
			if v.d.Word(i) == "," && head < 0 {
				continue
			}
			return
		case v.isVerb(i):
			if head < 0 || v.upos(i) != "AUX" && !v.lx.Is("tobe", v.lemma[i]) && !v.lx.Is("have", v.lemma[i]) {
				return
			}
			aux = i
		case aux < 0 && (v.upos(i) == "NOUN" || v.upos(i) == "PROPN" || v.upos(i) == "PRON" && !v.lx.Is("poss", v.word[i])):
			head = i
		}
	}
	if head < 0 || aux < 0 && !(v.finite(q.first) || v.isVerb(q.first)) {
		return
	}
	for i := q.first; i < min(q.first+3, q.last); i++ {
		if v.lx.Is("neg", v.word[i]) {
			return
		}
	}
	for i := q.first; i < q.last; i++ {
		if v.lx.Is("firstsing", v.word[i]) || v.lx.Is("firstplur", v.word[i]) && i < q.first+2 {
			return
		}
	}
	speaker := v.speakerOf(verb)
	if speaker == coref.None {
		return
	}
	if v.judgement(q, false) == "criticizes" {
		x.target(q.first, head, speaker, "criticizes", "said:fragment:criticizes")
	}
}
