package text

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Edits tells where a normalised text differs from its original, so that
// offsets into the one become offsets into the other. The zero value changes
// nothing.
type Edits struct{ list []edit }

// edit puts the span to where the original has from.
type edit struct{ from, to Span }

// Normalize brings a text to the one form in which names are compared: letters
// composed (Unicode NFC, UAX #15), ligatures written out, and without what
// readers do not see: soft hyphens, characters of no width, and the raised
// figures that point to a footnote.
func Normalize(s string) (string, Edits) {
	if norm.NFC.IsNormalString(s) && strings.IndexFunc(s, special) < 0 {
		return s, Edits{}
	}
	var b strings.Builder
	var e Edits
	for i := 0; i < len(s); {
		n := norm.NFC.NextBoundaryInString(s[i:], true)
		if n <= 0 {
			n = len(s) - i
		}
		old := s[i : i+n]
		written := norm.NFC.String(old)
		if r, k := utf8.DecodeRuneInString(old); special(r) {
			written = written[min(k, len(written)):]
			if !hidden(r, b.String()) {
				written = spelled(r) + written
			}
		}
		if written != old {
			e.list = append(e.list, edit{Span{i, i + n}, Span{b.Len(), b.Len() + len(written)}})
		}
		b.WriteString(written)
		i += n
	}
	return b.String(), e
}

// special tells characters that Normalize looks at one by one.
func special(r rune) bool {
	return r >= 0x80 && (invisible(r) || raised(r) || r >= 0xFB00 && r <= 0xFB06)
}

// invisible tells soft hyphens, characters of no width and direction marks.
// The joiner that binds emoji (200D) is none: it only stands inside a symbol.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return r != 0x200D
	}
	return false
}

func raised(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r == 0x2070 || r >= 0x2074 && r <= 0x2079
}

// hidden tells whether r is not to be read after before. A raised figure is a
// note's after a word of three letters or a sign that ends a phrase; after a
// figure or a shorter word it is an exponent ("12²", "km²").
func hidden(r rune, before string) bool {
	if !raised(r) {
		return invisible(r)
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune(".,;:!?)\"'”’»", last) {
		return true
	}
	for range 3 {
		last, n := utf8.DecodeLastRuneInString(before)
		if !unicode.IsLetter(last) {
			return false
		}
		before = before[:len(before)-n]
	}
	return true
}

// spelled writes a ligature out.
func spelled(r rune) string {
	if r >= 0xFB00 && r <= 0xFB06 {
		return norm.NFKC.String(string(r))
	}
	return string(r)
}

// Original is where a span of the normalised text stands in the original, with
// all that belongs to its characters.
func (e Edits) Original(s Span) Span {
	out := s
	if k := sort.Search(len(e.list), func(k int) bool { return e.list[k].to.Start > s.Start }) - 1; k >= 0 {
		x := e.list[k]
		out.Start = x.from.Start
		if s.Start >= x.to.End {
			out.Start = x.from.End + s.Start - x.to.End
		}
	}
	if k := sort.Search(len(e.list), func(k int) bool { return e.list[k].to.Start >= s.End }) - 1; k >= 0 {
		x := e.list[k]
		out.End = x.from.End + max(0, s.End-x.to.End)
	}
	return Span{out.Start, max(out.Start, out.End)}
}

// Normal is where a span of the original stands in the normalised text.
func (e Edits) Normal(s Span) Span { return Span{e.normal(s.Start), e.normal(s.End)} }

func (e Edits) normal(i int) int {
	k := sort.Search(len(e.list), func(k int) bool { return e.list[k].from.Start > i }) - 1
	switch {
	case k < 0:
		return i
	case i < e.list[k].from.End:
		return e.list[k].to.Start
	}
	return e.list[k].to.End + i - e.list[k].from.End
}
