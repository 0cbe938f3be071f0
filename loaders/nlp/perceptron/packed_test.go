package perceptron

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestPacked(t *testing.T) {
	m, err := trained(t, 7).Model(Pruning{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []uint64 // with both signs and all classes
	for h := range uint64(4000) {
		rows = append(rows, Feature(h%5, h/5))
	}
	r := rand.New(rand.NewPCG(1, 1))
	got := make([]int32, 4*m.PackedSize())
	negative := false
	for range 200 {
		sum, want := make(Packed, m.PackedSize()), make([]int32, m.Classes())
		for range 4 {
			f := make([]uint64, r.IntN(20))
			for i := range f {
				f[i] = rows[r.IntN(len(rows))]
			}
			p := m.Pack(f, got)
			if p == nil {
				t.Fatal("sums of few features do not fit")
			}
			sum.Add(p)
			m.Score(f, want)
		}
		sum.Unpack(got)
		if !slices.Equal(got[:m.Classes()], want) {
			t.Fatalf("%v, want %v", got, want)
		}
		negative = negative || slices.Min(want) < 0
	}
	if !negative {
		t.Error("no sum below zero was tried")
	}
	if many := slices.Repeat(rows, 50); m.Pack(many, got) != nil {
		t.Error("sums that do not fit were packed")
	}
}
