package crf

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"

	"newsgraph/loaders/nlp/perceptron"
)

// Example is one sequence to learn from. Features holds the hashes of all
// positions, Offsets where each position's begin (one more than positions).
type Example struct {
	Features []uint64
	Offsets  []int32
	Allowed  []Set   // labels that each position may have; one bit: known label
	Within   []Set   // labels that are in question at all; nil: every label
	Weight   float32 // how much the example counts; 1 is normal
}

// Options steer training; the zero value is usable.
type Options struct {
	Epochs  int     // passes over the examples; 0 means 12
	Rate    float32 // AdaGrad step; 0 means 0.15
	L2      float32 // weight decay for each update of a weight's age; 0 means 2e-6
	L1      float32 // soft threshold likewise; 0 means none
	MinSeen int     // features seen less often are left out; 0 means 2
	Seed    uint64  // order of the examples
	// Dropout is how probable it is that a feature is not seen in a step, so
	// that the words of a name do not outweigh what stands around it (Sutton
	// et al. 2006). The weights come out smaller by as much.
	Dropout float64
	// AverageFrom is the first epoch (from 1) over whose weights the result is
	// the mean; 0 means the weights of the end.
	AverageFrom int
	// Progress is called after each epoch with the mean loss, if not nil.
	Progress func(epoch int, loss float64)
}

func (o *Options) defaults() {
	if o.Epochs == 0 {
		o.Epochs = 12
	}
	if o.Rate == 0 {
		o.Rate = 0.15
	}
	if o.L2 == 0 {
		o.L2 = 2e-6
	}
	if o.MinSeen == 0 {
		o.MinSeen = 2
	}
}

// Weights are what Train learns.
type Weights struct {
	labels int
	hashes []uint64
	w      []float32
	Trans  *Transitions
}

// dictionary numbers features that are seen often enough in the order in which
// they first come up, by open addressing: counting sorts of all features would
// take most of the training time.
type dictionary struct {
	keys []uint64
	ids  []int32 // count while counting, then number; -1 for rare ones
	used int
}

func (d *dictionary) slot(h uint64) int {
	mask := uint64(len(d.keys) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if d.keys[i] == h || d.ids[i] == 0 {
			return int(i)
		}
	}
}

func (d *dictionary) count(h uint64) {
	i := d.slot(h)
	if d.ids[i] == 0 {
		d.keys[i] = h
		if d.used++; 2*d.used > len(d.keys) {
			old := *d
			d.ids[i] = 1
			d.keys, d.ids = make([]uint64, 2*len(old.keys)), make([]int32, 2*len(old.keys))
			for j, k := range old.keys {
				if old.ids[j] != 0 {
					n := d.slot(k)
					d.keys[n], d.ids[n] = k, old.ids[j]
				}
			}
			return
		}
	}
	d.ids[i]++
}

// number replaces the counts by numbers and returns the kept hashes.
func (d *dictionary) number(examples []Example, least int) []uint64 {
	*d = dictionary{keys: make([]uint64, 1<<16), ids: make([]int32, 1<<16)}
	for i := range examples {
		for _, h := range examples[i].Features {
			d.count(h)
		}
	}
	var kept []uint64
	for i, n := range d.ids {
		if n == 0 {
			continue
		}
		if d.ids[i] = -1; int(n) >= least {
			kept = append(kept, d.keys[i])
			d.ids[i] = int32(len(kept)) + 1
		}
	}
	return kept
}

// get returns a feature's number, -1 for rare ones.
func (d *dictionary) get(h uint64) int32 {
	if n := d.ids[d.slot(h)]; n > 1 {
		return n - 2
	}
	return -1
}

type trainer struct {
	o      Options
	labels int
	w, g   []float32
	tw, tg []float32
	trans  *Transitions
	dec    Decoder
	ids    [][]int32
	seen   []int32 // ids of one step, see dropped
	em     []float32
	free   []float32
	bound  []float32
	pair   []float32 // gradient of label pairs of one example
}

// Train learns weights by stochastic gradient ascent on the likelihood of the
// allowed label sequences, with AdaGrad steps. trans is used and returned
// inside the weights.
func Train(ctx context.Context, examples []Example, labels int, trans *Transitions, o Options) (*Weights, error) {
	o.defaults()
	if labels < 1 || labels > MaxLabels || len(examples) == 0 {
		return nil, errors.New("train crf: no examples, or not 1 to 32 labels; check the corpus files")
	}
	var dict dictionary
	hashes := dict.number(examples, o.MinSeen)
	t := &trainer{o: o, labels: labels, trans: trans, w: make([]float32, len(hashes)*labels), g: make([]float32, len(hashes)*labels),
		tw: trans.scores, tg: make([]float32, labels*labels), pair: make([]float32, labels*labels)}
	t.ids = make([][]int32, len(examples))
	for i, e := range examples {
		ids := make([]int32, len(e.Features))
		for j, h := range e.Features {
			ids[j] = dict.get(h)
		}
		t.ids[i] = ids
	}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rnd := rand.New(rand.NewPCG(o.Seed, 20))
	var mean average
	const sweeps = 4 // weight decay is applied this often an epoch
	for epoch := range o.Epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var loss float64
		for k, i := range order {
			if k%64 == 0 && ctx.Err() != nil {
				return nil, fmt.Errorf("train crf: %w", ctx.Err())
			}
			loss += t.step(&examples[i], t.dropped(t.ids[i], rnd))
			if (k+1)%(len(order)/sweeps+1) == 0 || k == len(order)-1 {
				t.decay(float32(len(order)) / sweeps)
				if o.AverageFrom > 0 && epoch+1 >= o.AverageFrom {
					mean.add(t.w, t.tw)
				}
			}
		}
		if o.Progress != nil {
			o.Progress(epoch+1, loss/float64(len(order)))
		}
	}
	mean.take(t.w, t.tw)
	for k := range t.w {
		t.w[k] *= float32(1 - o.Dropout)
	}
	return &Weights{labels, hashes, t.w, trans}, nil
}

// dropped returns ids with -1 for those that a step does not see.
func (t *trainer) dropped(ids []int32, rnd *rand.Rand) []int32 {
	if t.o.Dropout <= 0 {
		return ids
	}
	t.seen = append(t.seen[:0], ids...)
	least := uint64(t.o.Dropout * (1 << 16))
	for from := 0; from < len(ids); from += 4 {
		r := rnd.Uint64() // four draws of 16 bits
		for k := from; k < min(from+4, len(ids)); k++ {
			if r&0xffff < least {
				t.seen[k] = -1
			}
			r >>= 16
		}
	}
	return t.seen
}

// average sums weights over training.
type average struct {
	w, tw []float32
	n     float32
}

func (a *average) add(w, tw []float32) {
	if a.n == 0 {
		a.w, a.tw = make([]float32, len(w)), make([]float32, len(tw))
	}
	a.n++
	for k, v := range w {
		a.w[k] += v
	}
	for k, v := range tw {
		a.tw[k] += v
	}
}

// take replaces the weights by their mean, if any were added.
func (a *average) take(w, tw []float32) {
	if a.n == 0 {
		return
	}
	for k := range w {
		w[k] = a.w[k] / a.n
	}
	for k := range tw {
		tw[k] = a.tw[k] / a.n
	}
}

func (t *trainer) step(e *Example, ids []int32) float64 {
	L := t.labels
	n := len(e.Allowed)
	if n == 0 {
		return 0
	}
	t.em, t.free, t.bound = grow(t.em, n*L), grow(t.free, n*L), grow(t.bound, n*L)
	clear(t.em)
	for i := range n {
		em := t.em[i*L : (i+1)*L]
		for _, id := range ids[e.Offsets[i]:e.Offsets[i+1]] {
			if id >= 0 {
				for y, w := range t.w[int(id)*L : int(id)*L+L] {
					em[y] += w
				}
			}
		}
	}
	clear(t.pair)
	zBound := t.dec.Marginals(t.trans, t.em, e.Allowed, t.bound)
	t.addPairs(n, 1)
	zFree := t.dec.Marginals(t.trans, t.em, e.Within, t.free)
	t.addPairs(n, -1)
	if loss := zFree - zBound; !(loss >= 1e-4 && loss < 1e6) {
		return max(0, min(loss, 1e6)) // learnt already, or no path is allowed
	}
	for i := range n {
		for y := range L {
			g := (t.bound[i*L+y] - t.free[i*L+y]) * e.Weight
			if g > -1e-4 && g < 1e-4 {
				continue
			}
			for _, id := range ids[e.Offsets[i]:e.Offsets[i+1]] {
				if id >= 0 {
					k := int(id)*L + y
					t.g[k] += float32(g * g)
					t.w[k] += t.o.Rate * g / float32(math.Sqrt(float64(t.g[k]+1e-2)))
				}
			}
		}
	}
	for k, g := range t.pair {
		if g *= e.Weight; g != 0 {
			t.tg[k] += float32(g * g)
			t.tw[k] += t.o.Rate * g / float32(math.Sqrt(float64(t.tg[k]+1e-2)))
		}
	}
	return zFree - zBound
}

// addPairs adds sign times the expected label pairs of the last Marginals call.
func (t *trainer) addPairs(n int, sign float32) {
	L, d := t.labels, &t.dec
	for i := 1; i < n; i++ {
		for y := range L {
			b := float32(d.beta[i*L+y]*d.score[i*L+y]) / d.scale[i]
			if b <= 0 {
				continue
			}
			for _, p := range t.trans.prev[y] {
				t.pair[int(p)*L+y] += float32(sign * float32(float32(d.alpha[(i-1)*L+int(p)]*d.trans[int(p)*L+y])*b))
			}
		}
	}
}

// decay shrinks all weights as if each of steps examples had done so.
func (t *trainer) decay(steps float32) {
	l1, l2 := t.o.L1*t.o.Rate*steps, t.o.L2*t.o.Rate*steps
	for k, w := range t.w {
		if w == 0 {
			continue
		}
		s := 1 / float32(math.Sqrt(float64(t.g[k]+1e-2)))
		w *= max(0, 1-float32(l2*s))
		if c := float32(l1 * s); w > c {
			w -= c
		} else if w < -c {
			w += c
		} else if c > 0 {
			w = 0
		}
		t.w[k] = w
	}
}

// Freeze quantises the weights; those nearer to zero than least are dropped.
func (w *Weights) Freeze(least float64) (*perceptron.Model, error) {
	tr, err := perceptron.NewTrainer(w.labels)
	if err != nil {
		return nil, err
	}
	var f [1]uint64
	for i, h := range w.hashes {
		f[0] = h
		for y, v := range w.w[i*w.labels : (i+1)*w.labels] {
			if v > float32(least) || v < -float32(least) {
				tr.Add(f[:], y, int32(math.RoundToEven(float64(v)*units)))
			}
		}
	}
	tr.Tick()
	return tr.Model(perceptron.Pruning{Step: units / 64})
}
