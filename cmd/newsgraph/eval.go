package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/evaluate"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
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
the tagger), all (from raw text to trees), or names (gold tokens; GOLD is IOB2 if
its name ends in .iob2). With --system, the given CoNLL-U file is scored instead
of the program's own output.`,
		Example: `  newsgraph eval parse --lang da ../shared/data/ud/da_ddt-dev.conllu
  newsgraph eval names --lang en ../shared/data/ner/en_ewt-dev.iob2
  newsgraph eval all gold.conllu --system other-parser.conllu`,
		Args:      cobra.ExactArgs(2),
		ValidArgs: []string{"tokenize", "tag", "parse", "all", "names"},
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := openLanguage(o.languages, o.lang)
			if err != nil {
				return usageError("eval: %v", err)
			}
			if args[0] == "names" {
				return a.evalNames(cmd.Context(), l, args[1], o.system)
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
				return usageError("eval: unknown stage %q; want tokenize, tag, parse, all or names", args[0])
			}
			return a.evalStages(cmd.Context(), gold, d, list)
		},
	}
	cmd.Flags().StringVar(&o.lang, "lang", "en", "language code")
	cmd.Flags().StringVar(&o.languages, "languages", "", "folder of language folders (default: those in the program)")
	cmd.Flags().StringVar(&o.system, "system", "", "CoNLL-U file to score")
	cmd.AddCommand(newEvalGoldCommand(a), newEvalKnowledgeNetCommand(a), newEvalScoreCommand(a), newEvalReferencesCommand(a))
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
	fprintf(a.out, "%s", ours(s.String()))
	if speed > 0 {
		a.sayf("%.0f words a second\n", speed)
	}
	return nil
}

// evalNames scores names over gold tokens.
func (a *app) evalNames(ctx context.Context, l *lang.Language, path, other string) error {
	sentences, err := readTokens(path)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	gold := conllu.Doc(sentences, l.Code, conllu.Gold{Names: true})
	d := conllu.Doc(sentences, l.Code, conllu.Gold{})
	begin := time.Now()
	if other != "" {
		system, err := readTokens(other)
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		d = conllu.Doc(system, l.Code, conllu.Gold{Names: true})
	} else {
		s, err := ner.New(ner.Options{Style: ner.Treebank}, l)
		if err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		if err := nameDocuments(ctx, s, d, sentences); err != nil {
			return fmt.Errorf("eval: %w", err)
		}
		a.sayf("%.0f words a second\n", float64(len(d.Tokens))/time.Since(begin).Seconds())
	}
	s, err := evaluate.Names(gold, d)
	if err != nil {
		return fmt.Errorf("eval: %w", err)
	}
	rows := append(s.ByLabel, evaluate.Row{Name: "All", Score: s.All})
	if a.json {
		out := map[string]float64{}
		for _, r := range rows {
			out[r.Name] = 100 * r.F1()
		}
		return a.writeJSON(out)
	}
	fprintf(a.out, "%-10s %9s %9s %9s\n", "Label", "Precision", "Recall", "F1")
	for _, r := range rows {
		fprintf(a.out, "%-10s %9.2f %9.2f %9.2f\n", r.Name, 100*r.Precision(), 100*r.Recall(), 100*r.F1())
	}
	return nil
}

func readTokens(path string) ([]conllu.Sentence, error) {
	if !strings.HasSuffix(path, ".iob2") {
		return train.ReadTreebanks("", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return conllu.ReadIOB2(f)
}

// nameDocuments finds the names of d, which sentences were made into, document
// by document: what a document says of a name elsewhere helps to read it, what
// another one says does not.
func nameDocuments(ctx context.Context, names nlp.Stage, d *text.Doc, sentences []conllu.Sentence) error {
	words := 0
	for _, part := range conllu.Documents(sentences) {
		x := conllu.Doc(part, d.Lang, conllu.Gold{})
		if err := names.Annotate(ctx, x); err != nil {
			return err
		}
		for _, n := range x.Names {
			n.First, n.Last = n.First+words, n.Last+words
			d.Names = append(d.Names, n)
		}
		words += len(x.Tokens)
	}
	d.Has |= text.Names
	return nil
}
