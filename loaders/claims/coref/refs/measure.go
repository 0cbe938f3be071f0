package refs

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Outcome is what a model said of a case that it had not learned from.
type Outcome struct {
	Kind   int
	Source string
	Sure   float64 // probability of the best entity
	Right  bool    // the best entity is the right one
	Has    bool    // some entity is right
	Loss   float64 // negative log-likelihood
}

// Cross trains on the cases of all documents but those of one fold and judges
// those, fold by fold; the documents are dealt out in turn.
func Cross(fresh func() *Model, cases []Case, folds int, o Options) []Outcome {
	var docs []string
	for _, c := range cases {
		if !slices.Contains(docs, c.Doc) {
			docs = append(docs, c.Doc)
		}
	}
	fold := map[string]int{}
	for i, d := range docs {
		fold[d] = i % folds
	}
	var out []Outcome
	for f := range folds {
		var learn, judge []Case
		for _, c := range cases {
			if fold[c.Doc] == f {
				judge = append(judge, c)
			} else {
				learn = append(learn, c)
			}
		}
		m := fresh()
		Train(m, learn, o)
		out = append(out, m.Judge(judge)...)
	}
	return out
}

// Judge says how the model decides the cases.
func (m *Model) Judge(cases []Case) []Outcome {
	var out []Outcome
	for _, c := range cases {
		x, right := Outcome{Kind: c.Kind, Source: c.Source}, 0.0
		for i, p := range m.Probabilities(c.Candidates) {
			if c.Right[i] {
				right += p
			}
			if c.Entities[i] < 0 {
				continue
			}
			x.Has = x.Has || c.Right[i]
			if p > x.Sure {
				x.Sure, x.Right = p, c.Right[i]
			}
		}
		x.Loss = -math.Log(max(right, 1e-12))
		out = append(out, x)
	}
	return out
}

// Loss is the mean negative log-likelihood, without a source.
func Loss(outcomes []Outcome, without string) float64 {
	sum, n := 0.0, 0
	for _, o := range outcomes {
		if without == "" || o.Source != without {
			sum += o.Loss
			n++
		}
	}
	return sum / float64(max(n, 1))
}

// Table shows precision and recall from each threshold on, by kind; only for
// one source if it is not "".
func Table(kinds []string, outcomes []Outcome, source string) string {
	var b strings.Builder
	for k, name := range kinds {
		has := 0
		for _, o := range outcomes {
			if o.Kind == k && o.Has && (source == "" || o.Source == source) {
				has++
			}
		}
		fmt.Fprintf(&b, "%-6s (%d)", name, has)
		for _, least := range []float64{0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95} {
			made, right := 0, 0
			for _, o := range outcomes {
				if o.Kind == k && o.Sure >= least && (source == "" || o.Source == source) {
					made++
					if o.Right {
						right++
					}
				}
			}
			fmt.Fprintf(&b, "  %.2f: %3.0f/%3.0f", least, 100*float64(right)/float64(max(made, 1)), 100*float64(right)/float64(max(has, 1)))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
