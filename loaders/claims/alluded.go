package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/text"
)

// alluded gives the accusation that d rejects where the article does not tell
// it otherwise: "X denied all allegations" says that somebody accuses X, and
// that X denies it (ruling 16). Whoever is told as the accuser is its subject;
// one who is told and not known makes it unsure, and nothing is stated.
func (x *extraction) alluded(d *denial, who int) {
	v := x.v
	if d.act == "" || who == coref.None || !v.isNamed(who) || !v.agentive(who) {
		return
	}
	accused, matter := x.accused(d, who)
	if accused == coref.None {
		return
	}
	by, told := x.accuser(d)
	if told && by == coref.None || !told && x.accuserTold(d, accused) || by == accused || by == who {
		return
	}
	if !told && accused == who && d.noun >= 0 && x.speaksFor(who) && !v.is("ownpart", d.noun) {
		return // a minister may deny what his government is accused of
	}
	rule := "alluded:" + d.act
	c := candidate{subj: by, obj: accused, untold: by == coref.None, pred: d.act, text: matter, trigger: d.at, rule: rule, fixed: true, stance: "asserted", status: "current", holder: coref.None,
		cues: []string{"deny:" + v.lemma[d.at]}}
	if !x.add(c) {
		return
	}
	c.rule, c.stance, c.holder = "twin:"+rule, "denied", who
	x.add(c)
}

// accused is who stands accused by what d rejects, and of what: whom the clause
// behind the noun speaks of, else the one who rejects it. None if the clause
// speaks of somebody not known.
func (x *extraction) accused(d *denial, who int) (int, string) {
	v := x.v
	if d.of != coref.None {
		return d.of, ""
	}
	if d.noun < 0 {
		return who, ""
	}
	s := v.d.Sentences[v.sentOf[d.noun]]
	for i := d.noun + 1; i < min(d.noun+7, s.Last-1); i++ {
		switch {
		case v.inQ[i] != v.inQ[d.noun], v.upos(i) == "PUNCT", i >= d.at && d.noun < d.at:
			return who, ""
		case v.lx.Is("contentmark", v.word[i]) && (!v.lx.Is("ofmatter", v.word[i]) || v.isVerb(i+1) || v.finiteBetween(i+1, min(i+9, s.Last)) || v.lx.Is("tomark", v.word[i+1])):
			matter := v.between(i+1, s.Last)
			for j := i + 1; j < min(i+6, s.Last); j++ {
				switch {
				case v.sort1(j) != "" && !v.lx.Is("poss", v.word[j]):
					if es := v.doersAt(j); len(es) == 1 {
						return es[0], matter
					}
					if v.upos(j) == "PRON" {
						return who, matter
					}
					return coref.None, ""
				case v.isVerb(j):
					if !v.finite(j) && v.infinitiveAhead(i, j) {
						return who, matter // "beskyldninger om at have ..."
					}
					return coref.None, ""
				}
			}
			return coref.None, ""
		case v.lx.Is("ofmatter", v.word[i]) && v.upos(i) != "VERB":
			return who, v.between(i+1, s.Last)
		}
	}
	return who, ""
}

// infinitiveAhead reports whether nothing but adverbs and the mark stand
// between token i and the infinitive j.
func (v *view) infinitiveAhead(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if u := v.upos(k); u != "ADV" && u != "PART" && u != "AUX" {
			return false
		}
	}
	return true
}

// sort1 is the tag of token i if it can head the subject of a clause.
func (v *view) sort1(i int) string {
	switch u := v.upos(i); u {
	case "NOUN", "PROPN", "PRON":
		if u == "NOUN" && i+1 < len(v.word) && v.upos(i+1) == "NOUN" {
			return ""
		}
		return u
	}
	return ""
}

// doersAt is who the word at token i stands for.
func (v *view) doersAt(i int) []int {
	if m := v.end[i]; m >= 0 && v.men[m].Entity >= 0 && v.agentive(v.men[m].Entity) {
		return []int{v.men[m].Entity}
	}
	if m := v.start[i]; m >= 0 && v.men[m].Entity >= 0 && v.agentive(v.men[m].Entity) {
		return []int{v.men[m].Entity}
	}
	return v.ents(i)
}

// between is the text of tokens [first, last) up to punctuation, at most 20.
func (v *view) between(first, last int) string {
	end := first
	for end < last && end < first+20 && v.upos(end) != "PUNCT" {
		end++
	}
	if end <= first {
		return ""
	}
	return strings.TrimSpace(v.d.Of(text.Span{Start: v.d.Tokens[first].Start, End: v.d.Tokens[end-1].End}))
}

// accuser is who made the accusation that the noun of d names, and whether the
// article tells at the noun: "allegations by X", "Xs anklager", "criticism from Y".
func (x *extraction) accuser(d *denial) (who int, told bool) {
	v := x.v
	n := d.noun
	if n < 0 || v.lx.Is("ownpart", v.lemma[n]) {
		return coref.None, false
	}
	s := v.d.Sentences[v.sentOf[n]]
	if n < d.at && v.besideSubject(d.at) == n || v.d.Word(max(n-1, 0)) == "," {
		for i := s.First; i < n; i++ { // "X contends that ..., a charge Y denies"
			if v.isVerb(i) && (v.is("accusing", i) || v.lx.Class(v.lemma[i], "say", "claim", "believe") != "") && v.subject(i) >= 0 && !v.passive(i) {
				return v.actor(v.subject(i)), true
			}
		}
	}
	first := n
	for first > s.First && (v.upos(first-1) == "ADJ" || v.upos(first-1) == "NOUN" || v.upos(first-1) == "PROPN" || v.upos(first-1) == "PART" || v.lx.Is("poss", v.word[first-1])) && first-1 != d.at {
		first--
		if v.upos(first) == "PROPN" || v.lx.Is("poss", v.word[first]) || v.dc.Covering[first] >= 0 || v.upos(first) == "PART" {
			e := v.named1(first)
			return e, true
		}
		if v.upos(first) == "ADJ" && capital(v.d.Word(first)) && first > s.First {
			return coref.None, true // "Western accusations"
		}
	}
	for i := n + 1; i < min(n+5, s.Last-1); i++ {
		if v.upos(i) == "PUNCT" || v.isVerb(i) && !v.feat(i, "VerbForm=Part") || v.lx.Is("contentmark", v.word[i]) || v.lx.Is("ofmatter", v.word[i]) && !v.lx.Is("prep_by", v.word[i]) {
			break
		}
		if v.lx.Is("prep_by", v.word[i]) || v.lx.Is("frompart", v.word[i]) {
			e := coref.None
			for j := i + 1; j < min(i+6, s.Last) && e == coref.None && v.upos(j) != "PUNCT"; j++ {
				if m := v.start[j]; m >= 0 && v.men[m].Form == coref.FormName {
					e = v.speaking(v.men[m].Entity)
				}
			}
			return e, true
		}
	}
	return coref.None, false
}

// named1 is the named somebody whose mention covers token i, or None.
func (v *view) named1(i int) int {
	if m := v.dc.Covering[i]; m >= 0 {
		if e := v.dc.Mentions[m].Entity; e >= 0 && v.isNamed(e) && v.agentive(e) {
			return e
		}
	}
	return coref.None
}

// accuserTold reports whether the article seems to tell who made the accusation
// of accused that d rejects: a verb or noun of accusing or charging with a doer.
func (x *extraction) accuserTold(d *denial, accused int) bool {
	v := x.v
	known := x.indexed().accused
	for pred := range deniable {
		if known[related{coref.None, accused, pred}] {
			return true
		}
	}
	if known[related{coref.None, accused, "criticizes"}] && d.act == "criticizes" || known[related{coref.None, accused, "arrests"}] && d.act == "charges" {
		return true
	}
	at := v.sentOf[d.at]
	first, last := v.d.Sentences[max(0, at-reach)].First, v.d.Sentences[min(at+1, len(v.d.Sentences)-1)].Last
	for i := first; i < last; i++ {
		gap := at - v.sentOf[i]
		if i == d.noun || i == d.at {
			continue
		}
		switch {
		case v.isVerb(i) && (v.is("accusing", i) || v.names(i, d.act)):
			if !v.passive(i) && v.subject(i) >= 0 || v.agent(i) >= 0 {
				return true
			}
		case v.upos(i) == "NOUN" && v.is("accusenoun", i) && !v.is("ownpart", i):
			o := denial{at: d.at, noun: i, of: coref.None}
			if _, told := x.accuser(&o); told {
				return true
			}
		case gap <= 1 && v.isVerb(i) && v.lx.Class(v.lemma[i], "say", "claim", "believe") != "" && (v.harmAhead(i) || v.tellsOf(i, accused)):
			return true // "officials say Iran is hiding weapons"
		}
	}
	return false
}

// names reports whether verb i has a frame for act.
func (v *view) names(i int, act string) bool {
	return slices.ContainsFunc(v.lx.Frames(lexicon.Verb, v.lemma[i]), func(f *lexicon.Frame) bool { return f.Predicate == act })
}

// tellsOf reports whether somebody else says by verb i what e does.
func (v *view) tellsOf(i, e int) bool {
	s := v.d.Sentences[v.sentOf[i]]
	if by := v.subject(i); by < 0 || v.entity(by) == e {
		return false
	}
	for j := i + 1; j < s.Last; j++ {
		if v.rel(j) == "nsubj" && v.entity(j) == e {
			return !v.lx.Is("deny", v.lemma[max(v.head(j), 0)])
		}
	}
	return false
}

// harmAhead reports whether what verb of saying i tells is a wrong.
func (v *view) harmAhead(i int) bool {
	s := v.d.Sentences[v.sentOf[i]]
	for j := i + 1; j < s.Last; j++ {
		if v.isVerb(j) && v.lx.Is("deny", v.lemma[j]) {
			return false
		}
		for _, f := range v.lx.Frames(lexicon.Said, v.lemma[j]) {
			if f.Predicate == "accuses" {
				return true
			}
		}
	}
	return false
}

// speaksFor reports whether who is a person that may speak for a government or
// house.
func (x *extraction) speaksFor(who int) bool {
	v := x.v
	if v.typeOf(who) != "Person" {
		return false
	}
	introduced, known := x.introduced[who]
	if !known {
		introduced = slices.ContainsFunc(v.ments[who], func(mi int) bool { return v.behindRole(&v.men[mi]) })
		x.introduced[who] = introduced
	}
	return introduced || slices.ContainsFunc(x.indexed().holding[who], func(n int) bool { return x.cands[n].status != "former" })
}

// behindRole reports whether a role noun stands shortly before m.
func (v *view) behindRole(m *coref.Mention) bool {
	first := v.d.Sentences[v.sentOf[m.First]].First
	for i := m.First - 1; i >= max(first, m.First-6) && v.upos(i) != "PUNCT"; i-- {
		if r, ok := v.lx.Role(v.word[i]); ok && r.Predicate != "none" {
			return true
		}
	}
	return false
}

// actOf is the act that the noun n names, "" for none: who rejects it shows
// that it was done.
func (x *extraction) actOf(n int) string {
	v := x.v
	if n < 0 {
		return ""
	}
	for _, p := range []string{"accuses", "charges", "criticizes", "sues"} {
		if v.is("allude-"+p, n) {
			if p == "accuses" && v.lx.Is("legalcharge", v.word[n]) && x.inCourt() {
				return "charges"
			}
			return p
		}
	}
	return ""
}

// inCourt reports whether the article is about a trial.
func (x *extraction) inCourt() bool {
	if x.court == nil {
		n := 0
		for i := range x.v.word {
			if x.v.is("courtcontext", i) {
				n++
			}
		}
		trial := n >= 2
		x.court = &trial
	}
	return *x.court
}

// innocence: "says that he is innocent", "maintains her innocence", "insists it
// did nothing wrong". It fills d with who says so of whom.
func (x *extraction) innocence(t int, d *denial) bool {
	v := x.v
	of := coref.None
	switch {
	case v.is("innocence", t) && v.upos(t) == "NOUN":
		h := v.head(t)
		if h < 0 || !v.isVerb(h) || v.lx.Class(v.lemma[h], "say", "claim", "protest") == "" || v.child(t, "nmod:poss", "det") < 0 || v.negatedVerb(h) {
			return false
		}
		d.who, d.act = x.rejecters(h), "accuses"
		return len(d.who) > 0
	case v.is("innocent", t) && (v.child(t, "cop") >= 0 || v.predicated(t)):
		of = v.entity(v.subject(t))
	case v.is("wrongword", t) && v.upos(t) != "VERB" && v.nothingWrong(t):
		h := v.predicateOf(t)
		for h >= 0 && !v.isVerb(h) {
			h = v.head(h)
		}
		of = v.entity(v.subject(h))
	default:
		return false
	}
	who := x.sayer(t)
	if who == coref.None || of == coref.None {
		return false
	}
	d.who, d.of, d.act = []int{who}, of, "accuses"
	return true
}

// nothingWrong: "did nothing wrong", "har ikke gjort noget ulovligt".
func (v *view) nothingWrong(t int) bool {
	s := v.d.Sentences[v.sentOf[t]]
	neg, did := false, false
	for i := t - 1; i >= max(s.First, t-7) && v.upos(i) != "PUNCT"; i-- {
		neg = neg || v.lx.Is("neg", v.word[i])
		did = did || v.is("did", i)
	}
	return neg && did
}
