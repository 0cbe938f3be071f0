package graph

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Short plain strings are indexed by their folded text from each word on, so
// that "kaspersky" finds "Eugene Kaspersky". The index follows the dictionary:
// a string is in it as long as some quad uses it.
const (
	maxNameBytes = 100 // of the lexical form; longer strings are no names
	maxNameWords = 8
	maxWordBytes = 64 // of the folded text in a key
)

// fold makes text comparable without case and with single spaces, in one
// Unicode form: letters composed (NFC), ligatures written out, nothing that is
// not seen (soft hyphens, characters of no width).
func fold(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if !norm.NFC.IsNormalString(s) || strings.IndexFunc(s, unseen) >= 0 {
		s = norm.NFC.String(strings.Map(func(r rune) rune {
			if unseen(r) && !ligature(r) {
				return -1
			}
			return r
		}, s))
		s = ligatures.Replace(s)
	}
	return strings.ToLower(s)
}

// unseen tells characters that fold drops or writes out.
func unseen(r rune) bool {
	return r >= 0x80 && (r == 0xAD || r == 0xFEFF || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x2069 || ligature(r))
}

func ligature(r rune) bool { return r >= 0xFB00 && r <= 0xFB06 }

var ligatures = strings.NewReplacer("\uFB00", "ff", "\uFB01", "fi", "\uFB02", "fl", "\uFB03", "ffi", "\uFB04", "ffl", "\uFB05", "st", "\uFB06", "st")

// wordKeys are the keys in family f of a term; none unless it is a short
// plain or language-tagged string.
func wordKeys(i id, nt string) [][]byte {
	if nt[0] != '"' || len(nt) > maxNameBytes+40 {
		return nil
	}
	lex, suffix, err := splitTerm(nt)
	if err != nil || len(lex) > maxNameBytes || suffix != "" && suffix[0] != '@' {
		return nil
	}
	var keys [][]byte
	text := fold(lex)
	for words := 0; text != "" && words < maxNameWords; words++ {
		if k := wordKey(i, text); !slices.ContainsFunc(keys, func(o []byte) bool { return bytes.Equal(o, k) }) {
			keys = append(keys, k) // long names that repeat a word have equal keys
		}
		text = nextWord(text)
	}
	return keys
}

func wordKey(i id, text string) []byte {
	k := append([]byte{famWord}, text[:min(len(text), maxWordBytes)]...)
	return putID(append(k, 0), i)
}

// nextWord cuts the first word off folded text, with what divides the words.
func nextWord(text string) string {
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
	end := strings.IndexFunc(text, func(r rune) bool { return !inWord(r) })
	if end < 0 {
		return ""
	}
	rest := text[end:]
	start := strings.IndexFunc(rest, inWord)
	if start < 0 {
		return ""
	}
	return rest[start:]
}
