package coref

import (
	"slices"

	"newsgraph/loaders/claims/coref/refs"
	"newsgraph/loaders/identity/variant"
)

// Roles of a mention in its clause.
const (
	roleMain = iota // subject of the main clause
	roleSubject
	roleObject
	roleOblique
	rolePossessive
	roleRoot
	roleOther
)

// templates are the kinds of feature, in the order of the constants.
var templates = []string{
	"distance", "possessive-distance", "role-here", "role-before", "role-earlier", "form", "subject", "rank", "recency", "lead",
	"share", "named", "main", "early", "gender", "type", "own-subject", "sayer", "parallel",
	"accused", "quoted", "quoting", "paragraph", "called", "called-distance", "called-rivals", "nation", "called-otherwise", "last-pronoun",
	"competitors", "named-behind", "exact-type", "pronoun-chain", "agreement",
	"noun", "noun-role", "noun-rank", "noun-recency", "noun-same", "noun-lead", "noun-possessive", "noun-sayer", "noun-agreement",
	"none", "none-language", "none-role", "none-empty", "none-restricted", "none-determiner", "none-modified", "none-quoted", "none-class", "none-type",
	"none-kind", "none-candidates", "none-called", "none-before", "none-entities", "none-start", "none-undergoes", "none-placed",
}

const (
	fDistance = iota
	fPossDistance
	fRoleHere
	fRoleBefore
	fRoleEarlier
	fForm
	fSubject
	fRank
	fRecency
	fLead
	fShare
	fNamed
	fMain
	fEarly
	fGender
	fType
	fOwn
	fSayer
	fParallel
	fAccused
	fQuoted
	fQuoting
	fParagraph
	fCalled
	fCalledDistance
	fCalledRivals
	fNation
	fOtherwise
	fLastPronoun
	fCompetitors
	fBehind
	fExact
	fChain
	fAgreement
	fNoun
	fNounRole
	fNounRank
	fNounRecency
	fNounSame
	fNounLead
	fNounPoss
	fNounSayer
	fNounAgreement
	fNone
	fNoneLanguage
	fNoneRole
	fNoneEmpty
	fNoneRestricted
	fNoneDeterminer
	fNoneModified
	fNoneQuoted
	fNoneClass
	fNoneType
	fNoneKind
	fNoneCandidates
	fNoneCalled
	fNoneBefore
	fNoneEntities
	fNoneStart
	fNoneUndergoes
	fNonePlaced
)

// features are those of every option, in their order.
func (x *anaphor) features() [][]refs.Feature {
	out := make([][]refs.Feature, len(x.options))
	for i, o := range x.options {
		v := &vector{m: x.model, kind: x.kind, out: make([]refs.Feature, 0, 32)}
		switch {
		case o.entity != None:
			x.ofEntity(v, i, o)
		case o.token != None:
			x.ofNoun(v, i, o)
		default:
			x.ofNone(v)
		}
		out[i] = v.out
	}
	return out
}

type vector struct {
	m    *refs.Model
	kind int
	out  []refs.Feature
}

// add adds a feature, for its kind of anaphor and for all of them.
func (v *vector) add(template, value int) {
	v.out = append(v.out, v.m.Feature(v.kind, template, value), v.m.Feature(kindAny, template, value))
}

// upTo adds an ordered value as one feature for each step up to it, so that
// neighbours share what is learned.
func (v *vector) upTo(template, value int) {
	for n := 1; n <= min(value, refs.Values-1); n++ {
		v.add(template, n)
	}
}

// is adds a feature that is there or not.
func (v *vector) is(template int, holds bool) {
	if holds {
		v.add(template, 1)
	}
}

// bucket counts 0 1 2 3 4, then 5-8, 9 and more.
func bucket(n int) int {
	switch {
	case n > 8:
		return 6
	case n > 4:
		return 5
	}
	return max(n, 0)
}

func (x *anaphor) ofEntity(v *vector, i int, o option) {
	f, e := x.focus, o.entity
	far := x.s - o.sent
	v.upTo(fDistance, bucket(far))
	role := x.roleOf(o.token)
	if x.poss {
		v.upTo(fPossDistance, bucket(far))
	}
	v.add([]int{fRoleHere, fRoleBefore, fRoleEarlier}[min(far, 2)], role)
	v.add(fForm, 4*min(far, 2)+f.form[e])
	v.is(fSubject, f.subj[e])
	v.upTo(fRank, x.rank[i])
	v.upTo(fRecency, x.recency[i])
	v.upTo(fLead, x.lead(o))
	v.upTo(fShare, int(7*f.share[e]))
	v.upTo(fNamed, bucket(int(f.named[e])))
	v.add(fMain, f.main[e])
	v.add(fEarly, f.early[e])
	v.add(fType, slices.Index(entityTypes, x.o.Entities[e].Type)+1)
	v.upTo(fParagraph, min(x.block(x.s)-x.block(o.sent), 3))
	v.upTo(fCompetitors, min(x.competitors(i), 4))
	if role <= roleSubject && x.role <= roleSubject && far == 1 || role == roleObject && x.role == roleObject {
		v.add(fParallel, min(far, 2))
	}
	switch {
	case slices.Contains(x.accused, e):
		v.add(fAccused, 1)
	case slices.Contains(x.accusers, e):
		v.add(fAccused, 2)
	}
	if x.quote[o.token] || x.quote[x.t] {
		n := 1
		if x.quote[x.t] {
			n = 2
			if x.quote[o.token] {
				n = 3
			}
		}
		v.add(fQuoted, n)
	}
	v.upTo(fChain, bucket(f.pronouns[e]))
	if n := x.agreement(o.token); n > 0 {
		v.add(fAgreement, n)
	}
	if x.kind == kindHe || x.kind == kindIt {
		x.ofReferent(v, e)
	} else {
		x.ofDescribed(v, e, far)
	}
	if x.kind == kindHe || x.kind == kindWho {
		v.is(fGender, x.o.Entities[e].Gender != "")
	}
}

// ofReferent adds what speaks for e as the referent of a pronoun.
func (x *anaphor) ofReferent(v *vector, e int) {
	which := func(template, who int) {
		if who != None {
			n := 1
			if who != e {
				n = 2
			}
			v.add(template, n)
		}
	}
	which(fOwn, x.own)
	if x.sayer != None {
		n := 2
		if x.entityAt(x.sayer) == e {
			n = 1
		}
		v.add(fSayer, n)
	}
	which(fQuoting, x.quoting)
	if x.last.entity != None && x.last.sent == x.s {
		which(fLastPronoun, x.last.entity)
	}
}

// ofDescribed adds what speaks for e as the referent of a noun.
func (x *anaphor) ofDescribed(v *vector, e, far int) {
	called := x.calledBy(e)
	v.add(fCalled, 4*x.nounClass()+called)
	if called >= 2 {
		v.upTo(fCalledDistance, bucket(far))
		v.upTo(fCalledRivals, min(x.countCalled(), 4))
	}
	if x.nation != "" {
		switch n := x.nations[e]; n {
		case "":
			v.add(fNation, 0)
		case x.nation:
			v.add(fNation, 1)
		default:
			v.add(fNation, 2)
		}
	}
	v.is(fOtherwise, far == 0 && x.otherNoun(e, x.noun, x.s))
	if behind := x.namedBehind(x.t); behind != "" {
		n := 0
		if slices.Contains(variant.Words(x.o.Entities[e].Name), behind) {
			n = 1
		}
		v.add(fBehind, n)
	}
	if n, ok := x.lex.nominal[x.noun]; ok {
		v.is(fExact, slices.Contains(n.types, x.o.Entities[e].Type))
	}
}

// calledBy tells how e was called before: 0 by no noun, 1 by others, 2 by a
// more general form of the anaphor's, 3 by the same.
func (x *anaphor) calledBy(e int) int {
	for i, key := range x.keys {
		if slices.Contains(x.called[key], e) {
			if i < 2 && key != x.noun {
				return 3
			}
			return 2
		}
	}
	return min(x.calls[e], 1)
}

func (x *anaphor) countCalled() int {
	n := 0
	for _, o := range x.options {
		if o.entity != None && x.calledBy(o.entity) >= 2 {
			n++
		}
	}
	return n
}

// nounClass is how freely the lexicon lets a noun stand for entities.
func (x *anaphor) nounClass() int {
	n, ok := x.lex.nominal[x.noun]
	switch {
	case !ok:
		return 0
	case n.strict:
		return 1
	case n.alone:
		return 2
	}
	return 3
}

// lead compares the score of an option with the best of the others: 0 to 4
// behind it, 5 and more before it.
func (x *anaphor) lead(o option) int {
	if o.score < x.best {
		return int(5 * o.score / x.best)
	}
	for i, least := range []float64{3, 2, 1.6, 1.4, 1.2} {
		if o.score >= least*x.next {
			return 10 - i
		}
	}
	return 5
}

// agreement compares a pronoun's gender with that of a noun before it, where
// nouns have one: 0 unknown, 1 the same, 2 another.
func (x *anaphor) agreement(noun int) int {
	if x.kind != kindIt || x.inName(noun) {
		return 0
	}
	neuter := x.lex.pronouns[x.lower(x.t)].gender == "neut"
	switch {
	case x.feat(noun, "Gender=Neut"):
		neuter = !neuter
	case !x.feat(noun, "Gender=Com"):
		return 0
	}
	if neuter {
		return 2
	}
	return 1
}

// competitors counts the other entities in the two sentences up to t.
func (x *anaphor) competitors(i int) int {
	n := 0
	for j, o := range x.options {
		if j != i && o.entity != None && x.s-o.sent <= 1 {
			n++
		}
	}
	return n
}

// entityTypes are the types of the ontology, as values of features.
var entityTypes = []string{"Person", "Company", "Agency", "Media", "Party", "Organization", "Country", "Place", "Product", "Event", "Law"}

// roleOf is the role of a mention with head t.
func (a *anaphora) roleOf(t int) int {
	if t == None {
		return roleOther
	}
	for steps := 0; steps < 8; steps++ {
		if r := a.rel(t); r != "conj" && r != "appos" && r != "flat" || a.d.Tokens[t].Head < 0 {
			break
		}
		t = a.d.Tokens[t].Head
	}
	switch a.rel(t) {
	case "nsubj":
		if a.mainClause(t) {
			return roleMain
		}
		return roleSubject
	case "obj", "iobj":
		return roleObject
	case "obl":
		return roleOblique
	case "root":
		return roleRoot
	}
	if a.d.Tokens[t].Deprel == "nmod:poss" {
		return rolePossessive
	}
	return roleOther
}

// block is the paragraph of a sentence.
func (a *anaphora) block(s int) int { return a.d.Sentences[s].Block }
