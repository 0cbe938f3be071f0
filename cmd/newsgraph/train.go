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

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/train"
)

type trainOptions struct{ lang, data, languages, out string }

func newTrainCommand(a *app) *cobra.Command {
	var o trainOptions
	cmd := &cobra.Command{
		Use:   "train STAGE",
		Short: "Make a language's model file from treebanks",
		Long: `Train makes the model of one stage (` + strings.Join(train.Stages(), ", ") + `) by the
recipe in the language's folder, train.yaml. The same data give the same bytes.
Make clusters before tag, and tag before parse.`,
		Example: `  newsgraph train tag --lang da --data ../shared/data
  newsgraph train parse --lang sv --data treebanks --languages my-languages`,
		Args:      cobra.ExactArgs(1),
		ValidArgs: train.Stages(),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(train.Stages(), args[0]) {
				return usageError("train: unknown stage %q; want %s", args[0], strings.Join(train.Stages(), ", "))
			}
			return a.train(cmd.Context(), args[0], o)
		},
	}
	cmd.Flags().StringVar(&o.lang, "lang", "en", "language code")
	cmd.Flags().StringVar(&o.data, "data", "../shared/data", "folder that the paths in train.yaml start from")
	cmd.Flags().StringVar(&o.languages, "languages", "", "folder of language folders (default: those in the program)")
	cmd.Flags().StringVar(&o.out, "out", "", "file to write (default STAGE.bin, in the language's folder if --languages is given)")
	cmd.AddCommand(newTrainRelationsCommand(a), newTrainScoreCommand(a), newTrainReferencesCommand(a))
	return cmd
}

func (a *app) train(ctx context.Context, stage string, o trainOptions) error {
	l, err := openLanguage(o.languages, o.lang)
	if err != nil {
		return usageError("train: %v", err)
	}
	begin := time.Now()
	b, err := train.Model(ctx, l, stage, o.data, train.Options{Progress: func(m string) { a.sayln(m) }})
	if err != nil {
		return fmt.Errorf("train %s: %w", stage, err)
	}
	if o.out == "" {
		o.out = stage + ".bin"
		if o.languages != "" {
			o.out = filepath.Join(o.languages, o.lang, o.out)
		}
	}
	if err := os.WriteFile(o.out, b, 0o644); err != nil {
		return fmt.Errorf("train %s: %w", stage, err)
	}
	a.sayf("wrote %s, %d bytes, in %.1f s\n", o.out, len(b), time.Since(begin).Seconds())
	return nil
}

// openLanguage opens an embedded language, or one below a folder of languages.
func openLanguage(folder, code string) (*lang.Language, error) {
	if folder == "" {
		return lang.Get(code)
	}
	return lang.Open(os.DirFS(filepath.Join(folder, code)), code)
}
