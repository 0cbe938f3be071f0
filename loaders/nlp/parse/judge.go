package parse

import (
	"slices"

	"newsgraph/loaders/nlp/perceptron"
)

// The trees that the beam ends with are judged once more, arc by arc, by the
// model of relations: it knows, beside the relations, a class for the arc to
// the root and one for arcs that are wrong. It sees what the search cannot,
// such as the head's head and the children to come.

// judgement is how much a tree's arcs count beside the search's own score, both as
// weights of the perceptrons.
const judgement = 3

// judge is the memory of one judging.
type judge struct {
	labeller
	model  *perceptron.Model
	scores []int32
	weight int64 // of the judgement in sixteenths of the search's units
	round  uint64
	seen   [1024]judged // most arcs are in most trees
	full   []int32
	trees  [][]int32 // heads without punctuation, all different
}

type judged struct {
	key   uint64
	class int32 // of the best relation
	score int32 // how far relation (or root) is ahead of "wrong"
}

func newJudge(m *perceptron.Model, rels []string, step float64) judge {
	return judge{weight: int64(16 * judgement * m.Step() / step), labeller: labeller{rels: rels}, model: m, scores: make([]int32, m.Classes())}
}

// classes of the model besides the relations.
func rootClass(rels []string) int  { return len(rels) }
func wrongClass(rels []string) int { return len(rels) + 1 }

// arc returns the likely relation of c to its head and how likely the arc is.
func (j *judge) arc(s *sentence, heads []int32, c int32) (class, score int32) {
	j.feats = j.features(j.feats[:0], s, heads, c)
	key := j.round
	for _, f := range j.feats {
		key = perceptron.Mix(key, f)
	}
	key |= 1
	seen := &j.seen[key>>1%uint64(len(j.seen))]
	if seen.key == key {
		return seen.class, seen.score
	}
	clear(j.scores)
	j.model.Score(j.feats, j.scores)
	class = int32(perceptron.Best(j.scores[:len(j.rels)], nil))
	score = j.scores[class]
	if heads[c] == 0 {
		score = j.scores[rootClass(j.rels)]
	}
	score -= j.scores[wrongClass(j.rels)]
	*seen = judged{key, class, score}
	return class, score
}

// tree gives every word its relation and adds up the arcs.
func (j *judge) tree(s *sentence, heads []int32) (sum int64) {
	j.link(s, heads)
	for _, c := range j.order[1:] {
		class, score := j.arc(s, heads, c)
		if heads[c] != 0 {
			j.give(heads, c, int(class))
		}
		sum += int64(score)
	}
	return sum
}

// choose returns the heads of the best of the trees that a search of full has
// ended with, in s, which has no punctuation, with its relations in j.
func (j *judge) choose(s, full *sentence, live []int32) []int32 {
	j.round++
	var best []int32
	most := int64(0)
	trees := j.trees[:0]
	for _, i := range live {
		j.full = sized(j.full, len(full.words))
		full.tree(i, j.full)
		k := len(trees)
		if k == cap(trees) {
			trees = append(trees, nil)
		}
		trees = trees[:k+1]
		trees[k] = sized(trees[k], len(s.words))
		s.without(full, j.full, trees[k])
		if slices.ContainsFunc(trees[:k], func(t []int32) bool { return slices.Equal(t[1:s.n+1], trees[k][1:s.n+1]) }) {
			trees = trees[:k]
			continue
		}
		if sum := 16*int64(full.items[i].score) + j.weight*j.tree(s, trees[k]); best == nil || sum > most {
			best, most = trees[k], sum
		}
	}
	j.trees = trees
	j.tree(s, best)
	return best
}
