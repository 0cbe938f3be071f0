package claims

// predicateOf is the verb or nominal predicate that a trigger belongs to.
func (v *view) predicateOf(t int) int {
	for i, steps := t, 0; i >= 0 && steps < 6; i, steps = v.head(i), steps+1 {
		if v.upos(i) == "VERB" || v.child(i, "cop") >= 0 {
			return i
		}
		if r := v.rel(i); r == "appos" || r == "acl" || r == "root" {
			return i
		}
	}
	return t
}

// tense gives the status that tense, modals and adverbs of the predicate p say.
// Whether simple past means "former" is up to the predicate (see settle).
func (v *view) tense(p int, a *attribution) {
	if p < 0 {
		return
	}
	finite, perfect, past := false, false, false
	mark := func(i int) {
		switch {
		case v.lx.Is("future", v.word[i]) && (v.trait("modals-bare") || v.feat(i, "Tense=Pres")):
			a.status = "planned"
			a.cue("future:" + v.word[i])
		case v.lx.Is("would", v.word[i]):
			if v.trait("modals-bare") {
				a.status = "planned"
			} else if v.word[i] == "skulle" {
				v.allege(a, "skulle")
			}
		case v.lx.Is("may", v.word[i]):
			a.cue("may")
			a.status = "planned"
		}
		if v.lx.Is("have", v.lemma[i]) {
			perfect = true
			if v.feat(i, "Tense=Past") {
				past = true
			}
		}
		if v.feat(i, "VerbForm=Fin") || v.feat(i, "Mood=Ind") {
			finite = true
			if v.feat(i, "Tense=Past") {
				past = true
			}
		}
	}
	would := false
	for _, k := range v.kids[p] {
		if r := v.rel(k); r == "aux" || r == "cop" {
			mark(k)
			if would && v.lx.Is("perfectaux", v.word[k]) {
				a.turn(supposed) // "would have been appointed": it did not happen
			}
			would = would || v.lx.Is("would", v.word[k])
		}
	}
	// "is to step down": be + to-infinitive
	if h := v.head(p); v.rel(p) == "xcomp" && h >= 0 && v.lx.Is("tobe", v.lemma[h]) {
		a.status = "planned"
	}
	if v.trait("modals-bare") && v.child(p, "cop") >= 0 {
		for _, k := range v.kids[p] {
			if v.rel(k) == "aux" && v.word[k] == "to" {
				a.status = "planned"
			}
		}
	}
	if v.upos(p) == "VERB" && !finite && v.feat(p, "VerbForm=Fin") {
		past = v.feat(p, "Tense=Past")
	}
	if past {
		a.cue("past")
	}
	if !past && !perfect && (finite || v.feat(p, "VerbForm=Fin")) && a.status == "current" {
		a.cue("present")
	}
	if perfect && !past {
		a.cue("perfect")
	}
	for _, k := range v.kids[p] {
		switch r := v.rel(k); {
		case r == "advmod" && v.is("then", k):
			a.cue("then")
		case (r == "obl" || r == "nmod" || r == "advmod" || r == "advcl") && (v.lx.Is("until", v.caseOf(k)) || v.lx.Is("until", v.word[k])):
			a.cue("until")
		case (r == "obl" || r == "advmod" || r == "advcl") && (v.lx.Is("since", v.caseOf(k)) || v.lx.Is("since", v.word[k]) || v.hasMark(k, "since")):
			a.cue("since")
		case r == "advmod" && v.is("still", k):
			a.cue("still")
		}
	}
}

// shutOff reports whether a subordinate clause of time or cause, or a relative
// pronoun, stands between the source at i and the trigger t behind it.
func (v *view) shutOff(i, t int) bool {
	for k := i + 1; k < t; k++ {
		if v.d.Word(k-1) == "," && (v.relative(k) && v.upos(k) != "SCONJ" || v.lx.Is("whenclause", v.word[k]) && v.upos(k) == "SCONJ") {
			return true
		}
	}
	return false
}

// hedgedNear finds a hedge by word order, in the stretch between punctuation
// that holds the trigger: parsers hang adverbs anywhere.
func (v *view) hedgedNear(t int, a *attribution) {
	s := v.d.Sentences[v.sentOf[t]]
	for _, step := range []int{-1, 1} {
		for i := t; i >= s.First && i < s.Last && i > t-10 && i < t+5; i += step {
			if v.upos(i) == "PUNCT" {
				break
			}
			if v.is("hedge", i) || i+1 < s.Last && v.lx.Is("hedge", v.word[i]+" "+v.word[i+1]) {
				v.allege(a, "hedge:"+v.word[i])
				return
			}
		}
	}
}

// hedgePhrase knows multiword hedges such as "efter sigende".
func (v *view) hedgePhrase(k int) bool {
	if c := v.caseOf(k); c != "" {
		return v.lx.Is("hedge", c+" "+v.word[k])
	}
	return false
}

func (v *view) allege(a *attribution, cue string) {
	if a.stance == "asserted" {
		a.stance = "alleged"
	}
	a.cue(cue)
}
