package graph

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"newsgraph/schema"
)

// The dictionary keeps every term as its canonical N-Quads text, so there is
// one identity for a term: Cayley's values, schema's terms and export agree.
// Cayley's native numbers, booleans and times stand for the XSD literal with
// their canonical lexical form; any other lexical form ("01") stays a string
// with a type and survives as it is.

const (
	xsdInteger  = "^^<" + schema.XSD + "integer>"
	xsdDouble   = "^^<" + schema.XSD + "double>"
	xsdBoolean  = "^^<" + schema.XSD + "boolean>"
	xsdDateTime = "^^<" + schema.XSD + "dateTime>"
)

// encodeValue writes v in canonical N-Quads syntax. Beyond RDF it takes
// relative IRIs, which Cayley programs use, but nothing that could not be
// read back.
func encodeValue(v quad.Value) (string, error) {
	switch v := v.(type) {
	case quad.IRI:
		return checked(v, string(v), "<"+string(v)+">")
	case quad.BNode:
		return checked(v, string(v), "_:"+string(v))
	case quad.String:
		return literal(string(v), "")
	case quad.LangString:
		if v.Lang == "" {
			return literal(string(v.Value), "")
		}
		suffix, err := checked(v, v.Lang, "@"+v.Lang)
		if err != nil {
			return "", err
		}
		return literal(string(v.Value), suffix)
	case quad.TypedString:
		if v.Type == "" || v.Type == schema.XSD+"string" {
			return literal(string(v.Value), "")
		}
		suffix, err := checked(v, string(v.Type), "^^<"+string(v.Type)+">")
		if err != nil {
			return "", err
		}
		return literal(string(v.Value), suffix)
	case quad.Int:
		return `"` + strconv.FormatInt(int64(v), 10) + `"` + xsdInteger, nil
	case quad.Float:
		return `"` + formatDouble(float64(v)) + `"` + xsdDouble, nil
	case quad.Bool:
		return `"` + strconv.FormatBool(bool(v)) + `"` + xsdBoolean, nil
	case quad.Time:
		return `"` + formatTime(time.Time(v)) + `"` + xsdDateTime, nil
	}
	return "", fmt.Errorf("encode value %v: type %T is not an RDF term; use the types of package quad", v, v)
}

// checked returns nt if name, the bare IRI, label or tag of v, can stand there.
func checked(v quad.Value, name, nt string) (string, error) {
	if name == "" || !utf8.ValidString(name) || strings.IndexFunc(name, forbidden) >= 0 {
		return "", fmt.Errorf("encode value %q: empty, or has a character that N-Quads does not allow there", v.String())
	}
	return nt, nil
}

func forbidden(r rune) bool {
	return r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r)
}

func literal(s, suffix string) (string, error) {
	l, err := schema.NewString(s)
	if err != nil {
		return "", err
	}
	return l.NT() + suffix, nil
}

func formatDouble(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "INF"
	case math.IsInf(f, -1):
		return "-INF"
	}
	return strconv.FormatFloat(f, 'E', -1, 64)
}

// formatTime keeps the fraction of a second; quad.Time's own form drops it.
func formatTime(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// decodeValue is the inverse of encodeValue.
func decodeValue(nt string) (quad.Value, error) {
	lex, suffix, err := splitTerm(nt)
	if err != nil {
		return nil, err
	}
	switch nt[0] {
	case '<':
		return quad.IRI(lex), nil
	case '_':
		return quad.BNode(lex), nil
	}
	switch suffix {
	case "":
		return quad.String(lex), nil
	case xsdInteger:
		if n, err := strconv.ParseInt(lex, 10, 64); err == nil && strconv.FormatInt(n, 10) == lex {
			return quad.Int(n), nil
		}
	case xsdDouble:
		if f, err := strconv.ParseFloat(lex, 64); err == nil && formatDouble(f) == lex {
			return quad.Float(f), nil
		}
	case xsdBoolean:
		if lex == "true" || lex == "false" {
			return quad.Bool(lex == "true"), nil
		}
	case xsdDateTime:
		if t, err := time.Parse(time.RFC3339Nano, lex); err == nil && formatTime(t) == lex {
			return quad.Time(t.UTC()), nil
		}
	}
	if suffix[0] == '@' {
		return quad.LangString{Value: quad.String(lex), Lang: suffix[1:]}, nil
	}
	return quad.TypedString{Value: quad.String(lex), Type: quad.IRI(suffix[3 : len(suffix)-1])}, nil
}

// decodeTerm reads a term of the dictionary as RDF; terms that only Cayley
// programs can have written, such as relative IRIs, are an error.
func decodeTerm(nt string) (schema.Term, error) {
	lex, suffix, err := splitTerm(nt)
	if err != nil {
		return nil, err
	}
	switch {
	case nt[0] == '<':
		return schema.ParseIRI(lex)
	case nt[0] == '_':
		return schema.ParseBlank(lex)
	case suffix == "":
		return schema.NewString(lex)
	case suffix[0] == '@':
		return schema.NewLangString(lex, suffix[1:])
	}
	t, err := schema.ParseIRI(suffix[3 : len(suffix)-1])
	if err != nil {
		return nil, err
	}
	return schema.NewTyped(lex, t)
}

// splitTerm takes canonical syntax apart: the IRI, label or unescaped lexical
// form, and for literals the suffix (@lang, ^^<type> or nothing).
func splitTerm(nt string) (lex, suffix string, err error) {
	n := len(nt)
	switch {
	case n > 2 && nt[0] == '<' && nt[n-1] == '>':
		return nt[1 : n-1], "", nil
	case n > 2 && nt[0] == '_' && nt[1] == ':':
		return nt[2:], "", nil
	case n >= 2 && nt[0] == '"':
		end := strings.LastIndexByte(nt, '"')
		suffix = nt[end+1:]
		ok := suffix == "" || suffix[0] == '@' && len(suffix) > 1 ||
			len(suffix) > 4 && strings.HasPrefix(suffix, "^^<") && suffix[len(suffix)-1] == '>'
		if end > 0 && ok {
			lex, err = unescape(nt[1:end])
			return lex, suffix, err
		}
	}
	return "", "", fmt.Errorf("decode term %.60q: not canonical N-Quads; run verify", nt)
}

// unescape undoes the escapes of schema.Literal.NT.
func unescape(s string) (string, error) {
	i := strings.IndexByte(s, '\\')
	if i < 0 {
		return s, nil
	}
	bad := fmt.Errorf("decode term %.60q: bad escape; run verify", s)
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(s, '\\') {
		b.WriteString(s[:i])
		if i+1 == len(s) {
			return "", bad
		}
		c := s[i+1]
		s = s[i+2:]
		if at := strings.IndexByte(`btnfr"\`, c); at >= 0 {
			b.WriteByte("\b\t\n\f\r\"\\"[at])
			continue
		}
		if c != 'u' || len(s) < 4 {
			return "", bad
		}
		r, err := strconv.ParseUint(s[:4], 16, 32)
		if err != nil {
			return "", bad
		}
		b.WriteRune(rune(r))
		s = s[4:]
	}
	b.WriteString(s)
	return b.String(), nil
}
