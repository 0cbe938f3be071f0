package refs

import "math"

// Case is one anaphor to learn from.
type Case struct {
	Doc        string // what is left out together in cross-validation
	Source     string
	At         int    // byte offset of its head in the document
	Name       string // of the entity that is right, "" for none
	Kind       int
	Candidates [][]Feature
	Entities   []int // of the candidates, negative for what is none
	// Right are the candidates that it may stand for: one entity, or all of
	// those that are none.
	Right  []bool
	Weight float64
}

// Training options; the zero value is not useful.
type Options struct {
	Rounds int
	Rate   float64
	L2     float64 // of the sum over all cases
	// Sharp scales the weights at the end: a high penalty ranks well and makes
	// the probabilities too even.
	Sharp float64
}

// Usual is what the shipped model is made with; penalty and scale have the
// least loss on articles in cross-validation by document.
var Usual = Options{Rounds: 150, Rate: 0.3, L2: 25, Sharp: 1.25}

// Train fits the weights of m to the cases by maximum likelihood with a
// quadratic penalty (full batch, steps after Duchi et al. 2011, AdaGrad). The
// same cases in the same order give the same weights.
func Train(m *Model, cases []Case, o Options) {
	n := len(m.Weights)
	grad, seen := make([]float64, n), make([]float64, n)
	for range o.Rounds {
		for i := range grad {
			grad[i] = -o.L2 * m.Weights[i]
		}
		for i := range cases {
			m.gradient(&cases[i], grad)
		}
		for i, g := range grad {
			if g != 0 {
				seen[i] += g * g
				m.Weights[i] += o.Rate * g / math.Sqrt(seen[i])
			}
		}
	}
	for i := range m.Weights {
		m.Weights[i] *= o.Sharp
	}
}

// gradient adds the gradient of one case's log-likelihood.
func (m *Model) gradient(c *Case, grad []float64) {
	p := m.Probabilities(c.Candidates)
	right := 0.0
	for i, ok := range c.Right {
		if ok {
			right += p[i]
		}
	}
	right = max(right, 1e-12)
	for i, fs := range c.Candidates {
		d := -p[i]
		if c.Right[i] {
			d += p[i] / right
		}
		d *= c.Weight
		for _, f := range fs {
			grad[f] += d
		}
	}
}
