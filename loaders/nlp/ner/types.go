package ner

import (
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// fineTypes are the ontology's types of organizations, places and other names,
// in the order of the type model's classes. Persons need no model.
var fineTypes = []string{"Company", "Agency", "Media", "Party", "Organization", "Country", "Place", "Product", "Event", "Law"}

// typesOf are the classes that a coarse label may become.
func typesOf(l Label) crf.Set {
	switch l {
	case ORG:
		return 0b11111
	case LOC:
		return 0b11 << 5
	case MISC:
		return 0b111 << 7
	}
	return 0
}

func typeTransitions() *crf.Transitions {
	n := len(fineTypes)
	return crf.NewTransitions(n, func(a, b int) bool { return true }, 1<<n-1, 1<<n-1)
}

// group is one name of a document with all its mentions.
type group struct {
	label    Label
	mentions []int // indexes into the document's mentions
}

// nameKey is the form in which mentions of one document are compared: folded,
// without genitive and company form.
func nameKey(s string) string {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
	return gazetteer.Fold(gazetteer.TrimLegalForm(strings.TrimRight(s, "'’")))
}

// groups puts mentions together that share a name: the same words, with or
// without a Danish genitive; the beginning of a longer name; an abbreviation
// in brackets right after its name.
func groups(d *text.Doc, names []Mention) []group {
	var out []group
	type key struct {
		l Label
		s string
	}
	byKey := map[key]int{}
	keys := make([]string, len(names))
	for i, m := range names {
		keys[i] = nameKey(d.Of(text.Span{Start: d.Tokens[m.First].Start, End: d.Tokens[m.Last-1].End}))
		byKey[key{m.Label, keys[i]}] = -1
	}
	find := func(m Mention, i int) int {
		k := keys[i]
		if base, ok := strings.CutSuffix(k, "s"); ok {
			if _, known := byKey[key{m.Label, base}]; known {
				k = base
			}
		}
		g := byKey[key{m.Label, k}]
		if g < 0 || len(out) == 0 {
			g = len(out)
			byKey[key{m.Label, k}] = g
			out = append(out, group{label: m.Label})
		}
		return g
	}
	of := make([]int, len(names))
	for i, m := range names {
		of[i] = find(m, i)
	}
	parent := make([]int, len(out))
	for i := range parent {
		parent[i] = i
	}
	root := func(g int) int {
		for parent[g] != g {
			g = parent[g]
		}
		return g
	}
	join := func(a, b int) {
		if a, b = root(a), root(b); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	for i, m := range names {
		if m.Label != ORG {
			continue
		}
		if i > 0 && names[i-1].Label == ORG && m.First == names[i-1].Last+1 && d.Word(m.First-1) == "(" {
			join(of[i-1], of[i])
		}
		for k := len(keys[i]) - 1; k > 2; k-- {
			if keys[i][k] != ' ' {
				continue
			}
			if g, ok := byKey[key{ORG, keys[i][:k]}]; ok && g >= 0 && gazetteer.Lookup(keys[i][:k])&gazetteer.OrgHeadWord == 0 {
				join(g, of[i])
			}
		}
	}
	at := make([]int, len(out))
	kept := out[:0]
	for g := range out {
		if root(g) == g {
			at[g] = len(kept)
			kept = append(kept, group{label: out[g].label})
		}
	}
	for i := range names {
		g := at[root(of[i])]
		kept[g].mentions = append(kept[g].mentions, i)
	}
	return kept
}

const (
	yBias = 200 + iota
	yList
	yHead
	yWord
	yLast
	yFirst
	ySuffix
	yPrevious
	yNext
	yNear
	yShape
)

// typeFeatures describe a group: its words, the lists it is on and what
// stands around its mentions. lists false leaves the lists out.
func typeFeatures(f []uint64, d *text.Doc, names []Mention, g group, lists bool) []uint64 {
	one, two, three := perceptron.Feature, perceptron.Feature2, perceptron.Feature3
	f = append(f, one(yBias, uint64(g.label)))
	seen := map[uint64]bool{}
	add := func(h uint64) {
		if !seen[h] {
			seen[h] = true
			f = append(f, h)
		}
	}
	hash := func(s string) uint64 { return perceptron.HashString(strings.ToLower(s)) }
	for _, i := range g.mentions {
		m := names[i]
		s := d.Of(text.Span{Start: d.Tokens[m.First].Start, End: d.Tokens[m.Last-1].End})
		if lists {
			c := gazetteer.Lookup(s)
			if base, ok := strings.CutSuffix(s, "s"); ok && c&nameClasses == 0 {
				c = gazetteer.Lookup(base)
			}
			for b, c := uint64(0), c&^gazetteer.Continues; c != 0; b, c = b+1, c>>1 {
				if c&1 != 0 {
					add(two(yList, b, 0))
				}
			}
		}
		if t, place := gazetteer.OrgTypeOf(s); t != "" {
			add(three(yHead, hash(t), hash(place), 0))
		}
		for j := m.First; j < m.Last; j++ {
			w := d.Word(j)
			add(two(yWord, hash(w), 0))
			if gazetteer.Lookup(w)&gazetteer.LegalWord != 0 && j > m.First {
				add(two(yShape, 1, 0))
			}
		}
		lastWord := strings.ToLower(d.Word(m.Last - 1))
		add(two(yLast, hash(lastWord), 0))
		add(two(yFirst, hash(d.Word(m.First)), 0))
		lastWord = strings.TrimSuffix(lastWord, "s")
		for k := 2; k <= 9 && k < len(lastWord); k++ {
			add(two(ySuffix, perceptron.HashString(lastWord[len(lastWord)-k:]), 0))
		}
		shape := uint64(min(m.Last-m.First, 4)) << 2
		if s == strings.ToUpper(s) {
			shape |= 1
		}
		if len(s) == 1 {
			shape |= 2
		}
		add(two(yShape, 2, shape))
		typeContext(add, d, m, hash)
	}
	return f
}

// typeContext adds the words around a mention and the nouns near it that name
// a kind of organization ("avisen X", "X, a software company").
func typeContext(add func(uint64), d *text.Doc, m Mention, hash func(string) uint64) {
	two, three := perceptron.Feature2, perceptron.Feature3
	at := func(i int) string {
		if i < 0 || i >= len(d.Tokens) {
			return ""
		}
		return d.Word(i)
	}
	p1, p2, n1, n2 := hash(at(m.First-1)), hash(at(m.First-2)), hash(at(m.Last)), hash(at(m.Last+1))
	add(two(yPrevious, 1, p1))
	add(three(yPrevious, 2, p2, p1))
	add(two(yPrevious, 3, p2))
	add(two(yNext, 1, n1))
	add(three(yNext, 2, n1, n2))
	add(two(yNext, 3, n2))
	for k := 1; k <= 4; k++ {
		for side, i := range [2]int{m.First - k, m.Last + k - 1} {
			w := at(i)
			if w == "" || isCapital(w) {
				continue
			}
			if t, _ := gazetteer.OrgTypeOf(w); t != "" {
				add(three(yNear, uint64(side), hash(t), 0))
				if k <= 2 {
					add(three(yNear, uint64(side), hash(t), uint64(k)))
				}
			}
			if side == 1 || k > 1 {
				add(three(yNear, uint64(side), hash(w), 9))
			}
		}
	}
}
