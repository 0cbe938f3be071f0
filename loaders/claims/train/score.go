package train

import (
	"context"
	"fmt"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/score"
)

// Source is a collection of annotated articles, or of judged documents, of one
// kind.
type Source struct {
	Name     string
	Real     bool // real news, not written for the project
	Articles []evaluate.Article
	Judged   []JudgedDoc // always real
}

// Weights of examples: real news is what the probabilities are for, and there
// is little of it.
const (
	realWeight    = 2
	writtenWeight = 0.5
)

// ScoreExamples labels all statements that the rules find in the articles of a
// source, doubles too.
func (t *Trainer) ScoreExamples(ctx context.Context, s Source) ([]score.Example, error) {
	weight := writtenWeight
	if s.Real {
		weight = realWeight
	}
	out, err := t.JudgedExamples(ctx, s.Judged)
	if err != nil {
		return nil, err
	}
	for i := range s.Articles {
		a := &s.Articles[i]
		d := a.Doc()
		if err := t.Pipeline.Annotate(ctx, d); err != nil {
			return nil, fmt.Errorf("label statements of %s: %w", a.ID, err)
		}
		found, r, err := t.News.Candidates(ctx, d)
		if err != nil {
			return nil, fmt.Errorf("label statements of %s: %w", a.ID, err)
		}
		r.Statements = found
		p := evaluate.Predict(r)
		stands := evaluate.StandFor(a, &p)
		for k := range found {
			right, ok := evaluate.Judge(a, &p, stands, p.Statements[k])
			if right == 0 && found[k].Subject == coref.None && !s.Real {
				ok = false // most written articles were annotated before acts without a doer were
			}
			if ok {
				out = append(out, score.Example{Evidence: found[k].Evidence, Right: right, Weight: weight,
					Group: s.group(i), Target: s.Real})
			}
		}
	}
	return out, nil
}

// Score trains the model that gives statements their confidence.
func (t *Trainer) Score(ctx context.Context, sources []Source) (*score.Model, error) {
	var all []score.Example
	for _, s := range sources {
		ex, err := t.ScoreExamples(ctx, s)
		if err != nil {
			return nil, err
		}
		all = append(all, ex...)
	}
	return score.Train(ctx, all, score.Options{})
}

// Held is a source and what was made of it by models that have not seen the
// article, or not the source.
type Held struct {
	Source
	Predictions []evaluate.Prediction
	Outcomes    []JudgedOutcome // of judged documents
}

// JudgedOutcome is what a model said of a judged statement that it had not
// seen, and what people said: 1 right, 0.5 right at the core, 0 wrong.
type JudgedOutcome struct{ Probability, Right float64 }

// ScoreWithout extracts from each source by a model of the others.
func (t *Trainer) ScoreWithout(ctx context.Context, sources []Source, o claims.Options) ([]Held, error) {
	return t.crossScore(ctx, sources, o, len(sources), func(source, _ int) int { return source })
}

// CrossScore extracts from each article by a model of all sources without the
// fold that the article is in.
func (t *Trainer) CrossScore(ctx context.Context, sources []Source, folds int, o claims.Options) ([]Held, error) {
	return t.crossScore(ctx, sources, o, folds, func(_, article int) int { return article % folds })
}

// crossScore leaves out one fold of articles at a time; foldOf deals them.
func (t *Trainer) crossScore(ctx context.Context, sources []Source, o claims.Options, folds int, foldOf func(source, article int) int) ([]Held, error) {
	examples := make([][]score.Example, len(sources))
	out := make([]Held, len(sources))
	for i, s := range sources {
		var err error
		if examples[i], err = t.ScoreExamples(ctx, s); err != nil {
			return nil, err
		}
		out[i] = Held{Source: s, Predictions: make([]evaluate.Prediction, len(s.Articles))}
	}
	for fold := range folds {
		var rest []score.Example
		held := map[string]bool{}
		for i, s := range sources {
			for k := range s.Articles {
				held[s.group(k)] = foldOf(i, k) == fold
			}
			for k := range s.Judged {
				held[s.Judged[k].ID] = foldOf(i, k) == fold
			}
			for _, e := range examples[i] {
				if !held[e.Group] {
					rest = append(rest, e)
				}
			}
		}
		var err error
		if o.Score, err = score.Train(ctx, rest, score.Options{}); err != nil {
			return nil, err
		}
		x, err := claims.New(o)
		if err != nil {
			return nil, err
		}
		for i, s := range sources {
			if len(s.Judged) > 0 {
				for _, e := range examples[i] {
					if held[e.Group] {
						out[i].Outcomes = append(out[i].Outcomes, JudgedOutcome{o.Score.Probability(e.Evidence), e.Right})
					}
				}
			}
			for k := range s.Articles {
				if !held[s.group(k)] {
					continue
				}
				preds, err := evaluate.System{Pipeline: t.Pipeline, Extractor: x}.Run(ctx, s.Articles[k:k+1])
				if err != nil {
					return nil, err
				}
				out[i].Predictions[k] = preds[0]
			}
		}
	}
	return out, nil
}

// group names article k among those of all sources.
func (s *Source) group(k int) string { return s.Name + "/" + s.Articles[k].ID }
