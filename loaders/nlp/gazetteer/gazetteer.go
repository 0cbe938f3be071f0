// Package gazetteer looks words and phrases up in embedded lists of names:
// given names with gender, family names, places, countries, demonyms,
// organizations, companies, legal forms.
//
// In: a word or a run of words, in any case. Out: class bits (Lookup, Longest)
// from a compact hashed table that needs no parsing, or typed records
// (Country, Demonym, Org, ...) parsed once when first asked for. Not here:
// deciding what a name in a text is (ner), entity keys (identity). The tables
// are built by the package compile below this one.
package gazetteer

import (
	_ "embed"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Class is a set of lists that a word or phrase is on.
type Class uint32

// The lists, each a bit.
const (
	FirstMale   Class = 1 << iota // given name of men
	FirstFemale                   // given name of women
	FirstOther                    // given name, gender not known
	FirstCommon                   // given name that two sources and more know
	Last                          // family name
	LastCommon                    // family name that two sources and more know
	City                          // city or town, in any language
	BigCity                       // of 100,000 inhabitants and more, or a capital
	Region                        // region, sea, river, mountain, continent, building
	CountryName                   // country or territory, English or Danish
	DemonymAdj                    // "Danish", "dansk"
	DemonymNoun                   // "Danes", "danskerne"
	CompanyName                   // well-known company
	AgencyName                    // state body
	MediaName                     // news medium
	PartyName                     // political party
	OrgName                       // any other organization
	Acronym                       // known as capitals only ("KL", "WHO")
	NornePER                      // as seen in NorNE (Norwegian news)
	NorneORG
	NorneLOC
	NorneMISC    // product or event in NorNE
	OrgHeadWord  // last or first word of organization names ("Ministry")
	LegalWord    // "A/S", "Ltd"
	Title        // role noun that stands before names ("direktør")
	Continues    // a longer phrase of the lists begins like this
	Municipality // Danish municipality
)

// First is any given name.
const First = FirstMale | FirstFemale | FirstOther

//go:embed data/names.bin
var namesBin string

// The table is bucketed by the top 16 bits of the hash. After the magic come
// the number of class sets and the sets (4 bytes each), then 65,536 bucket
// sizes (1 byte), then the entries: 3 bytes of hash and 2 bytes of class set,
// ascending in each bucket. A foreign word hits by chance once in 260,000.
const (
	magic      = "ngz1"
	buckets    = 1 << 16
	entryBytes = 5
)

type table struct {
	sets    []Class
	starts  []uint32
	entries string
}

var names = sync.OnceValue(func() *table {
	b := namesBin
	if len(b) < 8 || b[:4] != magic {
		return &table{starts: make([]uint32, buckets+1)}
	}
	n := int(b[4]) | int(b[5])<<8
	b = b[8:]
	t := &table{sets: make([]Class, n), starts: make([]uint32, buckets+1)}
	for i := range t.sets {
		t.sets[i] = Class(b[4*i]) | Class(b[4*i+1])<<8 | Class(b[4*i+2])<<16 | Class(b[4*i+3])<<24
	}
	b = b[4*n:]
	sum := uint32(0)
	for i := range buckets {
		t.starts[i] = sum
		sum += uint32(b[i])
	}
	t.starts[buckets] = sum
	t.entries = b[buckets:]
	return t
})

func (t *table) get(h uint64) Class {
	k := uint32(h>>24) & 0xffffff
	lo, hi := t.starts[h>>48], t.starts[h>>48+1]
	for i := lo; i < hi; i++ {
		e := t.entries[i*entryBytes:]
		if x := uint32(e[0]) | uint32(e[1])<<8 | uint32(e[2])<<16; x == k {
			return t.sets[uint32(e[3])|uint32(e[4])<<8]
		} else if x > k {
			break
		}
	}
	return 0
}

// Key is the running hash of a phrase: its words folded to lower case, joined
// by one space, hyphens counting as spaces.
type Key uint64

// NewKey is the key of the empty phrase.
const NewKey Key = 14695981039346656037

const prime = 1099511628211

// Add returns the key of the phrase k followed by word.
func (k Key) Add(word string) Key {
	gap := k != NewKey
	for i := 0; i < len(word); {
		c := word[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '-' || c == ' ':
				gap = k != NewKey
				continue
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			}
			if gap {
				k, gap = (k^' ')*prime, false
			}
			k = (k ^ Key(c)) * prime
			continue
		}
		r, n := utf8.DecodeRuneInString(word[i:])
		i += n
		if r == '–' || r == '‑' || r == '\u00a0' {
			gap = k != NewKey
			continue
		}
		if r == '’' {
			r = '\''
		}
		if gap {
			k, gap = (k^' ')*prime, false
		}
		for r = unicode.ToLower(r); r > 0; r >>= 8 {
			k = (k ^ Key(r&0xff)) * prime
		}
	}
	return k
}

// Exact marks k as the key of a word in capitals, apart from its folded form.
func (k Key) Exact() Key { return (k ^ 0xff) * prime }

// Hash mixes the bits of k for the table.
func (k Key) Hash() uint64 {
	h := uint64(k)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// Class returns the lists that the phrase k is on.
func (k Key) Class() Class { return names().get(k.Hash()) }

// Lookup returns the lists that word (or a phrase in one string) is on,
// whatever its case; acronyms count only when word is in capitals.
func Lookup(word string) Class {
	k := NewKey.Add(word)
	c := k.Class()
	if isAcronym(word) {
		c |= k.Exact().Class()
	}
	return c
}

// Longest returns how many of words from i on form the longest phrase on a
// list whose class meets want, and its class; 0 words when there is none.
func Longest(words []string, i int, want Class) (n int, c Class) {
	k := NewKey
	for j := i; j < len(words); j++ {
		k = k.Add(words[j])
		got := k.Class()
		full := got
		if j == i && isAcronym(words[i]) {
			full |= k.Exact().Class()
		}
		if full&want != 0 {
			n, c = j-i+1, full
		}
		if got&Continues == 0 {
			break
		}
	}
	return n, c
}

// isAcronym tells whether s is 2 to 8 capitals, perhaps with digits, points
// and ampersands.
func isAcronym(s string) bool {
	upper := 0
	if len(s) > 16 {
		return false
	}
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case r == '.' || r == '&' || r == '/' || unicode.IsDigit(r):
		default:
			return false
		}
	}
	return upper > 0 && utf8.RuneCountInString(s) >= 1
}

// Gender is 'm', 'f', 'b' (both) or 0 (not known) for a given name.
func Gender(first string) byte {
	switch Lookup(first) & (FirstMale | FirstFemale) {
	case FirstMale:
		return 'm'
	case FirstFemale:
		return 'f'
	case FirstMale | FirstFemale:
		return 'b'
	}
	return 0
}
