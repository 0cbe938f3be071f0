package perceptron

import (
	"bytes"
	"testing"
)

func trainedTable(t testing.TB, seeds ...int) *TableTrainer {
	t.Helper()
	var all *TableTrainer
	for _, seed := range seeds {
		tr := NewTableTrainer()
		fs, ys := examples(3000, TableClasses)
		for k := range 3 * len(fs) {
			i := (k*7919 + seed) % len(fs)
			s := tr.Score(fs[i])
			if guess := Best(s[:], nil); guess != ys[i] {
				tr.Add(fs[i], ys[i], 1)
				tr.Add(fs[i], guess, -1)
			}
			tr.Tick()
		}
		if all == nil {
			all = tr
		} else {
			all.Merge(tr)
		}
	}
	return all
}

func TestTableLearns(t *testing.T) {
	for _, c := range []struct {
		seeds        []int
		limit, least int
	}{{[]int{0}, 0, 490}, {[]int{0}, 40, 300}, {[]int{0, 5, 11}, 0, 490}} {
		tab, err := trainedTable(t, c.seeds...).Table(Pruning{}, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		if tab, err = LoadTable(bytes.Clone(tab.Bytes())); err != nil {
			t.Fatal(err)
		}
		fs, ys := examples(500, TableClasses)
		right := 0
		for i, f := range fs {
			if s := tab.Score(f); Best(s[:], nil) == ys[i] {
				right++
			}
		}
		if right < c.least {
			t.Errorf("seeds %v, limit %d: %d of 500 right", c.seeds, c.limit, right)
		}
	}
}

// TestTableTrainerAverages compares lazy averages and merging with sums made
// after each tick.
func TestTableTrainerAverages(t *testing.T) {
	f := []uint64{Feature(1, 1)}
	var sum int64
	run := func(step int) *TableTrainer {
		tr := NewTableTrainer()
		for i := range 10 {
			if i%step == 0 {
				tr.Add(f, 1, int32(i+1))
			}
			sum += int64(tr.Score(f)[1])
			tr.Tick()
		}
		return tr
	}
	a := run(3)
	a.Merge(run(4))
	if _, err := a.Table(Pruning{}, 0); err != nil {
		t.Fatal(err)
	}
	if got := a.rows[0].total[1]; got != sum || a.now != 20 {
		t.Errorf("total %d over %d ticks, want %d over 20", got, a.now, sum)
	}
}

func FuzzLoadTable(f *testing.F) {
	tab, err := trainedTable(f, 0).Table(Pruning{}, 30)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(tab.Bytes())
	f.Add(tab.Bytes()[:20])
	f.Fuzz(func(t *testing.T, b []byte) {
		if tab, err := LoadTable(b); err == nil {
			tab.Score([]uint64{0, 1, ^uint64(0)})
		}
	})
}

func BenchmarkTableScore(b *testing.B) {
	tab, err := trainedTable(b, 0).Table(Pruning{}, 0)
	if err != nil {
		b.Fatal(err)
	}
	fs, _ := examples(1000, TableClasses)
	for i := 0; b.Loop(); i++ {
		tab.Score(fs[i%len(fs)])
	}
	b.ReportMetric(float64(b.N*3)/b.Elapsed().Seconds()/1e6, "Mfeatures/s")
}
