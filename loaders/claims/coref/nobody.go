package coref

import "slices"

// The features of what is no entity: nouns that stand for nobody, and nothing.

func (x *anaphor) ofNoun(v *vector, i int, o option) {
	far := x.s - o.sent
	v.add(fNoun, 0)
	v.upTo(fNoun, far)
	v.add(fNounRole, 7*min(far, 1)+x.roleOf(o.token))
	v.upTo(fNounRank, x.rank[i])
	v.upTo(fNounRecency, x.recency[i])
	v.upTo(fNounLead, x.lead(o))
	if x.keys != nil {
		same := 0
		if x.d.Tokens[o.token].UPOS != "NOUN" {
			same = 2 // a nation
		} else if slices.Contains(x.keys[:1], x.lemma(o.token)) {
			same = 1
		}
		v.add(fNounSame, same)
	}
	v.is(fNounPoss, x.poss)
	v.is(fNounSayer, x.sayer == o.token)
	if n := x.agreement(o.token); n > 0 {
		v.add(fNounAgreement, n)
	}
}

func (x *anaphor) ofNone(v *vector) {
	v.add(fNone, 0)
	if x.lex.reflexive {
		v.add(fNoneLanguage, 1)
	}
	v.add(fNoneRole, x.role)
	v.is(fNoneQuoted, x.quote[x.t])
	entities, near := 0, 0
	for _, o := range x.options {
		if o.entity != None {
			entities++
			if x.s-o.sent <= 1 {
				near++
			}
		}
	}
	v.upTo(fNoneCandidates, min(near, 4))
	v.upTo(fNoneEntities, min(entities, 6))
	if x.kind == kindHe || x.kind == kindIt {
		v.is(fNoneEmpty, x.kind == kindIt && !x.poss && x.pleonastic(x.t))
		v.is(fNoneUndergoes, x.kind == kindIt && x.undergoes(x.t))
		v.is(fNonePlaced, x.poss)
		return
	}
	x.ofNoNoun(v)
}

// ofNoNoun adds what speaks against a noun standing for any entity.
func (x *anaphor) ofNoNoun(v *vector) {
	t := x.t
	v.is(fNoneRestricted, x.restricted(t))
	switch k := x.child(t, "det"); {
	case k == None:
		v.add(fNoneDeterminer, 0)
	case x.lex.has("article", x.lower(k)):
		v.add(fNoneDeterminer, 1)
	default:
		v.add(fNoneDeterminer, 2)
	}
	for j, rel := range []string{"amod", "nummod", "compound", "nmod", "appos"} {
		if x.child(t, rel) != None {
			v.add(fNoneModified, j)
		}
	}
	v.add(fNoneClass, x.nounClass())
	if types := x.typesOf(t); types != nil {
		v.add(fNoneType, slices.Index(entityTypes, types[0])+1)
	}
	switch {
	case x.aged(t):
		v.add(fNoneKind, 1)
	case x.lex.has("aloof", x.lemma(t)):
		v.add(fNoneKind, 2)
	case x.either(t):
		v.add(fNoneKind, 3)
	case x.plural(t):
		v.add(fNoneKind, 4)
	}
	v.upTo(fNoneCalled, min(x.countCalled(), 4))
	v.upTo(fNoneBefore, min(x.unresolved[x.lemma(t)], 3))
	v.is(fNoneStart, t <= x.d.Sentences[x.s].First+1)
	v.is(fNoneUndergoes, x.saying(t))
	v.is(fNonePlaced, x.placed(t))
}
