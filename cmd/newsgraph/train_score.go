package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/train"
	"newsgraph/loaders/nlp/lang"
)

// confidenceSources are the flags that say what the score model learns from.
type confidenceSources struct{ shared, corpus string }

func (s *confidenceSources) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.shared, "shared", "../shared", "folder with gold/ and data/")
	cmd.Flags().StringVar(&s.corpus, "corpus", "corpus", "folder of the project's annotated articles, one folder a language")
}

// keptAside is the first article of each gold folder that is only measured.
var keptAside = map[string]string{"dev-en": "en-019", "dev-da": "da-019", "real-en": "rw-085", "real-da": "rw-037"}

// read returns the sources in a stated order, without what is kept aside.
func (s *confidenceSources) read() ([]train.Source, error) {
	var out []train.Source
	for _, l := range lang.Codes() {
		articles, err := evaluate.ReadCorpus(filepath.Join(s.corpus, l))
		if err != nil {
			return nil, err
		}
		out = append(out, train.Source{Name: "corpus-" + l, Articles: articles})
	}
	for _, kind := range []string{"dev", "real"} {
		for _, l := range lang.Codes() {
			name := kind + "-" + l
			articles, err := evaluate.ReadGold(filepath.Join(s.shared, "gold", name))
			if err != nil {
				return nil, fmt.Errorf("%w; say with --shared where the gold articles are", err)
			}
			articles = slices.DeleteFunc(articles, func(a evaluate.Article) bool { return a.ID >= keptAside[name] })
			out = append(out, train.Source{Name: name, Real: kind == "real", Articles: articles})
		}
	}
	texts, err := evaluate.ReadTexts(filepath.Join(s.shared, "data"))
	if err != nil {
		return nil, fmt.Errorf("%w; say with --shared where the texts are", err)
	}
	judged, err := train.ReadJudged(filepath.Join(s.corpus, "judged.tsv"), texts)
	if err != nil {
		return nil, err
	}
	return append(out, train.Source{Name: "judged", Real: true, Judged: judged}), nil
}

func newTrainScoreCommand(a *app) *cobra.Command {
	var s confidenceSources
	var out string
	cmd := &cobra.Command{
		Use:   "score",
		Short: "Make the model that gives statements their confidence",
		Long: `Score learns which statements of the rules are right: from the project's corpus,
the gold articles (without those kept aside) and what people judged
(corpus/judged.tsv), and calibrates the probability on real news by
cross-validation. Make all other models first.`,
		Example: `  newsgraph train score --out loaders/claims/score.tsv`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			begin := time.Now()
			sources, err := s.read()
			if err != nil {
				return fmt.Errorf("train score: %w", err)
			}
			t, err := newTrainer()
			if err != nil {
				return fmt.Errorf("train score: %w", err)
			}
			m, err := t.Score(cmd.Context(), sources)
			if err != nil {
				return fmt.Errorf("train score: %w", err)
			}
			if err := os.WriteFile(out, []byte(m.Format()), 0o644); err != nil {
				return fmt.Errorf("train score: %w", err)
			}
			a.sayf("wrote %s in %.1f s\n", out, time.Since(begin).Seconds())
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().StringVar(&out, "out", "score.tsv", "file to write")
	return cmd
}

func newEvalScoreCommand(a *app) *cobra.Command {
	var s confidenceSources
	var folds int
	cmd := &cobra.Command{
		Use:   "score",
		Short: "Score extraction on articles that its confidence was not learned from",
		Long: `Score trains the model of confidence without the articles that it then extracts
from, one source at a time (or one fold, with --cross), and prints for each
source precision and recall at several thresholds and how often statements of
each confidence are right. The rules may have been written with the articles in
view; the kept-aside ones are not among them.`,
		Example: `  newsgraph eval score
  newsgraph eval score --cross 5`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			sources, err := s.read()
			if err != nil {
				return fmt.Errorf("eval score: %w", err)
			}
			t, err := newTrainer()
			if err != nil {
				return fmt.Errorf("eval score: %w", err)
			}
			o := claims.Options{MinConfidence: -1}
			var held []train.Held
			if folds > 1 {
				held, err = t.CrossScore(cmd.Context(), sources, folds, o)
			} else {
				held, err = t.ScoreWithout(cmd.Context(), sources, o)
			}
			if err != nil {
				return fmt.Errorf("eval score: %w", err)
			}
			for _, h := range held {
				if len(h.Articles) > 0 {
					a.printHeld(h)
				}
				if len(h.Outcomes) > 0 {
					a.printJudged(h)
				}
			}
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().IntVar(&folds, "cross", 0, "leave out one fold of all articles instead of one source")
	return cmd
}

func (a *app) printHeld(h train.Held) {
	fprintf(a.out, "%s, %d articles\n", h.Name, len(h.Articles))
	for _, least := range thresholds {
		kept := make([]evaluate.Prediction, len(h.Predictions))
		for i, p := range h.Predictions {
			kept[i] = p
			kept[i].Statements = slices.DeleteFunc(slices.Clone(p.Statements), func(s evaluate.Predicted) bool { return s.Confidence < least })
		}
		p := evaluate.Score(h.Articles, kept).Statements
		fprintf(a.out, "  from %.1f  P %5.1f  R %5.1f  F1 %5.1f  (%d found, %d gold)\n", least, 100*p.P, 100*p.R, 100*p.F1, p.Pred, p.Gold)
	}
	a.printReliability(evaluate.Score(h.Articles, h.Predictions).Outcomes)
}

// printJudged tells what thresholds make of judged statements.
func (a *app) printJudged(h train.Held) {
	fprintf(a.out, "%s, %d documents\n", h.Name, len(h.Judged))
	for _, least := range thresholds {
		var n, strict, core float64
		for _, o := range h.Outcomes {
			if o.Probability < least {
				continue
			}
			n++
			if o.Right == 1 {
				strict++
			}
			if o.Right > 0 {
				core++
			}
		}
		fprintf(a.out, "  from %.1f  right %5.1f  right at the core %5.1f  (%.0f of %d kept)\n", least, 100*strict/n, 100*core/n, n, len(h.Outcomes))
	}
}

// thresholds of confidence that are compared.
var thresholds = []float64{0, 0.5, 0.6, 0.7, 0.8, 0.9}

// printReliability tells how often statements of each confidence are right.
func (a *app) printReliability(outcomes []evaluate.Outcome) {
	var seen, right, sum [10]float64
	for _, o := range outcomes {
		bin := min(int(o.Predicted.Confidence*10), 9)
		seen[bin]++
		right[bin] += o.Credit
		sum[bin] += o.Predicted.Confidence
	}
	for bin, n := range seen {
		if n > 0 {
			fprintf(a.out, "  confidence %.1f-%.1f  mean %.2f  right %3.0f %% of %.0f\n", float64(bin)/10, float64(bin+1)/10, sum[bin]/n, 100*right[bin]/n, n)
		}
	}
}
