package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word cuts the word at i and returns how many bytes it took. start is where
// the chunk begins.
func (c *cutter) word(i, end, start int) int {
	s := c.text[i:end]
	k := c.extent(s)
	w := s[:k]
	if strings.HasSuffix(w, ".") && k > 1 && k == len(s) && !c.keepsDot(w, i == start) {
		k--
		w = s[:k]
	}
	if k < len(s) && s[k] == '.' && c.keepsDot(s[:k+1], i == start) {
		k++
		c.emit(i, i+k, false)
		return k
	}
	c.pieces(i, w)
	return k
}

// extent is the length of the word at the start of s, with the signs inside
// that hold it together.
func (c *cutter) extent(s string) int {
	if digitAt(s) {
		n := numberRun(s)
		if n < len(s) {
			r, k := utf8.DecodeRuneInString(s[n:])
			switch {
			case unicode.IsLetter(r) || r == '_':
				n += wordRun(s[n:])
			case (r == '-' || r == '\'' || r == '’') && !c.t.lang.SplitHyphens && n+k < len(s) && (letterAt(s[n+k:]) || digitAt(s[n+k:])):
				n += k + wordRun(s[n+k:])
			case r == '-' && phone(s) > n:
				return phone(s)
			default:
				return n
			}
		} else {
			return n
		}
		return c.extend(s, n)
	}
	return c.extend(s, wordRun(s))
}

// phone is the length of digit groups joined by hyphens, three groups or more.
func phone(s string) int {
	n, groups := 0, 0
	for digitAt(s[n:]) {
		for digitAt(s[n:]) {
			n++
		}
		groups++
		if n+1 >= len(s) || s[n] != '-' || !digitAt(s[n+1:]) {
			break
		}
		n++
	}
	if groups < 3 {
		return 0
	}
	return n
}

// extend adds what goes on after the n bytes of s.
func (c *cutter) extend(s string, n int) int {
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		rest := s[n+k:]
		run := wordRun(rest)
		switch r {
		case '\'', '’':
			if run == 0 {
				return n
			}
		case '.':
			if run == 0 || !c.joins(s, n, rest, run) {
				return n
			}
		case '-', '‐', '‑':
			if run == 0 {
				if c.t.lang.SplitHyphens || strings.HasPrefix(rest, "-") {
					return n
				}
				return n + k // "forsknings- og"
			}
		case '&':
			if run == 0 || n > 4 {
				return n
			}
		case '/':
			if run == 0 || c.t.lang.SplitHyphens && (n > 2 || run > 2) {
				return n
			}
		default:
			return n
		}
		n += k + run
	}
	return n
}

// joins tells whether the full stop at s[n] with rest behind it stands inside
// a word: U.S., f.eks., a file name, but not the end of a sentence that the
// next one is glued to.
func (c *cutter) joins(s string, n int, rest string, run int) bool {
	if n == 1 || n > 1 && s[n-2] == '.' {
		return true // one letter between full stops
	}
	if c.t.abbrev[strings.ToLower(s[:n+1])] && !upperAt(rest) {
		return true
	}
	if upperAt(rest) {
		r, size := utf8.DecodeLastRuneInString(s[:n])
		return unicode.IsUpper(r) && n <= 3*size && run <= 3 // B.T, TV.DK
	}
	return true
}

// keepsDot tells whether w, which ends in a full stop at the end of a chunk or
// before a sign, is an abbreviation, initial or ordinal.
func (c *cutter) keepsDot(w string, alone bool) bool {
	low := strings.ToLower(w)
	stem := w[:len(w)-1]
	if c.t.abbrev[low] {
		return c.t.final[low] || !capitals(stem) || !capitalised(c.next)
	}
	if c.t.number[low] && digitAt(c.next) {
		return true
	}
	if strings.Contains(stem, ".") && !digitAt(stem) {
		return dotted(stem)
	}
	if utf8.RuneCountInString(stem) == 1 && letterAt(stem) {
		return unicode.IsUpper(firstRune(stem)) && (upperAt(c.next) || c.first)
	}
	if k := strings.LastIndexByte(stem, '-'); k > 0 && c.t.abbrev[low[k+1:]] {
		return !c.t.lang.SplitHyphens
	}
	if allDigits(stem) && len(stem) <= 3 {
		if c.first && alone && len(stem) <= 2 {
			return c.next != ""
		}
		if c.t.lang.OrdinalDot {
			return lowerAt(c.next) || c.t.months[firstWord(c.next)]
		}
	}
	return false
}

// capitals tells a word of capitals, two or more: before a word that is not,
// "DR." is no title but a name that ends its sentence.
func capitals(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func firstWord(s string) string { return strings.ToLower(s[:wordRun(s)]) }

func allDigits(s string) bool {
	for i := range len(s) {
		if !digitAt(s[i:]) {
			return false
		}
	}
	return s != ""
}

// dotted tells letters with full stops between, three letters at most each.
func dotted(s string) bool {
	for p := range strings.SplitSeq(s, ".") {
		if n := utf8.RuneCountInString(p); n == 0 || n > 3 || !letterAt(p) {
			return false
		}
	}
	return true
}

// pieces emits the word at i, cut at hyphens and clitics as the language does.
func (c *cutter) pieces(i int, w string) {
	l := c.t.lang
	if l.SplitHyphens && strings.Contains(w, "-") && !c.t.prefixes[strings.ToLower(w[:strings.IndexByte(w, '-')])] && phone(w) != len(w) {
		for {
			k := strings.IndexByte(w, '-')
			if k < 0 {
				break
			}
			c.clitics(i, w[:k])
			c.emit(i+k, i+k+1, false)
			i += k + 1
			w = w[k+1:]
		}
	}
	c.clitics(i, w)
}

// clitics emits w, cut into the language's splits and clitics.
func (c *cutter) clitics(i int, w string) {
	if w == "" {
		return
	}
	low := strings.ToLower(w)
	if strings.Contains(low, "’") {
		low = strings.ReplaceAll(low, "’", "'")
	}
	if parts := c.t.splits[low]; parts != nil && len(low) == len(w) {
		for k, p := range parts {
			c.emit(i, i+len(p), k > 0)
			i += len(p)
		}
		return
	}
	for _, x := range c.t.clitics {
		if len(low) > len(x) && strings.HasSuffix(low, x) {
			// A curly apostrophe is two bytes longer than a straight one.
			n := len(w) - len(x)
			if strings.HasSuffix(w, "’"+x[strings.IndexByte(x, '\'')+1:]) && strings.Contains(x, "'") {
				n -= 2
			}
			if n <= 0 || !utf8.RuneStart(w[n]) {
				break
			}
			c.clitics(i, w[:n])
			c.emit(i+n, i+len(w), true)
			return
		}
	}
	c.emit(i, i+len(w), false)
}
