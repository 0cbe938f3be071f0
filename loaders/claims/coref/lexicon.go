package coref

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"newsgraph/loaders/identity/variant"
)

//go:embed lexicon/*.tsv
var lexiconFiles embed.FS

// lexicon is what coreference knows of one language's words, all lower case.
type lexicon struct {
	title, article, within, initials, of   map[string]bool
	opening, orgHead                       map[string]bool
	owned, kin, personVerb, orgVerb, nouns map[string]bool
	male, female                           map[string]bool
	definite                               []string // endings of definite nouns, longest first
}

// set returns the word list that rows of a kind fill.
func (l *lexicon) set(kind string) *map[string]bool {
	return map[string]*map[string]bool{
		"title": &l.title, "article": &l.article, "within": &l.within, "initials": &l.initials, "of": &l.of,
		"opening": &l.opening, "orghead": &l.orgHead, "male": &l.male, "female": &l.female, "owned": &l.owned, "kin": &l.kin,
		"personverb": &l.personVerb, "orgverb": &l.orgVerb, "orgnoun": &l.nouns,
	}[kind]
}

var lexicons = sync.OnceValue(func() map[string]*lexicon {
	all := map[string]*lexicon{}
	files, _ := lexiconFiles.ReadDir("lexicon")
	for _, f := range files {
		data, _ := lexiconFiles.ReadFile("lexicon/" + f.Name())
		all[strings.TrimSuffix(f.Name(), ".tsv")] = parseLexicon(string(data))
	}
	return all
})

// lexiconFor returns the lexicon of a language, an empty one if there is none.
func lexiconFor(lang string) *lexicon {
	if l, ok := lexicons()[lang]; ok {
		return l
	}
	return parseLexicon("")
}

// parseLexicon reads lines "kind TAB word word ..."; an underscore stands for
// a space inside a word, "#" starts a comment line.
func parseLexicon(data string) *lexicon {
	l := &lexicon{}
	for _, line := range strings.Split(data, "\n") {
		kind, words, ok := strings.Cut(line, "\t")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		if kind == "definite" {
			l.definite = append(l.definite, strings.Fields(words)...)
			continue
		}
		set := l.set(kind)
		if set == nil {
			continue
		}
		if *set == nil {
			*set = map[string]bool{}
		}
		for _, w := range strings.Fields(words) {
			w = strings.ReplaceAll(w, "_", " ")
			(*set)[w], (*set)[variant.Fold(w)] = true, true
		}
	}
	return l
}

// withoutTitles drops titles at the front of a person's folded words.
func (l *lexicon) withoutTitles(words []string) []string {
	for len(words) > 1 && l.title[words[0]] {
		words = words[1:]
	}
	return words
}

// orgNoun reports whether a word names a kind of organization.
func (l *lexicon) orgNoun(word string) bool {
	if l.nouns[word] {
		return true
	}
	return slices.ContainsFunc(l.indefinite(variant.Fold(word)), func(w string) bool { return l.nouns[w] })
}

// indefinite returns what a definite noun may be without its ending: several
// guesses ("styrelsen": styrels, styrelse), none for other words.
func (l *lexicon) indefinite(word string) []string {
	var out []string
	for _, e := range l.definite {
		if s, ok := strings.CutSuffix(word, e); ok && len(s) > 2 {
			out = append(out, s)
			if n := len(s); e != "n" && s[n-1] == s[n-2] {
				out = append(out, s[:n-1])
			}
		}
	}
	return out
}
