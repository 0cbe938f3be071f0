// Package lexicon holds what the words of a language say about relations:
// frames of verbs, nouns and adjectives, roles, and cue words.
//
// In: the files <lang>.frames.txt, <lang>.cues.txt and <lang>.roles.tsv,
// embedded and meant to be reviewed and edited; a language is data. Out: a
// read-only Lexicon. Not here: how frames meet trees (claims).
package lexicon

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed *.txt *.tsv
var files embed.FS

// Kind is the part of speech of a frame's trigger.
type Kind uint8

// The kinds of frame.
const (
	Verb Kind = iota
	Noun
	Adj
	// Said triggers count only in what somebody says: the slot "said" is the
	// speaker. They may be verbs, or nouns and adjectives that are predicates.
	Said
)

// String names the kind as the sections of the files do.
func (k Kind) String() string { return [...]string{"verb", "noun", "adj", "said"}[k] }

// Frame says how one predicate is put in words.
type Frame struct {
	Kind      Kind
	Lemma     string   // the trigger
	Fixed     []string // lemmas that must stand near the trigger
	Predicate string
	Subject   []string // slots, tried in order
	Object    []string
	Text      []string            // slots of role or matter
	Need      map[string][]string // "head": noun that must head the object; a preposition: its noun
	Flags     []string
	Line      int // in the file
}

// Has reports whether the frame carries flag.
func (f *Frame) Has(flag string) bool { return slices.Contains(f.Flags, flag) }

// Name identifies the frame in rules: kind, words and predicate.
func (f *Frame) Name() string {
	return f.Kind.String() + ":" + strings.Join(append([]string{f.Lemma}, f.Fixed...), "-") + ":" + f.Predicate
}

// Role is a noun that names a post or a kinship.
type Role struct {
	Words     string // lower case, single spaces
	Predicate string // "none" for words that are only titles
}

// endingKey is how many bytes the shortest role has that a compound may end in.
const endingKey = 4

// Lexicon is what is known of one language.
type Lexicon struct {
	Lang   string
	frames [4]map[string][]*Frame // by kind and trigger lemma
	cues   map[string]map[string]bool
	lemmas map[string]string // of forms of verbs that are often guessed wrong
	forms  map[string]string // regular forms of the verbs of frames
	roles  map[string]Role
	// suffix holds single-word roles by falling length, for compounds, under
	// their last endingKey bytes.
	suffix map[string][]Role
	maxLen int // longest role in words
}

// Langs lists the languages that have a lexicon, sorted.
func Langs() []string {
	var out []string
	entries, _ := fs.Glob(files, "*.frames.txt")
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(path.Base(e), ".frames.txt"))
	}
	slices.Sort(out)
	return out
}

// Load reads the lexicon of lang. It fails, naming file and line, on a line
// that it cannot read.
func Load(lang string) (*Lexicon, error) { return load(files, lang) }

// LoadFrom is Load from other files, for those who try what a line does; Files
// are the embedded ones.
func LoadFrom(fsys fs.FS, lang string) (*Lexicon, error) { return load(fsys, lang) }

// Files are the embedded files.
func Files() fs.FS { return files }

func load(fsys fs.FS, lang string) (*Lexicon, error) {
	l := &Lexicon{Lang: lang, cues: map[string]map[string]bool{}, lemmas: map[string]string{}, forms: map[string]string{}, roles: map[string]Role{}, suffix: map[string][]Role{}}
	for i := range l.frames {
		l.frames[i] = map[string][]*Frame{}
	}
	section := ""
	err := eachLine(fsys, lang+".frames.txt", func(n int, line string) error {
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]")
			return nil
		}
		return l.frameLine(section, n, line)
	})
	if err == nil {
		err = eachLine(fsys, lang+".cues.txt", func(_ int, line string) error { return l.cueLine(line) })
	}
	if err == nil {
		err = eachLine(fsys, lang+".roles.tsv", func(_ int, line string) error { return l.roleLine(line) })
	}
	l.inflect()
	if err != nil {
		return nil, fmt.Errorf("load lexicon of %q: %w (languages: %s)", lang, err, strings.Join(Langs(), ", "))
	}
	for _, list := range l.suffix {
		slices.SortStableFunc(list, func(a, b Role) int {
			if c := len(b.Words) - len(a.Words); c != 0 {
				return c
			}
			return strings.Compare(a.Words, b.Words)
		})
	}
	return l, nil
}

func (l *Lexicon) cueLine(line string) error {
	class, words, ok := strings.Cut(line, ": ")
	if !ok {
		return fmt.Errorf("want class: words")
	}
	if err := declaredCue(class); err != nil {
		return err
	}
	if l.cues[class] != nil {
		return fmt.Errorf("class %q is given twice", class)
	}
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		w = strings.ReplaceAll(w, "_", " ")
		set[w] = true
		if class == "trait" && !declared().traits[w] {
			return fmt.Errorf("trait %q is not in declared.txt", w)
		}
	}
	l.cues[class] = set
	if class == "lemma" { // form=lemma
		for w := range set {
			form, lemma, _ := strings.Cut(w, "=")
			l.lemmas[form] = lemma
		}
	}
	return nil
}

func eachLine(fsys fs.FS, name string, f func(n int, line string) error) error {
	r, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		line := strings.TrimRight(sc.Text(), " \r")
		if line == "" || line[0] == '#' {
			continue
		}
		if err := f(n, line); err != nil {
			return fmt.Errorf("%s line %d: %w", name, n, err)
		}
	}
	return sc.Err()
}

var kinds = map[string]Kind{"verb": Verb, "noun": Noun, "adj": Adj, "said": Said}

func (l *Lexicon) frameLine(section string, n int, line string) error {
	kind, ok := kinds[section]
	if !ok {
		return fmt.Errorf("unknown section %q; want verb, noun, adj or said", section)
	}
	left, right, ok := strings.Cut(line, " : ")
	f := strings.Fields(right)
	if !ok || len(f) < 3 {
		return fmt.Errorf("want lemmas : predicate subject object [text=..] [flags]")
	}
	if err := declaredPredicate(f[0], "SELL", "NONE"); err != nil {
		return err
	}
	base := Frame{Kind: kind, Predicate: f[0], Subject: slots(f[1]), Object: slots(f[2]), Line: n}
	for _, opt := range f[3:] {
		name, val, has := strings.Cut(opt, "=")
		switch {
		case !has && !declared().flags[opt]:
			return fmt.Errorf("flag %q is not in declared.txt", opt)
		case !has:
			base.Flags = append(base.Flags, opt)
		case name == "text":
			base.Text = slots(val)
		default:
			if base.Need == nil {
				base.Need = map[string][]string{}
			}
			base.Need[name] = strings.FieldsFunc(val, func(r rune) bool { return r == '/' || r == '|' })
		}
	}
	for _, words := range strings.Split(left, ",") {
		w := strings.Fields(words)
		if len(w) == 0 {
			return fmt.Errorf("empty lemma")
		}
		fr := base
		fr.Lemma = w[0]
		for _, x := range w[1:] {
			// A preposition that a slot names need not be fixed as well.
			if !slices.Contains(base.Subject, x) && !slices.Contains(base.Object, x) || kind != Verb && kind != Said {
				fr.Fixed = append(fr.Fixed, x)
			}
		}
		if kind == Noun && len(w) > 1 { // the head noun triggers
			fr.Lemma, fr.Fixed = w[len(w)-1], w[:len(w)-1]
		}
		l.frames[kind][fr.Lemma] = append(l.frames[kind][fr.Lemma], &fr)
	}
	return nil
}

func slots(s string) []string {
	out := strings.Split(s, "/")
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "_", " ")
	}
	return out
}

func (l *Lexicon) roleLine(line string) error {
	f := strings.Split(line, "\t")
	if len(f) < 2 || f[0] == "" || f[1] == "" {
		return fmt.Errorf("want role, predicate and forms, separated by tabs")
	}
	if err := declaredPredicate(f[1], "none"); err != nil {
		return err
	}
	forms := []string{f[0]}
	if len(f) > 2 && f[2] != "" {
		forms = append(forms, strings.Split(f[2], "|")...)
	}
	for _, w := range forms {
		w = strings.ToLower(w)
		l.roles[w] = Role{w, f[1]}
		l.maxLen = max(l.maxLen, strings.Count(w, " ")+1)
		if !strings.Contains(w, " ") && len(w) >= endingKey {
			k := w[len(w)-endingKey:]
			l.suffix[k] = append(l.suffix[k], Role{w, f[1]})
		}
	}
	return nil
}

// Frames returns the frames that the lemma triggers, in the file's order.
func (l *Lexicon) Frames(k Kind, lemma string) []*Frame { return l.frames[k][lemma] }

// inflect makes the regular forms of the verbs that trigger frames, with the
// endings that the cue file lists for verbs in -e. A form that is a lemma
// itself, or of two verbs, is left out.
func (l *Lexicon) inflect() {
	twice := map[string]bool{}
	for lemma := range l.frames[Verb] {
		stem, ok := strings.CutSuffix(lemma, "e")
		if !ok || len(stem) < 3 {
			continue
		}
		for end := range l.cues["verbending"] {
			form := stem + end
			if n := len(stem); end[0] == 't' && stem[n-1] == stem[n-2] {
				form = stem[:n-1] + end
			}
			if o, ok := l.forms[form]; ok && o != lemma {
				twice[form] = true
			}
			l.forms[form] = lemma
		}
	}
	for form := range l.forms {
		if twice[form] || l.frames[Verb][form] != nil {
			delete(l.forms, form)
		}
	}
}

// VerbOf is the verb of a frame that the word is a regular form of.
func (l *Lexicon) VerbOf(form string) (string, bool) {
	lemma, ok := l.forms[form]
	return lemma, ok
}

// Lemma is the lemma of a form of a verb that the cue file lists.
func (l *Lexicon) Lemma(form string) (string, bool) {
	lemma, ok := l.lemmas[form]
	return lemma, ok
}

// Is reports whether the lower-case word is a cue of class.
func (l *Lexicon) Is(class, word string) bool { return l.cues[class][word] }

// Class returns the first of classes that has the word, or "".
func (l *Lexicon) Class(word string, classes ...string) string {
	for _, c := range classes {
		if l.cues[c][word] {
			return c
		}
	}
	return ""
}

// Role looks up lower-case words joined by single spaces.
func (l *Lexicon) Role(words string) (Role, bool) {
	r, ok := l.roles[words]
	return r, ok
}

// MaxRole is the number of words of the longest role.
func (l *Lexicon) MaxRole() int { return l.maxLen }

// RoleEnding returns the longest role that is a proper ending of the word, as
// in the Danish compound "produktionsleder", and what stands before it.
func (l *Lexicon) RoleEnding(word string) (r Role, before string, ok bool) {
	if len(word) < endingKey {
		return Role{}, "", false
	}
	for _, r := range l.suffix[word[len(word)-endingKey:]] {
		if len(word) > len(r.Words)+1 && strings.HasSuffix(word, r.Words) {
			return r, strings.TrimSuffix(word, r.Words), true
		}
	}
	return Role{}, "", false
}
