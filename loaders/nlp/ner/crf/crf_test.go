package crf

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"newsgraph/loaders/nlp/perceptron"
)

func TestExp(t *testing.T) {
	for x := float32(-79); x < 30; x += 0.37 {
		want := math.Exp(float64(x))
		if got := float64(exp(x)); math.Abs(got-want) > 1e-5*want {
			t.Errorf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	if exp(-1e9) != 0 || exp(0) != 1 {
		t.Error("ends")
	}
}

// random is a chain of 3 labels in which 2 can not follow 0, with its paths'
// scores by brute force.
func random(r *rand.Rand, n int) (*Transitions, []float32, []Set) {
	t := NewTransitions(3, func(a, b int) bool { return a != 0 || b != 2 }, 0b011, 0b111)
	s := make([]float32, 9)
	for i := range s {
		s[i] = float32(r.NormFloat64())
	}
	if err := t.SetScores(s); err != nil {
		panic(err)
	}
	em := make([]float32, 3*n)
	for i := range em {
		em[i] = float32(3 * r.NormFloat64())
	}
	allowed := make([]Set, n)
	for i := range allowed {
		allowed[i] = 0b111
		if r.IntN(3) == 0 {
			allowed[i] = 0b011
		}
	}
	return t, em, allowed
}

func TestAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var d Decoder
	for range 200 {
		n := 1 + r.IntN(5)
		tr, em, allowed := random(r, n)
		best, sum := math.Inf(-1), 0.0
		marg := make([]float64, 3*n)
		var bestPath []uint8
		paths := int(math.Pow(3, float64(n)))
		for code := range paths {
			path := make([]uint8, n)
			for i, c := 0, code; i < n; i, c = i+1, c/3 {
				path[i] = uint8(c % 3)
			}
			score, ok := 0.0, tr.start>>path[0]&1 != 0
			for i, y := range path {
				score += float64(em[3*i+int(y)])
				ok = ok && allowed[i]>>y&1 != 0
				if i > 0 {
					ok = ok && !(path[i-1] == 0 && y == 2)
					score += float64(tr.scores[int(path[i-1])*3+int(y)])
				}
			}
			if !ok {
				continue
			}
			sum += math.Exp(score)
			for i, y := range path {
				marg[3*i+int(y)] += math.Exp(score)
			}
			if score > best {
				best, bestPath = score, path
			}
		}
		if got := d.Viterbi(tr, em, allowed); !bytes.Equal(got, bestPath) {
			t.Fatalf("path %v, want %v", got, bestPath)
		}
		out := make([]float32, 3*n)
		if z := d.Marginals(tr, em, allowed, out); math.Abs(z-math.Log(sum)) > 1e-3 {
			t.Fatalf("log sum %v, want %v", z, math.Log(sum))
		}
		for i := range out {
			if math.Abs(float64(out[i])-marg[i]/sum) > 1e-3 {
				t.Fatalf("marginal %d: %v, want %v", i, out[i], marg[i]/sum)
			}
		}
	}
}

// toy sequences: the label is a function of the word, except that some words
// take the label before them; a tenth of the labels are left open.
func toy(n int) []Example {
	r := rand.New(rand.NewPCG(2, 2))
	var out []Example
	for range n {
		e := Example{Weight: 1, Offsets: []int32{0}}
		last := 0
		for range 3 + r.IntN(5) {
			w := r.IntN(20)
			y := w % 3
			if w >= 15 {
				y = last
			}
			if last == 0 && y == 2 {
				y, w = 1, 1
			}
			last = y
			e.Features = append(e.Features, perceptron.Feature(1, uint64(w)), perceptron.Feature(2, 0))
			e.Offsets = append(e.Offsets, int32(len(e.Features)))
			if r.IntN(10) == 0 {
				e.Allowed = append(e.Allowed, 0b111)
			} else {
				e.Allowed = append(e.Allowed, 1<<y)
			}
		}
		out = append(out, e)
	}
	return out
}

func learn(t *testing.T, o Options) (*perceptron.Model, *Transitions) {
	t.Helper()
	tr := NewTransitions(3, func(a, b int) bool { return a != 0 || b != 2 }, 0b111, 0b111)
	w, err := Train(context.Background(), toy(800), 3, tr, o)
	if err != nil {
		t.Fatal(err)
	}
	m, err := w.Freeze(0.01)
	if err != nil {
		t.Fatal(err)
	}
	return m, tr
}

func TestLearns(t *testing.T) {
	for _, o := range []Options{{Epochs: 8}, {Epochs: 8, Dropout: 0.2}, {Epochs: 8, Dropout: 0.2, AverageFrom: 3}} {
		t.Run(fmt.Sprintf("dropout %v from %d", o.Dropout, o.AverageFrom), func(t *testing.T) { learns(t, o) })
	}
}

func learns(t *testing.T, o Options) {
	m, tr := learn(t, o)
	right, all := 0, 0
	var d Decoder
	for _, e := range toy(900)[800:] {
		n := len(e.Allowed)
		em, ints := make([]float32, 3*n), make([]int32, 3)
		for i := range n {
			Emission(m, e.Features[e.Offsets[i]:e.Offsets[i+1]], ints, em[3*i:3*i+3])
		}
		for i, y := range d.Viterbi(tr, em, nil) {
			all++
			if e.Allowed[i]>>y&1 != 0 {
				right++
			}
		}
	}
	if float64(right) < 0.95*float64(all) {
		t.Errorf("%d of %d right", right, all)
	}
}

func TestDeterministic(t *testing.T) {
	o := Options{Epochs: 8, Dropout: 0.3, AverageFrom: 2}
	a, ta := learn(t, o)
	b, tb := learn(t, o)
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("weights differ")
	}
	for i := range ta.scores {
		if ta.scores[i] != tb.scores[i] {
			t.Error("pair scores differ")
		}
	}
}

func TestTrainRejects(t *testing.T) {
	tr := NewTransitions(3, func(int, int) bool { return true }, 7, 7)
	if _, err := Train(context.Background(), nil, 3, tr, Options{}); err == nil {
		t.Error("no error without examples")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, toy(10), 3, tr, Options{}); err == nil {
		t.Error("no error when cancelled")
	}
	if err := tr.SetScores(nil); err == nil {
		t.Error("no error for missing scores")
	}
}
