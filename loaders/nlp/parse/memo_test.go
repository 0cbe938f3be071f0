package parse

import (
	"math/rand/v2"
	"slices"
	"testing"

	"newsgraph/loaders/nlp/perceptron"
)

// anyScore gives every feature weights of its own, so that a feature too many or
// too few shows.
type anyScore struct{}

func (anyScore) Score(features []uint64) (s [3]int32) {
	for _, f := range features {
		s[0] += int32(f & 0xfff)
		s[1] += int32(f >> 12 & 0xfff)
		s[2] += int32(f >> 24 & 0xfff)
	}
	return s
}

func randomSentence(r *rand.Rand, n int) sentence {
	s := sentence{n: int32(n), all: true, words: make([]word, n+2)}
	for i := range s.words {
		w := &s.words[i]
		w.w, w.p, w.m, w.wp = r.Uint64N(4), r.Uint64N(3), r.Uint64N(3), r.Uint64()
		w.c4, w.c6, w.cf, w.punct = r.Uint64N(3), r.Uint64N(3), r.Uint64N(3), uint32(i/3)
	}
	s.quick = &quick{score: func(f []uint64, out []int32) { out[f[1]%3]++ }, scores: make([]int32, 3), round: 1}
	return s
}

// TestMemoChangesNoScore walks at random through the items of sentences, with
// many that differ in little.
func TestMemoChangesNoScore(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	var b beam
	hits := 0
	for range 60 {
		s := randomSentence(r, 2+r.IntN(9))
		s.begin()
		b.memo.round++
		for range 400 {
			i := int32(r.IntN(len(s.items)))
			x := &s.items[i]
			want := anyScore{}.Score(s.features(nil, x))
			v := s.view(x)
			if key, m := b.memo.at(0, v.c0.sig, v.c1.sig, perceptron.Mix(v.cb.sig, uint64(v.i2))); m.key == key {
				hits++
			}
			if got := b.score(&s, anyScore{}, x); got != want {
				t.Fatalf("item %d: %v with the memo, %v without", i, got, want)
			}
			if ok := s.allowed(x); count(ok) > 0 {
				k := kind(r.IntN(3))
				for !ok[k] {
					k = (k + 1) % 3
				}
				s.items = append(s.items, s.step(i, k, 0))
			}
		}
	}
	if hits < 1000 {
		t.Errorf("the walk met a remembered item only %d times; it shows nothing", hits)
	}
}

// TestJudgeTakesTheBetterTree: the search's favourite loses to a tree whose arcs
// the judge believes in, and wins where it is far enough ahead.
func TestJudgeTakesTheBetterTree(t *testing.T) {
	rels := []string{"a"}
	s := sentence{n: 2, words: make([]word, 4)}
	for i := range s.words {
		s.words[i].w, s.words[i].token = uint64(i), int32(i)-1
	}
	s.quick = &quick{score: func([]uint64, []int32) {}, scores: make([]int32, 1)}
	s.begin()
	// Two parses: the first word heads the second (item right), or the other way round.
	walk := func(kinds ...kind) int32 {
		i := int32(0)
		for _, k := range kinds {
			s.items = append(s.items, s.step(i, k, 0))
			i = int32(len(s.items) - 1)
		}
		return i
	}
	first, second := walk(shift, shift, right, right), walk(shift, left, shift, right)
	tr, err := perceptron.NewTrainer(3)
	if err != nil {
		t.Fatal(err)
	}
	l := judgeTeacher{live: tr, labeller: labeller{rels: rels}, scores: make([]int32, 3)}
	x := example{sentence: s, heads: []int32{0, 2, 0, 0}, rels: []int32{0, 0, -1, 0}}
	for range 20 {
		l.tree(&x, x.heads)
		l.tree(&x, []int32{0, 0, 1, 0})
	}
	m, err := tr.Model(perceptron.Pruning{})
	if err != nil {
		t.Fatal(err)
	}
	j := newJudge(m, rels, m.Step())
	for _, c := range []struct {
		lead int32
		want []int32
	}{{0, []int32{2, 0}}, {5, []int32{2, 0}}, {1 << 20, []int32{0, 1}}} {
		s.items[first].score = c.lead
		if got := j.choose(&s, &s, []int32{first, second}); !slices.Equal(got[1:3], c.want) {
			t.Errorf("lead %d: heads %v, want %v", c.lead, got[1:3], c.want)
		}
	}
}
