// Package score says how probable it is that an extracted statement is right.
//
// In: the evidence of a statement, a list of strings such as "rule=verb:fire"
// or "object=nominal". Out: a calibrated probability. Not here: what counts as
// evidence (claims), which statements were right (claims/train).
//
// The model is a logistic regression over binary features whose probability is
// calibrated on articles that it was not trained on (Platt 1999).
package score

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Model holds what each piece of evidence is worth. It is safe for concurrent
// use.
type Model struct {
	weights map[string]float64
	slope   float64 // of the calibration
	offset  float64
}

// Probability of a statement with this evidence, in (0,1). Evidence that the
// model does not know counts nothing.
func (m *Model) Probability(evidence []string) float64 {
	sum := m.weights[bias]
	for _, e := range evidence {
		sum += m.weights[e]
	}
	// the conversion forbids a fused multiply-add: the same on every machine
	return sigmoid(float64(m.slope*sum) + m.offset)
}

// Reason is one piece of evidence and its weight in the log-odds.
type Reason struct {
	Evidence string
	Weight   float64
}

// Reasons lists the evidence that speaks for or against, the weightiest first,
// ties by name.
func (m *Model) Reasons(evidence []string) []Reason {
	var out []Reason
	for _, e := range evidence {
		if w := m.weights[e]; w != 0 {
			out = append(out, Reason{e, m.slope * w})
		}
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(-cmp.Compare(math.Abs(a.Weight), math.Abs(b.Weight)), strings.Compare(a.Evidence, b.Evidence))
	})
	return out
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Names of the rows of the file that are no evidence.
const (
	bias   = "(bias)"
	slope  = "(slope)"
	offset = "(offset)"
)

// Format writes the model as a table, one line a weight, sorted by evidence,
// so that a change of the model can be reviewed.
func (m *Model) Format() string {
	var b strings.Builder
	b.WriteString("# evidence of a statement\tlog-odds that it is right; made by `newsgraph train score`\n")
	row := func(name string, w float64) { fmt.Fprintf(&b, "%s\t%.3f\n", name, w) }
	row(bias, m.weights[bias])
	row(offset, m.offset)
	row(slope, m.slope)
	var names []string
	for n := range m.weights {
		if n != bias {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	for _, n := range names {
		row(n, m.weights[n])
	}
	return b.String()
}

// Parse reads what Format wrote. It fails on the first line that is no weight,
// naming it.
func Parse(s string) (*Model, error) {
	m := &Model{weights: map[string]float64{}}
	seen := map[string]bool{}
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "\t")
		w, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil || math.IsNaN(w) || math.IsInf(w, 0) {
			return nil, fmt.Errorf("read score model: line %d: %q is no evidence with a weight; make it again with `newsgraph train score`", n, line)
		}
		if seen[name] {
			return nil, fmt.Errorf("read score model: line %d: %q has a weight already; make it again with `newsgraph train score`", n, name)
		}
		seen[name] = true
		switch name {
		case slope:
			m.slope = w
		case offset:
			m.offset = w
		default:
			m.weights[name] = w
		}
	}
	if m.slope <= 0 {
		return nil, fmt.Errorf("read score model: no %s above 0; make it again with `newsgraph train score`", slope)
	}
	return m, nil
}
