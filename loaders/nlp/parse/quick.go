package parse

import "newsgraph/loaders/nlp/perceptron"

// quick guesses the relation of an arc at the moment the search makes it. The
// guess is only a feature: "this verb has a subject". The relations of the
// finished tree come from labeller, which sees more.
type quick struct {
	score  func(features []uint64, out []int32)
	feats  []uint64
	scores []int32
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
	clear(q.scores)
	q.score(q.features(s, c, head), q.scores)
	return perceptron.Best(q.scores, nil)
}
