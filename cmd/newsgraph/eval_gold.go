package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/schema"
)

func newEvalGoldCommand(a *app) *cobra.Command {
	var errs bool
	var shared string
	cmd := &cobra.Command{
		Use:   "gold SOURCE...",
		Short: "Score extraction against annotated news articles",
		Long: `Gold runs the whole pipeline over the plain text of annotated articles and
compares mentions, chains and statements: *.json in the format of the gold set,
or *.txt in the format of corpus/README.md; a file *.tsv is stand-off annotation
of public texts, which are read from --shared. Each folder or file is a source; several are
scored apart, one line a source, because a change must help on text that it was
not made for.`,
		Example: `  newsgraph eval gold ../shared/gold/dev-en
  newsgraph eval gold corpus/en ../shared/gold/dev-en ../shared/gold/real-en
  newsgraph eval gold corpus/da --errors`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			sources, err := scoreSources(cmd.Context(), args, shared)
			if err != nil {
				return fmt.Errorf("eval gold: %w", err)
			}
			return a.printSources(sources, errs)
		},
	}
	cmd.Flags().BoolVar(&errs, "errors", false, "list what was invented (+), missed (-) and told wrong (~)")
	cmd.Flags().StringVar(&shared, "shared", "../shared", "folder with the public texts in data/")
	return cmd
}

// sourceScores are the scores of one folder.
type sourceScores struct {
	Source   string
	Articles int
	evaluate.Scores
}

func scoreSources(ctx context.Context, dirs []string, shared string) (out []sourceScores, err error) {
	for _, dir := range dirs {
		articles, err := readAnnotated(dir, shared)
		if err != nil {
			return nil, err
		}
		preds, err := predict(ctx, articles)
		if err != nil {
			return nil, err
		}
		s := evaluate.Score(articles, preds)
		s.Outcomes = nil
		out = append(out, sourceScores{dir, len(articles), s})
	}
	return out, nil
}

// printSources prints one source in full, several in a line each.
func (a *app) printSources(sources []sourceScores, errs bool) error {
	switch {
	case a.json && len(sources) == 1:
		return a.writeJSON(sources[0].Scores)
	case a.json:
		return a.writeJSON(sources)
	case len(sources) == 1:
		a.printGold(sources[0].Scores)
	default:
		w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
		fprintln(w, "articles\tP\tR\tF1\tfound\tgold\tstance\tstatus\tholder\tattributed\tnames\tchains\t  source")
		for _, s := range sources {
			fprintf(w, "%d\t%.1f\t%.1f\t%.1f\t%d\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t  %s\n", s.Articles,
				100*s.Statements.P, 100*s.Statements.R, 100*s.Statements.F1, s.Statements.Pred, s.Statements.Gold,
				100*s.Stance, 100*s.Status, 100*s.Holder, 100*s.HolderRecall, 100*s.Mentions.F1, 100*s.Coref.F1, s.Source)
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	for _, s := range sources {
		for _, e := range s.Errors {
			if errs {
				fprintln(a.out, e)
			}
		}
	}
	return nil
}

func readAnnotated(dir, shared string) ([]evaluate.Article, error) {
	if strings.HasSuffix(dir, ".tsv") {
		texts, err := evaluate.ReadTexts(filepath.Join(shared, "data"))
		if err != nil {
			return nil, fmt.Errorf("%w; say with --shared where they are", err)
		}
		return evaluate.ReadStandoff(dir, texts)
	}
	if txt, _ := filepath.Glob(filepath.Join(dir, "*.txt")); len(txt) > 0 {
		return evaluate.ReadCorpus(dir)
	}
	return evaluate.ReadGold(dir)
}

// predict runs the pipeline over each article as load would read it from JSON
// Lines.
func predict(ctx context.Context, articles []evaluate.Article) ([]evaluate.Prediction, error) {
	p, err := loaders.NewPipeline(loaders.PipelineOptions{})
	if err != nil {
		return nil, err
	}
	out := make([]evaluate.Prediction, len(articles))
	for i, g := range articles {
		d := g.Doc()
		x, err := p.Extract(ctx, article.Article{Article: articleHead(g), Text: g.Text, Blocks: d.Blocks})
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", g.ID, err)
		}
		out[i] = evaluate.PredictKept(x.Result, x.Chains(), x.Kept())
	}
	return out, nil
}

func (a *app) printGold(s evaluate.Scores) {
	line := func(name string, p evaluate.PRF) {
		fprintf(a.out, "%-12s P %5.1f  R %5.1f  F1 %5.1f  (%d found, %d gold)\n", name, 100*p.P, 100*p.R, 100*p.F1, p.Pred, p.Gold)
	}
	line("mentions", s.Mentions)
	line("spans", s.Spans)
	fprintf(a.out, "%-12s P %5.1f  R %5.1f  F1 %5.1f  (B-cubed over names)\n", "chains", 100*s.Coref.P, 100*s.Coref.R, 100*s.Coref.F1)
	line("statements", s.Statements)
	fprintf(a.out, "stance %.1f  status %.1f  holder %.1f  holder where attributed %.1f  organization type %.1f\n",
		100*s.Stance, 100*s.Status, 100*s.Holder, 100*s.HolderRecall, 100*s.OrgFineType)
	for _, p := range s.PerPredicate {
		fprintf(a.out, "  %-16s P %4.0f  R %4.0f  (%d found, %d gold)\n", p.Predicate, 100*p.P, 100*p.R, p.Pred, p.Gold)
	}
}

func newEvalKnowledgeNetCommand(a *app) *cobra.Command {
	var fold int
	var errs bool
	cmd := &cobra.Command{
		Use:     "knowledgenet FILE",
		Short:   "Score extraction against KnowledgeNet passages",
		Long:    `Knowledgenet reports text F1 with overlapping spans over the fifteen properties.`,
		Example: `  newsgraph eval knowledgenet ../shared/data/re/knowledgenet-train.jsonl --fold 3`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("eval knowledgenet: %w", err)
			}
			defer f.Close()
			passages, err := evaluate.ReadKnowledgeNet(f)
			if err != nil {
				return fmt.Errorf("eval knowledgenet: %w", err)
			}
			p, err := loaders.NewPipeline(loaders.PipelineOptions{Passages: true})
			if err != nil {
				return fmt.Errorf("eval knowledgenet: %w", err)
			}
			var kept []evaluate.Passage
			var results []evaluate.PassageResult
			for _, q := range passages {
				if fold != 0 && q.Fold != fold {
					continue
				}
				g := evaluate.Article{ID: q.Doc, Lang: "en", Text: q.Text}
				x, err := p.Extract(cmd.Context(), article.Article{Article: articleHead(g), Text: q.Text, Blocks: g.Prose()})
				if err != nil {
					return fmt.Errorf("eval knowledgenet: passage of document %s: %w", q.Doc, err)
				}
				kept, results = append(kept, q), append(results, evaluate.PassageResult{Doc: x.Doc, Result: x.Result})
			}
			s := evaluate.ScoreKnowledgeNet(kept, results)
			if a.json {
				return a.writeJSON(s)
			}
			for _, q := range s.PerProperty {
				fprintf(a.out, "%-24s P %5.1f  R %5.1f  F1 %5.1f  (%d found, %d gold)\n", strings.ToLower(q.Property), 100*q.P, 100*q.R, 100*q.F1, q.Pred, q.Gold)
			}
			if errs {
				for _, e := range s.Errors {
					fprintln(a.out, e)
				}
			}
			fprintf(a.out, "%-24s P %5.1f  R %5.1f  F1 %5.1f  (%d found, %d gold)\n", "all", 100*s.All.P, 100*s.All.R, 100*s.All.F1, s.All.Pred, s.All.Gold)
			return nil
		},
	}
	cmd.Flags().BoolVar(&errs, "errors", false, "list what was invented (+) and missed (-)")
	cmd.Flags().IntVar(&fold, "fold", 0, "only this fold (default: all)")
	return cmd
}

// articleHead is what load would know of the article besides its text.
func articleHead(g evaluate.Article) schema.Article {
	h := schema.Article{ID: g.ID, Title: g.Title, Publisher: g.Publisher, Lang: g.Lang}
	if d, err := schema.ParseDate(g.Published); err == nil {
		h.Published = d
	}
	return h
}
