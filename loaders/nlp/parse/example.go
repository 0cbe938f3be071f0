package parse

import (
	"slices"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/lexeme"
)

// example is one sentence. Heads and relations go by word, as in sentence.
type example struct {
	sentence            // without punctuation
	full       sentence // with it
	fullHeads  []int32  // without crossing arcs
	fullRels   []int32
	heads      []int32
	projective []int32 // heads without crossing arcs
	rels       []int32 // class, -1 for the root's
	marks      []int32 // gold heads of the marks
}

func examples(e *lexeme.Encoder, rels []string, sentences []conllu.Sentence) []example {
	number := map[string]int32{}
	for i, r := range rels {
		number[r] = int32(i)
	}
	var out []example
	for _, x := range sentences {
		var t example
		t.full.all = true
		t.full.reset()
		t.reset()
		roots := 0
		at := make([]int32, len(x.Words)+1) // token number (from 1) to word
		for i, w := range x.Words {
			y := e.Encode(w.Form)
			t.full.add(i, w.Form, y, w.UPOS, w.Feats)
			t.add(i, w.Form, y, w.UPOS, w.Feats)
			if w.UPOS != "PUNCT" {
				at[i+1] = t.n
			}
			if w.Head <= 0 {
				roots++
			}
		}
		t.full.finish()
		t.finish()
		if roots != 1 || t.n == 0 {
			continue
		}
		t.gold(&x, at, number)
		if t.fullHeads = projective(t.fullHeads, int(t.full.n)); t.fullHeads == nil {
			continue
		}
		if t.projective = projective(t.heads, int(t.n)); t.projective != nil {
			out = append(out, t)
		}
	}
	return out
}

// gold takes over the heads of x. A head that was tagged as punctuation is
// replaced by its own head; the first word whose head is lost becomes the root.
func (t *example) gold(x *conllu.Sentence, at []int32, number map[string]int32) {
	word := func(h int) int32 {
		for steps := 0; h > 0 && at[h] == 0 && steps < len(at); steps++ {
			h = x.Words[h-1].Head
		}
		return at[max(h, 0)]
	}
	t.fullHeads = make([]int32, t.full.n+2)
	t.fullRels = make([]int32, t.full.n+2)
	t.heads = make([]int32, t.n+2)
	t.rels = make([]int32, t.n+2)
	root := int32(0)
	for i, w := range x.Words {
		c := at[i+1]
		t.fullHeads[i+1], t.fullRels[i+1] = int32(w.Head), -1
		if r, ok := number[w.Deprel]; ok && w.Head > 0 {
			t.fullRels[i+1] = r
		}
		if c == 0 {
			t.marks = append(t.marks, word(w.Head))
			continue
		}
		h := word(w.Head)
		if h == 0 {
			if root != 0 {
				h = root
			} else {
				root = c
			}
		}
		t.heads[c], t.rels[c] = h, -1
		if r, ok := number[w.Deprel]; ok && h > 0 && w.Head > 0 {
			t.rels[c] = r
		}
	}
}

// projective lifts the shortest crossing arc to its head's head until none
// crosses another (Nivre & Nilsson 2005); nil if heads form no tree.
func projective(heads []int32, n int) []int32 {
	h := slices.Clone(heads)
	under := func(i, top int32) bool {
		for steps := 0; i != top; steps++ {
			if i <= 0 || steps > n {
				return false
			}
			i = h[i]
		}
		return true
	}
	for range n * n {
		at, short := int32(0), int32(n+1)
		for i := int32(1); i <= int32(n); i++ {
			lo, hi := min(i, h[i]), max(i, h[i])
			if h[i] == 0 || hi-lo >= short {
				continue
			}
			for k := lo + 1; k < hi; k++ {
				if !under(k, h[i]) {
					at, short = i, hi-lo
					break
				}
			}
		}
		if at == 0 {
			break
		}
		h[at] = h[h[at]]
	}
	for i := int32(1); i <= int32(n); i++ {
		if !under(i, 0) {
			return nil
		}
	}
	return h
}
