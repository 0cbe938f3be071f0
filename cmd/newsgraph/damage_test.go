package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Every command on a store with one flipped bit says what it says of the whole
// one, or fails at once and names the file.
func TestCommandsOnDamage(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole.db")
	say := func(args ...string) (int, string, string) {
		t.Helper()
		var out, errw bytes.Buffer
		end := time.AfterFunc(30*time.Second, func() { panic(fmt.Sprint("hangs: ", args)) })
		defer end.Stop()
		code := run(t.Context(), args, strings.NewReader(""), &out, &errw)
		return code, out.String(), errw.String()
	}
	if code, _, e := say("import", "--db", whole, "testdata/story.nq"); code != exitDone {
		t.Fatal(e)
	}
	tables, err := filepath.Glob(filepath.Join(whole, "*.sst"))
	if err != nil || len(tables) != 1 {
		t.Fatal(tables, err)
	}
	name := filepath.Base(tables[0])
	table, err := os.ReadFile(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	commands := [][]string{{"export"}, {"stats"}, {"claims"}, {"find", "a"}, {"ask"}, {"verify"},
		{"query", "g.V().all()"}, {"backup", ""}, {"remove", "nobody"}, {"remove", "a1"}}
	for n := range 12 {
		for i, c := range commands {
			db := filepath.Join(dir, fmt.Sprintf("%d-%d.db", n, i))
			if err := os.CopyFS(db, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			c = append([]string{"--db", db}, c...)
			if c[len(c)-1] == "" {
				c[len(c)-1] = db + "-copy"
			}
			wantCode, want, _ := say(c...)
			os.RemoveAll(db)
			os.RemoveAll(db + "-copy")
			if err := os.CopyFS(db, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			b := bytes.Clone(table)
			b[(len(b)*n+len(b)/2)/12] ^= 1
			if err := os.WriteFile(filepath.Join(db, name), b, 0o600); err != nil {
				t.Fatal(err)
			}
			code, out, errs := say(c...)
			refused := code == exitFailed || c[2] == "verify" && code == exitRejected
			if refused && !strings.Contains(errs, name) || !refused && (code != wantCode || out != want) {
				t.Errorf("bit flipped at %d/12, %v: exit code %d (of a whole store %d)\n%s", n, c[2:], code, wantCode, errs)
			}
			if (c[2] == "verify" || c[2] == "backup") && !refused {
				t.Errorf("bit flipped at %d/12: %v finds nothing", n, c[2:])
			}
		}
	}
}
