package coref

import "slices"

// pronominal reports whether token t, which is spelled like a pronoun, is one:
// Danish "den" is mostly an article, "hvis" and "that" conjunctions.
func (a *anaphora) pronominal(t int, p pronoun) bool {
	tok := &a.d.Tokens[t]
	switch p.kind {
	case "relative":
		if p.poss && tok.Deprel == "nmod:poss" {
			return true
		}
		return tok.UPOS != "SCONJ" && tok.Deprel != "mark" && tok.Deprel != "expl" && tok.Deprel != "case"
	case "thing", "plural":
		return tok.UPOS == "PRON" && tok.Deprel != "expl" && tok.Deprel != "det" || p.poss
	}
	return tok.UPOS == "PRON" || tok.UPOS == "DET"
}

// pronoun resolves the pronoun t. First persons wait for SetSpeaker.
func (a *anaphora) pronoun(t int, p pronoun) {
	switch p.kind {
	case "person":
		a.personal(t, p)
	case "thing":
		a.thing(t, p)
	case "plural":
		a.several(t)
	case "reflexive":
		if e := a.subjectOf(a.clause(t)); e != None && (p.gender == "" || a.genderFactor(e, p.gender) > 0) {
			a.add(FormPronoun, t, e)
		}
	case "relative":
		if es := a.antecedent(t); es != nil {
			a.add(FormPronoun, t, es...)
		}
	}
}

// genderFactor weighs a person as antecedent for a gender: 0 for another one,
// less for one whose gender is not known. Others than persons weigh 0.
func (a *anaphora) genderFactor(e int, g string) float64 {
	switch en := &a.o.Entities[e]; {
	case en.Type != "Person":
		return 0
	case g == "" || en.Gender == g:
		return 1
	case en.Gender == "":
		return 0.7
	}
	return 0
}

// personal resolves he, she, han, hun and their forms.
func (a *anaphora) personal(t int, p pronoun) {
	poss := p.poss || a.d.Tokens[t].Deprel == "nmod:poss"
	s := a.sent[t]
	if a.rel(t) == "nsubj" && !a.quote[t] {
		if e, ok := a.quoting(t, p.gender); ok {
			a.settle(t, e, p.gender)
			return
		}
	}
	not := a.forbidden(t, poss)
	// "a manager and his client": the possessor is what stands before.
	if poss {
		if first, ok := a.coordinatedWith(t); ok {
			if first != None && first != not && a.genderFactor(first, p.gender) > 0 {
				a.settle(t, first, p.gender)
			}
			return
		}
	}
	var speakers []int
	if a.quote[t] {
		speakers = a.speakers(t)
	}
	own := None
	if poss && !a.lex.hasReflexive() {
		own, _ = a.ownSubject(t)
	}
	c := a.focus.rank(s, windowPerson, func(e int) float64 {
		if e == not || slices.Contains(speakers, e) {
			return 0
		}
		w := a.genderFactor(e, p.gender) * (0.7 + 0.3*min(1, 2*a.focus.share[e]))
		if a.last.entity == e && a.last.sent == s {
			w *= 1.5
		}
		if a.rel(t) == "nsubj" && a.focus.subj[e] && a.focus.seen[e] == s-1 {
			w *= 1.25
		}
		if e == own {
			w *= 1.4
		}
		return w
	})
	margin := marginPerson
	if a.quote[t] {
		margin = 2
	}
	if e, ok := clear(c, margin); ok {
		a.settle(t, e, p.gender)
	}
}

// speakers are the subjects of the verbs of saying around a quoted token, in
// its sentence and the two beside it of the same block: they call themselves I.
func (a *anaphora) speakers(t int) []int {
	var out []int
	s := a.sent[t]
	for i := max(0, s-1); i <= min(len(a.d.Sentences)-1, s+1); i++ {
		if a.d.Sentences[i].Block != a.d.Sentences[s].Block {
			continue
		}
		for v := a.d.Sentences[i].First; v < a.d.Sentences[i].Last; v++ {
			if !a.quote[v] && a.lex.has("reporting", a.lemma(v)) {
				if e := a.subjectOf(v); e != None {
					out = appendNew(out, e)
				}
			}
		}
	}
	return out
}

// settle resolves pronoun t to person e, who is of that gender from then on.
func (a *anaphora) settle(t, e int, gender string) {
	a.add(FormPronoun, t, e)
	a.last.sent, a.last.entity = a.sent[t], e
	if en := &a.o.Entities[e]; en.Gender == "" {
		en.Gender = gender
	}
}

// quoting resolves the subject pronoun of a verb that reports a quotation
// ("..., siger hun"): the person named last before the quotation.
func (a *anaphora) quoting(t int, gender string) (int, bool) {
	v := a.d.Tokens[t].Head
	if v < 0 || !a.lex.has("reporting", a.lemma(v)) {
		return None, false
	}
	s := a.d.Sentences[a.sent[t]]
	first := None
	for k := s.First; k < s.Last; k++ {
		if a.quote[k] {
			first = k
			break
		}
	}
	if first == None {
		return None, false
	}
	block := s.Block
	var latest []candidate
	for _, e := range a.focus.active {
		if w := a.genderFactor(e, gender); w > 0 && a.focus.said[e] != None && a.sent[t]-a.sent[a.focus.said[e]] <= 2*windowPerson &&
			(a.focus.said[e] < first || a.d.Sentences[a.sent[a.focus.said[e]]].Block != block) {
			latest = append(latest, candidate{e, w})
		}
	}
	slices.SortFunc(latest, func(x, y candidate) int { return a.focus.said[y.entity] - a.focus.said[x.entity] })
	switch {
	case len(latest) == 0:
		return None, false
	case len(latest) > 1 && a.sent[a.focus.said[latest[0].entity]] == a.sent[a.focus.said[latest[1].entity]]:
		x, y := latest[0], latest[1]
		if a.focus.subj[y.entity] && !a.focus.subj[x.entity] {
			return None, false // "X met Y": either may speak
		}
		return x.entity, x.score >= y.score
	}
	return latest[0].entity, true
}

// coordinatedWith handles a possessive in a later conjunct ("X and its
// owners"): ok, and the entity of the first conjunct or None.
func (a *anaphora) coordinatedWith(t int) (entity int, ok bool) {
	g := a.d.Tokens[t].Head
	if g < 0 || a.rel(g) != "conj" || a.d.Tokens[g].UPOS == "VERB" {
		return None, false
	}
	h := a.d.Tokens[g].Head
	if h < 0 || a.d.Tokens[h].UPOS == "VERB" || a.d.Tokens[h].UPOS == "ADJ" || h > t {
		return None, false
	}
	return a.entityAt(h), true
}

// thing resolves it, its, den, dens to organizations, countries and products.
// The neuter det mostly stands for no thing at all and is left alone unless
// it possesses.
func (a *anaphora) thing(t int, p pronoun) {
	if p.gender == "neut" && !p.poss || !p.poss && a.pleonastic(t) || a.quote[t] && !p.poss {
		return
	}
	s := a.sent[t]
	not := a.forbidden(t, p.poss)
	if p.poss {
		if first, ok := a.coordinatedWith(t); ok {
			if first != None && first != not && a.thingFactor(first) > 0 {
				a.add(FormPronoun, t, first)
			}
			return
		}
	}
	own := None
	if p.poss && !a.lex.hasReflexive() {
		var foreign bool
		if own, foreign = a.ownSubject(t); foreign {
			return
		}
	}
	c := a.focus.rank(s, 2, func(e int) float64 {
		if e == not {
			return 0
		}
		w := a.thingFactor(e) * a.prior(e)
		if e == own {
			w *= 1.6
		}
		return w
	})
	e, ok := clear(c, marginThing)
	if !ok {
		return
	}
	for i := len(a.rivals) - 1; i >= 0 && s-a.rivals[i].sent <= 1; i-- {
		r := a.rivals[i]
		w := r.weight
		if r.sent < s {
			w /= 2
		}
		limit := 0.9
		if len(a.lex.definite) > 0 && !p.poss {
			limit = 0.5 // two genders: most nouns can be meant by the common one
		}
		if (!p.poss || a.lex.hasReflexive()) && w > limit*a.focus.at(e, s) && a.d.Tokens[r.token].Head != a.d.Tokens[t].Head && !a.under(t, r.token) {
			return
		}
	}
	a.add(FormPronoun, t, e)
}

// under reports whether head is above t, within a few steps.
func (a *anaphora) under(t, head int) bool {
	for steps := 0; t >= 0 && steps < 8; steps++ {
		if t == head {
			return true
		}
		t = a.d.Tokens[t].Head
	}
	return false
}

// ownSubject is the entity that is the subject of the clause of possessive t,
// if t stands behind it and not in it; foreign says that this is a singular
// noun which stands for no entity and may well be meant.
func (a *anaphora) ownSubject(t int) (entity int, foreign bool) {
	v := a.clause(t)
	if v == None {
		return None, false
	}
	for _, k := range a.kids[v] {
		if a.rel(k) == "nsubj" && k < t && !a.under(t, k) {
			e := a.entityAt(k)
			return e, e == None && a.d.Tokens[k].UPOS == "NOUN" && !a.plural(k) && !a.isPerson(k)
		}
	}
	return None, false
}

func (a *anaphora) thingFactor(e int) float64 {
	switch a.o.Entities[e].Type {
	case "Company", "Agency", "Media", "Party", "Organization":
		return 1
	case "Country", "Product":
		return 0.6
	}
	return 0
}

// pleonastic reports whether the pronoun t stands for a clause or nothing:
// "it is clear that ...", "it seems", "it took months to ...".
func (a *anaphora) pleonastic(t int) bool {
	h := a.d.Tokens[t].Head
	if h < 0 || a.rel(t) != "nsubj" && a.rel(t) != "obj" {
		return false
	}
	if a.rel(t) == "obj" {
		return true
	}
	if a.child(h, "csubj") != None {
		return true
	}
	if a.child(h, "cop") != None && a.d.Tokens[h].UPOS != "NOUN" && a.child(h, "ccomp", "xcomp", "advcl") != None {
		return true
	}
	return a.child(h, "cop") != None && a.d.Tokens[h].UPOS == "NOUN" && a.child(h, "acl") != None
}

// several resolves they, their, de, deres to the parts of a coordination of
// persons or organizations that was the last subject.
func (a *anaphora) several(t int) {
	if a.quote[t] {
		return
	}
	c := a.focus.rank(a.sent[t], 1, func(e int) float64 {
		if a.focus.subj[e] {
			return 1
		}
		return 0
	})
	if len(c) < 2 || c[1].score < 0.8*c[0].score || len(c) > 2 && c[2].score > 0.8*c[1].score {
		return
	}
	es := []int{c[0].entity, c[1].entity}
	x, y := a.focus.token[es[0]], a.focus.token[es[1]]
	if a.sent[x] != a.sent[y] || !a.coordinated(x, y) {
		return
	}
	if x > y {
		es[0], es[1] = es[1], es[0]
	}
	a.add(FormPronoun, t, es...)
}

// coordinated reports whether one of two tokens is a conjunct of the other.
func (a *anaphora) coordinated(x, y int) bool {
	if x > y {
		x, y = y, x
	}
	return x == y || a.rel(y) == "conj" && a.d.Tokens[y].Head == x
}

// forbidden is the entity that pronoun t cannot mean: the subject of its own
// verb, for an object; and, where possessives of the subject are reflexive
// (Danish), for a possessive too.
func (a *anaphora) forbidden(t int, poss bool) int {
	if poss && !a.lex.hasReflexive() {
		return None
	}
	if a.rel(t) == "nsubj" {
		return None
	}
	return a.subjectOf(a.clause(t))
}

// clause is the verb or predicate that token t belongs to, or None.
func (a *anaphora) clause(t int) int {
	for steps := 0; t >= 0 && steps < 12; steps++ {
		switch a.rel(t) {
		case "root", "ccomp", "advcl", "acl", "parataxis", "csubj", "xcomp":
			return t
		case "conj":
			if a.child(t, "nsubj") != None || a.d.Tokens[t].UPOS == "VERB" {
				return t
			}
		}
		t = a.d.Tokens[t].Head
	}
	return None
}

// subjectOf is the entity that is the subject of clause v, going up to the
// verb that v is coordinated with or an open complement of.
func (a *anaphora) subjectOf(v int) int {
	for steps := 0; v >= 0 && steps < 4; steps++ {
		for _, k := range a.kids[v] {
			if a.rel(k) == "nsubj" {
				return a.entityAt(k)
			}
		}
		h := a.d.Tokens[v].Head
		switch a.rel(v) {
		case "conj", "xcomp", "advcl":
			v = h
		case "acl":
			if a.d.Tokens[v].Deprel != "acl:relcl" && h >= 0 {
				return a.entityAt(h)
			}
			return None
		default:
			return None
		}
	}
	return None
}

// antecedent is what relative pronoun t stands for: the noun that its clause
// modifies. A clause about a person, or one that says what somebody does, does
// not modify the place in the phrase before it ("the lawyer in London who",
// "Corvane fra Austin, som køber").
func (a *anaphora) antecedent(t int) []int {
	v := t
	for steps := 0; v >= 0 && steps < 10; steps++ {
		if a.rel(v) == "acl" {
			break
		}
		v = a.d.Tokens[v].Head
	}
	if v < 0 || a.rel(v) != "acl" {
		return nil
	}
	h := a.d.Tokens[v].Head
	who := a.lex.has("personal", a.lower(t))
	act := a.rel(t) == "nsubj" && a.d.Tokens[v].UPOS == "VERB" && !a.lex.has("locative", a.lemma(v))
	for steps := 0; h >= 0 && h < t && steps < 5; steps++ {
		es := a.entitiesAt(h)
		up := a.d.Tokens[h].Head
		var typ string
		if es != nil {
			typ = a.o.Entities[es[0]].Type
		}
		wrong := who && es != nil && typ != "Person" || act && (typ == "Place" || typ == "Country" && who)
		if !wrong {
			return es
		}
		if a.rel(h) != "nmod" && a.rel(h) != "appos" && a.rel(h) != "conj" {
			return nil
		}
		h = up
	}
	return nil
}

// hasReflexive reports whether the language has possessives of the subject.
func (l *words) hasReflexive() bool {
	for _, p := range l.pronouns {
		if p.kind == "reflexive" && p.poss {
			return true
		}
	}
	return false
}

// SetSpeaker resolves the first persons in tokens [first, last), a quotation:
// the singular to the speaker, the plural to the organization that the speaker
// speaks for, or to the speaker if that is no person. Pass None for what is
// not known. New mentions stand behind the others until Ordered.
func (o *Discourse) SetSpeaker(first, last, speaker, organization int) {
	lex := lexiconFor(o.Doc.Lang)
	for t := max(first, 0); t < min(last, len(o.ByHead)); t++ {
		p, ok := lex.pronouns[lower(o.Doc, t)]
		if !ok || o.ByHead[t] != None || o.Covering[t] != None {
			continue
		}
		e := None
		switch p.kind {
		case "first":
			e = speaker
		case "firstplural":
			if e = organization; e == None && speaker != None && o.Entities[speaker].Type != "Person" {
				e = speaker
			}
		}
		if e >= 0 && e < len(o.Entities) {
			o.attach(Mention{Span: o.Doc.Tokens[t].Span, First: t, Last: t + 1, Head: t, Entity: e, Form: FormPronoun, Type: o.Entities[e].Type})
		}
	}
}

// attach appends a mention behind the others.
func (o *Discourse) attach(m Mention) {
	o.ByHead[m.Head] = len(o.Mentions)
	o.Mentions = append(o.Mentions, m)
}

// Ordered returns the mentions by Start, then by descending End, with those
// that Unnamed and SetSpeaker added in their places.
func (o *Discourse) Ordered() []Mention {
	out := slices.Clone(o.Mentions)
	slices.SortStableFunc(out, compareMentions)
	return out
}
