package claims

import (
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/text"
)

// view is one parsed Doc with the look-ups that the matchers need. It belongs
// to one call of Extract.
type view struct {
	d          *text.Doc
	dc         *coref.Discourse
	men        []coref.Mention // the mentions as they were resolved; Unnamed adds to those of dc
	lx         *lexicon.Lexicon
	word       []string // lower-case surface forms
	lemma      []string // lower-case lemmas, the word where there is none
	heads      []int    // mended heads, relations and tags
	rels       []string
	tags       []string
	kids       [][]int      // dependents in order
	retagged   map[int]bool // verbs that the parser took for nouns: its tree says nothing of them
	sentOf     []int
	quotes     []quote
	reports    []said
	active     map[int]bool // main verbs that the parser took for participles
	inQ        []int        // token to index into quotes, or None
	named      []bool
	ments      [][]int      // entity to its mentions, in order
	start      []int        // token to the mention that starts there (outermost name or nominal), or None
	end        []int        // token to the mention whose last token it is, or None
	posted     map[post]int // who was said to hold a post; coref.None for several
	clients    map[int]int  // lawyer to the person represented
	employer   map[int]int  // person to the organization that he speaks for
	evokes     [][]string   // see evoked
	isEvoked   []bool
	heard      heard
	theForce   int // see force
	forceKnown bool
	surfaces   surfaces
	ministries []int // agencies called so; see ministry
	// reportsOf are the reports of each sentence, in their order.
	reportsOf map[int][]int
	reportsIn int // reports that are in reportsOf
}

func newView(d *text.Doc, dc *coref.Discourse, lx *lexicon.Lexicon) *view {
	n := len(d.Tokens)
	v := &view{d: d, dc: dc, men: slices.Clone(dc.Mentions), lx: lx, word: make([]string, n), lemma: make([]string, n), kids: make([][]int, n),
		sentOf: make([]int, n), inQ: make([]int, n), named: make([]bool, len(dc.Entities)),
		ments: make([][]int, len(dc.Entities)), start: make([]int, n), end: make([]int, n), employer: map[int]int{}, reportsOf: map[int][]int{}}
	count := make([]int, n)
	for i := range d.Tokens {
		t := &d.Tokens[i]
		v.word[i] = strings.ToLower(d.Word(i))
		v.lemma[i] = v.word[i]
		if t.Lemma != "" && t.Lemma != "_" {
			v.lemma[i] = strings.ToLower(t.Lemma)
		}
		if l, ok := lx.Lemma(v.word[i]); ok && t.UPOS != "NOUN" {
			v.lemma[i] = l
		} else if l, ok := lx.VerbOf(v.word[i]); ok && t.UPOS == "VERB" && len(lx.Frames(lexicon.Verb, v.lemma[i])) == 0 {
			v.lemma[i] = l // the lemmatizer has not met it
		}
		v.inQ[i], v.start[i], v.end[i] = coref.None, coref.None, coref.None
	}
	for si, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			v.sentOf[i] = si
		}
	}
	v.repair()
	for _, h := range v.heads {
		if h >= 0 {
			count[h]++
		}
	}
	pool := make([]int, 0, n)
	for i, c := range count {
		v.kids[i] = pool[len(pool) : len(pool) : len(pool)+c]
		pool = pool[:len(pool)+c]
	}
	for _, s := range d.Sentences {
		for i := s.First; i < s.Last; i++ {
			if h := v.heads[i]; h >= 0 {
				v.kids[h] = append(v.kids[h], i)
			}
		}
	}
	for mi, m := range v.men {
		if m.Entity < 0 || m.Entity >= len(v.ments) {
			continue
		}
		v.ments[m.Entity] = append(v.ments[m.Entity], mi)
		if m.Form == coref.FormName {
			v.named[m.Entity] = true
		}
		if m.Form == coref.FormPronoun {
			continue
		}
		if o := v.start[m.First]; o == coref.None || v.men[o].Form != coref.FormName {
			v.start[m.First] = mi
		}
		if o := v.end[m.Last-1]; o == coref.None || dc.Mentions[o].Form != coref.FormName {
			v.end[m.Last-1] = mi
		}
	}
	v.mendWords()
	v.mendGlued()
	v.mendPerfects()
	v.mendGenitives()
	v.mendParticiples()
	v.mendRoles()
	v.mendObjects()
	v.mendInverted()
	v.mendSubjects()
	v.mendApposed()
	v.findQuotes()
	return v
}

// rel is the deprel of token i without its subtype.
func (v *view) rel(i int) string {
	r, _, _ := strings.Cut(v.rels[i], ":")
	return r
}

func (v *view) deprel(i int) string { return v.rels[i] }
func (v *view) head(i int) int      { return v.heads[i] }
func (v *view) upos(i int) string   { return v.tags[i] }
func (v *view) feat(i int, f string) bool {
	return strings.Contains("|"+v.d.Tokens[i].Feats+"|", "|"+f+"|")
}

// is reports whether word or lemma of token i is a cue of class.
func (v *view) is(class string, i int) bool {
	return v.lx.Is(class, v.word[i]) || v.lx.Is(class, v.lemma[i])
}

func (v *view) isVerb(i int) bool {
	return v.upos(i) == "VERB" || v.upos(i) == "AUX"
}

// nominal reports whether token i can head an argument.
func (v *view) nominal(i int) bool {
	switch v.upos(i) {
	case "NOUN", "PROPN", "PRON", "NUM", "DET", "X", "SYM", "ADJ":
		return true
	}
	return false
}

// child returns the first dependent of i with one of rels, or -1.
func (v *view) child(i int, rels ...string) int {
	for _, k := range v.kids[i] {
		for _, r := range rels {
			if v.deprel(k) == r || v.rel(k) == r {
				return k
			}
		}
	}
	return -1
}

// caseOf returns the preposition(s) of a nominal or clause, joined by a space,
// "" for none.
func (v *view) caseOf(i int) string {
	out := ""
	for _, k := range v.kids[i] {
		if r := v.rel(k); (r == "case" || r == "mark" && (v.upos(k) == "ADP" || v.lx.Is("roleprep", v.word[k]) || v.word[k] == "into" || v.word[k] == "of")) && k < i {
			if out != "" {
				out += " "
			}
			out += v.word[k]
		}
	}
	return out
}

// hasCase reports whether p is the preposition of i, or the last of several.
func (v *view) hasCase(i int, p string) bool {
	c := v.caseOf(i)
	return c == p || strings.HasSuffix(c, " "+p) || strings.HasPrefix(c, p+" ")
}

// perfect reports whether the word before verb i, over adverbs, is "have":
// "having used" is no passive, whatever the tree says.
func (v *view) perfect(i int) bool {
	for j := i - 1; j >= 0 && j > i-4 && v.sentOf[j] == v.sentOf[i]; j-- {
		if v.tags[j] != "ADV" && v.tags[j] != "PART" {
			return v.lx.Is("have", v.lemma[j])
		}
	}
	return false
}

// relative reports whether token i is a relative pronoun or adverb.
func (v *view) relative(i int) bool {
	return v.lx.Is("relpron", v.word[i]) && (v.upos(i) == "PRON" || v.upos(i) == "ADP" || v.upos(i) == "DET" || v.upos(i) == "SCONJ" || v.upos(i) == "ADV")
}

// antecedent of the relative or participial clause headed by verb i, or -1.
func (v *view) antecedent(i int) int {
	for steps := 0; steps < 4; steps++ {
		switch v.rel(i) {
		case "acl":
			return v.head(i)
		case "conj", "xcomp", "ccomp":
			i = v.head(i)
		default:
			return -1
		}
		if i < 0 {
			return -1
		}
	}
	return -1
}

// subject of the clause that token i heads: its own, the relative clause's
// antecedent, that of the verb it is coordinated with, or the controller of
// its infinitive. -1 for none.
func (v *view) subject(i int) int { return v.subjectOf(i, 0) }

func (v *view) subjectOf(i, depth int) int {
	if i < 0 || depth > 6 {
		return -1
	}
	if v.retagged[i] {
		return v.linSubject(i)
	}
	if s := v.nearestSubject(i); s >= 0 {
		if v.relative(s) {
			a := v.antecedent(i)
			if a >= 0 && v.entity(a) != coref.None {
				if _, ok := v.dc.MentionAt(a); !ok && v.upos(a) == "NOUN" {
					if b := v.beforeRelative(s); b >= 0 { // "a clerk at X, which ..."
						return b
					}
				}
				return a
			}
			// the parse may hang the clause too high: take what stands before it
			if b := v.beforeRelative(s); b >= 0 {
				return b
			}
			if a >= 0 {
				return a
			}
		}
		return s
	}
	h := v.head(i)
	if h < 0 {
		return -1
	}
	switch v.rel(i) {
	case "conj":
		if v.isVerb(h) || v.child(h, "cop") >= 0 || v.upos(h) == "ADJ" {
			return v.subjectOf(h, depth+1)
		}
		if v.rel(h) == "acl" {
			return v.subjectOf(h, depth+1)
		}
	case "acl":
		if v.deprel(i) == "acl:relcl" || !v.isVerb(i) {
			return h
		}
		if v.feat(i, "VerbForm=Fin") {
			return h // a main clause that the parse hung on its subject
		}
		if v.pastParticiple(i) && v.child(i, "aux") < 0 {
			return h // as the passive subject
		}
		if v.feat(i, "VerbForm=Ger") || v.feat(i, "Tense=Pres") || strings.HasSuffix(v.word[i], "ing") {
			return h
		}
		// an infinitive: "plans to buy": whose plans
		return v.nounSubject(h, depth+1)
	case "obj": // "afviser at have forbindelse": an infinitive
		if v.isVerb(i) && v.feat(i, "VerbForm=Inf") {
			return v.subjectOf(h, depth+1)
		}
	case "xcomp":
		if !v.is("planned", h) && !v.passive(h) {
			if o := v.child(h, "obj", "iobj"); o >= 0 {
				return o
			}
		}
		return v.subjectOf(h, depth+1)
	case "advcl", "ccomp", "obl", "parataxis", "dep", "nmod", "advmod":
		if !v.isVerb(h) && v.isVerb(i) && !v.feat(i, "VerbForm=Fin") && v.child(h, "cop") >= 0 {
			return v.subjectOf(h, depth+1) // "er i gang med at undersøge"
		}
		if v.rel(i) == "nmod" || v.rel(i) == "advmod" {
			return -1
		}
		if v.isVerb(i) && !v.feat(i, "VerbForm=Fin") || v.rel(i) == "advcl" && v.child(i, "mark") < 0 {
			if v.rel(i) == "advcl" {
				// accuse, charge: the accused did it
				if v.lx.Is("accusing", v.lemma[h]) && !v.passive(h) {
					if o := v.child(h, "obj"); o >= 0 {
						return o
					}
					if a := v.after(h); v.retagged[h] && len(a) > 0 {
						return a[0]
					}
				}
			}
			return v.subjectOf(h, depth+1)
		}
	}
	return -1
}

// nearestSubject is the subject dependent of i that stands nearest before it,
// else the first behind it: a dateline may have been taken for another.
func (v *view) nearestSubject(i int) int {
	best := -1
	for _, k := range v.kids[i] {
		if v.rel(k) != "nsubj" {
			continue
		}
		if k < i {
			if best < 0 || !v.relative(best) || !v.relative(k) {
				best = k
			}
		} else if best < 0 {
			return k
		}
	}
	return best
}

// beforeRelative is the head of the name or phrase right before the relative
// pronoun r, over a comma and a preposition.
func (v *view) beforeRelative(r int) int {
	first := v.d.Sentences[v.sentOf[r]].First
	j := r - 1
	if j >= first && v.upos(j) == "ADP" {
		j--
	}
	if j >= first && v.d.Word(j) == "," {
		j--
	}
	if j < first {
		return -1
	}
	h, _ := v.phraseEnding(j)
	return h
}

// nounSubject is whom a noun belongs to: possessor, or subject of the verb
// that the noun is object of.
func (v *view) nounSubject(n, depth int) int {
	if p := v.child(n, "nmod:poss"); p >= 0 {
		return p
	}
	switch v.rel(n) {
	case "obj", "obl":
		return v.subjectOf(v.head(n), depth+1)
	}
	if v.child(n, "cop") >= 0 {
		return v.child(n, "nsubj")
	}
	return -1
}

// subtree returns the first and last+1 token that i dominates, cut to the
// contiguous run around i.
func (v *view) subtree(i int) (int, int) {
	lo, hi := i, i+1
	for _, k := range v.kids[i] {
		a, b := v.subtree(k)
		lo, hi = min(lo, a), max(hi, b)
	}
	return lo, hi
}

// dominates reports whether a is i or above i.
func (v *view) dominates(a, i int) bool {
	for ; i >= 0; i = v.head(i) {
		if i == a {
			return true
		}
	}
	return false
}

func capital(s string) bool {
	for _, r := range s {
		return unicode.IsUpper(r)
	}
	return false
}

// isNamed reports whether some mention of e is a name.
func (v *view) isNamed(e int) bool { return e >= 0 && e < len(v.named) && v.named[e] }

// trait reports whether the language has a trait that its cue file names.
func (v *view) trait(name string) bool { return v.lx.Is("trait", name) }
