// Package train makes the relation model of claims from annotated articles.
//
// In: articles with gold entities and statements and passages of KnowledgeNet
// (evaluate reads both), and a language pipeline. Out: relate.Examples, one for
// each pair of mentions, and the Model. Not here: the learning itself (relate), features (claims).
package train

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/relate"
	"newsgraph/loaders/nlp"
	"newsgraph/schema"
)

// Sources are what a model is trained on.
type Sources struct {
	Articles []evaluate.Article
	Passages []evaluate.Passage // of KnowledgeNet
}

// Trainer makes models. Pipeline annotates; News and Passages are extractors
// without a trained scorer, the latter with claims.Options.Passages.
type Trainer struct {
	Pipeline       *nlp.Pipeline
	News, Passages *claims.Extractor
}

// NewTrainer makes the extractors that go with a pipeline.
func NewTrainer(p *nlp.Pipeline) (*Trainer, error) {
	news, err := claims.New(claims.Options{RulesOnly: true})
	if err != nil {
		return nil, err
	}
	passages, err := claims.New(claims.Options{RulesOnly: true, Passages: true})
	if err != nil {
		return nil, err
	}
	return &Trainer{p, news, passages}, nil
}

// Relations trains on the sources in their order.
func (t *Trainer) Relations(ctx context.Context, s Sources) (*relate.Model, error) {
	examples, err := t.articles(ctx, s.Articles)
	if err != nil {
		return nil, err
	}
	passages, err := t.passages(ctx, s.Passages)
	if err != nil {
		return nil, err
	}
	return relate.Train(ctx, append(slices.Concat(examples...), passages...), relate.Options{})
}

func (t *Trainer) articles(ctx context.Context, articles []evaluate.Article) ([][]relate.Example, error) {
	out := make([][]relate.Example, len(articles))
	for i := range articles {
		var err error
		if out[i], err = t.Examples(ctx, &articles[i]); err != nil {
			return nil, fmt.Errorf("label pairs of %s: %w", articles[i].ID, err)
		}
	}
	return out, nil
}

func (t *Trainer) passages(ctx context.Context, passages []evaluate.Passage) ([]relate.Example, error) {
	var out []relate.Example
	for i := range passages {
		ex, err := t.PassageExamples(ctx, &passages[i])
		if err != nil {
			return nil, fmt.Errorf("label pairs of passage %d: %w", i+1, err)
		}
		out = append(out, ex...)
	}
	return out, nil
}

// Examples labels the pairs of one article. A gold statement holds for the
// nearest pair of its entities in the sentence of its evidence; for their
// other pairs it is open, since the article may say it twice.
func (t *Trainer) Examples(ctx context.Context, a *evaluate.Article) ([]relate.Example, error) {
	d := a.Doc()
	if err := t.Pipeline.Annotate(ctx, d); err != nil {
		return nil, err
	}
	pairs, r, err := t.News.Pairs(ctx, d)
	if err != nil {
		return nil, err
	}
	pred := evaluate.Predict(r)
	stands := evaluate.StandFor(a, &pred)
	out := make([]relate.Example, len(pairs))
	for i, p := range pairs {
		out[i] = relate.Example{Features: p.Features, Allowed: p.Allowed}
	}
	for _, s := range a.Statements {
		at := strings.Index(a.Text, s.Evidence)
		end := at + len(s.Evidence)
		best, found := -1, [3]int{}
		for i, p := range pairs {
			ga, gb := stands[p.A.Entity], stands[p.B.Entity]
			if (ga != s.S || gb != s.O) && (!symmetric(s.P) || ga != s.O || gb != s.S) {
				continue
			}
			out[i].Open = append(out[i].Open, s.P)
			sent := d.Sentences[p.Sentence]
			if at < 0 || sent.End <= at || end <= sent.Start {
				continue
			}
			// outside the evidence, then farther apart, then later
			rank := [3]int{outside(p.A.Start, at, end) + outside(p.B.Start, at, end), distance(p), i}
			if best < 0 || slices.Compare(rank[:], found[:]) < 0 {
				best, found = i, rank
			}
		}
		if best >= 0 && !slices.Contains(out[best].Holds, s.P) {
			out[best].Holds = append(out[best].Holds, s.P)
			if symmetric(s.P) {
				for i, p := range pairs {
					if p.A.Start == pairs[best].B.Start && p.B.Start == pairs[best].A.Start {
						out[i].Holds = append(out[i].Holds, s.P)
					}
				}
			}
		}
	}
	return out, nil
}

func outside(at, start, end int) int {
	if at >= start && at < end {
		return 0
	}
	return 1
}

func distance(p claims.Pair) int {
	return max(p.A.Head-p.B.Head, p.B.Head-p.A.Head)
}

func symmetric(predicate string) bool {
	p, _ := schema.Default().Predicate(predicate)
	return p.Symmetric
}
