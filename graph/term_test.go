package graph

import (
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"newsgraph/schema"
)

// FuzzTerm: what one side writes, schema or Cayley, both sides read back.
func FuzzTerm(f *testing.F) {
	for _, s := range []string{"", "x", "a\"b\\c\n\t\x00\x7f", "æøå \U0001F600", "1", "01", "-5", "true", "1E+00", "2020-01-02T03:04:05.1Z", "INF", "^^<x>", "\"@en"} {
		f.Add(s, "en", "urn:x:y")
		f.Add(s, "da-DK", schema.XSD+"integer")
		f.Add(s, "", schema.XSD+"dateTime")
		f.Add(s, "e n", schema.XSD+"double")
		f.Add(s, "x", schema.XSD+"boolean")
	}
	f.Fuzz(func(t *testing.T, lex, lang, datatype string) {
		var terms []schema.Term
		if l, err := schema.NewString(lex); err == nil {
			terms = append(terms, l)
		}
		if l, err := schema.NewLangString(lex, lang); err == nil {
			terms = append(terms, l)
		}
		if i, err := schema.ParseIRI(datatype); err == nil {
			terms = append(terms, i)
			if l, err := schema.NewTyped(lex, i); err == nil {
				terms = append(terms, l)
			}
		}
		if b, err := schema.ParseBlank(lex); err == nil {
			terms = append(terms, b)
		}
		for _, want := range terms {
			got, err := decodeTerm(want.NT())
			if err != nil || got != want {
				t.Errorf("term %s: read back %v, %v", want.NT(), got, err)
			}
			v, err := decodeValue(want.NT())
			if err != nil {
				t.Errorf("term %s: as a value: %v", want.NT(), err)
				continue
			}
			if nt, err := encodeValue(v); err != nil || nt != want.NT() {
				t.Errorf("term %s: as value %#v it is written %s, %v", want.NT(), v, nt, err)
			}
			if string(splitTermRecord(want)) != want.NT() {
				t.Errorf("term %s: as a record it is %q", want.NT(), appendRecord(nil, want))
			}
		}
		for _, v := range []quad.Value{quad.Int(len(lex)), quad.Float(float64(len(lex)) / 7), quad.Time(time.Unix(int64(len(lex)), 5).UTC())} {
			nt, err := encodeValue(v)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := decodeValue(nt); err != nil || back != v {
				t.Errorf("value %#v: read back %#v, %v", v, back, err)
			}
		}
		decodeValue(lex) // must not panic on anything
		decodeTerm(lex)
	})
}

func splitTermRecord(t schema.Term) []byte {
	_, nt := splitRecord(appendRecord(nil, t))
	return nt
}
