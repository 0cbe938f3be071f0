package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

// cutter cuts the chunks of one block, which have no white space inside.
type cutter struct {
	t      *Tokenizer
	text   string
	out    []text.Token
	next   string // the beginning of the chunk after this one
	first  bool   // this chunk begins its block
	quoted bool   // a single quote is open
}

func (c *cutter) emit(start, end int, glued bool) {
	if start < end {
		c.out = append(c.out, text.Token{Span: text.Span{Start: start, End: end}, Glued: glued})
	}
}

// chunk cuts text[i:end].
func (c *cutter) chunk(i, end int) {
	start := i
	for i < end {
		s := c.text[i:end]
		r, n := utf8.DecodeRuneInString(s)
		if k := address(s); k > 0 {
			c.emit(i, i+k, false)
			i += k
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' && n < len(s):
			i += c.word(i, end, start)
		case (r == '#' || r == '@') && n < len(s) && letterAt(s[n:]):
			k := n + wordRun(s[n:])
			c.emit(i, i+k, false)
			i += k
		case r == '\'' || r == '’' || r == '‘':
			k := c.apostrophe(s, i == start)
			c.emit(i, i+k, k == n && c.possessive(i))
			if k == n {
				c.quoted = i == start
			}
			i += k
		case r == '-' && i == start && n < len(s) && digitAt(s[n:]):
			k := n + numberRun(s[n:])
			c.emit(i, i+k, false)
			i += k
		default:
			k := symbol(s)
			c.emit(i, i+k, false)
			i += k
		}
	}
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func upperAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

func lowerAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

func digitAt(s string) bool { return len(s) > 0 && s[0] >= '0' && s[0] <= '9' }

// wordRun is the length of the letters, digits, marks and "_" that s starts with.
func wordRun(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_' {
			return i
		}
	}
	return len(s)
}

// numberRun is the length of a number with separators inside: 12.500, 3,5,
// 10:30, 01/12/2001.
func numberRun(s string) int {
	i := 0
	for i < len(s) {
		switch {
		case digitAt(s[i:]):
			i++
		case i > 0 && strings.IndexByte(".,:/", s[i]) >= 0 && digitAt(s[i+1:]):
			i += 2
		default:
			return i
		}
	}
	return i
}

// symbol is the length of the punctuation token that s starts with: a run of
// one sign where writers repeat it, two signs of a LaTeX quote, else one
// character with the marks and joined characters behind it.
func symbol(s string) int {
	for _, e := range emoticons {
		if strings.HasPrefix(s, e) && (len(s) == len(e) || !letterAt(s[len(e):])) {
			return len(e)
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '*', '=', '~', '_', '+', '<', '>', '…', '#', '$':
		for n < len(s) {
			q, k := utf8.DecodeRuneInString(s[n:])
			if q != r {
				break
			}
			n += k
		}
		return n
	case '!', '?', '.':
		for n < len(s) && (s[n] == '!' || s[n] == '?' || s[n] == '.') {
			n++
		}
		return n
	case '`', '\'':
		if len(s) > 1 && rune(s[1]) == r {
			return 2
		}
		return 1
	}
	for n < len(s) {
		q, k := utf8.DecodeRuneInString(s[n:])
		switch {
		case unicode.IsMark(q), q == 0xFE0F, q >= 0x1F3FB && q <= 0x1F3FF:
		case q == 0x200D:
			_, m := utf8.DecodeRuneInString(s[n+k:])
			k += m
		default:
			return n
		}
		n += k
	}
	return n
}

var emoticons = []string{":-)", ":-(", ";-)", ":-D", ":)", ":(", ";)", ":D", "=)", "^_^", "<3"}

// apostrophe is the length of the token at an apostrophe that no word holds:
// '90s, 'em, or the sign alone.
func (c *cutter) apostrophe(s string, atStart bool) int {
	_, n := utf8.DecodeRuneInString(s)
	if strings.HasPrefix(s, "''") {
		return 2
	}
	if k := wordRun(s[n:]); atStart && k > 0 {
		switch low := strings.ToLower(s[n : n+k]); {
		case low == "em" || low == "til" || low == "cause" || low == "s" || low == "n":
			return n + k
		case k >= 2 && digitAt(s[n:]) && digitAt(s[n+1:]) && k <= 3:
			return n + k
		}
	}
	return n
}

// possessive tells whether the apostrophe at i is the "'" of "owners'".
func (c *cutter) possessive(i int) bool {
	if !c.t.bare || c.quoted || len(c.out) == 0 || c.out[len(c.out)-1].End != i {
		return false
	}
	return strings.IndexByte("sS", c.text[i-1]) >= 0 && len(c.out) > 0 && i-c.out[len(c.out)-1].Start > 1
}

// address is the length of a URL or e-mail address that s starts with, or 0.
func address(s string) int {
	c := s[0]
	if c >= utf8.RuneSelf || c < '0' {
		return 0
	}
	scheme := hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://") || hasPrefixFold(s, "ftp://") || hasPrefixFold(s, "www.") || hasPrefixFold(s, "mailto:")
	end, at, dot, slash := 0, -1, -1, -1
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if strings.ContainsRune("<>\"|“”«»[]{}", r) || r == ',' && !scheme || (r == '(' || r == ')') && !scheme {
			break
		}
		switch {
		case r == '@' && at < 0 && end > 0:
			at, dot = end, -1
		case r == '.':
			dot = end
		case r == '/' && slash < 0:
			slash = end
		}
		if !scheme && end > 512 {
			return 0
		}
		end += n
	}
	for end > 0 && strings.IndexByte(".,;:!?)'", s[end-1]) >= 0 {
		end--
	}
	if dot >= end {
		dot = strings.LastIndexByte(s[:end], '.')
	}
	switch {
	case scheme:
		if end > 4 && dot > 0 {
			return end
		}
	case at > 0:
		if dot > at+1 && dot < end-1 && slash < 0 {
			return end
		}
	default:
		host := s[:end]
		if slash > 0 && slash < end {
			host = s[:slash]
		}
		if domain(host) {
			return end
		}
	}
	return 0
}

func hasPrefixFold(s, p string) bool { return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) }

// domain tells names such as dr.dk or news.bbc.co.uk by their last part.
func domain(s string) bool {
	k := strings.LastIndexByte(s, '.')
	if k < 2 || !topLevel[strings.ToLower(s[k+1:])] || s[k+1] <= 'Z' && s[0] > 'Z' {
		return false
	}
	for _, c := range []byte(s) {
		if c >= utf8.RuneSelf || !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-') {
			return false
		}
	}
	return true
}

var topLevel = func() map[string]bool {
	return set(strings.Fields("com org net edu gov mil info biz dk no se de uk us eu fr nl ru cn io tv ai fi pl es ca au jp ua"))
}()
