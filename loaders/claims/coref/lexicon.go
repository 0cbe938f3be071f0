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

// words is what coreference knows of one language's words, all lower case.
type words struct {
	sets     map[string]map[string]bool // word lists by kind
	definite []string                   // endings of definite nouns, longest first
	nominal  map[string]nominalNoun     // by noun
	pronouns map[string]pronoun
	stands   map[string][]string // word of a name to the nouns that it stands for
	// reflexive says that the language has possessives of the subject (sin).
	reflexive bool
}

// has reports whether a word is on the list of a kind.
func (l *words) has(kind, word string) bool { return l.sets[kind][word] }

// nominalNoun is a noun that can stand for a named entity.
type nominalNoun struct {
	noun   string
	types  []string // ontology types that it can stand for
	strict bool     // only for an entity that was called so
	alone  bool     // otherwise only where there is no other candidate
}

// pronoun is what a pronoun asks of its antecedent.
type pronoun struct {
	kind   string // person, thing, plural, reflexive, relative
	gender string // "m" or "f" of persons
	poss   bool
}

var lexicons = sync.OnceValue(func() map[string]*words {
	all := map[string]*words{}
	files, _ := lexiconFiles.ReadDir("lexicon")
	for _, f := range files {
		data, _ := lexiconFiles.ReadFile("lexicon/" + f.Name())
		all[strings.TrimSuffix(f.Name(), ".tsv")] = parseLexicon(string(data))
	}
	return all
})

// lexiconFor returns the lexicon of a language, an empty one if there is none.
func lexiconFor(lang string) *words {
	if l, ok := lexicons()[lang]; ok {
		return l
	}
	return parseLexicon("")
}

// parseLexicon reads lines of tab-separated cells; words are separated by
// spaces, an underscore stands for a space inside a word, "#" starts a comment.
//
//	definite  ENDING ...            endings of definite nouns
//	noun      TYPE|TYPE  NOUN ...   nouns that can stand for an entity of these types
//	name      TYPE|TYPE  NOUN ...   the same, only for one whose name or description has the noun
//	alone     TYPE|TYPE  NOUN ...   the same, or if only one entity of the types is about
//	pronoun   KIND       WORD ...   KIND as person.m, person.f.poss, thing, thing.poss, ...
//	stands    NOUN       WORD ...   words of names that say that it is a NOUN ("FC")
//	any other word       WORD ...   the list of that kind
func parseLexicon(data string) *words {
	l := &words{sets: map[string]map[string]bool{}, nominal: map[string]nominalNoun{}, pronouns: map[string]pronoun{}, stands: map[string][]string{}}
	for _, line := range strings.Split(data, "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) < 2 || strings.HasPrefix(line, "#") {
			continue
		}
		kind, words := cells[0], strings.Fields(strings.ReplaceAll(cells[len(cells)-1], "_", "\u00a0"))
		for _, w := range words {
			w = strings.ReplaceAll(w, "\u00a0", " ")
			switch kind {
			case "definite":
				l.definite = append(l.definite, w)
			case "noun", "name", "alone":
				if _, twice := l.nominal[w]; twice {
					continue // the first row wins
				}
				l.nominal[w] = nominalNoun{w, strings.Split(cells[1], "|"), kind == "name", kind == "alone"}
			case "stands":
				l.stands[w] = append(l.stands[w], cells[1])
			case "pronoun":
				parts := strings.Split(cells[1], ".")
				p := pronoun{kind: parts[0]}
				for _, x := range parts[1:] {
					if x == "poss" {
						p.poss = true
					} else {
						p.gender = x
					}
				}
				l.pronouns[w] = p
				l.reflexive = l.reflexive || p.kind == "reflexive" && p.poss
			default:
				if l.sets[kind] == nil {
					l.sets[kind] = map[string]bool{}
				}
				l.sets[kind][w], l.sets[kind][variant.Fold(w)] = true, true
			}
		}
	}
	return l
}

// withoutTitles drops titles at the front of a person's folded words.
func (l *words) withoutTitles(words []string) []string {
	for len(words) > 1 && l.has("title", words[0]) {
		words = words[1:]
	}
	return words
}

// orgNoun reports whether a word names a kind of organization.
func (l *words) orgNoun(word string) bool {
	isOrg := func(w string) bool {
		n, ok := l.nominal[w]
		return ok && classOf(n.types[0], "") == org
	}
	return isOrg(word) || slices.ContainsFunc(l.indefinite(word), isOrg)
}

// indefinite returns what a definite noun may be without its ending: several
// guesses ("styrelsen": styrels, styrelse), none for other words.
func (l *words) indefinite(word string) []string {
	var out []string
	if s, ok := strings.CutSuffix(word, "iet"); ok && len(l.definite) > 0 && len(s) > 2 {
		out = append(out, s+"ium") // Danish ministeriet, kollegiet
	}
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
