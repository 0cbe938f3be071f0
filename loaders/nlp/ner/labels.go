package ner

import "newsgraph/loaders/nlp/ner/crf"

// Label is a coarse class of names.
type Label uint8

// The coarse classes. None is the label of words outside names.
const (
	PER Label = iota
	ORG
	LOC
	MISC
	None
)

var labelNames = [...]string{"PER", "ORG", "LOC", "MISC", ""}

// String is the label's name in text.Name; "" for None.
func (l Label) String() string { return labelNames[l] }

// ParseLabel reads PER, ORG, LOC or MISC; anything else is None.
func ParseLabel(s string) Label {
	for i, n := range labelNames[:None] {
		if n == s {
			return Label(i)
		}
	}
	return None
}

// States of the chain: 0 is outside; each label has four, for a name's first,
// inner and last word and for a name of one word (BILOU).
const (
	outside   = 0
	begin     = 0
	inner     = 1
	last      = 2
	unit      = 3
	numStates = 1 + 4*int(None)
)

func state(l Label, part int) int { return 1 + 4*int(l) + part }

func split(s int) (Label, int) {
	if s == outside {
		return None, 0
	}
	return Label((s - 1) / 4), (s - 1) % 4
}

// follows tells whether state b can stand after state a.
func follows(a, b int) bool {
	la, pa := split(a)
	lb, pb := split(b)
	open := la != None && (pa == begin || pa == inner)
	goesOn := lb != None && (pb == inner || pb == last)
	if open || goesOn {
		return open && goesOn && la == lb
	}
	return true
}

func transitions() *crf.Transitions {
	var start, end crf.Set
	for s := range numStates {
		l, p := split(s)
		if l == None || p == begin || p == unit {
			start |= 1 << s
		}
		if l == None || p == last || p == unit {
			end |= 1 << s
		}
	}
	return crf.NewTransitions(numStates, follows, start, end)
}

// Mention is a name over tokens [First, Last).
type Mention struct {
	First, Last int
	Label       Label
}

// encode sets the states of mentions over n tokens that begin at from.
func encode(states []uint8, from int, mentions []Mention) {
	clear(states)
	for _, m := range mentions {
		a, b := m.First-from, m.Last-from
		if a < 0 || b > len(states) || m.Label == None {
			continue
		}
		if b-a == 1 {
			states[a] = uint8(state(m.Label, unit))
			continue
		}
		states[a] = uint8(state(m.Label, begin))
		for i := a + 1; i < b-1; i++ {
			states[i] = uint8(state(m.Label, inner))
		}
		states[b-1] = uint8(state(m.Label, last))
	}
}

// decode appends the mentions of a path whose first token is from.
func decode(to []Mention, path []uint8, from int) []Mention {
	start := 0
	for i, s := range path {
		l, p := split(int(s))
		switch {
		case l == None:
		case p == unit:
			to = append(to, Mention{from + i, from + i + 1, l})
		case p == begin:
			start = i
		case p == last:
			to = append(to, Mention{from + start, from + i + 1, l})
		}
	}
	return to
}
