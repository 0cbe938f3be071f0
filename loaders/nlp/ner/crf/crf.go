// Package crf is a linear-chain conditional random field over hashed features
// (Lafferty et al. 2001) with partially labelled training data.
//
// In: sequences of feature hashes a position, and for training the set of
// labels that each position may have. Out: Weights from Train, frozen into a
// perceptron.Model; Decoder finds the best path (Viterbi) and how probable
// each label is (forward-backward). Not here: what features and labels mean
// (ner). All arithmetic is float32 without fused operations and with an
// exponential of its own, so that training gives the same bytes everywhere.
package crf

import (
	"fmt"
	"math"

	"newsgraph/loaders/nlp/perceptron"
)

// MaxLabels is the largest number of labels.
const MaxLabels = 32

// Set is a set of labels, a bit each.
type Set uint32

// exp is e^x with a relative error below 3e-6 for x <= 0, 0 below -80.
func exp(x float32) float32 {
	if x < -80 {
		return 0
	}
	// 2^k * e^r with |r| <= ln2/2; the polynomial is the Taylor series.
	k := float32(math.Floor(float64(float32(x*1.44269504) + 0.5)))
	r := x - float32(k*0.693359375)
	r = r + float32(k*2.12194440e-4)
	p := float32(1.0 / 720)
	for _, c := range [...]float32{1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1} {
		p = float32(p*r) + c
	}
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(k))<<23)
}

// Transitions scores label pairs; impossible pairs are left out of every path.
type Transitions struct {
	labels int
	scores []float32 // [previous*labels+next], log domain
	prev   [][]uint8 // possible previous labels of each label
	start  Set       // labels that can stand first
	end    Set       // labels that can stand last
}

// NewTransitions takes which label can follow which.
func NewTransitions(labels int, follows func(previous, next int) bool, start, end Set) *Transitions {
	t := &Transitions{labels: labels, scores: make([]float32, labels*labels), prev: make([][]uint8, labels), start: start, end: end}
	for y := range labels {
		for p := range labels {
			if follows(p, y) {
				t.prev[y] = append(t.prev[y], uint8(p))
			}
		}
	}
	return t
}

// Scores returns the pair scores, row by previous label.
func (t *Transitions) Scores() []float32 { return t.scores }

// SetScores replaces the pair scores.
func (t *Transitions) SetScores(s []float32) error {
	if len(s) != t.labels*t.labels {
		return fmt.Errorf("load transitions: %d scores instead of %d; train the model again", len(s), t.labels*t.labels)
	}
	copy(t.scores, s)
	return nil
}

// Decoder holds scratch memory for one goroutine; the zero value is ready.
type Decoder struct {
	score, alpha, beta []float32
	trans              []float32
	scale              []float32
	back               []uint8
	path               []uint8
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)[:n]
	}
	return s[:n]
}

// Viterbi returns the best path for emission scores [position*labels+label].
// Labels outside allowed (nil: all allowed) are not used. The result is valid
// until the next call.
func (d *Decoder) Viterbi(t *Transitions, emission []float32, allowed []Set) []uint8 {
	L := t.labels
	n := len(emission) / L
	d.path = grow(d.path, n)
	if n == 0 {
		return d.path
	}
	const low = -1e30
	d.score, d.back = grow(d.score, n*L), grow(d.back, n*L)
	for y := range L {
		d.score[y] = low
		if t.start>>y&1 != 0 && (allowed == nil || allowed[0]>>y&1 != 0) {
			d.score[y] = emission[y]
		}
	}
	for i := 1; i < n; i++ {
		last, now, em, back := d.score[(i-1)*L:i*L], d.score[i*L:(i+1)*L], emission[i*L:(i+1)*L], d.back[i*L:(i+1)*L]
		for y := range L {
			best, from := float32(low), uint8(0)
			if allowed == nil || allowed[i]>>y&1 != 0 {
				for _, p := range t.prev[y] {
					if s := last[p] + t.scores[int(p)*L+y]; s > best {
						best, from = s, p
					}
				}
				best += em[y]
			}
			now[y], back[y] = best, from
		}
	}
	best, at := float32(2*low), 0
	for y := range L {
		if s := d.score[(n-1)*L+y]; t.end>>y&1 != 0 && s > best {
			best, at = s, y
		}
	}
	for i := n - 1; ; i-- {
		d.path[i] = uint8(at)
		if i == 0 {
			return d.path
		}
		at = int(d.back[i*L+at])
	}
}

// Marginals fills out[position*labels+label] with each label's probability
// given the labels that are allowed, and returns the log of the sum over paths.
func (d *Decoder) Marginals(t *Transitions, emission []float32, allowed []Set, out []float32) float64 {
	L := t.labels
	n := len(emission) / L
	d.alpha, d.beta, d.scale = grow(d.alpha, n*L), grow(d.beta, n*L), grow(d.scale, n)
	d.score, d.trans = grow(d.score, n*L), grow(d.trans, L*L)
	for i, s := range t.scores {
		d.trans[i] = exp(min(s, 30)) // exp holds up to there as well
	}
	var logZ float64
	for i := range n {
		em, ex := emission[i*L:(i+1)*L], d.score[i*L:(i+1)*L]
		top := float32(-1e30)
		for y := range L {
			if allowed == nil || allowed[i]>>y&1 != 0 {
				top = max(top, em[y])
			}
		}
		logZ += float64(top)
		for y := range L {
			ex[y] = 0
			if allowed == nil || allowed[i]>>y&1 != 0 {
				ex[y] = exp(em[y] - top)
			}
		}
	}
	for i := range n {
		now, sum := d.alpha[i*L:(i+1)*L], float32(0)
		for y := range L {
			a := float32(0)
			if i == 0 {
				if t.start>>y&1 != 0 {
					a = 1
				}
			} else if d.score[i*L+y] > 0 {
				last := d.alpha[(i-1)*L : i*L]
				for _, p := range t.prev[y] {
					a += float32(last[p] * d.trans[int(p)*L+y])
				}
			}
			now[y] = a * d.score[i*L+y]
			if i == n-1 && t.end>>y&1 == 0 {
				now[y] = 0
			}
			sum += now[y]
		}
		if sum <= 1e-37 {
			sum = 1e-37
		}
		d.scale[i] = sum
		logZ += math.Log(float64(sum))
		for y := range L {
			now[y] /= sum
		}
	}
	for y := range L {
		d.beta[(n-1)*L+y] = float32(t.end >> y & 1)
	}
	for i := n - 2; i >= 0; i-- {
		now, next := d.beta[i*L:(i+1)*L], d.beta[(i+1)*L:(i+2)*L]
		clear(now)
		for y := range L {
			if b := float32(next[y] * d.score[(i+1)*L+y]); b > 0 {
				b /= d.scale[i+1]
				for _, p := range t.prev[y] {
					now[p] += float32(b * d.trans[int(p)*L+y])
				}
			}
		}
	}
	for i := range n * L {
		out[i] = float32(d.alpha[i] * d.beta[i])
	}
	return logZ
}

// units is how many integer units of a perceptron.Model make one of ours.
const units = 1 << 12

// Emission scores one position with a frozen model. ints is scratch and out
// takes the scores; both have a place for each label.
func Emission(m *perceptron.Model, features []uint64, ints []int32, out []float32) {
	clear(ints)
	m.Score(features, ints)
	Scale(m, ints, out)
}

// Scale turns a frozen model's sums into scores.
func Scale(m *perceptron.Model, ints []int32, out []float32) {
	unit := float32(m.Step() / units)
	for y, s := range ints {
		out[y] = float32(s) * unit
	}
}
