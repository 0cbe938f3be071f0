package nquads

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// OpenFile opens a file for reading and decompresses what is named *.gz or
// *.zst.
func OpenFile(name string) (io.ReadCloser, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasSuffix(name, ".gz"):
		z, err := gzip.NewReader(bufio.NewReader(f))
		if err != nil {
			f.Close()
			return nil, &os.PathError{Op: "read gzip", Path: name, Err: err}
		}
		return &stack{Reader: z, close: []func() error{z.Close, f.Close}}, nil
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewReader(f, zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			f.Close()
			return nil, &os.PathError{Op: "read zstd", Path: name, Err: err}
		}
		return &stack{Reader: z, close: []func() error{func() error { z.Close(); return nil }, f.Close}}, nil
	}
	return f, nil
}

// CreateFile makes a file, compressed if it is named *.gz or *.zst. An old
// file of that name stays as it is until Close has written all of the new one,
// under a name that nobody else has. What is there and is no file (a pipe,
// /dev/null) is written as it is.
func CreateFile(name string) (*File, error) {
	out := &File{name: name}
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		out.direct = true
		out.f, err = os.OpenFile(name, os.O_WRONLY, 0)
	} else {
		out.f, err = createBeside(name)
	}
	if err != nil {
		return nil, err
	}
	f := out.f
	out.Writer = f
	switch {
	case strings.HasSuffix(name, ".gz"):
		z := gzip.NewWriter(f)
		out.Writer, out.finish = z, z.Close
	case strings.HasSuffix(name, ".zst"):
		z, err := zstd.NewWriter(f)
		if err != nil {
			out.Abort()
			return nil, err
		}
		out.Writer, out.finish = z, z.Close
	}
	return out, nil
}

// createBeside makes a new file in the folder of name, with the usual mode.
func createBeside(name string) (*os.File, error) {
	for {
		tmp := fmt.Sprintf("%s.%016x.partial", name, rand.Uint64())
		f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// File is a file that is being made; end it with Close or Abort.
type File struct {
	io.Writer
	name   string
	f      *os.File
	finish func() error // of the compression; nil if there is none
	direct bool         // it has its name already
}

// Close ends the file and gives it its name.
func (w *File) Close() error {
	var err error
	if w.finish != nil {
		err = w.finish()
	}
	if w.direct {
		return errors.Join(err, w.f.Close())
	}
	err = errors.Join(err, w.f.Sync(), w.f.Close())
	if err != nil {
		os.Remove(w.f.Name())
		return err
	}
	return os.Rename(w.f.Name(), w.name)
}

// Abort throws away what was written.
func (w *File) Abort() {
	w.f.Close()
	if !w.direct {
		os.Remove(w.f.Name())
	}
}

// stack is a reader above others, closed from top to bottom.
type stack struct {
	io.Reader
	close []func() error
}

func (s *stack) Close() error {
	var errs []error
	for _, c := range s.close {
		errs = append(errs, c())
	}
	return errors.Join(errs...)
}
