package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// Verbs that the tagger took for something else.

// cutColons frees a finite clause behind a colon from the clause before it:
// what that one negates or reports is its own affair.
func (v *view) cutColons() {
	for _, s := range v.d.Sentences {
		colon := -1
		for i := s.First; i < s.Last; i++ {
			if v.d.Word(i) == ":" {
				colon = i
			}
			if colon >= 0 && v.heads[i] >= 0 && v.heads[i] < colon && v.tags[i] == "VERB" && v.rels[i] == "advcl" && v.feat(i, "VerbForm=Fin") {
				v.heads[i], v.rels[i] = -1, "root"
			}
		}
	}
}

// retag turns a "noun" into the verb that its clause lacks: the present tense
// of Danish looks like an agent noun ("anklager", "støtter"), that of English
// like a plural ("lives", "supplies").
func (v *view) retag() {
	switch {
	case v.trait("er-present"):
		v.retagLacking()
	case v.trait("s-present"):
		v.retagPresent()
	}
}

func (v *view) retagLacking() {
	for i, tag := range v.tags {
		if l, ok := v.lx.VerbOf(v.word[i]); ok && tag == "X" && i > 0 {
			v.tags[i], v.lemma[i], v.retagged[i] = "VERB", l, true
		}
	}
	for si := range v.d.Sentences {
		s := v.d.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if v.heads[i] < 0 && v.tags[i] == "VERB" && v.finiteRoot(i, s.First, s.Last) {
				s.Last = s.First
			}
		}
		for i := s.First + 1; i+1 < s.Last; i++ {
			w := v.word[i]
			if v.tags[i] != "NOUN" && v.tags[i] != "ADJ" || len(w) < 5 || w[len(w)-1] != 'r' || capital(v.d.Word(i)) {
				continue
			}
			lemma := w[:len(w)-1]
			before := v.d.Word(i-1) == "," || v.tags[i-1] == "PROPN" || v.tags[i-1] == "PRON"
			after := v.tags[i+1] == "PROPN" || v.tags[i+1] == "DET" || v.tags[i+1] == "PRON" || v.tags[i+1] == "NOUN"
			if before && after && len(v.lx.Frames(0, lemma)) > 0 {
				v.tags[i], v.lemma[i], v.retagged[i] = "VERB", lemma, true
				break
			}
		}
	}
}

// retagPresent: a word in -s between a name or pronoun and what only a verb
// takes, of which the lexicon has a verb.
func (v *view) retagPresent() {
	for _, s := range v.d.Sentences {
		for i := s.First + 1; i+1 < s.Last; i++ {
			w := v.word[i]
			if v.tags[i] != "NOUN" || len(w) < 4 || w[len(w)-1] != 's' || capital(v.d.Word(i)) || v.insideName(i) {
				continue
			}
			lemma := w[:len(w)-1]
			for _, end := range [2][2]string{{"ies", "y"}, {"ches", "ch"}} {
				if strings.HasSuffix(w, end[0]) && len(v.lx.Frames(0, strings.TrimSuffix(w, end[0])+end[1])) > 0 {
					lemma = strings.TrimSuffix(w, end[0]) + end[1]
				}
			}
			if len(v.lx.Frames(0, lemma)) == 0 {
				continue
			}
			if v.tags[i-1] == "CCONJ" && v.tags[i+1] == "ADP" && lemma == "live" {
				v.joinVerb(i, s.First, s.Last)
				continue
			}
			b := i - 1
			for b > s.First && (v.tags[b] == "ADV" || v.d.Word(b) == ",") {
				b--
			}
			m := v.dc.Covering[b]
			name := m >= 0 && v.men[m].Form == coref.FormName && v.men[m].Last == b+1 && !strings.HasSuffix(v.word[b], "'s")
			if !name && !v.lx.Is("relpron", v.word[b]) && !v.lx.Is("thirdsing", v.word[b]) {
				continue
			}
			switch v.tags[i+1] {
			case "DET":
			case "ADP":
				if name && lemma != "live" && v.d.Word(i-1) != "," && !v.lx.Is("relpron", v.word[b]) && !v.lacksVerb(s.First, s.Last) {
					continue
				}
			case "PROPN":
				if name && !v.insideName(i+1) || name && !v.lacksVerb(i+1, s.Last) {
					continue
				}
			default:
				continue
			}
			v.tags[i], v.lemma[i], v.retagged[i] = "VERB", lemma, true
		}
	}
}

// joinVerb makes token i a verb that is coordinated with the verb before it and
// takes over the phrases behind: "was born in A and lives in B".
func (v *view) joinVerb(i, first, last int) {
	for j := i - 1; j >= first; j-- {
		if v.tags[j] != "VERB" {
			continue
		}
		v.tags[i], v.lemma[i] = "VERB", strings.TrimSuffix(v.word[i], "s")
		v.heads[i], v.rels[i] = j, "conj"
		for k := i + 1; k < last; k++ {
			if v.heads[k] == j && (v.rels[k] == "obl" || v.rels[k] == "nmod") {
				v.heads[k] = i
			}
		}
		return
	}
}

// lacksVerb reports whether no finite verb stands in [from, to).
func (v *view) lacksVerb(from, to int) bool {
	for i := from; i < to; i++ {
		if v.tags[i] == "AUX" || v.tags[i] == "VERB" && v.feat(i, "VerbForm=Fin") {
			return false
		}
	}
	return true
}

// mendPerfects makes main verbs of participles that the tagger took for nouns:
// "har nu stævnet X", "er blevet stævnet af X".
func (v *view) mendPerfects() {
	for i := range v.word {
		h := v.heads[i]
		if v.tags[i] != "NOUN" && v.tags[i] != "ADJ" || h < 0 || h > i || i-h > 4 || v.insideName(i) || v.rel(i) != "obj" && v.rel(i) != "xcomp" {
			continue
		}
		lemma, ok := v.lx.VerbOf(v.word[i])
		if !ok || !strings.HasSuffix(v.word[i], "t") || !v.lx.Is("have", v.lemma[h]) && !v.lx.Is("passaux", v.lemma[h]) || v.definitePhrase(i, h) {
			continue
		}
		v.tags[i], v.lemma[i] = "VERB", lemma
		for _, k := range slices.Clone(v.kids[i]) {
			if v.rel(k) == "appos" || v.rel(k) == "flat" {
				v.move(k, i, "obj")
			}
		}
		v.move(i, v.heads[h], v.rels[h])
		for _, k := range slices.Clone(v.kids[h]) {
			if k != i && v.rel(k) != "punct" {
				v.move(k, i, v.rels[k])
			}
		}
		v.tags[h] = "AUX"
		v.move(h, i, "aux")
	}
}

// definitePhrase reports whether a determiner or adjective stands before noun i
// behind h, which is then no participle.
func (v *view) definitePhrase(i, h int) bool {
	for k := h + 1; k < i; k++ {
		if u := v.tags[k]; u == "DET" || u == "ADJ" || u == "NUM" || v.lx.Is("poss", v.word[k]) {
			return true
		}
	}
	return false
}

// mendParticiples makes a past tense of the first verb of a sentence that the
// parser took for a participle: "The leader, Ann Lee, accused Bo Ek of ...".
func (v *view) mendParticiples() {
	if !v.trait("ed-participle") {
		return
	}
	for _, s := range v.d.Sentences {
		for i := s.First + 1; i+1 < s.Last; i++ {
			if v.tags[i] == "AUX" || v.tags[i] == "VERB" && v.feat(i, "VerbForm=Fin") {
				break
			}
			if v.tags[i] != "VERB" && v.tags[i] != "ADJ" || !v.feat(i, "VerbForm=Part") || !v.feat(i, "Tense=Past") || len(v.lx.Frames(0, v.lemma[i])) == 0 {
				continue
			}
			if r := v.rel(i); r != "acl" && r != "amod" && r != "parataxis" || v.d.Word(i-1) != "," || i-2 < s.First || v.end[i-2] < 0 && v.tags[i-2] != "NUM" {
				continue
			}
			if u := v.tags[i+1]; u != "DET" && u != "PROPN" && u != "PRON" && v.rel(i) != "parataxis" {
				continue
			}
			if v.rel(i) == "parataxis" && v.tags[i+1] != "ADP" {
				continue
			}
			v.tags[i], v.retagged[i] = "VERB", true
			break
		}
	}
}
