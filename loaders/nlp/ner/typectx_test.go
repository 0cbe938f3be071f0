package ner

import (
	"slices"
	"testing"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/perceptron"
)

func TestHashSet(t *testing.T) {
	var s hashSet
	const many = 3000 // more than the table holds
	for i := range uint64(many) {
		if !s.add(perceptron.Feature(1, i)) {
			t.Fatalf("hash %d is in the set before it was added", i)
		}
	}
	for i := range uint64(many) {
		if s.add(perceptron.Feature(1, i)) {
			t.Fatalf("hash %d was forgotten", i)
		}
	}
}

// TestTypeClasses checks that the noun that says what a name is reaches the
// features from in front of it and from behind a comma, and that names without
// context have none.
func TestTypeClasses(t *testing.T) {
	for _, c := range []struct {
		text, word string
		place      uint64
	}{
		{"They sold the weekly Lakroa .", "weekly", modifies},
		{"They sold Lakroa , a small weekly .", "weekly", apposed},
	} {
		d := tokenized(t, "en", c.text)
		x := extractor{own: new(lang.Clusters), helper: new(lang.Clusters)}
		var s scratch
		x.read(d, &s)
		at := slices.Index(s.texts, "Lakroa")
		if at < 0 {
			t.Fatalf("%q: no token of the name in %q", c.text, s.texts)
		}
		want := perceptron.Feature3(yKind, c.place, 0, s.words[slices.Index(s.texts, c.word)].lower)
		var got []uint64
		typeClasses(func(h uint64) { got = append(got, h) }, s.words, Mention{at, at + 1, ORG})
		if !slices.Contains(got, want) {
			t.Errorf("%q: no feature of the word %q", c.text, c.word)
		}
	}
	typeClasses(func(uint64) { t.Error("a feature without words") }, nil, Mention{0, 1, ORG})
}

func TestDocumentCasing(t *testing.T) {
	casing := func(text string) uint64 {
		l, err := lang.Get("en")
		if err != nil {
			t.Fatal(err)
		}
		own, err := l.Clusters()
		if err != nil {
			t.Fatal(err)
		}
		var s scratch
		(&extractor{own, own}).read(tokenized(t, "en", text), &s)
		return s.casing
	}
	if a, b := casing("The bank was sold on Monday. It had been in trouble."), casing("the bank was sold on monday. it had been in trouble."); a == b {
		t.Errorf("casing is %d of both", a)
	}
	if got := casing(""); got != casing("...") {
		t.Errorf("casing of no words is %d", got)
	}
}
