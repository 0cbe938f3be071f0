package claims

import (
	"slices"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
)

// matchCalls reads labels: "described K as 'an auctioneer that bids at its own
// auctions'", "kalder ledelsen »en flok amatører«", "called her a liar". A
// quoted label is criticism, or praise if its words are kind; a label without
// quotes is what the lexicon says of its word.
func (x *extraction) matchCalls() {
	v := x.v
	for t := range x.tokens() {
		if !v.isVerb(t) || !v.lx.Is("call", v.lemma[t]) || v.boilerplate(t) || v.negatedVerb(t) {
			continue
		}
		o, label := v.labelled(t)
		if o < 0 || v.is("accusenoun", o) {
			continue
		}
		pred := ""
		if q := v.inQ[label]; q >= 0 && q != v.inQ[t] {
			if pred = v.judgement(v.quotes[q], v.lx.Is("deny", v.lemma[t]) || v.lx.Is("scornful", v.lemma[t])); pred == "" {
				continue
			}
		} else if f := v.lx.Frames(lexicon.Said, v.lemma[label]); len(f) > 0 && !v.isVerb(label) {
			pred = f[0].Predicate
		} else {
			continue
		}
		if v.lx.Is("deny", v.lemma[t]) && v.generic(o) {
			continue
		}
		s := v.subject(t)
		if s >= 0 && v.caseOf(s) != "" && v.rel(t) == "conj" {
			s = v.subject(v.head(t))
		}
		if s == o || s < 0 || v.generic(s) {
			if s = v.linSubject(t); s < 0 || v.caseOf(s) != "" {
				s = -1
				if a := v.after(t); len(a) > 0 && a[0] != o {
					s = a[0]
				}
			}
		}
		if s < 0 || s == o {
			continue
		}
		for _, se := range v.ents(s) {
			for _, oe := range x.doers(o, t) {
				if !v.agentive(se) || !v.agentive(oe) || v.houseOf(se) == oe {
					continue
				}
				c := candidate{subj: se, obj: oe, pred: pred, trigger: t, text: v.word[label], rule: "call:" + pred}
				if q := v.inQ[label]; q >= 0 && q != v.inQ[t] {
					c.text, c.rule = v.quotedText(v.quotes[q]), "call:quoted:"+pred
				}
				x.add(c)
			}
		}
	}
}

// labelled finds what verb t gives a label, and the label: its quote or the
// head of its phrase; -1, -1 where another verb stands between.
func (v *view) labelled(t int) (object, label int) {
	s := v.d.Sentences[v.sentOf[t]]
	if v.passive(t) {
		return -1, -1
	}
	object = -1
	if a := v.antecedent(t); a >= 0 && v.child(t, "nsubj") >= 0 && v.relObject(t) {
		object = a // "a plan that X called 'mad'"
	}
	for i := t + 1; i < min(t+16, s.Last); i++ {
		w := v.word[i]
		switch q := v.inQ[i]; {
		case q >= 0 && q != v.inQ[t]:
			if i > v.quotes[q].first {
				return -1, -1
			}
			return object, i
		case closers[v.d.Word(i)] != "", v.d.Word(i) == ",":
		case v.isVerb(i) && !v.pastParticiple(i), v.upos(i) == "SCONJ" && !v.lx.Is("as", w), v.relative(i), v.upos(i) == "PUNCT":
			return -1, -1
		case v.lx.Is("as", w), v.lx.Is("labelprep", w):
		case object >= 0 && len(v.lx.Frames(lexicon.Said, v.lemma[i])) > 0 && (v.upos(i) == "ADJ" || v.upos(i) == "NOUN"):
			return object, i
		case v.upos(i) == "ADP":
			if object < 0 {
				return -1, -1
			}
		case v.upos(i) == "NOUN" || v.upos(i) == "PROPN" || v.upos(i) == "PRON" && !v.lx.Is("poss", w):
			if i > t+1 && v.upos(i-1) == "ADP" {
				continue // "head of tropical diseases"
			}
			object = i
		}
	}
	return -1, -1
}

// generic reports whether token i stands for something said or done, not for
// anybody.
func (v *view) generic(i int) bool {
	return v.lx.Is("generic", v.word[i]) || v.lx.Is("generic", v.lemma[i])
}

// blamed is who is meant when the phrase at o is run down: the entity itself,
// or the one whose act, plan or silence it is.
func (v *view) blamed(o int) []int {
	if es := v.ents(o); len(es) > 0 {
		return es
	}
	if v.upos(o) != "NOUN" {
		return nil
	}
	for _, k := range v.kids[o] {
		if v.rel(k) == "amod" && demonym(v.word[k]) {
			if e := v.countryOf(v.word[k]); e != coref.None {
				return []int{e}
			}
		}
		if r := v.rel(k); r == "nmod" || r == "det" {
			if c := v.caseOf(k); c == "" || v.lx.Is("ofprep", c) || v.lx.Is("prep_by", c) {
				if es := v.ents(k); len(es) > 0 {
					return es
				}
			}
		}
	}
	return nil
}

// quoteAfter is the quote that begins within the clause behind token t, or -1.
func (v *view) quoteAfter(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	for i := t + 1; i < min(t+14, s.Last); i++ {
		if q := v.inQ[i]; q >= 0 && v.inQ[t] != q {
			return q
		}
	}
	return -1
}

// judgement is what the words of the quote say of somebody: "criticizes",
// "supports", or "" for neutral words, which only a scornful verb makes blame.
func (v *view) judgement(q quote, scornful bool) string {
	bad := scornful
	for i := q.first; i < q.last; i++ {
		if v.is("positive", i) {
			return "supports"
		}
		bad = bad || v.is("negative", i) || slices.ContainsFunc(v.lx.Frames(lexicon.Said, v.lemma[i]), func(f *lexicon.Frame) bool { return f.Predicate != "supports" })
	}
	if bad {
		return "criticizes"
	}
	return ""
}

func (v *view) unkind(q quote) bool {
	for i := q.first; i < q.last; i++ {
		if v.is("positive", i) {
			return false
		}
	}
	return true
}

// matchPassports reads "has both Russian and Cypriot passports", "a Chinese
// national" where the adjectives were not taken for mentions.
func (x *extraction) matchPassports() {
	v := x.v
	for t := range x.tokens() {
		if v.upos(t) != "NOUN" || !v.is("passport", t) || v.boilerplate(t) {
			continue
		}
		who := coref.None
		if h := v.head(t); h >= 0 && v.isVerb(h) {
			if s := v.subject(h); s >= 0 {
				who = v.entity(s)
			} else if s := v.linSubject(h); s >= 0 {
				who = v.entity(s)
			}
		} else {
			who = v.described(t)
		}
		if who == coref.None || v.typeOf(who) != "Person" {
			continue
		}
		for i := t - 1; i >= max(v.d.Sentences[v.sentOf[t]].First, t-5); i-- {
			if c := v.countryOf(v.word[i]); c != coref.None {
				x.add(candidate{subj: who, obj: c, pred: "citizenOf", trigger: t, rule: "passport:citizenOf"})
			} else if u := v.upos(i); u != "CCONJ" && u != "ADJ" && u != "ADV" {
				break
			}
		}
	}
}
