// Package nlp joins language stages into a pipeline over text.Doc.
//
// In: a Doc with text, language and blocks. Out: the same Doc with the layers
// of every stage. Not here: the stages (sub-packages), the statements (claims).
package nlp

import (
	"context"
	"fmt"

	"newsgraph/loaders/nlp/text"
)

// Stage adds layers to a Doc. It must be safe for concurrent use on different
// Docs and must not depend on Docs it saw before.
type Stage interface {
	Name() string
	Needs() text.Layer
	Adds() text.Layer
	Annotate(ctx context.Context, d *text.Doc) error
}

// Pipeline runs stages in order.
type Pipeline struct{ stages []Stage }

// New builds a pipeline for Docs that already have the layers in given. It
// fails, naming what is missing, if a stage needs what no stage before it adds.
func New(given text.Layer, stages ...Stage) (*Pipeline, error) {
	have := given
	for _, s := range stages {
		if miss := s.Needs() &^ have; miss != 0 {
			return nil, fmt.Errorf("build pipeline: stage %s needs %s, which no stage before it adds", s.Name(), miss)
		}
		have |= s.Adds()
	}
	return &Pipeline{stages}, nil
}

// Annotate runs every stage on d. It stops at the first error, which names the
// stage, or when ctx is done.
func (p *Pipeline) Annotate(ctx context.Context, d *text.Doc) error {
	for _, s := range p.stages {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.Annotate(ctx, d); err != nil {
			return fmt.Errorf("annotate: stage %s: %w", s.Name(), err)
		}
		d.Has |= s.Adds()
	}
	return nil
}
