// Package nquads reads N-Quads strictly and writes them in canonical form.
//
// In: bytes in the syntax of https://www.w3.org/TR/n-quads/ (RDF 1.1). Out:
// schema.Quad values one at a time, or a *SyntaxError with line and column;
// and the way back, each quad in the canonical form that RDFC-1.0 section 5
// defines. Not here: storage (graph), sorting (schema.SortQuads, graph.View).
//
// Left out on purpose: blank node labels are kept as they stand and not made
// new for each file, so that a file and its export are the same; whoever joins
// files with the same labels joins the nodes. Language tags keep their case.
package nquads

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"newsgraph/schema"
)

// Options of a Reader; the zero value works.
type Options struct {
	MaxLine int // bytes of the longest line; 0 means 16 MiB
}

const defaultMaxLine = 16 << 20

// SyntaxError says where a file stops being N-Quads. Line and column count
// from 1, the column in characters.
type SyntaxError struct {
	Line, Column int
	Msg          string
}

// Error implements error.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Msg)
}

// Reader reads quads from a stream. Its memory is that of the longest line.
type Reader struct {
	in      *bufio.Reader
	maxLine int
	line    int    // number of the current line
	rest    []byte // of what ReadSlice gave, lines that a bare CR ends
	long    []byte // buffer for lines longer than that of in
	iris    map[string]schema.IRI
	err     error // of the stream; kept
}

// NewReader reads from r.
func NewReader(r io.Reader, o Options) *Reader {
	if o.MaxLine <= 0 {
		o.MaxLine = defaultMaxLine
	}
	return &Reader{in: bufio.NewReaderSize(r, 1<<16), maxLine: o.MaxLine, iris: map[string]schema.IRI{}}
}

// Line is the number of the line that Read returned from last.
func (r *Reader) Line() int { return r.line }

// Read returns the next quad, io.EOF at the end, a *SyntaxError for a line
// that is wrong, or the error of the stream. After a *SyntaxError Read goes on
// with the next line; after others it returns the same error.
func (r *Reader) Read() (schema.Quad, error) {
	for {
		line, err := r.nextLine()
		if err != nil {
			return schema.Quad{}, err
		}
		p := parser{r: r, line: line}
		q, ok, err := p.statement()
		if err != nil {
			return schema.Quad{}, err
		}
		if ok {
			return q, nil
		}
	}
}

// All yields the quads up to the end or the first error, which comes last.
func (r *Reader) All() iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		for {
			q, err := r.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}

// nextLine returns the next line without its end. CR, LF and CR LF each end a
// line. The bytes are valid until the next call.
func (r *Reader) nextLine() ([]byte, error) {
	if len(r.rest) == 0 {
		if r.err != nil {
			return nil, r.err
		}
		if err := r.fill(); err != nil {
			return nil, err
		}
	}
	r.line++
	line := r.rest
	end := bytes.IndexByte(line, '\n')
	if cr := bytes.IndexByte(line, '\r'); cr >= 0 && (end < 0 || cr < end) {
		r.rest = line[cr+1:]
		if len(r.rest) > 0 && r.rest[0] == '\n' {
			r.rest = r.rest[1:]
		}
		return line[:cr], nil
	}
	if end < 0 { // the last line needs no end
		r.rest = nil
		return line, nil
	}
	r.rest = line[end+1:]
	return line[:end], nil
}

// fill reads up to the next LF into rest. A line that is too long is skipped.
func (r *Reader) fill() error {
	r.long = r.long[:0]
	tooLong := false
	for {
		part, err := r.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) || len(r.long) > 0 || tooLong {
			if len(r.long)+len(part) > r.maxLine {
				r.long, tooLong = nil, true
			}
			if !tooLong {
				r.long = append(r.long, part...)
			}
			part = r.long
		} else if len(part) > r.maxLine {
			tooLong = true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			if r.err = err; !errors.Is(err, io.EOF) {
				r.err = fmt.Errorf("read after line %d: %w", r.line, err)
				return r.err
			}
		}
		if tooLong {
			r.line++
			return &SyntaxError{r.line, 1, fmt.Sprintf("the line is longer than %d bytes", r.maxLine)}
		}
		if r.rest = part; len(part) == 0 {
			return r.err
		}
		return nil
	}
}

// maxIRIs bounds the IRIs that a Reader remembers to save work: those that
// come often come back soon after it forgets.
const maxIRIs = 1 << 14

func (r *Reader) iri(raw []byte) (schema.IRI, error) {
	if i, ok := r.iris[string(raw)]; ok {
		return i, nil
	}
	i, err := schema.ParseIRI(string(raw))
	if err != nil {
		return i, err
	}
	if len(r.iris) >= maxIRIs {
		clear(r.iris)
	}
	r.iris[i.String()] = i
	return i, nil
}

// Writer writes quads in canonical form, one a line, in the order given.
type Writer struct {
	out *bufio.Writer
	err error
}

// NewWriter writes to w; call Flush at the end.
func NewWriter(w io.Writer) *Writer { return &Writer{out: bufio.NewWriterSize(w, 1<<16)} }

// Write writes one quad. It refuses one that lacks a part.
func (w *Writer) Write(q schema.Quad) error {
	if w.err != nil {
		return w.err
	}
	if q.Subject == nil || q.Predicate.IsZero() || q.Object == nil || q.Graph == (schema.IRI{}) || q.Subject == (schema.IRI{}) {
		return errors.New("write quad: it lacks a subject, predicate, object or the name of its graph")
	}
	w.out.WriteString(q.NQ())
	w.err = w.out.WriteByte('\n')
	return w.err
}

// Flush hands on what Write has buffered.
func (w *Writer) Flush() error {
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return w.err
}

func column(line []byte, at int) int { return utf8.RuneCount(line[:at]) + 1 }
