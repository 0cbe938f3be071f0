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
	not := a.forbidden(t, poss)
	var speakers []int
	if a.quote[t] {
		speakers = a.speakers(t)
	}
	if e := a.fronted(t); poss && e != None && a.genderFactor(e, p.gender) > 0 {
		a.add(FormPronoun, t, e)
		a.learn(t, kindHe, e)
		return
	}
	accused, accusers := a.accused(t)
	only := a.possessor(t, poss)
	a.resolve(t, kindHe, func(e int) bool {
		if e == not || slices.Contains(speakers, e) || a.genderFactor(e, p.gender) == 0 {
			return false
		}
		return only(e) && (len(accused) == 0 || !slices.Contains(accusers, e)) // who denies is not the accuser
	})
}

// possessor says which entities a possessive may mean by the syntax alone: in
// a later conjunct the first one ("X and its owners").
func (a *anaphora) possessor(t int, poss bool) func(e int) bool {
	any := func(int) bool { return true }
	if !poss {
		return any
	}
	if first, ok := a.coordinatedWith(t); ok {
		return func(e int) bool { return e == first }
	}
	return any
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
	if a.lex.has("impersonal", a.lower(t)) && h >= 0 {
		if es := a.entitiesAt(h); es != nil && a.o.Entities[es[0]].Type == "Person" {
			// "X, head of the company, which ...": what stands right before.
			for k := t - 1; k > h && k > t-4; k-- {
				if e := a.entityAt(k); e != None && a.o.Entities[e].Type != "Person" {
					return []int{e}
				}
			}
			return nil
		}
	}
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
