package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// answer writes answers for people. Colour only on a terminal, and never
// with NO_COLOR (no-color.org).
type answer struct {
	w     io.Writer
	color bool
	err   error
}

func (a *app) answer() *answer {
	return &answer{w: a.out, color: terminal(a.out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// terminal reports whether a stream is one.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func (p *answer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fprintf(p.w, format, args...)
	}
}

func (p *answer) style(code, text string) ours {
	text = escape(text)
	if !p.color || text == "" {
		return ours(text)
	}
	return ours("\x1b[" + code + "m" + text + "\x1b[0m")
}

func (p *answer) bold(text string) ours { return p.style("1", text) }
func (p *answer) dim(text string) ours  { return p.style("2", text) }

// stance colours what a reader must not miss: that something is only alleged,
// or denied.
func (p *answer) stance(s schema.Stance) ours {
	switch s {
	case schema.Denied:
		return p.style("31", strings.ToUpper(string(s)))
	case schema.Alleged:
		return p.style("33", string(s))
	}
	return p.style("32", string(s))
}

// arrow is "A —leads→ B" or, against the edge, "A ←leads— B".
func (p *answer) arrow(predicate schema.IRI, forward bool) ours {
	name := strings.TrimPrefix(queries.Short(predicate), "ng:")
	if forward {
		return p.style("36", "—"+name+"→")
	}
	return p.style("36", "←"+name+"—")
}

// triple is a claim in one line.
func (p *answer) triple(c queries.Claim) ours {
	return p.bold(c.SubjectName) + " " + p.arrow(c.Predicate, true) + " " + p.bold(c.ObjectName)
}

// evidence prints who says so, the quote and the source of a claim, indented.
func (p *answer) evidence(c queries.Claim, indent string) {
	who := "in the article's own voice"
	if c.HolderName != "" {
		who = "by " + c.HolderName
	}
	what := " " + who
	if c.Status != schema.Current {
		what += ", " + string(c.Status)
	}
	if c.Text != "" {
		what += " · " + c.Text
	}
	if !c.Date.IsZero() {
		what += " · " + c.Date.String()
	}
	p.printf("%s%s%s\n", indent, p.stance(c.Stance), what)
	quote := strings.TrimSpace(c.Quote)
	if !strings.HasPrefix(quote, "“") && !strings.HasPrefix(quote, "\"") && !strings.HasPrefix(quote, "»") {
		quote = "“" + quote + "”"
	}
	p.wrapped(quote, indent)
	p.printf("%s%s\n", indent, p.dim(source(c.Article)))
}

// maxTitle is where titles are cut, in code points; the id tells the article.
const maxTitle = 70

// source names an article: publisher, date, title, id.
func source(a schema.Article) string {
	title := a.Title
	if r := []rune(title); len(r) > maxTitle {
		title = string(r[:maxTitle-1]) + "…"
	}
	var parts []string
	for _, s := range []string{a.Publisher, a.Published.String(), title} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		return "[" + queries.Short(a.IRI()) + "]"
	}
	return strings.Join(parts, " · ") + " [" + queries.Short(a.IRI()) + "]"
}

// lineWidth is where text is wrapped.
const lineWidth = 96

func (p *answer) wrapped(text, indent string) {
	line := indent
	for _, word := range strings.Fields(text) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineWidth {
			p.printf("%s\n", line)
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	p.printf("%s\n", line)
}

// plural is "1 claim", "2 claims".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if stem, ok := strings.CutSuffix(one, "y"); ok {
		return fmt.Sprintf("%d %sies", n, stem)
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// nameError turns a name that means no one entity into a usage error.
func nameError(err error) error {
	var ambiguous *queries.AmbiguousError
	var unknown *queries.UnknownError
	if errors.As(err, &ambiguous) || errors.As(err, &unknown) {
		return &exitError{exitUsage, err}
	}
	return err
}

// withAnswer runs f on a view in which the user's verdicts hold; errors about
// names end with exit code 2.
func (a *app) withAnswer(f func(*graph.View) error) error {
	return nameError(a.withView(func(v *graph.View) error {
		verdicts, err := a.readVerdicts()
		if err != nil {
			return err
		}
		if classes := verdicts.Classes(); len(classes) > 0 {
			if err := v.Merge(classes); err != nil {
				return err
			}
		}
		return f(v)
	}))
}

// dateFlag reads the value of a flag such as --since.
func dateFlag(name, value string) (schema.Date, error) {
	if value == "" {
		return schema.Date{}, nil
	}
	d, err := schema.ParseDate(value)
	if err != nil {
		return d, usageError("--%s: %w", name, err)
	}
	return d, nil
}
