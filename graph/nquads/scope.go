package nquads

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"

	"newsgraph/schema"
)

// Blank node labels belong to their document (N-Quads 1.1, section 2.3): two
// documents that say _:b1 do not mean one node. So whoever puts documents
// together must rename. The new label is "x", 16 hex digits of the document's
// hash, "-" and the old one: the same document gives the same nodes again. A
// label of that form is left as it is, so that an export that is imported
// elsewhere, or into its own store, stays the same.

const scopeDigits = 16

// Scoped renames the blank nodes of one document's quads. digest hashes the
// document; it is asked once, at the first blank node, and not at all if there
// is none.
func Scoped(quads iter.Seq2[schema.Quad, error], digest func() ([sha256.Size]byte, error)) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		s := scope{digest: digest}
		for q, err := range quads {
			if err == nil {
				err = s.rename(&q)
			}
			if !yield(q, err) || err != nil {
				return
			}
		}
	}
}

type scope struct {
	digest func() ([sha256.Size]byte, error)
	prefix string
}

func (s *scope) rename(q *schema.Quad) error {
	var err error
	node := func(t schema.Term) schema.Blank {
		b, ok := t.(schema.Blank)
		if !ok || err != nil || scoped(b.String()) {
			return b
		}
		if s.prefix == "" {
			var sum [sha256.Size]byte
			if sum, err = s.digest(); err != nil {
				err = fmt.Errorf("tell its blank nodes from others: %w", err)
				return b
			}
			s.prefix = "x" + hex.EncodeToString(sum[:scopeDigits/2]) + "-"
		}
		b, err = schema.ParseBlank(s.prefix + b.String())
		return b
	}
	if _, ok := q.Subject.(schema.Blank); ok {
		q.Subject = node(q.Subject)
	}
	if _, ok := q.Object.(schema.Blank); ok {
		q.Object = node(q.Object)
	}
	if _, ok := q.Graph.(schema.Blank); ok {
		q.Graph = node(q.Graph)
	}
	return err
}

// scoped reports whether a label has the form of a renamed one.
func scoped(label string) bool {
	if len(label) < scopeDigits+3 || label[0] != 'x' || label[scopeDigits+1] != '-' {
		return false
	}
	for _, c := range label[1 : scopeDigits+1] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// FileDigest hashes what OpenFile reads.
func FileDigest(name string) (sum [sha256.Size]byte, err error) {
	f, err := OpenFile(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return sum, err
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// Stream reads something that can be read only once and can hash all of it at
// any time: what has not been read by then goes through a temporary file.
type Stream struct {
	src   io.Reader
	hash  hash.Hash // of what was read
	spool *os.File  // what was not, once Digest was asked
}

// NewStream reads r.
func NewStream(r io.Reader) *Stream { return &Stream{src: r, hash: sha256.New()} }

// Read implements io.Reader.
func (s *Stream) Read(b []byte) (int, error) {
	if s.spool != nil {
		return s.spool.Read(b)
	}
	n, err := s.src.Read(b)
	s.hash.Write(b[:n])
	return n, err
}

// Digest hashes the whole stream, also what has not been read.
func (s *Stream) Digest() (sum [sha256.Size]byte, err error) {
	if s.spool == nil {
		f, err := os.CreateTemp("", "newsgraph-stream")
		if err != nil {
			return sum, err
		}
		s.spool = f
		if err := os.Remove(f.Name()); err != nil { // it lives as long as it is open
			return sum, err
		}
		if _, err := io.Copy(io.MultiWriter(f, s.hash), s.src); err != nil {
			return sum, err
		}
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return sum, err
		}
	}
	return [sha256.Size]byte(s.hash.Sum(nil)), nil
}

// Close frees the temporary file.
func (s *Stream) Close() error {
	if s.spool == nil {
		return nil
	}
	return s.spool.Close()
}
