package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"Søren O'Hara – “x”, 李 עברית":  "Søren O'Hara – “x”, 李 עברית",
		"a\x1b]0;owned\x07b":           `a\x1b]0;owned\ab`,
		"a\nnewsgraph: done\r\tb":      `a\nnewsgraph: done\r\tb`,
		"a\u009b31mb\u0085c\x7f":       `a\u009b31mb\u0085c\x7f`,
		"a\u202eb\u2066c\u200fd\u061c": `a\u202eb\u2066c\u200fd\u061c`,
		"a\u2028b\u2029c\ufff9d":       `a\u2028b\u2029c\ufff9d`,
		"a\x9bb\xff":                   `a\x9bb\xff`,
		"a\U000e0041b":                 `a\U000e0041b`,
	} {
		if got := escape(in); got != want {
			t.Errorf("escape(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestPrinter(t *testing.T) {
	var b strings.Builder
	fprintf(&b, "%s|%d|%q|%v|%v|%-4s|%s\n", "a\nb", 7, "c\nd", errors.New("e\x1b"), []string{"f\ng"}, "h", ours("\x1b[1mi\x1b[0m"))
	if want := `a\nb|7|"c\nd"|e\x1b|[f\ng]|h   |` + "\x1b[1mi\x1b[0m\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
	b.Reset()
	a := app{err: &b}
	a.sayf("newsgraph: %s: too long\n", strings.Repeat("x", 1<<20))
	if b.Len() > 2*maxMessage || !strings.HasSuffix(b.String(), "x: too long\n") {
		t.Errorf("a long id makes a message of %d bytes: %.80q", b.Len(), b.String())
	}
	for in, want := range map[string]ours{
		`for "--workers" flag: strconv.ParseInt: parsing "x\"": invalid syntax`: `for "--workers" flag: "x\"" is no number`,
		`strconv.Atoi: parsing "9999": value out of range`:                      `"9999" is out of range`,
		"find: context canceled":                                                "find: interrupted",
	} {
		if got := message(errors.New(in)); got != want {
			t.Errorf("%q is told as %q, want %q", in, got, want)
		}
	}
	joined := errors.Join(errors.New("one\ntwo"), errors.New("three"))
	if got := message(joined); got != "one\\ntwo\n  three" {
		t.Errorf("joined errors: %q", got)
	}
}

// JSON that is printed has the value that it had, and nothing that acts.
func TestJSONIsFaithful(t *testing.T) {
	in := "a\u009b\u202e\u2066\x7f\x1b\n\U000e0041\ufff9é"
	var b bytes.Buffer
	a := app{out: &b}
	if err := a.writeJSON(map[string]string{"x\u202e": in}); err != nil {
		t.Fatal(err)
	}
	demandTame(t, "writeJSON", b.String())
	var out map[string]string
	if err := json.Unmarshal(b.Bytes(), &out); err != nil || out["x\u202e"] != in {
		t.Errorf("%v: %q came back as %q", err, in, out["x\u202e"])
	}
}

func TestDataWriter(t *testing.T) {
	var b strings.Builder
	d := &dataWriter{w: &b}
	for _, c := range []byte("å\tb\x1b\n\u202e李\n") {
		if _, err := d.Write([]byte{c}); err != nil {
			t.Fatal(err)
		}
	}
	if want := "å\tb\\x1b\n\\u202e李\n"; b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

// demandTame wants only line breaks and tabs of all that is hostile.
func demandTame(t *testing.T, what, out string) {
	t.Helper()
	if i := strings.IndexFunc(out, hostileJSON); i >= 0 {
		t.Errorf("%s prints %q", what, out[max(0, i-30):min(len(out), i+30)])
	}
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "FORGED") {
			t.Errorf("%s prints a forged line", what)
		}
	}
}

const attack = "\x1b]0;owned\x07\u009b2J\u202e\r\nFORGED 100 articles loaded\u2028"

// Every command is given hostile names, titles, quotes, arguments and files.
func TestCommandsAreTame(t *testing.T) {
	dir := t.TempDir()
	story, err := os.ReadFile("testdata/story.nq")
	if err != nil {
		t.Fatal(err)
	}
	quoted := `\u001B]0;owned\u0007\u009B2J\u202E\r\nFORGED 100 articles loaded\u2028`
	hostileStory := strings.ReplaceAll(string(story), `" <`, quoted+`" <`) // every literal of that graph
	files := map[string]string{
		"story.nq":                   hostileStory,
		"bad.nq":                     "<x" + attack + "> .\n",
		"a" + attack[:6] + ".txt":    "\x00\x01",
		"x\nFORGED 100 articles.txt": "",
		"a.jsonl": fmt.Sprintf(`{"id":%[1]s,"title":%[1]s,"publisher":%[1]s,"lang":"en","text":%[2]s}`+"\n"+`{"id":"b","lang":%[1]s,"text":"x"}`+"\n"+
			`{"id":"b","published":%[1]s,"text":"x"}`, jsonText("t"+attack), jsonText("Anna Holm"+attack+" is the chief executive of Brinova Group.\n\nAnna Holm leads Brinova Group"+attack)),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db, forged := filepath.Join(dir, "db"), false
	for _, args := range [][]string{
		{"import", filepath.Join(dir, "story.nq")}, {"import", filepath.Join(dir, "bad.nq")}, {"import", attack},
		{"load", dir}, {"load", dir, "--json"}, {"load", attack}, {"extract", dir}, {"extract", "--format", "text", dir},
		{"claims"}, {"claims", "--json"}, {"claims", "--article", attack}, {"find", "a"}, {"find", "n"}, {"find", "n", "--json"}, {"search", "anna"}, {"search", "anna", "--json"}, {"search", attack}, {"show", "t" + attack}, {"show", "t" + attack, "--json"}, {"load", "--sync", "--dry-run", dir}, {"show", "Ole Lund"}, {"find", attack},
		{"show", "ng:company/nordlys-line"}, {"show", attack}, {"path", "ng:person/ole-lund", attack}, {"path", "ng:person/karen-holt", "ng:person/ole-lund"}, {"path", "--format", "dot", "ng:person/karen-holt", "ng:person/ole-lund"}, {"query", "g.V().all()"},
		{"query", `g.emit("` + `\u001b]0;x\u0007\u202e` + `"); g.emit({"\u001b\n": 1})`}, {"query", `throw "\u001b]0;\u202e\nFORGED"`},
		{"ask", "accusations"}, {"ask", "most-connected"}, {"ask", attack}, {"remove", attack}, {"export", "--article", attack}, {"stats"}, {"verify"}, {attack}, {"--" + attack},
		{"verdict", "list"}, {"verdict", "same", attack, attack}, {"annotate", attack}, {"schema"}, {"backup", dir}, {"eval", attack},
	} {
		var out, errw bytes.Buffer
		run(context.Background(), append([]string{"--db", db}, args...), strings.NewReader(""), &out, &errw)
		what := fmt.Sprintf("%.60q", args)
		if args[0] != "export" { // N-Quads in a file or a pipe are as they are
			demandTame(t, what, out.String())
			forged = forged || strings.Contains(out.String(), "FORGED")
		}
		demandTame(t, what+" (stderr)", errw.String())
	}
	if !forged {
		t.Error("nothing hostile was printed at all")
	}
}

func jsonText(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// Only outside.go may print by itself.
func TestOnePrinter(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") || f == "outside.go" {
			continue
		}
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range []string{"fmt.Fprint", "fmt.Print", "os.Stdout.", "os.Stderr."} {
			if bytes.Contains(data, []byte(call)) {
				t.Errorf("%s calls %s…; what is printed goes through fprintf and sayf of outside.go", f, call)
			}
		}
	}
}
