package parse

import "newsgraph/loaders/nlp/perceptron"

// The templates are those of Zhang & Nivre (2011), moved to arc-hybrid, with
// word clusters and morphology. A template's number is the hash's first part.

func f1(t, a uint64) uint64          { return perceptron.Feature(t, a) }
func f2(t, a, b uint64) uint64       { return perceptron.Feature2(t, a, b) }
func f3(t, a, b, c uint64) uint64    { return perceptron.Feature3(t, a, b, c) }
func f4(t, a, b, c, d uint64) uint64 { return perceptron.Feature4(t, a, b, c, d) }

func distance(a, b int32) uint64 {
	switch d := b - a; {
	case d < 5:
		return uint64(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	}
	return 7
}

// view is what the templates see of an item: the words at the top of the stack
// and at the front, and their children.
type view struct {
	c0, c1, cb     *cell
	s0, s1, s2     *word
	b0, b1, b2, b3 *word
	i0, i1, i2, ib int32 // numbers of the words s0, s1, s2, b0
}

func (s *sentence) view(x *item) (v view) {
	v.c0, v.cb = &s.cells[x.top], &x.front
	v.c1 = &s.none
	c2 := &s.none
	if v.c0.below >= 0 {
		v.c1 = &s.cells[v.c0.below]
		if v.c1.below >= 0 {
			c2 = &s.cells[v.c1.below]
		}
	}
	v.i0, v.i1, v.i2, v.ib = v.c0.word, v.c1.word, c2.word, v.cb.word
	v.s0, v.s1, v.s2 = &s.words[v.i0], &s.words[v.i1], &s.words[v.i2]
	last := s.n + 1
	v.b0, v.b1, v.b2, v.b3 = &s.words[v.ib], &s.words[min(v.ib+1, last)], &s.words[min(v.ib+2, last)], &s.words[min(v.ib+3, last)]
	return v
}

// The templates come in groups by what they look at, so that the score of a
// group can be kept for the next item that looks the same (see memo).

// front appends the features of the top word and the words to come.
func (v *view) front(f []uint64) []uint64 {
	s0, b0, b1, b2, b3 := v.s0, v.b0, v.b1, v.b2, v.b3
	d := distance(v.i0, v.ib)
	return append(f,
		f1(0, 0), f1(1, s0.wp), f1(2, s0.w), f1(3, s0.m), f1(7, b0.wp),
		f1(8, b0.w), f1(9, b0.m), f1(10, b1.wp), f1(12, b1.m), f1(13, b2.wp),
		f1(14, b2.m), f2(20, s0.wp, b0.wp), f2(21, s0.wp, b0.p), f2(22, s0.p, b0.wp), f2(23, s0.w, b0.w),
		f2(24, s0.m, b0.m), f2(33, b0.m, b1.m), f2(34, b0.w, b1.w), f2(35, s0.wp, b1.p), f2(37, b0.wp, b1.p),
		f2(38, b0.p, b1.wp), f3(40, s0.p, b0.p, b1.p), f3(43, b0.p, b1.p, b2.p), f3(45, s0.wp, b0.p, b1.p), f3(46, s0.p, b0.wp, b1.p),
		f4(49, s0.p, b0.p, b1.p, b2.p), f4(50, b0.p, b1.p, b2.p, b3.p), f2(55, s0.wp, d), f2(56, b0.wp, d), f3(57, s0.p, b0.p, d),
		f2(90, s0.c4, b0.c4), f2(92, s0.c6, b0.c6), f1(94, s0.cf), f1(95, b0.cf), f2(97, s0.cf, b0.p),
		f2(98, s0.p, b0.cf), f2(101, s0.cf, b0.cf), f3(103, s0.c4, b0.c4, b1.c4), f1(105, b1.cf),
	)
}

// stack appends the features of the two words on top of the stack.
func (v *view) stack(f []uint64) []uint64 {
	s0, s1, b0, b1 := v.s0, v.s1, v.b0, v.b1
	e := uint64(9)
	if v.i1 <= v.i0 { // there is a second word
		e = distance(v.i1, v.i0)
	}
	gap := uint64(b0.punct-s0.punct)&7 | 8*min(uint64(s0.punct-s1.punct)&31, 7)
	return append(f,
		f1(4, s1.wp), f1(5, s1.w), f1(6, s1.m), f2(25, s1.wp, s0.wp), f2(26, s1.wp, s0.p),
		f2(27, s1.p, s0.wp), f2(28, s1.w, s0.w), f2(29, s1.m, s0.m), f2(30, s1.p, b0.p), f2(31, s1.wp, b0.p),
		f2(32, s1.p, b0.wp), f3(41, s1.p, s0.p, b0.p), f4(44, s1.p, s0.p, b0.p, b1.p), f3(47, s1.p, s0.wp, b0.p), f3(48, s1.wp, s0.p, b0.p),
		f3(51, s1.p, s0.p, b0.wp), f3(58, s1.p, s0.p, e), f2(59, s0.wp, e), f2(60, s1.wp, e), f3(61, s0.p, b0.p, gap),
		f3(62, s1.p, s0.p, gap), f4(63, s1.p, s0.p, b0.p, gap), f2(91, s1.c4, s0.c4), f2(93, s1.c6, s0.c6), f1(96, s1.cf),
		f2(99, s1.cf, s0.p), f2(100, s1.p, s0.cf), f2(102, s1.cf, s0.cf), f3(104, s1.c4, s0.c4, b0.c4),
	)
}

// third appends the features of the third word from the top.
func (v *view) third(f []uint64) []uint64 {
	s0, s1, s2 := v.s0, v.s1, v.s2
	return append(f,
		f1(15, s2.wp), f1(16, s2.m), f3(42, s2.p, s1.p, s0.p),
	)
}

// top appends the features of the children of the top and front words: left ones
// hold prepositions, articles and auxiliaries.
func (v *view) top(s *sentence, f []uint64) []uint64 {
	c0, cb, s0, b0 := v.c0, v.cb, v.s0, v.b0
	v0 := uint64(c0.nl)<<3 | uint64(c0.nr)
	l0, r0, lb := &s.words[c0.l1], &s.words[c0.r1], &s.words[cb.l1]
	return append(f,
		f2(65, s0.wp, v0), f2(66, s0.p, v0), f2(69, b0.wp, uint64(cb.nl)), f2(70, b0.p, uint64(cb.nl)), f2(71, s0.wp, c0.lset),
		f2(72, s0.p, c0.lset), f2(73, s0.wp, c0.rset), f2(74, s0.p, c0.rset), f2(78, b0.p, cb.lset), f2(79, b0.wp, cb.lset),
		f3(81, s0.p, c0.lset, b0.p), f3(83, s0.p, b0.p, cb.lset), f2(110, l0.wp, s0.p), f2(111, r0.wp, s0.p), f2(114, lb.wp, b0.p),
		f3(115, s0.p, l0.p, b0.p), f3(116, s0.p, r0.p, b0.p), f3(117, s0.p, b0.p, lb.p), f3(122, s0.w, b0.w, lb.w),
	)
}

// pair appends the features of the children of the two top words, among them
// how s1 and s0 go together through s0's preposition.
func (v *view) pair(s *sentence, f []uint64) []uint64 {
	c0, c1, s0, s1 := v.c0, v.c1, v.s0, v.s1
	v1 := uint64(c1.nl)<<3 | uint64(c1.nr)
	l0, r0, l1, r1 := &s.words[c0.l1], &s.words[c0.r1], &s.words[c1.l1], &s.words[c1.r1]
	k0, q1 := &s.words[c0.l2], &s.words[c1.r2]
	return append(f,
		f2(67, s1.wp, v1), f2(68, s1.p, v1), f2(75, s1.wp, c1.rset), f2(76, s1.p, c1.rset), f2(77, s1.p, c1.lset),
		f3(80, s1.p, c1.rset, s0.p), f4(82, s1.p, s0.p, c0.lset, c1.rset), f2(112, l1.wp, s1.p), f2(113, r1.wp, s1.p), f3(118, s1.p, r1.p, s0.p),
		f3(119, s1.p, l1.p, s0.p), f3(120, s1.p, s0.p, l0.p), f3(121, s1.p, s0.p, r0.p), f3(123, s1.p, r1.w, s0.w), f3(126, s1.w, l0.w, s0.p),
		f3(127, s1.p, l0.w, s0.w), f4(128, s1.w, l0.w, s0.cf, s0.p), f3(129, s1.cf, l0.w, s0.cf), f3(130, s1.p, k0.w, s0.p), f4(131, s1.p, s0.p, k0.p, l0.p),
		f4(132, s1.p, s0.p, q1.p, r1.p),
	)
}

// features appends all features of item x.
func (s *sentence) features(f []uint64, x *item) []uint64 {
	v := s.view(x)
	return v.pair(s, v.top(s, v.third(v.stack(v.front(f)))))
}
