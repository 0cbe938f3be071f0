package ner

import (
	"strings"

	"newsgraph/loaders/nlp/gazetteer"
)

// newsRules trims what the rules of news leave outside of names: articles,
// titles before persons, compounds that only begin with a name ("Y-aktien"),
// a politician's party and state ("R-Ore."); adds a generation ("Jr."); and
// parts "X og Y" that are two names.
func (s *scratch) newsRules(names []Mention, scores []float32) ([]Mention, []float32) {
	var out []Mention
	var points []float32
	keep := func(m Mention, p float32) {
		if m = s.withGeneration(s.trim(m)); m.First < m.Last && !s.partyLabel(m) {
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

// partyLabel tells "R-Ore." behind the name of a politician.
func (s *scratch) partyLabel(m Mention) bool {
	if m.First == 0 || m.First+1 >= len(s.texts) || s.texts[m.First+1] != "-" {
		return false
	}
	before := s.texts[m.First-1]
	return (before == "," || before == "(") && len(s.texts[m.First]) == 1 && s.words[m.First].caps
}

// withGeneration adds a "Jr." or "III" that follows a person's name of two
// words and more.
func (s *scratch) withGeneration(m Mention) Mention {
	if m.Label != PER || m.Last-m.First < 2 {
		return m
	}
	i := m.Last
	if i < len(s.texts) && s.texts[i] == "," {
		i++
	}
	if i < len(s.texts) && s.words[i].caps && len(s.texts[i]) < 5 && gazetteer.Generation(s.texts[i]) { // not ", Senior Editor"
		m.Last = i + 1
	}
	return m
}

// organizations are the lists that tell two organizations from one.
const organizations = gazetteer.CompanyName | gazetteer.AgencyName | gazetteer.MediaName | gazetteer.PartyName | gazetteer.OrgName

// conjunction returns the token at which a pair of names is parted, 0 when m
// is one name. Organizations are parted where the second one is listed.
func (s *scratch) conjunction(m Mention) int {
	if m.Label == MISC {
		return 0
	}
	if n, _ := gazetteer.Longest(s.texts[:m.Last], m.First, nameClasses); n == m.Last-m.First {
		return 0 // "Bosnia and Herzegovina"
	}
	for i := m.First + 1; i+1 < m.Last; i++ {
		switch strings.ToLower(s.texts[i]) {
		case "og", "eller", "and", "or":
			if !s.words[i+1].caps {
				continue
			}
			if m.Label == ORG {
				// Not "Department of Trade and Labour".
				n, c := gazetteer.Longest(s.texts[:m.Last], i+1, organizations)
				if n < m.Last-i-1 || n == 1 && c&gazetteer.Acronym == 0 {
					continue
				}
			}
			return i
		}
	}
	return 0
}
