package tag

import (
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// word is what features ask of a word wherever it stands.
type word struct {
	lexeme.Lexeme
	hint
	known bool // the hint is the word's own
	again bool // it came before: worth the sums
	// sums of the weights of the features of this word alone, by its place;
	// nil until they are asked for.
	sums [places]perceptron.Packed
}

// place is where a word stands from the word in question.
type place uint8

const (
	here     place = iota
	atStart        // here, as the first of the sentence
	before         // the word before
	after          // the word behind
	afterTwo       // the word after next
	places
)

// sentence is one sentence with the borders that features look over.
type sentence struct {
	words []*word  // pad words before and after
	verb  []uint64 // the next verb behind each word, 0 for none near
	tags  []uint64 // class + 1 of words tagged so far, with pad places before
}

const pad = 2

var (
	leftPad  = word{Lexeme: lexeme.Lexeme{Form: 1, Lower: 1}, hint: noHint}
	rightPad = word{Lexeme: lexeme.Lexeme{Form: 2, Lower: 2}, hint: noHint}
)

func (s *sentence) reset(n int) {
	if need := n + 2*pad; cap(s.words) < need {
		s.words = make([]*word, need)
		s.tags = make([]uint64, need)
		s.verb = make([]uint64, need)
	}
	s.words, s.tags, s.verb = s.words[:n+2*pad], s.tags[:n+2*pad], s.verb[:n+2*pad]
	clear(s.tags)
	for k := range pad {
		s.words[k], s.words[n+pad+k] = &leftPad, &rightPad
	}
}

// look finds the next verbs once the words are there.
func (s *sentence) look() {
	const near = 7 // words between an auxiliary and its verb
	next, at := uint64(0), 0
	for i := len(s.words) - pad - 1; i >= pad; i-- {
		s.verb[i] = 0
		if at-i <= near && next != 0 {
			s.verb[i] = next + min(uint64(at-i), 3)
		}
		if h := &s.words[i].hint; h.verb {
			next, at = h.hash, i
		}
	}
}

func bit(b bool, n uint) uint64 {
	if b {
		return 1 << n
	}
	return 0
}

func (w *word) caps(first bool) uint64 {
	return bit(w.Capital, 0) | bit(w.AllCapital, 1) | bit(first, 2)
}

// features appends the features of word i (counted without padding). Tags to
// its left must be set.
func (s *sentence) features(f []uint64, i int) []uint64 {
	for p, w := range s.around(i) {
		if w != nil {
			f = w.features(f, place(p))
		}
	}
	return s.context(f, i)
}

// around lists the words around word i by their place.
func (s *sentence) around(i int) [places]*word {
	w := [places]*word{before: s.words[i+pad-1], after: s.words[i+pad+1], afterTwo: s.words[i+pad+2]}
	if i == 0 {
		w[atStart] = s.words[pad]
	} else {
		w[here] = s.words[i+pad]
	}
	return w
}

// features appends those that look at w alone.
func (w *word) features(f []uint64, p place) []uint64 {
	c := w.Class
	switch p {
	case before:
		f = append(f, perceptron.Feature(18, w.Lower), perceptron.Feature(24, w.Suffix[2]))
		if c.Known() {
			f = append(f, perceptron.Feature(50, c.Brown(6)), perceptron.Feature(51, c.Full()))
		}
		return f
	case after:
		f = append(f, perceptron.Feature(20, w.Lower), perceptron.Feature(25, w.Suffix[2]), perceptron.Feature(71, w.hash))
		if c.Known() {
			f = append(f, perceptron.Feature(52, c.Brown(6)), perceptron.Feature(53, c.Full()))
		}
		return f
	case afterTwo:
		f = append(f, perceptron.Feature(21, w.Lower), perceptron.Feature(31, w.Suffix[2]))
		if c.Known() {
			f = append(f, perceptron.Feature(55, c.Brown(10)))
		}
		return f
	}
	first := bit(p == atStart, 0)
	caps := w.caps(p == atStart)
	f = append(f,
		perceptron.Feature(0, 0),
		perceptron.Feature(1, w.Lower),
		perceptron.Feature(2, w.Form),
		perceptron.Feature(3, w.Shape),
		perceptron.Feature2(4, w.Shape, first),
		perceptron.Feature(5, w.Prefix[0]),
		perceptron.Feature(6, w.Prefix[1]),
		perceptron.Feature(7, w.Prefix[2]),
		perceptron.Feature(8, w.Suffix[0]),
		perceptron.Feature(9, w.Suffix[1]),
		perceptron.Feature(10, w.Suffix[2]),
		perceptron.Feature(11, w.Suffix[3]),
		perceptron.Feature(12, w.Suffix[4]),
		perceptron.Feature2(13, w.Suffix[2], caps),
		perceptron.Feature(70, w.hash),
	)
	if c.Known() {
		f = append(f,
			perceptron.Feature(40, c.Brown(4)),
			perceptron.Feature(41, c.Brown(6)),
			perceptron.Feature(42, c.Brown(10)),
			perceptron.Feature(43, c.Full()),
			perceptron.Feature2(45, c.Full(), caps),
			perceptron.Feature2(47, c.Brown(10), w.Suffix[1]),
		)
	} else {
		f = append(f, perceptron.Feature2(48, caps, w.Suffix[2]))
	}
	if h := w.Helper; h.Known() {
		f = append(f, perceptron.Feature(60, h.Brown(6)), perceptron.Feature2(61, h.Brown(10), first))
	}
	return f
}

// context appends the features that look at tags and at several words.
func (s *sentence) context(f []uint64, i int) []uint64 {
	caps := s.words[i+pad].caps(i == 0)
	i += pad
	w, p1, p2, n1, n2 := s.words[i], s.words[i-1], s.words[i-2], s.words[i+1], s.words[i+2]
	t1, t2 := s.tags[i-1], s.tags[i-2]
	h, hn, hm := w.hash, n1.hash, n2.hash
	last := uint64(0) // the verb before
	for k := i - 1; k >= pad && k > i-7; k-- {
		if s.words[k].verb {
			last = s.words[k].hash
			break
		}
	}
	f = append(f,
		perceptron.Feature(14, t1),
		perceptron.Feature2(15, t1, t2),
		perceptron.Feature2(16, t1, w.Lower),
		perceptron.Feature2(17, t1, w.Suffix[2]),
		perceptron.Feature(19, p2.Lower),
		perceptron.Feature2(22, p1.Lower, w.Lower),
		perceptron.Feature2(23, w.Lower, n1.Lower),
		perceptron.Feature2(26, t1, n1.Lower),
		perceptron.Feature3(27, t1, t2, n1.Suffix[1]),
		perceptron.Feature2(28, n1.Shape, caps),
		perceptron.Feature2(29, p1.Shape, caps),
		perceptron.Feature2(30, n1.Lower, n2.Lower),
		perceptron.Feature2(72, hn, hm),
		perceptron.Feature3(73, t1, h, hn),
		perceptron.Feature2(74, w.Lower, hn),
		perceptron.Feature3(75, w.Lower, hn, hm),
		perceptron.Feature2(76, w.Lower, s.verb[i]),
		perceptron.Feature3(77, h, s.verb[i], t1),
		perceptron.Feature2(78, w.Lower, last),
		perceptron.Feature3(79, h, last, w.Suffix[1]),
		perceptron.Feature4(80, t1, h, hn, hm),
	)
	if c := w.Class; c.Known() {
		f = append(f, perceptron.Feature2(44, t1, c.Brown(10)), perceptron.Feature2(46, c.Brown(10), n1.Class.Brown(10)))
	}
	if c := n1.Class; c.Known() {
		f = append(f, perceptron.Feature2(54, t1, c.Brown(10)))
	}
	return f
}
