package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/gazetteer"
)

// Acts such as accusing, arresting and attacking are told with one end that is
// a common noun ("prosecutors", "militants"), or without their doer ("X was
// arrested"). The other end is then always a name.

// agentless are acts that an article may tell without their doer (ruling 16).
var agentless = map[string]bool{
	"accuses": true, "criticizes": true, "investigates": true, "sues": true, "charges": true, "convicts": true, "arrests": true,
	"fines": true, "bans": true, "attacks": true, "dismisses": true,
}

// takesParties reports whether common nouns may be the ends of pred.
func takesParties(pred string) bool { return agentless[pred] || pred == "supports" }

// parties fills the empty end of an act whose other end is named: by a common
// noun, or by nobody (coref.None) where no doer is told.
func (x *extraction) parties(c *clause, subs, objs []int, subjSlots, objSlots []string) (s, o []int) {
	v := x.v
	if !takesParties(c.frame.Predicate) || c.guessed || v.unreal(c) {
		return subs, objs
	}
	named := func(es []int) bool { return slices.ContainsFunc(es, v.isNamed) }
	if len(objs) == 0 {
		objs = c.listed(objSlots)
	}
	if len(subs) > 0 && named(objs) { // "the X family and opposition politicians accuse"
		for _, slot := range subjSlots[:1] {
			for _, i := range c.fill(slot) {
				for _, e := range v.partiesOf(i) {
					if !hasInt(subs, e) && e >= len(v.named) {
						subs = append(subs, e)
					}
				}
			}
		}
	}
	switch {
	case len(subs) == 0 && named(objs):
		if subs = x.unnamed(c, subjSlots); subs == nil && c.untold(subjSlots) {
			subs = []int{coref.None}
			objs = slices.DeleteFunc(slices.Clone(objs), func(e int) bool { return !v.isNamed(e) })
		}
	case len(objs) == 0 && named(subs):
		objs = x.unnamed(c, objSlots)
	}
	return subs, objs
}

// unnamed makes an entity of the common noun that fills one of the slots.
func (x *extraction) unnamed(c *clause, slots []string) []int {
	v := x.v
	for _, slot := range slots {
		for _, i := range c.fill(slot) {
			if h := v.head(i); v.lx.Is("slotprep", slot) && h != c.trigger && h != c.light && (h < 0 || !has(c.frame.Fixed, v.lemma[h])) {
				continue
			}
			if es := v.partiesOf(i); len(es) > 0 {
				return es
			}
		}
	}
	return nil
}

// unresolved reports whether token i tells people whom no entity stands for, so
// that no name nearby may be taken in their place. "A group it calls X" is X.
func (v *view) unresolved(i int) bool {
	switch v.upos(i) {
	case "PROPN":
		return v.entity(i) == coref.None
	case "NOUN":
		named := slices.ContainsFunc(v.kids[i], func(k int) bool { return v.rel(k) == "acl" && v.is("call", k) })
		return !named && (v.classOrEnding("party", i) || v.party(i))
	}
	return false
}

// partiesOf are the entities of the common nouns joined by "and" to noun i, and
// of i itself, that stand for people or bodies.
func (v *view) partiesOf(i int) (out []int) {
	if v.party(i) {
		if e, ok := v.dc.Unnamed(i); ok && v.agentive(e) {
			out = append(out, e)
		}
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "conj" && k > i && v.upos(k) == "NOUN" && !v.not(k) {
			out = append(out, v.partiesOf(k)...)
		}
	}
	return out
}

// listed are the names that a phrase gives as examples of the people that noun
// i of the clause's object tells: "arrested five activists, including X".
func (c *clause) listed(slots []string) (out []int) {
	v := c.v
	const far = 9
	for _, slot := range slots {
		for _, i := range c.fill(slot) {
			if v.upos(i) != "NOUN" || !v.feat(i, "Number=Plur") || !v.classOrEnding("party", i) {
				continue
			}
			for j := i + 1; j < min(i+far, v.d.Sentences[v.sentOf[i]].Last-1); j++ {
				if v.finite(j) {
					break
				}
				if !v.lx.Is("including", v.word[j]) {
					continue
				}
				for k := j + 1; k < min(j+far, v.d.Sentences[v.sentOf[i]].Last) && v.d.Word(k) != "," && !v.relative(k) && !v.isVerb(k); k++ {
					if m := v.start[k]; m >= 0 && v.men[m].Form == coref.FormName && !v.modifies(m) && v.typeOf(v.men[m].Entity) == "Person" {
						return v.ents(v.men[m].Head)
					}
				}
				return nil
			}
		}
	}
	return nil
}

// party reports whether noun i stands for people or a body that need no
// antecedent: "prosecutors", "a judge", "the police". A definite person ("the
// minister") is somebody whom the article has named.
func (v *view) party(i int) bool {
	if i < 0 || v.upos(i) != "NOUN" || v.insideName(i) {
		return false
	}
	if v.classOrEnding("body", i) {
		return true
	}
	plural := v.feat(i, "Number=Plur")
	return (v.classOrEnding("party", i) || plural && demonym(v.lemma[i])) && (plural || !v.definite(i) && v.child(i, "nmod:poss") < 0 && !v.lx.Is("poss", v.detOf(i)))
}

// authors are who speaks in the document that noun i is: "a report by X",
// "X's letter".
func (v *view) authors(i int) []int {
	if v.upos(i) != "NOUN" || !v.is("docnoun", i) {
		return nil
	}
	for _, k := range v.kids[i] {
		e := v.entity(k)
		if e == coref.None || !v.agentive(e) || v.typeOf(e) == "Country" {
			continue
		}
		if p := v.caseOf(k); v.deprel(k) == "nmod:poss" || v.rel(k) == "nmod" && (v.lx.Is("prep_by", p) || v.lx.Is("fromprep", p)) {
			return []int{e}
		}
	}
	return nil
}

// placeNamed is the place of which noun i says what it is: "the town of X".
func (v *view) placeNamed(i int) []int {
	if v.upos(i) != "NOUN" || !v.is("placenoun", i) {
		return nil
	}
	for _, k := range v.kids[i] {
		if e := v.entity(k); k > i && (v.rel(k) == "nmod" || v.rel(k) == "appos" || v.rel(k) == "flat") && e != coref.None && isPlace(v.typeOf(e)) {
			return []int{e}
		}
	}
	return nil
}

// another reports whether the entity e that the common noun i was given is not
// whom the noun means: one of several people, or the house of somebody
// unnamed ("two officers of the army were charged").
func (v *view) another(i, e int) bool {
	if v.upos(i) != "NOUN" || v.typeOf(e) == "Unnamed" {
		return false
	}
	if p := v.child(i, "nmod:poss"); p >= 0 && v.entity(p) == e && v.classOrEnding("party", i) {
		return true // "X's opponent" is not X
	}
	if v.typeOf(e) == "Person" {
		return v.feat(i, "Number=Plur")
	}
	unit := v.classOrEnding("body", i) && !v.is("statenoun", i) && !v.is("metonym", i)
	return (v.classOrEnding("party", i) || unit) && v.dc.Covering[i] < 0 && v.dc.ByHead[i] < 0
}

// othersOf reports whether noun i tells people by the country e, whom they are
// not: "Ghanaian peacekeepers".
func (v *view) othersOf(i, e int) bool {
	return v.upos(i) == "NOUN" && v.typeOf(e) == "Country" && v.feat(i, "Number=Plur") && v.classOrEnding("party", i) && !v.is("metonym", i)
}

// classOrEnding reports whether noun i is of the class, in languages of
// compounds also by its last part.
func (v *view) classOrEnding(class string, i int) bool {
	if v.is(class, i) {
		return true
	}
	const shortest = 4
	if v.trait("compounds") {
		for at := range v.lemma[i] {
			if at >= 2 && len(v.lemma[i])-at >= shortest && v.lx.Is(class, v.lemma[i][at:]) {
				return true
			}
		}
	}
	return false
}

// passive reports whether the trigger is passive; of the verbs of acts a
// participle with "be" is as well: "er tiltalt for", "stands accused of".
func (c *clause) passive() bool {
	v, t := c.v, c.trigger
	if v.passive(t) {
		return true
	}
	if c.frame.Kind != lexicon.Verb || !agentless[c.frame.Predicate] || !v.pastParticiple(t) || c.directObject() {
		return false
	}
	for _, k := range v.kids[t] {
		if r := v.rel(k); (r == "aux" || r == "cop") && v.lx.Is("tobe", v.lemma[k]) {
			return true
		}
	}
	return c.standing() || v.rel(t) == "amod" && !v.isVerb(v.head(t))
}

// standing reports whether the participle says in what state the subject of
// its verb is: "står anklaget", "remains detained".
func (c *clause) standing() bool {
	v, t := c.v, c.trigger
	r := v.rel(t)
	return (r == "xcomp" || r == "amod" || r == "advcl") && v.is("standing", v.head(t)) && v.pastParticiple(t)
}

// directObject reports whether the verb has an object that is no time.
func (c *clause) directObject() bool {
	o := c.v.child(c.trigger, "obj")
	return o >= 0 && !c.v.is("timenoun", o)
}

// untold reports whether the clause has no doer at all: a passive without an
// agent, or a noun that nobody possesses.
func (c *clause) untold(subjSlots []string) bool {
	v, t := c.v, c.trigger
	if !agentless[c.frame.Predicate] || c.byPhrase(t) {
		return false
	}
	for _, slot := range subjSlots {
		if slices.ContainsFunc(c.fill(slot), func(i int) bool { return !v.classOrEnding("violence", i) }) {
			return false
		}
	}
	switch c.frame.Kind {
	case lexicon.Verb:
		if c.frame.Has("violence") && !c.violent() {
			return false
		}
		if slices.Contains(c.frame.Object, "subj") {
			return true
		}
		if v.trait("ed-participle") && v.child(t, "nsubj") >= 0 && v.child(t, "aux", "cop") < 0 && v.upos(t-1) != "AUX" {
			return false // a past tense whose object the parser lost
		}
		iobj := slices.Contains(c.frame.Object, "iobj")
		if v.rel(t) == "amod" { // "a suspected Acme depot" says nothing of Acme
			h := v.head(t)
			if e := v.entity(h); v.isVerb(h) || e == coref.None || v.typeOf(e) != "Person" && v.dc.Covering[h] < 0 {
				return c.standing()
			}
		}
		return c.passive() && (iobj || slices.Contains(c.frame.Object, "obj") && !c.directObject())
	case lexicon.Noun:
		if v.rel(t) == "compound" || c.compoundDoer(t) || v.is("party", t) {
			return false
		}
		return c.light < 0 || v.passive(c.light) || c.received
	}
	return false
}

// byPhrase reports whether a word of agents follows token t in its clause.
func (c *clause) byPhrase(t int) bool {
	v := c.v
	const far = 14
	last := v.d.Sentences[v.sentOf[t]].Last
	for j := t + 1; j+1 < min(t+far, last); j++ {
		switch {
		case v.finite(j) && v.upos(j) == "VERB", v.d.Word(j) == ";", v.relative(j):
			return false
		case v.lx.Is("prep_by", v.word[j]) && v.violentPhrase(j+1):
			return false // "killed by a bomb": nobody is told
		case v.lx.Is("prep_by", v.word[j]) && !slices.Contains(c.frame.Object, v.word[j]) && !v.is("timenoun", j+1) && !v.feat(j+1, "VerbForm=Ger"):
			return true
		}
	}
	return false
}

// violent reports whether a phrase of the clause tells that somebody did it:
// "was killed in an attack".
func (c *clause) violent() bool {
	return slices.ContainsFunc(c.v.kids[c.trigger], func(k int) bool { return c.v.rel(k) == "obl" && c.v.classOrEnding("violence", k) })
}

// violentPhrase reports whether the noun phrase from token i has no other words
// than nouns and modifiers and its last noun is one of violence.
func (v *view) violentPhrase(i int) bool {
	n := -1
	for last := v.d.Sentences[v.sentOf[i]].Last; i < last && slices.Contains([]string{"DET", "ADJ", "NOUN", "NUM"}, v.upos(i)); i++ {
		n = i
	}
	return n >= 0 && v.classOrEnding("violence", n)
}

// compoundDoer reports whether a noun before noun t may be the doer: "a rebel
// attack".
func (c *clause) compoundDoer(t int) bool {
	v := c.v
	for _, k := range v.kids[t] {
		r := v.rel(k)
		if v.deprel(k) == "nmod:poss" && slices.Contains(c.frame.Object, "poss") {
			continue
		}
		if k < t && (r == "compound" || r == "nmod" || r == "amod") &&
			(v.insideName(k) || v.classOrEnding("party", k) || v.classOrEnding("body", k) || r == "amod" && demonym(v.word[k])) {
			return true
		}
	}
	return false
}

func demonym(word string) bool {
	_, ok := gazetteer.DemonymOf(word)
	return ok
}

// unreal reports whether the act has not happened: it is wanted, feared, asked
// for or refused, or a purpose.
func (v *view) unreal(c *clause) bool {
	t := c.trigger
	if c.frame.Kind != lexicon.Noun {
		r := v.rel(t)
		return v.bareInfinitive(t) && (r == "acl" || r == "advcl" || r == "obl" || r == "nmod")
	}
	for h, n := v.head(t), 0; h >= 0 && n < 3; h, n = v.head(h), n+1 {
		if v.is("unfulfilled", h) || v.is("notdone", h) || v.isVerb(h) && v.lx.Class(v.lemma[h], "planned", "ask", "fail", "stop", "doubt") != "" {
			return true
		}
		if v.finite(h) {
			break
		}
	}
	return false
}

// wished reports whether the phrase of the trigger itself says that nothing
// has happened: "a possible attack", "efforts to win support".
func (v *view) wished(c *clause) bool {
	t := c.trigger
	if c.frame.Kind == lexicon.Noun {
		return slices.ContainsFunc(v.kids[t], func(k int) bool {
			r := v.rel(k)
			return (r == "amod" || r == "advmod") && v.is("irrealis", k)
		})
	}
	h := v.head(t)
	if takesParties(c.frame.Predicate) && (v.without(t) || v.feat(t, "Tense=Pres") && v.hasMark(t, "until")) {
		return true
	}
	if !takesParties(c.frame.Predicate) || h < 0 {
		return false
	}
	if c.frame.Kind == lexicon.Verb && (v.feat(t, "VerbForm=Ger") || v.feat(t, "Tense=Pres")) && !v.finite(t) && !v.passive(t) { // "wary of backing", "discussed backing"
		return v.is("notdone", h)
	}
	return v.rel(t) == "acl" && v.bareInfinitive(t) && v.is("notdone", h)
}

// verbal reports whether an attack is one of words: "for" says what it is
// about, or an adjective that it is sharp.
func (c *clause) verbal() bool {
	v, t := c.v, c.trigger
	if slices.ContainsFunc(v.kids[t], func(k int) bool { return v.is("verbal", k) }) || len(c.textSlot("for")) > 0 {
		return true
	}
	const near = 9
	for j := t + 1; j+1 < min(t+near, v.d.Sentences[v.sentOf[t]].Last); j++ {
		switch {
		case v.lx.Is("aboutprep", v.word[j]) && v.upos(j) == "ADP":
			return v.upos(j+1) != "NUM" && !v.is("timenoun", j+1)
		case v.isVerb(j), v.upos(j) == "PUNCT":
			return false
		}
	}
	return false
}

// told gives the statements without subject the doer that the article names
// for the same act elsewhere; what is told with its doer need not be told
// without.
func told(in []Statement) []Statement {
	done := map[related]bool{}
	for _, s := range in {
		if s.Subject != coref.None && s.Stance != "denied" && agentless[s.Predicate] {
			done[keyOf(coref.None, s.Object, s.Predicate)] = true
		}
	}
	return slices.DeleteFunc(in, func(s Statement) bool {
		return s.Subject == coref.None && s.Stance != "denied" && done[keyOf(coref.None, s.Object, s.Predicate)]
	})
}

// tellDenied names the doer in denials of an act that is told with one doer.
func tellDenied(in []Statement) {
	doer := map[related]int{}
	for _, o := range in {
		k := related{coref.None, o.Object, o.Predicate}
		if _, ok := doer[k]; !ok && o.Subject != coref.None && o.Stance != "denied" && !strings.HasPrefix(o.Rule, learnedRule) {
			doer[k] = o.Subject
		}
	}
	for i := range in {
		s := &in[i]
		if s.Subject != coref.None || s.Stance != "denied" {
			continue
		}
		if who, ok := doer[related{coref.None, s.Object, s.Predicate}]; ok {
			s.Subject = who
		}
	}
}
