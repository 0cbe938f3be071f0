package ner

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
)

// word is what the features ask of a token.
type word struct {
	text    string
	exact   uint64 // hash of the word; of its title-case form in sentences of capitals
	lower   uint64 // hash of the folded word, digits as 0
	stem    uint64 // the same without a final s, 0 if there is none
	shape   uint64 // "Xxxx-Xx"
	brief   uint64 // shape with runs cut to one
	prefix  [3]uint64
	suffix  [4]uint64
	own     lang.Class
	helper  lang.Class
	class   gazetteer.Class // of the word alone
	phrase  gazetteer.Class // of the longest phrase of two words and more over it
	part    uint8           // place in that phrase: 1 first, 2 inner, 3 last
	title   bool            // ends a role noun ("prime minister")
	caps    bool            // begins with a capital
	first   bool            // first word of the sentence (after quotes and dashes)
	shout   bool            // its sentence is in capitals
	hyphen  bool            // has a hyphen with a lower-case part after it
	letters bool
	doc     int32 // index into scratch.stats, -1 for words without a capital
}

// stat is how the document uses a capitalised word elsewhere.
type stat struct {
	inside     bool // capitalised inside a sentence
	lower      bool // also in lower case
	afterFirst bool // after a given name
	afterTitle bool // after a role noun
	beforeForm bool // before a legal form or head word of organizations
	beforeCap  bool // before another capitalised word
	afterCap   bool // after another capitalised word
	place      bool // after a preposition of place
	often      int32
}

const nameClasses = gazetteer.First | gazetteer.Last | gazetteer.City | gazetteer.Region | gazetteer.CountryName | gazetteer.CompanyName |
	gazetteer.AgencyName | gazetteer.MediaName | gazetteer.PartyName | gazetteer.OrgName | gazetteer.NornePER | gazetteer.NorneORG |
	gazetteer.NorneLOC | gazetteer.NorneMISC | gazetteer.DemonymAdj | gazetteer.DemonymNoun | gazetteer.Municipality | gazetteer.OrgHeadWord

func isOpening(s string) bool {
	switch s {
	case "\"", "'", "“", "”", "»", "«", "„", "‘", "’", "-", "–", "—", "``", "''", "(", "[", "•", "*", "...", "…":
		return true
	}
	return false
}

// shouting tells whether a sentence is in capitals: most of its letters, and
// at least two words of three letters.
func shouting(words []string) bool {
	upper, lower, long := 0, 0, 0
	for _, w := range words {
		u := 0
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				u++
			case unicode.IsLower(r):
				lower++
			}
		}
		upper += u
		if u >= 3 {
			long++
		}
	}
	return long >= 2 && upper > 4*lower
}

// read fills w from the token's text. shout asks for title case.
func (w *word) read(s string, shout bool, own, helper *lang.Clusters) {
	*w = word{text: s, doc: -1, shout: shout}
	var low, sh, br [64]byte
	l, h, b := low[:0], sh[:0], br[:0]
	prev := byte(0)
	sawHyphen := false
	n := 0
	for i, r := range s {
		var k byte
		switch {
		case unicode.IsUpper(r):
			k = 'X'
			if i == 0 {
				w.caps = true
			}
			w.letters = true
			if shout && n > 0 {
				k = 'x'
			}
		case unicode.IsLower(r) || unicode.IsLetter(r):
			k = 'x'
			w.letters = true
			if sawHyphen && i > 1 && prev == '-' {
				w.hyphen = true
			}
		case unicode.IsDigit(r):
			k = 'd'
		case r == '-' || r == '–' || r == '‑':
			k = '-'
			sawHyphen = i > 0
		default:
			k = byte(r)
			if r >= utf8.RuneSelf {
				k = '?'
			}
		}
		if n < 24 {
			if k == 'd' {
				l = append(l, '0')
			} else if len(l) < 60 {
				l = utf8.AppendRune(l, unicode.ToLower(r))
			}
		}
		if k != prev {
			if len(b) < 12 {
				b = append(b, k)
			}
		}
		if len(h) < 12 && (k != prev || len(h) < 4 || h[len(h)-1] != k || h[len(h)-2] != k || h[len(h)-3] != k) {
			h = append(h, k)
		}
		prev = k
		n++
	}
	w.lower = perceptron.HashBytes(l)
	if n := len(l); n > 3 && l[n-1] == 's' {
		w.stem = perceptron.HashBytes(l[:n-1])
	}
	w.shape, w.brief = perceptron.HashBytes(h), perceptron.HashBytes(b)
	if shout && w.caps {
		w.exact = perceptron.Feature(77, w.lower)
	} else {
		w.exact = perceptron.HashString(s)
	}
	w.affixes(l)
	w.own = own.Lookup(s)
	w.class = gazetteer.Lookup(s)
	if w.caps {
		w.helper = helper.Lookup(s)
		if base, ok := strings.CutSuffix(s, "s"); ok && len(base) > 2 {
			if !w.own.Known() {
				w.own = own.Lookup(base)
			}
			if !w.helper.Known() {
				w.helper = helper.Lookup(base)
			}
			if w.class&nameClasses == 0 {
				w.class |= gazetteer.Lookup(base)
			}
		}
	}
}

// affixes hashes the first 2 to 4 and the last 1 to 4 letters.
func (w *word) affixes(l []byte) {
	at := 0
	for k := 1; k <= 4 && at < len(l); k++ {
		_, n := utf8.DecodeRune(l[at:])
		at += n
		if k >= 2 {
			w.prefix[k-2] = perceptron.HashBytes(l[:at])
		}
	}
	at = len(l)
	for k := 1; k <= 4 && at > 0; k++ {
		_, n := utf8.DecodeLastRune(l[:at])
		at -= n
		w.suffix[k-1] = perceptron.HashBytes(l[at:])
	}
}
