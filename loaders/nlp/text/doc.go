// Package text holds the document that every stage of the language pipeline
// reads and extends: layers of half-open spans over one immutable string.
//
// In: nothing but a string. Out: Doc, with blocks, sentences, tokens and names
// once the stages have added them. Not here: the stages themselves (tokenize,
// tag, parse, ner) and the file formats (conllu).
package text

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Span is a half-open range [Start, End) of byte offsets into Doc.Text.
type Span struct{ Start, End int }

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Layer names a set of annotations; a stage declares which it needs and adds.
type Layer uint16

// The layers, each a bit.
const (
	Blocks    Layer = 1 << iota // Doc.Blocks
	Sentences                   // Doc.Sentences
	Tokens                      // Doc.Tokens
	Tags                        // Token.UPOS and Token.Feats
	Lemmas                      // Token.Lemma
	Parse                       // Token.Head and Token.Deprel
	Names                       // Doc.Names
	Dates                       // Doc.Dates
)

var layerNames = []string{"blocks", "sentences", "tokens", "tags", "lemmas", "parse", "names", "dates"}

// String lists the layers in l by name, joined by "+".
func (l Layer) String() string {
	s := ""
	for i, n := range layerNames {
		if l&(1<<i) != 0 {
			if s != "" {
				s += "+"
			}
			s += n
		}
	}
	return s
}

// BlockKind tells what part of a page a block is.
type BlockKind uint8

// The kinds of block. Only Headline and Body may yield statements.
const (
	Body        BlockKind = iota
	Headline              // the article's own title
	Boilerplate           // navigation, credits, advertising, share counters
)

// Block is a paragraph or line of the text; sentences never cross blocks.
type Block struct {
	Span
	Kind BlockKind
}

// Sentence is a run of tokens [First, Last) of one block.
type Sentence struct {
	Span
	First, Last int    // indexes into Doc.Tokens, half-open
	Block       int    // index into Doc.Blocks
	Lang        string // language when it differs from the Doc's, else ""
}

// Token is a syntactic word in the sense of Universal Dependencies.
type Token struct {
	Span
	UPOS   string // universal part of speech, "" before tagging
	XPOS   string // language-specific tag, mostly ""
	Feats  string // "Case=Nom|Number=Sing", "" for none
	Lemma  string
	Head   int    // index into Doc.Tokens; Root for the root; meaningless before parsing
	Deprel string // "nsubj:pass", ...
	// Glued marks a word that continues the surface token of the word before
	// it ("do" + "n't"): together they are one multiword token of CoNLL-U.
	Glued bool
}

// Root is the Head of a sentence's root.
const Root = -1

// Name is a named-entity mention over tokens [First, Last).
type Name struct {
	First, Last int
	Label       string // PER, ORG, LOC or MISC
	// Type is the ontology's fine type ("Company"), "" when undecided.
	Type string
	// Score in [0,1] is the recogniser's confidence; 0 when it gives none.
	Score float64
}

// Date is a time expression, normalised with no more precision than it has.
type Date struct {
	Span
	Value string // "2024", "2024-03" or "2024-03-15"
}

// Doc is one text and its layers.
type Doc struct {
	Text      string
	Lang      string // ISO 639-1 code; "" before detection
	Published string // ISO date that relative expressions count from; may be ""
	Has       Layer  // what the stages so far have added
	Blocks    []Block
	Sentences []Sentence
	Tokens    []Token
	Names     []Name // ordered by First, not overlapping
	Dates     []Date // ordered by Start, not overlapping
	Cuts      Cuts
}

// Cuts counts what the tokenizer cut because it was longer than any word,
// sentence or paragraph is.
type Cuts struct{ Words, Sentences, Paragraphs int }

// String is "too long and cut: 2 words, 1 paragraph", "" for no cuts.
func (c Cuts) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		noun string
	}{{c.Words, "word"}, {c.Sentences, "sentence"}, {c.Paragraphs, "paragraph"}} {
		switch {
		case p.n == 1:
			parts = append(parts, "1 "+p.noun)
		case p.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", p.n, p.noun))
		}
	}
	if parts == nil {
		return ""
	}
	return "too long and cut: " + strings.Join(parts, ", ")
}

// Of returns the text under s. It shares memory with d.Text.
func (d *Doc) Of(s Span) string { return d.Text[s.Start:s.End] }

// Word returns the surface form of token i.
func (d *Doc) Word(i int) string { return d.Of(d.Tokens[i].Span) }

// NameSpan is the span that n covers, without a possessive ending that an
// apostrophe sets off inside the last token (Danish "EU's": "EU").
func (d *Doc) NameSpan(n Name) Span {
	last := d.Tokens[n.Last-1].Span
	w := d.Of(last)
	for _, end := range [...]string{"'s", "’s", "'", "’"} {
		if len(w) > len(end) && strings.HasSuffix(w, end) {
			last.End -= len(end)
			break
		}
	}
	return Span{d.Tokens[n.First].Start, last.End}
}

// Check returns the first violation of the layers' invariants: spans inside
// the text and on rune borders, in order, nested as they should be, heads
// inside their sentence, one tree a sentence. Stage tests end with it.
func (d *Doc) Check() error {
	if err := d.checkSpans(); err != nil {
		return err
	}
	if d.Has&Parse != 0 {
		for i := range d.Sentences {
			if err := d.checkTree(i); err != nil {
				return err
			}
		}
	}
	last := 0
	for i, n := range d.Names {
		if n.First < last || n.Last <= n.First || n.Last > len(d.Tokens) {
			return fmt.Errorf("name %d: tokens [%d,%d) out of order or range", i, n.First, n.Last)
		}
		last = n.Last
	}
	return nil
}

func (d *Doc) checkSpan(what string, i int, s Span, from int) error {
	if s.Start < from || s.End < s.Start || s.End > len(d.Text) {
		return fmt.Errorf("%s %d: span [%d,%d) out of order or range", what, i, s.Start, s.End)
	}
	for _, p := range [2]int{s.Start, s.End} {
		if p < len(d.Text) && !utf8.RuneStart(d.Text[p]) {
			return fmt.Errorf("%s %d: offset %d is inside a character", what, i, p)
		}
	}
	return nil
}

func (d *Doc) checkSpans() error {
	end := 0
	for i, b := range d.Blocks {
		if err := d.checkSpan("block", i, b.Span, end); err != nil {
			return err
		}
		end = b.End
	}
	end = 0
	first := 0
	for i, s := range d.Sentences {
		if err := d.checkSpan("sentence", i, s.Span, end); err != nil {
			return err
		}
		end = s.End
		if s.First != first || s.Last < s.First || s.Last > len(d.Tokens) {
			return fmt.Errorf("sentence %d: tokens [%d,%d) do not continue at %d", i, s.First, s.Last, first)
		}
		first = s.Last
		if s.Block < 0 || s.Block >= len(d.Blocks) || !d.Blocks[s.Block].Contains(s.Span) {
			return fmt.Errorf("sentence %d: not inside block %d", i, s.Block)
		}
		for j := s.First; j < s.Last; j++ {
			if !s.Contains(d.Tokens[j].Span) {
				return fmt.Errorf("token %d: outside its sentence %d", j, i)
			}
		}
	}
	if d.Has&Sentences != 0 && first != len(d.Tokens) {
		return fmt.Errorf("tokens from %d on belong to no sentence", first)
	}
	end = 0
	for i, t := range d.Tokens {
		if err := d.checkSpan("token", i, t.Span, end); err != nil {
			return err
		}
		if t.Len() == 0 {
			return fmt.Errorf("token %d: empty", i)
		}
		end = t.End
	}
	return nil
}

func (d *Doc) checkTree(i int) error {
	s := d.Sentences[i]
	roots := 0
	for j := s.First; j < s.Last; j++ {
		h := d.Tokens[j].Head
		if h == Root {
			roots++
			continue
		}
		if h < s.First || h >= s.Last || h == j {
			return fmt.Errorf("token %d: head %d is not another token of sentence %d", j, h, i)
		}
		steps := 0
		for k := j; k != Root; k = d.Tokens[k].Head {
			if steps++; steps > s.Last-s.First {
				return fmt.Errorf("token %d: its heads form a cycle", j)
			}
		}
	}
	if roots != 1 && s.Last > s.First {
		return fmt.Errorf("sentence %d: %d roots instead of 1", i, roots)
	}
	return nil
}
