package parse

import (
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez & Satta 2011):
// shift moves the next word to the stack; left makes it the head of the
// stack's top; right makes the second of the stack the head of the top. Node 0
// is the artificial root at the bottom of the stack; a word may get it as head
// only when no word is left, so that every tree has one root. Relations come
// later (label.go). A parse of n words takes 2n transitions.

type kind uint8

const (
	shift kind = iota
	left
	right
)

// word is what features see of a word. Index 0 is the root, n+1 no word.
type word struct {
	w, p, m, wp uint64 // word, part of speech, with features, word and part of speech
	c4, c6, cf  uint64 // cluster prefixes with part of speech, and path
	before      uint64 // the punctuation between the last word and this one, 0 for none
	punct       uint32 // punctuation marks before this word
	token       int32  // which token of the sentence it is, from 0
	funct       bool   // auxiliary, adposition, conjunction, particle or determiner
}

// cell is a word on the stack with its children so far. Cells are immutable
// and shared by the items of the beam; below is the cell under it, or -1.
type cell struct {
	word, below    int32
	l1, l2, r1, r2 int32 // outermost and next child, n+1 for none
	nl, nr         uint8
	sig            uint64 // hash of all that features see of the cell
	lset, rset     uint64 // hash of the children's kinds in order of attachment
}

// item is a partial parse: one step after item prev.
type item struct {
	top   int32 // cell
	front cell  // next word with its left children
	prev  int32
	score int32
	kind  kind
}

// sentence holds the words and the arena of one parse. The search sees
// punctuation as words (all is set); relations and the heads of punctuation are
// decided without it, where marks are properties of the word behind them.
type sentence struct {
	all   bool
	n     int32
	words []word
	marks []mark
	quick *quick
	place []int32          // see without
	open  map[string]int32 // marks that wait for the one that closes them
	cells []cell
	none  cell
	items []item
}

// mark is a punctuation token.
type mark struct {
	token int32
	word  int32 // the last word before it, 0 for none
	form  uint64
	pair  int32 // number of the mark that it opens or closes a pair with, -1 for none
}

func (s *sentence) reset() {
	s.n = 0
	s.words = append(s.words[:0], word{w: 3, p: 3, m: 3, wp: 3, token: -1})
	s.marks = s.marks[:0]
	clear(s.open)
}

// add appends token number i of the sentence, a word or a mark.
func (s *sentence) add(i int, form string, x lexeme.Lexeme, upos, feats string) {
	if upos == "PUNCT" {
		s.marks = append(s.marks, mark{int32(i), s.n, x.Form, -1})
		if !s.all {
			s.pairUp(form)
			return
		}
	}
	p := perceptron.HashString(upos)
	m := p
	if feats != "" {
		m = perceptron.Mix(p, perceptron.HashString(feats))
	}
	c := x.Class
	if !c.Known() {
		c = x.Helper
	}
	s.words = append(s.words, word{
		w: x.Lower, p: p, m: m, wp: perceptron.Mix(x.Lower, p), token: int32(i), funct: functional(upos),
		c4: perceptron.Mix(c.Brown(4), p), c6: perceptron.Mix(c.Brown(6), p), cf: c.Full(),
		before: s.punctuation(), punct: uint32(len(s.marks)),
	})
	s.n++
}

// punctuation hashes the marks since the last word.
func (s *sentence) punctuation() (h uint64) {
	for k := len(s.marks) - 1; k >= 0 && s.marks[k].word == s.n; k-- {
		h = perceptron.Mix(h, s.marks[k].form)
	}
	return h
}

// finish adds the empty word behind the last one.
func (s *sentence) finish() {
	s.words = append(s.words, word{w: 4, p: 4, m: 4, wp: 4, token: -1, before: s.punctuation(), punct: uint32(len(s.marks))})
}

func functional(upos string) bool {
	switch upos {
	case "AUX", "ADP", "SCONJ", "CCONJ", "PART", "DET":
		return true
	}
	return false
}

func (s *sentence) bare(i int32) cell {
	none := s.n + 1
	return cell{word: i, below: -1, l1: none, l2: none, r1: none, r2: none, sig: uint64(i)}
}

// begin makes the first item: the root on the stack.
func (s *sentence) begin() {
	s.none = s.bare(s.n + 1)
	s.cells = append(s.cells[:0], s.bare(0))
	s.items = append(s.items[:0], item{top: 0, front: s.bare(1), prev: -1})
}

// allowed tells which transitions are possible in x.
func (s *sentence) allowed(x *item) (ok [3]bool) {
	more := x.front.word <= s.n
	ok[shift] = more
	if below := s.cells[x.top].below; below >= 0 {
		ok[left] = more
		ok[right] = !more || s.cells[below].word != 0
	}
	return ok
}

// childKind is what a head remembers of a child: the likely relation.
func (s *sentence) childKind(c *cell, head int32) uint64 {
	return uint64(s.quick.guess(s, c, head)) + 1
}

// step returns the item that transition k leads to from item number i.
func (s *sentence) step(i int32, k kind, score int32) item {
	x := s.items[i]
	x.prev, x.kind, x.score = i, k, score
	top := &s.cells[x.top]
	switch k {
	case shift:
		c := x.front
		c.below = x.top
		x.front = s.bare(c.word + 1)
		x.top = int32(len(s.cells))
		s.cells = append(s.cells, c)
	case left:
		f := &x.front
		f.l2, f.l1 = f.l1, top.word
		f.nl = min(f.nl+1, 7)
		f.lset = perceptron.Mix(f.lset, s.childKind(top, f.word))
		f.sig = perceptron.Mix(f.sig, perceptron.Mix(uint64(top.word), f.lset))
		x.top = top.below
	case right:
		c := s.cells[top.below]
		c.r2, c.r1 = c.r1, top.word
		c.nr = min(c.nr+1, 7)
		c.rset = perceptron.Mix(c.rset, s.childKind(top, c.word))
		c.sig = perceptron.Mix(c.sig, perceptron.Mix(uint64(top.word), ^c.rset))
		x.top = int32(len(s.cells))
		s.cells = append(s.cells, c)
	}
	return x
}

// tree writes the heads that lead to item i into heads[1..n].
func (s *sentence) tree(i int32, heads []int32) {
	for ; i > 0; i = s.items[i].prev {
		if h, c := s.arc(&s.items[s.items[i].prev], s.items[i].kind); c > 0 {
			heads[c] = h
		}
	}
}

// arc is the arc that transition k adds to x; child 0 for none.
func (s *sentence) arc(x *item, k kind) (head, child int32) {
	top := &s.cells[x.top]
	switch k {
	case left:
		return x.front.word, top.word
	case right:
		return s.cells[top.below].word, top.word
	}
	return 0, 0
}

// oracle is the transition that leads from x towards a projective gold tree:
// reduce as soon as the top has all its children.
func (s *sentence) oracle(x *item, heads []int32, pending []int32) kind {
	top := &s.cells[x.top]
	if top.below < 0 || pending[top.word] > 0 {
		return shift
	}
	h := heads[top.word]
	switch {
	case x.front.word <= s.n && h == x.front.word:
		return left
	case h == s.cells[top.below].word && (h != 0 || x.front.word > s.n):
		return right
	}
	return shift
}
