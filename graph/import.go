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

// Import adds quads, all of them or, on an error or a crash, none, and makes
// them durable before it returns. Quads that are there already change nothing.
// To add to the graph of an article that Replace made is an error, ErrManaged.
// Its memory does not grow with their number; it needs about as much free disk
// as the quads take as text.
func (s *Store) Import(ctx context.Context, quads iter.Seq2[schema.Quad, error]) (ImportReport, error) {
	r, err := s.importAll(ctx, quads)
	if err != nil {
		return ImportReport{}, fmt.Errorf("import: %w", err)
	}
	return r, nil
}

// limits bound the memory of imports. Tests set small ones.
type limits struct {
	batch       int // quads that are written as one batch; more are loaded by sorted tables
	chunkQuads  int // quads of a chunk
	chunkBytes  int // terms of a chunk
	sorterQuads int // keys of a quadSorter
	sorterBytes int // keys of a keySorter
}

var defaultLimits = limits{batch: 20000, chunkQuads: 1 << 20, chunkBytes: 48 << 20, sorterQuads: 1 << 19, sorterBytes: 8 << 20}

func (s *Store) importAll(ctx context.Context, quads iter.Seq2[schema.Quad, error]) (r ImportReport, err error) {
	if err := s.lockWrite(ctx); err != nil {
		return r, err
	}
	defer s.unlockWrite()
	var first []schema.Quad
	var b *bulk
	for q, qerr := range quads {
		if err = qerr; err != nil {
			break
		}
		if r.Read++; r.Read%checkEvery == 0 && ctx.Err() != nil {
			err = ctx.Err()
			break
		}
		if b != nil {
			err = b.add(q)
		} else if first = append(first, q); len(first) > s.limits.batch {
			if b, err = s.newBulk(ctx); err == nil {
				b.managed = true
				err = b.add(first...)
			}
			first = nil
		}
		if err != nil {
			break
		}
	}
	switch {
	case b != nil:
		r.Added, err = b.finish(err)
	case err == nil:
		r.Added, err = s.importBatch(ctx, first)
	}
	return r, err
}

func (s *Store) importBatch(ctx context.Context, quads []schema.Quad) (added int64, err error) {
	t := s.begin()
	managed := map[id]bool{} // graphs that were looked at
	for n, q := range quads {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		ids, err := t.quad(q)
		if err != nil {
			return 0, err
		}
		is, err := t.set(ids, true)
		if err != nil {
			return 0, err
		}
		if !is {
			continue
		}
		if added++; ids[dirG] != 0 && !managed[ids[dirG]] {
			managed[ids[dirG]] = true
			if err := s.refuseManaged(ids[dirG]); err != nil {
				return 0, err
			}
		}
	}
	t.what = "import"
	_, err = t.commit(s.sync)
	return added, err
}
