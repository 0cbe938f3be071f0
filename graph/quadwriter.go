package graph

import (
	"context"
	"errors"
	"io"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// quadWriterBatch bounds the memory of a quad writer.
const quadWriterBatch = 200_000

// NewQuadWriter implements graph.QuadStore: atomic batches, large ones by
// sorted tables as Store.Import does, small ones without waiting for the disk,
// which Flush and Close do.
func (qs *quadStore) NewQuadWriter() (quad.WriteCloser, error) {
	if qs.s == nil {
		return nil, ErrReadOnly
	}
	return &quadWriter{s: qs.s}, nil
}

type quadWriter struct {
	s      *Store
	deltas []cayley.Delta
	err    error
	closed bool
}

// WriteQuad implements quad.Writer.
func (w *quadWriter) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

// WriteQuads implements quad.BatchWriter.
func (w *quadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	if w.closed {
		return 0, io.ErrClosedPipe
	}
	for n, q := range quads {
		w.deltas = append(w.deltas, cayley.Delta{Quad: q, Action: cayley.Add})
		if len(w.deltas) >= quadWriterBatch {
			if err := w.write(pebble.NoSync); err != nil {
				return n, err
			}
		}
	}
	return len(quads), nil
}

func (w *quadWriter) write(wo *pebble.WriteOptions) error {
	if w.err == nil {
		if len(w.deltas) > w.s.limits.batch {
			w.err = w.s.bulkDeltas(w.deltas)
		} else {
			w.err = w.s.applyDeltas(w.deltas, cayley.IgnoreOpts{IgnoreDup: true}, wo)
		}
		w.deltas = w.deltas[:0]
	}
	return w.err
}

// bulkDeltas adds the quads of deltas; those that are there change nothing.
func (s *Store) bulkDeltas(deltas []cayley.Delta) error {
	ctx := context.Background()
	if err := s.lockWrite(ctx); err != nil {
		return err
	}
	defer s.unlockWrite()
	b, err := s.newBulk(ctx)
	if err != nil {
		return err
	}
	for _, d := range deltas {
		var terms [4]string
		for i, dir := range quad.Directions {
			v := d.Quad.Get(dir)
			if v == nil && dir == quad.Label {
				continue
			}
			if v == nil {
				err = errors.New("the quad has no " + dir.String())
			} else {
				terms[i], err = encodeValue(v)
			}
			if err != nil {
				err = &cayley.DeltaError{Delta: d, Err: err}
				break
			}
		}
		if err == nil {
			err = b.addTerms(terms)
		}
		if err != nil {
			break
		}
	}
	_, err = b.finish(err)
	return err
}

// Flush makes durable what was written.
func (w *quadWriter) Flush() error {
	if err := w.write(w.s.sync); err != nil {
		return err
	}
	if err := w.s.lockWrite(context.Background()); err != nil {
		return err
	}
	defer w.s.unlockWrite()
	if err := w.s.disk.run(func() error { return w.s.db.LogData(nil, w.s.sync) }); err != nil || !w.s.sync.Sync {
		return err
	}
	if w.s.record.last.writes == w.s.meta.Load().writes {
		return nil
	}
	return w.s.acknowledge("quads")
}

// Close is Flush; a second one does nothing.
func (w *quadWriter) Close() error {
	if w.closed {
		return w.err
	}
	w.closed = true
	return w.Flush()
}
