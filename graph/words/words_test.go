package words

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"The 2nd quay, Lund's!", "the 2nd quay lund"},
		{"Lund’s don't O'Brannigan", "lund don o brannigan"},
		{"blå-hvide ØRE", "blå hvide øre"},
		{"co\u00adoperate \ufb01le a\u030aben", "cooperate file åben"}, // soft hyphen, ligature, decomposed
		{"word² x\u200by", "word xy"},
	} {
		var got []string
		for _, w := range Of(c.text) {
			got = append(got, w.Folded)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("The quay, Lund's \u00ad \ufb01 a\u030a")
	f.Add("\xff'\u0301x'’")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, w := range Of(s) {
			if w.Start < at || w.End <= w.Start || w.End > len(s) || w.Folded == "" {
				t.Fatalf("%q: %+v after %d", s, w, at)
			}
			at = w.End
			for _, stem := range Stems(w.Folded) {
				if len(stem) > maxStem+len("en:") || utf8.ValidString(s) && !utf8.ValidString(stem) || strings.ContainsRune(stem, 0) {
					t.Fatalf("%q: stem %q", w.Folded, stem)
				}
			}
		}
	})
}

func TestStems(t *testing.T) {
	for _, c := range [][3]string{{"en", "ministers", "minister"}, {"en", "resigned", "resigns"}, {"da", "havnen", "havn"}, {"de", "häfen", "häfen"}} {
		a, b := Stem(c[0], c[1]), Stem(c[0], c[2])
		if a != b {
			t.Errorf("%s: %q has stem %q, %q has %q", c[0], c[1], a, c[2], b)
		}
		if !slices.Contains(Stems(c[1]), a) {
			t.Errorf("a query does not look for %q", a)
		}
	}
}

// Copies are found, and articles that share a paragraph are none.
func TestSketch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	text := func(n int) (out []string) {
		for range n {
			out = append(out, fmt.Sprint("w", r.IntN(5000)))
		}
		return out
	}
	share := func(a, b Sketch) (bands bool) {
		for i := range a.Bands {
			bands = bands || a.Bands[i] == b.Bands[i]
		}
		return bands
	}
	missed, wrong := 0, 0
	for range 200 {
		story := text(400)
		edited := slices.Clone(story)
		for range 12 { // every thirty-third word
			edited[r.IntN(len(edited))] = "new"
		}
		a := SketchOf(story)
		for _, other := range [][]string{story, edited, story[:300], slices.Concat(text(60), story)} {
			b := SketchOf(other)
			if !a.CopyOf(&b) || !share(a, b) {
				missed++
			}
		}
		for _, other := range [][]string{text(400), slices.Concat(story[:60], text(340))} {
			b := SketchOf(other)
			if a.CopyOf(&b) && share(a, b) {
				wrong++
			}
		}
	}
	if missed > 8 || wrong > 0 { // of 800 and 400
		t.Errorf("%d copies are not found, %d others are taken for copies", missed, wrong)
	}
	if SketchOf(nil) != (Sketch{}) || SketchOf([]string{"a"}) == (Sketch{}) {
		t.Error("only a text without words has no sketch")
	}
	s := SketchOf(text(50))
	if ReadSketch(s.Append(nil)) != s || len(s.Append(nil)) != SketchLen {
		t.Error("a sketch does not survive being written")
	}
}
