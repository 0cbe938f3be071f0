package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// attribution is how the article puts what a trigger says.
type attribution struct {
	stance  string
	status  string
	holder  int
	event   reality // anything but happened: nothing is stated
	negated bool    // negation met below any verb of saying
	cues    []string
	counted []int // tokens of negation that were read
}

func (a *attribution) cue(s string) { a.cues = append(a.cues, s) }

// attribute walks from the trigger up to the root of its sentence, through the
// verbs that report, deny, hedge or plan what the trigger says. Relative
// clauses and appositions are the article's own voice, unless they stand
// inside a quote. np and aside are those of a candidate.
func (v *view) attribute(t int, np, aside bool) attribution {
	a := attribution{stance: "asserted", status: "current", holder: coref.None}
	if q := v.inQ[t]; q >= 0 {
		if s := v.quotes[q].speaker; s != coref.None {
			a.holder = s
			a.cue("quote")
		} else if !np && v.speech(q) {
			v.allege(&a, "quote of somebody") // never the article's own voice
		}
	}
	if np {
		if v.without(t) || v.instead(t) {
			a.turn(missed)
		}
		own := inPassing
		if !aside {
			own = v.ownClause(t)
		}
		v.byReport(t, own, &a)
		v.finish(&a)
		return a
	}
	quoted := a.holder
	v.tense(v.predicateOf(t), &a)
	cur, own, below := t, -1, t
	for steps := 0; steps < 12 && cur >= 0; steps++ {
		if cur == t || v.isVerb(t) || v.rel(below) != "nsubj" || v.isVerb(below) {
			v.clauseCues(cur, t, &a) // what its subject is said to be or not to be says nothing of the subject
		}
		a.turn(v.ownReality(cur, t))
		h := v.head(cur)
		if h < 0 {
			break
		}
		r := v.rel(cur)
		if g := v.lostContent(cur, h); g >= 0 {
			h, r = g, "ccomp"
		}
		if v.retagged[cur] && (r == "nmod" || r == "compound" || r == "flat" || r == "conj" && !v.isVerb(h)) {
			break // the parser took the verb for a noun and hung it anywhere
		}
		told := v.is("accusenoun", h) // "rumours that": the parser may take it for a relative clause
		if v.inQ[t] < 0 && r != "ccomp" && !told && v.ownRelative(cur, h) {
			a.cue("own clause")
			own = cur
			break
		}
		if r == "parataxis" && v.semicolon(h, cur) {
			break
		}
		if r == "acl" && v.deprel(cur) != "acl" && !told || r == "appos" || r == "acl" && !told && v.isVerb(cur) && v.feat(cur, "VerbForm=Part") {
			if v.inQ[t] < 0 {
				a.cue("own clause")
				own = cur
				break
			}
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
				h, own = -1, cur
			}
		}
		if h < 0 {
			break
		}
		below, cur = cur, h
	}
	v.hedgedNear(t, &a)
	if v.supposedBy(t) {
		a.turn(supposed)
	}
	if v.question(t) {
		a.turn(asked)
	}
	if !aside {
		v.byReport(t, own, &a)
	} else if a.stance != "denied" && !a.doubted() {
		a.stance, a.holder = "asserted", quoted
	}
	v.finish(&a)
	return a
}

// doubted reports whether a word of accusing or hedging was read, not only one
// of saying.
func (a *attribution) doubted() bool {
	return slices.ContainsFunc(a.cues, func(c string) bool {
		return strings.HasPrefix(c, "accused:") || strings.HasPrefix(c, "hedge") || strings.HasPrefix(c, "saidto:") || strings.HasPrefix(c, "noun:")
	})
}

// ownClause is the relative clause or apposition that token t stands in, or -1.
func (v *view) ownClause(t int) int {
	for i := t; i >= 0; i = v.head(i) {
		if v.deprel(i) == "acl:relcl" || v.rel(i) == "appos" {
			return i
		}
	}
	return -1
}

// byReport gives a statement that has no holder yet the one who reports the
// stretch of text that t stands in. own is the clause of the article's own
// voice around t, or -1.
func (v *view) byReport(t, own int, a *attribution) {
	if a.stance == "denied" && a.holder != coref.None {
		return
	}
	r := v.reported(t, own)
	if a.holder != coref.None && (r == nil || r.verb < 0 || !v.lx.Is("deny", v.lemma[r.verb])) {
		return
	}
	switch {
	case r == nil:
	case r.verb < 0:
		a.holder = r.speaker
		a.cue("according to")
	default:
		v.saying(r.verb, a)
		if a.holder == coref.None {
			a.holder = r.speaker
		}
		if r.accuser {
			v.allege(a, "accuser")
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
func (v *view) clauseCues(cur, t int, a *attribution) {
	for _, k := range v.kids[cur] {
		if v.rel(k) == "nsubj" && v.isVerb(cur) {
			for _, g := range v.kids[k] {
				if r := v.rel(g); (r == "cc" || r == "advmod") && g < k && v.lx.Is("neg", v.word[g]) {
					a.negate(g, v.word[g]) // "neither X nor Y"
				}
			}
		}
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
			if !v.secondNo(k, cur) && !v.noLonger(k) {
				a.negate(k, v.word[k])
			}
		case r == "advmod" && k > 0 && v.noLonger(k-1):
			a.cue("then")
		case (r == "advmod" || r == "obl" || r == "amod") && (v.is("hedge", k) || r == "amod" && v.is("hedgeadj", k)):
			v.allege(a, "hedge:"+v.word[k])
		case r == "obl" && v.hedgePhrase(k):
			v.allege(a, "hedge")
		case r == "parataxis" && !v.dominates(k, t) && !v.tells(k, cur):
			v.saying(k, a)
		}
	}
}

// tells reports whether the verb k beside clause cur has a content of its own,
// so that it does not report cur.
func (v *view) tells(k, cur int) bool {
	if v.semicolon(k, cur) {
		return true
	}
	for _, c := range v.kids[k] {
		if v.rel(c) == "ccomp" && c > k || v.rel(c) == "obj" && c > k && v.child(k, "nsubj") >= 0 && v.child(k, "nsubj") < k {
			return true
		}
	}
	return false
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
	clausal := v.clausal(cur, r)
	if a.turn(v.governedReality(cur, h, r, t)); a.event != happened {
		return
	}
	if !clausal && v.is("call", h) && v.passive(h) && !v.isVerb(t) {
		v.allege(a, "called") // "is described as a friend of"
	}
	if !v.isVerb(h) && v.upos(h) != "ADJ" {
		// "rumours that ...", "claims that ..."
		if (r == "acl" || r == "nmod" || r == "ccomp" || r == "advcl") && v.isVerb(cur) && (v.lx.Is("generic", lem) || v.is("accusenoun", h)) && lem != "it" && lem != "that" && lem != "this" {
			v.allege(a, "noun:"+lem)
			if g := v.head(h); v.is("accusenoun", h) && g >= 0 && v.rel(h) == "obj" && v.lx.Is("deny", v.lemma[g]) && !v.negatedVerb(g) {
				if s := v.subject(g); s >= 0 && v.actor(s) != coref.None {
					v.deny(a, v.actor(s)) // "denied reports that ..."
				}
			}
		}
		return
	}
	if a.stance == "denied" && a.holder != coref.None {
		return
	}
	switch {
	case clausal && v.isVerb(h) && v.lx.Class(lem, "say", "claim", "believe") != "" && v.wrongly(h):
		a.negate(h, "wrongly")
		return
	case v.is("baseless", h) && r == "nsubj" && v.is("accusenoun", cur):
		a.negate(h, lem)
		a.stance = "asserted"
		return
	}
	if clausal && v.isVerb(cur) && !v.finite(cur) && r == "advcl" && v.suspects(h) {
		v.allege(a, "saidto:"+lem) // what somebody is investigated for
		return
	}
	if v.lx.Is("accusing", lem) && clausal && r != "dep" && r != "parataxis" {
		by := v.subject(h)
		if v.passive(h) || v.pastParticiple(h) && v.child(h, "aux", "cop", "aux:pass") >= 0 {
			by = v.agent(h)
		}
		v.allege(a, "accused:"+lem)
		if by >= 0 && a.holder == coref.None {
			a.holder = v.actor(by)
		}
		return
	}
	class := v.lx.Class(lem, "deny", "doubt", "claim", "believe", "say", "fail", "stop", "planned")
	if v.passive(h) && v.lx.Is("planned", lem) && (r == "xcomp" || r == "ccomp") && !v.hasFiniteMark(cur) && !v.perfect(cur) { // "is expected to meet"
		a.status = "planned"
		a.cue("plan:" + lem)
		return
	}
	if v.passive(h) && v.lx.Is("saidto", lem) && clausal {
		v.allege(a, "saidto:"+lem)
		if ag := v.agent(h); ag >= 0 && a.holder == coref.None {
			a.holder = v.actor(ag)
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
			a.turn(withheld)
			return
		}
		if !clausal && v.isVerb(t) {
			return // the object noun is denied, not the clause inside it
		}
		hs := coref.None
		if s := v.subject(h); s >= 0 {
			hs = v.actor(s)
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
	case "stop":
		if r == "xcomp" {
			a.status = "former"
		}
	case "planned":
		if r == "xcomp" || r == "ccomp" || r == "advcl" && !v.hasFiniteMark(cur) || r == "obj" && v.isVerb(cur) {
			a.status = "planned"
			a.cue("plan:" + lem)
			if v.negatedVerb(h) {
				a.turn(missed)
			}
		}
	}
}

// suspects reports whether verb h tells of an investigation, whose matter its
// adverbial clause is.
func (v *view) suspects(h int) bool {
	return v.child(h, "obj") < 0 && v.names(h, "investigates")
}

// lostContent is the verb of saying whose content the parser took for a
// relative clause of the content's subject: "claims the bank has been robbed".
// It is -1 where cur is no such clause of noun h.
func (v *view) lostContent(cur, h int) int {
	g := v.head(h)
	if v.deprel(cur) != "acl:relcl" || g < 0 || v.rel(h) != "obj" || !v.isVerb(g) || v.child(cur, "nsubj", "nsubj:pass") >= 0 || v.child(cur, "aux", "aux:pass", "cop") < 0 {
		return -1
	}
	for i := h + 1; i < cur; i++ {
		if u := v.upos(i); u != "AUX" && u != "ADV" && u != "PART" && v.rel(i) != "flat" {
			return -1
		}
	}
	if v.lx.Class(v.lemma[g], "say", "claim", "believe") == "" {
		return -1
	}
	return g
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
