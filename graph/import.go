package graph

import (
	"context"
	"fmt"
	"iter"

	"newsgraph/schema"
)

// ImportReport says what an import did.
type ImportReport struct {
	Read  int64 `json:"read"`  // quads that came in
	Added int64 `json:"added"` // of which the store did not hold them before
}

// Import adds quads, all of them or, on an error, none, and makes them
// durable before it returns. Quads that are there already change nothing.
func (s *Store) Import(ctx context.Context, quads iter.Seq2[schema.Quad, error]) (ImportReport, error) {
	r, err := s.importAll(ctx, quads)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	return r, nil
}

func (s *Store) importAll(ctx context.Context, quads iter.Seq2[schema.Quad, error]) (r ImportReport, err error) {
	if err := s.lockWrite(ctx); err != nil {
		return r, err
	}
	defer s.write.Unlock()
	t := s.begin()
	for q, err := range quads {
		if err != nil {
			return r, err
		}
		if r.Read++; r.Read%checkEvery == 0 && ctx.Err() != nil {
			return r, ctx.Err()
		}
		ids, err := t.quad(q)
		if err != nil {
			return r, err
		}
		added, err := t.set(ids, true)
		if err != nil {
			return r, err
		}
		if added {
			r.Added++
		}
	}
	_, err = t.commit(s.sync)
	return r, err
}
