package ner

import (
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
)

// newsRules trims what the rules of news leave outside of names: articles,
// titles before persons, compounds that only begin with a name ("Y-aktien");
// and parts "X og Y" that are two persons or places.
func (s *scratch) newsRules(names []Mention, scores []float32) ([]Mention, []float32) {
	var out []Mention
	var points []float32
	keep := func(m Mention, p float32) {
		if m = s.trim(m); m.First < m.Last {
			out, points = append(out, m), append(points, p)
		}
	}
	for i, m := range names {
		if cut := s.conjunction(m); cut > 0 {
			keep(Mention{m.First, cut, m.Label}, scores[i])
			keep(Mention{cut + 1, m.Last, m.Label}, scores[i])
			continue
		}
		keep(m, scores[i])
	}
	return out, points
}

// withoutMisc drops what treebanks do not mark.
func withoutMisc(names []Mention, scores []float32) ([]Mention, []float32) {
	n := 0
	for i, m := range names {
		if m.Label != MISC {
			names[n], scores[n] = m, scores[i]
			n++
		}
	}
	return names[:n], scores[:n]
}

// trim returns the part of m that is the name; empty when none is.
func (s *scratch) trim(m Mention) Mention {
	if t := s.texts[m.First]; m.Last-m.First > 1 && (t == "The" || t == "the") {
		m.First++
	}
	if m.Label == PER {
		for m.Last-m.First > 1 {
			n, _ := gazetteer.Longest(s.texts[:m.Last], m.First, gazetteer.Title)
			if n == 0 || n >= m.Last-m.First || s.words[m.First].class&(gazetteer.First|gazetteer.Last) != 0 {
				break
			}
			m.First += n
		}
	}
	if w := &s.words[m.First]; m.Last-m.First == 1 && w.hyphen && w.class&nameClasses == 0 {
		m.First = m.Last
	}
	return m
}

// conjunction returns the token at which a pair of persons or places is
// parted, 0 when m is one name.
func (s *scratch) conjunction(m Mention) int {
	if m.Label != PER && m.Label != LOC {
		return 0
	}
	if n, _ := gazetteer.Longest(s.texts[:m.Last], m.First, nameClasses); n == m.Last-m.First {
		return 0 // "Bosnia and Herzegovina"
	}
	for i := m.First + 1; i+1 < m.Last; i++ {
		switch strings.ToLower(s.texts[i]) {
		case "og", "eller", "and", "or":
			if s.words[i+1].caps {
				return i
			}
		}
	}
	return 0
}
