package claims

// Words that turn round or take back what a clause says.

// negate turns the statement round, once for each word of negation.
func (a *attribution) negate(token int, word string) {
	if !hasInt(a.counted, token) {
		a.counted = append(a.counted, token)
		a.negated = !a.negated
		a.cue("neg:" + word)
	}
}

// secondNo reports whether word of negation k under cur repeats one before it
// in a coordination, so that both say one no: "is not and has never been".
func (v *view) secondNo(k, cur int) bool {
	cc := false
	for i := k - 1; i >= 0 && i > k-8 && v.sentOf[i] == v.sentOf[k]; i-- {
		switch {
		case v.rel(i) == "cc" && !v.lx.Is("neg", v.word[i]):
			cc = true
		case cc && v.head(i) == cur && v.lx.Is("neg", v.word[i]):
			return true
		}
	}
	return false
}

// noLonger reports whether word of negation i ends something: "no longer".
func (v *view) noLonger(i int) bool {
	return i+1 < len(v.word) && v.lx.Is("neg", v.word[i]) && v.lx.Is("longer", v.word[i+1]) && v.sentOf[i] == v.sentOf[i+1]
}

// without reports whether the phrase of noun t is what there is none of:
// "without being a director of X".
func (v *view) without(t int) bool {
	for _, k := range v.kids[t] {
		if r := v.rel(k); k < t && (r == "mark" || r == "case" || r == "det") && v.lx.Is("neg", v.word[k]) {
			return true
		}
	}
	return false
}

// wrongly reports whether verb i says that what it reports is wrong.
func (v *view) wrongly(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "advmod" && v.is("wrongly", k) {
			return true
		}
	}
	return false
}

// jests reports whether what verb i tells is not meant: "joked", "sagde for sjov".
func (v *view) jests(i int) bool {
	if v.is("jest", i) {
		return true
	}
	for _, k := range v.kids[i] {
		if c := v.caseOf(k); c != "" && v.lx.Is("jest", c+" "+v.word[k]) {
			return true
		}
	}
	return false
}

func (v *view) negatedVerb(i int) bool {
	for _, k := range v.kids[i] {
		if (v.rel(k) == "advmod" || v.rel(k) == "cc") && v.lx.Is("neg", v.word[k]) {
			return true
		}
	}
	return false
}

// infinitive reports whether verb i is an infinitive or gerund with its mark.
func (v *view) infinitive(i int) bool {
	if !v.isVerb(i) || v.feat(i, "VerbForm=Fin") {
		return false
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "mark" && v.lx.Is("tomark", v.word[k]) {
			return true
		}
	}
	return false
}

// unfulfilled reports whether verb h only asks for or refuses what infinitive
// cur says: "was urged to resign", "takkede nej til at lede", "turned down an
// offer to lead".
func (v *view) unfulfilled(h, cur int) bool {
	if v.is("unfulfilled", h) {
		return true
	}
	for _, k := range v.kids[h] {
		if r := v.rel(k); k < cur && (r == "obj" || r == "xcomp" || r == "advmod") && v.is("unfulfilled", k) {
			return true
		}
	}
	return false
}

// not reports whether conjunct k is named to be left out: "A and not B".
func (v *view) not(k int) bool {
	for _, g := range v.kids[k] {
		if g < k && (v.rel(g) == "advmod" || v.rel(g) == "cc") && v.lx.Is("neg", v.word[g]) && !v.lx.Is("nor", v.word[g]) {
			return true
		}
	}
	return false
}
