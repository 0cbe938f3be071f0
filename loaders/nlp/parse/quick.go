package parse

import "newsgraph/loaders/nlp/perceptron"

// quick guesses the relation of an arc at the moment the search makes it. The
// guess is only a feature: "this verb has a subject". The relations of the
// finished tree come from labeller, which sees more.
type quick struct {
	score  func(features []uint64, out []int32)
	feats  []uint64
	scores []int32
	seen   [1024]seenArc // the items of a beam share most arcs
	round  uint64        // of the sentence that seen is about
}

type seenArc struct {
	key   uint64
	guess int
}

func (q *quick) features(s *sentence, c *cell, head int32) []uint64 {
	x, y := &s.words[c.word], &s.words[head]
	lc := &s.words[c.l1]
	dir := bit(c.word > head)
	xd := perceptron.Mix(x.p, dir)
	q.feats = append(q.feats[:0],
		f2(200, xd, y.p), f2(201, x.wp, dir), f3(202, x.m, y.m, dir), f2(203, x.wp, y.p), f2(204, xd, y.wp), f3(205, x.w, y.w, dir),
		f3(206, xd, lc.wp, y.p), f3(207, xd, y.p, c.lset), f2(208, x.cf, dir), f3(209, xd, y.cf, lc.w),
		f3(210, xd, y.p, distance(min(c.word, head), max(c.word, head))), f3(211, xd, y.m, s.words[c.word-1].p),
	)
	return q.feats
}

func (q *quick) guess(s *sentence, c *cell, head int32) int {
	key := perceptron.Feature4(q.round, uint64(c.word)<<32|uint64(head), uint64(c.l1), c.lset, 1)
	seen := &q.seen[key%uint64(len(q.seen))]
	if q.round > 0 && seen.key == key {
		return seen.guess
	}
	clear(q.scores)
	q.score(q.features(s, c, head), q.scores)
	*seen = seenArc{key, perceptron.Best(q.scores, nil)}
	return seen.guess
}
