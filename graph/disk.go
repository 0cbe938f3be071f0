package graph

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// disk is the file system that Pebble works on. Pebble ends the process when
// it cannot write its log or manifest. So the first write that fails never
// returns to Pebble: it is kept as the store's error, the goroutine stops for
// good, and run gives up whatever waits for it. What was acknowledged is in
// the log, and the next Open finds it.
type disk struct {
	vfs.FS
	once   sync.Once
	failed chan struct{} // closed after err is set
	err    error
	limit  *atomic.Int64 // bytes that may still be written; nil for no limit (tests)
	damage damage        // that reads have found
	dir    string        // of the store; links to elsewhere are copies
}

func newDisk() *disk { return &disk{FS: vfs.Default, failed: make(chan struct{})} }

// errDisk is wrapped by the error of a disk that does not take what is written.
var errDisk = errors.New("the disk does not take what is written")

// run does f, or returns the disk's error as soon as there is one.
func (d *disk) run(f func() error) error {
	if err := d.broken(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil { // of Pebble, over files that are not what it wrote
				done <- damagef("%v", p)
			}
		}()
		done <- f()
	}()
	select {
	case err := <-done:
		return err
	case <-d.failed:
		return d.err
	}
}

// broken is the error that ended writing, nil if there was none.
func (d *disk) broken() error {
	select {
	case <-d.failed:
		return d.err
	default:
		return nil
	}
}

// fail does not return.
func (d *disk) fail(err error) {
	d.once.Do(func() {
		d.err = fmt.Errorf("%w: %w; free space or repair it and try again, nothing that was acknowledged is lost", errDisk, err)
		close(d.failed)
	})
	select {}
}

func (d *disk) check(err error) error {
	if err != nil && !errors.Is(err, os.ErrClosed) {
		d.fail(err)
	}
	return err
}

// Lock leaves locking to folderLock, which lets many processes read.
func (d *disk) Lock(string) (io.Closer, error) { return io.NopCloser(nil), nil }

func (d *disk) wrap(f vfs.File, err error) (vfs.File, error) {
	if d.check(err) != nil {
		return nil, err
	}
	return &diskFile{f, d}, nil
}

// Link implements vfs.FS. What leaves the store's folder, a checkpoint, is
// copied: two names of one file share its damage.
func (d *disk) Link(from, to string) error {
	if filepath.Dir(to) == d.dir {
		return d.FS.Link(from, to)
	}
	return copyFile(from, to)
}

// Create implements vfs.FS.
func (d *disk) Create(name string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return d.wrap(d.FS.Create(name, c))
}

// OpenReadWrite implements vfs.FS.
func (d *disk) OpenReadWrite(name string, c vfs.DiskWriteCategory, opts ...vfs.OpenOption) (vfs.File, error) {
	return d.wrap(d.FS.OpenReadWrite(name, c, opts...))
}

// ReuseForWrite implements vfs.FS.
func (d *disk) ReuseForWrite(old, new string, c vfs.DiskWriteCategory) (vfs.File, error) {
	return d.wrap(d.FS.ReuseForWrite(old, new, c))
}

type diskFile struct {
	vfs.File
	d *disk
}

func (f *diskFile) Write(p []byte) (int, error) {
	if l := f.d.limit; l != nil && l.Add(int64(-len(p))) < 0 {
		return 0, f.d.check(errFull)
	}
	n, err := f.File.Write(p)
	return n, f.d.check(err)
}

func (f *diskFile) WriteAt(p []byte, at int64) (int, error) {
	n, err := f.File.WriteAt(p, at)
	return n, f.d.check(err)
}

func (f *diskFile) Sync() error     { return f.d.check(f.File.Sync()) }
func (f *diskFile) SyncData() error { return f.d.check(f.File.SyncData()) }

func (f *diskFile) SyncTo(n int64) (bool, error) {
	full, err := f.File.SyncTo(n)
	return full, f.d.check(err)
}

// errFull is what a test's disk says when its limit is reached.
var errFull = errors.New("no space left on the test's disk")
