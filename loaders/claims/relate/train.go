package relate

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// Example is a pair of mentions: what holds between them, and for which
// predicates that is known.
type Example struct {
	Features []uint64
	Holds    []string // predicates that hold
	Open     []string // predicates that the example says nothing about
	Allowed  []string // predicates that the types allow; the others are not trained
}

// Options of Train. The zero value is what the shipped model is trained with.
type Options struct {
	Epochs   int     // 0 means 12
	Rate     float64 // AdaGrad's learning rate; 0 means 0.15
	L2       float64 // weight decay for each update; 0 means 0.02
	MinCount int     // features seen less often are dropped; 0 means 3
}

func (o Options) withDefaults() Options {
	if o.Epochs == 0 {
		o.Epochs = 12
	}
	if o.Rate == 0 {
		o.Rate = 0.15
	}
	if o.L2 == 0 {
		o.L2 = 0.02
	}
	if o.MinCount == 0 {
		o.MinCount = 3
	}
	return o
}

// Train fits one logistic regression a predicate by AdaGrad (Duchi et al.
// 2011). The same examples in the same order give the same model.
func Train(ctx context.Context, examples []Example, o Options) (*Model, error) {
	o = o.withDefaults()
	t := newTrainer(examples, o)
	rng := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for n, i := range order {
			if n%256 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			t.step(i)
		}
	}
	return t.model(), nil
}

type trainer struct {
	o          Options
	predicates []string
	index      map[uint32]int32 // feature to row
	rows       [][]int32        // of each example
	labels     [][]label
	weights    [][]float32 // row to a weight for each predicate
	squares    [][]float32 // sums of squared gradients
}

type label struct {
	class int
	holds bool
}

func newTrainer(examples []Example, o Options) *trainer {
	t := &trainer{o: o, index: map[uint32]int32{}}
	count := map[uint32]int{}
	for _, e := range examples {
		for _, p := range e.Holds {
			if !slices.Contains(t.predicates, p) {
				t.predicates = append(t.predicates, p)
			}
		}
		for _, f := range e.Features {
			count[fold(f)]++
		}
	}
	slices.Sort(t.predicates)
	t.addRow() // row 0 is the bias
	for _, e := range examples {
		rows := []int32{0}
		for _, f := range e.Features {
			k := fold(f)
			if count[k] < o.MinCount {
				continue
			}
			r, ok := t.index[k]
			if !ok {
				r = t.addRow()
				t.index[k] = r
			}
			rows = append(rows, r)
		}
		var labels []label
		for c, p := range t.predicates {
			if holds := slices.Contains(e.Holds, p); holds || slices.Contains(e.Allowed, p) && !slices.Contains(e.Open, p) {
				labels = append(labels, label{c, holds})
			}
		}
		t.rows, t.labels = append(t.rows, rows), append(t.labels, labels)
	}
	return t
}

func (t *trainer) addRow() int32 {
	t.weights = append(t.weights, make([]float32, len(t.predicates)))
	t.squares = append(t.squares, make([]float32, len(t.predicates)))
	return int32(len(t.weights) - 1)
}

func (t *trainer) step(i int) {
	rate, l2 := float32(t.o.Rate), float32(t.o.L2)
	for _, l := range t.labels[i] {
		var sum float32
		for _, r := range t.rows[i] {
			sum += t.weights[r][l.class]
		}
		grad := float32(sigmoid(float64(sum)))
		if l.holds {
			grad--
		}
		for n, r := range t.rows[i] {
			w := &t.weights[r][l.class]
			g := grad
			if n > 0 {
				g += l2 * *w
			}
			sq := &t.squares[r][l.class]
			*sq += g * g
			if *sq > 0 {
				*w -= rate * g / float32(math.Sqrt(float64(*sq)))
			}
		}
	}
}

// least weight, in units of the largest, that is kept.
const least = 5

func (t *trainer) model() *Model {
	m := &Model{predicates: t.predicates, bias: slices.Clone(t.weights[0]), start: []uint32{0}}
	var top float32
	for _, row := range t.weights[1:] {
		for _, w := range row {
			top = max(top, w, -w)
		}
	}
	m.step = max(top, 1e-6) / 127
	for _, k := range sortedKeys(t.index) {
		before := len(m.cells)
		for c, w := range t.weights[t.index[k]] {
			if q := math.Round(float64(w / m.step)); math.Abs(q) >= least {
				m.cells = append(m.cells, cell{uint8(c), int8(q)})
			}
		}
		if len(m.cells) > before {
			m.keys, m.start = append(m.keys, k), append(m.start, uint32(len(m.cells)))
		}
	}
	m.index()
	return m
}

func sortedKeys(m map[uint32]int32) []uint32 {
	keys := make([]uint32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
