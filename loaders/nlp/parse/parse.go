// Package parse builds dependency trees over tagged words.
//
// In: a Doc with sentences, tokens and tags. Out: Token.Head and Deprel, one
// projective tree with one root a sentence. Heads come from an arc-hybrid
// transition parser with a small beam, whose averaged perceptron was trained
// by maximum violation (Huang, Fayong & Guo 2012); relations, and the choice
// among the trees that the beam ends with, from a second perceptron. Time is linear in the sentence. Not here:
// tags (tag).
package parse

import (
	"context"
	"fmt"
	"sync"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// ModelFile is the name of a language's parsing model.
const ModelFile = "parse.bin"

// Width is the beam's width: wider is slower and hardly better.
const Width = 8

// slack is how far behind the best an item of the beam may be, as a weight of the
// perceptron: it saves a tenth of the time and loses nothing (Danish dev).
const slack = 300

// longest is the longest sentence that is searched with a beam; beyond it the
// parser is greedy.
const longest = 200

// Parser parses sentences of one language. Safe for concurrent use.
type Parser struct {
	encoder *lexeme.Encoder
	heads   *perceptron.Table
	quick   *perceptron.Model
	labels  *perceptron.Model
	punct   *perceptron.Model
	rels    []string
	width   int
	pool    sync.Pool
}

// NewParser loads the language's model.
func NewParser(l *lang.Language) (*Parser, error) {
	s, err := l.Model(ModelFile)
	if err != nil {
		return nil, err
	}
	p, err := Load(l, s)
	if err != nil {
		return nil, fmt.Errorf("load parser of language %q: %w", l.Code, err)
	}
	return p, nil
}

// Load makes a parser of a model that Train has just made.
func Load(l *lang.Language, s lang.Sections) (*Parser, error) {
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	b, err := s.Get("heads")
	if err != nil {
		return nil, err
	}
	heads, err := perceptron.LoadTable(b)
	if err != nil {
		return nil, err
	}
	rels, err := s.Lines("relations")
	if err != nil {
		return nil, err
	}
	if b, err = s.Get("labels"); err != nil {
		return nil, err
	}
	labels, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if b, err = s.Get("quick"); err != nil {
		return nil, err
	}
	quick, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if b, err = s.Get("punctuation"); err != nil {
		return nil, err
	}
	punct, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if labels.Classes() != len(rels)+2 || quick.Classes() != len(rels) {
		return nil, fmt.Errorf("models have %d and %d classes, %d relations; train it again", labels.Classes(), quick.Classes(), len(rels))
	}
	if punct.Classes() != 1 {
		return nil, fmt.Errorf("model of punctuation has %d classes instead of 1; train it again", punct.Classes())
	}
	return &Parser{encoder: e, heads: heads, quick: quick, labels: labels, punct: punct, rels: rels, width: Width}, nil
}

type work struct {
	full  sentence // with punctuation
	s     sentence // without
	beam  beam
	judge judge
	punct attacher
	one   [1]int32
}

// Parse sets Head and Deprel of the tokens of one sentence of d.
func (p *Parser) Parse(d *text.Doc, s text.Sentence) {
	w, ok := p.pool.Get().(*work)
	if !ok {
		w = &work{beam: beam{slack: int32(slack / p.heads.Step())}, full: sentence{all: true, quick: newQuick(p.quick)}, judge: newJudge(p.labels, p.rels, p.heads.Step())}
	}
	defer p.pool.Put(w)
	w.full.reset()
	w.s.reset()
	for i := range s.Last - s.First {
		t := &d.Tokens[s.First+i]
		form := d.Word(s.First + i)
		x := p.encoder.Encode(form)
		w.full.add(i, form, x, t.UPOS, t.Feats)
		w.s.add(i, form, x, t.UPOS, t.Feats)
	}
	w.full.finish()
	w.s.finish()
	if w.s.n == 0 {
		onlyMarks(d, s)
		return
	}
	width := p.width
	if w.full.n > longest {
		width = 1
	}
	w.beam.search(&w.full, p.heads, width)
	tree := w.judge.choose(&w.s, &w.full, w.beam.live)
	for c := int32(1); c <= w.s.n; c++ {
		t := &d.Tokens[s.First+int(w.s.words[c].token)]
		t.Head, t.Deprel = text.Root, "root"
		if h := tree[c]; h != 0 {
			t.Head, t.Deprel = s.First+int(w.s.words[h].token), p.rels[w.judge.label[c]-1]
		}
	}
	marks := w.punct.attach(&w.s, tree, w.judge.label, w.judge.order, func(f []uint64) int32 {
		w.one[0] = 0
		p.punct.Score(f, w.one[:])
		return w.one[0]
	})
	for k, h := range marks {
		t := &d.Tokens[s.First+int(w.s.marks[k].token)]
		t.Head, t.Deprel = s.First+int(w.s.words[h].token), "punct"
	}
}

func sized(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n)
	}
	return s[:n]
}

// onlyMarks makes the first token of a sentence without words its root.
func onlyMarks(d *text.Doc, s text.Sentence) {
	for i := s.First; i < s.Last; i++ {
		d.Tokens[i].Head, d.Tokens[i].Deprel = s.First, "punct"
		if i == s.First {
			d.Tokens[i].Head, d.Tokens[i].Deprel = text.Root, "root"
		}
	}
}

// Stage parses Docs in any of its languages.
type Stage struct{ parsers map[string]*Parser }

// New loads the parsers of the languages.
func New(languages ...*lang.Language) (*Stage, error) {
	s := &Stage{map[string]*Parser{}}
	for _, l := range languages {
		p, err := NewParser(l)
		if err != nil {
			return nil, err
		}
		s.parsers[l.Code] = p
	}
	return s, nil
}

// Name is "parse".
func (*Stage) Name() string { return "parse" }

// Needs sentences, tokens and tags.
func (*Stage) Needs() text.Layer { return text.Sentences | text.Tokens | text.Tags }

// Adds the trees.
func (*Stage) Adds() text.Layer { return text.Parse }

// Annotate parses every sentence; it fails on a language it has no parser for.
func (s *Stage) Annotate(ctx context.Context, d *text.Doc) error {
	for i, x := range d.Sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		code := x.Lang
		if code == "" {
			code = d.Lang
		}
		p := s.parsers[code]
		if p == nil {
			return fmt.Errorf("parse sentence %d: no parser for language %q; load one or set the language", i+1, code)
		}
		p.Parse(d, x)
	}
	return nil
}
