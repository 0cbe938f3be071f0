// Package evaluate scores an annotated Doc against a gold one, as the CoNLL
// 2018 shared task did (Zeman et al. 2018).
//
// In: two Docs whose texts agree but for white space. Out: precision, recall
// and F1 of tokens, sentences and words, and of tags, lemmas and trees over
// the aligned words. Not here: names (ner).
package evaluate

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/nlp/text"
)

// Score counts what is right of what gold and system have.
type Score struct{ Gold, System, Right int }

// Precision is Right/System, 0 when the system has nothing.
func (s Score) Precision() float64 { return ratio(s.Right, s.System) }

// Recall is Right/Gold, 0 when gold has nothing.
func (s Score) Recall() float64 { return ratio(s.Right, s.Gold) }

// F1 is the harmonic mean of both.
func (s Score) F1() float64 { return ratio(2*s.Right, s.Gold+s.System) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (s *Score) add(right bool) {
	if right {
		s.Right++
	}
}

// Scores are the metrics of one comparison, in the order of the shared task.
// Relations are compared without subtypes, like the official script does, in
// LAS, and with them in LASFull.
type Scores struct {
	Tokens, Sentences, Words Score
	UPOS, UFeats, Lemmas     Score
	UAS, LAS, LASFull        Score
}

// Rows lists the metrics by name in the order of the fields.
func (s *Scores) Rows() []Row {
	return []Row{
		{"Tokens", s.Tokens}, {"Sentences", s.Sentences}, {"Words", s.Words}, {"UPOS", s.UPOS}, {"UFeats", s.UFeats},
		{"Lemmas", s.Lemmas}, {"UAS", s.UAS}, {"LAS", s.LAS}, {"LAS+sub", s.LASFull},
	}
}

// Row is one metric.
type Row struct {
	Name string
	Score
}

// String is a table of percentages, one metric a line.
func (s *Scores) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %9s %9s %9s\n", "Metric", "Precision", "Recall", "F1")
	for _, r := range s.Rows() {
		fmt.Fprintf(&b, "%-10s %9.2f %9.2f %9.2f\n", r.Name, 100*r.Precision(), 100*r.Recall(), 100*r.F1())
	}
	return b.String()
}

// Compare scores system against gold. Layers that system lacks score 0.
func Compare(gold, system *text.Doc) (Scores, error) {
	var r Scores
	g, gt := spans(gold)
	s, st := spans(system)
	if gt != st {
		return r, fmt.Errorf("compare: the texts differ after %d characters; score the output of the same text", commonPrefix(gt, st))
	}
	if !slices.IsSortedFunc(g.words, byStart) || !slices.IsSortedFunc(s.words, byStart) {
		return r, errors.New("compare: tokens are not in order; check the Docs")
	}
	r.Tokens = overlap(g.tokens, s.tokens)
	r.Sentences = overlap(g.sentences, s.sentences)
	r.Words = overlap(g.words, s.words)
	for _, x := range []*Score{&r.UPOS, &r.UFeats, &r.Lemmas, &r.UAS, &r.LAS, &r.LASFull} {
		x.Gold, x.System = len(gold.Tokens), len(system.Tokens)
	}
	compareWords(&r, gold, system, align(g.words, s.words))
	return r, nil
}

// compareWords counts over words where match[system word] is the gold word or -1.
func compareWords(r *Scores, gold, system *text.Doc, match []int) {
	for i, k := range match {
		if k < 0 {
			continue
		}
		a, b := &system.Tokens[i], &gold.Tokens[k]
		if system.Has&text.Tags != 0 {
			r.UPOS.add(a.UPOS == b.UPOS)
			r.UFeats.add(a.Feats == b.Feats)
		}
		if system.Has&text.Lemmas != 0 {
			// The script ignores lemmas that gold leaves open.
			r.Lemmas.add(a.Lemma == b.Lemma || b.Lemma == "" || b.Lemma == "_")
		}
		if system.Has&text.Parse == 0 {
			continue
		}
		head := a.Head
		if head != text.Root {
			if head = match[head]; head < 0 {
				continue
			}
		}
		if head == b.Head {
			r.UAS.add(true)
			r.LAS.add(universal(a.Deprel) == universal(b.Deprel))
			r.LASFull.add(a.Deprel == b.Deprel)
		}
	}
}

func universal(rel string) string {
	rel, _, _ = strings.Cut(rel, ":")
	return rel
}

type layout struct{ tokens, sentences, words []text.Span }

func byStart(a, b text.Span) int { return a.Start - b.Start }

// spans gives the layers in offsets that do not count white space, and the
// text without white space.
func spans(d *text.Doc) (layout, string) {
	var b strings.Builder
	at := make([]int, len(d.Text)+1)
	for i, r := range d.Text {
		at[i] = b.Len()
		if !unicode.IsSpace(r) {
			b.WriteString(d.Text[i : i+max(1, runeLen(d.Text[i:]))])
		}
	}
	at[len(d.Text)] = b.Len()
	var l layout
	for i, t := range d.Tokens {
		s := text.Span{Start: at[t.Start], End: at[t.End]}
		l.words = append(l.words, s)
		if t.Glued && i > 0 && len(l.tokens) > 0 {
			l.tokens[len(l.tokens)-1].End = s.End
		} else {
			l.tokens = append(l.tokens, s)
		}
	}
	for _, s := range d.Sentences {
		if s.First < s.Last {
			l.sentences = append(l.sentences, text.Span{Start: at[d.Tokens[s.First].Start], End: at[d.Tokens[s.Last-1].End]})
		}
	}
	return l, b.String()
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}

func commonPrefix(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return i
}

func overlap(gold, system []text.Span) Score {
	s := Score{Gold: len(gold), System: len(system)}
	for _, k := range align(gold, system) {
		s.add(k >= 0)
	}
	return s
}

// align gives each system span the equal gold span, or -1; both are in order.
func align(gold, system []text.Span) []int {
	out := make([]int, len(system))
	k := 0
	for i, s := range system {
		for k < len(gold) && gold[k].Start < s.Start {
			k++
		}
		out[i] = -1
		if k < len(gold) && gold[k] == s {
			out[i] = k
		}
	}
	return out
}
