package graph

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cockroachdb/pebble/v2"
)

// Backup makes folder dir a copy of the store as it is now. It can run while
// the store is read and written; on the same disk files are linked, not
// copied. dir must not exist, and appears only when it is whole.
func (s *Store) Backup(ctx context.Context, dir string) error {
	if err := s.backup(ctx, dir); err != nil {
		return fmt.Errorf("back up store %s to %s: %w", s.dir, dir, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, dir string) error {
	if _, err := os.Lstat(dir); err == nil {
		return fmt.Errorf("%w; name a new folder", fs.ErrExist)
	} else if !errors.Is(err, fs.ErrNotExist) {
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
	partial := dir + ".partial"
	if err := os.RemoveAll(partial); err != nil { // of a backup that was cut off
		return err
	}
	var err error
	if s.opts.ReadOnly {
		err = copyStore(ctx, s.dir, partial)
	} else {
		err = s.disk.run(func() error { return s.db.Checkpoint(partial, pebble.WithFlushedWAL()) })
		if err == nil {
			err = copyFile(filepath.Join(s.dir, VerdictsFile), filepath.Join(partial, VerdictsFile))
		}
		if errors.Is(err, fs.ErrNotExist) { // no verdicts
			err = nil
		}
	}
	if err == nil {
		err = markFolder(partial)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = os.Rename(partial, dir)
	}
	if err != nil {
		return errors.Join(err, os.RemoveAll(partial))
	}
	return syncFolder(filepath.Dir(dir))
}

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
		if !e.Type().IsRegular() || e.Name() == formatFile || e.Name() == writerFile {
			continue
		}
		src, dst := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if filepath.Ext(src) == ".sst" && os.Link(src, dst) == nil { // tables never change
			continue
		}
		if err := copyFile(src, dst); err != nil {
			return err
		}
	}
	return nil
}

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
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
