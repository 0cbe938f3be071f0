package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// Write writes every layer that d has: FORM always, names as NE=B-PER in
// MISC, sentence ids counted from 1 after the prefix.
func Write(w io.Writer, d *text.Doc, idPrefix string) error {
	out := bufio.NewWriter(w)
	names := nameLabels(d)
	for i, s := range d.Sentences {
		if s.First == s.Last {
			continue
		}
		fmt.Fprintf(out, "# sent_id = %s%d\n# text = %s\n", idPrefix, i+1, oneLine(d.Of(s.Span)))
		for j := s.First; j < s.Last; j++ {
			writeToken(out, d, s, j, names)
		}
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write CoNLL-U: %w", err)
	}
	return nil
}

// WriteOver writes the sentences that d was made of (by Doc), with their ids,
// comments, forms and multiword tokens, and the layers that d has since.
func WriteOver(w io.Writer, d *text.Doc, sentences []Sentence) error {
	if len(d.Sentences) != len(sentences) {
		return fmt.Errorf("write CoNLL-U: %d sentences instead of %d; give the ones that the Doc was made of", len(d.Sentences), len(sentences))
	}
	out := bufio.NewWriter(w)
	names := nameLabels(d)
	for i, s := range d.Sentences {
		g := &sentences[i]
		writeComments(out, g, i, oneLine(d.Of(s.Span)))
		ranges := g.Ranges
		for j, word := range g.Words {
			if len(ranges) > 0 && ranges[0].First == j+1 {
				r := ranges[0]
				ranges = ranges[1:]
				fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", r.First, r.Last, r.Form, column(r.Misc))
			}
			t := &d.Tokens[min(s.First+j, s.Last-1)]
			misc := ""
			if !SpaceAfter(word.Misc) {
				misc = "SpaceAfter=No"
			}
			writeWord(out, d, s, j+1, word.Form, t, names[s.First+j], misc)
		}
		out.WriteByte('\n')
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write CoNLL-U: %w", err)
	}
	return nil
}

func writeComments(out *bufio.Writer, g *Sentence, i int, line string) {
	if g.Comment("sent_id") == "" {
		fmt.Fprintf(out, "# sent_id = %d\n", i+1)
	}
	for _, c := range g.Comments {
		fmt.Fprintf(out, "# %s\n", c)
	}
	if g.Comment("text") == "" {
		fmt.Fprintf(out, "# text = %s\n", line)
	}
}

func nameLabels(d *text.Doc) map[int]string {
	m := make(map[int]string, 2*len(d.Names))
	for _, n := range d.Names {
		for i := n.First; i < n.Last; i++ {
			m[i] = "I-" + n.Label
		}
		m[n.First] = "B-" + n.Label
	}
	return m
}

func writeToken(out *bufio.Writer, d *text.Doc, s text.Sentence, j int, names map[int]string) {
	t := &d.Tokens[j]
	id := j - s.First + 1
	end := j + 1 // the surface token's words are [j, end)
	if !t.Glued {
		for end < s.Last && d.Tokens[end].Glued {
			end++
		}
	}
	if end > j+1 {
		form := oneLine(d.Text[t.Start:d.Tokens[end-1].End])
		fmt.Fprintf(out, "%d-%d\t%s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id+end-j-1, form, column(spaceMisc(d, end)))
	}
	inside := t.Glued || end > j+1
	misc := ""
	if !inside {
		misc = spaceMisc(d, j+1)
	}
	writeWord(out, d, s, id, oneLine(d.Word(j)), t, names[j], misc)
}

func writeWord(out *bufio.Writer, d *text.Doc, s text.Sentence, id int, form string, t *text.Token, name, misc string) {
	if name != "" {
		name = "NE=" + name
		if misc != "" {
			name += "|"
		}
		misc = name + misc
	}
	head, rel := "_", "_"
	if d.Has&text.Parse != 0 {
		head, rel = "0", t.Deprel
		if t.Head != text.Root {
			head = strconv.Itoa(t.Head - s.First + 1)
		}
	}
	fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t_\t%s\n", id, form, column(oneLine(t.Lemma)),
		column(t.UPOS), column(t.XPOS), column(t.Feats), head, column(rel), column(misc))
}

func column(s string) string {
	if s == "" {
		return "_"
	}
	return s
}

// spaceMisc tells whether text follows at once where token next begins.
func spaceMisc(d *text.Doc, next int) string {
	if next < len(d.Tokens) && d.Tokens[next].Start == d.Tokens[next-1].End {
		return "SpaceAfter=No"
	}
	return ""
}

// oneLine makes white space inside a form or sentence the one space that the
// format allows.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\v\f\u0085\u2028\u2029") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
