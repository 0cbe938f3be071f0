// Package schema is the ontology as data and the values that obey it: IRIs,
// dates, entities, statements, claims and quads that cannot hold nonsense.
//
// In: ontology.yaml (embedded) and the strings that callers hand to Parse and
// New functions, checked once at this border. Out: trusted values, and the
// quads (Contribution.Quads) that stand for one article's claims. Not here:
// storage (graph), syntax (graph/nquads), extraction (loaders).
package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Namespaces that newsgraph writes. IRIs are always stored in full.
const (
	NS   = "urn:newsgraph:"
	RDF  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	RDFS = "http://www.w3.org/2000/01/rdf-schema#"
	XSD  = "http://www.w3.org/2001/XMLSchema#"
)

// Term is what can be the object of a quad: IRI, Blank or Literal.
type Term interface {
	// NT writes the term in canonical N-Triples syntax.
	NT() string
	isTerm()
}

// Node is what can be the subject or the graph of a quad: IRI or Blank.
type Node interface {
	Term
	isNode()
}

// IRI is an absolute IRI that is safe to write between < and >. The zero value
// is no IRI; IsZero tells.
type IRI struct{ s string }

// ParseIRI checks s: a scheme, valid UTF-8, and none of the characters that
// RFC 3987 and N-Quads forbid (controls, space and <>"{}|^`\).
func ParseIRI(s string) (IRI, error) {
	colon := strings.IndexByte(s, ':')
	if colon <= 0 {
		return IRI{}, fmt.Errorf("parse IRI %q: not absolute (no scheme)", s)
	}
	for i := 0; i < colon; i++ {
		c := s[i] | 0x20
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(s[i]))) {
			return IRI{}, fmt.Errorf("parse IRI %q: bad character %q in the scheme", s, s[i])
		}
	}
	if !utf8.ValidString(s) {
		return IRI{}, fmt.Errorf("parse IRI %q: not valid UTF-8", s)
	}
	for i := colon; i < len(s); i++ {
		if s[i] <= ' ' || strings.IndexByte("<>\"{}|^`\\", s[i]) >= 0 {
			return IRI{}, fmt.Errorf("parse IRI %q: character %q at byte %d is not allowed", s, s[i], i)
		}
	}
	return IRI{s}, nil
}

// MustIRI is ParseIRI for constants; it panics on a bad one.
func MustIRI(s string) IRI {
	i, err := ParseIRI(s)
	if err != nil {
		panic(err)
	}
	return i
}

// String is the IRI without angle brackets.
func (i IRI) String() string { return i.s }

// IsZero reports whether i is no IRI.
func (i IRI) IsZero() bool { return i.s == "" }

// NT implements Term.
func (i IRI) NT() string { return "<" + i.s + ">" }
func (IRI) isTerm()      {}
func (IRI) isNode()      {}

// Blank is a blank node label without "_:".
type Blank struct{ label string }

// ParseBlank checks a label against BLANK_NODE_LABEL of N-Quads.
func ParseBlank(label string) (Blank, error) {
	if !validBlank(label) {
		return Blank{}, fmt.Errorf("parse blank node %q: not a valid label", label)
	}
	return Blank{label}, nil
}

// String is the label without "_:".
func (b Blank) String() string { return b.label }

// NT implements Term.
func (b Blank) NT() string { return "_:" + b.label }
func (Blank) isTerm()      {}
func (Blank) isNode()      {}

func validBlank(s string) bool {
	for i, r := range s {
		switch {
		case blankStart(r) || '0' <= r && r <= '9':
		case i > 0 && (r == '-' || r == 0xB7 || r >= 0x300 && r <= 0x36F || r == 0x203F || r == 0x2040):
		case r == '.' && i > 0 && i < len(s)-1:
		default:
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}

// blankStart is PN_CHARS_U of the N-Quads grammar, which since the errata of
// RDF 1.1 excludes the colon.
func blankStart(r rune) bool {
	for _, p := range [...][2]rune{{'A', 'Z'}, {'a', 'z'}, {'_', '_'}, {0xC0, 0xD6}, {0xD8, 0xF6}, {0xF8, 0x2FF},
		{0x370, 0x37D}, {0x37F, 0x1FFF}, {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF}, {0x3001, 0xD7FF},
		{0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}} {
		if p[0] <= r && r <= p[1] {
			return true
		}
	}
	return false
}
