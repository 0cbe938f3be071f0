package perceptron

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// examples draws n points whose class is given by one of their features.
func examples(n, classes int) (fs [][]uint64, ys []int) {
	r := rand.New(rand.NewPCG(1, 2))
	for range n {
		y := r.IntN(classes)
		fs = append(fs, []uint64{
			Feature(1, uint64(y*7+r.IntN(7))),
			Feature2(2, uint64(r.IntN(50)), 1),
			Feature3(3, uint64(r.IntN(9)), 1, 2),
		})
		ys = append(ys, y)
	}
	return fs, ys
}

func trained(t testing.TB, classes int) *Trainer {
	t.Helper()
	tr, err := NewTrainer(classes)
	if err != nil {
		t.Fatal(err)
	}
	fs, ys := examples(3000, classes)
	out := make([]int32, classes)
	for range 3 {
		for i, f := range fs {
			clear(out)
			tr.Score(f, out)
			tr.Update(f, ys[i], Best(out, nil))
			tr.Tick()
		}
	}
	return tr
}

func TestLearnsAndSurvivesQuantisation(t *testing.T) {
	for _, classes := range []int{2, 17, 256} {
		m, err := trained(t, classes).Model(Pruning{})
		if err != nil {
			t.Fatal(err)
		}
		m, err = Load(bytes.Clone(m.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		fs, ys := examples(3000, classes)
		right := 0
		out := make([]int32, classes)
		for i, f := range fs {
			clear(out)
			m.Score(f, out)
			if Best(out, nil) == ys[i] {
				right++
			}
		}
		if right < 2900 {
			t.Errorf("%d classes: %d of 3000 right", classes, right)
		}
	}
}

func TestDeterministic(t *testing.T) {
	a, err := trained(t, 9).Model(Pruning{MinUpdates: 2})
	if err != nil {
		t.Fatal(err)
	}
	b, err := trained(t, 9).Model(Pruning{MinUpdates: 2})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two trainings on the same examples differ")
	}
}

// TestAverages compares lazy averaging with summing up after each tick.
func TestAverages(t *testing.T) {
	tr, _ := NewTrainer(2)
	f := []uint64{Feature(1, 1)}
	var sum int32
	for i := range 10 {
		if i%3 == 0 {
			tr.Add(f, 1, int32(i))
		}
		out := make([]int32, 2)
		tr.Score(f, out)
		sum += out[1]
		tr.Tick()
	}
	if got, want := tr.average(&tr.rows[0].entries[0]), float64(sum)/10; got != want {
		t.Errorf("average %v, want %v", got, want)
	}
}

func TestBest(t *testing.T) {
	if got := Best([]int32{3, 9, 9}, nil); got != 1 {
		t.Errorf("tie: %d", got)
	}
	if got := Best([]int32{3, 9}, []bool{true, false}); got != 0 {
		t.Errorf("allowed: %d", got)
	}
	if got := Best([]int32{3}, []bool{false}); got != -1 {
		t.Errorf("none allowed: %d", got)
	}
}

func FuzzLoad(f *testing.F) {
	m, err := trained(f, 3).Model(Pruning{MinUpdates: 20})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(m.Bytes())
	f.Add([]byte(magic))
	f.Add(m.Bytes()[:len(m.Bytes())-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := Load(b)
		if err != nil {
			return
		}
		out := make([]int32, m.Classes())
		m.Score([]uint64{0, 1 << 63, ^uint64(0), Feature(1, 2)}, out)
	})
}

func BenchmarkScore(b *testing.B) {
	m, err := trained(b, 20).Model(Pruning{})
	if err != nil {
		b.Fatal(err)
	}
	fs, _ := examples(1000, 20)
	out := make([]int32, 20)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		clear(out)
		m.Score(fs[i%len(fs)], out)
	}
	b.ReportMetric(float64(b.N*3)/b.Elapsed().Seconds()/1e6, "Mfeatures/s")
}
