package ner

import (
	"context"
	"slices"
	"testing"

	"newsgraph/loaders/nlp/text"
)

// TestMemory: words that were read before are scored as the first time, when
// all their features are scored one by one.
func TestMemory(t *testing.T) {
	s := "Ann Boe of Quayside Shipping said in Copenhagen on Tuesday that the Danish Ministry of Defence was wrong. " +
		"MINISTRY REJECTS THE CLAIMS OF QUAYSIDE. Boe's lawyer, Prime Minister Lars Holm's brother, declined to comment."
	for _, style := range []Style{News, Treebank} {
		r := recogniser(t, "en", Options{Style: style})
		d := tokenized(t, "en", s)
		var first []text.Name
		for n := range 4 {
			if err := r.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			if n == 0 {
				first = slices.Clone(d.Names)
			} else if !slices.Equal(d.Names, first) {
				t.Fatalf("other names the next time:\n%v\n%v", d.Names, first)
			}
		}
		if len(first) == 0 {
			t.Error("no names")
		}
	}
}
