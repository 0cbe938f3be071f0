package graph

import (
	"fmt"
	"path/filepath"
	"sync"

	"github.com/cockroachdb/pebble/v2/objstorage/objstorageprovider"
	"github.com/cockroachdb/pebble/v2/sstable"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// tableBytes is where a sorted table is ended and the next one begun.
const tableBytes = 32 << 20

// tables makes the sorted tables of one ingest. Safe for concurrent use.
type tables struct {
	dir  string
	opts sstable.WriterOptions
	mu   sync.Mutex
	made []string
}

func newTables(s *Store, dir string) *tables {
	p := pebbleOptions(s.opts, s.disk)
	p.EnsureDefaults()
	return &tables{dir: dir, opts: p.MakeWriterOptions(len(p.Levels)-1, s.db.TableFormat())}
}

func (t *tables) create() (*sstable.Writer, error) {
	t.mu.Lock()
	path := filepath.Join(t.dir, fmt.Sprintf("table-%d.sst", len(t.made)))
	t.made = append(t.made, path)
	t.mu.Unlock()
	f, err := vfs.Default.Create(path, vfs.WriteCategoryUnspecified)
	if err != nil {
		return nil, err
	}
	return sstable.NewWriter(objstorageprovider.NewFileWritable(f), t.opts), nil
}

// tableWriter takes keys in ascending order. No two writers of one ingest may
// have overlapping ranges.
type tableWriter struct {
	t *tables
	w *sstable.Writer
	n int
}

func (w *tableWriter) writer() (*sstable.Writer, error) {
	if w.n++; w.w != nil && w.n%1024 == 0 && w.w.Raw().EstimatedSize() > tableBytes {
		if err := w.close(); err != nil {
			return nil, err
		}
	}
	if w.w == nil {
		out, err := w.t.create()
		if err != nil {
			return nil, err
		}
		w.w = out
	}
	return w.w, nil
}

func (w *tableWriter) set(key, value []byte) error {
	out, err := w.writer()
	if err != nil {
		return err
	}
	return out.Set(key, value)
}

func (w *tableWriter) merge(key, value []byte) error {
	out, err := w.writer()
	if err != nil {
		return err
	}
	return out.Merge(key, value)
}

// close ends the table and makes it durable.
func (w *tableWriter) close() error {
	if w.w == nil {
		return nil
	}
	err := w.w.Close()
	w.w = nil
	return err
}

// countWriter adds up runs of equal ids into counts.
type countWriter struct {
	out tableWriter
	dir int
	at  id
	n   int64
}

func (c *countWriter) add(i id) error {
	if i == c.at {
		c.n++
		return nil
	}
	err := c.flush()
	c.at, c.n = i, 1
	return err
}

func (c *countWriter) flush() error {
	if c.at == 0 {
		return nil
	}
	return c.out.merge(countKey(c.dir, c.at), encodeCount(c.n))
}

func (c *countWriter) close() error {
	if err := c.flush(); err != nil {
		return err
	}
	return c.out.close()
}
