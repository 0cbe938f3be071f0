package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// Nouns that coreference leaves alone are resolved here only by a post with its
// house that the article gave to one person ("the bank's chairman").

// definite reports whether noun i is definite by ending or determiner.
func (v *view) definite(i int) bool {
	if v.feat(i, "Definite=Def") {
		return true
	}
	for _, k := range v.kids[i] {
		if v.rel(k) == "det" && k < i && v.lx.Is("definite", v.word[k]) {
			return true
		}
	}
	return i > 0 && v.lx.Is("definite", v.word[i-1]) && v.sentOf[i-1] == v.sentOf[i]
}

// post is a role noun in a house.
type post struct {
	noun  string
	house int
}

// kin are the relations of families, whose role nouns tell a person by another.
var kin = map[string]bool{"relativeOf": true, "spouseOf": true, "childOf": true}

// remember notes that e was called so; two of them are none.
func (v *view) remember(k post, e int) {
	if o, ok := v.posted[k]; ok && o != e {
		e = coref.None
	}
	v.posted[k] = e
}

// heldBy is the one person whom the article gave the post that noun i
// names with its house: "the bank's chairman" of an earlier "X, chairman of the
// bank".
func (v *view) heldBy(i int) int {
	if v.upos(i) != "NOUN" || v.posted == nil {
		return coref.None
	}
	house := coref.None
	if p := (&clause{v: v, trigger: i, light: -1}).possessor(); p >= 0 {
		house = v.entity(p)
	} else {
		for _, k := range v.kids[i] {
			if v.rel(k) == "nmod" && v.lx.Is("roleprep", v.caseOf(k)) {
				house = v.entity(k)
				break
			}
		}
	}
	if house == coref.None {
		return coref.None
	}
	if e, ok := v.posted[post{v.lemma[i], house}]; ok {
		return e
	}
	return coref.None
}

// client is whom a lawyer means by "my client": the person that the possessor
// works for.
func (v *view) client(i int) int {
	for _, k := range v.kids[i] {
		if v.lx.Is("poss", v.word[k]) && k < i {
			if e := v.entity(k); e != coref.None {
				if c, ok := v.clients[e]; ok {
					return c
				}
			}
		}
	}
	return coref.None
}

// learn notes who holds which post and who works for whom.
func (x *extraction) learn() {
	v := x.v
	v.posted = map[post]int{}
	v.clients = map[int]int{}
	for _, c := range x.cands {
		if c.pred == "worksFor" && v.typeOf(c.obj) == "Person" && v.typeOf(c.subj) == "Person" {
			v.clients[c.subj] = c.obj
		}
		if kin[c.pred] && strings.HasPrefix(c.rule, "role:") {
			x.v.remember(post{v.lemma[c.trigger], c.obj}, c.subj)
			x.v.remember(post{v.lemma[c.trigger], c.subj}, c.obj)
		}
		if (posts[c.pred] || c.pred == "founded" || c.pred == "owns") && v.typeOf(c.subj) == "Person" && strings.HasPrefix(c.rule, "role:") {
			v.remember(post{v.lemma[c.trigger], c.obj}, c.subj)
		}
	}
}
