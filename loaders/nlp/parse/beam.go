package parse

// scorer scores the three kinds of transition.
type scorer interface {
	Score(features []uint64) [3]int32
}

// candidate is a transition from an item, before it is taken.
type candidate struct {
	from  int32
	kind  kind
	score int32
}

// beam is the memory of a search.
type beam struct {
	features   []uint64
	candidates []candidate
	live, next []int32
	slack      int32 // an item this far behind the best is dropped; 0: none is
	memo       memo
}

// insert keeps the width best candidates in order: score, then the order they
// were made in, so that equal scores give the same tree everywhere.
func insert(c []candidate, x candidate, width int) []candidate {
	if len(c) == width {
		if x.score <= c[width-1].score {
			return c
		}
		c = c[:width-1]
	}
	i := len(c)
	c = append(c, x)
	for i > 0 && c[i-1].score < x.score {
		c[i] = c[i-1]
		i--
	}
	c[i] = x
	return c
}

// expand takes every live item one transition further and keeps the best
// width that are not too far behind. A transition without an alternative is not scored.
func (b *beam) expand(s *sentence, m scorer, width int) {
	b.candidates = b.candidates[:0]
	for _, i := range b.live {
		x := &s.items[i]
		ok := s.allowed(x)
		if count(ok) == 1 {
			b.candidates = insert(b.candidates, candidate{i, only(ok), x.score}, width)
			continue
		}
		score := b.score(s, m, x)
		for k := shift; k <= right; k++ {
			if ok[k] {
				b.candidates = insert(b.candidates, candidate{i, k, x.score + score[k]}, width)
			}
		}
	}
	b.next = b.next[:0]
	for _, c := range b.candidates {
		if b.slack > 0 && c.score < b.candidates[0].score-b.slack {
			break
		}
		y := s.step(c.from, c.kind, c.score)
		b.next = append(b.next, int32(len(s.items)))
		s.items = append(s.items, y)
	}
	b.live, b.next = b.next, b.live
}

// search parses s; the final items are in live, the best first.
func (b *beam) search(s *sentence, m scorer, width int) {
	s.begin()
	s.quick.round++
	b.memo.round++
	b.live = append(b.live[:0], 0)
	for range 2 * s.n {
		b.expand(s, m, width)
	}
}

// only is the first allowed transition.
func only(ok [3]bool) kind {
	for k := shift; k < right; k++ {
		if ok[k] {
			return k
		}
	}
	return right
}

func count(ok [3]bool) int {
	n := 0
	for _, b := range ok {
		if b {
			n++
		}
	}
	return n
}
