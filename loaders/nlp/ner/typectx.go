package ner

import "newsgraph/loaders/nlp/perceptron"

// The places of yClass and yKind features.
const (
	inName = iota
	beside
	near
	apposed
	modifies
)

// typeClasses adds the word classes of a name's words and of the words around
// it, through which the noun that says what a name is ("the weed spray X", "X,
// a weekly") need not have been seen in training. words is nil for names that
// stand alone.
func typeClasses(add func(uint64), words []word, m Mention) {
	if words == nil {
		return
	}
	for i := m.First; i < m.Last; i++ {
		addClasses(add, &words[i], inName, 0)
		if h := words[i].helper; h.Known() {
			add(perceptron.Feature4(yClass, inName, 1, 5, h.Brown(10)))
			add(perceptron.Feature4(yClass, inName, 1, 6, uint64(h.K500)))
		}
	}
	for k := 1; k <= 6; k++ {
		for side, i := range [2]int{m.First - k, m.Last + k - 1} {
			if i < 0 || i >= len(words) {
				continue
			}
			w := &words[i]
			if k <= 2 {
				addClasses(add, w, beside, uint64(2*k+side))
			}
			if !w.letters || w.caps {
				continue
			}
			if w.own.Known() {
				add(perceptron.Feature4(yClass, near, uint64(side), 0, w.own.Brown(10)))
				add(perceptron.Feature4(yClass, near, uint64(side), 2, uint64(w.own.K500)))
			}
			if k > 4 { // typeContext has the nearer ones
				add(perceptron.Feature3(yKind, near, uint64(side), w.lower))
			}
		}
	}
	// What follows after a comma: "X, the ailing bank".
	if i := m.Last + 1; i < len(words) && words[i-1].text == "," && words[i].letters && !words[i].caps {
		for ; i < min(m.Last+7, len(words)) && words[i].letters; i++ {
			if !words[i].caps {
				addKind(add, &words[i], apposed)
			}
		}
	}
	for i := m.First - 1; i >= max(0, m.First-3) && words[i].letters && !words[i].caps; i-- {
		addKind(add, &words[i], modifies)
	}
}

func addKind(add func(uint64), w *word, place uint64) {
	add(perceptron.Feature3(yKind, place, 0, w.lower))
	addClasses(add, w, place, 0)
}

func addClasses(add func(uint64), w *word, place, part uint64) {
	c := w.own
	if !c.Known() {
		return
	}
	for k, h := range [...]uint64{c.Brown(10), c.Full(), uint64(c.K500), uint64(c.K1000), uint64(c.K100)} {
		add(perceptron.Feature4(yClass, place, part, uint64(k), h))
	}
}

// hashSet is a set of feature hashes: a table without pointers for as many as
// most names have, a map for the rest.
type hashSet struct {
	slots [1 << 10]uint64 // 0 is free
	used  int
	rest  map[uint64]bool
}

// add reports whether h was not in the set yet.
func (s *hashSet) add(h uint64) bool {
	h |= 1 // 0 marks free slots; hashes that differ in this bit alone are rare
	i := h >> 54
	for ; s.slots[i] != 0; i = (i + 1) % uint64(len(s.slots)) {
		if s.slots[i] == h {
			return false
		}
	}
	if s.used < len(s.slots)*3/4 {
		s.slots[i] = h
		s.used++
		return true
	}
	if s.rest[h] {
		return false
	}
	if s.rest == nil {
		s.rest = map[uint64]bool{}
	}
	s.rest[h] = true
	return true
}
