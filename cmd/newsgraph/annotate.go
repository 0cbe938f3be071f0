package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/langid"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

func newAnnotateCommand(a *app) *cobra.Command {
	var o struct{ lang, pretokenized string }
	cmd := &cobra.Command{
		Use:   "annotate [FILE...]",
		Short: "Write a text's sentences, tags, trees and names as CoNLL-U",
		Long: `Annotate reads plain text, or tokens with --pretokenized, and writes CoNLL-U:
one word a line, names as NE=B-PER in the last column. Without FILE, or with -,
it reads standard input.`,
		Example: `  newsgraph annotate --lang da artikel.txt
  newsgraph annotate --pretokenized conllu dev.conllu > out.conllu
  newsgraph annotate --pretokenized iob2 dev.iob2 > out.conllu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.pretokenized != "" && o.pretokenized != "conllu" && o.pretokenized != "iob2" {
				return usageError("annotate: unknown format %q of --pretokenized; want conllu or iob2", o.pretokenized)
			}
			if len(args) == 0 {
				args = []string{"-"}
			}
			for i, name := range args {
				prefix := ""
				if len(args) > 1 {
					prefix = fmt.Sprintf("%d-", i+1)
				}
				if err := a.annotateFile(cmd.Context(), name, o.lang, o.pretokenized, prefix); err != nil {
					return err
				}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&o.lang, "lang", "", "language of the text (default: found out)")
	cmd.Flags().StringVar(&o.pretokenized, "pretokenized", "", "read tokens instead of text: conllu or iob2")
	return cmd
}

func (a *app) annotateFile(ctx context.Context, name, code, format, idPrefix string) error {
	in, err := a.openInput(name)
	if err != nil {
		return fmt.Errorf("annotate: %w", err)
	}
	defer in.Close()
	if code != "" {
		if _, err := lang.Get(code); err != nil {
			return usageError("annotate: %v", err)
		}
	}
	switch format {
	case "conllu", "iob2":
		read := conllu.Read
		if format == "iob2" {
			read = conllu.ReadIOB2
		}
		sentences, err := read(in)
		if err != nil {
			return fmt.Errorf("annotate %s: %w", name, err)
		}
		d := conllu.Doc(sentences, code, conllu.Gold{})
		return a.annotateTokens(ctx, name, d, sentences)
	}
	b, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	d := &text.Doc{Lang: code}
	d.Text, _ = text.Normalize(string(b))
	list, err := annotators(d, ner.News)
	if err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	p, err := nlp.New(0, list...)
	if err != nil {
		return err
	}
	if err := p.Annotate(ctx, d); err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	return conllu.Write(a.data(), d, idPrefix)
}

// annotateTokens keeps the words, multiword tokens and comments of the file
// as they are and fills in the other columns. Names follow the rules of
// treebanks, since that is what files of tokens are scored by.
func (a *app) annotateTokens(ctx context.Context, name string, d *text.Doc, sentences []conllu.Sentence) error {
	list, err := annotators(d, ner.Treebank)
	if err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	last := len(list) - 1
	p, err := nlp.New(d.Has, list[1:last]...)
	if err != nil {
		return err
	}
	if err := p.Annotate(ctx, d); err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	if err := nameDocuments(ctx, list[last], d, sentences); err != nil {
		return fmt.Errorf("annotate %s: %w", name, err)
	}
	return conllu.WriteOver(a.data(), d, sentences)
}

// annotators are the stages for d's language, tokenizer first; they find the
// language out if it is not set.
func annotators(d *text.Doc, style ner.Style) ([]nlp.Stage, error) {
	if d.Lang == "" {
		d.Lang = langid.Detect(d.Text).Lang
	}
	l, err := lang.Get(d.Lang)
	if err != nil {
		return nil, fmt.Errorf("%w; if that is not the text's language, say so with --lang", err)
	}
	list, err := stages.For(l)
	if err != nil {
		return nil, err
	}
	names, err := ner.New(ner.Options{Style: style}, l)
	if err != nil {
		return nil, err
	}
	return append(list, names), nil
}

// openInput opens a file, or standard input for "-".
func (a *app) openInput(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(a.in), nil
	}
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usageError("open %s: no such file", name)
	}
	return f, err
}
