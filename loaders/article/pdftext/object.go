// Package pdftext reads the text of PDF files (ISO 32000) as paragraphs.
//
// In: the bytes of a file. Out: a Document of paragraphs in reading order, with
// what the file and its first page say of the title. Whatever the bytes are,
// Read ends, within the bounds below, with a Document or an error and never
// panics. Not here: pictures of text (a page without text is counted), forms,
// annotations, outlines; what is a title or a date of an article (article).
//
// The cross-reference tables of a file are not used: all objects are found by
// their "N G obj", the last one of a number being valid, which reads damaged
// files as well as good ones.
package pdftext

import (
	"errors"
	"fmt"
	"strconv"
)

// Bounds of one file. Real ones stay far below.
const (
	maxObjects = 1_000_000
	maxDepth   = 64         // of arrays and dictionaries in each other
	maxTokens  = 20_000_000 // of all that is read
	maxDecoded = 512 << 20  // bytes of all streams, decompressed
	maxStream  = 64 << 20   // bytes of one
	maxValue   = 1_000_000  // parts of one value
	maxCodes   = 2_000_000  // codes of all fonts, with their texts and widths
	maxCached  = 1_000_000  // tokens of objects that are kept
	maxPages   = 20_000
	maxForms   = 12 // forms in forms
)

// The values of PDF (ISO 32000-1, 7.3): nil, bool, float64, str, name, array,
// dict, ref and *stream.
type (
	str    string
	name   string
	array  []any
	dict   map[name]any
	ref    int // number of an object; generations are not told apart
	stream struct {
		dict
		object int    // number, for its key
		data   []byte // as it is in the file
	}
	keyword string // an operator, or what begins and ends values
)

var (
	errEnd    = errors.New("the end")
	errTokens = errors.New("more in it than a text can have")
)

// lexer reads tokens and values from data.
type lexer struct {
	data   []byte
	at     int
	tokens *int // that may still be read
	parts  int  // of the value that is read
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) skipSpace() {
	for l.at < len(l.data) {
		c := l.data[l.at]
		switch {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.data) && l.data[l.at] != '\n' && l.data[l.at] != '\r' {
				l.at++
			}
		default:
			return
		}
	}
}

// token is the next simple value or keyword; errEnd after the last.
func (l *lexer) token() (any, error) {
	from := l.at
	tok, err := l.simple()
	if *l.tokens -= 1 + (l.at-from)/16; *l.tokens < 0 { // long ones take time too
		return nil, errTokens
	}
	return tok, err
}

func (l *lexer) simple() (any, error) {
	l.skipSpace()
	if l.at >= len(l.data) {
		return nil, errEnd
	}
	c := l.data[l.at]
	next := byte(0)
	if l.at+1 < len(l.data) {
		next = l.data[l.at+1]
	}
	switch {
	case c == '(':
		return l.literal(), nil
	case c == '<' && next == '<', c == '>' && next == '>':
		l.at += 2
		return keyword([]byte{c, next}), nil
	case c == '<':
		return l.hex(), nil
	case c == '/':
		l.at++
		return l.name(), nil
	case isDelimiter(c):
		l.at++
		return keyword([]byte{c}), nil
	}
	from := l.at
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		l.at++
	}
	word := l.data[from:l.at]
	if n, ok := number(word); ok {
		return n, nil
	}
	switch string(word) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	return keyword(word), nil
}

// number reads a PDF number; strange signs of known writers are taken too.
func number(word []byte) (float64, bool) {
	if len(word) == 0 || len(word) > 40 {
		return 0, false
	}
	if c := word[0]; !('0' <= c && c <= '9') && c != '+' && c != '-' && c != '.' {
		return 0, false
	}
	n, err := strconv.Atoi(string(word))
	if err == nil {
		return float64(n), true
	}
	s := string(word)
	for len(s) > 1 && s[0] == '-' && s[1] == '-' {
		s = s[1:]
	}
	for _, c := range []byte(s[1:]) {
		if (c < '0' || c > '9') && c != '.' && c != '-' {
			return 0, false
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// name reads what follows the slash.
func (l *lexer) name() name {
	var out []byte
	for l.at < len(l.data) && !isSpace(l.data[l.at]) && !isDelimiter(l.data[l.at]) {
		c := l.data[l.at]
		l.at++
		if c == '#' && l.at+1 < len(l.data) {
			h, ok1 := unhex(l.data[l.at])
			g, ok2 := unhex(l.data[l.at+1])
			if ok1 && ok2 {
				c = h<<4 | g
				l.at += 2
			}
		}
		out = append(out, c)
	}
	return name(out)
}

func unhex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// hex reads a string in hexadecimal; what is no digit is passed over.
func (l *lexer) hex() str {
	var out []byte
	half, have := byte(0), false
	for l.at++; l.at < len(l.data); l.at++ {
		if l.data[l.at] == '>' {
			l.at++
			break
		}
		d, ok := unhex(l.data[l.at])
		switch {
		case !ok:
		case have:
			out, have = append(out, half<<4|d), false
		default:
			half, have = d, true
		}
	}
	if have {
		out = append(out, half<<4)
	}
	return str(out)
}

// literal reads a string in brackets.
func (l *lexer) literal() str {
	var out []byte
	depth := 1
	for l.at++; l.at < len(l.data); {
		c := l.data[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return str(out)
			}
		case '\\':
			var some bool
			if c, some = l.escaped(); !some {
				continue
			}
		}
		out = append(out, c)
	}
	return str(out)
}

// escaped reads what follows a backslash; some is false for a line that goes
// on.
func (l *lexer) escaped() (c byte, some bool) {
	if l.at >= len(l.data) {
		return 0, false
	}
	c = l.data[l.at]
	l.at++
	switch c {
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 't':
		return '\t', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	case '\n':
		return 0, false
	case '\r':
		if l.at < len(l.data) && l.data[l.at] == '\n' {
			l.at++
		}
		return 0, false
	}
	if c < '0' || c > '7' {
		return c, true
	}
	n := int(c - '0')
	for range 2 {
		if l.at < len(l.data) && '0' <= l.data[l.at] && l.data[l.at] <= '7' {
			n = n*8 + int(l.data[l.at]-'0')
			l.at++
		}
	}
	return byte(n), true
}

// value reads a value, or a keyword that is none.
func (l *lexer) value(depth int) (any, error) {
	if depth == 0 {
		l.parts = 0
	}
	if l.parts++; l.parts > maxValue {
		return nil, fmt.Errorf("a value of more than %d parts", maxValue)
	}
	tok, err := l.token()
	if err != nil {
		return nil, err
	}
	switch tok {
	case keyword("["):
		if depth == maxDepth {
			return nil, fmt.Errorf("values nested more than %d deep", maxDepth)
		}
		return l.array(depth + 1)
	case keyword("<<"):
		if depth == maxDepth {
			return nil, fmt.Errorf("values nested more than %d deep", maxDepth)
		}
		return l.dict(depth + 1)
	}
	if n, ok := tok.(float64); ok {
		return l.maybeRef(n), nil
	}
	return tok, nil
}

// maybeRef is the reference "n g R", or the number n.
func (l *lexer) maybeRef(n float64) any {
	if n != float64(int(n)) || n < 0 || n > maxObjectNumber {
		return n
	}
	at := l.at
	for i := at; i < len(l.data) && i < at+20; i++ { // a quick look: "g R"
		if c := l.data[i]; c == 'R' {
			break
		} else if !isSpace(c) && (c < '0' || c > '9') {
			return n
		}
	}
	if g, err := l.token(); err == nil {
		if _, ok := g.(float64); ok {
			if r, err := l.token(); err == nil && r == keyword("R") {
				return ref(n)
			}
		}
	}
	l.at = at
	return n
}

const maxObjectNumber = 1 << 30

func (l *lexer) array(depth int) (any, error) {
	out := array{}
	for {
		v, err := l.value(depth)
		switch {
		case errors.Is(err, errEnd), err == nil && v == keyword("]"):
			return out, nil
		case err != nil:
			return nil, err
		}
		if _, odd := v.(keyword); !odd {
			out = append(out, v)
		}
	}
}

func (l *lexer) dict(depth int) (any, error) {
	out := dict{}
	for {
		key, err := l.token()
		switch {
		case errors.Is(err, errEnd), err == nil && key == keyword(">>"):
			return out, nil
		case err != nil:
			return nil, err
		}
		k, ok := key.(name)
		if !ok {
			continue
		}
		v, err := l.value(depth)
		switch {
		case errors.Is(err, errEnd):
			return out, nil
		case err != nil:
			return nil, err
		case v == keyword(">>"):
			return out, nil
		}
		if _, odd := v.(keyword); !odd {
			out[k] = v
		}
	}
}
