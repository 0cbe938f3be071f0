package ner

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// Annotated is a document with its names as somebody marked them.
type Annotated struct {
	Doc   *text.Doc
	Names []Mention
	// Fine are the ontology's types of Names; nil where the corpus has none.
	Fine []string
	// Open tokens may or may not belong to a name: the corpus does not say.
	Open map[int]bool
}

// ReadIOB2 reads two columns, token and IOB2 label (or IOB1), with lines of
// "# " as comments; "# newdoc" starts a document, and so does every size-th
// sentence if size is above 0. labels maps the corpus's labels to PER, ORG, LOC and MISC, or to "?" where
// it stays open; other labels become none.
func ReadIOB2(r io.Reader, size int, labels map[string]string) ([]Annotated, error) {
	b := &docBuilder{labels: labels}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for line := 1; s.Scan(); line++ {
		l := s.Text()
		switch {
		case strings.HasPrefix(l, "# "):
			if strings.HasPrefix(l, "# newdoc") {
				b.endDoc()
			}
		case strings.TrimSpace(l) == "":
			b.endSentence()
			if size > 0 && len(b.sentences) >= size {
				b.endDoc()
			}
		default:
			i := strings.LastIndexAny(l, "\t ")
			if i <= 0 || strings.TrimSpace(l[:i]) == "" {
				return nil, fmt.Errorf("read names: line %d: no token, or no label after the token; give a file of two columns", line)
			}
			b.add(strings.TrimRight(l[:i], "\t "), l[i+1:])
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	b.endDoc()
	return b.docs, nil
}

type docBuilder struct {
	labels    map[string]string
	docs      []Annotated
	text      strings.Builder
	tokens    []text.Token
	sentences []text.Sentence
	names     []Mention
	open      map[int]bool
	first     int
	last      string // label of the token before, for names without B-
}

func (b *docBuilder) add(token, label string) {
	if b.text.Len() > 0 {
		b.text.WriteByte(' ')
	}
	from := b.text.Len()
	b.text.WriteString(token)
	n := len(b.tokens)
	b.tokens = append(b.tokens, text.Token{Span: text.Span{Start: from, End: b.text.Len()}})
	kind := ""
	if len(label) > 2 && label[1] == '-' {
		kind = label[2:]
	}
	to := b.labels[kind]
	if to == "?" {
		if b.open == nil {
			b.open = map[int]bool{}
		}
		b.open[n] = true
		to = ""
	}
	l := ParseLabel(to)
	if l != None {
		if k := len(b.names) - 1; label[0] == 'I' && b.last == kind && k >= 0 && b.names[k].Last == n {
			b.names[k].Last++
		} else {
			b.names = append(b.names, Mention{n, n + 1, l})
		}
	}
	b.last = kind
}

func (b *docBuilder) endSentence() {
	if n := len(b.tokens); n > b.first {
		b.sentences = append(b.sentences, text.Sentence{Span: text.Span{Start: b.tokens[b.first].Start, End: b.tokens[n-1].End}, First: b.first, Last: n})
		b.first = n
	}
	b.last = ""
}

func (b *docBuilder) endDoc() {
	b.endSentence()
	if len(b.tokens) > 0 {
		t := b.text.String()
		b.docs = append(b.docs, Annotated{Doc: &text.Doc{Text: t, Blocks: []text.Block{{Span: text.Span{End: len(t)}}}, Sentences: b.sentences,
			Tokens: b.tokens, Has: text.Blocks | text.Sentences | text.Tokens}, Names: b.names, Open: b.open})
	}
	*b = docBuilder{labels: b.labels, docs: b.docs}
}

// openFile opens a file, unpacking names that end in .gz.
func openFile(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	if filepath.Ext(path) != ".gz" {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("read names: %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}
