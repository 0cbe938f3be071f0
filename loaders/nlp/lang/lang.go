// Package lang is what the pipeline knows about each language: a folder of
// data, embedded in the binary.
//
// In: a language code. Out: Language with its word lists (lang.yaml), word
// clusters and model files. Not here: what the models mean (tag, parse, ner
// read their own files). A language is added by adding a folder, without code;
// docs/languages.md is the guide.
package lang

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed all:data
var embedded embed.FS

// Language is one language's data. It is immutable and safe for concurrent use.
type Language struct {
	Code string `yaml:"-"`    // ISO 639-1, the folder's name
	Name string `yaml:"name"` // in English
	// Abbreviations end in a full stop that belongs to the word and does not
	// end the sentence ("Mr.", "f.eks."). Lower case matches every case.
	Abbreviations []string `yaml:"abbreviations"`
	// FinalAbbreviations end in a full stop that belongs to the word but may
	// end the sentence too, when a capital follows ("Inc.", "osv.").
	FinalAbbreviations []string `yaml:"final_abbreviations"`
	// NumberAbbreviations keep their full stop only before a figure ("No. 5"),
	// since they are words as well ("No.").
	NumberAbbreviations []string `yaml:"number_abbreviations"`
	// Clitics are cut from the end of a word as words of their own ("n't",
	// "'s"); "'" alone stands for the apostrophe of "owners'".
	Clitics []string `yaml:"clitics"`
	// Splits are whole words that are cut in pieces: "cannot: can not".
	Splits map[string]string `yaml:"splits"`
	// SplitHyphens cuts hyphenated words in three ("well-known").
	SplitHyphens bool `yaml:"split_hyphens"`
	// HyphenPrefixes stay joined all the same ("e", "co").
	HyphenPrefixes []string `yaml:"hyphen_prefixes"`
	// OrdinalDot keeps the full stop of an ordinal number with it ("3. maj").
	OrdinalDot bool `yaml:"ordinal_dot"`
	// Months follow ordinals and must not start a sentence there; lower case.
	Months []string `yaml:"months"`
	// Starters are words that, capitalised after an abbreviation, begin a new
	// sentence ("The" after "Inc."); lower case.
	Starters []string `yaml:"starters"`
	// HelperClusters names another language whose clusters serve capitalised
	// words as a second family (Danish asks English); "" for none.
	HelperClusters string `yaml:"helper_clusters"`

	dir      fs.FS
	clusters func() (*Clusters, error)
}

var (
	mu     sync.Mutex // guards cache: languages are parsed once a process
	cached = map[string]*Language{}
)

// Codes lists the embedded languages, sorted.
func Codes() []string {
	entries, err := embedded.ReadDir("data")
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out
}

// Get returns the embedded language with the code.
func Get(code string) (*Language, error) {
	mu.Lock()
	defer mu.Unlock()
	if l := cached[code]; l != nil {
		return l, nil
	}
	if !slices.Contains(Codes(), code) {
		return nil, fmt.Errorf("load language %q: not in this program; it has %s", code, strings.Join(Codes(), ", "))
	}
	dir, err := fs.Sub(embedded, "data/"+code)
	if err != nil {
		return nil, fmt.Errorf("load language %q: %w", code, err)
	}
	l, err := Open(dir, code)
	if err != nil {
		return nil, err
	}
	cached[code] = l
	return l, nil
}

// Open reads a language from a folder of its own (os.DirFS), laid out like the
// embedded ones. Unknown keys in lang.yaml are errors.
func Open(dir fs.FS, code string) (*Language, error) {
	b, err := fs.ReadFile(dir, "lang.yaml")
	if err != nil {
		return nil, fmt.Errorf("load language %q: %w", code, err)
	}
	l := &Language{Code: code, dir: dir}
	dec := yaml.NewDecoder(bytes.NewReader(b))
	dec.KnownFields(true)
	if err := dec.Decode(l); err != nil {
		return nil, fmt.Errorf("load language %q: read lang.yaml: %w", code, err)
	}
	l.clusters = sync.OnceValues(l.readClusters)
	return l, nil
}

// File returns the bytes of one of the language's files; they must not be
// changed. The error is fs.ErrNotExist when the language has no such file.
func (l *Language) File(name string) ([]byte, error) {
	b, err := fs.ReadFile(l.dir, name)
	if err != nil {
		return nil, fmt.Errorf("load language %q: %w", l.Code, err)
	}
	return b, nil
}

// Model returns the sections of a model file, as packed by Pack.
func (l *Language) Model(name string) (Sections, error) {
	b, err := l.File(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("load language %q: it has no model %s; train it with `newsgraph train`: %w", l.Code, name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, err
	}
	s, err := Unpack(b)
	if err != nil {
		return nil, fmt.Errorf("load language %q: read %s: %w", l.Code, name, err)
	}
	return s, nil
}

// Clusters returns the language's word clusters (file clusters.bin), read at
// the first call; a language without them has an empty table.
func (l *Language) Clusters() (*Clusters, error) { return l.clusters() }

// Helper returns the clusters of the embedded language that HelperClusters
// names; an empty table when it names none.
func (l *Language) Helper() (*Clusters, error) {
	if l.HelperClusters == "" {
		return &Clusters{}, nil
	}
	h, err := Get(l.HelperClusters)
	if err != nil {
		return nil, fmt.Errorf("load language %q: helper clusters: %w", l.Code, err)
	}
	return h.Clusters()
}

func (l *Language) readClusters() (*Clusters, error) {
	b, err := l.File("clusters.bin")
	if errors.Is(err, fs.ErrNotExist) {
		return &Clusters{}, nil
	}
	if err != nil {
		return nil, err
	}
	c, err := loadClusters(b)
	if err != nil {
		return nil, fmt.Errorf("load language %q: read clusters.bin: %w", l.Code, err)
	}
	return c, nil
}
