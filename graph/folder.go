package graph

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// formatVersion is the version of the layout in keys.go. Version 1 had no
// pages, so it is read as it is; a writer makes it version 2, lest a program
// that knows none leave them wrong. Other versions are refused, never guessed
// at.
const (
	formatVersion = 2
	oldestFormat  = 1
)

// The files of ours beside Pebble's. formatFile marks the folder as a store
// and carries the lock; writerFile names the process that writes.
const (
	// VerdictsFile is where the program keeps what users said about which
	// entities are the same; the store only takes it into backups.
	VerdictsFile = "verdicts"

	formatFile = "newsgraph-store"
	writerFile = "writer"
	formatText = "newsgraph store, format "
)

// Errors that callers branch on; the message that wraps them says what to do.
var (
	ErrNotFound  = errors.New("no store there")
	ErrNotAStore = errors.New("not a newsgraph store")
	ErrFormat    = errors.New("unknown store format")
	ErrInUse     = errors.New("in use")
)

// folderLock is the right to use a store's folder.
type folderLock struct {
	dir  string
	f    *os.File
	read bool
}

// lockFolder checks that dir is a store of our format, makes it one if it is
// missing or empty and o allows it, and locks it.
func lockFolder(dir string, o Options) (*folderLock, error) {
	readOnly := o.ReadOnly
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && unused(entries):
		if readOnly || o.MustExist {
			return nil, fmt.Errorf("%w; load articles or import quads first, or name another folder with --db", ErrNotFound)
		}
		if err := markFolder(dir); err != nil {
			return nil, err
		}
	case err != nil:
		if info, serr := os.Stat(dir); serr == nil && !info.IsDir() {
			return nil, fmt.Errorf("%w: it is a file; name a folder with --db", ErrNotAStore)
		}
		return nil, err
	}
	version, err := checkFormat(dir)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(dir, formatFile))
	if err != nil {
		return nil, err
	}
	busy, err := flock(f, readOnly)
	if err != nil {
		f.Close()
		if busy {
			return nil, inUse(dir, readOnly)
		}
		return nil, fmt.Errorf("lock: %w", err)
	}
	l := &folderLock{dir: dir, f: f, read: readOnly}
	if !readOnly {
		if err := os.WriteFile(filepath.Join(dir, writerFile), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
			l.release()
			return nil, fmt.Errorf("the folder is not writable: %w; open it for reading only, or make it writable", err)
		}
		if version < formatVersion {
			if err := raiseFormat(dir); err != nil {
				l.release()
				return nil, err
			}
		}
	}
	return l, nil
}

// unused reports whether a folder is empty, but for what a crash of markFolder
// can have left.
func unused(entries []fs.DirEntry) bool {
	return !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !strings.HasPrefix(e.Name(), formatFile+".tmp") })
}

func inUse(dir string, reading bool) error {
	pid, err := os.ReadFile(filepath.Join(dir, writerFile))
	if err != nil || len(bytes.TrimSpace(pid)) == 0 {
		if reading {
			return fmt.Errorf("%w by another process that writes; wait until it is done", ErrInUse)
		}
		return fmt.Errorf("%w by another process; wait until it is done", ErrInUse)
	}
	return fmt.Errorf("%w by process %s, which writes; wait until it is done", ErrInUse, bytes.TrimSpace(pid))
}

// markFolder makes dir and its format file, whole or not at all.
func markFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder: %w; name another with --db", err)
	}
	tmp, err := os.CreateTemp(dir, formatFile+".tmp")
	if err != nil {
		return fmt.Errorf("make the store: %w; name another folder with --db", err)
	}
	_, err = fmt.Fprintf(tmp, "%s%d\n", formatText, formatVersion)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), filepath.Join(dir, formatFile))
	}
	if err != nil {
		os.Remove(tmp.Name())
		return fmt.Errorf("make the store: %w", err)
	}
	return syncFolder(dir)
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// raiseFormat writes our version into the format file: one byte in place,
// since the lock is on that very file.
func raiseFormat(dir string) error {
	f, err := os.OpenFile(filepath.Join(dir, formatFile), os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("raise the format version: %w", err)
	}
	_, err = f.WriteAt(strconv.AppendInt(nil, formatVersion, 10), int64(len(formatText)))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("raise the format version: %w", err)
	}
	return nil
}

func checkFormat(dir string) (int, error) {
	b, err := os.ReadFile(filepath.Join(dir, formatFile))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("%w: the folder has other files; name an empty folder or a store with --db", ErrNotAStore)
	}
	if err != nil {
		return 0, err
	}
	version, ok := strings.CutPrefix(strings.TrimSpace(string(b)), formatText)
	n, err := strconv.Atoi(version)
	switch {
	case !ok || err != nil:
		return 0, fmt.Errorf("%w: %s is damaged: %.40q; restore the folder from a backup", ErrFormat, formatFile, b)
	case n > formatVersion:
		return 0, fmt.Errorf("%w: it has version %d and this program knows %d; use a newer newsgraph", ErrFormat, n, formatVersion)
	case n < oldestFormat:
		return 0, fmt.Errorf("%w: it has version %d and this program knows %d; export it with the newsgraph that made it and import it into a new store", ErrFormat, n, formatVersion)
	}
	return n, nil
}

func (l *folderLock) release() error {
	if !l.read {
		os.Truncate(filepath.Join(l.dir, writerFile), 0)
	}
	return l.f.Close()
}
