package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// Tags and trees that the words around them show to be wrong. Every mend keeps
// to what one sentence and the lexicon tell.

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
				v.tags[i], v.lemma[i] = "VERB", lemma
				break
			}
		}
	}
}

// finiteRoot reports whether root verb i is finite or has a finite auxiliary.
func (v *view) finiteRoot(i, first, last int) bool {
	if v.feat(i, "VerbForm=Fin") {
		return true
	}
	for k := first; k < last; k++ {
		if v.heads[k] == i && v.tags[k] == "AUX" && v.feat(k, "VerbForm=Fin") {
			return true
		}
	}
	return false
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

// mendRoles makes nouns of words for posts and kin that the tagger took for
// verbs ("Xs ejer, Bo Ek", "Ann Lee, dekan for X", "hans onkel, vinhandler Bo
// Ek"): what stands behind a possessor, or between a name and its preposition,
// is no verb.
func (v *view) mendRoles() {
	for si := range v.d.Sentences {
		s := v.d.Sentences[si]
		for i := s.First; i < s.Last; i++ {
			if v.tags[i] != "VERB" && v.tags[i] != "AUX" || v.insideName(i) {
				continue
			}
			r, ok := v.lx.Role(v.word[i])
			if !ok && v.trait("compounds") && len(v.lx.Frames(0, v.lemma[i])) == 0 {
				r, _, ok = v.lx.RoleEnding(v.word[i])
			}
			if ok && r.Predicate != "none" && v.nounPlace(i, s.First, s.Last) {
				v.tags[i] = "NOUN"
			}
		}
	}
}

// mendWords joins words that mean another thing together ("uden for"), and
// makes nouns of "verbs" that hang as objects on a verb before a name which is
// in apposition to them ("har anmeldt biogasanlægget X").
func (v *view) mendWords() {
	for i := range v.word {
		if i+1 < len(v.word) && v.lx.Is("joined", v.word[i]+" "+v.word[i+1]) {
			v.word[i] += " " + v.word[i+1]
			v.lemma[i] = v.word[i]
		}
		if v.tags[i] == "VERB" && v.rels[i] == "obj" && i+1 < len(v.word) && v.start[i+1] >= 0 && v.sentOf[i] == v.sentOf[i+1] {
			m := v.men[v.start[i+1]]
			if r := v.rels[m.Head]; m.Form == coref.FormName && v.heads[m.Head] == i && (r == "appos" || r == "flat" || r == "nmod") {
				v.tags[i] = "NOUN"
			}
		}
	}
}

// mendGenitives puts the possessed noun where the parser put its possessor: in
// "accused the firm's chief executive" the executive is the object.
func (v *view) mendGenitives() {
	for k := range v.word {
		if v.word[k] != "'s" && v.word[k] != "’s" || v.heads[k] < 0 || v.heads[k] > k {
			continue
		}
		p := v.heads[k]
		switch v.rel(p) {
		case "obj", "nsubj", "obl", "iobj":
		default:
			continue
		}
		last, n := v.d.Sentences[v.sentOf[k]].Last, -1
		for j := k + 1; j < min(k+6, last); j++ {
			if v.insideName(j) {
				break
			}
			if u := v.tags[j]; u != "ADJ" && u != "NOUN" && u != "NUM" {
				break
			}
			n = j
		}
		if n < 0 || v.heads[p] == n {
			continue
		}
		v.move(n, v.heads[p], v.rels[p])
		v.move(p, n, "nmod:poss")
	}
}

// mendGlued does the same where the genitive is glued to a name: in "på EU's
// sanktionsliste" the list is what the preposition governs.
func (v *view) mendGlued() {
	if !v.trait("genitive-glued") {
		return
	}
	for _, m := range v.men {
		i := m.Last
		if m.Form != coref.FormName || i >= len(v.word) || v.sentOf[i] != v.sentOf[m.Head] || v.heads[i] != m.Head || !v.genitive(i-1, i+1) {
			continue
		}
		known := len(v.lx.Frames(1, v.word[i])) > 0
		if !known && v.tags[i] != "NOUN" || v.insideName(i) {
			continue
		}
		if v.tags[i] != "NOUN" {
			v.tags[i], v.lemma[i] = "NOUN", v.word[i]
		}
		v.move(i, v.heads[m.Head], v.rels[m.Head])
		for _, k := range slices.Clone(v.kids[m.Head]) {
			if v.rel(k) == "case" {
				v.move(k, i, "case")
			}
		}
		v.move(m.Head, i, "nmod:poss")
	}
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

// move hangs token i on head h, keeping the dependents in order.
func (v *view) move(i, h int, rel string) {
	if old := v.heads[i]; old >= 0 {
		v.kids[old] = slices.DeleteFunc(slices.Clone(v.kids[old]), func(k int) bool { return k == i })
	}
	v.heads[i], v.rels[i] = h, rel
	if h >= 0 {
		v.kids[h] = append(slices.Clone(v.kids[h]), i)
		slices.Sort(v.kids[h])
	}
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

// nounPlace reports whether the words around token i leave no room for a verb.
func (v *view) nounPlace(i, first, last int) bool {
	comma := i+1 < last && v.d.Word(i+1) == ","
	prep := i+1 < last && v.lx.Is("roleprep", v.word[i+1])
	named := i+1 < last && v.start[i+1] >= 0 && v.men[v.start[i+1]].Form == coref.FormName
	if i == first { // "Forsvarer for A er B"
		return prep && i+2 < last && v.start[i+2] >= 0
	}
	b := i - 1
	if v.tags[b] == "ADJ" && b > first {
		b--
	}
	switch {
	case v.lx.Is("poss", v.word[b]) || v.feat(b, "Case=Gen") || v.word[b] == "'s" || v.word[b] == "’s":
		return true
	case v.end[b] >= 0 && comma && v.men[v.end[b]].Form == coref.FormName && v.genitive(b, i):
		return v.typeOf(v.men[v.end[b]].Entity) != "Person" || i+2 < last && v.start[i+2] >= 0
	case v.d.Word(b) == "," && b > first && v.end[b-1] >= 0 && v.typeOf(v.men[v.end[b-1]].Entity) == "Person":
		return prep && len(v.lx.Frames(0, v.lemma[i])) == 0 || v.lx.Is("article", v.word[b])
	case v.d.Word(b) == "," && named:
		return len(v.lx.Frames(0, v.lemma[i])) == 0 && v.lx.Class(v.lemma[i], "say", "claim", "deny", "believe", "ask") == "" && v.typeOf(v.men[v.start[i+1]].Entity) == "Person"
	}
	return false
}

// mendInverted finds the subject of an inverted clause that the parser took for
// its object: in "Onsdag indførte landet sanktioner" the day is no subject, and
// behind a fronted phrase the first noun phrase after a finite verb is one.
func (v *view) mendInverted() {
	if !v.trait("verb-second") {
		return
	}
	for i := range v.heads {
		if v.tags[i] != "VERB" {
			continue
		}
		subject, object := -1, -1
		for _, k := range v.kids[i] {
			switch {
			case v.rels[k] == "nsubj" && k < i && v.lx.Is("timenoun", v.word[k]) && v.tags[k] == "NOUN":
				v.rels[k] = "obl"
			case v.rels[k] == "nsubj" && k > i && v.rels[i] == "conj" && v.tags[i-1] == "CCONJ" && v.child(i, "obj") < 0 && !v.passive(i):
				v.rels[k] = "obj" // "bor i A og ejer firmaet B": the subject is shared
			case v.rel(k) == "nsubj":
				subject = k
			case v.rels[k] == "obj" && object < 0:
				object = k
			}
		}
		if !v.feat(i, "VerbForm=Fin") || v.feat(i, "Mood=Imp") {
			continue
		}
		if e, ok := v.dc.EntityAt(object); object < 0 || !ok || e < 0 {
			continue
		}
		if subject >= 0 || object != i+1 && (object < i || !v.phraseFrom(i+1, object)) {
			continue
		}
		fronted := false
		for _, k := range v.kids[i] {
			fronted = fronted || k < i && (v.rel(k) == "obl" || v.rel(k) == "advmod" || v.rel(k) == "advcl")
		}
		if fronted {
			v.rels[object] = "nsubj"
		}
	}
}

// phraseFrom reports whether only modifiers of noun n stand between token i
// and n.
func (v *view) phraseFrom(i, n int) bool {
	for ; i < n; i++ {
		if !v.dominates(n, i) || v.tags[i] == "VERB" {
			return false
		}
	}
	return true
}

// mendSubjects makes the second of two subjects of a verb its object, and a
// relative pronoun that stands before a subject one too ("som banken ejer").
func (v *view) mendSubjects() {
	for i := range v.heads {
		if v.tags[i] != "VERB" {
			continue
		}
		for n, k := range v.kids[i] {
			if v.rels[k] != "nsubj" || k > i || !v.relative(k) || v.child(i, "obj") >= 0 {
				continue
			}
			for _, o := range v.kids[i][n+1:] {
				if v.rels[o] == "nsubj" && o < i && !v.relative(o) {
					v.rels[k] = "obj"
					break
				}
			}
		}
		first := -1
		for _, k := range v.kids[i] {
			if v.rels[k] != "nsubj" {
				continue
			}
			if first >= 0 && k > i && v.child(i, "obj") < 0 && k != first {
				v.rels[k] = "obj"
				break
			}
			first = k
		}
	}
}

// mendApposed hangs a name on the noun that stands right before it where the
// parser made both dependents of one verb: "angriber det amerikanske medie X".
func (v *view) mendApposed() {
	for _, m := range v.men {
		i, h := m.First-1, m.Head
		if m.Form != coref.FormName || i < 0 || v.tags[i] != "NOUN" || v.insideName(i) || v.sentOf[i] != v.sentOf[h] || v.heads[i] < 0 || v.heads[i] != v.heads[h] {
			continue
		}
		if r := v.rel(h); v.rel(i) == "obj" && (r == "obj" || r == "obl") && v.child(h, "case") < 0 && v.child(h, "det") < 0 {
			v.move(h, i, "appos")
		}
	}
}
