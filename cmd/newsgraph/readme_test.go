package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files and the output in README.md")

// TestReadme runs every "$ newsgraph" line of the console blocks in README.md,
// in order on one store, and demands the output that stands under it.
func TestReadme(t *testing.T) {
	file, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(file))
	t.Setenv("NEWSGRAPH_DB", filepath.Join(t.TempDir(), "newsgraph.db"))
	var want strings.Builder
	inside, commands := false, 0
	for line := range strings.Lines(string(have)) {
		command, isCommand := strings.CutPrefix(line, "$ newsgraph ")
		switch {
		case strings.HasPrefix(line, "```"):
			inside = line == "```console\n"
			want.WriteString(line)
		case inside && isCommand:
			commands++
			want.WriteString(line)
			want.WriteString(readmeCommand(t, strings.TrimSpace(command)))
		case !inside:
			want.WriteString(line)
		}
	}
	if commands == 0 {
		t.Fatal("no command found in README.md")
	}
	if want.String() == string(have) {
		return
	}
	if !*update {
		t.Fatalf("README.md shows other output than the program gives; run go test ./cmd/newsgraph -run TestReadme -update. It should be:\n%s", want.String())
	}
	if err := os.WriteFile(file, []byte(want.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readmeCommand runs one command line, quoted as in a shell, with "| head -N"
// as the only pipe it knows.
func readmeCommand(t *testing.T, line string) string {
	t.Helper()
	line, head, cut := strings.Cut(line, " | head -")
	var out, errw bytes.Buffer
	if code := run(t.Context(), shellWords(line), strings.NewReader(""), &out, &errw); code != exitDone {
		t.Fatalf("newsgraph %s: exit code %d: %s", line, code, errw.String())
	}
	lines := strings.SplitAfter(out.String(), "\n")
	if cut {
		n := 0
		for _, c := range head {
			n = 10*n + int(c-'0')
		}
		lines = lines[:min(n, len(lines))]
	}
	return strings.Join(lines, "") + errw.String()
}

// shellWords splits at blanks outside single or double quotes.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	var quote rune
	open := false
	for _, r := range line + " " {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, open = r, true
		case quote == 0 && r == ' ':
			if open {
				words = append(words, word.String())
			}
			word.Reset()
			open = false
		default:
			word.WriteRune(r)
			open = true
		}
	}
	return words
}
