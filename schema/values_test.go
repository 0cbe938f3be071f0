package schema

import (
	"strings"
	"testing"
)

func TestParseIRI(t *testing.T) {
	for s, ok := range map[string]bool{
		"urn:newsgraph:person/a":     true,
		"http://x.example/æ?q=1#f":   true,
		"a+b-c.1:x":                  true,
		"":                           false,
		"no-scheme":                  false,
		":x":                         false,
		"1a:x":                       false,
		"a b:x":                      false,
		"æ:x":                        false,
		"urn:a b":                    false,
		"urn:a<b":                    false,
		"urn:a>b":                    false,
		`urn:a"b`:                    false,
		"urn:a{b}":                   false,
		"urn:a|b":                    false,
		"urn:a^b":                    false,
		"urn:a`b":                    false,
		`urn:a\b`:                    false,
		"urn:a\nb":                   false,
		"urn:a\x00b":                 false,
		"urn:\xff":                   false,
		"urn:newsgraph:person/%C3%A": true, // percent signs are not decoded here
	} {
		i, err := ParseIRI(s)
		if (err == nil) != ok {
			t.Errorf("ParseIRI(%q) = %v", s, err)
		}
		if ok && (i.String() != s || i.NT() != "<"+s+">" || i.IsZero()) {
			t.Errorf("ParseIRI(%q) = %q", s, i)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("MustIRI took a bad IRI")
		}
	}()
	MustIRI("bad")
}

func FuzzParseIRI(f *testing.F) {
	for _, s := range []string{"urn:a", "http://æ/", "x", "a:\x80", "a:<", "A+:%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		i, err := ParseIRI(s)
		if err != nil {
			return
		}
		if i.String() != s || strings.ContainsAny(s, "<>\" \n\r\t") {
			t.Errorf("ParseIRI(%q) = %q", s, i)
		}
	})
}

func TestDate(t *testing.T) {
	for _, c := range []struct{ s, first, last, xsd string }{
		{"2021", "2021-01-01", "2021-12-31", "gYear"},
		{"2021-02", "2021-02-01", "2021-02-28", "gYearMonth"},
		{"2024-02", "2024-02-01", "2024-02-29", "gYearMonth"},
		{"2024-12", "2024-12-01", "2024-12-31", "gYearMonth"},
		{"2024-02-29", "2024-02-29", "2024-02-29", "date"},
	} {
		d, err := ParseDate(c.s)
		if err != nil {
			t.Fatal(err)
		}
		if d.String() != c.s || d.First() != c.first || d.Last() != c.last {
			t.Errorf("%s: first %s, last %s", c.s, d.First(), d.Last())
		}
		if got := d.Literal().NT(); got != `"`+c.s+`"^^<`+XSD+c.xsd+`>` {
			t.Errorf("%s: literal %s", c.s, got)
		}
	}
	for _, s := range []string{"", "21", "0000", "2021-13", "2021-1", "2021-02-29", "2021-02-30", "2021-02-1",
		"2021-02-03T00:00:00Z", " 2021", "2021 ", "20210203", "-2021", "2021-02-03.5"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %q", s, d)
		}
	}
	if d := (Date{}); !d.IsZero() || d.First() != "" || d.Last() != "" {
		t.Error("the zero date is not none")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2021", "2021-02", "2024-02-29", "0001", "9999-12-31", "2021-02-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			return
		}
		for _, day := range []string{d.First(), d.Last()} {
			if _, err := ParseDate(day); err != nil || len(day) != 10 || !strings.HasPrefix(day, s) {
				t.Errorf("ParseDate(%q): day %q", s, day)
			}
		}
		if d.First() > d.Last() {
			t.Errorf("ParseDate(%q): %s after %s", s, d.First(), d.Last())
		}
	})
}

func TestLiteral(t *testing.T) {
	str := func(l Literal, err error) string {
		if err != nil {
			return "error"
		}
		return l.NT()
	}
	for _, c := range []struct{ got, want string }{
		{str(NewString("a\"b\\c\n\r\t\b\f\x01\x7fæ\u00a0")), `"a\"b\\c\n\r\t\b\f\u0001\u007Fæ` + "\u00a0\""},
		{str(NewString("\xff")), "error"},
		{str(NewTyped("1", MustIRI(XSD+"integer"))), `"1"^^<` + XSD + `integer>`},
		{str(NewTyped("1", MustIRI(XSD+"string"))), `"1"`},
		{str(NewTyped("1", MustIRI(RDF+"langString"))), "error"},
		{str(NewLangString("hej", "da-DK")), `"hej"@da-DK`},
		{str(NewLangString("hej", "")), "error"},
		{str(NewLangString("hej", "da-")), "error"},
		{str(NewLangString("hej", "1a")), "error"},
		{str(NewLangString("hej", "d_a")), "error"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	l, _ := NewLangString("hej", "da")
	if l.Datatype().String() != RDF+"langString" || l.Lang() != "da" || l.Lexical() != "hej" {
		t.Errorf("%+v", l)
	}
}

func TestParseBlank(t *testing.T) {
	for s, ok := range map[string]bool{"b0": true, "0": true, "a.b": true, "a-b": true, "æ": true, "": false, "-a": false,
		".a": false, "a.": false, "a b": false, "a:b": false, "\xff": false} {
		b, err := ParseBlank(s)
		if (err == nil) != ok {
			t.Errorf("ParseBlank(%q) = %v", s, err)
		}
		if ok && b.NT() != "_:"+s {
			t.Errorf("ParseBlank(%q) = %s", s, b.NT())
		}
	}
}
