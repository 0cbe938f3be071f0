package queries

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"newsgraph/graph"
	"newsgraph/graph/words"
	"newsgraph/schema"
)

// FoundText is a story in which all words of a search occur: its best article,
// and the copies of it.
type FoundText struct {
	Article   schema.Article
	Score     float64
	Sentences []FoundSentence  // that have most of the words, in the order of the text
	Copies    []schema.Article // the other articles of the story, by date, then id
}

// FoundSentence is a sentence with words that were searched.
type FoundSentence struct {
	Text       string
	Start, End int                   // code points in the article's text
	Words      []schema.TextSentence // byte spans in Text
}

// sentencesShown is how many sentences of an article a search gives.
const sentencesShown = 3

// SearchTexts finds the stories that have all words of text, best first; the
// first limit, or all if it is 0. more says that there are others.
func SearchTexts(ctx context.Context, v *graph.View, text string, limit int) (out []FoundText, more bool, err error) {
	told := map[schema.IRI]bool{}
	stems := map[string]bool{}
	for _, w := range words.Of(text) {
		for _, s := range words.Stems(w.Folded) {
			stems[s] = true
		}
	}
	for hit, err := range v.SearchTexts(ctx, text) {
		if err != nil {
			return nil, false, err
		}
		if told[hit.IRI] {
			continue
		}
		if limit > 0 && len(out) == limit {
			return out, true, nil
		}
		f := FoundText{Score: hit.Score}
		if f.Article, f.Copies, err = story(ctx, v, hit.IRI); err != nil {
			return nil, false, err
		}
		for _, a := range f.Copies {
			told[a.IRI()] = true
		}
		if f.Sentences, err = sentencesWith(ctx, v, hit.IRI, f.Article.Lang, stems); err != nil {
			return nil, false, err
		}
		out = append(out, f)
	}
	return out, false, nil
}

// story is an article and the others of its story.
func story(ctx context.Context, v *graph.View, iri schema.IRI) (a schema.Article, copies []schema.Article, err error) {
	if a, _, err = v.Article(ctx, iri); err != nil {
		return a, nil, err
	}
	all, err := v.Story(ctx, iri)
	if err != nil {
		return a, nil, err
	}
	for _, other := range all {
		if other == iri {
			continue
		}
		c, _, err := v.Article(ctx, other)
		if err != nil {
			return a, nil, err
		}
		copies = append(copies, c)
	}
	sortArticles(copies)
	return a, copies, nil
}

func sortArticles(list []schema.Article) {
	slices.SortFunc(list, func(a, b schema.Article) int {
		return cmp.Or(cmp.Compare(a.Published.String(), b.Published.String()), cmp.Compare(a.ID, b.ID))
	})
}

// sentencesWith chooses the sentences of an article that have most of stems.
func sentencesWith(ctx context.Context, v *graph.View, iri schema.IRI, lang string, stems map[string]bool) ([]FoundSentence, error) {
	t, _, err := v.Text(ctx, iri)
	if err != nil {
		return nil, err
	}
	type candidate struct {
		FoundSentence
		different int
	}
	var all []candidate
	for _, s := range t.Sentences {
		c := candidate{FoundSentence: FoundSentence{Text: t.Body[s.Start:s.End]}}
		in := map[string]bool{}
		for _, w := range words.Of(c.Text) {
			if stem := words.Stem(cmp.Or(s.Lang, lang), w.Folded); stems[stem] {
				in[stem] = true
				c.Words = append(c.Words, schema.TextSentence{Start: w.Start, End: w.End})
			}
		}
		if c.different = len(in); c.different > 0 {
			c.Start = utf8.RuneCountInString(t.Body[:s.Start])
			c.End = c.Start + utf8.RuneCountInString(c.Text)
			all = append(all, c)
		}
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.different, a.different) })
	all = all[:min(len(all), sentencesShown)]
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Compare(a.Start, b.Start) })
	var out []FoundSentence
	for _, c := range all {
		out = append(out, c.FoundSentence)
	}
	return out, nil
}

// ArticleProfile is what the store has of an article.
type ArticleProfile struct {
	Article schema.Article
	Text    string  // "" if it is not kept
	Claims  []Claim // by place
	Copies  []schema.Article
}

// ArticleOf gathers what the store has of an article; ok is false if it does
// not have it.
func ArticleOf(ctx context.Context, v *graph.View, iri schema.IRI) (p ArticleProfile, ok bool, err error) {
	if p.Article, ok, err = v.Article(ctx, iri); err != nil || !ok {
		return p, false, err
	}
	if p.Article, p.Copies, err = story(ctx, v, iri); err != nil {
		return p, false, err
	}
	t, _, err := v.Text(ctx, iri)
	if err != nil {
		return p, false, err
	}
	p.Text = t.Body
	names := Namer{View: v}
	for r, err := range v.Claims(ctx, graph.ClaimFilter{Article: iri}) {
		if err != nil {
			return p, false, err
		}
		c, err := names.Claim(ctx, r)
		if err != nil {
			return p, false, err
		}
		p.Claims = append(p.Claims, c)
	}
	SortClaims(p.Claims)
	return p, true, nil
}

// ArticleJSON is an article as answers for machines give it.
func ArticleJSON(a schema.Article) any {
	return articleToJSON(a)
}
