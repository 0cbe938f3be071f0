package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders"
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
			a.sayf("wrote %s, %d bytes, from %d articles and %d passages, in %.1f s\n",
				out, len(b), len(sources.Articles), len(sources.Passages), time.Since(begin).Seconds())
			return nil
		},
	}
	s.bind(cmd)
	cmd.Flags().StringVar(&out, "out", "relations.bin", "file to write")
	return cmd
}
