package parse

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// Options of training; the zero value is what the shipped models use.
type Options struct {
	Epochs   int                // of one run for the heads; 0: 6
	Runs     int                // models of the heads that are averaged, in other orders; 0: 3
	Judge    int                // passes of the judge; 0: 6
	Width    int                // of the beam in training; 0: 8
	Seed     uint64             // of the order of sentences
	Features int                // most features that the heads' table keeps; 0: 200,000
	Pruning  perceptron.Pruning // of the judge; zero: 6 updates, weight 0.3
	// Progress hears the number of each pass and the share of sentences or
	// relations that were right in it.
	Progress func(what string, epoch int, accuracy float64)
}

func (o *Options) fill() {
	o.Epochs = cmp.Or(o.Epochs, 6)
	o.Runs = cmp.Or(o.Runs, 3)
	o.Judge = cmp.Or(o.Judge, 6)
	o.Width = cmp.Or(o.Width, Width)
	o.Features = cmp.Or(o.Features, 200_000)
	o.Pruning = cmp.Or(o.Pruning, perceptron.Pruning{MinUpdates: 6, MinWeight: 0.3})
}

var (
	headsPruning = perceptron.Pruning{MinUpdates: 3}
	quickPruning = perceptron.Pruning{MinUpdates: 3, MinWeight: 0.05}
)

// Train learns a parsing model from sentences with gold trees. Tags should be
// predicted ones, as the parser will see them. Sentences without exactly one
// root are left out.
func Train(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) (lang.Sections, error) {
	o.fill()
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	if o.Progress != nil {
		var one sync.Mutex
		hear := o.Progress
		o.Progress = func(what string, epoch int, accuracy float64) {
			one.Lock()
			defer one.Unlock()
			hear(what, epoch, accuracy)
		}
	}
	rels := relations(sentences)
	xs := examples(e, rels, sentences)
	if len(xs) == 0 || len(rels) == 0 {
		return nil, errors.New("train parser: no sentence with a tree; name a treebank with heads and relations")
	}
	guess, err := learnQuick(ctx, xs, rels, &o)
	if err != nil {
		return nil, err
	}
	trees, err := crossTrees(ctx, xs, guess, &o)
	if err != nil {
		return nil, err
	}
	// The three models learn side by side: none needs another any more.
	var heads *perceptron.Table
	var labels, punct *perceptron.Model
	var errs [3]error
	var done sync.WaitGroup
	done.Go(func() { heads, errs[0] = learnHeads(ctx, xs, guess, &o) })
	done.Go(func() { labels, errs[1] = learnJudge(ctx, xs, trees, rels, &o) })
	done.Go(func() { punct, errs[2] = learnPunctuation(ctx, xs, &o) })
	done.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	return lang.Sections{
		lang.Lines("relations", rels), {Name: "quick", Data: guess.Bytes()}, {Name: "heads", Data: heads.Bytes()}, {Name: "labels", Data: labels.Bytes()}, {Name: "punctuation", Data: punct.Bytes()},
	}, nil
}

// relations lists every relation but the root's, commonest first.
func relations(sentences []conllu.Sentence) []string {
	counts := map[string]int{}
	for _, s := range sentences {
		for _, w := range s.Words {
			if w.Head > 0 {
				counts[w.Deprel]++
			}
		}
	}
	names := make([]string, 0, len(counts))
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return names[:min(len(names), perceptron.MaxClasses)]
}

// markEpochs is enough for marks; nothing is pruned, since few features are updated often.
const markEpochs = 4

func learnPunctuation(ctx context.Context, xs []example, o *Options) (*perceptron.Model, error) {
	tr, err := perceptron.NewTrainer(1)
	if err != nil {
		return nil, err
	}
	order := upTo(len(xs))
	r := rand.New(rand.NewPCG(o.Seed, 4))
	var a attacher
	var l labeller
	var out [1]int32
	score := func(f []uint64) int32 {
		out[0] = 0
		tr.Score(f, out[:])
		return out[0]
	}
	for epoch := range markEpochs {
		shuffled(r, order)
		right, all := 0, 0
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			x := &xs[k]
			labels := make([]int32, len(x.rels))
			for i, c := range x.rels {
				labels[i] = c + 1
			}
			l.link(&x.sentence, x.projective)
			a.attach(&x.sentence, x.projective, labels, l.order, score)
			for j, guess := range a.out {
				gold := x.marks[j]
				m := &x.sentence.marks[j]
				a.candidates(&x.sentence, x.projective, m)
				if right, ok := a.find(gold), gold == guess; right != nil && !ok {
					tr.Add(a.features(nil, &x.sentence, x.projective, labels, m, right), 0, 1)
					tr.Add(a.features(nil, &x.sentence, x.projective, labels, m, a.find(guess)), 0, -1)
				}
				tr.Tick()
				all++
				if gold == guess {
					right++
				}
			}
		}
		if o.Progress != nil {
			o.Progress("punctuation", epoch+1, float64(right)/float64(max(all, 1)))
		}
	}
	return tr.Model(perceptron.Pruning{})
}

// find returns the candidate with the word, or nil.
func (a *attacher) find(w int32) *candidateHead {
	for i := range a.cands {
		if a.cands[i].word == w {
			return &a.cands[i]
		}
	}
	return nil
}
