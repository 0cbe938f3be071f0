package coref

import (
	"strings"
)

// aged reports whether noun t has an age before it ("the 63-year-old hotelier",
// also in parts: "63 - year - old") or is one ("the 52-year-old").
func (a *anaphora) aged(t int) bool {
	for k := t; k > t-4; k-- {
		joined := ""
		for p := k; p >= 0 && p > k-5 && a.sent[p] == a.sent[t]; p-- {
			joined = a.lower(p) + joined
			for end := range a.lex.sets["aged"] {
				if rest, ok := strings.CutSuffix(joined, end); ok && number(rest[max(0, len(rest)-2):]) {
					return true
				}
			}
		}
	}
	return false
}

// reports reports whether token v is a verb of saying or claiming.
func (a *anaphora) reports(v int) bool {
	l := a.lemma(v)
	return a.lex.has("reporting", l) || a.roles != nil && a.roles.Class(l, "say", "claim", "deny") != "" && a.d.Tokens[v].UPOS == "VERB"
}

// saying reports whether t is the subject of a verb of saying.
func (a *anaphora) saying(t int) bool {
	h := a.d.Tokens[t].Head
	return h >= 0 && a.rel(t) == "nsubj" && a.reports(h)
}

// two reports whether t stands for two persons or organizations: "the two",
// "de to brødre", "the two companies".
func (a *anaphora) two(t int) bool {
	if a.lex.has("two", a.lower(t)) {
		return a.d.Tokens[t].UPOS == "NUM" || a.child(t, "det") != None
	}
	k := a.child(t, "nummod")
	return k != None && a.lex.has("two", a.lower(k)) && (a.isPerson(t) || a.typesOf(t) != nil)
}

// before reports whether number t stands before a noun that it counts.
func (a *anaphora) before(t int) bool {
	h := a.d.Tokens[t].Head
	return h > t && a.rel(t) == "nummod"
}

// pair resolves "the two" to the two persons, or else the two organizations,
// that stand out before it. Who says it of them is not among them.
func (a *anaphora) pair(t int) {
	s := a.sent[t]
	var thing []string
	if !a.lex.has("two", a.lower(t)) && !a.isPerson(t) {
		thing = a.typesOf(t)
	}
	g := ""
	if a.isPerson(t) {
		g = a.genderOf(t)
	}
	for _, c := range [2]class{person, org} {
		if thing != nil && classOf(thing[0], "") != c || c == org && a.isPerson(t) {
			continue
		}
		r := a.focus.rank(s, windowPair, func(e int) float64 {
			typ := a.o.Entities[e].Type
			if classOf(typ, "") != c || c == person && a.genderFactor(e, g) == 0 || a.speaksOf(e, t) {
				return 0
			}
			return 1
		})
		if len(r) == 2 || len(r) > 2 && r[1].score > 2*r[2].score {
			es := []int{r[0].entity, r[1].entity}
			if a.focus.token[es[0]] > a.focus.token[es[1]] {
				es[0], es[1] = es[1], es[0]
			}
			a.add(FormNominal, t, es...)
			return
		}
		if len(r) > 0 {
			return
		}
	}
}

// speaksOf reports whether e is the subject of a verb of saying whose clause t
// stands in.
func (a *anaphora) speaksOf(e, t int) bool {
	if a.focus.seen[e] != a.sent[t] {
		return false
	}
	for v, steps := a.d.Tokens[t].Head, 0; v >= 0 && steps < 8; v, steps = a.d.Tokens[v].Head, steps+1 {
		if a.reports(v) && a.subjectOf(v) == e {
			return true
		}
	}
	return false
}
