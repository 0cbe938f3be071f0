package tag

import (
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// sentence is one sentence with the borders that features look over.
type sentence struct {
	words []lexeme.Lexeme // pad words before and after
	hints []hint
	verb  []uint64 // the next verb behind each word, 0 for none near
	tags  []uint64 // class + 1 of words tagged so far, with pad places before
}

const pad = 2

func (s *sentence) reset(n int) {
	if need := n + 2*pad; cap(s.words) < need {
		s.words = make([]lexeme.Lexeme, need)
		s.tags = make([]uint64, need)
		s.hints = make([]hint, need)
		s.verb = make([]uint64, need)
	}
	s.words, s.tags, s.hints, s.verb = s.words[:n+2*pad], s.tags[:n+2*pad], s.hints[:n+2*pad], s.verb[:n+2*pad]
	clear(s.tags)
	for k := range pad {
		s.words[k] = lexeme.Lexeme{Form: 1, Lower: 1}
		s.words[n+pad+k] = lexeme.Lexeme{Form: 2, Lower: 2}
	}
}

// look fills in the hints once the words are there.
func (s *sentence) look(h *hints) {
	for i := range s.hints {
		s.hints[i] = noHint
	}
	const near = 7 // words between an auxiliary and its verb
	next, at := uint64(0), 0
	for i := len(s.words) - pad - 1; i >= pad; i-- {
		s.verb[i] = 0
		if at-i <= near && next != 0 {
			s.verb[i] = next + min(uint64(at-i), 3)
		}
		s.hints[i], _ = h.of(&s.words[i])
		if s.hints[i].verb {
			next, at = s.hints[i].hash, i
		}
	}
}

func bit(b bool, n uint) uint64 {
	if b {
		return 1 << n
	}
	return 0
}

// features appends the features of word i (counted without padding). Tags to
// its left must be set.
func (s *sentence) features(f []uint64, i int) []uint64 {
	i += pad
	w, p1, p2, n1, n2 := &s.words[i], &s.words[i-1], &s.words[i-2], &s.words[i+1], &s.words[i+2]
	t1, t2 := s.tags[i-1], s.tags[i-2]
	caps := bit(w.Capital, 0) | bit(w.AllCapital, 1) | bit(i == pad, 2)
	f = append(f,
		perceptron.Feature(0, 0),
		perceptron.Feature(1, w.Lower),
		perceptron.Feature(2, w.Form),
		perceptron.Feature(3, w.Shape),
		perceptron.Feature2(4, w.Shape, bit(i == pad, 0)),
		perceptron.Feature(5, w.Prefix[0]),
		perceptron.Feature(6, w.Prefix[1]),
		perceptron.Feature(7, w.Prefix[2]),
		perceptron.Feature(8, w.Suffix[0]),
		perceptron.Feature(9, w.Suffix[1]),
		perceptron.Feature(10, w.Suffix[2]),
		perceptron.Feature(11, w.Suffix[3]),
		perceptron.Feature(12, w.Suffix[4]),
		perceptron.Feature2(13, w.Suffix[2], caps),
		perceptron.Feature(14, t1),
		perceptron.Feature2(15, t1, t2),
		perceptron.Feature2(16, t1, w.Lower),
		perceptron.Feature2(17, t1, w.Suffix[2]),
		perceptron.Feature(18, p1.Lower),
		perceptron.Feature(19, p2.Lower),
		perceptron.Feature(20, n1.Lower),
		perceptron.Feature(21, n2.Lower),
		perceptron.Feature2(22, p1.Lower, w.Lower),
		perceptron.Feature2(23, w.Lower, n1.Lower),
		perceptron.Feature(24, p1.Suffix[2]),
		perceptron.Feature(25, n1.Suffix[2]),
		perceptron.Feature2(26, t1, n1.Lower),
		perceptron.Feature3(27, t1, t2, n1.Suffix[1]),
		perceptron.Feature2(28, n1.Shape, caps),
		perceptron.Feature2(29, p1.Shape, caps),
		perceptron.Feature2(30, n1.Lower, n2.Lower),
		perceptron.Feature(31, n2.Suffix[2]),
	)
	h, hn, hm := s.hints[i].hash, s.hints[i+1].hash, s.hints[i+2].hash
	last := uint64(0) // the verb before
	for k := i - 1; k >= pad && k > i-7; k-- {
		if s.hints[k].verb {
			last = s.hints[k].hash
			break
		}
	}
	f = append(f,
		perceptron.Feature(70, h),
		perceptron.Feature(71, hn),
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
		f = append(f,
			perceptron.Feature(40, c.Brown(4)),
			perceptron.Feature(41, c.Brown(6)),
			perceptron.Feature(42, c.Brown(10)),
			perceptron.Feature(43, c.Full()),
			perceptron.Feature2(44, t1, c.Brown(10)),
			perceptron.Feature2(45, c.Full(), caps),
			perceptron.Feature2(46, c.Brown(10), n1.Class.Brown(10)),
			perceptron.Feature2(47, c.Brown(10), w.Suffix[1]),
		)
	} else {
		f = append(f, perceptron.Feature2(48, caps, w.Suffix[2]))
	}
	if c := p1.Class; c.Known() {
		f = append(f, perceptron.Feature(50, c.Brown(6)), perceptron.Feature(51, c.Full()))
	}
	if c := n1.Class; c.Known() {
		f = append(f, perceptron.Feature(52, c.Brown(6)), perceptron.Feature(53, c.Full()), perceptron.Feature2(54, t1, c.Brown(10)))
	}
	if c := n2.Class; c.Known() {
		f = append(f, perceptron.Feature(55, c.Brown(10)))
	}
	if c := w.Helper; c.Known() {
		f = append(f, perceptron.Feature(60, c.Brown(6)), perceptron.Feature2(61, c.Brown(10), bit(i == pad, 0)))
	}
	return f
}
