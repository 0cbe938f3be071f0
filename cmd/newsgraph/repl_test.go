package main

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"newsgraph/queries/gizmo"
	"newsgraph/queries/storytest"
)

// lines is a lineReader over fixed lines.
type lines struct {
	in      []string
	prompts []string
	history []string
}

func (l *lines) Prompt(p string) (string, error) {
	l.prompts = append(l.prompts, p)
	if len(l.in) == 0 {
		return "", io.EOF
	}
	line := l.in[0]
	l.in = l.in[1:]
	return line, nil
}

func (l *lines) AppendHistory(line string) { l.history = append(l.history, line) }

func TestDialogue(t *testing.T) {
	v := storytest.View(t)
	var out, errs bytes.Buffer
	a := &app{out: &out, err: &errs}
	in := &lines{in: []string{
		`x = g.V("<ng:person/karen-holt>")`,
		`x.out("<ng:leads>").all()`,
		`g.V(`,
		`"<ng:person/ida-lund>"`,
		`).count()`,
		`g.V().out("<p>", 5)`,
		``,
		`1 +`, ``, // given up
		`help`,
		`y = 2; y + 1`,
		`exit`,
		`"never read"`,
	}}
	if err := a.dialogue(context.Background(), v, gizmo.Options{}, in); err != nil {
		t.Fatal(err)
	}
	want := "<ng:company/nordlys-line>\n<ng:company/nordlys-line>\n<ng:company/nordlys-line>\n1\n3\n"
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	for _, part := range []string{"line 1: out: argument 2", "syntax", "Ctrl-D"} {
		if !strings.Contains(errs.String(), part) {
			t.Errorf("messages lack %q:\n%s", part, errs.String())
		}
	}
	if n := len(in.in); n != 1 {
		t.Errorf("%d lines left", n)
	}
	if !slices.Contains(in.history, `g.V( "<ng:person/ida-lund>" ).count()`) {
		t.Errorf("history %q", in.history)
	}
}

func TestComplete(t *testing.T) {
	v := storytest.View(t)
	c := completer{ctx: context.Background(), find: v.FindEntities, words: gizmo.LanguageWords()}
	for _, test := range []struct{ line, head, want string }{
		{`g.V("<n`, `g.V("<`, "ng:"},
		{`g.V("<rd`, `g.V("<`, "rdf: rdfs:"},
		{`g.V("<ng:lea`, `g.V("<`, "ng:leads>"},
		{`g.V("<ng:sta`, `g.V("<`, "ng:stance> ng:status>"},
		{`g.V("<ng:Nordl`, `g.V("<`, "ng:company/nordlys-line>"},
		{`g.V("<ng:person/ida`, `g.V("<`, "ng:person/ida-lund>"},
		{`g.V("<ng:company/ida`, `g.V("<`, ""},
		{`g.V().followR`, `g.V().`, "followR followRecursive"},
		{`g.add`, `g.`, "addDefaultNamespaces addNamespace"},
		{`re`, ``, "regex"},
		{`g.V(re`, `g.V(`, "regex"},
		{`g.V("<ng:leads>").`, `g.V("<ng:leads>").`, "*"},
		{``, ``, ""},
	} {
		head, got, tail := c.complete(test.line+")", len([]rune(test.line)))
		if head != test.head || tail != ")" {
			t.Errorf("%s: head %q, tail %q", test.line, head, tail)
		}
		if test.want == "*" && len(got) > 30 {
			continue
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: got %q, want %q", test.line, s, test.want)
		}
	}
}
