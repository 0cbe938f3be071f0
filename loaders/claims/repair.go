package claims

import (
	"slices"
	"strings"

	"newsgraph/loaders/claims/coref"
)

// repair copies tags and tree and mends what names reveal: a name is one node,
// whatever the parser made of its words, and two subjects of one verb are a
// subject and an object.
func (v *view) repair() {
	d := v.d
	n := len(d.Tokens)
	v.retagged = map[int]bool{}
	v.heads, v.rels, v.tags = make([]int, n), make([]string, n), make([]string, n)
	for i, t := range d.Tokens {
		v.heads[i], v.rels[i], v.tags[i] = t.Head, t.Deprel, t.UPOS
	}
	v.mendMarks()
	heads, rels := slices.Clone(v.heads), slices.Clone(v.rels)
	rep := make([]int, n) // the token that stands for i
	for i := range rep {
		rep[i] = i
	}
	for _, m := range v.men {
		if m.Form != coref.FormName || m.Last <= m.First {
			continue
		}
		h := nameHead(m, heads, rels)
		for i := m.First; i < m.Last; i++ {
			rep[i] = h
			v.tags[i] = "PROPN"
		}
	}
	for i := range rep {
		switch {
		case rep[i] != i:
			v.heads[i], v.rels[i] = rep[i], "flat"
		case v.heads[i] >= 0:
			v.heads[i] = rep[v.heads[i]]
			if v.heads[i] == i { // its head was inside its own name
				v.heads[i] = outerHead(i, rep, heads)
			}
		}
	}
	v.retag()
	v.retagBehindName()
	v.cutColons()
	v.mendMain()
	v.mendSources()
	v.breakCycles()
}

// mendMarks takes quotation marks out of the tree that were taken for words:
// their first dependent takes their place.
func (v *view) mendMarks() {
	for i := range v.heads {
		w := v.d.Word(i)
		if v.tags[i] == "PUNCT" || closers[w] == "" && w != "''" {
			continue
		}
		first, h, r := -1, v.heads[i], v.rels[i]
		sentence := v.d.Sentences[v.sentOf[i]]
		for k := sentence.First; k < sentence.Last; k++ {
			if v.heads[k] != i {
				continue
			}
			switch {
			case first < 0:
				first, v.heads[k] = k, h
				v.rels[k] = r
			case v.rels[k] == "flat":
				v.heads[k] = first
			default:
				v.heads[k] = h
			}
			if v.heads[k] < 0 && k != first {
				v.heads[k] = first
			}
		}
		v.tags[i], v.rels[i] = "PUNCT", "punct"
		if h < 0 && first >= 0 {
			v.heads[i] = first
		}
	}
}

// mendSources makes the phrase behind "according to" no subject: what follows
// its comma is, if it was taken for an apposition.
func (v *view) mendSources() {
	for i := 0; i+2 < len(v.heads); i++ {
		if !v.lx.Is("attribprep", v.word[i]) {
			continue
		}
		if i > 0 && v.sentOf[i-1] == v.sentOf[i] { // inside a clause: "har ifølge X købt"
			if j := v.heads[i]; j > i && v.rels[i] == "case" && v.rels[j] == "nsubj" {
				v.rels[j] = "obl"
			}
			continue
		}
		last := v.d.Sentences[v.sentOf[i]].Last
		for j := i + 1; j < min(i+12, last) && v.d.Word(j) != ","; j++ {
			if v.rels[j] != "nsubj" || v.heads[j] < 0 {
				continue
			}
			for k := j + 1; k < last; k++ {
				beside := k < v.heads[j] && v.heads[k] == j && (v.rels[k] == "appos" || v.rels[k] == "conj" || v.rels[k] == "list")
				if beside || v.heads[k] == v.heads[j] && v.rels[k] == "nsubj" {
					v.heads[k], v.rels[k], v.rels[j] = v.heads[j], "nsubj", "obl"
					break
				}
			}
			break
		}
	}
}

// retagBehindName turns the "noun" behind a name into the verb that its clause
// lacks: "Acme denies it", where Acme was taken for part of a compound.
func (v *view) retagBehindName() {
	if !v.trait("noun-compounds-apart") {
		return
	}
	for _, m := range v.men {
		i := m.Last
		if m.Form != coref.FormName || i+1 >= len(v.tags) || v.tags[i] != "NOUN" || v.sentOf[i] != v.sentOf[m.First] || v.sentOf[i+1] != v.sentOf[i] {
			continue
		}
		w := v.word[i]
		if len(w) < 4 || w[len(w)-1] != 's' || v.d.Word(i) != w || v.lx.Class(v.lemma[i], "deny", "say", "claim") == "" {
			continue
		}
		switch r, _, _ := strings.Cut(v.rels[i], ":"); r {
		case "root", "acl", "ccomp", "parataxis", "conj", "advcl":
		default:
			continue
		}
		if u := v.tags[i+1]; u != "PRON" && u != "DET" && u != "PROPN" && u != "SCONJ" && (u != "PUNCT" || v.lx.Class(v.lemma[i], "deny", "say") == "") {
			continue
		}
		subject := -1
		for k := m.First; k < m.Last; k++ {
			if v.heads[k] == i {
				subject = k
			}
		}
		if subject < 0 {
			continue
		}
		v.tags[i], v.rels[subject], v.retagged[i] = "VERB", "nsubj", true
		if n := i + 1; v.heads[n] == i && v.rels[n] == "nsubj" {
			v.rels[n] = "obj"
		}
	}
}

// breakCycles hangs on the root of its sentence what mending has bent back on
// itself.
func (v *view) breakCycles() {
	for si := range v.d.Sentences {
		s := v.d.Sentences[si]
		root := -1
		for i := s.First; i < s.Last; i++ {
			if v.heads[i] < 0 {
				root = i
				break
			}
		}
		for i := s.First; i < s.Last; i++ {
			steps := 0
			for j := i; j >= 0; j = v.heads[j] {
				if steps++; steps > s.Last-s.First {
					v.heads[i], v.rels[i] = root, "dep"
					if root < 0 {
						v.rels[i], root = "root", i
					}
					break
				}
			}
		}
	}
}

// nameHead is the word of a name that hangs highest outside it; of several the
// first that is an argument.
func nameHead(m coref.Mention, heads []int, rels []string) int {
	best := -1
	for i := m.First; i < m.Last; i++ {
		h := heads[i]
		if h >= m.First && h < m.Last {
			continue
		}
		if best < 0 || argument(rels[i]) && !argument(rels[best]) {
			best = i
		}
	}
	if best < 0 {
		return m.Head
	}
	return best
}

func argument(rel string) bool {
	switch rel {
	case "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "appos", "conj":
		return true
	}
	return false
}

// outerHead follows the original heads of i out of its name.
func outerHead(i int, rep, heads []int) int {
	h := heads[i]
	for steps := 0; h >= 0 && rep[h] == i && steps < 50; steps++ {
		h = heads[h]
	}
	if h < 0 {
		return -1
	}
	return rep[h]
}

// mendObjects parts two names that a preposition joins: in "sold A to B" B was
// taken for the object and A for its modifier.
func (v *view) mendObjects() {
	for k := range v.heads {
		if v.rels[k] != "obj" && v.rels[k] != "nsubj" || v.tags[k] != "PROPN" || v.heads[k] < 0 || v.tags[v.heads[k]] != "VERB" || k < v.heads[k] {
			continue
		}
		prep := -1
		for _, c := range v.kids[k] {
			if v.rels[c] == "case" && v.tags[c] == "ADP" && c < k {
				prep = c
			}
		}
		for i, n := range v.kids[k] {
			if prep < 0 || n >= prep || n < v.heads[k] || v.tags[n] != "PROPN" || v.rels[n] != "compound" && v.rels[n] != "nmod" {
				continue
			}
			h := v.heads[k]
			v.kids[k] = append(append([]int{}, v.kids[k][:i]...), v.kids[k][i+1:]...)
			v.heads[n], v.rels[n], v.rels[k] = h, v.rels[k], "obl"
			v.kids[h] = append(append([]int{}, v.kids[h]...), n)
			slices.Sort(v.kids[h])
			break
		}
	}
}
