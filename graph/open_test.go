package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		make  func(dir string) error
		o     Options
		cause error
		says  string
	}{
		{"missing, to read", nil, Options{ReadOnly: true}, ErrNotFound, "--db"},
		{"missing, must exist", nil, Options{MustExist: true}, ErrNotFound, "--db"},
		{"a file", func(d string) error { return os.WriteFile(d, []byte("x"), 0o600) }, Options{}, ErrNotAStore, "it is a file"},
		{"other files", func(d string) error {
			return errors.Join(os.Mkdir(d, 0o700), os.WriteFile(filepath.Join(d, "photo.jpg"), nil, 0o600))
		}, Options{}, ErrNotAStore, "other files"},
		{"newer format", marked(formatText + "9\n"), Options{}, ErrFormat, "use a newer newsgraph"},
		{"older format", marked(formatText + "0\n"), Options{}, ErrFormat, "export it with"},
		{"damaged format", marked("junk"), Options{}, ErrFormat, "damaged"},
		{"below a file", func(d string) error { return os.WriteFile(filepath.Dir(d)+"/f", nil, 0o600) }, Options{}, nil, "not a directory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "store")
			if c.make != nil {
				if err := c.make(dir); err != nil {
					t.Fatal(err)
				}
			}
			if c.cause == nil {
				dir = filepath.Join(filepath.Dir(dir), "f", "store")
			}
			s, err := Open(dir, c.o)
			if err == nil {
				s.Close()
				t.Fatal("opened")
			}
			if c.cause != nil && !errors.Is(err, c.cause) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), dir) {
				t.Error(err)
			}
		})
	}
}

func TestOpenAfterCrashWhileMaking(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, formatFile+".tmp123"), []byte("news"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func marked(text string) func(string) error {
	return func(dir string) error {
		return errors.Join(os.Mkdir(dir, 0o700), os.WriteFile(filepath.Join(dir, formatFile), []byte(text), 0o600))
	}
}

func TestOneWriterOrManyReaders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	w, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	replace(t, w, randomContribution(t, 1, 0))
	want := export(t, w)
	for _, o := range []Options{{}, {ReadOnly: true}} {
		if _, err := Open(dir, o); !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
			t.Errorf("%+v while another writes: %v", o, err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var readers []*Store
	for range 3 {
		r, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, r)
		if got := export(t, r); got != want {
			t.Error("a reader sees something else")
		}
		if _, err := r.Replace(context.Background(), randomContribution(t, 2, 0)); !errors.Is(err, ErrReadOnly) {
			t.Errorf("Replace on a reader: %v", err)
		}
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrInUse) {
		t.Errorf("a writer while others read: %v", err)
	}
	for _, r := range readers {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	w, err = Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// A store that a crash left with a log, on a disk that cannot be written.
func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Log("root may write anywhere: only the reading part is tested")
	}
	dir := filepath.Join(t.TempDir(), "store")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	replace(t, s, randomContribution(t, 1, 0))
	want := export(t, s)
	crashed := filepath.Join(t.TempDir(), "crashed")
	if err := os.CopyFS(crashed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(crashed, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(crashed, 0o700)
	before := listing(t, crashed)
	r, err := Open(crashed, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := export(t, r); got != want {
		t.Error("what was in the log is missing")
	}
	wantSound(t, r)
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if after := listing(t, crashed); after != before {
		t.Errorf("reading changed the folder:\n%s\nbefore\n%s", after, before)
	}
	if os.Getuid() != 0 {
		if _, err := Open(crashed, Options{}); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("opened for writing: %v", err)
		}
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, e.Name(), info.Size())
	}
	return b.String()
}

// A disk that is full at any moment: the error says so, nothing hangs, and the
// store holds what was acknowledged when there is space again.
func TestDiskFull(t *testing.T) {
	for _, space := range []int64{0, 100, 3000, 20_000, 60_000, 300_000, 1_000_000} {
		t.Run(fmt.Sprint(space), func(t *testing.T) {
			dir := t.TempDir()
			d := newDisk()
			d.limit = &atomic.Int64{}
			d.limit.Store(space)
			s, err := open(dir, Options{}, d)
			done := 0
			for ; err == nil && done < 2000; done++ {
				_, err = s.Replace(context.Background(), randomContribution(t, done, 0))
			}
			if !errors.Is(err, errFull) || !strings.Contains(err.Error(), "free space") {
				t.Fatalf("after %d articles: %v", done, err)
			}
			if s != nil {
				done--
				if _, err := s.Replace(context.Background(), randomContribution(t, 1, 1)); !errors.Is(err, errFull) {
					t.Errorf("another write: %v", err)
				}
				if _, err := s.View(); !errors.Is(err, errFull) {
					t.Errorf("a view: %v", err)
				}
				if err := s.Close(); !errors.Is(err, errFull) {
					t.Errorf("close: %v", err)
				}
			}
			s, err = Open(dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if r := wantSound(t, s); r.Articles != int64(done) && r.Articles != int64(done+1) {
				t.Errorf("%d articles, want the %d that were acknowledged", r.Articles, done)
			}
		})
	}
}
