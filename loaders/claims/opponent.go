package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// sort tells what kind of thing pronoun or noun i can stand for: "Person",
// "Org", "Any", or "" for what stands for nobody.
func (v *view) sort(i int) (kind, gender string) {
	if i < 0 {
		return "", ""
	}
	switch w := v.word[i]; {
	case v.lx.Is("poss", w):
	case v.lx.Is("hepronoun", w):
		return "Person", "m"
	case v.lx.Is("shepronoun", w):
		return "Person", "f"
	case v.lx.Is("itpronoun", w):
		return "Org", ""
	case v.lx.Is("theypronoun", w) && (v.upos(i) != "DET" || v.rel(i) != "det"):
		return "Any", ""
	case v.upos(i) == "NOUN" && (v.definite(i) || v.lx.Is("definite", v.detOf(i))):
		if v.lx.Is("vague", v.lemma[i]) || v.is("firmnoun", i) {
			return "Org", ""
		}
		if r, ok := v.lx.Role(v.word[i]); ok && r.Predicate != "none" {
			return "Person", ""
		}
		if !v.generic(i) && !v.is("accusenoun", i) && !v.is("timenoun", i) && !v.is("docnoun", i) {
			return "Any", ""
		}
	}
	return "", ""
}

// isOf reports whether entity e is of the kind and gender, as far as known.
func (v *view) isOf(e int, kind, gender string) bool {
	ent := v.dc.Entities[e]
	if kind == "Any" {
		return v.agentive(e)
	}
	if kind == "Person" {
		return ent.Type == "Person" && (gender == "" || ent.Gender == "" || ent.Gender == gender)
	}
	return isOrg(ent.Type) || ent.Type == "Country"
}

// opponent is whom the pronoun at token i stands for if it is none of not, who
// stand on the other side of its verb: the only fitting entity of its sentence
// and the one before, or the subject of that one. coref.None if i is no
// pronoun or two fit.
func (x *extraction) opponent(i int, not []int) int {
	v := x.v
	if i < 0 || v.upos(i) != "PRON" || v.inQ[i] >= 0 {
		return coref.None
	}
	kind, gender := v.sort(i)
	if kind != "Person" && (kind != "Org" || v.rel(i) != "nsubj") {
		return coref.None
	}
	si := v.sentOf[i]
	from := v.d.Sentences[si].First
	before := -1
	if si > 0 && v.d.Sentences[si-1].Block == v.d.Sentences[si].Block {
		before = si - 1
		from = v.d.Sentences[before].First
	}
	var fit []int
	for t := from; t < i; t++ {
		e, ok := v.dc.EntityAt(t)
		if !ok || e < 0 || v.inQ[t] >= 0 || slices.Contains(not, e) || slices.Contains(fit, e) || !v.isOf(e, kind, gender) {
			continue
		}
		fit = append(fit, e)
	}
	switch {
	case len(fit) == 1:
		return fit[0]
	case len(fit) == 0 || before < 0:
		return coref.None
	}
	for t := from; t < v.d.Sentences[before].Last; t++ {
		if v.heads[t] < 0 {
			if s := v.subject(t); s >= 0 {
				if e := v.entity(s); slices.Contains(fit, e) {
					return e
				}
			}
			break
		}
	}
	return coref.None
}

// those are the several who are the subject of the sentence before pronoun i:
// "A, B and C resigned. They accuse ...".
func (x *extraction) those(i int, not []int) []int {
	v := x.v
	si := v.sentOf[i] - 1
	if si < 0 || v.inQ[i] >= 0 || v.d.Sentences[si].Block != v.d.Sentences[si+1].Block {
		return nil
	}
	for t := v.d.Sentences[si].First; t < v.d.Sentences[si].Last; t++ {
		if v.heads[t] >= 0 {
			continue
		}
		es := slices.DeleteFunc(slices.Clone(v.ents(v.subject(t))), func(e int) bool { return slices.Contains(not, e) || !v.agentive(e) })
		if len(es) > 1 {
			return es
		}
		break
	}
	return nil
}

// opponents fills the empty side of an act of speech by a pronoun that cannot
// be the other side.
func (x *extraction) opponents(c *clause, subs, objs []int) ([]int, []int) {
	v := x.v
	if !speechActs[c.frame.Predicate] || v.passive(c.trigger) || c.light >= 0 {
		return subs, objs
	}
	if s := v.subject(c.trigger); len(objs) > 0 && len(subs) == 0 && s >= 0 && v.upos(s) == "PRON" && v.lx.Is("theypronoun", v.word[s]) {
		return x.those(s, objs), objs
	}
	if len(objs) > 0 && (len(subs) == 0 || len(subs) == 1 && slices.Contains(objs, subs[0])) {
		if e := x.opponent(v.subject(c.trigger), objs); e != coref.None {
			return []int{e}, objs
		}
	}
	if len(subs) > 0 && len(objs) == 0 {
		if e := x.opponent(v.child(c.trigger, "obj"), subs); e != coref.None {
			return subs, []int{e}
		}
	}
	return subs, objs
}

// owned is the person named behind the possessor that token i heads and a post:
// in "X's director, Ann Holt" the tree may make X the head. Else it is i.
func (v *view) owned(i int) int {
	if i < 0 || v.inQ[i] >= 0 {
		return i
	}
	m := v.dc.Covering[i]
	if m < 0 {
		m = v.dc.ByHead[i]
	}
	if m < 0 || v.dc.Mentions[m].Form == coref.FormPronoun || v.typeOf(v.dc.Mentions[m].Entity) == "Person" {
		return i
	}
	last := v.d.Sentences[v.sentOf[i]].Last
	j := v.dc.Mentions[m].Last
	switch {
	case j < last && (v.word[j] == "'s" || v.word[j] == "’s" || v.word[j] == "'" || v.word[j] == "’"):
		j++
	case !v.trait("genitive-glued") || j == 0 || !strings.HasSuffix(v.word[j-1], "s"):
		return i
	}
	post, comma := false, false
	for n := 0; j < last && n < 9; j, n = j+1, n+1 {
		if s := v.start[j]; s >= 0 && v.men[s].Form == coref.FormName {
			if post && v.typeOf(v.men[s].Entity) == "Person" {
				return v.men[s].Head
			}
			if !comma {
				return i
			}
			j = v.men[s].Last - 1
			continue // "X's president, the former EU commissioner Y"
		}
		_, role := v.lx.Role(v.word[j])
		switch u := v.upos(j); {
		case role, u == "NOUN":
			post = true
		case v.d.Word(j) == "," && post && !comma:
			comma = true
		case u != "ADJ" && u != "NUM" && (u != "DET" || !comma):
			return i
		}
	}
	return i
}
