package coref

import (
	"math"
	"slices"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// Weights of a mention by its grammatical role, after Lappin and Leass 1994,
// "An algorithm for pronominal anaphora resolution", table 1: every mention
// counts for recency, subjects most, then objects; a sentence on, half is left.
const (
	weightRecent  = 100
	weightSubject = 80
	weightObject  = 50
	weightOblique = 40
	weightOther   = 20
)

// maxActive bounds the entities that an anaphor is compared with.
const maxActive = 48

// focus is how present each entity is to the reader at one place.
type focus struct {
	score []float64 // at sentence seen
	seen  []int     // sentence of the last mention
	token []int     // head of the last mention
	subj  []bool    // whether the last mention was a subject
	said  []int     // head of the last mention outside quotations
	// share is how much of its class's names an entity has in the article, in
	// [0,1]: the main person and the main company are meant more often.
	share    []float64
	named    []float64 // how often it is named in the article
	main     []int     // 1 if named most of its class, 2 if others are as often
	early    []int     // 1 + the sentence of the first mention, up to 3, 0 later
	form     []int     // of the last mention: 0 name, 1 noun, 2 pronoun, 3 possessive
	pronouns []int     // how often pronouns meant it so far
	// active are the entities of late, the latest last.
	active []int
}

func newFocus(entities int) *focus {
	f := &focus{
		score: make([]float64, entities), seen: make([]int, entities), token: make([]int, entities),
		subj: make([]bool, entities), said: make([]int, entities), share: make([]float64, entities), named: make([]float64, entities),
		main: make([]int, entities), early: make([]int, entities), form: make([]int, entities), pronouns: make([]int, entities),
	}
	for i := range f.token {
		f.token[i], f.said[i] = None, None
	}
	return f
}

// touch notes a mention of e with head t in sentence s. Several mentions in
// one sentence count as the strongest of them.
func (f *focus) touch(e, t, s int, weight float64) {
	old := 0.0
	if f.token[e] != None {
		old = f.at(e, s)
		if f.seen[e] == s {
			// The part of this sentence is at most half of what is left.
			old = max(0, old-weight)
		}
	}
	f.score[e] = min(weight+old, 2*(weightRecent+weightSubject))
	f.seen[e], f.token[e] = s, t
	if i := slices.Index(f.active, e); i >= 0 {
		f.active = slices.Delete(f.active, i, i+1)
	} else if len(f.active) >= maxActive {
		f.active = slices.Delete(f.active, 0, 1)
	}
	f.active = append(f.active, e)
}

// mention notes the form of a mention of e.
func (f *focus) mention(e, form, s int) {
	f.form[e] = form
	if form >= 2 {
		f.pronouns[e]++
	}
	if f.early[e] == 0 && s < 3 {
		f.early[e] = s + 1
	}
}

// at is the score of e in sentence s.
func (f *focus) at(e, s int) float64 {
	return f.score[e] * math.Pow(0.5, float64(max(0, s-f.seen[e])))
}

// candidate is an entity with its score at the place of an anaphor.
type candidate struct {
	entity int
	score  float64
}

// rank returns the active entities seen in the last window sentences that
// weigh keeps with a factor above 0, best first, ties by the later mention.
func (f *focus) rank(s, window int, weigh func(e int) float64) []candidate {
	var out []candidate
	for _, e := range f.active {
		if s-f.seen[e] > window {
			continue
		}
		if w := weigh(e); w > 0 {
			out = append(out, candidate{e, w * f.at(e, s)})
		}
	}
	slices.SortFunc(out, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return f.token[b.entity] - f.token[a.entity]
	})
	return out
}

// weightOf is the weight of a mention with head t.
func weightOf(d *text.Doc, t int) float64 {
	rel, sub, _ := strings.Cut(d.Tokens[t].Deprel, ":")
	for steps := 0; (rel == "conj" || rel == "appos" || rel == "flat") && d.Tokens[t].Head >= 0 && steps < 8; steps++ {
		t = d.Tokens[t].Head
		rel, sub, _ = strings.Cut(d.Tokens[t].Deprel, ":")
	}
	switch rel {
	case "nsubj":
		return weightRecent + weightSubject
	case "obj", "iobj":
		return weightRecent + weightObject
	case "obl":
		if sub == "agent" {
			return weightRecent + weightObject
		}
		return weightRecent + weightOblique
	case "root":
		return weightRecent + weightObject
	}
	return weightRecent + weightOther
}
