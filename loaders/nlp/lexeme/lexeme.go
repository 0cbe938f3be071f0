// Package lexeme turns a word into the hashes that the feature templates of
// tagger and parser are made of.
//
// In: a word and its language's clusters. Out: Lexeme. Not here: templates.
package lexeme

import (
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
)

// Lexeme is a word as features see it. Digits count as 0 in all but Form.
type Lexeme struct {
	Form, Lower uint64
	Shape       uint64    // runs of X, x, 0 and the other characters
	Prefix      [3]uint64 // the first 1 to 3 characters, lower case
	Suffix      [5]uint64 // the last 1 to 5 characters, lower case; the last is the longest the word has
	Class       lang.Class
	Helper      lang.Class // only for capitalised words
	Capital     bool       // starts with an upper-case letter
	Small       bool       // starts with a lower-case letter
	AllCapital  bool       // has letters, all upper case, and is longer than one
}

// Encoder makes Lexemes for one language. Safe for concurrent use.
type Encoder struct{ clusters, helper *lang.Clusters }

// NewEncoder reads the language's clusters.
func NewEncoder(l *lang.Language) (*Encoder, error) {
	c, err := l.Clusters()
	if err != nil {
		return nil, err
	}
	h, err := l.Helper()
	if err != nil {
		return nil, err
	}
	return &Encoder{c, h}, nil
}

// maxWord bounds the work for one word: longer ones are cut.
const maxWord = 128

// Encode makes the Lexeme of one word. It does not allocate.
func (e *Encoder) Encode(word string) Lexeme {
	if len(word) > maxWord {
		word = word[:maxWord]
	}
	var x Lexeme
	var low [4 * maxWord]byte
	var shape [4 * maxWord]byte
	l, sh := low[:0], shape[:0]
	var ends [2 * maxWord]uint16 // where each character of l ends
	n := 0
	upper, lower := 0, 0
	last := rune(-1)
	for i, r := range word {
		c := r
		switch {
		case r >= '0' && r <= '9':
			r, c = '0', '0'
		case unicode.IsUpper(r):
			if i == 0 {
				x.Capital = true
			}
			upper++
			r, c = unicode.ToLower(r), 'X'
		case unicode.IsLower(r):
			if i == 0 {
				x.Small = true
			}
			lower++
			c = 'x'
		case r == '’':
			r = '\''
		}
		l = utf8.AppendRune(l, r)
		ends[n] = uint16(len(l))
		n++
		if c != last || c != 'X' && c != 'x' && c != '0' {
			sh = utf8.AppendRune(sh, c)
		}
		last = c
	}
	x.AllCapital = upper > 1 && lower == 0
	x.Form = perceptron.HashString(word)
	x.Lower = perceptron.HashBytes(l)
	x.Shape = perceptron.HashBytes(sh)
	for k := range x.Prefix {
		x.Prefix[k] = x.Lower
		if k+1 < n {
			x.Prefix[k] = perceptron.HashBytes(l[:ends[k]])
		}
	}
	for k := range x.Suffix {
		x.Suffix[k] = x.Lower
		if k+1 < n {
			x.Suffix[k] = perceptron.HashBytes(l[ends[n-k-2]:])
		}
	}
	x.Class = e.clusters.Lookup(word)
	if x.Capital {
		x.Helper = e.helper.Lookup(word)
	}
	return x
}
