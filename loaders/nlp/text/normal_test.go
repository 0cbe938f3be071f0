package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNormalize(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Plain text, æøå – “quoted”.", "Plain text, æøå – “quoted”."},
		{"Tilde Bro\u00ADmann", "Tilde Bromann"},
		{"A\u030Age Lo\u0308vberg", "Åge Lövberg"},
		{"e\u0301\u0323", "\u1EB9\u0301"},
		{"The o\uFB03ce of Gri\uFB03n", "The office of Griffin"},
		{"\uFEFFNor\u200Bdica\u2060", "Nordica"},
		{"Harlow² said.³ It covers 12² of 40 km² and 3 m³.", "Harlow said. It covers 12² of 40 km² and 3 m³."},
		{"a family 👨\u200D👩\u200D👧", "a family 👨\u200D👩\u200D👧"},
	} {
		got, edits := Normalize(c.in)
		if got != c.want {
			t.Errorf("Normalize(%q) = %q, want %q", c.in, got, c.want)
		}
		if all := edits.Original(Span{0, len(got)}); all.End > len(c.in) || edits.Normal(Span{0, len(c.in)}) != (Span{0, len(got)}) {
			t.Errorf("%q: the whole is at %v, of %d bytes", c.in, all, len(c.in))
		}
	}
}

// A word's span in the original holds all its characters and no others.
func TestEditsOriginal(t *testing.T) {
	for _, c := range []struct{ in, word, want string }{
		{"x\u00AD Tilde Bro\u00ADmann\u00AD said", "Bromann", "Bro\u00ADmann"},
		{"vi så A\u030Age\u0301 i dag", "Ågé", "A\u030Age\u0301"},
		{"Gri\uFB03n\u00B9 won", "Griffin", "Gri\uFB03n"},
		{"Nor\u200Bdica² won", "won", "won"},
	} {
		s, edits := Normalize(c.in)
		at := strings.Index(s, c.word)
		o := edits.Original(Span{at, at + len(c.word)})
		if got := c.in[o.Start:o.End]; got != c.want {
			t.Errorf("%q: %q stands at %q, want %q", c.in, c.word, got, c.want)
		}
		if back := edits.Normal(o); back != (Span{at, at + len(c.word)}) {
			t.Errorf("%q: back at %v", c.in, back)
		}
	}
}

func FuzzNormalize(f *testing.F) {
	for _, s := range []string{"", "A\u030A\u00AD", "\uFB01²", "\u0301", "ab\u200B\u0301c", "\xff\u00AD"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		n, edits := Normalize(s)
		if again, more := Normalize(n); utf8.ValidString(again) && len(more.list) > 0 && len(again) > len(n) {
			t.Errorf("%q grows to %q", n, again)
		}
		last := 0
		for i := range n {
			_, k := utf8.DecodeRuneInString(n[i:])
			o := edits.Original(Span{i, i + k})
			if o.Start < last && o.Start < 0 || o.End > len(s) || o.End < o.Start {
				t.Fatalf("%q: character %d at %v", s, i, o)
			}
			last = o.Start
		}
	})
}
