package graph

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"slices"

	"newsgraph/graph/words"
	"newsgraph/schema"
)

// TextHit is an article in whose title or text all words of a search occur.
type TextHit struct {
	IRI   schema.IRI
	Score float64 // Okapi BM25, with two decimals
}

// maxSearchWords bounds a search.
const maxSearchWords = 16

// Parameters of BM25 as in Robertson and Zaragoza 2009.
const (
	bm25k1 = 1.2
	bm25b  = 0.75
)

// Text is the text of an article; ok is false if the store has none.
func (v *View) Text(ctx context.Context, article schema.IRI) (t schema.Text, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return t, false, err
	}
	g, err := v.r.lookup(article.NT())
	if err != nil || g == 0 {
		return t, false, err
	}
	st, err := v.r.storedText(g)
	if err != nil || st == nil {
		return t, false, err
	}
	return schema.Text{Body: st.Body, Sentences: st.sentences()}, true, nil
}

// Texts is how many articles have a text.
func (v *View) Texts() (int64, error) {
	t, err := v.r.texts()
	return t.articles, err
}

// SearchTexts yields the articles that have all words of text, in any of the
// forms that its language gives them: best first, then by IRI.
func (v *View) SearchTexts(ctx context.Context, text string) iter.Seq2[TextHit, error] {
	return func(yield func(TextHit, error) bool) {
		if err := v.searchTexts(ctx, text, yield); err != nil {
			yield(TextHit{}, fmt.Errorf("search %q: %w", text, err))
		}
	}
}

func (v *View) searchTexts(ctx context.Context, text string, yield func(TextHit, error) bool) error {
	all, err := v.r.texts()
	if err != nil || all.articles == 0 {
		return err
	}
	seen := map[string]bool{}
	var found []scored
	for _, w := range words.Of(text) {
		if seen[w.Folded] {
			continue
		}
		if seen[w.Folded] = true; len(seen) > maxSearchWords {
			return fmt.Errorf("there are more than %d words; give fewer", maxSearchWords)
		}
		list, err := v.occurrences(ctx, w.Folded)
		if err != nil {
			return err
		}
		list = weigh(list, all)
		if len(seen) > 1 {
			list = both(found, list)
		}
		if found = list; len(found) == 0 {
			return nil
		}
	}
	return v.ranked(ctx, found, yield)
}

// scored is an article and, before weigh, how often it has a word and how many
// words; then its score.
type scored struct {
	article   id
	times, of int
	score     float64
}

// occurrences lists the articles that have a word, by id.
func (v *View) occurrences(ctx context.Context, folded string) ([]scored, error) {
	var lists [][]scored
	total := 0
	for _, stem := range words.Stems(folded) {
		list, err := v.r.occurrences(ctx, stem)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			lists, total = append(lists, list), total+len(list)
		}
	}
	if len(lists) == 1 {
		return lists[0], nil
	}
	out := make([]scored, 0, total)
	for _, l := range lists {
		out = append(out, l...)
	}
	slices.SortFunc(out, func(a, b scored) int { return cmp.Compare(a.article, b.article) })
	n := 0
	for _, s := range out { // an article may have sentences of two languages
		if n > 0 && out[n-1].article == s.article {
			out[n-1].times += s.times
			continue
		}
		out[n] = s
		n++
	}
	return out[:n], nil
}

// occurrences reads one list of the index.
func (r *reader) occurrences(ctx context.Context, stem string) (out []scored, err error) {
	c, err := r.cursor()
	if err != nil {
		return nil, err
	}
	defer c.done()
	prefix := stemPrefix(stem)
	ok, err := c.seek(prefix)
	for ; ok && err == nil; ok, err = c.next() {
		if len(out)%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(c.key) != len(prefix)+idLen {
			return nil, damagef("the index of words has a wrong key")
		}
		s := scored{article: getID(c.key[len(prefix):])}
		err := c.look(func(b []byte) error {
			n, i := binary.Uvarint(b)
			if i <= 0 {
				return damagef("the index of words has a wrong entry")
			}
			m, j := binary.Uvarint(b[i:])
			if j <= 0 {
				return damagef("the index of words has a wrong entry")
			}
			s.times, s.of = int(n), int(m)
			return nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, err
}

// weigh gives each article its score for a word.
func weigh(list []scored, all texts) []scored {
	n, mean := float64(len(list)), math.Max(float64(all.words), 1)/float64(all.articles)
	rare := math.Log(1 + (float64(all.articles)-n+0.5)/(n+0.5))
	for i, s := range list {
		tf := float64(s.times)
		list[i].score = rare * tf * (bm25k1 + 1) / (tf + bm25k1*(1-bm25b+bm25b*float64(s.of)/mean))
	}
	return list
}

// both joins lists that are in the order of ids.
func both(a, b []scored) (out []scored) {
	for len(a) > 0 && len(b) > 0 {
		switch cmp.Compare(a[0].article, b[0].article) {
		case -1:
			a = a[1:]
		case 1:
			b = b[1:]
		default:
			out = append(out, scored{article: a[0].article, score: a[0].score + b[0].score})
			a, b = a[1:], b[1:]
		}
	}
	return out
}

// ranked yields articles in their order. The names of those with one score are
// read together, and only when it is their turn.
func (v *View) ranked(ctx context.Context, found []scored, yield func(TextHit, error) bool) error {
	for i := range found { // so that no rounding of a processor shows in the order
		found[i].score = math.Round(found[i].score*100) / 100
	}
	slices.SortFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.article, b.article)) })
	for len(found) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := 1
		for n < len(found) && found[n].score == found[0].score {
			n++
		}
		same := make([]TextHit, n)
		for i, s := range found[:n] {
			iri, err := v.graphIRI(s.article)
			if err != nil {
				return err
			}
			same[i] = TextHit{iri, s.score}
		}
		slices.SortFunc(same, func(a, b TextHit) int { return cmp.Compare(a.IRI.String(), b.IRI.String()) })
		for _, h := range same {
			if !yield(h, nil) {
				return nil
			}
		}
		found = found[n:]
	}
	return nil
}
