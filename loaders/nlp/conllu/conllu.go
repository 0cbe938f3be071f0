// Package conllu reads and writes CoNLL-U, the file format of Universal
// Dependencies (https://universaldependencies.org/format.html).
//
// In: CoNLL-U. Out: Sentence values, or a text.Doc with gold layers; and a
// Doc written as CoNLL-U. Empty nodes (8.1) and the DEPS column are dropped.
// Not here: IOB files (iob2.go reads them), scores (evaluate).
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Word is one syntactic word.
type Word struct {
	Form, Lemma, UPOS, XPOS string
	Feats                   string // "" for none
	Head                    int    // 1-based, 0 for the root, -1 for none given
	Deprel                  string
	Misc                    string // "" for none
}

// Range is a multiword token over words [First, Last], 1-based as in the file.
type Range struct {
	First, Last int
	Form        string
	Misc        string
}

// Sentence is one sentence of a file.
type Sentence struct {
	Comments []string // without "# "
	Words    []Word
	Ranges   []Range // in order
	Line     int     // where it starts in the file
}

// Comment returns the value of a comment "key = value", or "".
func (s *Sentence) Comment(key string) string {
	for _, c := range s.Comments {
		if k, v, ok := strings.Cut(c, " = "); ok && k == key {
			return v
		}
	}
	return ""
}

// Starts reports whether the sentence begins a paragraph or document ("newpar", "newdoc").
func (s *Sentence) Starts(what string) bool {
	for _, c := range s.Comments {
		if c == what || strings.HasPrefix(c, what+" ") {
			return true
		}
	}
	return false
}

const maxLine = 1 << 20

// Read reads all sentences. Errors name the line.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var cur Sentence
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 1<<16), maxLine)
	n := 0
	flush := func() error {
		if len(cur.Words) > 0 {
			if err := cur.check(); err != nil {
				return fmt.Errorf("read CoNLL-U: sentence at line %d: %w", cur.Line, err)
			}
			out = append(out, cur)
		}
		cur = Sentence{}
		return nil
	}
	for s.Scan() {
		n++
		line := strings.TrimSuffix(s.Text(), "\r")
		if cur.Line == 0 {
			cur.Line = n
		}
		if !utf8.ValidString(line) {
			return nil, fmt.Errorf("read CoNLL-U: line %d: not UTF-8; convert the file", n)
		}
		switch {
		case line == "":
			if err := flush(); err != nil {
				return nil, err
			}
		case line[0] == '#' && len(cur.Words) == 0 && !strings.HasPrefix(line, "#\t"):
			cur.Comments = append(cur.Comments, strings.TrimSpace(line[1:]))
		default:
			if err := cur.add(line); err != nil {
				return nil, fmt.Errorf("read CoNLL-U: line %d: %w", n, err)
			}
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read CoNLL-U: after line %d: %w", n, err)
	}
	return out, flush()
}

func (s *Sentence) add(line string) error {
	f := strings.Split(line, "\t")
	if len(f) != 10 {
		return fmt.Errorf("%d columns instead of 10; separate them by tabs", len(f))
	}
	if f[1] == "" {
		return fmt.Errorf("word %s has no form", f[0])
	}
	if strings.Contains(f[0], ".") {
		return nil
	}
	if a, b, ok := strings.Cut(f[0], "-"); ok {
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first != len(s.Words)+1 || last < first {
			return fmt.Errorf("range %q does not start at word %d", f[0], len(s.Words)+1)
		}
		s.Ranges = append(s.Ranges, Range{first, last, f[1], blank(f[9])})
		return nil
	}
	if id, err := strconv.Atoi(f[0]); err != nil || id != len(s.Words)+1 {
		return fmt.Errorf("id %q instead of %d", f[0], len(s.Words)+1)
	}
	head := -1
	if f[6] != "_" {
		var err error
		if head, err = strconv.Atoi(f[6]); err != nil || head < 0 {
			return fmt.Errorf("head %q is not a word number", f[6])
		}
	}
	lemma := f[2]
	if lemma == "_" && f[1] != "_" {
		lemma = ""
	}
	s.Words = append(s.Words, Word{f[1], lemma, blank(f[3]), blank(f[4]), blank(f[5]), head, blank(f[7]), blank(f[9])})
	return nil
}

func blank(s string) string {
	if s == "_" {
		return ""
	}
	return s
}

func (s *Sentence) check() error {
	last := 0
	for _, r := range s.Ranges {
		if r.First <= last || r.Last > len(s.Words) {
			return fmt.Errorf("range %d-%d overlaps another or ends after the sentence", r.First, r.Last)
		}
		last = r.Last
	}
	for i, w := range s.Words {
		if w.Head > len(s.Words) || w.Head == i+1 {
			return fmt.Errorf("word %d has head %d", i+1, w.Head)
		}
	}
	return nil
}

// SpaceAfter reports whether MISC allows a space after the token.
func SpaceAfter(misc string) bool {
	for f := range strings.SplitSeq(misc, "|") {
		if f == "SpaceAfter=No" {
			return false
		}
	}
	return true
}
