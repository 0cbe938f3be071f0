package tag

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
	Epochs  int                // of one run; 0: 8
	Runs    int                // models that are averaged, in other orders; 0: 1
	Seed    uint64             // of the order of sentences
	Pruning perceptron.Pruning // zero: features updated at least 3 times
	// Progress hears the number of each pass and its accuracy in training.
	Progress func(epoch int, accuracy float64)
}

func (o *Options) fill() {
	if o.Epochs == 0 {
		o.Epochs = 8
	}
	o.Runs = max(o.Runs, 1)
	if o.Pruning == (perceptron.Pruning{}) {
		o.Pruning = perceptron.Pruning{MinUpdates: 3, MinWeight: 0.05}
	}
}

// Train learns a tagging model from sentences with gold tags.
func Train(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) (lang.Sections, error) {
	o.fill()
	if len(sentences) == 0 {
		return nil, errors.New("train tagger: no sentences; name a treebank with words")
	}
	e, err := lexeme.NewEncoder(l)
	if err != nil {
		return nil, err
	}
	labels, classOf := inventory(sentences)
	tr, err := perceptron.NewTrainer(len(labels))
	if err != nil {
		return nil, err
	}
	gold := make([][]int, len(sentences))
	words := make([][]lexeme.Lexeme, len(sentences))
	var lemmas []lemmaExample
	for i, s := range sentences {
		for _, w := range s.Words {
			c := classOf[label{w.UPOS, w.Feats}]
			gold[i] = append(gold[i], c)
			words[i] = append(words[i], e.Encode(w.Form))
			if w.Lemma != "" {
				lemmas = append(lemmas, lemmaExample{uint64(c), w.Form, w.Lemma})
			}
		}
	}
	hintTable, hintTags := trainHints(words, gold, labels)
	h, err := loadHints(hintTable, hintTags)
	if err != nil {
		return nil, err
	}
	if err := learn(ctx, tr, h, words, gold, o); err != nil {
		return nil, err
	}
	m, err := tr.Model(o.Pruning)
	if err != nil {
		return nil, err
	}
	table, rules := trainLemmatiser(lemmas)
	names := make([]string, len(labels))
	for i, x := range labels {
		names[i] = x.String()
	}
	return lang.Sections{
		lang.Lines("labels", names),
		{Name: "model", Data: m.Bytes()},
		// Rules hold tabs but no line breaks.
		lang.Lines("hint-tags", hintTags),
		{Name: "hints", Data: hintTable},
		lang.Lines("lemma-rules", rules),
		{Name: "lemmas", Data: table},
	}, nil
}

// inventory lists the labels, commonest first, at most MaxClasses; a rarer one
// counts as the commonest of the same part of speech.
func inventory(sentences []conllu.Sentence) ([]label, map[label]int) {
	counts := map[label]int{}
	for _, s := range sentences {
		for _, w := range s.Words {
			counts[label{w.UPOS, w.Feats}]++
		}
	}
	all := make([]label, 0, len(counts))
	for x := range counts {
		all = append(all, x)
	}
	slices.SortFunc(all, func(a, b label) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.upos, b.upos), cmp.Compare(a.feats, b.feats))
	})
	kept := all[:min(len(all), perceptron.MaxClasses)]
	class := map[label]int{}
	first := map[string]int{}
	for i, x := range kept {
		class[x] = i
		if _, ok := first[x.upos]; !ok {
			first[x.upos] = i
		}
	}
	for _, x := range all[len(kept):] {
		class[x] = first[x.upos]
	}
	return kept, class
}

func learn(ctx context.Context, tr *perceptron.Trainer, h *hints, words [][]lexeme.Lexeme, gold [][]int, o Options) error {
	order := make([]int, len(words))
	for i := range order {
		order[i] = i
	}
	r := rand.New(rand.NewPCG(o.Seed, 1))
	known := make([][]word, len(words))
	for k := range words {
		known[k] = make([]word, len(words[k]))
		for i, x := range words[k] {
			known[k][i].read(x, h)
		}
	}
	var s sentence
	var f []uint64
	scores := make([]int32, tr.Classes())
	for epoch := range o.Epochs * o.Runs {
		if epoch%o.Epochs == 0 {
			tr.Restart()
		}
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		right, all := 0, 0
		for _, k := range order {
			if err := ctx.Err(); err != nil {
				return err
			}
			n := len(words[k])
			s.reset(n)
			for i := range known[k] {
				s.words[i+pad] = &known[k][i]
			}
			s.look()
			for i := range n {
				f = s.features(f[:0], i)
				clear(scores)
				tr.Score(f, scores)
				c := perceptron.Best(scores, nil)
				tr.Update(f, gold[k][i], c)
				tr.Tick()
				if c == gold[k][i] {
					right++
				}
				s.tags[i+pad] = uint64(c + 1)
			}
			all += n
		}
		if o.Progress != nil {
			o.Progress(epoch+1, float64(right)/float64(all))
		}
	}
	return nil
}
