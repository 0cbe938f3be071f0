package parse

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// Options of training; the zero value is what the shipped models use.
type Options struct {
	Epochs  int                // 0: 10
	Seed    uint64             // of the order of sentences and of exploration
	Pruning perceptron.Pruning // zero: features updated at least 3 times
	// Progress hears the number of each pass and the share of arcs right.
	Progress func(epoch int, accuracy float64)
}

func (o *Options) fill() {
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Pruning == (perceptron.Pruning{}) {
		o.Pruning = perceptron.Pruning{MinUpdates: 3, MinWeight: 0.05}
	}
}

// example is one sentence with gold heads and relations; index 0 is unused.
type example struct {
	state *state
	head  []int32
	rel   []int32
}

// Train learns a parsing model from sentences with gold trees. Tags should be
// predicted ones, as the parser will see them.
func Train(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) (lang.Sections, error) {
	o.fill()
	if len(sentences) == 0 {
		return nil, errors.New("train parser: no sentences; name a treebank with trees")
	}
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	names := transitions(sentences)
	y, err := newSystem(names)
	if err != nil {
		return nil, err
	}
	tr, err := perceptron.NewTrainer(len(names))
	if err != nil {
		return nil, err
	}
	if err := learn(ctx, tr, y, examples(e, y, sentences), o); err != nil {
		return nil, err
	}
	m, err := tr.Model(o.Pruning)
	if err != nil {
		return nil, err
	}
	return lang.Sections{lang.Lines("transitions", names), {Name: "model", Data: m.Bytes()}}, nil
}

// transitions lists shift and every direction and relation that occurs,
// commonest first.
func transitions(sentences []conllu.Sentence) []string {
	counts := map[string]int{}
	for _, s := range sentences {
		for i, w := range s.Words {
			switch {
			case w.Head > i+1:
				counts["left "+w.Deprel]++
			case w.Head > 0:
				counts["right "+w.Deprel]++
			}
		}
	}
	names := make([]string, 0, len(counts)+1)
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	names = names[:min(len(names), perceptron.MaxClasses-1)]
	return slices.Insert(names, 0, "shift")
}

func examples(e *lexeme.Encoder, y *system, sentences []conllu.Sentence) []example {
	number := map[string]int32{}
	for i, r := range y.rels {
		number[r] = int32(i)
	}
	var out []example
	for _, s := range sentences {
		n := len(s.Words)
		x := example{&state{}, make([]int32, n+2), make([]int32, n+2)}
		x.state.reset(n)
		x.head[0], x.head[n+1] = -1, -1
		for i, w := range s.Words {
			x.state.set(i+1, e.Encode(w.Form), w.UPOS, w.Feats)
			x.head[i+1] = int32(w.Head)
			x.rel[i+1] = -1
			if r, ok := number[w.Deprel]; ok {
				x.rel[i+1] = r
			}
		}
		out = append(out, x)
	}
	return out
}

func learn(ctx context.Context, tr *perceptron.Trainer, y *system, xs []example, o Options) error {
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	t := teacher{trainer: tr, system: y, random: rand.New(rand.NewPCG(o.Seed, 2)), scores: make([]int32, len(y.classes))}
	for epoch := range o.Epochs {
		t.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		right, all := 0, 0
		t.explore = epoch > 0
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return err
			}
			x := &xs[k]
			t.sentence(x)
			for i := int32(1); i <= x.state.n; i++ {
				all++
				if x.state.nodes[i].head == x.head[i] {
					right++
				}
			}
		}
		if o.Progress != nil {
			o.Progress(epoch+1, float64(right)/float64(all))
		}
	}
	return nil
}

type teacher struct {
	trainer  *perceptron.Trainer
	system   *system
	random   *rand.Rand
	explore  bool
	features []uint64
	scores   []int32
}

// follow is how often training goes on from the transition that the model
// chose, wrong or not, once exploration has begun.
const follow = 0.9

func (t *teacher) sentence(x *example) {
	s := x.state
	s.clear()
	for !s.done() {
		ok := s.allowed()
		if !ok[shift] && len(s.stack) == 2 {
			s.apply(right, -1)
			continue
		}
		if !ok[left] && !ok[right] {
			s.apply(shift, -1)
			continue
		}
		t.features = s.features(t.features[:0])
		clear(t.scores)
		t.trainer.Score(t.features, t.scores)
		guess := t.system.best(t.scores, ok)
		gold := t.best(x, ok)
		t.trainer.Update(t.features, gold, guess)
		t.trainer.Tick()
		take := gold
		if t.explore && guess != gold && t.random.Float64() < follow {
			take = guess
		}
		c := t.system.classes[take]
		s.apply(c.kind, c.rel)
	}
}

// best is the highest scoring class among those of least cost.
func (t *teacher) best(x *example, ok [3]bool) int {
	s := x.state
	cost := s.costs(x.head)
	least := 1 << 30
	for k, c := range cost {
		if ok[k] {
			least = min(least, c)
		}
	}
	top := s.stack[len(s.stack)-1]
	best := -1
	for i, c := range t.system.classes {
		if !ok[c.kind] || cost[c.kind] != least {
			continue
		}
		if c.kind != shift && s.headBy(c.kind) == x.head[top] && x.rel[top] >= 0 && c.rel != x.rel[top] {
			continue
		}
		if best < 0 || t.scores[i] > t.scores[best] {
			best = i
		}
	}
	return best
}

// headBy is the head that a transition would give the top of the stack.
func (s *state) headBy(k kind) int32 {
	if k == left {
		return s.next
	}
	return s.stack[len(s.stack)-2]
}
