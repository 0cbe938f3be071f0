package variant

import (
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/nlp/gazetteer"
)

// WithoutLegalForm drops company forms ("A/S", "Ltd", "GmbH & Co. KG") from
// the folded words of a name, at the end and, where the form is written
// there, at the start. It never drops the last word that remains.
func WithoutLegalForm(words []string) []string {
	for again := true; again; {
		again = false
		if len(words) < 2 {
			break
		}
		for _, f := range legalForms()[words[len(words)-1]] {
			if len(f.words) < len(words) && HasSuffix(words, f.words) {
				words, again = words[:len(words)-len(f.words)], true
				break
			}
		}
		if again || len(words) < 2 {
			continue
		}
		for _, f := range legalForms()["^"+words[0]] {
			if len(f.words) < len(words) && HasPrefix(words, f.words) {
				words, again = words[len(f.words):], true
				break
			}
		}
	}
	// "Voss & Co": the connector does not end a name.
	for len(words) > 1 && words[len(words)-1] == "and" {
		words = words[:len(words)-1]
	}
	return words
}

// HasLegalForm reports whether a name ends or starts with a company form.
func HasLegalForm(name string) bool {
	w := Words(name)
	return len(WithoutLegalForm(w)) < len(w)
}

// SameGiven reports whether two given names are in one class of the
// gazetteer: evidence that they can be one name, not that they are ("Niels"
// and "Klaus" share one).
func SameGiven(a, b string) bool {
	cb := gazetteer.NameClasses(b)
	return slices.ContainsFunc(gazetteer.NameClasses(a), func(x gazetteer.NameClass) bool {
		return slices.ContainsFunc(cb, func(y gazetteer.NameClass) bool { return x.ID == y.ID })
	})
}

// Gender is the gender of a given name, "m", "f" or "" when not known or both.
func Gender(given string) string {
	switch g := gazetteer.Gender(given); g {
	case 'm', 'f':
		return string(rune(g))
	}
	return ""
}

// Country returns the ISO 3166 code of a country by one of its English or
// Danish names, with or without "the".
func Country(name string) (code string, ok bool) {
	c, ok := gazetteer.CountryByName(name)
	return c.Code, ok
}

// linking are words that initials leave out.
var linking = map[string]bool{
	"of": true, "the": true, "for": true, "and": true, "in": true, "on": true, "to": true, "at": true, "de": true, "des": true,
	"du": true, "da": true, "do": true, "del": true, "la": true, "le": true, "les": true, "af": true, "og": true, "i": true,
	"til": true, "den": true, "det": true, "paa": true, "von": true, "der": true, "die": true, "und": true, "et": true,
}

// Acronym reports whether short, as written, can be the initials of full: all
// capitals (or digits), every letter the initial of a word in order, and no
// capitalised word left out but linking ones.
func Acronym(short, full string) bool {
	var letters []rune
	for _, r := range short {
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			letters = append(letters, r)
		case r != '.' && r != '-' && r != '&':
			return false
		}
	}
	words := strings.FieldsFunc(full, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '/' })
	if len(letters) < 2 || len(words) < 2 {
		return false
	}
	fold := []rune(strings.ReplaceAll(Fold(string(letters)), " ", ""))
	return initials(fold, words, true) || initials(fold, words, false)
}

// initials matches letters against the words' first letters; skip tells
// whether linking words are left out even where a letter would fit.
func initials(letters []rune, words []string, skip bool) bool {
	i := 0
	for _, w := range words {
		capital, _ := firstRune(w)
		f := Fold(w)
		first, ok := firstRune(f)
		switch {
		case ok && i < len(letters) && letters[i] == first && !(skip && linking[f]):
			i++
		case linking[f] || !unicode.IsUpper(capital):
		default:
			return false
		}
	}
	return i == len(letters)
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// AllCaps reports whether s has at least two letters, all upper case.
func AllCaps(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n > 1
}
