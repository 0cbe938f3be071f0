// Package train makes the relation model of claims from annotated articles.
//
// In: articles with gold entities and statements (evaluate reads them) and a
// System to parse them. Out: relate.Examples, one for each pair of mentions,
// and the Model. Not here: the learning itself (relate), features (claims).
package train

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/relate"
	"newsgraph/schema"
)

// Relations trains on the articles in their order.
func Relations(ctx context.Context, sys evaluate.System, articles []evaluate.Article) (*relate.Model, error) {
	var all []relate.Example
	for i := range articles {
		ex, err := Examples(ctx, sys, &articles[i])
		if err != nil {
			return nil, fmt.Errorf("train relations on %s: %w", articles[i].ID, err)
		}
		all = append(all, ex...)
	}
	return relate.Train(ctx, all, relate.Options{})
}

// Examples labels the pairs of one article. A gold statement holds for the
// nearest pair of its entities in the sentence of its evidence; for their
// other pairs it is open, since the article may say it twice.
func Examples(ctx context.Context, sys evaluate.System, a *evaluate.Article) ([]relate.Example, error) {
	d := a.Doc()
	if err := sys.Pipeline.Annotate(ctx, d); err != nil {
		return nil, err
	}
	pairs, r, err := sys.Extractor.Pairs(ctx, d)
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

// Cross extracts from each article with a model trained on the other folds,
// article i being in fold i modulo folds: how good the model is on articles
// that it has not seen. sys.Extractor is made anew with o for each fold.
func Cross(ctx context.Context, sys evaluate.System, articles []evaluate.Article, folds int, o claims.Options) ([]evaluate.Prediction, error) {
	examples := make([][]relate.Example, len(articles))
	for i := range articles {
		var err error
		if examples[i], err = Examples(ctx, sys, &articles[i]); err != nil {
			return nil, fmt.Errorf("cross-validate on %s: %w", articles[i].ID, err)
		}
	}
	out := make([]evaluate.Prediction, len(articles))
	for fold := range folds {
		var rest []relate.Example
		var held []evaluate.Article
		var at []int
		for i := range articles {
			if i%folds == fold {
				held, at = append(held, articles[i]), append(at, i)
			} else {
				rest = append(rest, examples[i]...)
			}
		}
		m, err := relate.Train(ctx, rest, relate.Options{})
		if err != nil {
			return nil, err
		}
		o.Relations = m
		x, err := claims.New(o)
		if err != nil {
			return nil, err
		}
		preds, err := evaluate.System{Pipeline: sys.Pipeline, Extractor: x}.Run(ctx, held)
		if err != nil {
			return nil, err
		}
		for n, i := range at {
			out[i] = preds[n]
		}
	}
	return out, nil
}
