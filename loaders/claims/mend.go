package claims

import (
	"slices"

	"newsgraph/loaders/claims/coref"
)

// Tags and trees that the words around them show to be wrong. Every mend keeps
// to what one sentence and the lexicon tell.

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
			if first >= 0 && k > i && k != first {
				v.rels[k] = "obj"
				if o := v.child(i, "obj"); o > k {
					v.rels[k] = "iobj" // "giver X skylden"
				} else if o >= 0 && o != k {
					v.rels[k] = "nsubj"
				}
				break
			}
			first = k
		}
	}
}

// bodyActs reports whether body i right behind a verb is its subject and the
// person's name h, which the parser hung on the body, its object: "i går anholdt
// politiet X".
func (v *view) bodyActs(i, h int) bool {
	m := -1
	if h >= 0 {
		m = v.dc.Covering[h]
	}
	return i > 0 && m >= 0 && v.trait("verb-second") && v.heads[h] == i && v.rel(h) == "appos" && v.typeOf(v.dc.Mentions[m].Entity) == "Person" &&
		v.heads[i] == i-1 && v.tags[i-1] == "VERB" && v.classOrEnding("body", i) && v.definite(i)
}

// mendApposed hangs a name on the noun that stands right before it where the
// parser made both dependents of one verb: "angriber det amerikanske medie X".
func (v *view) mendApposed() {
	for _, m := range v.men {
		i, h := m.First-1, m.Head
		if v.bodyActs(i, h) {
			verb := v.heads[i]
			v.move(h, verb, "obj")
			v.rels[i] = "nsubj"
			for _, k := range v.kids[verb] {
				if k < verb && v.rel(k) == "nsubj" && v.is("timenoun", k) {
					v.rels[k] = "obl"
				}
			}
			continue
		}
		if m.Form != coref.FormName || i < 0 || v.tags[i] != "NOUN" || v.insideName(i) || v.sentOf[i] != v.sentOf[h] || v.heads[i] < 0 || v.heads[i] != v.heads[h] {
			continue
		}
		if r := v.rel(h); v.rel(i) == "obj" && (r == "obj" || r == "obl") && v.child(h, "case") < 0 && v.child(h, "det") < 0 {
			v.move(h, i, "appos")
		}
	}
}
