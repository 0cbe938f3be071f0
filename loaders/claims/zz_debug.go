package claims

import (
	"context"
	"fmt"

	"newsgraph/loaders/nlp/text"
)

// DebugCands lists raw candidates.
func (x *Extractor) DebugCands(ctx context.Context, d *text.Doc) []string {
	e, err := x.frames(ctx, d)
	if err != nil || e.v == nil {
		return nil
	}
	var out []string
	for i := range e.cands {
		c := e.cands[i]
		cc := c
		s, ok := e.settle(&cc)
		obj := c.literal
		if c.obj >= 0 {
			obj = e.dc.Entities[c.obj].Name
		}
		out = append(out, fmt.Sprintf("%d|%s(%s, %s) rule=%s settled=%v %s %s %v", e.v.sentOf[c.trigger], c.pred, e.dc.Entities[c.subj].Name, obj, c.rule, ok, s.Stance, s.Status, s.Features))
	}
	return out
}

// DebugEvoked lists what each token evokes.
func (x *Extractor) DebugEvoked(ctx context.Context, d *text.Doc) [][]string {
	e, err := x.frames(ctx, d)
	if err != nil || e.v == nil {
		return nil
	}
	out := make([][]string, len(d.Tokens))
	for i := range d.Tokens {
		out[i] = e.v.evoked(i)
	}
	return out
}
