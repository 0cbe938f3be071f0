package claims

import (
	"newsgraph/loaders/claims/coref"
)

// attribution is how the article puts what a trigger says.
type attribution struct {
	stance  string
	status  string
	holder  int
	drop    bool // a question, condition, negated act: nothing is stated
	negated bool // negation met below any verb of saying
	cues    []string
	counted []int // tokens of negation that were read
}

// negate turns the statement round, once for each word of negation.
func (a *attribution) negate(token int, word string) {
	if !hasInt(a.counted, token) {
		a.counted = append(a.counted, token)
		a.negated = !a.negated
		a.cue("neg:" + word)
	}
}

func (a *attribution) cue(s string) { a.cues = append(a.cues, s) }

// attribute walks from the trigger up to the root of its sentence, through the
// verbs that report, deny, hedge or plan what the trigger says. Relative
// clauses and appositions are the article's own voice, unless they stand
// inside a quote.
func (v *view) attribute(t int, np bool) attribution {
	a := attribution{stance: "asserted", status: "current", holder: coref.None}
	if q := v.inQ[t]; q >= 0 {
		if s := v.quotes[q].speaker; s != coref.None {
			a.holder = s
			a.cue("quote")
		}
	}
	if np {
		v.finish(&a)
		return a
	}
	v.tense(v.predicateOf(t), &a)
	cur := t
	for steps := 0; steps < 12 && cur >= 0; steps++ {
		v.clauseCues(cur, &a)
		h := v.head(cur)
		if h < 0 {
			break
		}
		r := v.rel(cur)
		if v.inQ[t] < 0 && v.ownRelative(cur, h) {
			a.cue("own clause")
			break
		}
		if r == "parataxis" && v.semicolon(h, cur) {
			break
		}
		if r == "acl" && v.deprel(cur) != "acl" || r == "appos" || r == "acl" && v.isVerb(cur) && v.feat(cur, "VerbForm=Part") {
			if v.inQ[t] < 0 {
				a.cue("own clause")
				break
			}
		}
		if r == "advcl" && v.hasMark(cur, "if") {
			a.drop = true
		}
		// Going from a complement to its verb, or from an object noun to its verb.
		switch r {
		case "ccomp", "xcomp", "csubj", "obj", "obl", "nmod", "acl", "advcl", "nsubj", "parataxis", "dep":
			v.governed(cur, h, r, t, &a)
		case "conj":
			// shared governor: step over the sister without reading its cues
			for v.rel(cur) == "conj" && v.head(cur) >= 0 {
				cur = v.head(cur)
			}
			h = v.head(cur)
			if h < 0 {
				break
			}
			if r2 := v.rel(cur); r2 == "ccomp" || r2 == "xcomp" || r2 == "csubj" || r2 == "obj" || r2 == "advcl" {
				v.governed(cur, h, r2, t, &a)
			} else if r2 == "acl" && v.deprel(cur) != "acl" && v.inQ[t] < 0 {
				h = -1
			}
		}
		if h < 0 {
			break
		}
		cur = h
	}
	v.hedgedNear(t, &a)
	v.accordingTo(t, &a)
	v.finish(&a)
	return a
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

// ownRelative reports whether cur heads a relative clause by its subject, and
// no verb of saying stands inside the clause ("which it said was ...").
func (v *view) ownRelative(cur, h int) bool {
	for _, k := range v.kids[cur] {
		if v.rel(k) == "nsubj" && v.relative(k) && k < cur {
			return !(h > k && h < cur)
		}
	}
	return false
}

func (v *view) semicolon(a, b int) bool {
	for i := min(a, b); i < max(a, b); i++ {
		if v.d.Word(i) == ";" {
			return true
		}
	}
	return false
}

// finish settles what follows from holder and cues together.
func (v *view) finish(a *attribution) {
	if a.holder != coref.None && v.dc.Entities[a.holder].Type == "Unnamed" && a.stance == "asserted" {
		a.stance = "alleged"
	}
}

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

func (v *view) hasMark(i int, class string) bool {
	for _, k := range v.kids[i] {
		if (v.rel(k) == "mark" || v.rel(k) == "advmod") && v.lx.Is(class, v.word[k]) {
			return true
		}
	}
	// "Were she to win", "Skulle svarene ikke": verb first
	return false
}

// clauseCues reads negation and hedges among the dependents of cur, and verbs
// of saying put in parenthesis.
func (v *view) clauseCues(cur int, a *attribution) {
	for _, k := range v.kids[cur] {
		if r := v.rel(k); (r == "obj" || r == "nsubj" && k > cur) && v.isVerb(cur) {
			for _, g := range v.kids[k] {
				if v.rel(g) == "det" && v.lx.Is("neg", v.word[g]) {
					a.negate(g, v.word[g])
				}
			}
		}
		switch r := v.rel(k); {
		case (r == "advmod" || r == "det" || r == "cc" || r == "mark" || r == "case") && v.lx.Is("neg", v.word[k]):
			if r == "case" && !v.isVerb(cur) && v.child(cur, "cop") < 0 {
				continue // "without", "uden" before a noun
			}
			a.negate(k, v.word[k])
		case r == "nsubj" && v.lx.Is("neg", v.word[k]) && v.isVerb(cur):
			a.drop = true
		case (r == "advmod" || r == "obl" || r == "amod") && (v.is("hedge", k) || r == "amod" && v.is("hedgeadj", k)):
			v.allege(a, "hedge:"+v.word[k])
		case r == "obl" && v.hedgePhrase(k):
			v.allege(a, "hedge")
		case r == "parataxis" && k > cur || r == "parataxis":
			v.saying(k, a)
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

// saying applies the reporting verb k to a statement that it reports.
func (v *view) saying(k int, a *attribution) {
	class := v.lx.Class(v.lemma[k], "claim", "believe", "deny", "say")
	if class == "" {
		return
	}
	h := v.speakerOf(k)
	if a.holder == coref.None {
		a.holder = h
	}
	a.cue("say:" + v.lemma[k])
	if v.feat(k, "Tense=Past") && v.inQ[k] < 0 {
		a.cue("backshift") // "said it was": the past of reported speech
	}
	switch class {
	case "claim", "believe":
		if a.stance == "asserted" && v.inQ[k] < 0 {
			a.stance = "alleged"
		}
	case "deny":
		v.deny(a, h)
	}
}

// deny makes the statement denied, by holder h.
func (v *view) deny(a *attribution, h int) {
	a.stance = "denied"
	a.negated = false
	if h != coref.None {
		a.holder = h
	}
}

// governed reads what verb or noun h makes of its dependent cur.
func (v *view) governed(cur, h int, r string, t int, a *attribution) {
	lem := v.lemma[h]
	clausal := r == "ccomp" || r == "xcomp" || r == "csubj" || r == "advcl" || r == "dep" || r == "parataxis" || r == "obj" && v.isVerb(cur) || r == "nsubj" && v.isVerb(cur) || r == "obl" && v.isVerb(cur)
	if !v.isVerb(h) && v.upos(h) != "ADJ" {
		// "rumours that ...", "claims that ..."
		if (r == "acl" || r == "nmod" || r == "ccomp") && v.isVerb(cur) && v.lx.Is("generic", lem) && lem != "it" && lem != "that" && lem != "this" {
			v.allege(a, "noun:"+lem)
		}
		return
	}
	if a.stance == "denied" && a.holder != coref.None {
		return
	}
	if v.lx.Is("accusing", lem) && clausal && r != "dep" && r != "parataxis" {
		by := v.subject(h)
		if v.passive(h) {
			by = v.agent(h)
		}
		v.allege(a, "accused:"+lem)
		if by >= 0 && a.holder == coref.None {
			a.holder = v.entity(by)
		}
		return
	}
	class := v.lx.Class(lem, "deny", "doubt", "claim", "believe", "say", "fail", "stop", "planned", "ask")
	if v.passive(h) && v.lx.Is("saidto", lem) && clausal {
		v.allege(a, "saidto:"+lem)
		if ag := v.agent(h); ag >= 0 && a.holder == coref.None {
			a.holder = v.entity(ag)
		}
		return
	}
	switch class {
	case "deny":
		neg := v.negatedVerb(h)
		if !(clausal || r == "obj" || r == "obl" || r == "nmod") || r == "advcl" && !v.feat(cur, "VerbForm=Ger") {
			return
		}
		if neg {
			a.drop = true
			return
		}
		if !clausal && v.isVerb(t) {
			return // the object noun is denied, not the clause inside it
		}
		hs := coref.None
		if s := v.subject(h); s >= 0 {
			hs = v.entity(s)
		}
		if v.inQ[h] >= 0 && hs == coref.None {
			hs = v.quotes[v.inQ[h]].speaker
		}
		a.cue("deny:" + lem)
		v.deny(a, hs)
	case "say", "claim", "believe":
		if !clausal || r == "advcl" && v.trait("advcl-adverbial") && !v.reportedAdvcl(cur, h) {
			return
		}
		if v.negatedVerb(h) && class != "say" {
			a.negated = !a.negated
		}
		v.saying(h, a)
	case "doubt":
		if clausal {
			v.allege(a, "doubt")
		}
	case "ask":
		if clausal {
			a.drop = true
		}
	case "fail":
		if r == "xcomp" {
			a.drop = true
		}
	case "stop":
		if r == "xcomp" {
			a.status = "former"
		}
	case "planned":
		if r == "xcomp" || r == "ccomp" || r == "advcl" && !v.hasFiniteMark(cur) || r == "obj" && v.isVerb(cur) {
			a.status = "planned"
			a.cue("plan:" + lem)
			if v.negatedVerb(h) {
				a.drop = true
			}
		}
	}
}

// reportedAdvcl: a parser may take the content before ", said X" for an
// adverbial clause. It is content if the verb of saying follows without mark.
func (v *view) reportedAdvcl(cur, h int) bool { return cur < h && v.child(cur, "mark") < 0 }

func (v *view) hasFiniteMark(i int) bool {
	for _, k := range v.kids[i] {
		if v.rel(k) == "mark" && v.upos(k) == "SCONJ" {
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

// accordingTo applies "according to X", "ifølge X" anywhere in the trigger's
// sentence, unless a relative clause shuts it off from the trigger.
func (v *view) accordingTo(t int, a *attribution) {
	if a.holder != coref.None {
		return
	}
	s := v.d.Sentences[v.sentOf[t]]
	for i := s.First; i < s.Last; i++ {
		if !v.lx.Is("attribprep", v.word[i]) || v.inQ[i] >= 0 {
			continue
		}
		j := i + 1
		if j < s.Last && (v.word[j] == "to") {
			j++
		} else if v.word[i] == "according" || v.word[i] == "per" {
			continue
		}
		src := coref.None
		for k := j; k < min(j+8, s.Last) && src == coref.None; k++ {
			if v.upos(k) == "PUNCT" && k > j || v.isVerb(k) {
				break
			}
			src = v.entity(k)
			if src == coref.None && v.upos(k) == "NOUN" && v.is("source", k) {
				if e, ok := v.dc.Unnamed(k); ok {
					src = e
				}
			}
		}
		if src == coref.None || !v.agentive(src) {
			continue
		}
		if v.shutOff(i, t) {
			continue
		}
		if g := v.clauseOf(i); g >= 0 && v.clauseOf(t) >= 0 && !v.sameClauseChain(g, t) {
			continue
		}
		a.holder = src
		a.cue("according to")
		return
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

// clauseOf is the relative clause that token i stands in, or -1.
func (v *view) clauseOf(i int) int {
	for ; i >= 0; i = v.head(i) {
		if v.deprel(i) == "acl:relcl" {
			return i
		}
	}
	return -1
}

func (v *view) sameClauseChain(g, t int) bool { return v.dominates(g, t) }

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
	for _, k := range v.kids[p] {
		if r := v.rel(k); r == "aux" || r == "cop" {
			mark(k)
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
