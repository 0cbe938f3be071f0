package tag

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/loaders/nlp/lexeme"
	"newsgraph/loaders/nlp/perceptron"
)

// hints are the commonest tags of words and endings in the training data: the
// tagger goes from left to right, and through them it sees what is likely to
// follow, such as the participle that makes "har" an auxiliary.
type hints struct {
	table *table
	tags  []hint
}

// hint is a part of speech with verb form and case.
type hint struct {
	name string
	hash uint64
	verb bool
}

func newHint(name string) hint {
	return hint{name, perceptron.HashString(name), strings.HasPrefix(name, "VERB") || strings.HasPrefix(name, "AUX")}
}

func (h hint) upos() string {
	u, _, _ := strings.Cut(h.name, "|")
	return u
}

// brief is the part of a label that hints keep.
func (l label) brief() string {
	s := l.upos
	for f := range strings.SplitSeq(l.feats, "|") {
		if strings.HasPrefix(f, "VerbForm=") || strings.HasPrefix(f, "Case=") {
			s += "|" + f
		}
	}
	return s
}

// hintKeys are the look-up keys from the most to the least exact.
func hintKeys(x *lexeme.Lexeme) [4]uint64 {
	capital := bit(x.Capital, 0)
	return [4]uint64{
		perceptron.Feature(7100, x.Lower), perceptron.Feature2(7101, x.Suffix[3], capital),
		perceptron.Feature2(7102, x.Suffix[2], capital), perceptron.Feature2(7103, x.Suffix[1], capital),
	}
}

var noHint = hint{hash: 5}

// of returns the hint for a word, and whether the word itself is known.
func (h *hints) of(x *lexeme.Lexeme) (hint, bool) {
	for i, k := range hintKeys(x) {
		if n, ok := h.table.find(k); ok {
			return h.tags[n], i == 0
		}
	}
	return noHint, false
}

func loadHints(b []byte, names []string) (*hints, error) {
	t, err := loadTable(b, len(names))
	if err != nil {
		return nil, err
	}
	h := &hints{table: t}
	for _, n := range names {
		h.tags = append(h.tags, newHint(n))
	}
	return h, nil
}

// trainHints keeps keys seen at least twice: a word seen once would be a hint
// in training only.
func trainHints(words [][]lexeme.Lexeme, gold [][]int, labels []label) (b []byte, names []string) {
	number := map[string]int{}
	brief := make([]int, len(labels))
	for i, l := range labels {
		n, ok := number[l.brief()]
		if !ok {
			n = len(names)
			number[l.brief()] = n
			names = append(names, l.brief())
		}
		brief[i] = n
	}
	counts := map[uint64][]int{}
	for i := range words {
		for j := range words[i] {
			for _, k := range hintKeys(&words[i][j]) {
				if counts[k] == nil {
					counts[k] = make([]int, len(names))
				}
				counts[k][brief[gold[i][j]]]++
			}
		}
	}
	m := map[uint64]int{}
	for k, c := range counts {
		total := 0
		for _, n := range c {
			total += n
		}
		if total >= 2 {
			m[k] = slices.Index(c, slices.MaxFunc(c, cmp.Compare[int]))
		}
	}
	return encodeTable(m), names
}
