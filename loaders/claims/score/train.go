package score

import (
	"context"
	"math"
	"slices"
)

// Example is one extracted statement of an annotated article.
type Example struct {
	Evidence []string
	Right    float64 // 1 right, 0 wrong, between: true at the core but misleading
	Weight   float64 // how much it counts
	Group    string  // the article: examples of one are never on both sides of a fold
	Target   bool    // of the kind of text that probabilities are calibrated on
}

// Options of Train. The zero value is what the shipped model is trained with.
type Options struct {
	Rounds   int     // passes over the examples; 0 means 300
	L2       float64 // weight of the squares of the weights; 0 means 10
	MinCount int     // evidence met less often is dropped; 0 means 4
	Folds    int     // for the calibration; 0 means 5
}

func (o Options) withDefaults() Options {
	if o.Rounds == 0 {
		o.Rounds = 300
	}
	if o.L2 == 0 {
		o.L2 = 10
	}
	if o.MinCount == 0 {
		o.MinCount = 4
	}
	if o.Folds == 0 {
		o.Folds = 5
	}
	return o
}

// Train fits the weights to all examples and the calibration to what models
// of the other folds say of the target examples of each fold. The same
// examples in the same order give the same model.
func Train(ctx context.Context, examples []Example, o Options) (*Model, error) {
	o = o.withDefaults()
	held, err := OutOfFold(ctx, examples, o)
	if err != nil {
		return nil, err
	}
	m, err := fit(ctx, examples, o)
	if err != nil {
		return nil, err
	}
	m.slope, m.offset = calibrate(examples, held)
	return m, nil
}

// OutOfFold gives the uncalibrated log-odds of each example by a model that
// has not seen its group. Groups are dealt to folds in order of first sight.
func OutOfFold(ctx context.Context, examples []Example, o Options) ([]float64, error) {
	o = o.withDefaults()
	fold := map[string]int{}
	for _, e := range examples {
		if _, ok := fold[e.Group]; !ok {
			fold[e.Group] = len(fold) % o.Folds
		}
	}
	out := make([]float64, len(examples))
	for f := range o.Folds {
		var rest []Example
		for _, e := range examples {
			if fold[e.Group] != f {
				rest = append(rest, e)
			}
		}
		m, err := fit(ctx, rest, o)
		if err != nil {
			return nil, err
		}
		for i, e := range examples {
			if fold[e.Group] == f {
				out[i] = m.logOdds(e.Evidence)
			}
		}
	}
	return out, nil
}

func (m *Model) logOdds(evidence []string) float64 {
	sum := m.weights[bias]
	for _, e := range evidence {
		sum += m.weights[e]
	}
	return sum
}

// fit is batch gradient descent with AdaGrad's step sizes (Duchi et al. 2011).
func fit(ctx context.Context, examples []Example, o Options) (*Model, error) {
	rows, names := index(examples, o.MinCount)
	w := make([]float64, len(names))
	square := make([]float64, len(names))
	grad := make([]float64, len(names))
	for range o.Rounds {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		for i := range grad {
			grad[i] = o.L2 * w[i]
		}
		grad[0] = 0 // the bias is free
		for i, row := range rows {
			sum := 0.0
			for _, r := range row {
				sum += w[r]
			}
			g := examples[i].Weight * (sigmoid(sum) - examples[i].Right)
			for _, r := range row {
				grad[r] += g
			}
		}
		for i, g := range grad {
			square[i] += g * g
			if square[i] > 0 {
				w[i] -= 0.5 * g / math.Sqrt(square[i])
			}
		}
	}
	m := &Model{weights: map[string]float64{bias: 0}, slope: 1}
	for i, n := range names {
		if v := math.Round(w[i]*1000) / 1000; v != 0 {
			m.weights[n] = v
		}
	}
	return m, nil
}

// index numbers the evidence in order of first sight, the bias first.
func index(examples []Example, least int) (rows [][]int, names []string) {
	count := map[string]int{}
	for _, e := range examples {
		for _, s := range e.Evidence {
			count[s]++
		}
	}
	at := map[string]int{}
	names = []string{bias}
	rows = make([][]int, len(examples))
	for i, e := range examples {
		rows[i] = []int{0}
		for _, s := range e.Evidence {
			if count[s] < least {
				continue
			}
			n, ok := at[s]
			if !ok {
				n = len(names)
				at[s], names = n, append(names, s)
			}
			if !slices.Contains(rows[i], n) {
				rows[i] = append(rows[i], n)
			}
		}
	}
	return rows, names
}

// calibrate fits slope and offset to the target examples by Newton's method,
// with a weak pull towards slope 1 and offset 0.
func calibrate(examples []Example, odds []float64) (a, b float64) {
	const pull = 1.0
	a, b = 1, 0
	for range 50 {
		ga, gb, haa, hab, hbb := pull*(a-1), pull*b, pull, 0.0, pull
		for i, e := range examples {
			if !e.Target {
				continue
			}
			p := sigmoid(a*odds[i] + b)
			d, v := p-e.Right, p*(1-p)
			ga, gb = ga+d*odds[i], gb+d
			haa, hab, hbb = haa+v*odds[i]*odds[i], hab+v*odds[i], hbb+v
		}
		det := haa*hbb - hab*hab
		a, b = a-(hbb*ga-hab*gb)/det, b-(haa*gb-hab*ga)/det
	}
	return max(math.Round(a*1000)/1000, 0.05), math.Round(b*1000) / 1000
}
