// Package variant knows which spellings may stand for the same name: letters
// with and without marks, legal forms, genitives, given names across
// languages, names of countries, initials.
//
// In: names as strings. Out: folded words, canonical keys and yes/no answers,
// each a pure function of the strings, of the embedded tables (data/, see its
// README) and of the gazetteer. Not here: who is meant in a text (claims/coref), the key of an
// entity (identity).
package variant

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters maps letters that have no canonical decomposition, and å, whose
// Danish respelling is aa (Århus, Aarhus). Danish ø goes to o and not to oe,
// because English-language news writes Soren and Moller far more often.
var letters = map[rune]string{
	'æ': "ae", 'ø': "o", 'å': "aa", 'ß': "ss", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th",
	'ı': "i", 'ŋ': "n", 'ħ': "h", 'ŧ': "t", 'ə': "a", 'ĸ': "k", 'ŀ': "l", 'ʻ': "", 'ʼ': "", 'ʿ': "", 'ʾ': "",
}

// Fold maps s to lower case without marks; Latin letters become ASCII, letters
// of other scripts stay. Apostrophes vanish, dashes and other punctuation
// become single spaces; "&" becomes "and", "+" stays.
func Fold(s string) string { return strings.Join(Words(s), " ") }

// Words splits s into its folded words. A dot inside an abbreviation ("U.S.")
// joins its letters.
func Words(s string) []string {
	var words []string
	var b strings.Builder
	flush := func() {
		if b.Len() > 0 {
			words = append(words, b.String())
			b.Reset()
		}
	}
	rs := []rune(strings.ToLower(norm.NFC.String(s)))
	for i, r := range rs {
		switch {
		case letters[r] != "" || r == 'ʻ' || r == 'ʼ' || r == 'ʿ' || r == 'ʾ':
			b.WriteString(letters[r])
		case r == '\'' || r == '’' || r == '`' || r == '´' || r == '‘':
		case r == '&':
			flush()
			words = append(words, "and")
		case r == '.' && abbreviated(rs, i):
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '+':
			b.WriteRune(r)
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			for _, d := range norm.NFD.String(string(r)) {
				if !unicode.Is(unicode.Mn, d) {
					b.WriteRune(d)
				}
			}
		default:
			flush()
		}
	}
	flush()
	return words
}

// abbreviated reports whether the dot at i ends a single letter that starts a
// word or follows another dot: the dots of "U.S." and "A.P.".
func abbreviated(rs []rune, i int) bool {
	if i == 0 || !unicode.IsLetter(rs[i-1]) {
		return false
	}
	if i > 1 && (unicode.IsLetter(rs[i-2]) || unicode.IsDigit(rs[i-2])) {
		return false
	}
	// "J. Smith" is an initial and a name, "J.Smith" too; only a letter with
	// its own dot goes on with the abbreviation.
	return i+2 < len(rs) && unicode.IsLetter(rs[i+1]) && rs[i+2] == '.' || i > 2 && rs[i-2] == '.'
}

// HasPrefix reports whether words starts with prefix.
func HasPrefix(words, prefix []string) bool {
	return len(prefix) <= len(words) && equal(words[:len(prefix)], prefix)
}

// HasSuffix reports whether words ends with suffix.
func HasSuffix(words, suffix []string) bool {
	return len(suffix) <= len(words) && equal(words[len(words)-len(suffix):], suffix)
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
