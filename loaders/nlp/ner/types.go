package ner

import (
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// fineTypes are the ontology's types of names in the order of the type model's
// classes.
var fineTypes = []string{"Company", "Agency", "Media", "Party", "Organization", "Country", "Place", "Product", "Event", "Law", "Person"}

// typesOf are the classes that a coarse label may become.
func typesOf(l Label) crf.Set {
	switch l {
	case ORG:
		return 0b11111
	case LOC:
		return 0b11 << 5
	case MISC:
		return 0b111 << 7
	case PER:
		return 1 << 10
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

type groupKey struct {
	l Label
	s string
}

// groups puts mentions of one label together that share a name: the same
// words, with or without a Danish genitive; the beginning of a longer name; an
// abbreviation in brackets right after its name.
func groups(d *text.Doc, names []Mention) []group {
	keys := make([]string, len(names))
	known := map[groupKey]int{} // number of the group, -1 before it has one
	for i, m := range names {
		keys[i] = nameKey(spanText(d, m))
		known[groupKey{m.Label, keys[i]}] = -1
	}
	of := make([]int, len(names))
	n := 0
	for i, m := range names {
		k := groupKey{m.Label, keys[i]}
		if base, ok := strings.CutSuffix(k.s, "s"); ok {
			if _, ok := known[groupKey{m.Label, base}]; ok {
				k.s = base
			}
		}
		if known[k] < 0 {
			known[k] = n
			n++
		}
		of[i] = known[k]
	}
	return collect(names, of, joined(d, names, keys, of, known, n))
}

func spanText(d *text.Doc, m Mention) string {
	return d.Of(text.Span{Start: d.Tokens[m.First].Start, End: d.Tokens[m.Last-1].End})
}

// joined tells for each group which one it is part of.
func joined(d *text.Doc, names []Mention, keys []string, of []int, known map[groupKey]int, n int) []int {
	parent := make([]int, n)
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
		if m.Label == ORG && i > 0 && names[i-1].Label == ORG && m.First == names[i-1].Last+1 && d.Word(m.First-1) == "(" {
			join(of[i-1], of[i])
		}
		if m.Label == PER {
			if k := strings.LastIndexByte(keys[i], ' '); k > 0 {
				if g, ok := known[groupKey{PER, keys[i][k+1:]}]; ok && g >= 0 {
					join(g, of[i])
				}
			}
			continue
		}
		for k := len(keys[i]) - 1; k > 2; k-- {
			if keys[i][k] != ' ' {
				continue
			}
			if g, ok := known[groupKey{m.Label, keys[i][:k]}]; ok && g >= 0 && m.Label == ORG && gazetteer.Lookup(keys[i][:k])&gazetteer.OrgHeadWord == 0 {
				join(g, of[i])
			}
		}
	}
	for g := range parent {
		parent[g] = root(g)
	}
	return parent
}

// collect makes the groups, ordered by first mention.
func collect(names []Mention, of, parent []int) []group {
	at := make([]int, len(parent))
	var out []group
	for i := range names {
		g := parent[of[i]]
		if at[g] == 0 {
			out = append(out, group{label: names[i].Label})
			at[g] = len(out)
		}
		k := at[g] - 1
		out[k].mentions = append(out[k].mentions, i)
	}
	return out
}

// oneLabel gives mentions of the same words the label that they have most,
// unless two labels are both beyond doubt ("Kaspersky", man and company).
func oneLabel(d *text.Doc, names []Mention, scores []float32) {
	type tally struct{ sum, top [None]float32 }
	byKey := map[string]*tally{}
	keys := make([]string, len(names))
	for i, m := range names {
		keys[i] = nameKey(spanText(d, m))
		t := byKey[keys[i]]
		if t == nil {
			t = &tally{}
			byKey[keys[i]] = t
		}
		t.sum[m.Label] += scores[i]
		t.top[m.Label] = max(t.top[m.Label], scores[i])
	}
	for i := range names {
		t := byKey[keys[i]]
		best := Label(0)
		for l := range None {
			if t.sum[l] > t.sum[best] {
				best = l
			}
		}
		if l := names[i].Label; l != best && t.top[l] < 0.95 {
			names[i].Label = best
		}
	}
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
	yVote
	yVoteHead
	yPerson
	yClass
	yKind
	yShort
)

// typeFeatures describe a group: its words, the lists it is on, what stands
// around its mentions and what the first pass made of them (vote). lists false
// leaves the lists out.
func typeFeatures(f []uint64, d *text.Doc, words []word, names []Mention, g group, v vote, short shortForms, lists bool) []uint64 {
	two, three := perceptron.Feature2, perceptron.Feature3
	l, p := v.best()
	f = append(f, perceptron.Feature(yBias, 0), two(yVote, 1, uint64(l)), two(yVote, 2, uint64(l)<<3|bucket(p)))
	for k := range None {
		f = append(f, three(yVote, 3, uint64(k), uint64(v.p[k]/float32(max(1, v.n))*8)))
	}
	var seen hashSet
	add := func(h uint64) {
		if seen.add(h) {
			f = append(f, h)
		}
	}
	hash := func(s string) uint64 { return perceptron.HashString(strings.ToLower(s)) }
	for _, i := range g.mentions {
		m := names[i]
		s := spanText(d, m)
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
			add(perceptron.Feature4(yHead, hash(t), hash(place), 0, 0))
			add(two(yVoteHead, uint64(l), hash(t)))
		}
		first, before := gazetteer.Lookup(d.Word(m.First)), gazetteer.Class(0)
		if m.First > 0 {
			before = gazetteer.Lookup(d.Word(m.First - 1))
		}
		add(perceptron.Feature4(yPerson, uint64(min(m.Last-m.First, 3)), uint64(first&(gazetteer.FirstCommon|gazetteer.First)), uint64(before&gazetteer.Title), 0))
		add(two(yPerson, 1, uint64(gazetteer.Lookup(d.Word(m.Last-1))&(gazetteer.LastCommon|gazetteer.Last))))
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
		typeClasses(add, words, m)
		short.features(add, d, m)
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
