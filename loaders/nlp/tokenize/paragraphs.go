package tokenize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

// cutParagraphs divides the blocks of d that are longer than maxParagraph.
func cutParagraphs(d *text.Doc) {
	long := func(b text.Block) bool { return b.Len() > maxParagraph }
	if !slices.ContainsFunc(d.Blocks, long) {
		return
	}
	var out []text.Block
	for _, b := range d.Blocks {
		for long(b) {
			d.Cuts.Paragraphs++
			at := b.Start + cutAt(d.Text[b.Start:b.Start+maxParagraph])
			out = append(out, text.Block{Span: text.Span{Start: b.Start, End: at}, Kind: b.Kind})
			b.Start = at
		}
		out = append(out, b)
	}
	d.Blocks = out
}

// cutAt is where s is best divided: in its last quarter behind the last
// sentence, else behind the last blank, else at its end, and never inside a
// character.
func cutAt(s string) int {
	for len(s) > 0 && !utf8.FullRuneInString(s[lastRune(s):]) {
		s = s[:lastRune(s)]
	}
	from := len(s) - len(s)/4
	for _, end := range []string{". ", "! ", "? ", " "} {
		if i := strings.LastIndex(s[from:], end); i >= 0 {
			return from + i + len(end)
		}
	}
	return len(s)
}

// lastRune is where the last character of s begins, whole or not.
func lastRune(s string) int {
	i := len(s) - 1
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}
