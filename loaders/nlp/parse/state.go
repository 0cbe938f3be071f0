package parse

// The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez & Satta 2011):
// shift moves the next word to the stack; left makes it the head of the
// stack's top; right makes the second of the stack the head of the top. Node 0
// is the artificial root at the bottom of the stack; a word may get it as head
// only when no word is left, so that every tree has one root.

type kind uint8

const (
	shift kind = iota
	left
	right
)

// node is a word in a partial tree; places that are empty are the node none.
type node struct {
	w, p, m, wp    uint64 // word, part of speech, with features, word and part of speech
	c4, c6, cf     uint64 // cluster prefixes and path
	punct          uint32 // how many punctuation marks stand up to and including this word
	head, rel      int32
	l1, l2, r1, r2 int32  // outermost and next children
	nl, nr         uint8  // number of children
	lrels, rrels   uint64 // hash of the relations of the children, in order of attachment
}

// state is a partial parse of one sentence.
type state struct {
	nodes []node // 0 root, 1..n words, n+1 the empty node
	stack []int32
	next  int32 // next word, n+1 at the end
	n     int32
}

func (s *state) reset(n int) {
	s.n = int32(n)
	if cap(s.nodes) < n+2 {
		s.nodes = make([]node, n+2)
	}
	s.nodes = s.nodes[:n+2]
	s.stack = append(s.stack[:0], 0)
	s.next = 1
	none := s.n + 1
	s.nodes[0] = node{w: 3, p: 3, m: 3, wp: 3, head: -1, l1: none, l2: none, r1: none, r2: none}
	s.nodes[none] = node{w: 4, p: 4, m: 4, wp: 4, head: -1, l1: none, l2: none, r1: none, r2: none}
}

// clear forgets the arcs but keeps the words.
func (s *state) clear() {
	none := s.n + 1
	for i := range s.nodes {
		x := &s.nodes[i]
		x.head, x.rel = -1, -1
		x.l1, x.l2, x.r1, x.r2 = none, none, none, none
		x.nl, x.nr, x.lrels, x.rrels = 0, 0, 0, 0
	}
	s.stack = append(s.stack[:0], 0)
	s.next = 1
}

// top is the stack's i-th node from the top, or the empty node.
func (s *state) top(i int) int32 {
	if i >= len(s.stack) {
		return s.n + 1
	}
	return s.stack[len(s.stack)-1-i]
}

func (s *state) ahead(i int32) int32 { return min(s.next+i, s.n+1) }

func (s *state) done() bool { return s.next > s.n && len(s.stack) == 1 }

// allowed tells which kinds of transition are possible.
func (s *state) allowed() (ok [3]bool) {
	more := s.next <= s.n
	ok[shift] = more
	if k := len(s.stack); k > 1 {
		ok[left] = more
		ok[right] = k > 2 || !more
	}
	return ok
}

func (s *state) attach(head, child, rel int32) {
	c, h := &s.nodes[child], &s.nodes[head]
	c.head, c.rel = head, rel
	if child < head {
		h.l2, h.l1 = h.l1, child
		h.nl = min(h.nl+1, 7)
		h.lrels = h.lrels*0x9E3779B97F4A7C15 + uint64(rel) + 1
	} else {
		h.r2, h.r1 = h.r1, child
		h.nr = min(h.nr+1, 7)
		h.rrels = h.rrels*0x9E3779B97F4A7C15 + uint64(rel) + 1
	}
}

func (s *state) apply(k kind, rel int32) {
	t := s.stack[len(s.stack)-1]
	switch k {
	case shift:
		s.stack = append(s.stack, s.next)
		s.next++
		return
	case left:
		s.attach(s.next, t, rel)
	case right:
		s.attach(s.stack[len(s.stack)-2], t, rel)
	}
	s.stack = s.stack[:len(s.stack)-1]
}

// costs counts for each kind of transition how many gold arcs it makes
// unreachable (Goldberg & Nivre 2013, section 4.2).
func (s *state) costs(head []int32) (cost [3]int) {
	b := s.next
	k := len(s.stack)
	t := s.stack[k-1]
	if b <= s.n {
		// shift: b can no longer get a head below the top, nor children on the stack.
		for i, x := range s.stack {
			if i < k-1 && head[b] == x {
				cost[shift]++
			}
			if x != 0 && head[x] == b {
				cost[shift]++
			}
		}
	}
	if k < 2 {
		return cost
	}
	second := s.stack[k-2]
	// left: the top can no longer get a head or child other than b.
	if head[t] == second || head[t] > b {
		cost[left]++
	}
	// right: the same for everything from b on.
	if head[t] >= b {
		cost[right]++
	}
	for x := b; x <= s.n; x++ {
		if head[x] == t {
			cost[left]++
			cost[right]++
		}
	}
	return cost
}
