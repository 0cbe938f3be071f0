package graph

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A backup shares no file with its store, and leaves what others have made.
func TestBackupIsACopy(t *testing.T) {
	dir := closedStore(t, 6)
	out := t.TempDir()
	for _, readOnly := range []bool{true, false} {
		s, err := Open(dir, Options{ReadOnly: readOnly})
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(out, "copy")
		mine := to + ".partial"
		if err := os.Mkdir(mine, 0o700); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
		if err := s.Backup(context.Background(), to); err != nil {
			t.Fatal(err)
		}
		for _, inside := range []string{filepath.Join(dir, "copy"), filepath.Join(dir, "..", filepath.Base(dir), "copy")} {
			if err := s.Backup(context.Background(), inside); err == nil || !strings.Contains(err.Error(), "inside") {
				t.Errorf("%s: %v", inside, err)
			}
		}
		if entries, _ := os.ReadDir(out); len(entries) != 2 {
			t.Errorf("left behind: %v", entries)
		}
		for _, name := range []string{"*.sst", "MANIFEST-*"} {
			theirs, err := filepath.Glob(filepath.Join(to, name))
			if err != nil || len(theirs) == 0 {
				t.Fatal(theirs, err)
			}
			for _, path := range theirs {
				a, aerr := os.Stat(path)
				b, berr := os.Stat(filepath.Join(dir, filepath.Base(path)))
				if aerr != nil || berr == nil && os.SameFile(a, b) {
					t.Errorf("%s is the same file: %v", path, aerr)
				}
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(to); err != nil {
			t.Fatal(err)
		}
	}
}

// A damaged store is not backed up.
func TestBackupOfDamage(t *testing.T) {
	dir := closedStore(t, 6)
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	flip(t, glob(t, dir, "*.sst"), 2000)
	to := filepath.Join(t.TempDir(), "copy")
	if err := s.Backup(context.Background(), to); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), ".sst") {
		t.Errorf("got %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(to)); len(entries) != 0 {
		t.Errorf("left behind: %v", entries)
	}
}

// flip changes one bit of a file.
func flip(t *testing.T, path string, at int) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 4
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
