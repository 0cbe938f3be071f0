package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"newsgraph/graph"
	"newsgraph/queries"
)

// showArticle shows the article that name is the id or the IRI of; ok is false
// if the store has none of the kind.
func (a *app) showArticle(ctx context.Context, v *graph.View, name string) (ok bool, err error) {
	if name == "" {
		return false, nil
	}
	if rest, short := strings.CutPrefix(strings.Trim(name, "<>"), "ng:article/"); short {
		name = "urn:newsgraph:article/" + rest
	}
	iri, err := articleIRI(name)
	if err != nil {
		return false, nil // then it is no article
	}
	p, ok, err := queries.ArticleOf(ctx, v, iri)
	if err != nil || !ok {
		return false, err
	}
	if !a.json {
		return true, a.printArticle(p)
	}
	claims := p.Claims
	if claims == nil {
		claims = []queries.Claim{}
	}
	return true, a.writeJSON(struct {
		Article any             `json:"article"`
		Text    string          `json:"text"`
		Claims  []queries.Claim `json:"claims"`
		Copies  []any           `json:"copies"`
	}{queries.ArticleJSON(p.Article), p.Text, claims, articlesToJSON(p.Copies)})
}

// quoteMark is a quote in an article's text, in code points, with the number
// under which its claims are listed.
type quoteMark struct{ start, end, number int }

// quoteMarks numbers the quotes of claims, which are in their order, and gives
// the number of each claim.
func quoteMarks(claims []queries.Claim) (marks []quoteMark, numbers []int) {
	at := map[[2]int]int{}
	for _, c := range claims {
		k := [2]int{c.Start, c.End}
		if at[k] == 0 {
			at[k] = len(at) + 1
			marks = append(marks, quoteMark{c.Start, c.End, at[k]})
		}
		numbers = append(numbers, at[k])
	}
	slices.SortFunc(marks, func(a, b quoteMark) int { return cmp.Or(a.start-b.start, b.end-a.end) })
	return marks, numbers
}

// markQuotes puts quotes in brackets with their numbers: "[1: quote]". Those
// within one another nest.
func markQuotes(text string, marks []quoteMark) string {
	before, after := map[int]string{}, map[int]string{}
	for _, m := range marks {
		before[m.start] += fmt.Sprintf("[%d: ", m.number)
		after[m.end] += "]"
	}
	var b strings.Builder
	n := 0
	for _, r := range text {
		b.WriteString(after[n] + before[n])
		b.WriteRune(r)
		n++
	}
	return b.String() + after[n]
}

func (a *app) printArticle(profile queries.ArticleProfile) error {
	p := a.answer()
	art := profile.Article
	p.printf("%s\n", p.bold(cmp.Or(art.Title, art.ID)))
	for _, line := range []string{art.Publisher, art.Published.String(), art.URL, queries.Short(art.IRI())} {
		if line != "" {
			p.printf("%s\n", p.dim(line))
		}
	}
	p.copies(profile.Copies)
	marks, numbers := quoteMarks(profile.Claims)
	if profile.Text == "" {
		p.printf("\nIts text is not in the store: it was imported, or loaded by an older version. Load it again.\n")
	}
	for line := range strings.Lines(markQuotes(profile.Text, marks)) {
		if strings.TrimSpace(line) != "" {
			p.printf("\n")
			p.wrapped(line, "")
		}
	}
	if len(profile.Claims) > 0 {
		p.printf("\n%s\n", p.style("36", plural(len(profile.Claims), "claim")))
	}
	for i, c := range profile.Claims {
		who := "in the article's own voice"
		if c.HolderName != "" {
			who = "by " + c.HolderName
		}
		p.printf("  [%d] %s  %s %s\n", numbers[i], p.triple(c), p.stance(c.Stance), who)
		if profile.Text == "" {
			p.wrapped("“"+strings.TrimSpace(c.Quote)+"”", "      ")
		}
	}
	return p.err
}
