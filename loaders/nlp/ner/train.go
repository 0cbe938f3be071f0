package ner

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"sync"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/perceptron"
)

// Source is a corpus with how to learn from it.
type Source struct {
	Docs   []Annotated
	Style  Style
	Weight float32 // 1 counts fully
	// ApartWeight is the weight in passes that are apart, 0 the same.
	ApartWeight float32
	// OpenMisc: the corpus marks no MISC names; capitalised words outside its
	// names may be some.
	OpenMisc bool
	// Web sources are for the passes of the treebank style only.
	Web bool
	// Originals is how many documents the copies among Docs were made from, 0
	// when there are no copies; copy i is of original i modulo Originals.
	Originals int
}

func (s *Source) originals() int {
	if s.Originals > 0 {
		return s.Originals
	}
	return len(s.Docs)
}

func floats(b []byte) []float32 {
	out := make([]float32, len(b)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

// learn trains on the sources and returns the model file's sections. The
// second pass learns from votes of first passes that did not see the document
// (two halves, each read by the model of the other). apart asks for passes of
// their own for the treebank style.
func learn(ctx context.Context, l *lang.Language, sources []Source, apart bool, o crf.Options) (lang.Sections, error) {
	own, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	helper, err := l.Helper()
	if err != nil {
		return nil, err
	}
	t := learner{x: extractor{own, helper}, o: o}
	for _, s := range sources {
		if !s.Web {
			t.sources = append(t.sources, s)
		}
	}
	var out lang.Sections
	if apart { // what was written for news would only mislead
		treebank := t
		treebank.sources = nil
		for _, s := range sources {
			if s.Style != News {
				if s.ApartWeight > 0 {
					s.Weight = s.ApartWeight
				}
				treebank.sources = append(treebank.sources, s)
			}
		}
		first, second, _, err := treebank.chains(ctx)
		if err != nil {
			return nil, fmt.Errorf("train names %s: %w", l.Code, err)
		}
		out = append(first.sections("treebank first"), second.sections("treebank second")...)
	}
	first, second, halves, err := t.chains(ctx)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	out = append(append(out, first.sections("first")...), second.sections("second")...)
	types, err := t.learnTypes(ctx, halves)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	return append(out, lang.Section{Name: "types", Data: types.Bytes()}), nil
}

// chains trains both passes and the two halves. The passes that do not need
// each other run at once.
func (t *learner) chains(ctx context.Context) (first, second *chain, halves []*chain, err error) {
	quiet := *t // progress is that of the first pass
	quiet.o.Progress = nil
	var done [3]*chain
	var errs [3]error
	var wait sync.WaitGroup
	for k, use := range []func(int) bool{
		func(int) bool { return true }, func(i int) bool { return i%2 != 0 }, func(i int) bool { return i%2 != 1 },
	} {
		p := &quiet
		if k == 0 {
			p = t
		}
		wait.Go(func() { done[k], errs[k] = p.pass(ctx, use, nil) })
	}
	wait.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, nil, nil, err
	}
	second, err = t.pass(ctx, func(int) bool { return true }, done[1:])
	return done[0], second, done[1:], err
}

type learner struct {
	x       extractor
	sources []Source
	o       crf.Options
}

// chain is a trained pass.
type chain struct {
	model *perceptron.Model
	pairs *crf.Transitions
}

// sections are the chain's parts of a model file.
func (c *chain) sections(name string) lang.Sections {
	var pairs []byte
	for _, v := range c.pairs.Scores() {
		pairs = binary.LittleEndian.AppendUint32(pairs, math.Float32bits(v))
	}
	return lang.Sections{{Name: name, Data: c.model.Bytes()}, {Name: name + " pairs", Data: pairs}}
}

// pass trains on the documents whose number in their source (that of the
// original, for copies with other names) passes use. With halves, the features
// include the votes of halves[number%2].
func (t *learner) pass(ctx context.Context, use func(int) bool, halves []*chain) (*chain, error) {
	var examples []crf.Example
	w := &worker{ints: make([]int32, numStates)}
	for _, src := range t.sources {
		for i := range src.Docs {
			if !use(i % max(1, src.originals())) {
				continue
			}
			if err := t.voted(ctx, &src, i, halves, w); err != nil {
				return nil, err
			}
			examples = t.examples(examples, &src, &src.Docs[i], &w.scratch, halves != nil)
		}
	}
	m, err := crf.Train(ctx, examples, numStates, transitions(), t.o)
	if err != nil {
		return nil, err
	}
	frozen, err := m.Freeze(0.03)
	return &chain{frozen, m.Trans}, err
}

// voted reads document i of src into w and, if there are halves, lets the one
// that did not learn from it vote.
func (t *learner) voted(ctx context.Context, src *Source, i int, halves []*chain, w *worker) error {
	d := src.Docs[i].Doc
	t.x.read(d, &w.scratch)
	if halves == nil {
		return nil
	}
	c := halves[i%max(1, src.originals())%2]
	r := &Recogniser{first: c.model, firstPairs: c.pairs, options: Options{Style: src.Style}}
	return r.vote(ctx, d, w)
}

func (t *learner) examples(to []crf.Example, src *Source, a *Annotated, s *scratch, votes bool) []crf.Example {
	states := make([]uint8, len(a.Doc.Tokens))
	for _, sent := range a.Doc.Sentences {
		encode(states[sent.First:sent.Last], sent.First, a.Names)
		e := crf.Example{Weight: src.Weight, Offsets: []int32{0}}
		for i := sent.First; i < sent.Last; i++ {
			e.Features = s.features(e.Features, i, sent.First, sent.Last, src.Style, 0)
			if votes {
				e.Features = s.voteFeatures(e.Features, i, sent.First, sent.Last, src.Style)
			}
			e.Offsets = append(e.Offsets, int32(len(e.Features)))
			allowed := crf.Set(1) << states[i]
			if states[i] == outside && (a.Open[i] || src.OpenMisc && openMisc(&s.words[i])) {
				allowed = 1 | ^noMisc&(1<<numStates-1)
			}
			e.Allowed = append(e.Allowed, allowed)
		}
		to = append(to, e)
	}
	return to
}

// openMisc tells whether a word outside the names of a treebank may belong to
// one of the names that treebanks do not mark.
func openMisc(w *word) bool {
	return w.caps && !w.first && w.class&(gazetteer.DemonymAdj|gazetteer.DemonymNoun) == 0
}

// ReadSource reads a corpus file below the data folder.
func readFile(data, name string, size int, labels map[string]string) ([]Annotated, error) {
	f, err := openFile(filepath.Join(data, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := ReadIOB2(f, size, labels)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return docs, nil
}
