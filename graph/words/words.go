// Package words divides a text into words, brings them to the form in which
// they are searched (their stems), and makes sketches by which near-duplicate
// texts are found.
//
// In: strings. Out: words with their places, stems, sketches: pure functions of
// the string and its language. Not here: the index and the texts (graph), and
// the lemmas of the language pipeline (loaders), which need a sentence around a
// word and so would fit no query.
package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/english"
	"golang.org/x/text/unicode/norm"
)

// stemmers are Snowball's (snowballstem.org), by ISO 639-1 code.
var stemmers = map[string]func(*snowballstem.Env) bool{"da": danish.Stem, "en": english.Stem}

// maxStem bounds a stem, in bytes; what is longer is cut.
const maxStem = 40

// Word is a word of a text: its bytes are [Start, End), Folded is in lower case
// and in Unicode NFKC, without what readers do not see.
type Word struct {
	Folded     string
	Start, End int
}

// Of lists the words of s: runs of letters, digits and the marks on them. What
// follows an apostrophe and has one or two letters belongs to the word before
// it and is left out ("Lund's").
func Of(s string) (out []Word) {
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !inWord(r) {
			at += n
			continue
		}
		end := at + wordEnd(s[at:])
		if folded := fold(s[at:end]); folded != "" {
			out = append(out, Word{folded, at, end})
		}
		at = end
		if r, n := utf8.DecodeRuneInString(s[at:]); r == '\'' || r == '’' {
			if tail := wordEnd(s[at+n:]); tail > 0 && utf8.RuneCountInString(s[at+n:at+n+tail]) <= 2 {
				at += n + tail
			}
		}
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd is where the word at the beginning of s ends. Marks and characters
// without width do not end it.
func wordEnd(s string) int {
	i := strings.IndexFunc(s, func(r rune) bool { return !inWord(r) && !unicode.In(r, unicode.M, unicode.Cf) })
	if i < 0 {
		return len(s)
	}
	return i
}

func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			s = strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Cf, r) {
					return -1
				}
				return r
			}, norm.NFKC.String(strings.ToLower(norm.NFKC.String(s))))
			return s
		}
	}
	return strings.ToLower(s)
}

// Stem is the form of a folded word that is searched, in the language of the
// text: "en:minist" for "ministers". In a language without stemmer it is the
// word.
func Stem(lang, folded string) string {
	stem := folded
	if f, ok := stemmers[lang]; ok {
		env := snowballstem.NewEnv(folded)
		f(env)
		stem = env.Current()
	} else {
		lang = ""
	}
	if len(stem) > maxStem {
		stem = strings.ToValidUTF8(stem[:maxStem], "")
	}
	return lang + ":" + stem
}

// Stems is what a word of a query stands for: its stem in every language, and
// itself, sorted.
func Stems(folded string) []string {
	out := []string{Stem("", folded)}
	for lang := range stemmers {
		out = append(out, Stem(lang, folded))
	}
	slices.Sort(out)
	return out
}
