package score

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
)

// examples of a made-up world: "good" is right nine times in ten, "bad" once.
func examples(n int) []Example {
	var out []Example
	for i := range n {
		e := Example{Evidence: []string{"good", fmt.Sprint("noise", i%3)}, Right: 1, Weight: 1, Group: fmt.Sprint("g", i/4), Target: true}
		if i%2 == 1 {
			e.Evidence[0] = "bad"
		}
		if (i%2 == 1) != (i%20 < 2) {
			e.Right = 0
		}
		out = append(out, e)
	}
	return out
}

func train(t *testing.T, ex []Example) *Model {
	t.Helper()
	m, err := Train(context.Background(), ex, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTrain(t *testing.T) {
	m := train(t, examples(400))
	for _, c := range []struct {
		evidence string
		want     float64
	}{{"good", 0.9}, {"bad", 0.1}} {
		if p := m.Probability([]string{c.evidence}); math.Abs(p-c.want) > 0.05 {
			t.Errorf("%s: probability %.2f, want about %.1f", c.evidence, p, c.want)
		}
	}
	if unknown := m.Probability([]string{"never met"}); unknown != m.Probability(nil) {
		t.Errorf("what the model does not know counts: %.3f", unknown)
	}
	if again := train(t, examples(400)); again.Format() != m.Format() {
		t.Error("the same examples give another model")
	}
	r := m.Reasons([]string{"noise0", "bad", "never met"})
	if len(r) == 0 || r[0].Evidence != "bad" || r[0].Weight >= 0 {
		t.Errorf("reasons %v, want bad first and negative", r)
	}
}

// The calibration is learned from target examples alone: where they are right
// half as often, the probability is for them.
func TestCalibration(t *testing.T) {
	ex := examples(400)
	for i := range ex {
		ex[i].Target = i%2 == 0 // "good" ones, of which every other is wrong here
		if ex[i].Target && i%4 == 0 {
			ex[i].Right = 0
		}
		if !ex[i].Target {
			ex[i].Evidence[0], ex[i].Right = "good", 1
		}
	}
	if p := train(t, ex).Probability([]string{"good"}); p > 0.6 {
		t.Errorf("probability %.2f, though half of the target is wrong", p)
	}
}

// No example helps to judge its own group.
func TestOutOfFold(t *testing.T) {
	ex := examples(40)
	for i := range ex {
		ex[i].Evidence = []string{ex[i].Group} // nothing but the article
	}
	odds, err := OutOfFold(context.Background(), ex, Options{MinCount: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i := range odds {
		if math.Abs(odds[i]) > 0.5 {
			t.Fatalf("example %d has odds %.2f from its own article", i, odds[i])
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Train(ctx, ex, Options{}); err == nil {
		t.Error("a done context does not stop the training")
	}
}

func TestParse(t *testing.T) {
	m := train(t, examples(400))
	again, err := Parse(m.Format())
	if err != nil {
		t.Fatal(err)
	}
	if again.Format() != m.Format() || again.Probability([]string{"good"}) != m.Probability([]string{"good"}) {
		t.Error("what is written is not what is read")
	}
	for _, c := range []struct{ in, want string }{
		{"", "no (slope) above 0"},
		{"(slope)\t-1\n", "no (slope) above 0"},
		{"(slope)\t1\nx\n", "line 2"},
		{"(slope)\t1\nx\tmuch\n", "line 2"},
		{"(slope)\t1\nx\tNaN\n", "line 2"},
		{"# c\n(slope)\t1\nx\t1\nx\t2\n", "line 4: \"x\" has a weight already"},
		{"(slope)\t1\n(slope)\t2\n", "line 2: \"(slope)\" has a weight already"},
	} {
		if _, err := Parse(c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want an error with %q", c.in, err, c.want)
		}
	}
}

// What Parse takes, Format writes so that Parse takes it again.
func FuzzParse(f *testing.F) {
	f.Add("(bias)\t0.1\n(offset)\t0\n(slope)\t1\nx\t-0.25\n")
	f.Add("# c\r\n(slope)\t1e300\n")
	f.Add("(slope)\t+Inf\n")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := Parse(s)
		if err != nil {
			return
		}
		if p := m.Probability([]string{"x", "x", ""}); p < 0 || p > 1 || math.IsNaN(p) {
			t.Fatalf("probability %v", p)
		}
		out := m.Format()
		if m.slope < 0.001 { // rounded to nothing
			return
		}
		if again, err := Parse(out); err != nil || again.Format() != out {
			t.Fatalf("%q is not read back: %v", out, err)
		}
	})
}
