package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/evaluate"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
	"newsgraph/loaders/nlp/train"
)

func newEvalCommand(a *app) *cobra.Command {
	var o struct{ lang, languages, system string }
	cmd := &cobra.Command{
		Use:   "eval STAGE GOLD",
		Short: "Score a stage against a gold CoNLL-U file",
		Long: `Eval scores against gold annotation, as the CoNLL 2018 shared task did.
STAGE is tokenize (from raw text), tag (gold tokens), parse (gold tokens, tags by
the tagger), or all (from raw text to trees). With --system, the given file is
scored instead of the program's own output.`,
		Example: `  newsgraph eval parse --lang da ../shared/data/ud/da_ddt-dev.conllu
  newsgraph eval all gold.conllu --system other-parser.conllu`,
		Args:      cobra.ExactArgs(2),
		ValidArgs: []string{"tokenize", "tag", "parse", "all"},
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := openLanguage(o.languages, o.lang)
			if err != nil {
				return usageError("eval: %v", err)
			}
			sentences, err := train.ReadTreebanks("", args[1])
			if err != nil {
				return fmt.Errorf("eval: %w", err)
			}
			gold := conllu.Doc(sentences, o.lang, conllu.Gold{Tags: true, Parse: true})
			if o.system != "" {
				other, err := train.ReadTreebanks("", o.system)
				if err != nil {
					return fmt.Errorf("eval: %w", err)
				}
				return a.printScores(gold, conllu.Doc(other, o.lang, conllu.Gold{Tags: true, Parse: true}), 0)
			}
			list, err := stages.For(l)
			if err != nil {
				return fmt.Errorf("eval: %w", err)
			}
			d := conllu.Doc(sentences, o.lang, conllu.Gold{})
			switch args[0] {
			case "tokenize":
				d, list = rawText(d), list[:1]
			case "tag":
				list = list[1:2]
			case "parse":
				list = list[1:]
			case "all":
				d = rawText(d)
			default:
				return usageError("eval: unknown stage %q; want tokenize, tag, parse or all", args[0])
			}
			return a.evalStages(cmd.Context(), gold, d, list)
		},
	}
	cmd.Flags().StringVar(&o.lang, "lang", "en", "language code")
	cmd.Flags().StringVar(&o.languages, "languages", "", "folder of language folders (default: those in the program)")
	cmd.Flags().StringVar(&o.system, "system", "", "CoNLL-U file to score")
	return cmd
}

// rawText keeps nothing but the text and its blocks.
func rawText(d *text.Doc) *text.Doc {
	return &text.Doc{Text: d.Text, Lang: d.Lang, Blocks: d.Blocks, Has: text.Blocks}
}

func (a *app) evalStages(ctx context.Context, gold, d *text.Doc, list []nlp.Stage) error {
	p, err := nlp.New(d.Has, list...)
	if err != nil {
		return err
	}
	begin := time.Now()
	if err := p.Annotate(ctx, d); err != nil {
		return err
	}
	return a.printScores(gold, d, float64(len(d.Tokens))/time.Since(begin).Seconds())
}

func (a *app) printScores(gold, system *text.Doc, speed float64) error {
	s, err := evaluate.Compare(gold, system)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	if a.json {
		out := map[string]float64{}
		for _, r := range s.Rows() {
			out[r.Name] = 100 * r.F1()
		}
		return a.writeJSON(out)
	}
	fmt.Fprint(a.out, s.String())
	if speed > 0 {
		fmt.Fprintf(a.err, "%.0f words a second\n", speed)
	}
	return nil
}
