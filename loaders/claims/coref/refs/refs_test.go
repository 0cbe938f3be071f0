package refs

import "testing"

// TestTrain learns that the first candidate is meant unless feature 1 says
// that none is, and holds that a model survives being written and read.
func TestTrain(t *testing.T) {
	fresh := func() *Model { return New([]string{"he"}, []string{"first", "none"}) }
	m := fresh()
	first, last := m.Feature(0, 0, 1), m.Feature(0, 0, 2)
	nobody := m.Feature(0, 1, 1)
	var cases []Case
	for range 20 {
		cases = append(cases,
			Case{Candidates: [][]Feature{{first}, {last}, {}}, Entities: []int{0, 1, -1}, Right: []bool{true, false, false}, Weight: 1},
			Case{Candidates: [][]Feature{{first}, {last}, {nobody}}, Entities: []int{0, 1, -1}, Right: []bool{false, false, true}, Weight: 1})
	}
	Train(m, cases, Options{Rounds: 50, Rate: 0.3, L2: 0.1, Sharp: 1})
	for i, want := range []bool{true, false} {
		o := m.Judge(cases[i : i+1])[0]
		if (o.Sure > 0.7) != want || o.Has != want {
			t.Errorf("case %d: sure %.2f", i, o.Sure)
		}
	}
	again := fresh()
	Train(again, cases, Options{Rounds: 50, Rate: 0.3, L2: 0.1, Sharp: 1})
	if again.String() != m.String() {
		t.Error("two trainings differ")
	}
	w, err := parse(m.String())
	if err != nil || len(w) == 0 {
		t.Errorf("read what was written: %v, %d weights", err, len(w))
	}
	if _, err := parse("he\tfirst\t1\n"); err == nil {
		t.Error("a line without weight was read")
	}
}
