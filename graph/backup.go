package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// Backup makes folder dir a copy of the store as it is now, which shares no
// bytes with it that a damage of one could spoil in the other (where the file
// system can, the copies share blocks until one is written). It can run while
// the store is read and written. dir must not exist, nor lie in the store's
// folder, and appears only when the copy is on the disk and verified.
func (s *Store) Backup(ctx context.Context, dir string) error {
	if err := s.backup(ctx, dir); err != nil {
		return fmt.Errorf("back up store %s to %s: %w", s.dir, dir, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, dir string) (err error) {
	if err := outside(s.dir, dir); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return ErrClosed
	}
	n, err := newFolder(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, n.remove()) }()
	out := filepath.Join(n.tmp, "store")
	if s.opts.ReadOnly {
		err = copyStore(ctx, s.dir, out)
	} else {
		err = s.checkpoint(out)
	}
	if err != nil {
		return err
	}
	report, err := verifyFolder(ctx, out)
	if err != nil {
		return fmt.Errorf("verify the copy: %w", err)
	}
	if report.Found > 0 {
		return fmt.Errorf("verify the copy: %w: %s", ErrDamaged, report.Problems[0])
	}
	return n.finish(out)
}

// checkpoint makes folder out a copy of a store that is open for writing.
func (s *Store) checkpoint(out string) error {
	err := s.disk.run(func() error { return s.db.Checkpoint(out, pebble.WithFlushedWAL()) })
	if err != nil {
		return err
	}
	if err := copyFile(filepath.Join(s.dir, VerdictsFile), filepath.Join(out, VerdictsFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, formatFile), nil, 0o600); err != nil {
		return err
	}
	if err := writeFormat(out, 0, fmt.Sprintf("%s%d\n", formatText, formatVersion)); err != nil {
		return err
	}
	d := newDisk()
	d.dir = out
	var db *pebble.DB
	err = d.run(func() (err error) {
		db, err = pebble.Open(out, pebbleOptions(Options{ReadOnly: true}, d))
		return err
	})
	if err != nil {
		return openError(err)
	}
	m, err := readMeta(db)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	r, err := newRecord(vfs.Default, out, m, nil)
	if err != nil {
		return err
	}
	return r.close(m)
}

// outside refuses a folder in the store's own.
func outside(store, dir string) error {
	from, err := filepath.EvalSymlinks(store)
	if err == nil {
		from, err = filepath.Abs(from)
	}
	if err != nil {
		return err
	}
	to, err := filepath.EvalSymlinks(filepath.Dir(filepath.Clean(dir)))
	if err == nil {
		to, err = filepath.Abs(to)
	}
	if err != nil {
		return err
	}
	if to == from || strings.HasPrefix(to, from+string(filepath.Separator)) {
		return errors.New("that is inside the store's folder; name a folder elsewhere")
	}
	return nil
}

// newDir is a folder that is being made: nothing of that name may be there,
// and it appears only when it is whole.
type newDir struct{ dir, tmp string }

func newFolder(dir string) (*newDir, error) {
	dir = filepath.Clean(dir)
	if err := absent(dir); err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), "."+filepath.Base(dir)+".partial-")
	if err != nil {
		return nil, err
	}
	return &newDir{dir, tmp}, nil
}

func absent(dir string) error {
	_, err := os.Lstat(dir)
	if err == nil {
		return fmt.Errorf("%w; name a new folder", fs.ErrExist)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// finish gives the folder at path its name.
func (n *newDir) finish(path string) error {
	if err := errors.Join(syncFolder(path), absent(n.dir)); err != nil {
		return err
	}
	if err := os.Rename(path, n.dir); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(n.dir))
}

// remove takes away what is left of the making.
func (n *newDir) remove() error { return os.RemoveAll(n.tmp) }

// copyStore copies the files of a store that is open for reading: our lock
// keeps writers out, so they do not change. Pebble cannot make a checkpoint
// then.
func copyStore(ctx context.Context, from, to string) error {
	if err := os.Mkdir(to, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if !e.Type().IsRegular() || e.Name() == writerFile || strings.HasSuffix(e.Name(), ".tmp") {
			continue
		}
		if err := copyFile(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// copyFile copies a file and makes the copy durable.
func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if cloneFile(out, in) != nil { // other file system, or one that can not
		_, err = io.Copy(out, in)
	}
	return errors.Join(err, out.Sync(), out.Close())
}
