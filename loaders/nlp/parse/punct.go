package parse

import (
	"newsgraph/loaders/nlp/perceptron"
)

// attacher chooses the heads of punctuation marks in a finished tree of words.
// A mark's candidates are the words left and right of it and their heads up to
// the word whose head is on the other side: those that cross no arc.
type attacher struct {
	lo, hi []int32 // first and last word below each word
	cands  []candidateHead
	feats  []uint64
	out    []int32
}

type candidateHead struct {
	word        int32
	right       bool // of the mark
	bottom, top bool // of its chain
}

// maxChain bounds the candidates on one side.
const maxChain = 24

// opens names the mark that closes what form opens; a straight quote does both.
func opens(form string) string {
	switch form {
	case "(":
		return ")"
	case "[":
		return "]"
	case "“", "„":
		return "”"
	case `"`, "'", "’":
		return form
	case "‘":
		return "’"
	case "``":
		return "''"
	case "«":
		return "»"
	case "»":
		return "«"
	}
	return ""
}

// pairUp pairs the last mark with an open one before it.
func (s *sentence) pairUp(form string) {
	last := int32(len(s.marks) - 1)
	if s.open == nil {
		s.open = map[string]int32{}
	}
	if k, ok := s.open[form]; ok {
		s.marks[last].pair, s.marks[k].pair = k, last
		delete(s.open, form)
		return
	}
	if c := opens(form); c != "" {
		s.open[c] = last
	}
}

// spans finds the first and last word below each; order has heads before children.
func (a *attacher) spans(s *sentence, heads, order []int32) {
	n := int(s.n) + 2
	if cap(a.lo) < n {
		a.lo, a.hi = make([]int32, n), make([]int32, n)
	}
	a.lo, a.hi = a.lo[:n], a.hi[:n]
	for i := range a.lo {
		a.lo[i], a.hi[i] = int32(i), int32(i)
	}
	for k := len(order) - 1; k > 0; k-- {
		i := order[k]
		h := heads[i]
		a.lo[h] = min(a.lo[h], a.lo[i])
		a.hi[h] = max(a.hi[h], a.hi[i])
	}
}

// candidates lists the possible heads of a mark.
func (a *attacher) candidates(s *sentence, heads []int32, m *mark) {
	a.cands = a.cands[:0]
	if m.word > 0 {
		a.chain(heads, m.word, false, func(h int32) bool { return h > 0 && h <= m.word })
	}
	if m.word < s.n {
		a.chain(heads, m.word+1, true, func(h int32) bool { return h > m.word })
	}
}

func (a *attacher) chain(heads []int32, c int32, right bool, on func(int32) bool) {
	for k := 0; k < maxChain; k++ {
		more := on(heads[c])
		a.cands = append(a.cands, candidateHead{c, right, k == 0, !more})
		if !more {
			return
		}
		c = heads[c]
	}
}

// features of candidate c for mark m; labels are the words' relations.
func (a *attacher) features(f []uint64, s *sentence, heads, labels []int32, m *mark, c *candidateHead) []uint64 {
	side := bit(c.right) | 2*bit(c.top) | 4*bit(c.bottom)
	// Which kind of mark, and where: opening, closing or neither; at an end.
	kind := uint64(0)
	inside := uint64(0)
	if m.pair >= 0 {
		o := &s.marks[m.pair]
		kind = 1 + bit(o.token < m.token)
		lo, hi := min(m.word, o.word)+1, max(m.word, o.word)
		in := func(w int32) bool { return lo <= w && w <= hi }
		inside = 1 + bit(in(c.word)) + 2*bit(in(heads[c.word]))
	}
	if m.word == s.n {
		kind |= 4
	}
	if m.word == 0 {
		kind |= 8
	}
	fk := perceptron.Mix(m.form, kind)
	w := &s.words[c.word]
	rel := uint64(labels[c.word])
	// The mark on the other edge of the candidate's words, which often pairs.
	edge := s.words[a.lo[c.word]].before
	if c.right {
		edge = s.words[min(a.hi[c.word]+1, s.n+1)].before
	}
	// Whether the mark touches the candidate's words.
	touch := bit(a.hi[c.word] == m.word) | 2*bit(a.lo[c.word] == m.word+1)
	across := uint64(0) // relation of the top on the other side
	for k := range a.cands {
		if x := &a.cands[k]; x.top && x.right != c.right {
			across = uint64(labels[x.word]) + 1
		}
	}
	return append(f,
		f2(501, fk, side), f3(502, fk, side, rel), f2(503, fk, rel), f3(504, fk, rel, w.p), f3(505, fk, side, w.p),
		f4(506, fk, side, rel, edge), f3(507, fk, rel, edge), f2(508, fk, inside), f3(509, fk, inside, side), f4(510, fk, inside, side, rel),
		f3(511, fk, touch, rel), f4(512, fk, touch, rel, edge), f4(513, fk, side, rel, across), f4(514, fk, touch, across, edge),
		f3(515, fk, side, w.wp), f4(516, fk, side, rel, s.words[min(m.word+1, s.n+1)].p), f4(517, fk, touch, rel, s.words[min(m.word+1, s.n+1)].wp),
		f4(518, fk, rel, bit(heads[c.word] == 0), touch),
	)
}

// attach returns the heads of s's marks; score tells how well features fit,
// order is the words with heads before children.
func (a *attacher) attach(s *sentence, heads, labels, order []int32, score func([]uint64) int32) []int32 {
	a.spans(s, heads, order)
	a.out = a.out[:0]
	for k := range s.marks {
		m := &s.marks[k]
		a.candidates(s, heads, m)
		best, at := int32(0), -1
		for i := range a.cands {
			a.feats = a.features(a.feats[:0], s, heads, labels, m, &a.cands[i])
			if v := score(a.feats); at < 0 || v > best {
				best, at = v, i
			}
		}
		h := int32(0)
		if at >= 0 {
			h = a.cands[at].word
		}
		a.out = append(a.out, h)
	}
	return a.out
}

// without gives s, which has no punctuation, the heads that full has. A word
// under a mark goes to the mark's own head; if the root is a mark, the first
// word that loses its head becomes the root.
func (s *sentence) without(full *sentence, parsed, heads []int32) {
	root := int32(0)
	at := int32(0) // word of s before word i of full
	s.place = sized(s.place, len(full.words))
	for i := int32(1); i <= full.n; i++ {
		s.place[i] = 0
		if at < s.n && s.words[at+1].token == full.words[i].token {
			at++
			s.place[i] = at
		}
	}
	for i := int32(1); i <= full.n; i++ {
		c := s.place[i]
		if c == 0 {
			continue
		}
		h := parsed[i]
		for h != 0 && s.place[h] == 0 {
			h = parsed[h]
		}
		if h == 0 {
			if heads[c] = root; root == 0 {
				root = c
			}
			continue
		}
		heads[c] = s.place[h]
	}
}
