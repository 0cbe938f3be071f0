// Package refs says how probable it is that a noun or pronoun stands for each
// of its candidates, or for none of them.
//
// In: the features of every candidate, worked out by coref. Out: a probability
// each. The model is log-linear over the candidates of one anaphor (mention
// ranking after Denis and Baldridge 2008, "Specialized models and ranking for
// coreference resolution"), trained by maximum likelihood; candidates that are
// no entity (nouns that stand for nobody, and nothing at all) share the
// probability of "none". Not here: what a mention is, and what its features are
// (coref).
package refs

import (
	_ "embed"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Values is how many values a template can take, at most.
const Values = 16

// Feature is an index into the weights: a template and its value, of a kind of
// anaphor.
type Feature uint16

// Model has the weights of all features and, for each kind of anaphor, the
// probability from which on its best candidate is believed.
type Model struct {
	Kinds, Templates []string
	Weights          []float64
	Threshold        []float64 // by kind
}

// New returns a model without knowledge for anaphors of the kinds, described
// by the templates.
func New(kinds, templates []string) *Model {
	return &Model{
		Kinds: kinds, Templates: templates,
		Weights: make([]float64, len(kinds)*len(templates)*Values), Threshold: make([]float64, len(kinds)),
	}
}

// Feature returns the index of a value of a template; values out of range
// become the last one.
func (m *Model) Feature(kind, template, value int) Feature {
	return Feature((kind*len(m.Templates)+template)*Values + max(0, min(value, Values-1)))
}

// Probabilities returns one probability a candidate; they add up to 1.
func (m *Model) Probabilities(candidates [][]Feature) []float64 {
	out := make([]float64, len(candidates))
	top := math.Inf(-1)
	for i, fs := range candidates {
		for _, f := range fs {
			out[i] += m.Weights[f]
		}
		top = max(top, out[i])
	}
	sum := 0.0
	for i, s := range out {
		out[i] = math.Exp(s - top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

//go:embed weights.tsv
var shipped string

// Load returns the model in the program. It must have been made for the same
// kinds and templates.
var load = sync.OnceValues(func() (map[string]float64, error) { return parse(shipped) })

// Load returns the model in the program, for the kinds and templates of its
// caller; a line of it that names others is an error.
func Load(kinds, templates []string) (*Model, error) {
	w, err := load()
	if err != nil {
		return nil, err
	}
	m := New(kinds, templates)
	for key, v := range w {
		f := strings.Split(key, "\t")
		k, t := slices.Index(kinds, f[0]), slices.Index(templates, f[1])
		switch n, _ := strconv.Atoi(f[2]); {
		case k >= 0 && f[1] == "threshold":
			m.Threshold[k] = v
		case k < 0 || t < 0 || n < 0 || n >= Values:
			return nil, fmt.Errorf("read reference model: no feature %q here; make it again with newsgraph train references", strings.ReplaceAll(key, "\t", " "))
		default:
			m.Weights[m.Feature(k, t, n)] = v
		}
	}
	return m, nil
}

func parse(s string) (map[string]float64, error) {
	out := map[string]float64{}
	for i, line := range strings.Split(s, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cut := strings.LastIndexByte(line, '\t')
		v, err := strconv.ParseFloat(line[cut+1:], 64)
		if err != nil || strings.Count(line, "\t") != 3 {
			return nil, fmt.Errorf("read reference model: line %d: want kind, template, value and weight", i+1)
		}
		out[line[:cut]] = v
	}
	return out, nil
}

// String writes the model as Load reads it, one weight a line, without those
// that are nearly nothing.
func (m *Model) String() string {
	var b strings.Builder
	b.WriteString("# kind, template, value, weight; made by newsgraph train references\n")
	for k, kind := range m.Kinds {
		fmt.Fprintf(&b, "%s\tthreshold\t0\t%.2f\n", kind, m.Threshold[k])
		for t, template := range m.Templates {
			for v := range Values {
				if w := m.Weights[m.Feature(k, t, v)]; math.Abs(w) >= 0.005 {
					fmt.Fprintf(&b, "%s\t%s\t%d\t%.2f\n", kind, template, v, w)
				}
			}
		}
	}
	return b.String()
}

// Explain writes the features with their weights.
func (m *Model) Explain(fs []Feature) string {
	var b strings.Builder
	for _, f := range fs {
		if w := m.Weights[f]; math.Abs(w) > 0.1 {
			fmt.Fprintf(&b, " %s=%d:%.1f", m.Templates[int(f)/Values%len(m.Templates)], int(f)%Values, w)
		}
	}
	return b.String()
}
