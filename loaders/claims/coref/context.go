package coref

import (
	"strings"

	"newsgraph/loaders/nlp/text"
)

// personal decides whether name i, which can be a person's surname or an
// organization, is the person here.
func (r *resolver) personal(i int) bool { return r.personality(i) > 0 }

// surelyOrg is the score from which down the words around a name, without the
// recogniser's label, say that it is an organization: one strong cue.
const surelyOrg = -2

// firm reports whether at one of its places at least a group of names that are
// also a person's surname is surely an organization ("Kaspersky software").
func (r *resolver) firm(g int) bool {
	for _, i := range r.groups[g].names[:min(len(r.groups[g].names), maxCandidates)] {
		if r.cues(i) <= surelyOrg {
			return true
		}
	}
	return false
}

// personality adds up what the words around name i say for a person, or, below
// 0, for an organization; the recogniser's label has one voice among them.
func (r *resolver) personality(i int) float64 {
	switch r.names[i].class {
	case person:
		return r.cues(i) + 1.5
	case org:
		return r.cues(i) - 1.5
	}
	return r.cues(i)
}

// cues is personality without the label.
func (r *resolver) cues(i int) float64 {
	n := &r.names[i]
	score := 0.0
	before, after := r.near(n.First-1, n.sent), r.near(n.Last, n.sent)
	second := r.near(n.Last+1, n.sent)
	switch {
	case r.lex.has("title", before):
		score += 3
	case r.lex.has("article", before), r.lex.orgNoun(before):
		score -= 2
	case r.lex.has("within", before):
		score--
	}
	switch {
	case after == "," && number(second):
		score += 3
	case after == "'s" || after == "’s":
		score += r.possessed(n.Last + 1)
	case r.lex.has("owned", after):
		score -= 2
	case r.lex.has("personverb", after):
		score += 1.5
	case closing[before] && r.says(n.Last):
		score += 2 // who is quoted by the surname alone is mostly a person
	case r.lex.has("orgverb", after):
		score -= 1.5
	}
	if strings.HasSuffix(r.d.Of(r.d.NameSpan(n.Name)), "s") && n.stem != n.surface {
		score += r.possessed(n.Last)
	}
	return score
}

// closing are the marks that end a quotation.
var closing = map[string]bool{"\"": true, "”": true, "''": true, "«": true, "»": true}

// says reports whether token t is a verb of saying.
func (r *resolver) says(t int) bool {
	return t < len(r.d.Tokens) && (r.lex.has("reporting", lemma(r.d, t)) || r.lex.has("said", lower(r.d, t)))
}

// possessed weighs the noun that a possessive governs: products, shares and
// staff belong to organizations, families and birthdays to people.
func (r *resolver) possessed(t int) float64 {
	if t >= len(r.d.Tokens) {
		return 0
	}
	sent := r.sentOf[t]
	for k := t; k < t+4; k++ {
		w := r.near(k, sent)
		switch {
		case r.lex.has("kin", w):
			return 2
		case r.lex.has("owned", w):
			return -2
		}
	}
	return 0
}

// near is the lower-case word at token t if it is in the sentence.
func (r *resolver) near(t, sent int) string {
	if t < 0 || t >= len(r.d.Tokens) || r.sentOf[t] != sent {
		return ""
	}
	return strings.ToLower(r.d.Word(t))
}

func number(s string) bool {
	for _, c := range s {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// headOf is the token of [first, last) whose head lies outside it; without a
// parse the last one.
func headOf(d *text.Doc, first, last int) int {
	if d.Has&text.Parse != 0 {
		for t := first; t < last; t++ {
			if h := d.Tokens[t].Head; h == text.Root || h < first || h >= last {
				return t
			}
		}
	}
	return last - 1
}
