package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/coref/refs"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/train"
)

// referenceSources are the flags that say what the reference model learns from.
type referenceSources struct{ data, corpus, articles string }

func (s *referenceSources) bind(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.data, "data", "../shared/data", "folder with ud/en_gum-train.conllu.gz and ner/en_gum-train.iob2")
	cmd.Flags().StringVar(&s.corpus, "corpus", "corpus", "folder with references.tsv and the articles it is about")
	cmd.Flags().StringVar(&s.articles, "articles", "", "folder of more gold articles that references.tsv is about")
}

// cases works out what there is to learn.
func (s *referenceSources) cases(ctx context.Context) ([]refs.Case, error) {
	var extra []evaluate.Article
	var err error
	if s.articles != "" {
		if extra, err = evaluate.ReadGold(s.articles); err != nil {
			return nil, err
		}
	}
	sources, err := train.ReadReferences(s.corpus, extra)
	if err != nil {
		return nil, err
	}
	sources.GUM, err = evaluate.ReadGUM(filepath.Join(s.data, "ud", "en_gum-train.conllu.gz"), filepath.Join(s.data, "ner", "en_gum-train.iob2"))
	if err != nil {
		return nil, err
	}
	t, err := newTrainer()
	if err != nil {
		return nil, err
	}
	return t.ReferenceCases(ctx, sources)
}

func newTrainReferencesCommand(a *app) *cobra.Command {
	var s referenceSources
	var out string
	cmd := &cobra.Command{
		Use:   "references",
		Short: "Make the model that says what nouns and pronouns stand for",
		Long: `References learns from the coreference of GUM and from the annotated nouns and
pronouns of corpus/references.tsv. The same data give the same bytes.`,
		Example: `  newsgraph train references --out loaders/claims/coref/refs/weights.tsv`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			begin := time.Now()
			cases, err := s.cases(cmd.Context())
			if err != nil {
				return fmt.Errorf("train references: %w", err)
			}
			m := coref.NewReferenceModel()
			refs.Train(m, cases, refs.Usual)
			copy(m.Threshold, coref.Thresholds)
			if err := os.WriteFile(out, []byte(m.String()), 0o644); err != nil {
				return fmt.Errorf("train references: %w", err)
			}
			a.sayf("wrote %s, from %d nouns and pronouns, in %.1f s\n", out, len(cases), time.Since(begin).Seconds())
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().StringVar(&out, "out", "weights.tsv", "file to write")
	return cmd
}

func newEvalReferencesCommand(a *app) *cobra.Command {
	var s referenceSources
	var folds int
	cmd := &cobra.Command{
		Use:   "references",
		Short: "Cross-validate what nouns and pronouns stand for",
		Long: `References learns from all documents but one fold and judges those, and prints,
for each kind of anaphor and each threshold, precision and recall in per cent.`,
		Example: `  newsgraph eval references --cross 5`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if folds < 2 {
				return usageError("eval references: --cross %d; want at least 2 folds", folds)
			}
			cases, err := s.cases(cmd.Context())
			if err != nil {
				return fmt.Errorf("eval references: %w", err)
			}
			outcomes := refs.Cross(coref.NewReferenceModel, cases, folds, refs.Usual)
			var sources []string
			for _, c := range cases {
				if len(sources) == 0 || sources[len(sources)-1] != c.Source {
					sources = append(sources, c.Source)
				}
			}
			kinds := coref.NewReferenceModel().Kinds
			for _, source := range sources {
				fprintf(a.out, "%s\n%s", source, ours(refs.Table(kinds, outcomes, source)))
			}
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().IntVar(&folds, "cross", 5, "number of folds")
	return cmd
}
