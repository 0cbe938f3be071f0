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

// typer chooses the fine type of names.
type typer struct{ model *perceptron.Model }

// assign returns the fine type of every mention, one for all of a group.
func (t *typer) assign(d *text.Doc, names []Mention) []string {
	out := make([]string, len(names))
	var f []uint64
	ints, scores := make([]int32, len(fineTypes)), make([]float32, len(fineTypes))
	for _, g := range groups(d, names) {
		fine := "Person"
		if g.label != PER {
			f = typeFeatures(f[:0], d, names, g, true)
			crf.Emission(t.model, f, ints, scores)
			best := -1
			for y := range fineTypes {
				if typesOf(g.label)>>y&1 != 0 && (best < 0 || scores[y] > scores[best]) {
					best = y
				}
			}
			fine = fineTypes[best]
		}
		for _, i := range g.mentions {
			out[i] = fine
		}
	}
	return out
}

// learnTypes trains the type model on documents and on the lists of
// well-known organizations.
func learnTypes(ctx context.Context, sources []Source) (*perceptron.Model, error) {
	class := map[string]int{}
	for i, t := range fineTypes {
		class[t] = i
	}
	var examples []crf.Example
	add := func(f []uint64, fine string, label Label, w float32) {
		y, ok := class[fine]
		if ok && typesOf(label)>>y&1 != 0 {
			examples = append(examples, crf.Example{Features: f, Offsets: []int32{0, int32(len(f))}, Allowed: []crf.Set{1 << y}, Within: []crf.Set{typesOf(label)}, Weight: w})
		}
	}
	for _, s := range sources {
		for k := range s.Docs {
			a := &s.Docs[k]
			if a.Fine == nil {
				continue
			}
			for _, g := range groups(a.Doc, a.Names) {
				add(typeFeatures(nil, a.Doc, a.Names, g, k%2 == 0), a.Fine[g.mentions[0]], g.label, s.Weight)
			}
		}
	}
	rnd := rand.New(rand.NewPCG(3, 3))
	list := func(name, fine string, label Label, w float32) {
		d, m := oneName(name)
		add(typeFeatures(nil, d, []Mention{m}, group{label, []int{0}}, rnd.IntN(2) == 0), fine, label, w)
	}
	for _, o := range gazetteer.Orgs() {
		for _, n := range append(o.Names(), o.Acronyms...) {
			list(n, o.Type, ORG, 0.2)
		}
	}
	for _, c := range gazetteer.Companies() {
		for _, n := range append([]string{c.Name}, c.Aliases...) {
			list(n, "Company", ORG, 0.2)
		}
	}
	for _, c := range gazetteer.Countries() {
		for _, n := range c.Names {
			list(n, "Country", LOC, 0.2)
		}
	}
	for _, e := range gazetteer.Exonyms() {
		list(e.NameDA, "Place", LOC, 0.1)
		list(e.NameEN, "Place", LOC, 0.1)
	}
	w, err := crf.Train(ctx, examples, len(fineTypes), typeTransitions(), crf.Options{Epochs: 10, Rate: 0.1, L2: 3e-4, MinSeen: 2})
	if err != nil {
		return nil, fmt.Errorf("train types: %w", err)
	}
	return w.Freeze(0.03)
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
