package pdftext

import (
	"bufio"
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
)

//go:embed glyphs.txt
var glyphData string

// glyphs are the texts of glyph names and the names of StandardEncoding.
var glyphs = sync.OnceValue(func() (g struct {
	text     map[string]string
	standard [256]string
}) {
	g.text = map[string]string{}
	for lines := bufio.NewScanner(strings.NewReader(glyphData)); lines.Scan(); {
		left, right, _ := strings.Cut(lines.Text(), " ")
		if code, ok := strings.CutPrefix(left, "="); ok {
			if n, err := strconv.ParseUint(code, 16, 8); err == nil {
				g.standard[n] = right
			}
		} else if n, err := strconv.ParseUint(right, 16, 32); err == nil {
			g.text[left] = string(rune(n))
		}
	}
	return g
})

// glyphText is what a glyph of that name is, "" if that is not known (Adobe
// Glyph List Specification, 2).
func glyphText(glyph string) string {
	glyph, _, _ = strings.Cut(glyph, ".")
	out := ""
	for part := range strings.SplitSeq(glyph, "_") {
		t := glyphs().text[part]
		for _, form := range []struct {
			prefix   string
			min, max int
		}{{"uni", 4, 4}, {"u", 4, 6}} {
			if hex, ok := strings.CutPrefix(part, form.prefix); ok && t == "" && len(hex) >= form.min && len(hex) <= form.max {
				if n, err := strconv.ParseUint(hex, 16, 32); err == nil && n >= ' ' {
					t = string(rune(n))
				}
			}
		}
		out += t
	}
	return out
}

const unknown = "\uFFFD"

// font says what the codes of a string are and how wide.
type font struct {
	composite bool
	unicode   bool // codes are UTF-16
	text      [256]string
	to        *cmap // nil: none
	widths    map[uint32]float64
	missing   float64
	scale     float64 // of widths, to the font's size
}

// glyph is one code of a string.
type glyph struct {
	text  string
	width float64 // in sizes of the font
	space bool    // the code is the one-byte space, which word spacing widens
}

func (f *file) font(d dict) (*font, error) {
	t := &font{widths: map[uint32]float64{}, scale: 0.001}
	if s, ok := f.get(d["ToUnicode"]).(*stream); ok {
		m, err := readCMap(f, s)
		if err != nil {
			return nil, err
		}
		t.to = m
	}
	if f.name(d["Subtype"]) == "Type0" {
		f.compositeFont(t, d)
		return t, nil
	}
	if f.name(d["Subtype"]) == "Type3" {
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			t.scale, _ = f.number(m[0])
		}
	}
	descriptor := f.dict(d["FontDescriptor"])
	t.missing, _ = f.number(descriptor["MissingWidth"])
	first, _ := f.number(d["FirstChar"])
	for i, w := range f.array(d["Widths"]) {
		if n, ok := f.number(w); ok && i < 256 && first >= 0 && first < 256 {
			t.widths[uint32(first)+uint32(i)] = n
		}
	}
	base := string(f.name(d["BaseFont"]))
	f.encoding(t, d, descriptor, base)
	if len(t.widths) == 0 {
		t.standardWidths(strings.Contains(base, "Courier"))
	}
	return t, nil
}

// encoding fills in the texts of a simple font's codes (9.6.6).
func (f *file) encoding(t *font, d, descriptor dict, base string) {
	encoding := f.get(d["Encoding"])
	of, _ := encoding.(name)
	differences := array(nil)
	if e, ok := encoding.(dict); ok {
		of, differences = f.name(e["BaseEncoding"]), f.array(e["Differences"])
	}
	flags, _ := f.number(descriptor["Flags"])
	symbolic := int(min(max(flags, 0), 1<<20))&4 != 0
	program, hasProgram := f.get(descriptor["FontFile"]).(*stream)
	for c := range t.text {
		switch of {
		case "WinAnsiEncoding":
			t.text[c] = string(charmap.Windows1252.DecodeByte(byte(c)))
		case "MacRomanEncoding":
			t.text[c] = string(charmap.Macintosh.DecodeByte(byte(c)))
		default:
			t.text[c] = glyphText(glyphs().standard[c])
			if symbolic && f.name(d["Subtype"]) == "TrueType" {
				t.text[c] = string(charmap.Windows1252.DecodeByte(byte(c)))
			}
		}
	}
	if of == "" && hasProgram {
		f.builtIn(t, program)
	}
	if strings.HasSuffix(base, "Symbol") || strings.HasSuffix(base, "ZapfDingbats") || f.name(d["Subtype"]) == "Type3" {
		clear(t.text[:]) // codes of these have no letters of their own
	}
	c := 0
	for _, v := range differences {
		switch v := f.get(v).(type) {
		case float64:
			c = int(min(max(v, 0), 256))
		case name:
			if c < 256 {
				t.text[c] = glyphText(string(v))
			}
			c++
		}
	}
}

// builtInCode is an entry of a Type 1 font's own encoding.
var builtInCode = regexp.MustCompile(`dup\s+(\d{1,3})\s*/(\S{1,60})\s+put`)

// builtIn reads the encoding in the clear part of a Type 1 font.
func (f *file) builtIn(t *font, program *stream) {
	data, err := f.decode(program)
	if err != nil {
		return
	}
	data = data[:min(len(data), 64<<10)]
	for _, m := range builtInCode.FindAllSubmatch(data, 256) {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n < 256 {
			t.text[n] = glyphText(string(m[2]))
		}
	}
}

// compositeFont reads a Type 0 font (9.7).
func (f *file) compositeFont(t *font, d dict) {
	t.composite = true
	encoding := string(f.name(d["Encoding"]))
	t.unicode = strings.Contains(encoding, "UCS2") || strings.Contains(encoding, "UTF16")
	var descendant dict
	if list := f.array(d["DescendantFonts"]); len(list) > 0 {
		descendant = f.dict(list[0])
	}
	t.missing = 1000
	if n, ok := f.number(descendant["DW"]); ok {
		t.missing = n
	}
	set := func(c, w float64) {
		if c >= 0 && c <= 0xFFFF && f.codes < maxCodes {
			f.codes++
			t.widths[uint32(c)] = w
		}
	}
	for w := f.array(descendant["W"]); len(w) >= 2; {
		first, _ := f.number(w[0])
		if list, ok := f.get(w[1]).(array); ok {
			for i, v := range list {
				n, _ := f.number(v)
				set(first+float64(i), n)
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			break
		}
		last, _ := f.number(w[1])
		n, _ := f.number(w[2])
		for c := max(first, 0); c <= min(last, 0xFFFF); c++ {
			set(c, n)
		}
		if f.tokens -= int(max(0, min(last, 0xFFFF)-max(first, 0))); f.tokens < 0 {
			return
		}
		w = w[3:]
	}
}

// glyphs calls back for the codes of a string, until that is false.
func (t *font) glyphs(s str, each func(glyph) bool) {
	for len(s) > 0 {
		n := 1
		if t.composite {
			n = min(2, len(s))
			if t.to != nil {
				if m := t.to.next(s); m > 0 {
					n = m
				}
			}
		}
		c, _ := code(s[:n])
		g := glyph{text: t.textOf(c, n), space: n == 1 && c == ' '}
		w, ok := t.widths[c]
		if !ok {
			w = t.missing
		}
		g.width = w * t.scale
		if !each(g) {
			return
		}
		s = s[n:]
	}
}

func (t *font) textOf(c uint32, bytes int) string {
	if t.to != nil {
		if text, ok := t.to.of(c); ok {
			return text
		}
	}
	switch {
	case t.unicode:
		return string(rune(c))
	case !t.composite && c < 256 && t.text[c] != "":
		return t.text[c]
	}
	return unknown
}

// helvetica are the widths of the printable ASCII characters of Helvetica,
// which stand in for those of the other standard fonts, too (9.6.2.2).
var helvetica = [95]float64{278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584}

func (t *font) standardWidths(monospaced bool) {
	t.missing = 556
	if monospaced {
		t.missing = 600
		return
	}
	for i, w := range helvetica {
		t.widths[uint32(i)+' '] = w
	}
}
