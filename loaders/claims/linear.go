package claims

import (
	"strings"

	"newsgraph/loaders/claims/coref"
)

// The linear reader finds arguments by word order where the tree has none. It
// keeps inside one clause and is trusted less.

// nounPhraseAt is the head token of a phrase with a known entity that ends
// (back) or starts at token i, or -1.
func (v *view) phraseEnding(i int) (head, first int) {
	if m := v.end[i]; m >= 0 && v.men[m].Form != coref.FormDemonym {
		return v.men[m].Head, v.men[m].First
	}
	if e, ok := v.dc.EntityAt(i); ok && e >= 0 {
		return i, i
	}
	return -1, -1
}

// meant reports whether token i alone stands for somebody: a pronoun, or a
// common noun that is resolved.
func (v *view) meant(i int) bool {
	e, ok := v.dc.EntityAt(i)
	return ok && e >= 0 && v.tags[i] != "ADJ"
}

func (v *view) finite(i int) bool {
	return v.isVerb(i) && (v.feat(i, "VerbForm=Fin") || v.feat(i, "Mood=Ind"))
}

// linSubject is the subject of verb t by word order, or -1.
func (v *view) linSubject(t int) int {
	s := v.d.Sentences[v.sentOf[t]]
	i := t - 1
	for i >= s.First && (v.tags[i] == "AUX" || v.tags[i] == "ADV" || v.tags[i] == "PART" || v.lx.Is("neg", v.word[i])) {
		i--
	}
	if i < s.First+1 && v.pastParticiple(t) {
		// "Born in B., Ann studied ...": the phrase behind the comma
		for j := t + 1; j < min(t+14, s.Last-1); j++ {
			if v.d.Word(j) == "," && v.start[j+1] >= 0 {
				if m := v.men[v.start[j+1]]; m.Last < s.Last && v.d.Word(m.Last) != "," {
					return m.Head
				}
			} else if v.d.Word(j) == "," && v.upos(j+1) == "PRON" {
				return j + 1
			}
		}
		return -1
	}
	for n := 0; i >= s.First && n < 6; n++ {
		switch {
		case v.d.Word(i) == "(":
			if i-1 < s.First {
				return -1
			}
			h, _ := v.phraseEnding(i - 1)
			return h
		case v.relative(i):
			if i-1 >= s.First && v.d.Word(i-1) == "," {
				i--
			}
			if i-1 < s.First {
				return -1
			}
			h, _ := v.phraseEnding(i - 1)
			return h
		case v.d.Word(i) == ",":
			j := i - 1
			for j > s.First && v.d.Word(j) != "," && i-j < 18 {
				j--
			}
			if v.d.Word(j) != "," || v.finiteBetween(j+1, i) && !v.relative(j+1) {
				return -1
			}
			i = j - 1
		default:
			h, first := v.phraseEnding(i)
			if first < 0 {
				if v.tags[i] == "NUM" || v.tags[i] == "ADV" || v.tags[i] == "NOUN" && i > s.First && v.tags[i-1] == "ADP" {
					i--
					if i >= s.First && v.tags[i] == "ADP" {
						i--
					}
					continue
				}
				return -1
			}
			for first > s.First && (v.tags[first-1] == "DET" || v.tags[first-1] == "ADJ" || v.tags[first-1] == "NOUN" || v.tags[first-1] == "NUM") && first > i-8 {
				first--
			}
			if first > s.First && v.tags[first-1] == "ADP" {
				i = first - 2
				continue
			}
			return h
		}
	}
	return -1
}

func (v *view) finiteBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if v.finite(i) {
			return true
		}
	}
	return false
}

// after returns the heads of the phrases without preposition that follow token
// t at once, at most two: in an inverted clause the first is the subject.
func (v *view) after(t int) (out []int) {
	s := v.d.Sentences[v.sentOf[t]]
	for i := t + 1; i < min(t+10, s.Last) && len(out) < 2; {
		if m := v.start[i]; m >= 0 && v.men[m].Form != coref.FormDemonym {
			head := v.owned(v.men[m].Head)
			if n := v.head(head); (v.deprel(head) == "nmod:poss" || v.modifies(v.start[i])) && n > head && v.upos(n) == "NOUN" {
				out = append(out, n) // "Xs wife" is not X
				i = n + 1
				continue
			}
			out = append(out, head)
			i = v.men[m].Last
			if o := v.dc.Covering[head]; o >= 0 && v.dc.Mentions[o].First > v.men[m].First {
				i = v.dc.Mentions[o].Last // "X's director, Y" is one phrase
			}
			continue
		}
		if v.meant(i) {
			out = append(out, i)
			i++
			continue
		}
		switch v.tags[i] {
		case "ADV", "DET", "ADJ", "PART", "NUM", "NOUN", "AUX":
			i++
		case "ADP": // over a phrase of time: "idømte i oktober D."
			if i+1 < s.Last && v.start[i+1] < 0 && (v.tags[i+1] == "NUM" || v.lx.Is("timenoun", v.word[i+1])) {
				i += 2
				continue
			}
			return out
		default:
			return out
		}
	}
	return out
}

// linPrep is the phrase behind preposition p that follows t in its clause.
func (v *view) linPrep(t int, p string, reach int) int {
	s := v.d.Sentences[v.sentOf[t]]
	for j := t + 1; j < min(t+reach, s.Last); j++ {
		switch {
		case v.word[j] == p && (v.tags[j] == "ADP" || v.tags[j] == "SCONJ" || v.tags[j] == "PART"):
			for k := j + 1; k < min(j+6, s.Last); k++ {
				if m := v.start[k]; m >= 0 && v.men[m].Form != coref.FormDemonym {
					if !v.modifies(m) {
						return v.men[m].Head
					}
					k = v.men[m].Last - 1
					continue
				}
				if v.meant(k) && !v.lx.Is("poss", v.word[k]) {
					return k
				}
				if v.is("statenoun", k) && !v.feat(k, "Case=Gen") {
					return k
				}
				if u := v.tags[k]; u != "DET" && u != "ADJ" && u != "NUM" && u != "NOUN" && u != "ADV" && !v.feat(k, "PronType=Ind") {
					break
				}
			}
			return -1
		case v.finite(j), v.tags[j] == "SCONJ", v.relative(j), v.d.Word(j) == ";", v.d.Word(j) == ":":
			return -1
		case v.d.Word(j) == ",":
			return -1
		}
	}
	return -1
}

// modifies reports whether mention m belongs to the noun behind it: "the
// Acme contractor", "Acme's record".
func (v *view) modifies(m int) bool {
	last := v.men[m].Last
	if last >= len(v.word) || v.sentOf[last] != v.sentOf[v.men[m].First] || v.men[m].Form != coref.FormName {
		return false
	}
	if strings.HasPrefix(v.d.Word(last), "-") && v.d.Tokens[last].Start == v.d.Tokens[last-1].End {
		return true // "the Acme-led alliance"
	}
	h := v.head(v.men[m].Head)
	return v.genitive(last-1, last+1) && !v.trait("genitive-glued") || h >= last && h < last+3 && v.tags[h] == "NOUN" && v.trait("noun-compounds-apart") && !v.lx.Is("metonym", v.lemma[h])
}

// linear fills a slot of a verb frame by word order, or returns -1.
func (c *clause) linear(slot string) int {
	v, t := c.v, c.trigger
	pass := c.passive()
	switch slot {
	case "subj":
		if pass {
			for _, p := range []string{"by", "af"} {
				if v.lx.Is("prep_by", p) {
					return v.linPrep(t, p, 14)
				}
			}
			return -1
		}
		if s := v.linSubject(t); s >= 0 {
			return s
		}
		if a := v.after(t); len(a) > 1 && v.trait("verb-second") {
			return a[0]
		}
	case "obj", "iobj":
		if pass {
			return v.linSubject(t)
		}
		a := v.after(t)
		switch {
		case len(a) == 0:
			return -1
		case len(a) > 1 && v.trait("verb-second") && v.linSubject(t) < 0:
			return a[1]
		case v.trait("verb-second") && v.linSubject(t) < 0 && v.finite(t) && !v.subjectBefore(t):
			return -1
		}
		return a[0]
	case "lv", "poss", "cont", "deepobj", "theme", "goer", "objposs", "subjposs", "contsubj":
		return -1
	default:
		return v.linPrep(t, slot, 14)
	}
	return -1
}

// subjectBefore reports whether verb t shares the subject of the verb before
// "and", or has its own before it.
func (v *view) subjectBefore(t int) bool {
	s := v.subject(t)
	return v.rel(t) == "conj" && s >= 0 && s < t
}
