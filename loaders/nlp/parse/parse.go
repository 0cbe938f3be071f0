// Package parse builds dependency trees over tagged words.
//
// In: a Doc with sentences, tokens and tags. Out: Token.Head and Deprel, one
// tree with one root a sentence. The parser is a greedy arc-hybrid transition
// parser with an averaged perceptron that was trained with a dynamic oracle
// (Goldberg & Nivre 2013): time is linear in the sentence. Not here: tags (tag).
package parse

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// ModelFile is the name of a language's parsing model.
const ModelFile = "parse.bin"

// class is a transition with its relation.
type class struct {
	kind kind
	rel  int32 // index into system.rels
}

// system is the inventory of classes.
type system struct {
	classes []class
	rels    []string
	has     [3]bool
}

// classes are written "shift", "left nsubj", "right obj".
func newSystem(names []string) (*system, error) {
	y := &system{}
	number := map[string]int32{}
	for _, n := range names {
		k, rel, _ := strings.Cut(n, " ")
		c := class{rel: -1}
		switch k {
		case "shift":
		case "left":
			c.kind = left
		case "right":
			c.kind = right
		default:
			return nil, fmt.Errorf("unknown transition %q; train the parser again", n)
		}
		if c.kind != shift {
			r, ok := number[rel]
			if !ok {
				r = int32(len(y.rels))
				number[rel] = r
				y.rels = append(y.rels, rel)
			}
			c.rel = r
		}
		y.classes = append(y.classes, c)
		y.has[c.kind] = true
	}
	if y.has != [3]bool{true, true, true} {
		return nil, errors.New("need shift, left and right transitions; train on more trees")
	}
	return y, nil
}

type scorer interface {
	Score(features []uint64, out []int32)
}

// Parser parses sentences of one language. Safe for concurrent use.
type Parser struct {
	encoder *lexeme.Encoder
	system  *system
	model   scorer
	pool    sync.Pool
}

// NewParser loads the language's model.
func NewParser(l *lang.Language) (*Parser, error) {
	s, err := l.Model(ModelFile)
	if err != nil {
		return nil, err
	}
	p, err := newParser(l, s)
	if err != nil {
		return nil, fmt.Errorf("load parser of language %q: %w", l.Code, err)
	}
	return p, nil
}

func newParser(l *lang.Language, s lang.Sections) (*Parser, error) {
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	names, err := s.Lines("transitions")
	if err != nil {
		return nil, err
	}
	y, err := newSystem(names)
	if err != nil {
		return nil, err
	}
	b, err := s.Get("model")
	if err != nil {
		return nil, err
	}
	m, err := perceptron.Load(b)
	if err != nil {
		return nil, err
	}
	if m.Classes() != len(y.classes) {
		return nil, fmt.Errorf("model has %d classes, %d transitions; train it again", m.Classes(), len(y.classes))
	}
	return &Parser{encoder: e, system: y, model: m}, nil
}

type work struct {
	s        state
	features []uint64
	scores   []int32
}

// longest is the longest sentence that is parsed as a whole; beyond it, the
// words hang on their neighbour, so that memory stays bounded.
const longest = 2000

// Parse sets Head and Deprel of the tokens of one sentence of d.
func (p *Parser) Parse(d *text.Doc, s text.Sentence) {
	n := s.Last - s.First
	if n == 0 {
		return
	}
	if n > longest {
		chain(d, s)
		return
	}
	w, ok := p.pool.Get().(*work)
	if !ok {
		w = &work{scores: make([]int32, len(p.system.classes))}
	}
	defer p.pool.Put(w)
	w.s.reset(n)
	for i := range n {
		t := &d.Tokens[s.First+i]
		w.s.set(i+1, p.encoder.Encode(d.Word(s.First+i)), t.UPOS, t.Feats)
	}
	w.s.clear()
	for !w.s.done() {
		ok := w.s.allowed()
		if !ok[shift] && len(w.s.stack) == 2 {
			w.s.apply(right, -1)
			continue
		}
		c := shift
		rel := int32(-1)
		if ok[left] || ok[right] {
			w.features = w.s.features(w.features[:0])
			clear(w.scores)
			p.model.Score(w.features, w.scores)
			b := p.system.classes[p.system.best(w.scores, ok)]
			c, rel = b.kind, b.rel
		}
		w.s.apply(c, rel)
	}
	for i := range n {
		t, x := &d.Tokens[s.First+i], &w.s.nodes[i+1]
		if x.head == 0 {
			t.Head, t.Deprel = text.Root, "root"
		} else {
			t.Head, t.Deprel = s.First+int(x.head)-1, p.system.rels[x.rel]
		}
	}
}

func chain(d *text.Doc, s text.Sentence) {
	for i := s.First; i < s.Last; i++ {
		d.Tokens[i].Head, d.Tokens[i].Deprel = i-1, "dep"
	}
	d.Tokens[s.First].Head, d.Tokens[s.First].Deprel = text.Root, "root"
}

// set fills in word i (from 1) of the sentence; words come in order.
func (s *state) set(i int, x lexeme.Lexeme, upos, feats string) {
	p := perceptron.HashString(upos)
	m := p
	if feats != "" {
		m = perceptron.Mix(p, perceptron.HashString(feats))
	}
	c := x.Class
	if !c.Known() {
		c = x.Helper
	}
	punct := s.nodes[i-1].punct
	if upos == "PUNCT" {
		punct++
	}
	s.nodes[i] = node{w: x.Lower, p: p, m: m, wp: perceptron.Mix(x.Lower, p), c4: perceptron.Mix(c.Brown(4), p), c6: perceptron.Mix(c.Brown(6), p), cf: c.Full(), punct: punct}
	s.nodes[s.n+1].punct = punct
}

func (y *system) best(scores []int32, ok [3]bool) int {
	best := -1
	for i, c := range y.classes {
		if ok[c.kind] && (best < 0 || scores[i] > scores[best]) {
			best = i
		}
	}
	return best
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
