package ner

import (
	"strings"

	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// shortForms are the ends of a document's names. Persons are called by their
// last word later on, organizations rather by their first.
type shortForms struct{ alone, first, last map[string]bool }

func shortFormsOf(d *text.Doc, names []Mention) shortForms {
	s := shortForms{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, m := range names {
		if m.Last-m.First == 1 {
			s.alone[nameKey(d.Word(m.First))] = true
			continue
		}
		s.first[nameKey(d.Word(m.First))] = true
		s.last[nameKey(d.Word(m.Last-1))] = true
	}
	return s
}

// features tell which end of a name stands alone elsewhere, or which end of a
// longer name a single word is.
func (s shortForms) features(add func(uint64), d *text.Doc, m Mention) {
	first, last := nameKey(d.Word(m.First)), nameKey(d.Word(m.Last-1))
	what, how := uint64(0), uint64(0)
	if m.Last-m.First > 1 {
		what = min(uint64(m.Last-m.First), 4)
		how = bit(s.alone[first]) | bit(s.alone[last])<<1
	} else {
		how = bit(s.first[first]) | bit(s.last[first])<<1
	}
	if how != 0 {
		add(perceptron.Feature3(yShort, what, how, 0))
		before := ""
		if m.First > 0 { // "the Brotherhood" is no surname
			before = strings.ToLower(d.Word(m.First - 1))
		}
		add(perceptron.Feature4(yShort, what, how, perceptron.HashString(before), 1))
	}
}

func bit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
