package pdftext

import (
	"bytes"
	"errors"
	"math"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// run is text on one baseline, in points from the lower left of the page as
// it is shown.
type run struct {
	text        string
	left, right float64
	base        float64 // of the line
	size        float64 // of the font
}

// matrix is a b c d e f of ISO 32000-1, 8.3.3.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times applies m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

// state is the graphics state as far as text goes.
type state struct {
	ctm                         matrix
	font                        *font
	size, chars, words, stretch float64
	leading, rise               float64
}

// page reads the contents of one page.
type page struct {
	f     *file
	runs  []run
	fonts map[any]*font // by what names them: ref or name
	state
	saved    []state
	tm, line matrix
	marks    []mark // marked content that has begun, the innermost last
	artifact int    // how many of them are no text of the page: running heads and the like
	bytes    int    // of the runs
	most     int    // bytes that they may have
}

// mark is marked content (14.6).
type mark struct {
	artifact bool
	actual   *run // what is to be read instead of what it shows; nil: what it shows
}

const (
	maxSaved = 1000
	maxRuns  = 100_000 // of a page; a full one has a thousand words
	longRun  = 1000    // bytes, after which another run begins: strings grow by copying
)

var errPageText = errors.New("a page with more text than an article can have")

// contents runs the operators of a content stream. Only a bound is an error.
func (p *page) contents(data []byte, resources dict, forms int) error {
	l := p.f.lexer(data, 0)
	var args []any
	for {
		v, err := l.value(0)
		switch {
		case errors.Is(err, errEnd):
			return nil
		case err != nil:
			return err
		}
		op, ok := v.(keyword)
		if !ok {
			if len(args) < 64 {
				args = append(args, v)
			}
			continue
		}
		if op == "BI" {
			l.skipImage()
		} else if err := p.operator(op, args, resources, forms); err != nil {
			return err
		}
		args = args[:0]
	}
}

// skipImage passes over an inline image (8.9.7).
func (l *lexer) skipImage() {
	for i := bytes.Index(l.data[l.at:], []byte("EI")); i >= 0; i = bytes.Index(l.data[l.at:], []byte("EI")) {
		before := l.data[l.at+i-min(1, i)]
		l.at += i + 2
		*l.tokens -= 1 + i/64
		if isSpace(before) && (l.at == len(l.data) || isSpace(l.data[l.at])) || *l.tokens < 0 {
			return
		}
	}
	l.at = len(l.data)
}

// numbers are the last n operands; ok if all are numbers.
func numbers(args []any, n int) (out [6]float64, ok bool) {
	if len(args) < n {
		return out, false
	}
	for i, v := range args[len(args)-n:] {
		if out[i], ok = v.(float64); !ok || math.Abs(out[i]) > 1e9 {
			return out, false
		}
	}
	return out, true
}

func (p *page) operator(op keyword, args []any, resources dict, forms int) error {
	switch op {
	case "q":
		if len(p.saved) < maxSaved {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.state, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		if n, ok := numbers(args, 6); ok {
			p.ctm = matrix(n).times(p.ctm)
		}
	case "Do":
		return p.form(args, resources, forms)
	case "BMC", "BDC":
		p.begin(args, resources)
	case "EMC":
		p.end()
	case "Tf":
		return p.setFont(args, resources)
	case "Tj", "'", "\"", "TJ":
		return p.show(op, args)
	default:
		p.textState(op, args)
	}
	return nil
}

// textState sets where and how text is shown (9.3, 9.4.2).
func (p *page) textState(op keyword, args []any) {
	one, some := numbers(args, 1)
	two, both := numbers(args, 2)
	switch {
	case op == "BT":
		p.tm, p.line = identity, identity
	case op == "Td" && both:
		p.move(two[0], two[1])
	case op == "TD" && both:
		p.leading = -two[1]
		p.move(two[0], two[1])
	case op == "T*":
		p.move(0, -p.leading)
	case op == "Tm":
		if n, ok := numbers(args, 6); ok {
			p.tm, p.line = n, n
		}
	case !some:
	case op == "Tc":
		p.chars = one[0]
	case op == "Tw":
		p.words = one[0]
	case op == "Tz":
		p.stretch = one[0] / 100
	case op == "TL":
		p.leading = one[0]
	case op == "Ts":
		p.rise = one[0]
	}
}

func (p *page) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.tm = p.line
}

func (p *page) setFont(args []any, resources dict) error {
	if len(args) < 2 {
		return nil
	}
	n, ok1 := args[len(args)-2].(name)
	size, ok2 := args[len(args)-1].(float64)
	if !ok1 || !ok2 || math.Abs(size) > 1e6 {
		return nil
	}
	p.size, p.font = size, nil
	v := p.f.dict(resources["Font"])[n]
	if v == nil {
		return nil
	}
	r, isRef := v.(ref)
	if t, ok := p.fonts[r]; ok && isRef {
		p.font = t
		return nil
	}
	t, err := p.f.font(p.f.dict(v))
	if err != nil {
		return err
	}
	if isRef {
		p.fonts[r] = t
	}
	p.font = t
	return nil
}

// show draws the strings of an operator.
func (p *page) show(op keyword, args []any) error {
	if op == "\"" {
		if n, ok := numbers(args[:max(0, len(args)-1)], 2); ok {
			p.words, p.chars = n[0], n[1]
		}
	}
	if op == "'" || op == "\"" {
		p.move(0, -p.leading)
	}
	if len(args) == 0 || p.font == nil {
		return nil
	}
	switch v := args[len(args)-1].(type) {
	case str:
		p.draw(v)
	case array:
		for _, v := range v {
			switch v := v.(type) {
			case str:
				p.draw(v)
			case float64:
				p.advance(-v / 1000 * p.size)
			}
		}
	}
	switch {
	case p.f.tokens < 0:
		return errTokens
	case p.bytes > p.most, len(p.runs) > maxRuns:
		return errPageText
	}
	return nil
}

func (p *page) advance(x float64) { p.tm = matrix{1, 0, 0, 1, x * p.stretch, 0}.times(p.tm) }

// draw shows one string.
func (p *page) draw(s str) {
	p.f.tokens -= len(s)
	p.font.glyphs(s, func(g glyph) bool {
		at := matrix{p.size * p.stretch, 0, 0, p.size, 0, p.rise}.times(p.tm).times(p.ctm)
		width := g.width*p.size + p.chars
		if g.space {
			width += p.words
		}
		p.advance(width)
		after := p.tm.times(p.ctm)
		if p.artifact > 0 {
			return true
		}
		if math.Abs(at[1]) > math.Abs(at[0])/4 || at[0] <= 0 {
			return true // a stamp on the margin, the axis of a chart
		}
		p.add(run{g.text, at[4], math.Max(at[4], after[4]-p.chars*p.stretch*at[0]/math.Max(1e-9, p.size*p.stretch)), at[5], math.Hypot(at[2], at[3])})
		return p.bytes <= p.most && len(p.runs) <= maxRuns
	})
}

// add appends a glyph to the run that it continues, or begins another.
func (p *page) add(g run) {
	if n := len(p.marks); n > 0 && p.marks[n-1].actual != nil {
		m := p.marks[n-1].actual
		if m.size == 0 {
			m.left, m.base, m.size = g.left, g.base, g.size
		}
		m.right = g.right
		return
	}
	if g.text == "" {
		return
	}
	p.bytes += len(g.text)
	if n := len(p.runs); n > 0 {
		last := &p.runs[n-1]
		if last.accented(g) {
			return
		}
		gap := g.left - last.right
		if last.base == g.base && last.size == g.size && gap > -0.3*g.size && gap < joined*g.size && len(last.text) < longRun {
			last.text += g.text
			last.right = g.right
			return
		}
	}
	p.runs = append(p.runs, g)
}

// accents are the combining forms of the marks that TeX's old fonts draw over
// letters.
var accents = map[rune]rune{'`': 0x300, '´': 0x301, 'ˆ': 0x302, '˜': 0x303, '¯': 0x304, '˘': 0x306, '˙': 0x307, '¨': 0x308, '˚': 0x30A, '˝': 0x30B,
	'ˇ': 0x30C, '¸': 0x327, '˛': 0x328}

// accented takes a letter that is drawn under the accent at the end of r.
func (r *run) accented(g run) bool {
	last, n := utf8.DecodeLastRuneInString(r.text)
	letter, _ := utf8.DecodeRuneInString(g.text)
	if accents[last] == 0 || !unicode.IsLetter(letter) || g.left > r.right-0.1*g.size || math.Abs(g.base-r.base) > g.size {
		return false
	}
	if r.text = r.text[:len(r.text)-n]; r.text == "" {
		r.base, r.left = g.base, math.Min(r.left, g.left)
	}
	r.text += norm.NFC.String(g.text + string(accents[last]))
	r.right = g.right
	return true
}

// joined is the gap, in sizes of the font, below which two glyphs are of one
// word. Spaces are a quarter in most fonts, letters that are set apart less.
const joined = 0.15

func (f *file) matrix(v any) *matrix {
	a := f.array(v)
	if len(a) != 6 {
		return nil
	}
	values := make([]any, 6)
	for i := range a {
		values[i] = f.get(a[i])
	}
	if n, ok := numbers(values, 6); ok {
		m := matrix(n)
		return &m
	}
	return nil
}
