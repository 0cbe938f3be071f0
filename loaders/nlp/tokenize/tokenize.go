// Package tokenize cuts a text into blocks, sentences and tokens.
//
// In: a Doc with text and, if the caller knows them, blocks. Out: Doc.Blocks
// (made from line breaks when there are none), Sentences and Tokens as
// Universal Dependencies cuts them, clitics Glued. Time is linear in the text,
// whatever it holds. Not here: which language it is (langid), tags (tag).
package tokenize

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
	"newsgraph/loaders/nlp/text"
)

// Tokenizer cuts texts of one language. Safe for concurrent use.
type Tokenizer struct {
	lang     *lang.Language
	abbrev   map[string]bool // lower case, with the full stop
	number   map[string]bool // abbreviations before figures
	final    map[string]bool // abbreviations that may end a sentence
	prefixes map[string]bool
	months   map[string]bool
	starters map[string]bool
	clitics  []string
	bare     bool // the apostrophe after s is a clitic
	splits   map[string][]string
	split    *splitter // nil: rules alone
}

// NewTokenizer takes the language's word lists and its model of sentence ends,
// if it has one.
func NewTokenizer(l *lang.Language) (*Tokenizer, error) {
	m, err := loadSplitter(l)
	if err != nil {
		return nil, err
	}
	return newTokenizer(l, m)
}

func newTokenizer(l *lang.Language, m *perceptron.Model) (*Tokenizer, error) {
	t := &Tokenizer{
		lang: l, bare: slices.Contains(l.Clitics, "'"), abbrev: set(l.Abbreviations), number: set(l.NumberAbbreviations), final: set(l.FinalAbbreviations), prefixes: set(l.HyphenPrefixes),
		months: set(l.Months), starters: set(l.Starters), splits: map[string][]string{},
	}
	for w, parts := range l.Splits {
		f := strings.Fields(parts)
		if strings.Join(f, "") != w || len(f) < 2 {
			return nil, fmt.Errorf("read lang.yaml of language %q: split %q: %q does not spell it in two words or more", l.Code, w, parts)
		}
		t.splits[w] = f
	}
	for _, c := range l.Clitics {
		if c != "'" {
			t.clitics = append(t.clitics, c)
		}
	}
	for a := range t.final {
		t.abbrev[a] = true
	}
	if m != nil {
		var err error
		if t.split, err = newSplitter(l, m.Score); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[strings.ToLower(w)] = true
	}
	return m
}

// Bounds of a text. Longer words (what stands between two blanks), sentences
// and paragraphs than any language has are cut, since stages and rules look
// through a whole one; Doc.Cuts counts them. A text of more tokens than a long
// book is refused: what it takes to read one is so bounded without a clock.
const (
	maxWord      = 2000     // bytes
	maxSentence  = 400      // tokens
	maxParagraph = 64 << 10 // bytes
	MaxTokens    = 600_000
)

// Tokenize fills in d's blocks if it has none, its sentences and tokens.
func (t *Tokenizer) Tokenize(ctx context.Context, d *text.Doc) error {
	if !utf8.ValidString(d.Text) {
		return errors.New("tokenize: the text is not UTF-8; convert it first")
	}
	if d.Has&text.Blocks == 0 && len(d.Blocks) == 0 {
		d.Blocks = Blocks(d.Text)
	}
	d.Cuts = text.Cuts{}
	cutParagraphs(d)
	if t.split != nil {
		// The splitter has memory of its own: one a Doc, for concurrent use.
		c, s := *t, *t.split
		c.split, t = &s, &c
		s.feats = nil
	}
	d.Sentences, d.Tokens = nil, make([]text.Token, 0, len(d.Text)/5)
	for i, b := range d.Blocks {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.block(d, i, b)
		if len(d.Tokens) > MaxTokens {
			return fmt.Errorf("the text has more than %d words; split it", MaxTokens)
		}
	}
	return nil
}

func (t *Tokenizer) block(d *text.Doc, number int, b text.Block) {
	first := len(d.Tokens)
	c := cutter{t: t, text: d.Text, out: d.Tokens}
	for i := b.Start; i < b.End; {
		r, n := utf8.DecodeRuneInString(d.Text[i:b.End])
		if blank(r) {
			i += n
			continue
		}
		end := i
		for end < b.End {
			r, n := utf8.DecodeRuneInString(d.Text[end:b.End])
			if blank(r) {
				break
			}
			if end+n-i > maxWord {
				d.Cuts.Words++
				break
			}
			end += n
		}
		c.next = after(d.Text[:b.End], end)
		c.first = len(c.out) == first
		c.chunk(i, end)
		i = end
	}
	d.Tokens = c.out
	t.sentences(d, number, first)
}

// blank tells white space, control and invisible characters, which belong to
// no token.
func blank(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r <= ' ' || r == 0x7f
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		// Soft hyphen, zero width spaces, direction marks, byte order mark. The
		// zero width joiner (200D) binds emoji, but only inside a symbol.
		return r != 0x200D
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}

// after is what follows the white space at i.
func after(s string, i int) string {
	for j := 0; i < len(s) && j < 64; j++ {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !blank(r) {
			break
		}
		i += n
	}
	return s[i:min(len(s), i+64)]
}

// Blocks makes a block of every line; a line that begins in lower case
// continues the one before unless that ends a sentence. White space at the
// ends belongs to no block.
func Blocks(s string) []text.Block {
	var out []text.Block
	empty := true // the line before was empty
	for at := 0; at <= len(s); {
		end := len(s)
		if k := strings.IndexAny(s[at:], "\n\u2028\u2029"); k >= 0 {
			end = at + k
		}
		line := s[at:end]
		start := at + len(line) - len(strings.TrimLeftFunc(line, blank))
		stop := at + len(strings.TrimRightFunc(line, blank))
		switch {
		case start >= stop:
			empty = true
		case !empty && continues(s[out[len(out)-1].Start:out[len(out)-1].End], s[start:stop]):
			out[len(out)-1].End = stop
		default:
			out = append(out, text.Block{Span: text.Span{Start: start, End: stop}})
			empty = false
		}
		_, n := utf8.DecodeRuneInString(s[end:])
		at = end + max(n, 1)
	}
	return out
}

func continues(before, line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLower(r) && !strings.ContainsRune(".!?…:", last)
}

// Stage tokenizes Docs in any of its languages.
type Stage struct{ tokenizers map[string]*Tokenizer }

// New makes the tokenizers of the languages.
func New(languages ...*lang.Language) (*Stage, error) {
	s := &Stage{map[string]*Tokenizer{}}
	for _, l := range languages {
		t, err := NewTokenizer(l)
		if err != nil {
			return nil, err
		}
		s.tokenizers[l.Code] = t
	}
	return s, nil
}

// Name is "tokenize".
func (*Stage) Name() string { return "tokenize" }

// Needs nothing.
func (*Stage) Needs() text.Layer { return 0 }

// Adds blocks, sentences and tokens.
func (*Stage) Adds() text.Layer { return text.Blocks | text.Sentences | text.Tokens }

// Annotate tokenizes d by the rules of its language.
func (s *Stage) Annotate(ctx context.Context, d *text.Doc) error {
	t := s.tokenizers[d.Lang]
	if t == nil {
		return fmt.Errorf("no tokenizer for language %q; load one or set the language", d.Lang)
	}
	return t.Tokenize(ctx, d)
}
