package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/queries"
)

// Text from outside (names, quotes, titles, file names, ids, errors that hold
// them) may hold what commands a terminal, turns the direction of reading, or
// begins a line that looks like one of ours. Everything that people read goes
// through fprintf and fprintln: what stands in the format is ours, arguments
// are from outside and are escaped, whatever the stream is. Text that is both,
// such as a coloured name, is of type ours.
type ours string

// fprintf is fmt.Fprintf with the arguments escaped.
func fprintf(w io.Writer, format string, args ...any) (int, error) {
	return fmt.Fprintf(w, format, escaped(args, 0)...)
}

// fprintln is fmt.Fprintln with the arguments escaped.
func fprintln(w io.Writer, args ...any) (int, error) {
	return fmt.Fprintln(w, escaped(args, 0)...)
}

// maxMessage is where an argument of a message is cut, in code points: a
// message is read on one screen, whatever the id or the language in it.
const maxMessage = 400

// sayf prints a message on stderr, its arguments escaped and cut. What can not
// be written to stderr can not be reported either.
func (a *app) sayf(format string, args ...any) {
	fmt.Fprintf(a.err, format, escaped(args, maxMessage)...)
}

// sayln is sayf in the manner of Println.
func (a *app) sayln(args ...any) { fmt.Fprintln(a.err, escaped(args, maxMessage)...) }

// escaped wraps what may hold text; most > 0 cuts it.
func escaped(args []any, most int) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		switch arg.(type) {
		case ours, bool, int, int8, int16, int32, int64, uint, uint8, uint16, uint32, uint64, uintptr, float32, float64:
			out[i] = arg
		default:
			out[i] = outside{arg, most}
		}
	}
	return out
}

// outside formats v by any verb, then escapes what came out.
type outside struct {
	v    any
	most int
}

// Format implements fmt.Formatter.
func (o outside) Format(f fmt.State, verb rune) {
	io.WriteString(f, escape(cutMiddle(fmt.Sprintf(fmt.FormatString(f, verb), o.v), o.most)))
}

// cutMiddle leaves the two ends of what is longer than most code points: what
// it is, and the cause.
func cutMiddle(s string, most int) string {
	if most <= 0 || len(s) <= most || utf8.RuneCountInString(s) <= most {
		return s
	}
	r := []rune(s)
	return fmt.Sprintf("%s … (%d characters left out) … %s", string(r[:most/2]), len(r)-most, string(r[len(r)-most/2:]))
}

// hostile are the characters that act on a terminal or on the order of
// reading: C0, C1 and DEL, the line and paragraph separators (UAX 14, class
// BK), the bidirectional controls (UAX 9), interlinear annotation and the
// invisible tags.
func hostile(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' ||
		'\uFFF9' <= r && r <= '\uFFFB' || 0xE0000 <= r && r <= 0xE007F
}

// escape writes hostile characters and bytes that are no UTF-8 as Go does:
// \n, \x1b, \u202e.
func escape(s string) string {
	if utf8.ValidString(s) && strings.IndexFunc(s, hostile) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case hostile(r):
			q := fmt.Sprintf("%+q", r) // '\n'
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// escapeJSON writes hostile characters as JSON does; inside a string of JSON
// it is the same value, and nowhere else can they stand but line breaks and
// tabs between values.
func escapeJSON(data []byte) []byte {
	if bytes.IndexFunc(data, hostileJSON) < 0 {
		return data
	}
	var b bytes.Buffer
	for _, r := range string(data) {
		switch {
		case !hostileJSON(r):
			b.WriteRune(r)
		case r > 0xFFFF:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.Bytes()
}

func hostileJSON(r rune) bool { return r != '\n' && r != '\t' && hostile(r) }

// data is stdout for formats that machines read, N-Quads and the like: as they
// are, but for a terminal escaped.
func (a *app) data() io.Writer {
	if terminal(a.out) {
		return &dataWriter{w: a.out}
	}
	return a.out
}

// dataWriter escapes what is hostile but line breaks and tabs.
type dataWriter struct {
	w    io.Writer
	rest []byte // of a character that the last Write began
}

func (d *dataWriter) Write(p []byte) (int, error) {
	data := append(d.rest, p...)
	whole := len(data)
	for i := 1; i <= min(len(data), utf8.UTFMax-1); i++ {
		if at := len(data) - i; utf8.RuneStart(data[at]) {
			if !utf8.FullRune(data[at:]) {
				whole = at
			}
			break
		}
	}
	var b strings.Builder
	for part := range strings.SplitAfterSeq(string(data[:whole]), "\n") {
		for i, cell := range strings.Split(strings.TrimSuffix(part, "\n"), "\t") {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(escape(cell))
		}
		if strings.HasSuffix(part, "\n") {
			b.WriteByte('\n')
		}
	}
	d.rest = bytes.Clone(data[whole:])
	if _, err := io.WriteString(d.w, b.String()); err != nil {
		return 0, err
	}
	return len(p), nil
}

// goPhrases are phrases of Go's libraries and how they are told.
var goPhrases = []struct {
	pattern *regexp.Regexp
	words   string
}{
	{regexp.MustCompile(`strconv\.\w+: parsing ("(?:[^"\\]|\\.)*"): invalid syntax`), "$1 is no number"},
	{regexp.MustCompile(`strconv\.\w+: parsing ("(?:[^"\\]|\\.)*"): value out of range`), "$1 is out of range"},
	{regexp.MustCompile(`context canceled`), "interrupted"},
	{regexp.MustCompile(`context deadline exceeded`), "it takes too long"},
}

func inWords(s string) string {
	for _, p := range goPhrases {
		s = p.pattern.ReplaceAllString(s, p.words)
	}
	return s
}

// message is an error as it is told: line breaks that are ours, between joined
// errors and in a list of candidates, stay.
func message(err error) ours {
	const next = "\n  "
	var parts []string
	var ambiguous *queries.AmbiguousError
	var unknown *queries.UnknownError
	if joined, ok := err.(interface{ Unwrap() []error }); ok && strings.Contains(err.Error(), "\n") {
		for _, e := range joined.Unwrap() {
			parts = append(parts, string(message(e)))
		}
		return ours(strings.Join(parts, next))
	}
	if !errors.As(err, &ambiguous) && !errors.As(err, &unknown) {
		return ours(escape(cutMiddle(inWords(err.Error()), 2*maxMessage)))
	}
	for _, line := range strings.Split(err.Error(), next) {
		parts = append(parts, escape(cutMiddle(line, maxMessage)))
	}
	return ours(strings.Join(parts, next))
}
