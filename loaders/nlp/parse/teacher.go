package parse

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"

	"newsgraph/loaders/nlp/perceptron"
)

func shuffled(r *rand.Rand, order []int) {
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
}

func upTo(n int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	return order
}

// learnHeads trains the runs side by side; each depends on nothing but its
// number, so the merged weights do not depend on which ends first.
func learnHeads(ctx context.Context, xs []example, guess *perceptron.Model, o *Options) (*perceptron.Table, error) {
	runs := make([]*perceptron.TableTrainer, o.Runs)
	errs := make([]error, o.Runs)
	var done sync.WaitGroup
	for k := range runs {
		done.Go(func() {
			t := teacher{live: perceptron.NewTableTrainer(), width: o.Width}
			t.s.quick = newQuick(guess)
			r := rand.New(rand.NewPCG(o.Seed, 100+uint64(k)))
			errs[k] = t.run(ctx, xs, r, o.Epochs, func(epoch int, accuracy float64) {
				if o.Progress != nil {
					o.Progress(fmt.Sprintf("heads, run %d", k+1), epoch, accuracy)
				}
			})
			runs[k] = t.live
		})
	}
	done.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, t := range runs[1:] {
		runs[0].Merge(t)
	}
	return runs[0].Table(headsPruning, o.Features)
}

// run makes passes over the examples.
func (t *teacher) run(ctx context.Context, xs []example, r *rand.Rand, epochs int, hear func(int, float64)) error {
	order := upTo(len(xs))
	for epoch := range epochs {
		shuffled(r, order)
		right := 0
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return err
			}
			if t.sentence(&xs[k]) {
				right++
			}
			t.live.Tick()
		}
		hear(epoch+1, float64(right)/float64(len(xs)))
	}
	return nil
}

// teacher does maximum violation updates: it compares the best of the beam
// with the gold parse where the beam is ahead the most.
type teacher struct {
	live    *perceptron.TableTrainer
	width   int
	s       sentence
	beam    beam
	pending []int32
}

// sentence trains on one sentence and reports whether the search found its tree.
func (t *teacher) sentence(x *example) bool {
	s := &t.s
	s.n, s.words = x.full.n, x.full.words
	s.begin()
	t.beam.memo.round++
	t.beam.live = append(t.beam.live[:0], 0)
	t.count(x)
	gold := int32(0)
	worst, worstGold, worstBest := int32(-1), int32(0), int32(0)
	for range 2 * s.n {
		t.beam.expand(s, t.live, t.width)
		gold = t.goldStep(x, gold)
		best := t.beam.live[0]
		if v := s.items[best].score - s.items[gold].score; v >= worst && !t.same(best, gold) {
			worst, worstGold, worstBest = v, gold, best
		}
	}
	if t.same(t.beam.live[0], gold) {
		return true
	}
	steps := t.apart(worstGold, worstBest)
	t.update(worstGold, steps, 1)
	t.update(worstBest, steps, -1)
	return false
}

func (t *teacher) goldStep(x *example, gold int32) int32 {
	s := &t.s
	it := &s.items[gold]
	ok := s.allowed(it)
	k := s.oracle(it, x.fullHeads, t.pending)
	score := it.score
	if count(ok) > 1 {
		score += t.beam.score(s, t.live, it)[k]
	}
	if k != shift {
		t.pending[x.fullHeads[s.cells[it.top].word]]--
	}
	y := s.step(gold, k, score)
	s.items = append(s.items, y)
	return int32(len(s.items) - 1)
}

// same compares the transitions that lead to two items of the same step.
func (t *teacher) same(a, b int32) bool {
	for a != b {
		x, y := &t.s.items[a], &t.s.items[b]
		if x.kind != y.kind {
			return false
		}
		a, b = x.prev, y.prev
	}
	return true
}

// apart counts how many steps back two items of the same step part ways.
func (t *teacher) apart(a, b int32) int {
	n := 0
	for k := 1; a != b; k++ {
		x, y := &t.s.items[a], &t.s.items[b]
		if x.kind != y.kind {
			n = k
		}
		a, b = x.prev, y.prev
	}
	return n
}

// update adds delta for the last steps on the way to item i.
func (t *teacher) update(i int32, steps int, delta int32) {
	s := &t.s
	for ; steps > 0; steps-- {
		before := &s.items[s.items[i].prev]
		if count(s.allowed(before)) > 1 {
			t.beam.features = s.features(t.beam.features[:0], before)
			t.live.Add(t.beam.features, int(s.items[i].kind), delta)
		}
		i = s.items[i].prev
	}
}

func newQuick(m *perceptron.Model) *quick {
	return &quick{score: m.Score, scores: make([]int32, m.Classes())}
}

// learnQuick learns from the arcs of gold parses.
func learnQuick(ctx context.Context, xs []example, rels []string, o *Options) (*perceptron.Model, error) {
	tr, err := perceptron.NewTrainer(len(rels))
	if err != nil {
		return nil, err
	}
	q := &quick{score: tr.Score, scores: make([]int32, len(rels))}
	t := teacher{}
	t.s.quick = q
	order := upTo(len(xs))
	r := rand.New(rand.NewPCG(o.Seed, 5))
	for range quickEpochs {
		shuffled(r, order)
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			t.arcs(&xs[k], func(c *cell, head int32) {
				if gold := xs[k].fullRels[c.word]; gold >= 0 {
					tr.Update(q.features(&t.s, c, head), int(gold), q.guess(&t.s, c, head))
					tr.Tick()
				}
			})
		}
	}
	return tr.Model(quickPruning)
}

const quickEpochs = 3

// arcs walks the gold parse and hands every arc to each before it is made.
func (t *teacher) arcs(x *example, each func(c *cell, head int32)) {
	s := &t.s
	s.n, s.words = x.full.n, x.full.words
	s.begin()
	t.count(x)
	for i := range 2 * s.n {
		it := &s.items[i]
		k := s.oracle(it, x.fullHeads, t.pending)
		if h, c := s.arc(it, k); c > 0 {
			each(&s.cells[it.top], h)
			t.pending[h]--
		}
		s.items = append(s.items, s.step(i, k, 0))
	}
}

// count fills in how many children each word still waits for.
func (t *teacher) count(x *example) {
	t.pending = append(t.pending[:0], make([]int32, len(x.full.words))...)
	for i := int32(1); i <= x.full.n; i++ {
		t.pending[x.fullHeads[i]]++
	}
}
