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

	"github.com/cockroachdb/pebble/v2/vfs"
)

// formatVersion is the version of the layout in keys.go. Version 1 had no
// pages, 2 no digest and no record of what was acknowledged (acknowledged.go), 3
// no texts of articles (text.go). They are read as they are; a writer makes them
// version 4 (upgrade.go). Other
// versions are refused, never guessed at.
const (
	formatVersion = 4
	oldestFormat  = 1
	recordFormat  = 3 // the first with a record
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
	dir     string
	f       *os.File
	read    bool
	version int // of the format, as it was
}

// lockFolder checks that dir is a store of a format that we know, makes it one
// if it is missing or empty and o allows it, and locks it.
func lockFolder(dir string, o Options) (*folderLock, error) {
	for range 100 {
		l, err := tryLock(dir, o)
		if !errors.Is(err, errMoved) {
			return l, err
		}
	}
	return nil, fmt.Errorf("%w: the folder is made and removed again and again", ErrInUse)
}

// errMoved says that the file that was locked is not the one in the folder any
// more, so that the lock keeps nobody out.
var errMoved = errors.New("the lock is on another file")

func tryLock(dir string, o Options) (*folderLock, error) {
	entries, err := os.ReadDir(dir)
	missing := errors.Is(err, fs.ErrNotExist) || err == nil && unused(entries)
	switch {
	case missing && (o.ReadOnly || o.MustExist):
		return nil, notFound()
	case missing:
		if err := makeFolder(dir); err != nil {
			return nil, fmt.Errorf("make the folder: %w; name another with --db", err)
		}
	case err != nil:
		if info, serr := os.Stat(dir); serr == nil && !info.IsDir() {
			return nil, fmt.Errorf("%w: it is a file; name a folder with --db", ErrNotAStore)
		}
		return nil, err
	}
	f, err := openMark(dir, missing)
	if err != nil {
		return nil, err
	}
	l := &folderLock{dir: dir, f: f, read: true} // until it is locked, there is nothing to take back
	if err := l.lock(o.ReadOnly); err != nil {
		return nil, errors.Join(err, l.release())
	}
	if o.ReadOnly {
		return l, nil
	}
	if err := os.WriteFile(filepath.Join(dir, writerFile), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("the folder is not writable: %w; open it for reading only, or make it writable", err), l.release())
	}
	l.read = false
	return l, nil
}

func notFound() error {
	return fmt.Errorf("%w; load articles or import quads first, or name another folder with --db", ErrNotFound)
}

// openMark opens the format file. Of those that find none, one makes it.
func openMark(dir string, missing bool) (*os.File, error) {
	path := filepath.Join(dir, formatFile)
	if missing {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("make the store: %w; name another folder with --db", err)
		}
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if missing {
			return nil, errMoved
		}
		return nil, noMark(dir)
	}
	return f, err
}

// noMark is the error of a folder with files, but without a format file.
func noMark(dir string) error {
	if used, err := hasDatabase(vfs.Default, dir); used && err == nil {
		return damagef("%s is missing", filepath.Join(dir, formatFile))
	}
	return fmt.Errorf("%w: the folder has other files; name an empty folder or a store with --db", ErrNotAStore)
}

// lock locks the format file, makes sure that it still is the one in the
// folder, and reads it or, if it is new, writes it.
func (l *folderLock) lock(readOnly bool) error {
	busy, err := flock(l.f, readOnly)
	if busy {
		return inUse(l.dir, readOnly)
	}
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	path := filepath.Join(l.dir, formatFile)
	ours, err := l.f.Stat()
	if err != nil {
		return err
	}
	theirs, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(ours, theirs) {
		return errMoved
	}
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if len(text) > 0 {
		l.version, err = checkFormat(text)
		return err
	}
	entries, err := os.ReadDir(l.dir)
	switch {
	case err != nil:
		return err
	case !unused(entries):
		return damagef("%s is empty", path)
	case readOnly:
		return notFound()
	}
	l.version = formatVersion
	return writeFormat(l.dir, 0, formatText+strconv.Itoa(formatVersion)+"\n")
}

// unused reports whether a folder is empty, but for what a crash while it was
// made a store can have left.
func unused(entries []fs.DirEntry) bool {
	return !slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		switch info, err := e.Info(); e.Name() {
		case formatFile:
			return err != nil || info.Size() > 0
		case writerFile:
			return false
		}
		return !strings.HasPrefix(e.Name(), formatFile+".tmp")
	})
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

// writeFormat writes text into the format file at offset at. It stays the
// same file, since the lock is on it.
func writeFormat(dir string, at int64, text string) error {
	f, err := os.OpenFile(filepath.Join(dir, formatFile), os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt([]byte(text), at)
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		return fmt.Errorf("write the format version: %w", err)
	}
	return syncFolder(dir)
}

// makeFolder makes dir and what is missing above it, durably.
func makeFolder(dir string) error {
	dir = filepath.Clean(dir)
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeFolder(filepath.Dir(dir)); err == nil {
			err = os.Mkdir(dir, 0o700)
		}
	}
	if errors.Is(err, fs.ErrExist) {
		if info, serr := os.Stat(dir); serr == nil && info.IsDir() {
			err = nil
		}
	}
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(dir))
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

func checkFormat(b []byte) (int, error) {
	version, ok := strings.CutPrefix(strings.TrimSpace(string(b)), formatText)
	n, err := strconv.Atoi(version)
	switch {
	case !ok || err != nil:
		return 0, fmt.Errorf("%w: %w", ErrFormat, damagef("%s says %.40q", formatFile, b))
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
