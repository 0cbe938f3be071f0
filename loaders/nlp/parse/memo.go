package parse

import "newsgraph/loaders/nlp/perceptron"

// memo keeps the scores of groups of features while one sentence is searched:
// the items of a beam differ in little. What it returns is what the scorer
// would, so it changes no tree.
type memo struct {
	round uint64
	seen  [4096]remembered
}

type remembered struct {
	key   uint64
	score [3]int32
}

func (m *memo) at(group, a, b, c uint64) (uint64, *remembered) {
	key := perceptron.Feature4(group, m.round, a, b, c) | 1
	return key, &m.seen[key>>1%uint64(len(m.seen))]
}

// score is what the scorer says of item x.
func (b *beam) score(s *sentence, m scorer, x *item) [3]int32 {
	v := s.view(x)
	whole, all := b.memo.at(0, v.c0.sig, v.c1.sig, perceptron.Mix(v.cb.sig, uint64(v.i2)))
	if all.key == whole {
		return all.score
	}
	key, front := b.memo.at(1, uint64(v.i0), uint64(v.ib), 0)
	if front.key != key {
		b.features = v.front(b.features[:0])
		*front = remembered{key, m.Score(b.features)}
	}
	sum := front.score
	key, stack := b.memo.at(2, uint64(v.i0), uint64(v.ib), uint64(v.i1))
	if stack.key != key {
		b.features = v.stack(b.features[:0])
		*stack = remembered{key, m.Score(b.features)}
	}
	add(&sum, stack.score)
	key, third := b.memo.at(3, uint64(v.i0), uint64(v.i2), uint64(v.i1))
	if third.key != key {
		b.features = v.third(b.features[:0])
		*third = remembered{key, m.Score(b.features)}
	}
	add(&sum, third.score)
	key, top := b.memo.at(4, v.c0.sig, v.cb.sig, 0)
	if top.key != key {
		b.features = v.top(s, b.features[:0])
		*top = remembered{key, m.Score(b.features)}
	}
	add(&sum, top.score)
	key, pair := b.memo.at(5, v.c0.sig, v.c1.sig, 0)
	if pair.key != key {
		b.features = v.pair(s, b.features[:0])
		*pair = remembered{key, m.Score(b.features)}
	}
	add(&sum, pair.score)
	*all = remembered{whole, sum}
	return sum
}

func add(s *[3]int32, t [3]int32) {
	for k := range s {
		s[k] += t[k]
	}
}
