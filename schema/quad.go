package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Literal is an RDF literal that keeps its lexical form byte for byte.
type Literal struct {
	lexical  string
	datatype IRI    // zero for xsd:string and language-tagged strings
	lang     string // "" for none
}

// NewString returns a plain xsd:string literal. It fails on invalid UTF-8.
func NewString(s string) (Literal, error) {
	if !utf8.ValidString(s) {
		return Literal{}, fmt.Errorf("make literal %.40q: not valid UTF-8", s)
	}
	return Literal{lexical: s}, nil
}

// NewTyped returns a literal with a datatype; the lexical form is not changed.
func NewTyped(s string, datatype IRI) (Literal, error) {
	l, err := NewString(s)
	if err != nil {
		return l, err
	}
	if datatype.s == RDF+"langString" {
		return Literal{}, fmt.Errorf("make literal %.40q: rdf:langString needs a language tag", s)
	}
	if datatype.s != XSD+"string" {
		l.datatype = datatype
	}
	return l, nil
}

// NewLangString returns a language-tagged string. The tag keeps its case.
func NewLangString(s, lang string) (Literal, error) {
	l, err := NewString(s)
	if err != nil {
		return l, err
	}
	for i, part := range strings.Split(lang, "-") {
		for _, c := range []byte(part) {
			letter := 'a' <= c|0x20 && c|0x20 <= 'z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return Literal{}, fmt.Errorf("make literal %.40q: bad language tag %q", s, lang)
			}
		}
		if part == "" {
			return Literal{}, fmt.Errorf("make literal %.40q: bad language tag %q", s, lang)
		}
	}
	l.lang = lang
	return l, nil
}

// Lexical is the literal's lexical form.
func (l Literal) Lexical() string { return l.lexical }

// Lang is the language tag, "" for none.
func (l Literal) Lang() string { return l.lang }

// Datatype is the datatype IRI; xsd:string and rdf:langString are spelled out.
func (l Literal) Datatype() IRI {
	switch {
	case l.lang != "":
		return IRI{RDF + "langString"}
	case l.datatype.IsZero():
		return IRI{XSD + "string"}
	}
	return l.datatype
}

// NT implements Term: the canonical form of N-Triples, with escapes only where
// RDF 1.2 N-Quads section 4 (canonical form) demands them.
func (l Literal) NT() string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range l.lexical {
		switch r {
		case '\b':
			b.WriteString(`\b`)
		case '\t':
			b.WriteString(`\t`)
		case '\n':
			b.WriteString(`\n`)
		case '\f':
			b.WriteString(`\f`)
		case '\r':
			b.WriteString(`\r`)
		case '"':
			b.WriteString(`\"`)
		case '\\':
			b.WriteString(`\\`)
		default:
			if r < 0x20 || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
				fmt.Fprintf(&b, `\u%04X`, r)
			} else {
				b.WriteRune(r)
			}
		}
	}
	b.WriteByte('"')
	switch {
	case l.lang != "":
		b.WriteString("@" + l.lang)
	case !l.datatype.IsZero():
		b.WriteString("^^" + l.datatype.NT())
	}
	return b.String()
}
func (Literal) isTerm() {}

// Quad is one RDF statement in a named graph. Graph is nil for the default
// graph. A literal subject or predicate does not compile.
type Quad struct {
	Subject   Node
	Predicate IRI
	Object    Term
	Graph     Node
}

// NQ writes q as one canonical N-Quads line without the line end.
func (q Quad) NQ() string {
	s := q.Subject.NT() + " " + q.Predicate.NT() + " " + q.Object.NT()
	if q.Graph != nil {
		s += " " + q.Graph.NT()
	}
	return s + " ."
}
