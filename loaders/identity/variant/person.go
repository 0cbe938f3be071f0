package variant

import (
	"strings"
	"unicode"

	"newsgraph/loaders/nlp/gazetteer"
)

// slavicEndings are endings of family names that are hardly borne by anybody
// whose name was not written in Cyrillic first. Endings that many other names
// share ("-in", "-ic") are left out.
var slavicEndings = []string{
	"sky", "skaya", "skaia", "skaja", "enko", "chuk", "ov", "ova", "ev", "eva", "shvili", "dze", "yan", "tsyn", "chenko", "zhin",
}

// endings of Russian and Ukrainian family names in different romanisations.
var romanised = [][2]string{
	{"skij", "sky"}, {"skiy", "sky"}, {"skyy", "sky"}, {"skyj", "sky"}, {"skyi", "sky"}, {"skii", "sky"},
	{"skaja", "skaya"}, {"skaia", "skaya"}, {"nyj", "ny"}, {"nyy", "ny"}, {"nyi", "ny"}, {"oj", "oy"}, {"ij", "y"},
}

// danish romanisation of Cyrillic next to the English one, longest first.
var danishRoman = strings.NewReplacer("sjtj", "shch", "tj", "ch", "sj", "sh", "zj", "zh", "dje", "de", "vje", "ve", "nje", "ne",
	"tje", "te", "lja", "lya", "nja", "nya")

// PersonKey returns the words that a person's name is compared by across
// articles. Spellings of one name fall together only where they are
// transliterations: a given name of the curated list (data/given.tsv), and the
// family name, of a person whose names look Slavic; given names of Arabic in
// names of three words and more. Ordinary names of one language never do
// ("Niels" and "Klaus Hansen" stay two). Titles and nicknames in quotation
// marks are dropped, "Surname, Given" is turned round; middle names, initials,
// patronymics and "Jr" stay, since they tell people apart.
func PersonKey(name string) []string {
	name = withoutNickname(name)
	if last, first, ok := strings.Cut(name, ","); ok && !strings.Contains(first, ",") && len(Words(first)) > 0 && !gazetteer.Generation(first) {
		name = first + " " + last
	}
	w := Words(name)
	for len(w) > 1 && personTitles[w[0]] {
		w = w[1:]
	}
	for i, p := range w {
		if (p == "ibn" || p == "ben") && i > 0 && len(w) > 2 {
			w[i] = "bin"
		}
		if p == "el" && i > 0 && i < len(w)-1 && isArabic(w) {
			w[i] = "al"
		}
	}
	if len(w) < 2 {
		return w
	}
	if looksSlavic(w) {
		return slavicKey(w)
	}
	if c, ok := givens().always[w[0]]; ok && len(w) == 2 && ascii(w[1]) {
		w[0] = c
	}
	if len(w) > 2 && isArabic(w) {
		for i := range w {
			if c, ok := givens().arabic[w[i]]; ok {
				w[i] = c
			}
		}
	}
	return w
}

var personTitles = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "professor": true, "sir": true, "dame": true, "hr": true, "fru": true,
}

// withoutNickname drops what stands in double quotes or brackets inside a name.
func withoutNickname(s string) string {
	var b strings.Builder
	open := rune(0)
	closing := map[rune]rune{'"': '"', '“': '”', '”': '”', '»': '«', '«': '»', '(': ')', '„': '“'}
	for _, r := range s {
		switch {
		case open != 0:
			if r == open {
				open = 0
			}
		case closing[r] != 0:
			open = closing[r]
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	if open != 0 || strings.TrimSpace(b.String()) == "" {
		return s
	}
	return b.String()
}

func isArabic(w []string) bool {
	for i, p := range w {
		if p == "bin" || p == "al" && i > 0 || p == "abd" || p == "abu" {
			return true
		}
		if _, ok := givens().arabic[p]; ok {
			return true
		}
	}
	return false
}

// looksSlavic reports whether the given name is a transliteration of the list
// or the family name has a Slavic ending.
func looksSlavic(w []string) bool {
	if _, ok := givens().always[w[0]]; ok {
		return true
	}
	last := romanise(w[len(w)-1])
	for _, e := range slavicEndings {
		if strings.HasSuffix(last, e) && len(last) > len(e)+2 {
			return true
		}
	}
	return false
}

func slavicKey(w []string) []string {
	g := givens()
	if c, ok := g.always[w[0]]; ok {
		w[0] = c
	} else if c, ok := g.slavic[w[0]]; ok {
		w[0] = c
	}
	w[len(w)-1] = romanise(w[len(w)-1])
	return w
}

// romanise maps the romanisations of a Cyrillic family name that Danish,
// German and English news use to one.
func romanise(s string) string {
	if !ascii(s) {
		return s
	}
	s = danishRoman.Replace(s)
	for _, p := range [][2]string{{"je", "ye"}, {"ja", "ya"}, {"ju", "yu"}} {
		if rest, ok := strings.CutPrefix(s, p[0]); ok {
			s = p[1] + rest
		}
	}
	for _, p := range romanised {
		if rest, ok := strings.CutSuffix(s, p[0]); ok && len(rest) > 1 {
			return rest + p[1]
		}
	}
	for _, p := range []string{"ch", "sh", "zh"} {
		if rest, ok := strings.CutSuffix(s, p+"ov"); ok {
			return rest + p + "ev"
		}
	}
	return strings.ReplaceAll(s, "oj", "oi")
}

func ascii(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII {
			return false
		}
	}
	return true
}
