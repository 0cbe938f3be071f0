package nquads

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"newsgraph/schema"
)

// parser reads one line. at is the byte that comes next.
type parser struct {
	r    *Reader
	line []byte
	at   int
}

func (p *parser) fail(at int, format string, args ...any) error {
	return &SyntaxError{p.r.line, column(p.line, at), fmt.Sprintf(format, args...)}
}

func (p *parser) space() {
	for p.at < len(p.line) && (p.line[p.at] == ' ' || p.line[p.at] == '\t') {
		p.at++
	}
}

// peek is the next byte, 0 at the end of the line.
func (p *parser) peek() byte {
	if p.at < len(p.line) {
		return p.line[p.at]
	}
	return 0
}

// found describes the next character for messages.
func (p *parser) found() string {
	if p.at >= len(p.line) {
		return "the end of the line"
	}
	r, size := utf8.DecodeRune(p.line[p.at:])
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf("the byte 0x%02X, which is not UTF-8", p.line[p.at])
	}
	return strconv.QuoteRune(r)
}

// statement parses the line; ok is false for an empty one or a comment.
func (p *parser) statement() (q schema.Quad, ok bool, err error) {
	if p.end() {
		return q, false, p.comment()
	}
	if q.Subject, err = p.node("a subject"); err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() != '<' {
		return q, false, p.fail(p.at, "want a predicate (an IRI in <>), found %s", p.found())
	}
	if q.Predicate, err = p.iri(); err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() == '"' {
		q.Object, err = p.literal()
	} else {
		q.Object, err = p.node("an object")
	}
	if err != nil {
		return q, false, err
	}
	p.space()
	if p.peek() == '<' || p.peek() == '_' {
		if q.Graph, err = p.node("a graph"); err != nil {
			return q, false, err
		}
		p.space()
	}
	if p.peek() != '.' {
		return q, false, p.fail(p.at, "want a graph or '.', found %s", p.found())
	}
	p.at++
	if !p.end() {
		return q, false, p.fail(p.at, "want the end of the line after '.', found %s", p.found())
	}
	return q, true, p.comment()
}

// end skips space and reports whether nothing or a comment follows.
func (p *parser) end() bool {
	p.space()
	return p.at == len(p.line) || p.line[p.at] == '#'
}

// comment checks that the rest is UTF-8, as the whole file must be.
func (p *parser) comment() error {
	for i := p.at; i < len(p.line); {
		r, size := utf8.DecodeRune(p.line[i:])
		if r == utf8.RuneError && size == 1 {
			return p.fail(i, "byte 0x%02X in the comment is not UTF-8", p.line[i])
		}
		i += size
	}
	return nil
}

// node parses an IRI or a blank node.
func (p *parser) node(what string) (schema.Node, error) {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blank()
	}
	return nil, p.fail(p.at, "want %s, found %s", what, p.found())
}

// iriStop is the bytes at which the text of an IRI ends, is escaped or is wrong.
var iriStop = func() (stop [256]bool) {
	for c := range stop {
		stop[c] = c <= ' ' || strings.IndexByte("<>\"{}|^`\\", byte(c)) >= 0
	}
	return stop
}()

func (p *parser) iri() (schema.IRI, error) {
	start := p.at
	p.at++
	var decoded []byte // nil as long as there are no escapes
	from := p.at
	for ; p.at < len(p.line); p.at++ {
		c := p.line[p.at]
		if !iriStop[c] {
			continue
		}
		switch {
		case c == '>':
			raw := p.line[from:p.at]
			if decoded != nil {
				raw = append(decoded, raw...)
			}
			p.at++
			iri, err := p.r.iri(raw)
			if err != nil {
				return iri, p.fail(start, "%v", err)
			}
			return iri, nil
		case c == '\\':
			decoded = append(decoded, p.line[from:p.at]...)
			r, err := p.escape("uU")
			if err != nil {
				return schema.IRI{}, err
			}
			decoded = utf8.AppendRune(decoded, r)
			from = p.at
			p.at--
		default:
			return schema.IRI{}, p.fail(p.at, "%s is not allowed in an IRI", p.found())
		}
	}
	return schema.IRI{}, p.fail(start, "the IRI has no closing '>'")
}

func (p *parser) blank() (schema.Blank, error) {
	start := p.at
	if p.at+1 >= len(p.line) || p.line[p.at+1] != ':' {
		return schema.Blank{}, p.fail(start, "want a blank node, which begins with \"_:\"")
	}
	end := start + 2
	for end < len(p.line) && !labelEnd(p.line[end]) {
		end++
	}
	for end > start+2 && p.line[end-1] == '.' { // the dot of the statement
		end--
	}
	b, err := schema.ParseBlank(string(p.line[start+2 : end]))
	if err != nil {
		return b, p.fail(start, "%v", err)
	}
	p.at = end
	return b, nil
}

// labelEnd reports the bytes that end a blank node's label; whether what is
// before them is a label, schema.ParseBlank decides.
func labelEnd(c byte) bool {
	return c <= ' ' || c < 0x80 && strings.IndexByte("<>\"#@^\\", c) >= 0
}

func (p *parser) literal() (schema.Literal, error) {
	start := p.at
	lex, err := p.quoted()
	if err != nil {
		return schema.Literal{}, err
	}
	var l schema.Literal
	switch at := p.at; {
	case p.peek() == '@':
		p.at++
		for p.at < len(p.line) && (isAlnum(p.line[p.at]) || p.line[p.at] == '-') {
			p.at++
		}
		if l, err = schema.NewLangString(lex, string(p.line[at+1:p.at])); err != nil {
			return l, p.fail(at, "bad language tag %q", p.line[at:p.at])
		}
	case p.peek() == '^':
		if p.at++; p.peek() != '^' {
			return l, p.fail(at, "want ^^ and a datatype")
		}
		if p.at++; p.peek() != '<' {
			return l, p.fail(p.at, "want a datatype (an IRI in <>), found %s", p.found())
		}
		datatype, err := p.iri()
		if err != nil {
			return l, err
		}
		if l, err = schema.NewTyped(lex, datatype); err != nil {
			return l, p.fail(at, "%v", err)
		}
	default:
		if l, err = schema.NewString(lex); err != nil {
			return l, p.fail(start, "%v", err)
		}
	}
	return l, nil
}

func isAlnum(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// quoted parses a string in quotes and decodes its escapes.
func (p *parser) quoted() (string, error) {
	start := p.at
	p.at++
	var decoded []byte
	from := p.at
	for p.at < len(p.line) {
		switch c := p.line[p.at]; {
		case c == '"':
			raw := p.line[from:p.at]
			if decoded != nil {
				raw = append(decoded, raw...)
			}
			p.at++
			return string(raw), nil
		case c == '\\':
			decoded = append(decoded, p.line[from:p.at]...)
			r, err := p.escape("uUtbnrf\"'\\")
			if err != nil {
				return "", err
			}
			decoded = utf8.AppendRune(decoded, r)
			from = p.at
		case c < utf8.RuneSelf:
			p.at++
		default:
			r, size := utf8.DecodeRune(p.line[p.at:])
			if r == utf8.RuneError && size == 1 {
				return "", p.fail(p.at, "byte 0x%02X is not UTF-8", c)
			}
			p.at += size
		}
	}
	return "", p.fail(start, "the string has no closing '\"'")
}

// escape decodes the escape that starts here, one of the letters allowed.
func (p *parser) escape(allowed string) (rune, error) {
	start := p.at
	p.at++
	c := p.peek()
	if c == 0 || strings.IndexByte(allowed, c) < 0 {
		return 0, p.fail(start, "\\ with %s is not an escape here", p.found())
	}
	p.at++
	digits := 0
	switch c {
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	default:
		const letters, values = "tbnrf\"'\\", "\t\b\n\r\f\"'\\"
		return rune(values[strings.IndexByte(letters, c)]), nil
	}
	if len(p.line)-p.at < digits {
		return 0, p.fail(start, "\\%c wants %d hexadecimal digits", c, digits)
	}
	hex := string(p.line[p.at : p.at+digits])
	n, err := strconv.ParseUint(hex, 16, 32)
	switch {
	case err != nil:
		return 0, p.fail(start, "\\%c wants %d hexadecimal digits, found %q", c, digits, hex)
	case !utf8.ValidRune(rune(n)) || n > utf8.MaxRune:
		return 0, p.fail(start, "\\%c%s is not a Unicode character", c, hex)
	}
	p.at += digits
	return rune(n), nil
}
