package nquads

import (
	"bufio"
	"compress/gzip"
	"errors"
	"io"
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
// file of that name stays as it is until Close has written all of the new one.
func CreateFile(name string) (*File, error) {
	tmp := name + ".partial"
	f, err := os.Create(tmp)
	if err != nil {
		return nil, err
	}
	out := &File{Writer: f, name: name, f: f}
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

// File is a file that is being made; end it with Close or Abort.
type File struct {
	io.Writer
	name   string
	f      *os.File
	finish func() error // of the compression; nil if there is none
}

// Close ends the file and gives it its name.
func (w *File) Close() error {
	var err error
	if w.finish != nil {
		err = w.finish()
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
	os.Remove(w.f.Name())
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
