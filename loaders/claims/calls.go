package claims

import (
	"newsgraph/loaders/claims/coref"
)

// matchCalls reads labels: "described K as 'an auctioneer that bids at its own
// auctions'", "kalder ledelsen »en flok amatører«". A quoted label is
// criticism unless its words are kind or it rejects a statement.
func (x *extraction) matchCalls() {
	v := x.v
	for t := range v.word {
		if !v.isVerb(t) || !v.lx.Is("call", v.lemma[t]) || v.boilerplate(t) {
			continue
		}
		q := v.quoteAfter(t)
		if q < 0 || !v.unkind(v.quotes[q]) {
			continue
		}
		s := v.subject(t)
		if s < 0 {
			continue
		}
		c := &clause{v: v, trigger: t, light: -1}
		o := c.object()
		if o < 0 || o >= v.quotes[q].first && o < v.quotes[q].last {
			o = -1
			for i := t + 1; i < v.quotes[q].first; i++ {
				if v.entity(i) != coref.None {
					o = i
					break
				}
			}
		}
		if o < 0 || v.lx.Is("generic", v.lemma[o]) {
			continue
		}
		for _, se := range v.ents(s) {
			for _, oe := range v.blamed(o) {
				x.add(candidate{subj: se, obj: oe, pred: "criticizes", trigger: t, text: v.quotedText(v.quotes[q]), rule: "call:quoted:criticizes"})
			}
		}
	}
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
		if r := v.rel(k); r == "nmod" || r == "det" {
			if c := v.caseOf(k); c == "" || v.lx.Is("orgprep", c) || v.lx.Is("prep_by", c) {
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
	for t := range v.word {
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
