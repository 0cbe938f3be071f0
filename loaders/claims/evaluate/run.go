package evaluate

import (
	"context"

	"newsgraph/loaders/article/boilerplate"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/text"
)

// System is what is measured: a pipeline that gives a Doc its layers, and the
// extractor.
type System struct {
	Pipeline  *nlp.Pipeline
	Extractor *claims.Extractor
}

// Doc is the article as the pipeline takes it: text, language and blocks.
func (a *Article) Doc() *text.Doc {
	page := boilerplate.Divide(a.Text, boilerplate.Options{Title: a.Title})
	return &text.Doc{Text: a.Text, Lang: a.Lang, Published: a.Published, Blocks: page.Blocks, Has: text.Blocks}
}

// Run extracts from every article.
func (s System) Run(ctx context.Context, articles []Article) ([]Prediction, error) {
	out := make([]Prediction, len(articles))
	for i := range articles {
		d := articles[i].Doc()
		if err := s.Pipeline.Annotate(ctx, d); err != nil {
			return nil, err
		}
		r, err := s.Extractor.Extract(ctx, d)
		if err != nil {
			return nil, err
		}
		out[i] = Predict(r)
	}
	return out, nil
}

// Predict turns a Result into what Score compares.
func Predict(r *claims.Result) Prediction {
	own, all := make([]int, len(r.Entities)), make([]int, len(r.Statements))
	for i := range own {
		own[i] = i
	}
	for i := range all {
		all[i] = i
	}
	return PredictKept(r, own, all)
}

// PredictKept is Predict with some chains taken for one, as `extract` tells
// them, and only some of the statements: chains gives each entity the one it is
// told as, kept are indexes of statements.
func PredictKept(r *claims.Result, chains, kept []int) Prediction {
	var p Prediction
	told := func(e int) int {
		if e < 0 {
			return e
		}
		return chains[e]
	}
	for _, e := range r.Entities {
		p.Entities = append(p.Entities, Entity{Type: e.Type, Name: e.Name})
	}
	for _, m := range r.Mentions {
		if m.Entity >= 0 {
			p.Mentions = append(p.Mentions, Mention{Start: m.Start, End: m.End, Entity: told(m.Entity), Type: m.Type, Name: m.Form == coref.FormName})
		}
	}
	for _, i := range kept {
		s := r.Statements[i]
		p.Statements = append(p.Statements, Predicted{Subject: told(s.Subject), Object: told(s.Object), Holder: told(s.Holder), Predicate: s.Predicate,
			Stance: s.Stance, Status: s.Status, Confidence: s.Confidence, Rule: s.Rule})
	}
	return p
}

// Prose is the article as one block of prose, without looking for headlines or
// boilerplate: for passages that are cut out of their page.
func (a *Article) Prose() []text.Block {
	return []text.Block{{Span: text.Span{Start: 0, End: len(a.Text)}, Kind: text.Body}}
}
