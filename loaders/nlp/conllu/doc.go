package conllu

import (
	"slices"
	"strings"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

// Gold says which layers of the file Doc takes over.
type Gold struct {
	Tags  bool // UPOS, FEATS and lemma
	Parse bool // heads and relations
	Names bool // NE=B-PER in MISC (ReadIOB2 puts labels there)
}

// Doc joins sentences into one text with blocks, sentences and tokens, and
// the layers asked for. Paragraphs (newpar, newdoc) become blocks that a blank
// line separates; a file without them is one block. A multiword token whose
// words do not spell it is shared out between its words.
func Doc(sentences []Sentence, lang string, g Gold) *text.Doc {
	d := &text.Doc{Lang: lang, Has: text.Blocks | text.Sentences | text.Tokens}
	if g.Tags {
		d.Has |= text.Tags | text.Lemmas
	}
	if g.Parse {
		d.Has |= text.Parse
	}
	b := docBuilder{d: d, gold: g, space: true}
	for i := range sentences {
		b.add(&sentences[i])
	}
	if g.Names {
		d.Has |= text.Names
	}
	d.Text = b.text.String()
	if n := len(d.Blocks); n > 0 {
		d.Blocks[n-1].End = d.Sentences[len(d.Sentences)-1].End
	}
	return d
}

type docBuilder struct {
	d     *text.Doc
	text  strings.Builder
	gold  Gold
	space bool // whether a space separates what comes next
}

func (b *docBuilder) add(s *Sentence) {
	d := b.d
	if len(d.Blocks) == 0 || s.Starts("newpar") || s.Starts("newdoc") {
		if n := len(d.Blocks); n > 0 {
			d.Blocks[n-1].End = b.text.Len()
			b.text.WriteString("\n\n")
		}
		d.Blocks = append(d.Blocks, text.Block{Span: text.Span{Start: b.text.Len()}})
		b.space = false
	}
	if b.space {
		b.text.WriteByte(' ')
	}
	b.space = false
	first, start := len(d.Tokens), b.text.Len()
	ranges := s.Ranges
	for i := 0; i < len(s.Words); {
		if b.space {
			b.text.WriteByte(' ')
		}
		if len(ranges) > 0 && ranges[0].First == i+1 {
			r := ranges[0]
			ranges = ranges[1:]
			b.multiword(r.Form, s.Words[i:r.Last], first)
			i = r.Last
			b.space = SpaceAfter(r.Misc)
			continue
		}
		w := s.Words[i]
		at := b.text.Len()
		b.text.WriteString(w.Form)
		b.token(w, text.Span{Start: at, End: b.text.Len()}, first, false)
		b.space = SpaceAfter(w.Misc)
		i++
	}
	d.Sentences = append(d.Sentences, text.Sentence{
		Span: text.Span{Start: start, End: d.Tokens[len(d.Tokens)-1].End}, First: first, Last: len(d.Tokens), Block: len(d.Blocks) - 1,
	})
}

func (b *docBuilder) token(w Word, s text.Span, first int, glued bool) {
	t := text.Token{Span: s, Glued: glued}
	if b.gold.Tags {
		t.UPOS, t.XPOS, t.Feats, t.Lemma = w.UPOS, w.XPOS, w.Feats, w.Lemma
	}
	if b.gold.Parse {
		t.Deprel = w.Deprel
		if t.Head = text.Root; w.Head > 0 {
			t.Head = first + w.Head - 1
		}
	}
	if b.gold.Names {
		b.name(nameLabel(w.Misc), len(b.d.Tokens), len(b.d.Tokens) == first)
	}
	b.d.Tokens = append(b.d.Tokens, t)
}

// name extends or begins the name that token number i belongs to. As readers
// of IOB2 do, it lets an I- without a B- before it begin a name.
func (b *docBuilder) name(label string, i int, first bool) {
	kind, label, ok := strings.Cut(label, "-")
	if !ok {
		return
	}
	names := b.d.Names
	if k := len(names) - 1; kind == "I" && !first && k >= 0 && names[k].Last == i && names[k].Label == label {
		names[k].Last = i + 1
		return
	}
	b.d.Names = append(names, text.Name{First: i, Last: i + 1, Label: label})
}

func nameLabel(misc string) string {
	for f := range strings.SplitSeq(misc, "|") {
		if l, ok := strings.CutPrefix(f, "NE="); ok {
			return l
		}
	}
	return ""
}

// multiword gives each word the part of form that it spells, and at least one
// character; the last word takes what is left. Where form is too short, the
// words left over share nothing and are joined to the last one's token.
func (b *docBuilder) multiword(form string, words []Word, first int) {
	at := b.text.Len()
	b.text.WriteString(form)
	rest := form
	for i, w := range words {
		n := len(w.Form)
		if !strings.HasPrefix(rest, w.Form) {
			n = min(n, len(rest))
		}
		left := len(words) - i - 1
		for n > 0 && (n > len(rest) || utf8.RuneCountInString(rest[n:]) < left || n < len(rest) && !utf8.RuneStart(rest[n])) {
			n--
		}
		if left == 0 {
			n = len(rest)
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(rest)
		}
		if n == 0 {
			return
		}
		b.token(w, text.Span{Start: at, End: at + n}, first, i > 0)
		at += n
		rest = rest[n:]
	}
}

// Documents parts sentences where a comment says that a new document begins
// ("# newdoc"); without such comments all are one document.
func Documents(sentences []Sentence) [][]Sentence {
	var out [][]Sentence
	first := 0
	for i := range sentences {
		if i > first && slices.ContainsFunc(sentences[i].Comments, func(c string) bool { return c == "newdoc" || strings.HasPrefix(c, "newdoc ") }) {
			out = append(out, sentences[first:i])
			first = i
		}
	}
	return append(out, sentences[first:])
}
