package langid

import (
	"context"
	"fmt"
	"slices"

	"newsgraph/loaders/nlp/text"
)

// Stage fills Doc.Lang where it is empty, and Sentence.Lang of sentences that
// are clearly in another language.
type Stage struct {
	// Known are the languages that later stages have models for; a sentence
	// in any other keeps the document's language. Nil means all.
	Known []string
}

// Name is the stage's name.
func (Stage) Name() string { return "langid" }

// Needs is nothing: without sentences only the document gets a language.
func (Stage) Needs() text.Layer { return 0 }

// Adds is no layer of its own.
func (Stage) Adds() text.Layer { return 0 }

// Annotate guesses the languages of d.
func (k Stage) Annotate(ctx context.Context, d *text.Doc) error {
	if d.Lang == "" {
		d.Lang = Detect(d.Text).Lang
	}
	for i := range d.Sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return fmt.Errorf("detect language: %w", ctx.Err())
		}
		s := &d.Sentences[i]
		s.Lang = ""
		// Short sentences and small leads say little: names and quotes abound.
		if g := Detect(d.Of(s.Span)); g.Lang != d.Lang && g.Lang != "" && g.Words >= 6 && g.Score >= 0.3 &&
			(k.Known == nil || slices.Contains(k.Known, g.Lang)) {
			s.Lang = g.Lang
		}
	}
	return nil
}
