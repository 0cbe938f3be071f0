// Package langid tells in which language a text is written.
//
// In: a string, or a Doc with sentences and tokens. Out: an ISO 639-1 code, ""
// when the text is too short, mixed or in a language that the lists do not
// know; Stage fills Doc.Lang and Sentence.Lang. Not here: what is done with
// documents in languages without models (the stages skip them).
//
// The method is a vote of frequent words, word endings and letters, each worth
// the more the fewer languages share it, helped by the vocabulary of the
// embedded languages. Danish and Norwegian differ in a few dozen such words.
package langid

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/lang"
)

//go:embed words.txt
var wordsText string

// maxBytes of a text are read; more does not change the answer.
const maxBytes = 20000

type table struct {
	codes   []string
	words   map[string]votes
	endings map[string]votes
	letters map[rune]votes
	parts   map[string]votes // letters in a row, of two to maxPart bytes; "^" is the beginning of the word
	begins  [1 << 16]bool    // the first two bytes of parts
	vocab   []vocabulary
}

type votes struct {
	langs  uint32 // bit set over codes
	weight float64
}

// vocabulary is the word list of an embedded language; it speaks for its close
// relatives as well, whose texts were among those it was made from.
type vocabulary struct {
	codes    []int
	clusters *lang.Clusters
}

var relatives = map[string][]string{"da": {"nb", "nn"}}

var load = sync.OnceValue(func() *table {
	t := &table{words: map[string]votes{}, endings: map[string]votes{}, letters: map[rune]votes{}, parts: map[string]votes{}}
	for _, line := range strings.Split(wordsText, "\n") {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		bit := uint32(1) << len(t.codes)
		t.codes = append(t.codes, f[0])
		for _, w := range f[1:] {
			if end, ok := strings.CutPrefix(w, "-"); ok {
				v := t.endings[end]
				v.langs |= bit
				t.endings[end] = v
			} else if part, ok := strings.CutPrefix(w, "~"); ok {
				t.begins[int(part[0])<<8|int(part[1])] = true
				v := t.parts[part]
				v.langs |= bit
				t.parts[part] = v
			} else if letter, ok := strings.CutPrefix(w, "="); ok {
				r, _ := utf8.DecodeRuneInString(letter)
				v := t.letters[r]
				v.langs |= bit
				t.letters[r] = v
			} else {
				v := t.words[w]
				v.langs |= bit
				t.words[w] = v
			}
		}
	}
	n := float64(len(t.codes))
	weigh(t.words, 1, n)
	weigh(t.endings, 0.25, n)
	weigh(t.letters, 0.2, n)
	weigh(t.parts, 0.3, n)
	for _, code := range lang.Codes() {
		l, err := lang.Get(code)
		if err != nil {
			continue
		}
		c, err := l.Clusters()
		if err != nil {
			continue
		}
		v := vocabulary{clusters: c}
		for i, k := range t.codes {
			if k == code || slices.Contains(relatives[code], k) {
				v.codes = append(v.codes, i)
			}
		}
		t.vocab = append(t.vocab, v)
	}
	return t
})

func weigh[K comparable](m map[K]votes, scale, languages float64) {
	for k, v := range m {
		shared := 0
		for b := v.langs; b != 0; b &= b - 1 {
			shared++
		}
		v.weight = scale * math.Log(1+languages/float64(shared))
		m[k] = v
	}
}

// Guess is a language with how sure it is.
type Guess struct {
	Lang string // ISO 639-1; "" when nothing fits
	// Score in [0,1] is the lead over the next language, 1 when no other fits.
	Score float64
	// Words is how many words were looked at.
	Words int
}

// Detect guesses the language of a text. Only the first 20,000 bytes count.
func Detect(s string) Guess {
	if len(s) > maxBytes {
		s = s[:maxBytes]
	}
	t := load()
	var scores [32]float64
	latin, other, words := 0, 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		for _, r := range w {
			if unicode.Is(unicode.Latin, r) {
				latin++
			} else if unicode.IsLetter(r) {
				other++
			}
		}
		words++
		t.vote(strings.ToLower(w), &scores)
	}
	if other > latin || words == 0 {
		return Guess{Words: words}
	}
	best := 0
	for i := range t.codes {
		if scores[i] > scores[best] {
			best = i
		}
	}
	g := Guess{Lang: t.codes[best], Words: words}
	// What its relatives would write no better is read as the embedded language:
	// three short sentences of it may have no word that they lack.
	next := -1
	for i, code := range t.codes {
		if i != best && !slices.Contains(relatives[g.Lang], code) && (next < 0 || scores[i] > scores[next]) {
			next = i
		}
	}
	if scores[best] > 0 {
		g.Score = 1 - scores[next]/scores[best]
	}
	// A text of a language that is not on the list still meets some words.
	if perWord := scores[best] / float64(words); scores[best] < 1.5 || perWord < 0.35 || g.Score < 0.015 {
		g.Lang = ""
	}
	return g
}

func (t *table) vote(w string, scores *[32]float64) {
	give := func(v votes) {
		for i := range t.codes {
			if v.langs>>i&1 != 0 {
				scores[i] += v.weight
			}
		}
	}
	w = strings.ReplaceAll(w, "’", "'")
	if v, ok := t.words[w]; ok {
		give(v)
	} else if i := strings.IndexByte(w, '\''); i >= 0 {
		if v, ok := t.words[w[:i+1]]; ok {
			give(v)
		}
	}
	t.voteParts("^"+w, give)
	for i := range w {
		if i >= 2 && len(w)-i <= 6 {
			if v, ok := t.endings[w[i:]]; ok {
				give(v)
				break
			}
		}
	}
	for _, r := range w {
		if r >= utf8.RuneSelf {
			if v, ok := t.letters[r]; ok {
				give(v)
			}
		}
	}
	if len(w) > 3 {
		for _, v := range t.vocab {
			if v.clusters.Lookup(w).Known() {
				for _, i := range v.codes {
					scores[i] += 0.3
				}
			}
		}
	}
}

// maxPart is the most bytes that a part of a word has in words.txt.
const maxPart = 5

// voteParts gives the votes of the parts of a word.
func (t *table) voteParts(w string, give func(votes)) {
	for i := 0; i+2 <= len(w); i++ {
		if !t.begins[int(w[i])<<8|int(w[i+1])] {
			continue
		}
		for n := 2; n <= maxPart && i+n <= len(w); n++ {
			if v, ok := t.parts[w[i:i+n]]; ok {
				give(v)
			}
		}
	}
}
