package queries

import (
	"context"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
)

// Story is the articles of some claims that are copies of one story
// (graph.View.Story): as evidence they count once.
type Story struct {
	Articles   []schema.IRI // sorted
	Publishers []string     // of these, sorted; none for articles without
	Claims     int          // the most that one of the articles has
}

// Stories groups the articles of claims, in the order of their first articles.
func Stories(ctx context.Context, v *graph.View, claims []graph.ClaimRecord) ([]Story, error) {
	perArticle := map[schema.IRI]int{}
	articles := map[schema.IRI]schema.Article{}
	for _, c := range claims {
		iri := c.Article.IRI()
		perArticle[iri]++
		articles[iri] = c.Article
	}
	at := map[schema.IRI]int{} // by the first article of the whole story
	var out []Story
	for _, iri := range sortedIRIs(articles) {
		first := iri
		if len(articles) > 1 {
			all, err := v.Story(ctx, iri)
			if err != nil {
				return nil, err
			}
			first = all[0]
		}
		i, known := at[first]
		if !known {
			i = len(out)
			at[first] = i
			out = append(out, Story{})
		}
		s := &out[i]
		s.Articles = append(s.Articles, iri)
		s.Claims = max(s.Claims, perArticle[iri])
		if p := articles[iri].Publisher; p != "" {
			s.Publishers = append(s.Publishers, p)
		}
	}
	for i := range out {
		slices.Sort(out[i].Publishers)
		out[i].Publishers = slices.Compact(out[i].Publishers)
	}
	return out, nil
}

func sortedIRIs(m map[schema.IRI]schema.Article) []schema.IRI {
	out := make([]schema.IRI, 0, len(m))
	for iri := range m {
		out = append(out, iri)
	}
	slices.SortFunc(out, func(a, b schema.IRI) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	return out
}

// IndependentPublishers is the most publishers of which each can be given a
// story of its own: ten papers with one story are one, and a paper with ten
// stories is one. It is the size of a maximum matching (Kuhn 1955).
func IndependentPublishers(stories []Story) int {
	owner := map[string]int{} // the story that a publisher is given
	var give func(i int, asked map[string]bool) bool
	give = func(i int, asked map[string]bool) bool {
		for _, p := range stories[i].Publishers {
			if asked[p] {
				continue
			}
			asked[p] = true
			if other, taken := owner[p]; !taken || give(other, asked) {
				owner[p] = i
				return true
			}
		}
		return false
	}
	n := 0
	for i := range stories {
		if give(i, map[string]bool{}) {
			n++
		}
	}
	return n
}
