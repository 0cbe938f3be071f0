package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/text"
)

// clause is where the arguments of one trigger are looked for.
type clause struct {
	v       *view
	trigger int // verb, noun or adjective
	light   int // the verb whose object or predicate the noun is, or -1
	frame   *lexicon.Frame
	guessed bool // a slot was filled by word order
	// received: what the light verb has as subject undergoes the act.
	received bool
	planned  bool // the slots say that it is yet to come: "came for talks"
}

// fill returns the head tokens that fill a slot.
func (c *clause) fill(slot string) []int {
	v, t := c.v, c.trigger
	var out []int
	add := func(i int) {
		if i >= 0 && i != t && !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	switch slot {
	case "subj":
		switch {
		case c.frame.Kind == lexicon.Adj:
			add(c.adjSubject())
		case c.passive():
			add(v.agent(t))
			if len(out) == 0 && v.rel(t) == "conj" && v.child(t, "aux") < 0 && !slices.Contains(c.frame.Object, "obj") {
				add(v.subject(t)) // "was born in A and studied at B"
			}
		default:
			add(v.subject(t))
		}
	case "obj":
		if c.frame.Kind == lexicon.Verb && c.passive() {
			if v.rel(t) == "amod" { // "the jailed writer X"
				add(v.head(t))
			}
			if c.standing() {
				add(v.subject(v.head(t)))
				break
			}
			add(v.subject(t))
			break
		}
		add(c.object())
	case "iobj":
		if v.passive(t) {
			add(v.subject(t))
			break
		}
		if i := v.child(t, "iobj"); i >= 0 {
			add(i)
		} else if objs := c.all("obj"); len(objs) > 1 {
			add(objs[0])
		} else if c.frame.Kind == lexicon.Verb && len(c.frame.Fixed) > 0 {
			add(v.child(t, "obj"))
		}
	case "poss":
		add(c.possessor())
		if len(out) == 0 && takesParties(c.frame.Predicate) && slices.Contains(c.frame.Subject, "poss") {
			add(c.national())
		}
	case "lv":
		if c.light < 0 || !madeByDenial[c.frame.Predicate] || !v.lx.Is("deny", v.lemma[c.light]) { // who denies it is the accused
			add(c.holderOfNoun())
		}
	case "cont":
		add(v.child(t, "ccomp"))
	case "deepobj":
		add(c.deepObject())
	case "theme":
		add(c.theme())
	case "goer":
		add(c.goer())
	case "objposs", "subjposs":
		if i := c.patient(slot == "subjposs"); i >= 0 && v.upos(i) == "NOUN" && v.entity(i) == coref.None {
			add((&clause{v: v, trigger: i, light: -1, frame: c.frame}).possessor())
		}
	case "contsubj":
		add(c.contentSubject())
	default:
		for _, i := range c.prepositional(slot) {
			if v.isVerb(i) { // "into whether K. had abused"
				i = v.child(i, "nsubj")
			}
			add(i)
		}
	}
	return out
}

// theme is what a noun in a prepositional phrase is said of: "was put on a
// blacklist", "put the bank on its blacklist", "is under sanctions".
func (c *clause) theme() int {
	v, t := c.v, c.trigger
	if prep, _, _ := strings.Cut(v.caseOf(t), " "); !v.lx.Is("stateprep", prep) {
		return -1
	}
	if v.child(t, "cop") >= 0 || v.child(t, "nsubj") >= 0 {
		return v.subject(t)
	}
	h := v.head(t)
	for n := 0; h >= 0 && !v.isVerb(h) && n < 3; h, n = v.head(h), n+1 {
		if v.upos(h) == "ADJ" || v.child(h, "cop") >= 0 {
			return v.subject(h)
		}
	}
	if h < 0 {
		return -1
	}
	if !v.passive(h) {
		if o := v.child(h, "obj"); o >= 0 && o != t {
			return o
		}
	}
	return v.subject(h)
}

// goer is who goes to, attends or leaves the event that the trigger names: the
// subject of the verb that it hangs on with a preposition: "came for talks",
// "said after a meeting".
func (c *clause) goer() int {
	v, t := c.v, c.trigger
	prep, _, _ := strings.Cut(v.caseOf(t), " ")
	if h := v.head(t); h >= 0 && v.isVerb(h) && v.rel(t) == "obl" && (v.lx.Is("meetprep", prep) && !v.bareInfinitive(h) || v.lx.Is("meetfor", prep)) && !v.passive(h) {
		c.planned = v.lx.Is("meetfor", prep)
		return v.subject(h)
	}
	return -1
}

// patient is the subject of a passive verb or, with subject, of any verb; else
// the object.
func (c *clause) patient(subject bool) int {
	if subject || c.v.passive(c.trigger) {
		return c.v.subject(c.trigger)
	}
	return c.object()
}

// contentSubject is the subject of the clause that says what is asked or
// examined: "is looking into whether A has lied".
func (c *clause) contentSubject() int {
	v := c.v
	s := v.d.Sentences[v.sentOf[c.trigger]]
	for i := c.trigger + 1; i < min(c.trigger+5, s.Last-1); i++ {
		if v.lx.Is("whether", v.word[i]) {
			for j := i + 1; j < min(i+4, s.Last); j++ {
				if m := v.start[j]; m >= 0 && v.men[m].Form != coref.FormDemonym && !v.genitive(v.men[m].Last-1, min(v.men[m].Last+1, s.Last)) {
					return v.men[m].Head
				}
				if v.upos(j) == "PRON" || v.upos(j) == "NOUN" {
					return j
				}
			}
			return -1
		}
		if u := v.upos(i); u != "ADP" && u != "ADV" {
			return -1
		}
	}
	return -1
}

func (c *clause) all(rel string) (out []int) {
	for _, k := range c.v.kids[c.trigger] {
		if c.v.rel(k) == rel {
			out = append(out, k)
		}
	}
	return out
}

// object of the verb, or the antecedent where a relative clause has a gap:
// "a business that K bought", "the firm she founded".
func (c *clause) object() int {
	v, t := c.v, c.trigger
	for _, k := range v.kids[t] {
		if v.rel(k) == "obj" && !v.relative(k) {
			if v.lx.Is("poss", v.word[k]) && v.child(k, "nsubj") >= 0 {
				continue
			}
			return k
		}
	}
	for _, k := range v.kids[t] {
		if v.rel(k) == "obj" && k < t && v.relative(k) && v.antecedent(t) < 0 {
			if a := v.beforeRelative(k); a >= 0 {
				return a
			}
		}
	}
	if v.rel(t) == "acl" || v.rel(t) == "conj" && v.head(t) >= 0 && v.rel(v.head(t)) == "acl" {
		s := v.child(t, "nsubj")
		if o := v.child(t, "obj"); o >= 0 && v.relative(o) || s >= 0 && !v.relative(s) {
			a := v.antecedent(t)
			if o >= 0 && (a < 0 || v.entity(a) == coref.None) { // hung too high
				if b := v.beforeRelative(o); b >= 0 {
					return b
				}
			}
			return a
		}
	}
	if i := v.child(t, "iobj"); i >= 0 {
		return i
	}
	// "agreed to buy and develop X": the object of the last conjunct is shared.
	for _, k := range v.kids[t] {
		if v.rel(k) == "conj" && v.isVerb(k) && v.child(k, "nsubj") < 0 && v.child(k, "obj") >= 0 && v.child(t, "obl", "ccomp") < 0 {
			return v.child(k, "obj")
		}
	}
	return -1
}

// deepObject is the object of the verb chain below the trigger: "told agencies
// to stop using X".
func (c *clause) deepObject() int {
	v := c.v
	s := v.d.Sentences[v.sentOf[c.trigger]]
	for i := c.trigger + 1; i < min(c.trigger+12, s.Last); i++ {
		if !v.isVerb(i) || !v.lx.Is("using", v.lemma[i]) {
			continue
		}
		if o := v.child(i, "obj"); o >= 0 {
			return o
		}
		if a := v.after(i); len(a) > 0 {
			return a[0]
		}
	}
	return -1
}

// adjSubject is what the adjective is said of.
func (c *clause) adjSubject() int {
	v, t := c.v, c.trigger
	if s := v.subject(t); s >= 0 {
		return s
	}
	switch v.rel(t) {
	case "amod", "acl", "nmod", "appos":
		return v.head(t)
	case "xcomp", "conj", "advcl":
		return v.subject(v.head(t))
	}
	return -1
}

func (c *clause) possessor() int {
	v, t := c.v, c.trigger
	for _, k := range v.kids[t] {
		switch {
		case v.deprel(k) == "nmod:poss":
			return k
		case v.rel(k) == "det" && v.lx.Is("poss", v.word[k]):
			return k
		case v.rel(k) == "compound" && v.entity(k) != coref.None:
			return k
		case v.rel(k) == "nmod" && k < t && v.caseOf(k) == "" && v.entity(k) != coref.None:
			return k
		}
	}
	return -1
}

// national is the adjective of a country whose act the noun is: "the Danish
// attack on X".
func (c *clause) national() int {
	v := c.v
	for _, k := range v.kids[c.trigger] {
		if v.rel(k) == "amod" && k < c.trigger && v.countryOf(v.word[k]) != coref.None {
			return k
		}
	}
	return -1
}

// holderOfNoun is what the noun is said of, or whose it is: the subject of the
// verb that it is object or predicate of, or what it stands in apposition to.
func (c *clause) holderOfNoun() int {
	v, t := c.v, c.trigger
	if c.light >= 0 {
		if v.passive(c.light) {
			return v.agent(c.light)
		}
		return v.subject(c.light)
	}
	if v.child(t, "cop") >= 0 {
		return v.subject(t)
	}
	if s := v.child(t, "nsubj"); s >= 0 {
		return s // "have" was taken for an auxiliary
	}
	switch v.rel(t) {
	case "appos", "flat":
		return v.head(t)
	case "xcomp", "advcl", "obl":
		if h := v.head(t); v.lx.Is("copula", v.lemma[h]) {
			return v.subject(h)
		}
	case "acl":
		return v.head(t)
	}
	if a := v.child(t, "appos"); a >= 0 {
		return a
	}
	return -1
}

// prepositional finds phrases with preposition p that depend on the trigger,
// on its light verb, or on the trigger's own object or particle.
func (c *clause) prepositional(p string) (out []int) {
	v := c.v
	heads := []int{c.trigger}
	if c.frame.Kind == lexicon.Noun {
		for _, k := range v.kids[c.trigger] {
			if v.rel(k) == "acl" && v.isVerb(k) {
				heads = append(heads, k) // "allegations made by X"
			}
		}
	}
	for _, k := range v.kids[c.trigger] {
		switch v.rel(k) {
		case "obj", "compound", "advmod", "xcomp", "iobj", "obl":
			heads = append(heads, k)
			if v.rel(k) == "obj" && (v.is("money", k) || v.is("share", k)) { // "900 millioner kroner i X", "40 procent af aktierne i X"
				if g := v.child(k, "nmod"); g >= 0 && (v.is("money", g) || v.is("share", g)) {
					heads = append(heads, g)
				}
			}
		}
	}
	if c.light >= 0 {
		heads = append(heads, c.light)
	}
	if h := v.head(c.trigger); slices.Contains(c.frame.Object, "theme") && h >= 0 && v.isVerb(h) && v.rel(c.trigger) == "obl" {
		heads = append(heads, h) // "was placed under arrest by X"
	}
	for _, h := range heads {
		for _, k := range v.kids[h] {
			switch v.rel(k) {
			case "obl", "nmod", "obj", "advcl", "acl", "dep", "conj", "appos", "root", "xcomp":
				if v.hasCase(k, p) && k != c.trigger {
					out = append(out, k)
				}
			}
		}
	}
	if c.frame.Kind == lexicon.Verb && len(out) == 0 && placed[c.frame.Predicate] && v.lx.Is("whereprep", p) {
		if i := c.where(); i >= 0 {
			return []int{i}
		}
	}
	if c.frame.Kind == lexicon.Verb {
		// "to which the union is affiliated", "som hospitalet hører under"
		if a := v.antecedent(c.trigger); a >= 0 && len(out) == 0 {
			for _, k := range v.kids[c.trigger] {
				stranded := (v.upos(k) == "ADP" || v.upos(k) == "ADV") && v.word[k] == p && len(v.kids[k]) == 0 && v.relObject(c.trigger)
				if stranded {
					return []int{a}
				}
			}
		}
		for i, k := range out {
			if v.relative(k) {
				if a := v.antecedent(c.trigger); a >= 0 {
					out[i] = a
				}
			}
		}
	}
	return out
}

// placed are relations to places and houses, which a clause with "where" may
// have in front of it.
var placed = map[string]bool{
	"livesIn": true, "bornIn": true, "basedIn": true, "worksFor": true, "memberOf": true, "educatedAt": true, "uses": true, "leads": true,
}

// where is the place or house in front of the clause "where he lives" of the
// trigger; of "A, B, where" and "A i B, hvor" it is A.
func (c *clause) where() int {
	v := c.v
	first := v.d.Sentences[v.sentOf[c.trigger]].First
	at := -1
	for i := c.trigger - 1; i > first && i > c.trigger-9; i-- {
		if v.lx.Is("relplace", v.word[i]) {
			at = i
			break
		}
		if v.d.Word(i) == "," || v.finite(i) && v.upos(i) == "VERB" {
			return -1
		}
	}
	if at < 0 {
		return -1
	}
	i := v.beforeRelative(at)
	if i < 0 {
		return -1
	}
	m := v.dc.Covering[i]
	if m < 0 || v.men[m].Form != coref.FormName {
		return i
	}
	for {
		f := v.men[m].First
		if f-2 < first || v.d.Word(f-1) != "," && !v.lx.Is("placeprep", v.word[f-1]) || v.end[f-2] < 0 || !isPlace(v.typeOf(v.men[m].Entity)) {
			return v.men[m].Head
		}
		b := v.end[f-2]
		if v.men[b].Form != coref.FormName || !isPlace(v.typeOf(v.men[b].Entity)) {
			return v.men[m].Head
		}
		m = b
	}
}

// relObject reports whether the relative clause of verb i has another subject
// than the relative pronoun, so that the pronoun is an object.
func (v *view) relObject(i int) bool {
	s := v.child(i, "nsubj")
	return s >= 0 && !v.relative(s)
}

// phrase is the text of a matter slot: the subtree of i without its leading
// preposition or mark.
func (v *view) phrase(i int) string {
	lo, hi := v.subtree(i)
	for lo < i && (v.upos(lo) == "ADP" || v.upos(lo) == "SCONJ" || v.upos(lo) == "PUNCT" || v.word[lo] == "that") {
		lo++
	}
	for hi > i+1 && v.upos(hi-1) == "PUNCT" {
		hi--
	}
	const most = 220
	s := v.d.Of(text.Span{Start: v.d.Tokens[lo].Start, End: v.d.Tokens[hi-1].End})
	if len(s) > most {
		if cut := strings.LastIndexByte(s[:most], ' '); cut > 0 {
			s = s[:cut]
		}
	}
	return strings.Join(strings.Fields(s), " ")
}
