package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/train"
	"newsgraph/loaders/nlp/lang"
)

// relationSources are the flags that say what the relation model learns from.
type relationSources struct {
	data   string
	corpus string
	folds  []int
}

func (s *relationSources) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.data, "shared", "../shared", "folder with data/re/knowledgenet-train.jsonl and gold/")
	cmd.Flags().StringVar(&s.corpus, "corpus", "corpus", "folder of the project's annotated articles, one folder a language")
	cmd.Flags().IntSliceVar(&s.folds, "folds", []int{1, 2, 3}, "folds of KnowledgeNet to learn from")
}

// heldAside is how many gold articles of each language, the last by name, are
// never learned from.
const heldAside = 6

func (s *relationSources) read() (train.Sources, error) {
	var out train.Sources
	languages, err := filepath.Glob(filepath.Join(s.corpus, "*"))
	if err != nil {
		return out, err
	}
	for _, dir := range languages { // Glob sorts
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		articles, err := evaluate.ReadCorpus(dir)
		if err != nil {
			return out, err
		}
		out.Articles = append(out.Articles, articles...)
		gold, err := evaluate.ReadGold(filepath.Join(s.data, "gold", "dev-"+filepath.Base(dir)))
		if err != nil {
			return out, err
		}
		out.Articles = append(out.Articles, gold[:max(len(gold)-heldAside, 0)]...)
	}
	f, err := os.Open(filepath.Join(s.data, "data", "re", "knowledgenet-train.jsonl"))
	if err != nil {
		return out, fmt.Errorf("open KnowledgeNet: %w; say with --shared where the training data are", err)
	}
	defer f.Close()
	if out.Passages, err = evaluate.ReadKnowledgeNet(f); err != nil {
		return out, err
	}
	out.Passages = slices.DeleteFunc(out.Passages, func(p evaluate.Passage) bool { return !slices.Contains(s.folds, p.Fold) })
	return out, nil
}

func newTrainer() (*train.Trainer, error) {
	p, err := loaders.NewLanguagePipeline()
	if err != nil {
		return nil, err
	}
	return train.NewTrainer(p)
}

func newTrainRelationsCommand(a *app) *cobra.Command {
	var s relationSources
	var out string
	cmd := &cobra.Command{
		Use:   "relations",
		Short: "Make the model that scores relations between mentions",
		Long: `Relations learns from the project's corpus, the gold articles (without the last
six of each language) and KnowledgeNet. Make the language models first: it
learns from what they make of the texts.`,
		Example: `  newsgraph train relations --out loaders/claims/relations.bin`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			begin := time.Now()
			sources, err := s.read()
			if err != nil {
				return fmt.Errorf("train relations: %w", err)
			}
			t, err := newTrainer()
			if err != nil {
				return fmt.Errorf("train relations: %w", err)
			}
			m, err := t.Relations(cmd.Context(), sources)
			if err != nil {
				return fmt.Errorf("train relations: %w", err)
			}
			b := lang.Compress(m.Bytes())
			if err := os.WriteFile(out, b, 0o644); err != nil {
				return fmt.Errorf("train relations: %w", err)
			}
			fmt.Fprintf(a.err, "wrote %s, %d bytes, from %d articles and %d passages, in %.1f s\n",
				out, len(b), len(sources.Articles), len(sources.Passages), time.Since(begin).Seconds())
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().StringVar(&out, "out", "relations.bin", "file to write")
	return cmd
}

func newEvalRelationsCommand(a *app) *cobra.Command {
	var s relationSources
	var folds int
	cmd := &cobra.Command{
		Use:   "relations",
		Short: "Cross-validate extraction with the relation model",
		Long: `Relations extracts from each annotated article with a model trained on the
others, and prints the scores of the frames alone, of all, and how often
statements of each confidence are right.`,
		Example: `  newsgraph eval relations --cross 4`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if folds < 2 {
				return usageError("eval relations: --cross %d; want at least 2 folds", folds)
			}
			sources, err := s.read()
			if err == nil {
				err = a.crossRelations(cmd.Context(), sources, folds)
			}
			if err != nil {
				return fmt.Errorf("eval relations: %w", err)
			}
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().IntVar(&folds, "cross", 4, "number of folds")
	return cmd
}

func (a *app) crossRelations(ctx context.Context, sources train.Sources, folds int) error {
	t, err := newTrainer()
	if err != nil {
		return err
	}
	frames, err := evaluate.System{Pipeline: t.Pipeline, Extractor: t.News}.Run(ctx, sources.Articles)
	if err != nil {
		return err
	}
	all, err := t.Cross(ctx, sources, folds, claims.Options{})
	if err != nil {
		return err
	}
	scores := evaluate.Score(sources.Articles, all)
	for _, line := range []struct {
		name string
		evaluate.PRF
	}{{"frames alone", evaluate.Score(sources.Articles, frames).Statements}, {"with model", scores.Statements}} {
		fmt.Fprintf(a.out, "%-14s P %5.1f  R %5.1f  F1 %5.1f  (%d found, %d gold)\n", line.name, 100*line.P, 100*line.R, 100*line.F1, line.Pred, line.Gold)
	}
	var seen, right [2][10]float64
	for _, o := range scores.Outcomes {
		kind := 0
		if strings.HasPrefix(o.Predicted.Rule, "learned:") {
			kind = 1
		}
		bin := min(int(o.Predicted.Confidence*10), 9)
		seen[kind][bin]++
		right[kind][bin] += o.Credit
	}
	for bin := range 10 {
		for kind, name := range [2]string{"frames", "learned"} {
			if n := seen[kind][bin]; n > 0 {
				fmt.Fprintf(a.out, "confidence %.1f-%.1f  %-8s right %3.0f %% of %.0f\n",
					float64(bin)/10, float64(bin+1)/10, name, 100*right[kind][bin]/n, n)
			}
		}
	}
	return nil
}
