package ner

import (
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
)

// place is where a word stands from the token in question.
type place uint8

const (
	here place = iota
	left
	right
	farLeft
	farRight
	places
)

var offsets = [places]int{here: 0, left: -1, right: 1, farLeft: -2, farRight: 2}

// placeSet is a set of places, a bit each.
type placeSet uint8

// around lists the words around token i of the sentence [from, to).
func (s *scratch) around(i, from, to int) (w [places]*word) {
	for at, o := range offsets {
		w[at] = s.at(i+o, from, to)
	}
	return w
}

// kind is a family of features of a single word.
type kind uint8

const (
	forms kind = iota
	shapes
	endings
	affixes
	clusters
	helpers
	lists
	kinds
)

// alone appends the features of one kind that look at word w and nothing else.
func (w *word) alone(f []uint64, k kind, at place, st uint64) []uint64 {
	one, two, three := perceptron.Feature, perceptron.Feature2, perceptron.Feature3
	near := at <= right
	switch k {
	case forms:
		if at == here {
			f = append(f, one(tBias, 1), two(tBias, 2, st), one(tExact, w.exact))
		}
		f = append(f, two(tLower, uint64(at), w.lower))
	case shapes:
		if near {
			f = append(f, two(tShape, uint64(at), w.shape))
		}
	case endings:
		if at == left || at == right {
			f = append(f, two(tNearSuffix, uint64(at-left), w.suffix[2]))
		}
	case affixes:
		if at != here {
			break
		}
		f = append(f, two(tStyle, st, w.brief), three(tStyleWord, st, 0, w.lower))
		for k, h := range w.prefix {
			if h != 0 {
				f = append(f, two(tPrefix, uint64(k), h))
			}
		}
		for k, h := range w.suffix {
			if h != 0 {
				f = append(f, two(tSuffix, uint64(k), h))
			}
		}
	case clusters:
		f = clusterFeatures(f, tOwn, uint64(at), w.own, near)
	case helpers:
		if near {
			f = clusterFeatures(f, tHelper, uint64(at), w.helper, near)
		}
	case lists:
		if near {
			f = w.listFeatures(f, at, st)
		}
	}
	return f
}

func clusterFeatures(f []uint64, base, at uint64, c lang.Class, near bool) []uint64 {
	two := perceptron.Feature2
	switch {
	case !c.Known():
	case near:
		f = append(f, two(base, at, c.Brown(4)), two(base+1, at, c.Brown(6)), two(base+2, at, c.Brown(10)), two(base+3, at, c.Full()),
			two(base+4, at, uint64(c.K100)), two(base+5, at, uint64(c.K500)), two(base+6, at, uint64(c.K1000)))
	default:
		f = append(f, two(base+1, at, c.Brown(6)), two(base+2, at, c.Brown(10)), two(base+4, at, uint64(c.K100)))
	}
	return f
}

func (w *word) listFeatures(f []uint64, at place, st uint64) []uint64 {
	c := w.class &^ gazetteer.Continues
	if !w.caps {
		if b := c & (gazetteer.CountryName | gazetteer.BigCity | gazetteer.Region); b != 0 && w.letters {
			f = append(f, perceptron.Feature4(tGaz, uint64(at), st, uint64(b), 2))
		}
		c &= gazetteer.Title | gazetteer.LegalWord | gazetteer.OrgHeadWord | gazetteer.DemonymAdj
	}
	for b := uint64(0); c != 0; b, c = b+1, c>>1 {
		if c&1 != 0 {
			f = append(f, perceptron.Feature3(tGaz, uint64(at), b, 0))
			if at == here {
				f = append(f, perceptron.Feature3(tGaz, 4+st, b, 1))
			}
		}
	}
	return f
}

// remembered is how many words a worker remembers, with the sums of their
// features: some 1 KB each.
const remembered = 4096

// entry is a word as it is read outside sentences of capitals.
type entry struct {
	word  word // without its text
	again bool // it came before: worth the sums
	// sums of the weights of its features in each pass by its place; nil until
	// they are asked for.
	sums [2][places][]int32
}

// readWord fills in token i.
func (x *extractor) readWord(s *scratch, i int, shout bool) {
	w, t := &s.words[i], s.texts[i]
	if shout || s.memo.Limit == 0 {
		w.read(t, shout, x.own, x.helper)
		return
	}
	e, known := s.memo.Get(t)
	if known {
		e.again = true
	} else {
		e.word.read(t, false, x.own, x.helper)
		e.word.text = "" // else it holds its whole article
	}
	*w = e.word
	w.text = t
	s.known[i] = e
}

// addKnown adds to sums what the words around token i that came before weigh
// each, and tells where they are.
func (s *scratch) addKnown(sums []int32, m *perceptron.Model, pass, i, from, to int, style Style) (known placeSet) {
	for at, o := range offsets {
		if i+o < from || i+o >= to {
			continue
		}
		e := s.known[i+o]
		if e == nil || !e.again {
			continue
		}
		sum := e.sums[pass][at]
		if sum == nil {
			f := s.feats[:0]
			for k := range kinds {
				f = e.word.alone(f, k, place(at), uint64(style))
			}
			sum = make([]int32, numStates)
			m.Score(f, sum)
			e.sums[pass][at] = sum
		}
		for y, v := range sum {
			sums[y] += v
		}
		known |= 1 << at
	}
	return known
}
