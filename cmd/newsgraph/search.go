package main

import (
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// foundTextJSON is one line of search --json.
type foundTextJSON struct {
	Article   any                 `json:"article"`
	Score     float64             `json:"score"`
	Sentences []foundSentenceJSON `json:"sentences"`
	Copies    []any               `json:"copies"`
}

type foundSentenceJSON struct {
	Text  string   `json:"text"`
	Start int      `json:"start"` // code points in the article's text
	End   int      `json:"end"`
	Words []string `json:"words"`
}

func newSearchCommand(a *app) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "search WORDS...",
		Short: "Find articles and sentences by their words",
		Long: `search lists the articles in whose title or text all WORDS occur, in any of the
forms that English or Danish gives them: the best first (BM25). Copies of one
story are one hit, with the papers that have it. With --json it prints one object
a line. No hit is no error.`,
		Example: `  newsgraph search customs raid
  newsgraph search --limit 0 --json ministeren havnen`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 0 {
				return usageError("--limit must not be negative")
			}
			return a.withAnswer(func(v *graph.View) error {
				text := strings.Join(args, " ")
				found, more, err := queries.SearchTexts(cmd.Context(), v, text, limit)
				if err != nil {
					return err
				}
				if err := a.printTexts(found); err != nil {
					return err
				}
				switch n, err := v.Texts(); {
				case err != nil:
					return err
				case more:
					a.sayf("newsgraph: there are more than %d; --limit 0 lists all\n", limit)
				case len(found) == 0 && n == 0:
					a.sayf("newsgraph: the store has no texts; load the articles (again) with this version\n")
				case len(found) == 0:
					a.sayf("newsgraph: no article has all these words\n")
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 10, "most stories to list, 0 for all")
	return cmd
}

func (a *app) printTexts(found []queries.FoundText) error {
	p := a.answer()
	for i, f := range found {
		if a.json {
			if err := a.writeJSON(foundTextToJSON(f)); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%s\n", p.bold(source(f.Article)))
		for _, s := range f.Sentences {
			p.wrapped(p.marked(s), "  ")
		}
		p.copies(f.Copies)
	}
	return p.err
}

// marked is a sentence with its found words in stars, or bold on a terminal.
func (p *answer) marked(s queries.FoundSentence) string {
	var b strings.Builder
	at := 0
	for _, w := range s.Words {
		b.WriteString(s.Text[at:w.Start] + "*" + s.Text[w.Start:w.End] + "*")
		at = w.End
	}
	return b.String() + s.Text[at:]
}

// copies lists the other articles of a story.
func (p *answer) copies(list []schema.Article) {
	if len(list) == 0 {
		return
	}
	p.printf("  %s\n", p.style("36", "the same story in "+plural(len(list), "other article")))
	for _, c := range list {
		p.printf("    %s\n", p.dim(source(c)))
	}
}

func foundTextToJSON(f queries.FoundText) foundTextJSON {
	j := foundTextJSON{Article: queries.ArticleJSON(f.Article), Score: f.Score, Sentences: []foundSentenceJSON{}, Copies: articlesToJSON(f.Copies)}
	for _, s := range f.Sentences {
		out := foundSentenceJSON{Text: s.Text, Start: s.Start, End: s.End}
		for _, w := range s.Words {
			out.Words = append(out.Words, s.Text[w.Start:w.End])
		}
		j.Sentences = append(j.Sentences, out)
	}
	return j
}

func articlesToJSON(list []schema.Article) []any {
	out := []any{}
	for _, a := range list {
		out = append(out, queries.ArticleJSON(a))
	}
	return out
}
