package parse

import (
	"newsgraph/loaders/nlp/perceptron"
)

// labeller chooses the relations of a finished tree: heads before their
// children, children from left to right, so that the features can look at the
// head's relation and at those of the siblings before.
type labeller struct {
	rels  []string
	first []int32 // children by head: first and last child, next and previous sibling
	last  []int32
	next  []int32
	prev  []int32
	kids  []uint64 // hash of the children's parts of speech
	funct []uint64 // hash of the function words among the children
	order []int32
	label []int32 // class + 1 by word, 0 before it is known
	seen  []uint64
	feats []uint64
}

// link fills in the tree's links for heads[1..n].
func (l *labeller) link(s *sentence, heads []int32) {
	n := int(s.n) + 2
	if cap(l.first) < n {
		for _, p := range []*[]int32{&l.first, &l.last, &l.next, &l.prev, &l.label} {
			*p = make([]int32, n)
		}
		for _, p := range []*[]uint64{&l.kids, &l.funct, &l.seen} {
			*p = make([]uint64, n)
		}
	}
	none := s.n + 1
	for _, p := range []*[]int32{&l.first, &l.last, &l.next, &l.prev, &l.label} {
		*p = (*p)[:n]
		for i := range *p {
			(*p)[i] = none
		}
	}
	clear(l.label)
	for _, p := range []*[]uint64{&l.kids, &l.funct, &l.seen} {
		*p = (*p)[:n]
		clear(*p)
	}
	for i := int32(1); i <= s.n; i++ {
		h := heads[i]
		if l.first[h] == none {
			l.first[h] = i
		} else {
			l.prev[i] = l.last[h]
			l.next[l.last[h]] = i
		}
		l.last[h] = i
		w := &s.words[i]
		side := uint64(0)
		if i > h {
			side = 1
		}
		l.kids[h] = perceptron.Mix(l.kids[h]+side, w.p)
		if w.funct {
			l.funct[h] = perceptron.Mix(l.funct[h]+side, w.w)
		}
	}
	l.order = append(l.order[:0], 0)
	for k := 0; k < len(l.order); k++ {
		for c := l.first[l.order[k]]; c != none; c = l.next[c] {
			l.order = append(l.order, c)
		}
	}
}

// features of word c under head h.
func (l *labeller) features(f []uint64, s *sentence, heads []int32, c int32) []uint64 {
	h := heads[c]
	g := s.n + 1
	if h > 0 {
		g = heads[h]
	}
	dir := uint64(0)
	if c > h {
		dir = 1
	}
	dist := dir | 2*distance(min(c, h), max(c, h))
	between := max(s.words[c].punct, s.words[h].punct) - min(s.words[c].punct, s.words[h].punct)
	gap := dir | 2*min(uint64(between), 3)
	x, y, z := &s.words[c], &s.words[h], &s.words[g]
	lc, rc := &s.words[l.first[c]], &s.words[l.last[c]]
	ps, ns := &s.words[l.prev[c]], &s.words[l.next[c]]
	p1, n1 := &s.words[c-1], &s.words[c+1]
	ph := uint64(l.label[h])
	pl := uint64(l.label[l.prev[c]])
	seen, kids, fun, hfun := l.seen[h], l.kids[c], l.funct[c], l.funct[h]
	place := bit(l.prev[c] > s.n) | 2*bit(l.next[c] > s.n)
	xd, yd := perceptron.Mix(x.p, dir), perceptron.Mix(y.p, dir)
	return append(f,
		f1(1, xd), f2(2, x.wp, dir), f1(3, x.w), f2(4, x.m, dir),
		f1(5, yd), f2(6, y.wp, dir), f2(7, y.m, dir),
		f2(8, xd, y.p), f2(9, x.wp, yd), f2(10, xd, y.wp), f2(11, x.wp, y.wp), f3(12, x.m, y.m, dir), f2(13, x.w, y.w),
		f3(14, x.p, y.p, dist), f3(15, x.p, y.p, gap),
		f3(16, x.p, y.p, lc.wp), f3(17, xd, lc.w, y.w), f2(18, lc.w, xd), f3(19, lc.w, x.w, yd), f3(20, x.p, rc.wp, yd),
		f2(21, xd, kids), f3(22, xd, y.p, kids), f3(23, xd, yd, fun), f3(24, x.w, yd, fun), f3(25, xd, y.w, fun),
		f3(26, x.m, y.m, hfun), f3(27, xd, y.m, hfun), f3(28, x.wp, y.m, hfun),
		f4(29, xd, y.p, ps.p, ns.p), f3(30, xd, y.p, ps.wp), f3(31, xd, y.p, ns.wp), f3(32, xd, y.p, pl), f3(33, x.wp, yd, pl),
		f3(34, xd, y.p, seen), f3(35, x.m, y.wp, seen), f3(36, xd, y.wp, seen), f4(37, xd, y.p, seen, fun),
		f2(38, xd, ph), f3(39, x.wp, ph, dir), f4(40, xd, y.p, ph, z.p), f3(41, xd, y.p, z.p), f3(42, xd, y.wp, z.p), f3(43, x.m, ph, fun),
		f3(44, xd, y.p, p1.wp), f3(45, xd, y.p, n1.wp), f3(46, x.wp, p1.w, dir), f4(47, xd, y.p, p1.p, n1.p),
		f2(48, x.cf, yd), f2(49, xd, y.cf), f3(50, x.cf, y.cf, dir), f3(51, x.c6, y.c6, dir), f3(52, lc.w, x.cf, yd), f3(53, lc.w, y.cf, xd),
		f3(54, x.c4, y.c4, fun), f4(55, xd, y.p, place, gap), f3(56, x.wp, y.p, place), f4(57, xd, y.m, l.kids[h], place),
		f3(60, xd, y.p, x.before), f3(61, xd, y.p, s.words[c+1].before), f4(62, xd, y.p, x.before, s.words[c+1].before), f3(63, x.wp, yd, x.before),
		f3(58, x.m, y.cf, fun), f3(59, x.c6, y.w, fun),
	)
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// give records the relation of c.
func (l *labeller) give(heads []int32, c int32, class int) {
	l.label[c] = int32(class + 1)
	// Punctuation and function words say little about what the head still needs.
	if l.core(class) {
		l.seen[heads[c]] += perceptron.Feature(99, uint64(class))
	}
}

func (l *labeller) core(class int) bool {
	switch universal(l.rels[class]) {
	case "nsubj", "csubj", "obj", "iobj", "ccomp", "xcomp", "cop", "aux", "expl", "obl", "root":
		return true
	}
	return false
}

func universal(rel string) string {
	for i := range rel {
		if rel[i] == ':' {
			return rel[:i]
		}
	}
	return rel
}
