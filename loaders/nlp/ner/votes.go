package ner

import (
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// vote is how probable each label is for a word by the first pass, or the sum
// of that over several words; n counts them.
type vote struct {
	p [None + 1]float32
	n int32
}

// best is the label with the most votes and its mean probability.
func (v *vote) best() (Label, float32) {
	b := None
	for l := range None {
		if v.p[l] > v.p[b] {
			b = l
		}
	}
	return b, v.p[b] / float32(max(1, v.n))
}

// setVote keeps the state probabilities of token i.
func (s *scratch) setVote(i int, states []float32) {
	v := vote{n: 1}
	v.p[None] = states[outside]
	for l := range None {
		k := state(l, begin)
		v.p[l] = states[k] + states[k+1] + states[k+2] + states[k+3]
	}
	s.own[i] = v
}

// startVotes makes room for a document's votes.
func (s *scratch) startVotes(d *text.Doc) {
	if cap(s.own) < len(d.Tokens) {
		s.own = make([]vote, len(d.Tokens)+len(d.Tokens)/4)
	}
	s.own = s.own[:len(d.Tokens)]
}

// countVotes sums the votes of each word over the document.
func (s *scratch) countVotes() {
	s.all = append(s.all[:0], make([]vote, len(s.stats))...)
	for i := range s.words {
		if k := s.words[i].doc; k >= 0 {
			a := &s.all[k]
			for l, p := range s.own[i].p {
				a.p[l] += p
			}
			a.n++
		}
	}
}

func bucket(p float32) uint64 {
	switch {
	case p > 0.98:
		return 4
	case p > 0.85:
		return 3
	case p > 0.6:
		return 2
	}
	return 1
}

// voteFeatures tell what the first pass made of the word here, of its
// neighbours, and of the same word elsewhere in the document.
func (s *scratch) voteFeatures(f []uint64, i, from, to int, style Style) []uint64 {
	two, three := perceptron.Feature2, perceptron.Feature3
	w, own := &s.words[i], &s.own[i]
	l, p := own.best()
	here := uint64(l)<<3 | bucket(p)
	f = append(f, two(tVote, 0, here), two(tVote, 1, uint64(l)), three(tVote, 2, uint64(l), w.brief))
	if i > from {
		b, q := s.own[i-1].best()
		f = append(f, three(tVote, 3, uint64(l), uint64(b)), three(tVote, 4, uint64(b)<<3|bucket(q), w.brief))
	}
	if i+1 < to {
		b, q := s.own[i+1].best()
		f = append(f, three(tVote, 5, uint64(l), uint64(b)), three(tVote, 6, uint64(b)<<3|bucket(q), w.brief))
	}
	if w.doc < 0 {
		return append(f, two(tVote, 7, here))
	}
	rest := s.all[w.doc]
	if rest.n--; rest.n <= 0 {
		return append(f, two(tVote, 8, here))
	}
	for k := range rest.p {
		rest.p[k] = max(0, rest.p[k]-own.p[k])
	}
	b, q := rest.best()
	there := uint64(b)<<3 | bucket(q)
	many := uint64(min(rest.n, 3))
	f = append(f, two(tVote, 9, there), two(tVote, 10, there<<2|many), three(tVote, 11, here, there), three(tVote, 12, there, w.brief),
		three(tVote, 13, uint64(style), there))
	// The likeliest label of a name, be it rare.
	name := Label(0)
	for k := range None {
		if rest.p[k] > rest.p[name] {
			name = k
		}
	}
	q = rest.p[name] / float32(rest.n)
	mass := uint64(q * 5)
	return append(f, three(tVote, 14, uint64(name), mass), three(tVote, 15, uint64(name)<<4|mass, here))
}
