package train

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/parse"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/tag"
	"newsgraph/loaders/nlp/tokenize"
)

// Options of training; the zero value is quiet.
type Options struct {
	// Progress hears what is being done.
	Progress func(message string)
}

func (o *Options) hear(what string) func(int, float64) {
	return func(epoch int, accuracy float64) {
		if o.Progress != nil {
			o.Progress(fmt.Sprintf("%s: pass %d, %.2f %% right in training", what, epoch, 100*accuracy))
		}
	}
}

// Tokenize makes tokenize.bin, the model of sentence ends.
func Tokenize(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) ([]byte, error) {
	s, err := tokenize.Train(ctx, l, conllu.Doc(sentences, l.Code, conllu.Gold{}), tokenize.Options{Progress: o.hear("tokenize")})
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

// Tag makes tag.bin.
func Tag(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, p Passes, o Options) ([]byte, error) {
	s, err := tag.Train(ctx, l, sentences, tagOptions(p, o.hear("tag")))
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

func tagOptions(p Passes, hear func(int, float64)) tag.Options {
	return tag.Options{Epochs: p.Epochs, Runs: p.Runs, Pruning: perceptron.Pruning{MinUpdates: cmp.Or(p.MinUpdates, 3), MinWeight: cmp.Or(p.MinWeight, 0.05)}, Progress: hear}
}

// Parse makes parse.bin. The parser learns from predicted tags.
func Parse(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, r Recipe, o Options) ([]byte, error) {
	tagged, err := CrossTag(ctx, l, sentences, r.Cross, o)
	if err != nil {
		return nil, err
	}
	p := parse.Options{Epochs: r.Parse.Epochs, Runs: r.Parse.Runs, Judge: r.Parse.Judge, Width: r.Parse.Width, Features: r.Parse.Features}
	p.Pruning = perceptron.Pruning{MinUpdates: r.Parse.MinUpdates, MinWeight: r.Parse.MinWeight}
	p.Progress = func(what string, epoch int, accuracy float64) { o.hear(what)(epoch, accuracy) }
	s, err := parse.Train(ctx, l, tagged, p)
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

// CrossTag gives every sentence the tags of a tagger that has not seen it:
// the errors a parser will meet. Folds are runs of 10 sentences, so that they
// cut few documents. Zero passes mean 5 folds of 4 passes, fewer than a shipped
// tagger's because they only set the noise.
func CrossTag(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, p Passes, o Options) ([]conllu.Sentence, error) {
	p.Folds, p.Epochs = cmp.Or(p.Folds, 5), cmp.Or(p.Epochs, 4)
	out := make([]conllu.Sentence, len(sentences))
	for k := range p.Folds {
		var rest, held []conllu.Sentence
		var at []int
		for i, s := range sentences {
			if i/10%p.Folds == k {
				held = append(held, s)
				at = append(at, i)
			} else {
				rest = append(rest, s)
			}
		}
		m, err := tag.Train(ctx, l, rest, tagOptions(p, o.hear(fmt.Sprintf("cross-tag %d of %d", k+1, p.Folds))))
		if err != nil {
			return nil, err
		}
		t, err := tag.Load(l, m)
		if err != nil {
			return nil, err
		}
		for i, s := range retag(l, t, held) {
			out[at[i]] = s
		}
	}
	return out, nil
}

// retag returns copies of the sentences with t's tags.
func retag(l *lang.Language, t *tag.Tagger, sentences []conllu.Sentence) []conllu.Sentence {
	out := slices.Clone(sentences)
	d := conllu.Doc(sentences, l.Code, conllu.Gold{})
	for i, x := range d.Sentences {
		t.Tag(d, x)
		words := slices.Clone(out[i].Words)
		if x.Last-x.First == len(words) {
			for j := range words {
				words[j].UPOS, words[j].Feats = d.Tokens[x.First+j].UPOS, d.Tokens[x.First+j].Feats
			}
		}
		out[i].Words = words
	}
	return out
}

// Stages lists what Model can make, in the order to make it.
func Stages() []string { return []string{"clusters", "tokenize", "tag", "parse", "ner"} }

// Model makes one stage's model file by the language's recipe from the data folder.
func Model(ctx context.Context, l *lang.Language, stage, data string, o Options) ([]byte, error) {
	r, err := ReadRecipe(l)
	if err != nil {
		return nil, err
	}
	switch stage {
	case "clusters":
		return Clusters(data, r)
	case "ner": // it has a recipe of its own, ner.yaml
		s, err := ner.Train(ctx, l, data, func(epoch int, loss float64) {
			if o.Progress != nil {
				o.Progress(fmt.Sprintf("ner: pass %d, loss %.4f", epoch, loss))
			}
		})
		if err != nil {
			return nil, err
		}
		return lang.Pack(s), nil
	}
	sentences, err := ReadTreebanks(data, r.Treebanks...)
	if err != nil {
		return nil, err
	}
	switch stage {
	case "tokenize":
		return Tokenize(ctx, l, sentences, o)
	case "tag":
		return Tag(ctx, l, sentences, r.Tag, o)
	case "parse":
		return Parse(ctx, l, sentences, r, o)
	}
	return nil, fmt.Errorf("no stage %q; want one of %v", stage, Stages())
}
