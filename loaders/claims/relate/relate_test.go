package relate

import (
	"bytes"
	"context"
	"testing"
)

// examples in which feature 1 means leads and feature 2 means owns; feature 3
// is noise.
func examples() []Example {
	both := []string{"leads", "owns"}
	var out []Example
	for i := range 40 {
		out = append(out,
			Example{Features: []uint64{1, 3}, Holds: []string{"leads"}, Allowed: both},
			Example{Features: []uint64{2, 3}, Holds: []string{"owns"}, Allowed: both},
			Example{Features: []uint64{3, uint64(100 + i)}, Allowed: both})
	}
	return out
}

// probabilities returns how probable each predicate is.
func probabilities(m *Model, features ...uint64) []float64 {
	sums := make([]int32, len(m.Predicates()))
	m.Score(features, sums)
	var out []float64
	for c, s := range sums {
		out = append(out, m.Probability(c, s))
	}
	return out
}

func TestTrainLearnsAndRoundTrips(t *testing.T) {
	m, err := Train(context.Background(), examples(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Train(context.Background(), examples(), Options{})
	if !bytes.Equal(m.Bytes(), again.Bytes()) {
		t.Error("training twice gave two models")
	}
	l, err := Load(m.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		features    []uint64
		leads, owns bool
	}{{[]uint64{1, 3}, true, false}, {[]uint64{2, 3}, false, true}, {[]uint64{3}, false, false}} {
		p := probabilities(l, c.features...)
		if (p[0] > 0.5) != c.leads || (p[1] > 0.5) != c.owns {
			t.Errorf("%v: leads %.2f, owns %.2f", c.features, p[0], p[1])
		}
	}
}

func TestTrainIgnoresOpenPredicates(t *testing.T) {
	ex := examples()
	for i := range ex {
		if i%3 == 2 {
			ex[i].Features = []uint64{1}
			ex[i].Open = []string{"leads", "owns"}
		}
	}
	m, err := Train(context.Background(), ex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p := probabilities(m, 1); p[0] < 0.9 {
		t.Errorf("an open example counted against: %.2f", p[0])
	}
}

func FuzzLoad(f *testing.F) {
	m, err := Train(context.Background(), examples(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	b := m.Bytes()
	f.Add(b)
	f.Add(b[:len(b)-3])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Load(b); err == nil {
			probabilities(m, 1, 2, 3)
			if !bytes.Equal(m.Bytes(), b) {
				t.Error("a loaded model writes other bytes")
			}
		}
	})
}
