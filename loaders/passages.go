package loaders

import (
	"cmp"
	"context"
	"slices"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/langid"
	"newsgraph/loaders/nlp/text"
)

// A paragraph is in another language than its article if it has this many words
// and leads this clearly; shorter ones go with the paragraph before.
const (
	passageWords = 8
	passageLead  = 0.3
)

// passages divides a Doc of which only the text, the blocks and the language are
// known by the languages of its paragraphs: one Doc each, over the same text,
// that of the article first. Most articles are one passage.
func (p *Pipeline) passages(d *text.Doc) []*text.Doc {
	out := []*text.Doc{{Text: d.Text, Lang: d.Lang, Published: d.Published, Has: d.Has}}
	last := d.Lang
	for _, b := range d.Blocks {
		code := d.Lang
		if b.Kind == text.Body {
			g := langid.Detect(d.Of(b.Span))
			known := g.Lang != d.Lang && slices.Contains(p.languages, g.Lang)
			if known && (g.Words >= passageWords && g.Score >= passageLead || g.Lang == last) {
				code = g.Lang
			}
			last = code
		}
		at := slices.IndexFunc(out, func(x *text.Doc) bool { return x.Lang == code })
		if at < 0 {
			at = len(out)
			out = append(out, &text.Doc{Text: d.Text, Lang: code, Published: d.Published, Has: d.Has})
		}
		out[at].Blocks = append(out[at].Blocks, b)
	}
	return out
}

// read takes every passage through the stages, and joins what they say.
func (p *Pipeline) read(ctx context.Context, d *text.Doc) (*text.Doc, *claims.Result, error) {
	docs := p.passages(d)
	results := make([]*claims.Result, len(docs))
	for i, passage := range docs {
		if err := p.nlp.Annotate(ctx, passage); err != nil {
			return nil, nil, err
		}
		r, err := p.claims.Extract(ctx, passage)
		if err != nil {
			return nil, nil, err
		}
		results[i] = r
	}
	if len(docs) == 1 {
		return docs[0], results[0], nil
	}
	joined := &text.Doc{Text: d.Text, Lang: d.Lang, Published: d.Published, Blocks: d.Blocks, Has: d.Has}
	return joined, joinPassages(joined, docs, results), nil
}

// joinPassages makes one result of those of the passages. Its sentences become
// d's, each with its language; the tokens of the passages are not kept.
func joinPassages(d *text.Doc, docs []*text.Doc, results []*claims.Result) *claims.Result {
	for _, passage := range docs {
		for _, s := range passage.Sentences {
			d.Sentences = append(d.Sentences, text.Sentence{Span: s.Span, Lang: cmp.Or(s.Lang, passage.Lang)})
		}
	}
	slices.SortFunc(d.Sentences, func(a, b text.Sentence) int { return cmp.Compare(a.Start, b.Start) })
	all := &claims.Result{}
	for i, r := range results {
		first := len(all.Entities)
		shift := func(e int) int {
			if e == coref.None {
				return e
			}
			return e + first
		}
		all.Entities = append(all.Entities, r.Entities...)
		for _, m := range r.Mentions {
			m.Entity, m.First, m.Last, m.Head = shift(m.Entity), coref.None, coref.None, coref.None
			m.Entities = slices.Clone(m.Entities)
			for k, e := range m.Entities {
				m.Entities[k] = shift(e)
			}
			all.Mentions = append(all.Mentions, m)
		}
		for _, s := range r.Statements {
			s.Subject, s.Object, s.Holder = shift(s.Subject), shift(s.Object), shift(s.Holder)
			start := docs[i].Sentences[s.Sentence].Start
			s.Sentence, _ = slices.BinarySearchFunc(d.Sentences, start, func(x text.Sentence, at int) int { return cmp.Compare(x.Start, at) })
			all.Statements = append(all.Statements, s)
		}
	}
	slices.SortStableFunc(all.Mentions, func(a, b coref.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	slices.SortStableFunc(all.Statements, func(a, b claims.Statement) int { return cmp.Compare(a.Sentence, b.Sentence) })
	return all
}
