package boilerplate

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

// paragraphs are the lines of s from byte skip on; lines that were wrapped at
// a fixed width are joined.
func paragraphs(s string, skip int) []text.Span {
	var out, run []text.Span
	flush := func() {
		if wrapped(s, run) {
			run = []text.Span{{Start: run[0].Start, End: run[len(run)-1].End}}
		}
		out = append(out, run...)
		run = run[:0:0]
	}
	for skip < len(s) {
		end, next := lineEnd(s, skip)
		if strings.TrimFunc(s[skip:end], blank) == "" {
			flush()
		} else {
			run = append(run, text.Span{Start: skip, End: end})
		}
		skip = next
	}
	flush()
	return out
}

// lineEnd finds the end of the line that begins at from, and where the next
// one begins: after \n, \r, \v, \f, NEL, or Unicode's line and paragraph
// separators (UAX 14, class BK).
func lineEnd(s string, from int) (end, next int) {
	for i, r := range s[from:] {
		switch r {
		case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return from + i, from + i + utf8.RuneLen(r)
		}
	}
	return len(s), len(s)
}

// wrapped reports whether the lines look cut at one width: all but the last
// within minWrap to maxWrap characters and close to each other, the last no
// longer, and some line broken inside a sentence.
func wrapped(s string, lines []text.Span) bool {
	const minWrap, maxWrap, slack = 45, 120, 25
	if len(lines) < 2 {
		return false
	}
	shortest, longest, broken := maxWrap, 0, false
	for _, l := range lines[:len(lines)-1] {
		n := utf8.RuneCountInString(strings.TrimFunc(s[l.Start:l.End], blank))
		shortest, longest = min(shortest, n), max(longest, n)
		broken = broken || !ended(s[l.Start:l.End])
	}
	last := lines[len(lines)-1]
	return broken && shortest >= minWrap && longest <= maxWrap && longest-shortest <= slack &&
		utf8.RuneCountInString(s[last.Start:last.End]) <= longest+slack
}

// unglue cuts p where a scraper lost the break between two paragraphs:
// after a full stop with no space ("afraid.Danish", `he says."I`), and inside
// a word of lower-case letters that ends in a capitalised paragraph opener
// ("ReutersThe company").
func unglue(s string, p text.Span) []text.Span {
	var out []text.Span
	cut := func(at int) {
		if at > p.Start {
			out = append(out, text.Span{Start: p.Start, End: at})
			p.Start = at
		}
	}
	quotes := 0 // straight double quotes since the paragraph began
	for i := p.Start; i < p.End; {
		r, n := utf8.DecodeRuneInString(s[i:p.End])
		switch {
		case r == '"':
			quotes++
		case r == '.' || r == '!' || r == '?':
			if at := afterStop(s[:p.End], i, quotes); at > 0 {
				for _, q := range s[i+n : at] {
					if q == '"' {
						quotes++
					}
				}
				cut(at)
				i = at
				continue
			}
		case unicode.IsUpper(r) && gluedOpener(s[p.Start:p.End], i-p.Start):
			cut(i)
		}
		i += n
	}
	return append(out, p)
}

// afterStop returns where a paragraph begins that is glued to the full stop at
// i, or 0. The word before must be of at least three lower-case letters, or of
// five with a capital first (shorter ones may be "Prof." or "Capt."), or the
// stop must be inside a quotation; the word after it must be capitalised and
// neither a domain ending nor all there is.
func afterStop(s string, i, quotes int) int {
	at := i + 1
	if at < len(s) && s[at] == '"' && quotes%2 == 1 {
		at++ // closes the quotation; else it opens the next one
	} else if strings.HasPrefix(s[at:], "”") || strings.HasPrefix(s[at:], "»") {
		at += len(s[at:]) - len(strings.TrimLeft(s[at:], "”»"))
	}
	closed := at > i+1
	word := s[strings.LastIndexFunc(s[:i], func(r rune) bool { return !unicode.IsLetter(r) })+1 : i]
	if !closed && !wholeWord(word) {
		return 0
	}
	rest := s[at:]
	opened := strings.TrimLeft(rest, "\"“»„”–-")
	if len(rest)-len(opened) > 4 {
		return 0
	}
	end := strings.IndexFunc(opened, func(r rune) bool { return !unicode.IsLetter(r) })
	if end <= 0 {
		return 0
	}
	first, n := utf8.DecodeRuneInString(opened)
	lower := opened[n:end]
	if !unicode.IsUpper(first) || strings.ToLower(lower) != lower || !closed && domain[strings.ToLower(opened[:end])] {
		return 0
	}
	return at
}

func wholeWord(s string) bool {
	n := utf8.RuneCountInString(s)
	_, first := utf8.DecodeRuneInString(s)
	return n >= 3 && strings.ToLower(s) == s || n >= 5 && strings.ToLower(s[first:]) == s[first:]
}

// domain are endings of internet names that some brands write capitalised.
var domain = map[string]bool{"com": true, "net": true, "org": true, "dk": true, "io": true, "js": true, "ai": true}

// gluedOpener reports whether an opener begins at byte i of s right after a
// word of at least three letters that ends in two lower-case ones.
func gluedOpener(s string, i int) bool {
	const enough = 16 // bytes of the word before: only its last letters matter
	before := s[max(0, i-enough):i]
	before = before[strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	if utf8.RuneCountInString(before) < 3 {
		return false
	}
	last, n := utf8.DecodeLastRuneInString(before)
	last2, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	if !unicode.IsLower(last) || !unicode.IsLower(last2) {
		return false
	}
	const longest = 40 // bytes of an opener
	end := strings.IndexFunc(s[i:min(len(s), i+longest)], func(r rune) bool { return !unicode.IsLetter(r) })
	return end > 0 && s[i+end] == ' ' && cues().open[strings.ToLower(s[i:i+end])]
}

// A dateline is a place in capitals, or any place with an agency in brackets
// behind it, a date perhaps, and a dash: "TALLINN, Feb 12 (Wire) - ".
var dateline = regexp.MustCompile(`^(?:\p{Lu}[\p{Lu} .'/-]{2,30}` + datelineDate + `(?:` + blankRune + `\([^()\n]{2,40}\))?|` +
	`\p{Lu}[\p{L} .'/-]{2,30}` + datelineDate + blankRune + `\([^()\n]{2,40}\))` + blankRune + `*(?:—|–|--|-)` + blankRune + `+`)

const (
	blankRune    = `[ \x{00a0}]`
	datelineDate = `(?:,` + blankRune + `[\p{L}\d. ]{3,20})?`
)

// afterDateline returns where the prose of p begins behind a dateline, p.Start
// if it has none.
func afterDateline(s string, p text.Span) int {
	end := p.Start + len(dateline.FindString(s[p.Start:p.End]))
	if r, _ := utf8.DecodeRuneInString(s[end:p.End]); end < p.End && (unicode.IsUpper(r) || strings.ContainsRune("\"“»„'‘", r)) {
		return end
	}
	return p.Start
}
