package lexeme

import (
	"strings"
	"testing"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
)

func encoder(t testing.TB) *Encoder {
	t.Helper()
	l, err := lang.Get("da")
	if err != nil {
		t.Fatal(err)
	}
	e, err := NewEncoder(l)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEncode(t *testing.T) {
	e := encoder(t)
	h := perceptron.HashString
	x := e.Encode("Ål-2019")
	if x.Form != h("Ål-2019") || x.Lower != h("ål-0000") || x.Shape != h("Xx-0") {
		t.Errorf("form, lower or shape of %+v", x)
	}
	if x.Prefix != [3]uint64{h("å"), h("ål"), h("ål-")} || x.Suffix[0] != h("0") || x.Suffix[4] != h("-0000") {
		t.Errorf("affixes of %+v", x)
	}
	if !x.Capital || x.AllCapital || x.Small {
		t.Errorf("capitals of %+v", x)
	}
	for w, want := range map[string][3]bool{"EU": {true, true, false}, "E": {true, false, false}, "eU": {false, false, true}, "": {}} {
		if x := e.Encode(w); [3]bool{x.Capital, x.AllCapital, x.Small} != want {
			t.Errorf("%q: capital, all, small %v %v %v", w, x.Capital, x.AllCapital, x.Small)
		}
	}
	if s := e.Encode("å"); s.Prefix[2] != s.Lower || s.Suffix[4] != s.Lower {
		t.Error("a short word's affixes are not the word")
	}
}

// TestHelper: capitalised Danish words have an English class as well.
func TestHelper(t *testing.T) {
	e := encoder(t)
	if !e.Encode("Obama").Helper.Known() || e.Encode("obama").Helper.Known() {
		t.Error("helper clusters are asked for the wrong words")
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("İstanbul")
	f.Add(strings.Repeat("ǅ", 80))
	e := encoder(f)
	f.Fuzz(func(t *testing.T, s string) {
		if first, again := e.Encode(s), e.Encode(s); first != again {
			t.Error("two results")
		}
	})
}
