package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// denial is one rejection of what was said before.
type denial struct {
	at       int   // token
	who      []int // entities
	only     string
	specific bool   // of one particular, told in its own words: "denied that he knew"
	critique bool   // of criticism by name
	own      bool   // of a part of one's own: only the accused denies knowledge or wrongdoing
	matter   int    // the noun that names the offence ("denies fraud"), or -1
	open     int    // token of a subject that is not resolved, or -1: who was accused rejects it
	legal    bool   // of charges by name
	noun     int    // the noun for what is rejected ("the charges"), or -1
	act      string // what such a noun shows to have been done, or ""
	of       int    // who is said to be innocent, or None
}

// matchTwins adds the denied twin of an accusation that somebody rejects:
// "Y rejected the allegation", "Det afviser Y", "Y called it baseless", "that
// is untrue, says Y", "Y pleaded not guilty" (rulings 6 and 15).
func (x *extraction) matchTwins() {
	v := x.v
	for t := range x.tokens() {
		if v.boilerplate(t) || v.upos(t) == "PUNCT" || v.upos(t) == "PROPN" {
			continue
		}
		d := denial{at: t, open: -1, matter: -1, noun: -1, of: coref.None}
		if !x.rejection(t, &d) || !v.said(t) {
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
		d.who, d.only, d.act = x.rejecters(t), "charges", "charges"
	case v.isVerb(t) && v.lx.Is("deny", v.lemma[t]) && !v.negatedVerb(t):
		o := v.object(t)
		passive := v.passive(t) && (o < 0 || !v.accusation(o)) // "rejected claims by X" is active
		if passive {
			o = v.subject(t)
		}
		switch {
		case passive && (o < 0 || v.agent(t) < 0):
			return false
		case o == bare || o >= 0 && v.accusation(o):
			d.own = o >= 0 && v.is("ownpart", o)
			d.noun, d.act = o, x.actOf(o)
		case o == clausal && !v.supposedBy(t):
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
		if d.who = x.rejecters(t); passive {
			d.who = x.fits(v.agent(t))
		}
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
	case x.innocence(t, d):
	case v.is("baseless", t) && v.says(t), v.lx.Is("trueword", v.word[t]) && v.untrue(t):
		if d.noun = v.subject(t); d.noun >= 0 && v.is("accusenoun", d.noun) {
			d.act = x.actOf(d.noun)
		} else {
			d.noun = -1
		}
		if who := x.sayer(t); who != coref.None {
			d.who = []int{who}
		}
	case x.disowns(t):
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
	d.noun, d.act = o, x.actOf(o)
	d.who = x.rejecters(t)
	return x.found(d)
}

// said reports whether the rejection at token t was made: not asked, planned,
// wished for or left open.
func (v *view) said(t int) bool {
	if !v.isVerb(t) {
		return true
	}
	a := v.attribute(t, false, false)
	return a.event == happened && a.status != "planned"
}

// fits are who the phrase headed by token i is, if it can reject anything.
func (x *extraction) fits(i int) []int {
	v := x.v
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

// rejecters are who does the rejecting of verb t.
func (x *extraction) rejecters(t int) []int {
	v := x.v
	f := v.fronted(t)
	s := v.subject(t)
	if p := v.personBefore(t); p != coref.None && f < 0 && (s < 0 || isOrg(v.typeOf(max(v.entity(s), 0)))) {
		return []int{p} // "Harbour Board director Ann Holt has rejected"
	}
	if v.besideSubject(t) >= 0 {
		for s = t - 1; v.upos(s) == "ADV" || v.upos(s) == "AUX"; s-- {
		}
	}
	if f >= 0 {
		s = -1
	} else if out := x.fits(s); out != nil {
		return out
	}
	if s >= 0 && !v.lx.Is("generic", v.word[s]) && !v.lx.Is("generic", v.lemma[s]) {
		// "his office", "the ministry's lawyers"
		for _, k := range v.kids[s] {
			if v.rel(k) == "nmod" || v.rel(k) == "det" {
				if out := x.fits(k); out != nil {
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
	if out := x.fits(v.linSubject(t)); out != nil && f < 0 {
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

// personBefore is the person whose name ends right before verb t and its
// auxiliaries where a noun or name stands before it without comma, or None.
func (v *view) personBefore(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	i := t - 1
	for i > s.First && (v.upos(i) == "AUX" || v.upos(i) == "ADV") {
		i--
	}
	m := v.end[max(i, 0)]
	if m < 0 || v.men[m].Form != coref.FormName || v.typeOf(v.men[m].Entity) != "Person" || v.men[m].First <= s.First {
		return coref.None
	}
	if u := v.upos(v.men[m].First - 1); u != "NOUN" && u != "PROPN" {
		return coref.None
	}
	return v.men[m].Entity
}

// reach is how many sentences back a rejection looks for what it rejects.
const reach = 4

// twin denies for who the fitting accusation nearest before d.
func (x *extraction) twin(d *denial, who int) {
	best, rank := -1, 0
	at := x.v.sentOf[d.at]
	near := x.indexed().within(at-reach, at)
	for _, ci := range x.index.against[who] {
		if s := x.v.sentOf[x.cands[ci].trigger]; s < at-reach || s > at {
			near = append(near, ci)
		}
	}
	slices.Sort(near)
	for _, ci := range near {
		if r := x.rejects(d, who, &x.cands[ci]); r > rank {
			best, rank = ci, r
		}
	}
	if best < 0 {
		x.alluded(d, who)
		return
	}
	c := x.cands[best]
	if who == coref.None {
		who = c.obj
	}
	deny := func(c candidate) {
		x.cands = append(x.cands, candidate{subj: c.subj, obj: c.obj, untold: c.untold, pred: c.pred, text: c.text, trigger: d.at,
			rule: "twin:" + c.pred, fixed: true, stance: "denied", holder: who})
	}
	sisters := x.index.sentence[x.v.sentOf[c.trigger]] // without those that deny adds
	deny(c)
	if d.open >= 0 && x.v.lx.Is("theypronoun", x.v.word[d.open]) {
		for _, n := range sisters {
			if o := x.cands[n]; o.trigger == c.trigger && o.pred == c.pred && o.subj == c.subj && o.obj != c.obj && !o.fixed {
				who = o.obj
				deny(o)
			}
		}
		return
	}
	// the sisters of a coordination are denied with it
	for _, n := range sisters {
		if o := x.cands[n]; o.trigger == c.trigger && o.pred == c.pred && o.rule == c.rule && o.obj == c.obj && o.subj != c.subj && !o.fixed {
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
	itself := d.act != "" && c.obj == who && deniable[c.pred] && !d.own // told anywhere
	if !itself && (gap < 0 || gap > reach || gap == 0 && c.trigger > d.at && v.inQ[d.at] < 0 && d.matter < 0) {
		return 0
	}
	if d.matter >= 0 && (gap > 2 || !strings.Contains(strings.ToLower(c.text), v.word[d.matter])) {
		return 0
	}
	act := deniable[c.pred] || d.critique && c.pred == "criticizes"
	if !act && (!delicate[c.pred] && c.pred != "supplies" || gap > 1 || d.legal) {
		return 0
	}
	if c.subj == who && !c.untold && (act && c.pred != "linkedTo" && c.pred != "attacks") {
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
	if !concerned && d.noun >= 0 {
		if e, matter := x.accused(d, who); e != c.obj && (e != who || matter != "") {
			return 0 // the noun tells who else is accused
		}
	}
	if (!act || c.pred == "linkedTo" || c.pred == "attacks") && gap > 0 && v.claimBefore(d.at) {
		return 0
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
	r := 100 - 10*min(max(gap, -gap), reach)
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

// claimBefore reports whether the sentence of token t tells of a claim before
// it, which is then what is rejected.
func (v *view) claimBefore(t int) bool {
	for i := v.d.Sentences[v.sentOf[t]].First; i < t; i++ {
		if v.is("accusing", i) || v.isVerb(i) && v.lx.Class(v.lemma[i], "claim", "believe", "say") != "" {
			return true
		}
	}
	return false
}

// related reports whether a works or speaks for b.
func (x *extraction) related(a, b int) bool {
	_, tied := x.indexed().tied[[2]int{a, b}]
	return tied
}
