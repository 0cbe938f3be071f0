package ner

import (
	"context"
	"fmt"
	"math/rand/v2"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// typer chooses the fine type of names, and with it their label.
type typer struct{ model *perceptron.Model }

// groupVote is the mean vote of the first pass for a group's mentions.
func (s *scratch) groupVote(names []Mention, g group) vote {
	var v vote
	for _, i := range g.mentions {
		for k := names[i].First; k < names[i].Last; k++ {
			for l, p := range s.own[k].p {
				v.p[l] += p
			}
			v.n++
		}
	}
	return v
}

// trust is how much the labels of the second pass weigh against the types'
// own scores; measured on gold articles that no part had learnt from.
const trust = 2

// assign returns the fine type of every mention, one for all of a group, and
// changes labels that the type contradicts. scores are the second pass's.
func (t *typer) assign(d *text.Doc, s *scratch, names []Mention, scores []float32, o Options) []string {
	if o.Style == News {
		oneLabel(d, names, scores)
	}
	out := make([]string, len(names))
	var f []uint64
	ints, points := make([]int32, len(fineTypes)), make([]float32, len(fineTypes))
	short := shortFormsOf(d, names)
	for _, g := range groups(d, names) {
		f = typeFeatures(f[:0], d, s.words, names, g, s.groupVote(names, g), short, true)
		crf.Emission(t.model, f, ints, points)
		var sure float32
		for _, i := range g.mentions {
			sure += scores[i]
		}
		sure /= float32(len(g.mentions))
		best := -1
		for y := range fineTypes {
			if typesOf(g.label)>>y&1 != 0 {
				points[y] += trust * sure
			} else if o.Style != News {
				continue
			}
			if best < 0 || points[y] > points[best] {
				best = y
			}
		}
		for _, i := range g.mentions {
			out[i] = fineTypes[best]
			names[i].Label = CoarseOf(fineTypes[best])
		}
	}
	return out
}

// learnTypes trains the type model on the documents that have fine types and
// on the lists of well-known names.
func (t *learner) learnTypes(ctx context.Context, halves []*chain) (*perceptron.Model, error) {
	class := map[string]int{}
	for i, f := range fineTypes {
		class[f] = i
	}
	var examples []crf.Example
	add := func(f []uint64, fine string, within []crf.Set, w float32) {
		if y, ok := class[fine]; ok {
			examples = append(examples, crf.Example{Features: f, Offsets: []int32{0, int32(len(f))}, Allowed: []crf.Set{1 << y}, Within: within, Weight: w})
		}
	}
	w := &worker{ints: make([]int32, numStates)}
	for _, src := range t.sources {
		for i := range src.Docs {
			a := &src.Docs[i]
			if a.Fine == nil {
				continue
			}
			if err := t.voted(ctx, &src, i, halves, w); err != nil {
				return nil, err
			}
			short := shortFormsOf(a.Doc, a.Names)
			for _, g := range groups(a.Doc, a.Names) {
				add(typeFeatures(nil, a.Doc, w.scratch.words, a.Names, g, w.scratch.groupVote(a.Names, g), short, i%2 == 0), a.Fine[g.mentions[0]], nil, src.Weight)
			}
		}
	}
	rnd := rand.New(rand.NewPCG(3, 3))
	list := func(name, fine string, w float32) {
		d, m := oneName(name)
		m.Label = CoarseOf(fine)
		v := vote{n: 1}
		v.p[m.Label] = 1
		add(typeFeatures(nil, d, nil, []Mention{m}, group{m.Label, []int{0}}, v, shortForms{}, rnd.IntN(2) == 0), fine, []crf.Set{typesOf(m.Label)}, w)
	}
	for _, o := range gazetteer.Orgs() {
		for _, n := range append(o.Names(), o.Acronyms...) {
			list(n, o.Type, 0.2)
		}
	}
	for _, c := range gazetteer.Companies() {
		for _, n := range append([]string{c.Name}, c.Aliases...) {
			list(n, "Company", 0.2)
		}
	}
	for _, c := range gazetteer.Countries() {
		for _, n := range c.Names {
			list(n, "Country", 0.2)
		}
	}
	for _, e := range gazetteer.Exonyms() {
		list(e.NameDA, "Place", 0.1)
		list(e.NameEN, "Place", 0.1)
	}
	m, err := crf.Train(ctx, examples, len(fineTypes), typeTransitions(), crf.Options{Epochs: 10, Rate: 0.1, L2: 2e-5, MinSeen: 2})
	if err != nil {
		return nil, fmt.Errorf("train types: %w", err)
	}
	return m.Freeze(0.03)
}

// oneName makes a document of a single name.
func oneName(s string) (*text.Doc, Mention) {
	d := &text.Doc{Text: s}
	start := -1
	for i, r := range s + " " {
		if unicode.IsSpace(r) {
			if start >= 0 {
				d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: i}})
			}
			start = -1
		} else if start < 0 {
			start = i
		}
	}
	return d, Mention{0, len(d.Tokens), ORG}
}

// isCapital tells whether s begins with a capital letter.
func isCapital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
