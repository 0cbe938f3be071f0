package dates

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"newsgraph/loaders/nlp/lang"
)

// grammar is dates.yaml of a language, read for matching.
type grammar struct {
	words map[string]map[string]int // element ("month") to word to value
	first map[string][]pattern      // by first literal word, "" for the rest
}

type unitKind int

const (
	unitDay unitKind = iota + 1
	unitWeek
	unitMonth
	unitYear
)

var unitKinds = map[string]unitKind{"day": unitDay, "week": unitWeek, "month": unitMonth, "year": unitYear}

// pattern is a sequence of elements and what to do with them.
type pattern struct {
	elements []element
	action   string // date, iso, dmy, month, weekday, day, unit, none
	which    string // "last", "next", "near"; or a number, or "-n"
}

// element matches one token: a literal word, one of several words that stay
// outside the expression (context), or a class in braces.
type element struct {
	literal string
	any     []string // context words
	class   string
	outside bool
}

type file struct {
	Months       map[string]int    `yaml:"months"`
	Weekdays     map[string]int    `yaml:"weekdays"`
	PastWeekdays map[string]int    `yaml:"past_weekdays"`
	Units        map[string]string `yaml:"units"`
	Numbers      map[string]int    `yaml:"numbers"`
	Patterns     []string          `yaml:"patterns"`
}

// readGrammar reads dates.yaml; nil when the language has none.
func readGrammar(l *lang.Language) (*grammar, error) {
	b, err := l.File("dates.yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	g, err := parseGrammar(b)
	if err != nil {
		return nil, fmt.Errorf("read dates.yaml of language %q: %w", l.Code, err)
	}
	return g, nil
}

func parseGrammar(b []byte) (*grammar, error) {
	var f file
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil {
		return nil, err
	}
	g := &grammar{words: map[string]map[string]int{"month": f.Months, "weekday": f.Weekdays, "past_weekday": f.PastWeekdays, "n": f.Numbers, "unit": {}},
		first: map[string][]pattern{}}
	for w, u := range f.Units {
		if unitKinds[u] == 0 {
			return nil, fmt.Errorf("unit %q of %q is not day, week, month or year", u, w)
		}
		g.words["unit"][w] = int(unitKinds[u])
	}
	for _, s := range f.Patterns {
		p, err := parsePattern(s)
		if err != nil {
			return nil, err
		}
		key := p.elements[0].literal
		g.first[key] = append(g.first[key], p)
	}
	return g, nil
}

var classes = map[string]bool{"day": true, "month": true, "year": true, "weekday": true, "past_weekday": true, "unit": true, "n": true, "iso": true,
	"dmy": true, "mm": true, "dd": true}

var actions = map[string]bool{"date": true, "iso": true, "dmy": true, "month": true, "weekday": true, "day": true, "unit": true, "unit-year": true, "none": true}

// parsePattern reads "elements => action". "(a|b)" is a word before the
// expression; "( x )" with spaces are brackets in the text around it.
func parsePattern(s string) (pattern, error) {
	left, right, ok := strings.Cut(s, " => ")
	do := strings.Fields(right)
	if !ok || len(do) == 0 || len(do) > 2 || !actions[do[0]] {
		return pattern{}, fmt.Errorf("pattern %q: want ELEMENTS => ACTION [NUMBER]", s)
	}
	p := pattern{action: do[0]}
	if len(do) == 2 {
		p.which = do[1]
	}
	depth := 0
	for _, w := range strings.Fields(left) {
		switch {
		case w == "(" || w == ")":
			// Doubled brackets stand for one in the text.
			if depth++; depth%2 == 0 {
				p.elements = append(p.elements, element{literal: w, outside: true})
			}
		case strings.HasPrefix(w, "(") && strings.HasSuffix(w, ")"):
			p.elements = append(p.elements, element{any: strings.Split(w[1:len(w)-1], "|"), outside: true})
		case strings.HasPrefix(w, "{") && strings.HasSuffix(w, "}"):
			c := w[1 : len(w)-1]
			if !classes[c] {
				return pattern{}, fmt.Errorf("pattern %q: no class {%s}", s, c)
			}
			p.elements = append(p.elements, element{class: c})
		default:
			p.elements = append(p.elements, element{literal: w})
		}
	}
	if len(p.elements) == 0 {
		return pattern{}, fmt.Errorf("pattern %q: no elements", s)
	}
	return p, nil
}

// captured are the values of a match, 0 where there is none.
type captured struct {
	year, month, day, weekday, n int
	unit                         unitKind
}

// match tries p at the words from i on. from and to are the expression's own
// words, without context.
func (g *grammar) match(p *pattern, words []string, i int) (c captured, from, to int, ok bool) {
	if i+len(p.elements) > len(words) {
		return c, 0, 0, false
	}
	from = -1
	for k, e := range p.elements {
		w := words[i+k]
		switch {
		case e.class != "":
			if !g.capture(&c, e.class, w) {
				return c, 0, 0, false
			}
		case e.any != nil:
			found := false
			for _, a := range e.any {
				found = found || a == w
			}
			if !found {
				return c, 0, 0, false
			}
		case e.literal != w:
			return c, 0, 0, false
		}
		if !e.outside {
			if from < 0 {
				from = i + k
			}
			to = i + k + 1
		}
	}
	return c, from, to, from >= 0
}

func (g *grammar) capture(c *captured, class, w string) bool {
	switch class {
	case "year":
		n, ok := number(w)
		c.year = n
		return ok && len(w) == 4 && n >= 1500 && n < 2100
	case "day":
		n, ok := number(ordinal(w))
		c.day = n
		return ok && len(w) <= 5 && n >= 1 && n <= 31
	case "mm":
		n, ok := number(w)
		c.month = n
		return ok && len(w) == 2 && n >= 1 && n <= 12
	case "dd":
		n, ok := number(w)
		c.day = n
		return ok && len(w) == 2 && n >= 1 && n <= 31
	case "iso":
		if len(w) != 10 || w[4] != '-' || w[7] != '-' {
			return false
		}
		return g.capture(c, "year", w[:4]) && g.capture(c, "mm", w[5:7]) && g.capture(c, "dd", w[8:])
	case "dmy":
		f := strings.FieldsFunc(w, func(r rune) bool { return r == '.' || r == '/' })
		if len(f) != 3 || len(f[2]) != 4 || len(f[0]) > 2 || len(f[1]) > 2 {
			return false
		}
		m, ok := number(f[1])
		c.month = m
		return ok && m >= 1 && m <= 12 && g.capture(c, "day", f[0]) && g.capture(c, "year", f[2])
	case "n":
		if n, ok := number(w); ok && n > 0 && n < 1000 {
			c.n = n
			return true
		}
		c.n = g.words["n"][w]
		return c.n > 0
	}
	v, ok := g.words[class][strings.TrimSuffix(w, ".")]
	switch class {
	case "month":
		c.month = v
	case "weekday", "past_weekday":
		c.weekday = v
	case "unit":
		c.unit = unitKind(v)
	}
	return ok
}

// number reads digits only.
func number(s string) (int, bool) {
	if s == "" || len(s) > 4 {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// ordinal cuts what makes a number an ordinal one.
func ordinal(w string) string {
	for _, end := range []string{"st", "nd", "rd", "th", "."} {
		if n, ok := strings.CutSuffix(w, end); ok {
			return n
		}
	}
	return w
}
