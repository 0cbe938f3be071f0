//go:build linux

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"newsgraph/loaders/article"
	"newsgraph/loaders/stress"
)

// No file makes a load fail, hang or take a gigabyte: what can not be read is
// rejected by name, the article beside it is loaded, and the store verifies.
// Each file is loaded by a process of its own. NEWSGRAPH_HOSTILE=all takes all
// files in full length, and as many of the largest articles as three workers
// hold.
func TestHostileFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector has memory of its own")
	}
	files, every := stress.Files(16<<10, 1<<20), 13
	if os.Getenv("NEWSGRAPH_HOSTILE") == "all" {
		files, every = append(stress.Files(256<<10, 15<<20), stress.Largest(9)), 1
	}
	dir := t.TempDir()
	good := filepath.Join(dir, "good.txt")
	if err := os.WriteFile(good, []byte("Lang: en\n\nAnna Holm leads Brinova Group.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var longest time.Duration
	var largest int64
	tried, refused := 0, 0
	for i, f := range files {
		if i%every != 0 {
			continue
		}
		path := filepath.Join(dir, strings.ReplaceAll(f.Name, " ", "-"))
		writeHostile(t, path, f)
		run := loadHostile(t, filepath.Join(dir, "db"), good, path)
		if tried++; run.code == 1 {
			refused++
		}
		longest, largest = max(longest, run.took), max(largest, run.memory)
		t.Logf("%-28s %4d MB %6.1f s, exit %d: %.150s", f.Name, run.memory>>20, run.took.Seconds(), run.code, run.said)
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d files, %d of them refused in part or whole; longest %.1f s, largest %d MB", tried, refused, longest.Seconds(), largest>>20)
}

func writeHostile(t *testing.T, path string, file stress.File) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := bufio.NewWriter(f)
	for _, err := range []error{file.Write(w), w.Flush(), f.Close()} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

type hostileRun struct {
	code   int
	memory int64 // bytes, at most
	took   time.Duration
	said   string // the first line on stderr
}

// loadHostile loads both files into a new store and checks what is there then.
func loadHostile(t *testing.T, db, good, path string) (r hostileRun) {
	t.Helper()
	defer os.RemoveAll(db)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Minute)
	defer stop()
	newsgraph := func(args ...string) (*exec.Cmd, string, string) {
		cmd := exec.CommandContext(ctx, "newsgraph", append([]string{"--db", db}, args...)...)
		var out, errs bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &headWriter{b: &errs}
		_ = cmd.Run() // the exit code says it
		return cmd, out.String(), errs.String()
	}
	begin := time.Now()
	cmd, out, errs := newsgraph("load", good, path)
	r.took, r.code = time.Since(begin), cmd.ProcessState.ExitCode()
	// The system counts what this test had when it started the process, too.
	r.memory = cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	r.said, _, _ = strings.Cut(errs, "\n")
	if r.code != 0 && r.code != 1 || strings.Contains(errs, "panic") || strings.Contains(errs, "internal error") || r.code == 1 != strings.Contains(errs, "rejected") {
		t.Errorf("%s: exit %d\n%.2000s\n%.2000s", filepath.Base(path), r.code, out, errs)
	}
	if r.memory > 1<<30 {
		t.Errorf("%s: %d MB", filepath.Base(path), r.memory>>20)
	}
	if _, found, _ := newsgraph("find", "Brinova"); !strings.Contains(found, "Brinova Group") {
		t.Errorf("%s: the article beside it is not there", filepath.Base(path))
	}
	if cmd, out, errs := newsgraph("verify"); cmd.ProcessState.ExitCode() != 0 {
		t.Errorf("%s: verify: %.1000s\n%.1000s", filepath.Base(path), out, errs)
	}
	return r
}

// headWriter keeps the beginning of what is written.
type headWriter struct{ b *bytes.Buffer }

func (h *headWriter) Write(p []byte) (int, error) {
	if room := 64<<10 - h.b.Len(); room > 0 {
		h.b.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}

// What --json lists has a bound, and says what it leaves out.
func TestListedRejections(t *testing.T) {
	l := rejections{a: &app{json: true, err: io.Discard}}
	for range maxListed + 2 {
		l.add(&article.Rejection{File: "a", Cause: io.EOF})
	}
	l.note(&article.Note{File: "a", Text: "x"})
	if len(l.list) != maxListed || l.unlisted != 3 || l.n != maxListed+2 {
		t.Errorf("%d listed, %d unlisted of %d", len(l.list), l.unlisted, l.n)
	}
}
