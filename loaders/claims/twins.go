package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// deniable are the statements that someone can reject afterwards.
var deniable = map[string]bool{"accuses": true, "charges": true, "sues": true, "convicts": true, "linkedTo": true, "attacks": true}

// denial is one rejection of what was said before.
type denial struct {
	at       int   // token
	who      []int // entities
	only     string
	specific bool // of one particular, told in its own words: "denied that he knew"
	critique bool // of criticism by name
	own      bool // of a part of one's own: only the accused denies knowledge or wrongdoing
	matter   int  // the noun that names the offence ("denies fraud"), or -1
	open     int  // token of a subject that is not resolved, or -1: who was accused rejects it
	legal    bool // of charges by name
}

// matchTwins adds the denied twin of an accusation that somebody rejects:
// "Y rejected the allegation", "Det afviser Y", "Y called it baseless", "that
// is untrue, says Y", "Y pleaded not guilty" (rulings 6 and 15).
func (x *extraction) matchTwins() {
	v := x.v
	for t := range v.word {
		if v.boilerplate(t) || v.upos(t) == "PUNCT" || v.upos(t) == "PROPN" {
			continue
		}
		d := denial{at: t, open: -1, matter: -1}
		if !x.rejection(t, &d) {
			continue
		}
		for _, who := range d.who {
			x.twin(&d, who)
		}
		if len(d.who) == 0 {
			x.twin(&d, coref.None)
		}
	}
}

// rejection reports whether token t rejects what was said before, and fills d.
func (x *extraction) rejection(t int, d *denial) bool {
	v := x.v
	switch {
	case v.isVerb(t) && v.guiltless(t):
		d.who, d.only = x.rejecters(t), "charges"
	case v.isVerb(t) && v.lx.Is("deny", v.lemma[t]) && !v.negatedVerb(t):
		switch o := v.object(t); {
		case o == bare || o >= 0 && v.accusation(o):
			d.own = o >= 0 && v.is("ownpart", o)
		case o == clausal && !v.conditional(t):
			d.specific = true
		case o >= 0 && v.upos(o) == "NOUN" && len(v.word[o]) >= 4:
			if x.calls(t, d) {
				return true
			}
			d.matter = o
		default:
			return x.calls(t, d)
		}
		d.critique, d.legal = v.nearby(t, "critique"), v.nearby(t, "legalcharge")
		d.who = x.rejecters(t)
	case v.isVerb(t) && (v.is("recognize", t) || v.is("believing", t)) && v.negatedVerb(t):
		if o := v.object(t); o < 0 || !v.accusation(o) || v.is("believing", t) && !v.is("accusenoun", o) {
			return false
		}
		d.who = x.rejecters(t)
	case v.isVerb(t) && v.lx.Class(v.lemma[t], "say", "claim") != "" && v.didNot(t):
		d.specific = true
		d.who = x.rejecters(t)
	case v.isVerb(t) && v.lx.Is("call", v.lemma[t]):
		return x.calls(t, d)
	case v.is("baseless", t) && v.says(t), v.lx.Is("trueword", v.word[t]) && v.untrue(t):
		if who := x.sayer(t); who != coref.None {
			d.who = []int{who}
		}
	case v.isVerb(t) && x.disowns(t):
		d.specific = true
		d.who = []int{v.quotes[v.inQ[t]].speaker}
	default:
		return false
	}
	return x.found(d)
}

// found reports whether d has a subject, or one that is open.
func (x *extraction) found(d *denial) bool {
	if len(d.who) == 0 && x.v.isVerb(d.at) && x.v.inQ[d.at] < 0 {
		d.open = x.v.openSubject(d.at)
	}
	return len(d.who) > 0 || d.open >= 0
}

// openSubject is the subject of verb t if it is a pronoun or definite noun that
// stands for nobody known, else -1.
func (v *view) openSubject(t int) int {
	s := v.subject(t)
	if v.fronted(t) >= 0 {
		s = -1
		last := v.d.Sentences[v.sentOf[t]].Last
		for i := v.fronted(t) + 2; i < last && s < 0 && v.upos(i) != "PUNCT"; i++ {
			if k, _ := v.sort(i); k != "" {
				s = i
			}
		}
	}
	if k, _ := v.sort(s); k == "" {
		return -1
	}
	return s
}

// calls reads "called the accusation 'a fairy tale'", "kalder det løgn".
func (x *extraction) calls(t int, d *denial) bool {
	v := x.v
	if !v.lx.Is("call", v.lemma[t]) || v.negatedVerb(t) {
		return false
	}
	o := v.object(t)
	s := v.d.Sentences[v.sentOf[t]]
	base := o >= 0 && v.is("baseless", o)
	for i := t + 1; i < min(t+14, s.Last); i++ {
		if v.is("baseless", i) {
			base = true
		}
	}
	q := v.quoteAfter(t)
	unkind := q >= 0 && v.unkind(v.quotes[q])
	switch {
	case o < 0:
		return false
	case base && (v.accusation(o) || v.is("baseless", o)):
	case v.upos(o) == "NOUN" && v.is("accusenoun", o) && unkind:
	case base && v.upos(o) == "NOUN" && v.entity(o) == coref.None, unkind && v.generic(o) && v.upos(o) != "NOUN":
		d.specific = true // called the letter a lie, called that "a fairy tale"
	default:
		return false
	}
	d.who = x.rejecters(t)
	return x.found(d)
}

// What object finds where there is no noun.
const (
	bare    = -1 // the verb stands alone
	clausal = -2 // a clause: "afviser, at ...", "denied paying"
	other   = -3 // something that was not read
)

// object is the head of what verb t rejects: by the tree's relative clause, the
// phrase before the verb of a verb-second clause, or what follows the verb.
func (v *view) object(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	if a := v.antecedent(t); a >= 0 && a < t && v.accusation(a) && v.rel(t) == "acl" {
		if sub := v.child(t, "nsubj"); sub >= 0 && !v.relative(sub) {
			return a // "a charge that X denies"
		}
	}
	if f := v.fronted(t); f >= 0 {
		return f
	}
	if b := v.besideSubject(t); b >= 0 {
		return b
	}
	for i := t + 1; i < s.Last; i++ {
		w := v.word[i]
		switch {
		case v.lx.Is("contentmark", w) && (i+1 >= s.Last || v.upos(i+1) == "PUNCT" || v.lx.Is("as", v.word[i+1])):
			return i // "disputes that.", "rejected that as baseless"
		case v.lx.Is("contentmark", w) && (v.upos(i) == "SCONJ" || v.upos(i) == "PART" || i+1 < s.Last && v.upos(i+1) != "PUNCT" && v.upos(i+1) != "ADP" && v.upos(i) != "DET" && v.child(t, "ccomp") > i):
			return clausal
		case v.d.Word(i) == "," && i+1 < s.Last && v.lx.Is("contentmark", v.word[i+1]):
			return clausal
		case closers[v.d.Word(i)] != "", v.lx.Is("reflexive", w):
			continue
		case v.upos(i) == "PUNCT":
			return bare
		case v.upos(i) == "ADV", v.upos(i) == "PART" && v.lx.Is("neg", w):
			continue
		case v.upos(i) == "ADP", v.upos(i) == "CCONJ", v.lx.Is("as", w):
			if v.lx.Is("phrasal", w) {
				continue
			}
			if v.upos(i) == "CCONJ" || v.lx.Is("as", w) {
				return bare
			}
			for i+1 < s.Last && (v.nominal(i+1) || v.upos(i+1) == "ADV") && v.upos(i) != "NOUN" && v.upos(i) != "PROPN" && v.upos(i) != "NUM" {
				i++ // over the phrase
			}
		case v.isVerb(i):
			if v.feat(i, "VerbForm=Ger") || v.feat(i, "VerbForm=Inf") || v.feat(i, "Tense=Pres") && !v.finite(i) || v.trait("ed-participle") && len(w) > 5 && w[len(w)-3:] == "ing" {
				return clausal
			}
			return other
		case v.upos(i) == "NOUN" || v.upos(i) == "PRON" || v.upos(i) == "DET" || v.upos(i) == "ADJ" || v.upos(i) == "SCONJ":
			if v.lx.Is("generic", w) || v.lx.Is("generic", v.lemma[i]) {
				// "the claim by X", "that report": the noun decides
				if n := v.nounAhead(i, s.Last); n > i {
					return n
				}
				return i
			}
			if v.upos(i) == "NOUN" || v.upos(i) == "PRON" && !v.lx.Is("poss", w) {
				if i+1 < s.Last && v.upos(i+1) == "NOUN" {
					continue // compound
				}
				return i
			}
		case v.upos(i) == "NUM":
		default:
			return other
		}
	}
	return bare
}

// besideSubject is the word for what was said that stands right before the
// subject of verb t: "a suggestion his office called ...", "something X denies".
func (v *view) besideSubject(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	i := t - 1
	if i < s.First {
		return -1
	}
	for i > s.First && (v.upos(i) == "ADV" || v.upos(i) == "AUX") {
		i--
	}
	_, first := v.phraseEnding(i)
	if first < 0 && (v.upos(i) == "NOUN" || v.upos(i) == "PRON") {
		first = i
	}
	for first > s.First+1 && (v.upos(first-1) == "DET" || v.upos(first-1) == "ADJ" || v.lx.Is("poss", v.word[first-1])) {
		first--
	}
	b := first - 1
	if first < 0 || b < s.First || v.inQ[b] != v.inQ[t] {
		return -1
	}
	if v.upos(b) == "NOUN" && v.is("accusenoun", b) || v.lx.Is("somewhat", v.word[b]) {
		return b
	}
	return -1
}

// didNot: "says that he did not", "siger, at han intet har gjort": a content
// that says of the speaker no more than that it is not so.
func (v *view) didNot(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	neg, did, subject := false, false, false
	for i := t + 1; i < min(t+12, s.Last); i++ {
		switch {
		case v.inQ[i] != v.inQ[t]:
			return false
		case v.d.Word(i) == ":" || v.d.Word(i) == ";":
			return neg && did && subject
		case v.lx.Is("neg", v.word[i]):
			neg = true
		case v.isVerb(i) && v.lx.Is("did", v.lemma[i]):
			did = true
		case v.isVerb(i) && v.upos(i) != "AUX":
			return false
		case v.upos(i) == "PRON" && !subject:
			subject = true
		case v.upos(i) == "PROPN", v.upos(i) == "NOUN":
			return false
		}
	}
	return neg && did && subject
}

// nounAhead is the noun of the phrase that token i begins, or -1.
func (v *view) nounAhead(i, last int) int {
	for j := i + 1; j < min(i+5, last); j++ {
		switch v.upos(j) {
		case "NOUN":
			return j
		case "ADJ", "DET":
		default:
			return -1
		}
	}
	return -1
}

// fronted is the head of the phrase that opens the verb-second clause of verb
// t where it can be the object: "Det afviser X", "Anklagen har X afvist", or -1.
func (v *view) fronted(t int) int {
	if !v.trait("verb-second") {
		return -1
	}
	s := v.d.Sentences[v.sentOf[t]]
	fin := t
	if !v.finite(t) {
		for fin = t - 1; fin >= s.First && !v.finite(fin); fin-- {
			if t-fin > 8 || v.upos(fin) == "PUNCT" || v.upos(fin) == "SCONJ" {
				return -1
			}
		}
	}
	head := fin - 1
	if head < s.First || fin-s.First > 6 && v.upos(head) != "NOUN" && v.upos(head) != "PRON" {
		return -1
	}
	if !v.lx.Is("generic", v.word[head]) && !v.lx.Is("generic", v.lemma[head]) {
		return -1
	}
	first := head
	for first > s.First && (v.upos(first-1) == "DET" || v.upos(first-1) == "ADJ") {
		first--
	}
	if first > s.First && v.upos(first-1) != "PUNCT" && v.upos(first-1) != "CCONJ" {
		return -1
	}
	// a subject of its own must follow the finite verb
	for i := fin + 1; i < min(fin+8, s.Last); i++ {
		if i == t {
			continue
		}
		if v.lx.Is("neg", v.word[i]) || v.upos(i) == "ADV" {
			continue
		}
		if v.upos(i) == "PUNCT" || v.isVerb(i) {
			break
		}
		if v.upos(i) == "NOUN" || v.upos(i) == "PROPN" || v.upos(i) == "PRON" {
			return head
		}
	}
	return -1
}

// accusation reports whether noun or pronoun o may stand for what was said
// before.
func (v *view) accusation(o int) bool {
	return o >= 0 && (v.lx.Is("generic", v.word[o]) || v.lx.Is("generic", v.lemma[o]) || v.is("accusenoun", o) ||
		len(v.lx.Frames(1, v.lemma[o])) > 0 && deniable[v.lx.Frames(1, v.lemma[o])[0].Predicate] && len(v.ents(o)) == 0)
}

// nearby reports whether a word of class stands within four tokens of t.
func (v *view) nearby(t int, class string) bool {
	s := v.d.Sentences[v.sentOf[t]]
	for i := max(s.First, t-4); i < min(t+4, s.Last); i++ {
		if v.is(class, i) {
			return true
		}
	}
	return false
}

// says: "it is untrue", "the allegation was absurd": a generic subject, a verb
// of being, and the word t; or a quote that says nothing else.
func (v *view) says(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	if q := v.inQ[t]; q >= 0 && v.quotes[q].last-v.quotes[q].first <= 5 {
		return true
	}
	be := -1
	for i := t - 1; i >= max(s.First, t-6); i-- {
		if v.lx.Is("neg", v.word[i]) || v.upos(i) == "PUNCT" {
			return false
		}
		if v.lx.Is("tobe", v.lemma[i]) {
			be = i
			break
		}
	}
	if be <= s.First {
		return false
	}
	sub := be - 1
	if v.upos(sub) == "AUX" && sub > s.First {
		sub--
	}
	return v.lx.Is("generic", v.word[sub]) || v.lx.Is("generic", v.lemma[sub]) || v.is("accusenoun", sub)
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

// sayer is who says what stands at token t: the speaker of its quote or report.
func (x *extraction) sayer(t int) int {
	v := x.v
	if q := v.inQ[t]; q >= 0 && v.quotes[q].speaker != coref.None {
		return v.quotes[q].speaker
	}
	a := v.attribute(t, false, false)
	if a.stance == "denied" {
		return coref.None
	}
	return a.holder
}

// guiltless knows "pleaded not guilty", "nægter sig skyldig".
func (v *view) guiltless(t int) bool {
	if !v.lx.Is("plead", v.lemma[t]) {
		return false
	}
	s := v.d.Sentences[v.sentOf[t]]
	guilty, neg := false, v.lx.Is("deny", v.lemma[t])
	for i := t + 1; i < min(t+9, s.Last); i++ {
		guilty = guilty || v.is("guilt", i)
		neg = neg || v.lx.Is("neg", v.word[i]) || v.is("innocent", i)
	}
	return guilty && neg
}

// disowns: the speaker says of himself or his house that they did not do it:
// "We did nothing", "Vi har aldrig truet nogen".
func (x *extraction) disowns(t int) bool {
	v := x.v
	q := v.inQ[t]
	if q < 0 || v.quotes[q].speaker == coref.None || v.sentOf[t] != v.sentOf[v.quotes[q].first] {
		return false
	}
	sub := v.child(t, "nsubj")
	if sub < 0 || !v.lx.Is("firstsing", v.word[sub]) && !v.lx.Is("firstplur", v.word[sub]) || v.inQ[sub] != q {
		return false
	}
	a := attribution{}
	v.clauseCues(t, t, &a)
	if !a.negated {
		return false
	}
	v.tense(t, &a)
	return has(a.cues, "past") || has(a.cues, "perfect")
}

// rejecters are who does the rejecting of verb t.
func (x *extraction) rejecters(t int) []int {
	v := x.v
	fits := func(i int) []int {
		if i < 0 || v.lx.Is("generic", v.word[i]) || v.is("accusenoun", i) {
			return nil
		}
		if m, ok := v.dc.MentionAt(i); ok && len(m.Entities) > 1 {
			return m.Entities
		}
		var out []int
		for _, e := range v.ents(i) {
			if v.agentive(e) {
				out = append(out, e)
			}
		}
		if len(out) == 0 {
			if e := v.actor(i); e != coref.None {
				out = append(out, e)
			}
		}
		return out
	}
	f := v.fronted(t)
	s := v.subject(t)
	if v.besideSubject(t) >= 0 {
		for s = t - 1; v.upos(s) == "ADV" || v.upos(s) == "AUX"; s-- {
		}
	}
	if f >= 0 {
		s = -1
	} else if out := fits(s); out != nil {
		return out
	}
	if s >= 0 && !v.lx.Is("generic", v.word[s]) && !v.lx.Is("generic", v.lemma[s]) {
		// "his office", "the ministry's lawyers"
		for _, k := range v.kids[s] {
			if v.rel(k) == "nmod" || v.rel(k) == "det" {
				if out := fits(k); out != nil {
					return out
				}
			}
		}
		if v.upos(s) == "NOUN" {
			return nil
		}
	}
	if q := v.inQ[t]; q >= 0 {
		if v.quotes[q].speaker != coref.None {
			return []int{v.quotes[q].speaker}
		}
		return nil
	}
	if out := fits(v.linSubject(t)); out != nil && f < 0 {
		return out
	}
	// Danish inversion: "Det afviser Aagesen", "Anklagen har Aagesen afvist"
	sn := v.d.Sentences[v.sentOf[t]]
	from := t + 1
	if f >= 0 {
		from = f + 2
	}
	for i := from; i < min(from+9, sn.Last); i++ {
		if i == t {
			continue
		}
		if m := v.end[i]; m >= 0 && v.men[m].Form == coref.FormName && i+1 < sn.Last && v.upos(i+1) == "NOUN" && v.genitive(i, i+2) {
			continue // "Xs direktør, Y": Y rejects
		}
		if e := v.actor(i); e != coref.None && !v.lx.Is("generic", v.word[i]) {
			return []int{e}
		}
		if v.isVerb(i) || v.upos(i) == "SCONJ" {
			return nil
		}
	}
	return nil
}

// reach is how many sentences back a rejection looks for what it rejects.
const reach = 4

// twin denies for who the fitting accusation nearest before d.
func (x *extraction) twin(d *denial, who int) {
	best, rank := -1, 0
	for ci := range x.cands {
		if r := x.rejects(d, who, &x.cands[ci]); r > rank {
			best, rank = ci, r
		}
	}
	if best < 0 {
		return
	}
	c := x.cands[best]
	if who == coref.None {
		who = c.obj
	}
	deny := func(c candidate) {
		x.cands = append(x.cands, candidate{subj: c.subj, obj: c.obj, pred: c.pred, text: c.text, trigger: d.at,
			rule: "twin:" + c.pred, fixed: true, stance: "denied", holder: who})
	}
	deny(c)
	if d.open >= 0 && x.v.lx.Is("theypronoun", x.v.word[d.open]) {
		for _, o := range slices.Clone(x.cands) {
			if o.trigger == c.trigger && o.pred == c.pred && o.subj == c.subj && o.obj != c.obj && !o.fixed {
				who = o.obj
				deny(o)
			}
		}
		return
	}
	// the sisters of a coordination are denied with it
	for _, o := range slices.Clone(x.cands) {
		if o.trigger == c.trigger && o.pred == c.pred && o.rule == c.rule && o.obj == c.obj && o.subj != c.subj && !o.fixed {
			deny(o)
		}
	}
}

// rejects ranks how well candidate c fits as what who rejects by d; 0 is not at
// all.
func (x *extraction) rejects(d *denial, who int, c *candidate) int {
	v := x.v
	if c.fixed && c.stance == "denied" || c.trigger == d.at || d.only != "" && c.pred != d.only {
		return 0
	}
	gap := v.sentOf[d.at] - v.sentOf[c.trigger]
	if gap < 0 || gap > reach || gap == 0 && c.trigger > d.at && v.inQ[d.at] < 0 && d.matter < 0 {
		return 0
	}
	if d.matter >= 0 && (gap > 2 || !strings.Contains(strings.ToLower(c.text), v.word[d.matter])) {
		return 0
	}
	act := deniable[c.pred] || d.critique && c.pred == "criticizes"
	if !act && (!delicate[c.pred] && c.pred != "supplies" || gap > 1 || d.legal) {
		return 0
	}
	if c.subj == who && (act && c.pred != "linkedTo" && c.pred != "attacks") {
		return 0
	}
	if who == coref.None {
		kind, gender := v.sort(d.open)
		if kind == "" {
			return 0
		}
		if gap > 1 || !act || c.pred == "linkedTo" || c.pred == "attacks" || !v.isOf(c.obj, kind, gender) {
			return 0
		}
		who = c.obj
	}
	concerned := c.obj == who || v.houseOf(who) == c.obj || x.related(who, c.obj)
	if c.pred == "linkedTo" || c.pred == "attacks" || !act {
		concerned = concerned || c.subj == who || v.houseOf(who) == c.subj || x.related(who, c.subj)
	}
	if !concerned && (gap > 1 || d.specific || d.own || d.matter >= 0 || !act) {
		return 0
	}
	if d.specific && (gap > 1 || c.pred != "accuses" && c.pred != "charges") {
		return 0
	}
	st, ok := x.settle(c)
	if !ok || st.Stance == "denied" || !act && st.Stance != "alleged" {
		return 0
	}
	r := 100 - 10*gap
	if st.Status == "planned" {
		r -= 20
	}
	if concerned {
		r += 60
	}
	if c.pred == "linkedTo" || c.pred == "attacks" || !act {
		if gap > 1 {
			return 0
		}
		r -= 15
	}
	return r + min(c.trigger-v.d.Sentences[v.sentOf[c.trigger]].First, 9)
}

// related reports whether a works or speaks for b.
func (x *extraction) related(a, b int) bool {
	for _, c := range x.cands {
		if (posts[c.pred] || c.pred == "subsidiaryOf") && c.subj == a && c.obj == b {
			return true
		}
	}
	return false
}
