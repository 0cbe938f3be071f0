package train

import (
	"context"
	"fmt"
	"slices"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/parse"
	"newsgraph/loaders/nlp/tag"
	"newsgraph/loaders/nlp/tokenize"
)

// Options of training; the zero value makes the shipped models.
type Options struct {
	Epochs int // 0: each stage's own number
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
	s, err := tokenize.Train(ctx, l, conllu.Doc(sentences, l.Code, conllu.Gold{}), tokenize.Options{Epochs: o.Epochs, Progress: o.hear("tokenize")})
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

// Tag makes tag.bin.
func Tag(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) ([]byte, error) {
	s, err := tag.Train(ctx, l, sentences, tag.Options{Epochs: o.Epochs, Progress: o.hear("tag")})
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

// Parse makes parse.bin. The parser learns from predicted tags.
func Parse(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) ([]byte, error) {
	tagged, err := CrossTag(ctx, l, sentences, o)
	if err != nil {
		return nil, err
	}
	s, err := parse.Train(ctx, l, tagged, parse.Options{Epochs: o.Epochs, Progress: o.hear("parse")})
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}

// folds is the number of parts for cross-tagging; crossEpochs the passes of
// its taggers, fewer than a shipped tagger's because they only set the noise.
const (
	folds       = 5
	crossEpochs = 4
)

// CrossTag gives every sentence the tags of a tagger that has not seen it:
// the errors a parser will meet. Folds are runs of 10 sentences, so that they
// cut few documents.
func CrossTag(ctx context.Context, l *lang.Language, sentences []conllu.Sentence, o Options) ([]conllu.Sentence, error) {
	out := make([]conllu.Sentence, len(sentences))
	for k := range folds {
		var rest, held []conllu.Sentence
		var at []int
		for i, s := range sentences {
			if i/10%folds == k {
				held = append(held, s)
				at = append(at, i)
			} else {
				rest = append(rest, s)
			}
		}
		m, err := tag.Train(ctx, l, rest, tag.Options{Epochs: crossEpochs, Progress: o.hear(fmt.Sprintf("cross-tag %d of %d", k+1, folds))})
		if err != nil {
			return nil, err
		}
		t, err := tag.Load(l, m)
		if err != nil {
			return nil, err
		}
		d := conllu.Doc(held, l.Code, conllu.Gold{})
		for i, x := range d.Sentences {
			t.Tag(d, x)
			s := held[i]
			s.Words = slices.Clone(s.Words)
			if x.Last-x.First == len(s.Words) {
				for j := range s.Words {
					s.Words[j].UPOS, s.Words[j].Feats = d.Tokens[x.First+j].UPOS, d.Tokens[x.First+j].Feats
				}
			}
			out[at[i]] = s
		}
	}
	return out, nil
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
	case "ner": // by a recipe of its own, ner.yaml
		return Names(ctx, l, data, o)
	}
	sentences, err := ReadTreebanks(data, r.Treebanks...)
	if err != nil {
		return nil, err
	}
	switch stage {
	case "tokenize":
		return Tokenize(ctx, l, sentences, o)
	case "tag":
		return Tag(ctx, l, sentences, o)
	case "parse":
		return Parse(ctx, l, sentences, o)
	}
	return nil, fmt.Errorf("no stage %q; want one of %v", stage, Stages())
}

// Names makes ner.bin. Run it in the project's folder: the recipe names its corpus.
func Names(ctx context.Context, l *lang.Language, data string, o Options) ([]byte, error) {
	s, err := ner.Train(ctx, l, data, func(epoch int, loss float64) {
		if o.Progress != nil {
			o.Progress(fmt.Sprintf("ner: epoch %d, loss %.4f", epoch, loss))
		}
	})
	if err != nil {
		return nil, err
	}
	return lang.Pack(s), nil
}
