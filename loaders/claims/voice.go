package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// passive reports whether verb i is passive in its clause.
func (v *view) passive(i int) bool {
	if v.active[i] || v.retagged[i] || v.perfect(i) || v.trait("ed-participle") && v.feat(i, "VerbForm=Inf") {
		return false
	}
	if v.feat(i, "Voice=Pass") {
		// UD English marks participles of acl and aux:pass clauses too. One
		// with a subject and an object and no auxiliary is a past tense.
		s, o := v.child(i, "nsubj"), v.child(i, "obj")
		return !v.trait("ed-participle") || v.rel(i) == "acl" || v.child(i, "aux") >= 0 || s < 0 || s > i || o < i
	}
	if v.trait("s-passive") && strings.HasSuffix(v.word[i], "s") && !strings.HasSuffix(v.lemma[i], "s") && v.upos(i) == "VERB" {
		return true
	}
	for _, k := range v.kids[i] {
		switch v.deprel(k) {
		case "obl:agent": // not where the verb has subject and object: the phrase belongs elsewhere
			if s, o := v.child(i, "nsubj"), v.child(i, "obj"); s < 0 || s > i || o < i {
				return true
			}
		case "aux:pass":
			return true
		case "nsubj:pass":
			if !v.feat(i, "VerbForm=Fin") {
				return true
			}
		case "aux":
			if v.lx.Is("passaux", v.lemma[k]) && v.pastParticiple(i) {
				return true
			}
			if v.trait("be-passive-by-agent") && v.lx.Is("tobe", v.lemma[k]) && v.pastParticiple(i) && (v.agent(i) >= 0 || v.agentBehind(i)) {
				return true
			}
		}
	}
	if v.pastParticiple(i) || v.trait("ed-participle") && strings.HasSuffix(v.word[i], "ed") {
		// the parse may have given the auxiliary to another word
		for j := i - 1; j >= max(0, i-4) && v.sentOf[j] == v.sentOf[i]; j-- {
			if v.lx.Is("passaux", v.lemma[j]) && v.heads[j] != i {
				return true
			}
			if u := v.tags[j]; u != "ADV" && u != "AUX" && u != "PART" && u != "NUM" && !v.lx.Is("share", v.word[j]) {
				break
			}
		}
	}
	switch v.rel(i) {
	case "acl", "amod":
		return v.pastParticiple(i) && v.child(i, "aux") < 0 && v.child(i, "nsubj") < 0
	}
	return false
}

// agentBehind reports whether a by-phrase with somebody follows verb i within
// its clause, whatever it hangs on.
func (v *view) agentBehind(i int) bool {
	s := v.d.Sentences[v.sentOf[i]]
	for j := i + 1; j < min(i+8, s.Last-1); j++ {
		if v.lx.Is("prep_by", v.word[j]) {
			if m := v.start[j+1]; m >= 0 {
				return v.men[m].Form != coref.FormDemonym && !isPlace(v.typeOf(v.men[m].Entity))
			}
			return v.meant(j + 1)
		}
		if v.tags[j] == "PUNCT" || v.finite(j) || v.tags[j] == "SCONJ" || v.tags[j] == "CCONJ" {
			return false
		}
	}
	return false
}

func (v *view) pastParticiple(i int) bool {
	return v.feat(i, "VerbForm=Part") && !v.feat(i, "Tense=Pres")
}

// agent is the by-phrase of verb i, or -1.
func (v *view) agent(i int) int {
	for _, k := range v.kids[i] {
		if v.deprel(k) == "obl:agent" {
			return k
		}
		if r := v.rel(k); (r == "obl" || r == "nmod") && v.nominal(k) && v.lx.Is("prep_by", v.caseOf(k)) {
			return k
		}
	}
	return -1
}
