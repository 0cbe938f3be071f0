package parse

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"

	"newsgraph/loaders/nlp/perceptron"
)

// crossTrees lists, for every example, the heads of the trees that a parser
// which has not seen it ends with, best first: what the judge of arcs will meet.
func crossTrees(ctx context.Context, xs []example, guess *perceptron.Model, o *Options) ([][][]int32, error) {
	out := make([][][]int32, len(xs))
	errs := make([]error, crossFolds)
	var done sync.WaitGroup
	for k := range crossFolds {
		done.Go(func() {
			var rest []example
			for i := range xs {
				if i/10%crossFolds != k {
					rest = append(rest, xs[i])
				}
			}
			t := teacher{live: perceptron.NewTableTrainer(), width: o.Width}
			t.s.quick = newQuick(guess)
			r := rand.New(rand.NewPCG(o.Seed, 200+uint64(k)))
			if errs[k] = t.run(ctx, rest, r, crossEpochs, func(epoch int, accuracy float64) {
				if o.Progress != nil {
					o.Progress("cross", epoch, accuracy)
				}
			}); errs[k] != nil {
				return
			}
			m, err := t.live.Table(headsPruning, 0)
			if errs[k] = err; err != nil {
				return
			}
			for i := range xs {
				if i/10%crossFolds == k {
					out[i] = t.best(m, &xs[i])
				}
			}
		})
	}
	done.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

const (
	crossFolds  = 4
	crossEpochs = 4
)

// best returns the different trees without punctuation that the beam ends with.
func (t *teacher) best(m scorer, x *example) (trees [][]int32) {
	s := &t.s
	s.n, s.words = x.full.n, x.full.words
	t.beam.search(s, m, t.width)
	full := make([]int32, len(s.words))
	for _, i := range t.beam.live {
		s.tree(i, full)
		h := make([]int32, len(x.words))
		x.sentence.without(s, full, h)
		if !slices.ContainsFunc(trees, func(o []int32) bool { return slices.Equal(o, h) }) {
			trees = append(trees, h)
		}
	}
	return trees
}

// learnJudge learns relations and wrong arcs from the gold tree of each example
// and, twice, from what a parser made of it: the best tree and any one.
func learnJudge(ctx context.Context, xs []example, trees [][][]int32, rels []string, o *Options) (*perceptron.Model, error) {
	classes := wrongClass(rels) + 1
	tr, err := perceptron.NewTrainer(classes)
	if err != nil {
		return nil, err
	}
	order := upTo(len(xs))
	r := rand.New(rand.NewPCG(o.Seed, 3))
	l := judgeTeacher{live: tr, labeller: labeller{rels: rels}, scores: make([]int32, classes)}
	for epoch := range o.Judge {
		shuffled(r, order)
		l.right, l.all = 0, 0
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			l.tree(&xs[k], xs[k].heads)
			l.tree(&xs[k], trees[k][r.IntN(len(trees[k]))])
			l.tree(&xs[k], trees[k][0])
		}
		if o.Progress != nil {
			o.Progress("relations", epoch+1, float64(l.right)/float64(max(l.all, 1)))
		}
	}
	return tr.Model(o.Pruning)
}

type judgeTeacher struct {
	labeller
	live       *perceptron.Trainer
	s          sentence
	scores     []int32
	right, all int
}

// class of the arc from heads[c] to c, -1 if its relation is not to be learnt.
func (l *judgeTeacher) class(x *example, heads []int32, c int32) int {
	switch {
	case heads[c] != x.heads[c]:
		return wrongClass(l.rels)
	case heads[c] == 0:
		return rootClass(l.rels)
	}
	return int(x.rels[c])
}

func (l *judgeTeacher) tree(x *example, heads []int32) {
	l.s.n, l.s.words = x.n, x.words
	l.link(&l.s, heads)
	for _, c := range l.order[1:] {
		gold := l.class(x, heads, c)
		if gold < 0 {
			continue
		}
		l.feats = l.features(l.feats[:0], &l.s, heads, c)
		clear(l.scores)
		l.live.Score(l.feats, l.scores)
		guess := perceptron.Best(l.scores, nil)
		l.live.Update(l.feats, gold, guess)
		l.live.Tick()
		if heads[c] != 0 {
			l.give(heads, c, perceptron.Best(l.scores[:len(l.rels)], nil))
		}
		l.all++
		if guess == gold {
			l.right++
		}
	}
}
