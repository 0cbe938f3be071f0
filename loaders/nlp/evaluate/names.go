package evaluate

import (
	"errors"
	"slices"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// NameScores are exact-span scores of names, micro-averaged and by label.
type NameScores struct {
	All     Score
	ByLabel []Row // labels that gold has, sorted
}

// Names compares names over the same tokens: a name is right if its first and
// last token and its label are. Labels that gold never uses do not count.
func Names(gold, system *text.Doc) (NameScores, error) {
	var r NameScores
	if len(gold.Tokens) != len(system.Tokens) {
		return r, errors.New("compare names: the Docs have different tokens; score the output for the same tokens")
	}
	by := map[string]*Score{}
	right := map[text.Name]bool{}
	for _, n := range gold.Names {
		n = text.Name{First: n.First, Last: n.Last, Label: n.Label}
		right[n] = true
		if by[n.Label] == nil {
			by[n.Label] = &Score{}
		}
		by[n.Label].Gold++
	}
	for _, n := range system.Names {
		s := by[n.Label]
		if s == nil {
			continue
		}
		s.System++
		s.add(right[text.Name{First: n.First, Last: n.Last, Label: n.Label}])
	}
	for label, s := range by {
		r.ByLabel = append(r.ByLabel, Row{label, *s})
		r.All.Gold += s.Gold
		r.All.System += s.System
		r.All.Right += s.Right
	}
	slices.SortFunc(r.ByLabel, func(a, b Row) int { return strings.Compare(a.Name, b.Name) })
	return r, nil
}
