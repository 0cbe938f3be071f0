package graph

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// Short plain strings are indexed by their folded text from each word on, so
// that "kaspersky" finds "Eugene Kaspersky". The index follows the dictionary:
// a string is in it as long as some quad uses it.
const (
	maxNameBytes = 100 // of the lexical form; longer strings are no names
	maxNameWords = 8
	maxWordBytes = 64 // of the folded text in a key
)

// fold makes text comparable without case and with single spaces.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), " "))
}

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
