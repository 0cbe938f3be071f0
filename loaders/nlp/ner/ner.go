// Package ner finds the names of people, organizations, places and other
// things in a document.
//
// In: a text.Doc with sentences and tokens in a language that has a model
// (ner.bin in its folder of package lang). Out: Doc.Names with a coarse label,
// the ontology's fine type and a score; Train makes the models from the corpora
// that the language's ner.yaml names. Not here: which names are the same thing
// (claims/coref, identity), the lists of known names (gazetteer).
package ner

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/memo"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// Options of a Stage; the zero value is for news.
type Options struct {
	// Style is whose rules decide what a name is; 0 is News.
	Style Style
}

// Recogniser finds names in one language. It is safe for concurrent use.
type Recogniser struct {
	x                       extractor
	firstPairs, secondPairs *crf.Transitions
	first                   *perceptron.Model
	second                  *perceptron.Model // as first, with votes
	types                   typer
	options                 Options
	pool                    *sync.Pool // of *worker
}

type worker struct {
	scratch scratch
	dec     crf.Decoder
	em      []float32
	marg    []float32
	ints    []int32
	names   []Mention
	scores  []float32
}

// NewRecogniser loads the language's model.
func NewRecogniser(l *lang.Language, o Options) (*Recogniser, error) {
	s, err := l.Model("ner.bin")
	if err != nil {
		return nil, err
	}
	return newRecogniser(l, s, o)
}

func newRecogniser(l *lang.Language, s lang.Sections, o Options) (*Recogniser, error) {
	own, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	helper, err := l.Helper()
	if err != nil {
		return nil, err
	}
	r := &Recogniser{x: extractor{own, helper}, options: o, pool: &sync.Pool{New: func() any {
		return &worker{ints: make([]int32, numStates), scratch: scratch{memo: memo.Words[entry]{Limit: remembered}}}
	}}}
	apart := ""
	if _, err := s.Get("treebank first"); err == nil && o.Style == Treebank {
		apart = "treebank "
	}
	if r.first, r.firstPairs, err = loadChain(s, apart+"first"); err != nil {
		return nil, fmt.Errorf("load names model %s: %w", l.Code, err)
	}
	if r.second, r.secondPairs, err = loadChain(s, apart+"second"); err != nil {
		return nil, fmt.Errorf("load names model %s: %w", l.Code, err)
	}
	types, err := loadPart(s, "types", len(fineTypes))
	if err != nil {
		return nil, fmt.Errorf("load names model %s: %w", l.Code, err)
	}
	r.types = typer{types}
	return r, nil
}

// loadChain loads one pass: emission weights and scores of label pairs.
func loadChain(s lang.Sections, name string) (*perceptron.Model, *crf.Transitions, error) {
	m, err := loadPart(s, name, numStates)
	if err != nil {
		return nil, nil, err
	}
	pairs, err := s.Get(name + " pairs")
	if err != nil {
		return nil, nil, err
	}
	t := transitions()
	return m, t, t.SetScores(floats(pairs))
}

func loadPart(s lang.Sections, name string, classes int) (*perceptron.Model, error) {
	b, err := s.Get(name)
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if m.Classes() != classes {
		return nil, fmt.Errorf("part %s has %d classes instead of %d; train it again", name, m.Classes(), classes)
	}
	return m, nil
}

// Stage finds names with the recogniser of the Doc's language.
type Stage struct{ byLang map[string]*Recogniser }

// New makes a stage for the given languages; those without a model are left
// out, so that their documents get no names.
func New(o Options, languages ...*lang.Language) (*Stage, error) {
	s := &Stage{map[string]*Recogniser{}}
	for _, l := range languages {
		r, err := NewRecogniser(l, o)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		s.byLang[l.Code] = r
	}
	return s, nil
}

// Name is the stage's name.
func (*Stage) Name() string { return "ner" }

// Needs is what the stage reads.
func (*Stage) Needs() text.Layer { return text.Sentences | text.Tokens }

// Adds is what the stage writes.
func (*Stage) Adds() text.Layer { return text.Names }

// Annotate fills d.Names. A document in a language without a model gets none.
func (s *Stage) Annotate(ctx context.Context, d *text.Doc) error {
	d.Names = d.Names[:0]
	r := s.byLang[d.Lang]
	if r == nil {
		return nil
	}
	return r.Annotate(ctx, d)
}

// longest is how many tokens are decoded at once; longer sentences are cut, so
// that memory stays bounded.
const longest = 1000

// Annotate fills d.Names.
func (r *Recogniser) Annotate(ctx context.Context, d *text.Doc) error {
	w := r.pool.Get().(*worker)
	defer r.pool.Put(w)
	names, err := r.find(ctx, d, w)
	if err != nil {
		return err
	}
	if r.options.Style == News {
		names, w.scores = w.scratch.newsRules(names, w.scores)
	} else {
		names, w.scores = withoutMisc(names, w.scores)
	}
	d.Names = d.Names[:0]
	fine := r.types.assign(d, &w.scratch, names, w.scores, r.options)
	for i, m := range names { // labels as the types have settled them
		d.Names = append(d.Names, text.Name{First: m.First, Last: m.Last, Label: m.Label.String(), Type: fine[i], Score: float64(w.scores[i])})
	}
	return nil
}

// sharper multiplies the scores of the second pass, which dropout in training
// leaves so flat that too few names are found: 1.25 on thirds of the training
// data, 1.2 on EWT dev, where 1.15 to 1.3 differ by 0.2 points.
const sharper = 1.2

func (r *Recogniser) find(ctx context.Context, d *text.Doc, w *worker) ([]Mention, error) {
	r.x.read(d, &w.scratch)
	if err := r.vote(ctx, d, w); err != nil {
		return nil, err
	}
	w.names, w.scores = w.names[:0], w.scores[:0]
	err := eachChunk(ctx, d, func(from, to int) {
		em := r.emission(w, r.second, from, to, true)
		for k := range em {
			em[k] *= sharper
		}
		old := len(w.names)
		path := w.dec.Viterbi(r.secondPairs, em, nil)
		w.names = decode(w.names, path, from)
		if len(w.names) == old {
			return
		}
		marg := w.marg[:len(em)]
		w.dec.Marginals(r.secondPairs, em, nil, marg)
		for _, m := range w.names[old:] {
			w.scores = append(w.scores, mentionScore(marg, path, m, from))
		}
	})
	return w.names, err
}

// vote runs the first pass over a document that was read.
func (r *Recogniser) vote(ctx context.Context, d *text.Doc, w *worker) error {
	s := &w.scratch
	s.startVotes(d)
	err := eachChunk(ctx, d, func(from, to int) {
		em := r.emission(w, r.first, from, to, false)
		marg := w.marg[:len(em)]
		w.dec.Marginals(r.firstPairs, em, nil, marg)
		for i := from; i < to; i++ {
			s.setVote(i, marg[(i-from)*numStates:(i-from+1)*numStates])
		}
	})
	s.countVotes()
	return err
}

// eachChunk calls do for every sentence, cutting very long ones.
func eachChunk(ctx context.Context, d *text.Doc, do func(from, to int)) error {
	for k, sent := range d.Sentences {
		if k%16 == 0 && ctx.Err() != nil {
			return fmt.Errorf("find names: %w", ctx.Err())
		}
		for from := sent.First; from < sent.Last; from += longest {
			do(from, min(from+longest, sent.Last))
		}
	}
	return nil
}

// emission scores the tokens [from, to) with one pass's model.
func (r *Recogniser) emission(w *worker, m *perceptron.Model, from, to int, votes bool) []float32 {
	n := to - from
	if cap(w.em) < n*numStates {
		w.em, w.marg = make([]float32, 2*n*numStates), make([]float32, 2*n*numStates)
	}
	em := w.em[:n*numStates]
	s := &w.scratch
	pass := 0
	if votes {
		pass = 1
	}
	for i := from; i < to; i++ {
		clear(w.ints)
		known := s.addKnown(w.ints, m, pass, i, from, to, r.options.Style)
		s.feats = s.features(s.feats[:0], i, from, to, r.options.Style, known)
		if votes {
			s.feats = s.voteFeatures(s.feats, i, from, to, r.options.Style)
		}
		m.Score(s.feats, w.ints)
		crf.Scale(m, w.ints, em[(i-from)*numStates:(i-from+1)*numStates])
	}
	return em
}

// mentionScore is the least probable state of a mention: a lower bound that is
// close to the probability of the whole.
func mentionScore(marg []float32, path []uint8, m Mention, from int) float32 {
	p := float32(1)
	for i := m.First - from; i < m.Last-from; i++ {
		p = min(p, marg[i*numStates+int(path[i])])
	}
	return p
}

// noMisc are the states of treebanks, which mark no other names.
const noMisc = crf.Set(1<<(1+4*MISC) - 1)
