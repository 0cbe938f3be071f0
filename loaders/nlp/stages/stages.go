// Package stages builds the trained stages from text to trees.
//
// In: language codes. Out: tokenizer, tagger and parser over the embedded
// models, ready for nlp.New. Not here: names and dates (ner, dates).
package stages

import (
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/parse"
	"newsgraph/loaders/nlp/tag"
	"newsgraph/loaders/nlp/tokenize"
)

// New returns the stages tokenize, tag and parse, in this order, for the
// languages with these codes; none means all embedded languages.
func New(codes ...string) ([]nlp.Stage, error) {
	if len(codes) == 0 {
		codes = lang.Codes()
	}
	var ls []*lang.Language
	for _, c := range codes {
		l, err := lang.Get(c)
		if err != nil {
			return nil, err
		}
		ls = append(ls, l)
	}
	return For(ls...)
}

// For is New for languages that are open already.
func For(languages ...*lang.Language) ([]nlp.Stage, error) {
	t, err := tokenize.New(languages...)
	if err != nil {
		return nil, err
	}
	g, err := tag.New(languages...)
	if err != nil {
		return nil, err
	}
	p, err := parse.New(languages...)
	if err != nil {
		return nil, err
	}
	return []nlp.Stage{t, g, p}, nil
}
