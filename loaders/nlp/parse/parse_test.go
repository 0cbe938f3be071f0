package parse

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/tag"
	"newsgraph/loaders/nlp/text"
	"newsgraph/loaders/nlp/tokenize"
)

func pipeline(t testing.TB, code string) *nlp.Pipeline {
	t.Helper()
	l, err := lang.Get(code)
	if err != nil {
		t.Fatal(err)
	}
	tok, err := tokenize.New(l)
	if err != nil {
		t.Fatal(err)
	}
	tg, err := tag.New(l)
	if err != nil {
		t.Fatal(err)
	}
	ps, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, tok, tg, ps)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func annotate(t testing.TB, code, s string) *text.Doc {
	t.Helper()
	return run(t, pipeline(t, code), code, s)
}

func run(t testing.TB, p *nlp.Pipeline, code, s string) *text.Doc {
	t.Helper()
	d := &text.Doc{Text: s, Lang: code}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// arcs lists "word deprel head" of the relations asked for, in order.
func arcs(d *text.Doc, rels string) string {
	var out []string
	for i, k := range d.Tokens {
		if !strings.Contains(" "+rels+" ", " "+k.Deprel+" ") {
			continue
		}
		head := "ROOT"
		if k.Head != text.Root {
			head = d.Word(k.Head)
		}
		out = append(out, d.Word(i)+" "+k.Deprel+" "+head)
	}
	return strings.Join(out, ", ")
}

// TestNews holds the constructions that statements are read from.
func TestNews(t *testing.T) {
	for _, c := range []struct{ lang, in, rels, want string }{
		{"en", "The minister denied the allegations on Monday.", "root nsubj obj obl", "minister nsubj denied, denied root ROOT, allegations obj denied, Monday obl denied"},
		{"en", "The bank was accused of fraud by prosecutors.", "nsubj:pass obl:agent root", "bank nsubj:pass accused, accused root ROOT, prosecutors obl:agent accused"},
		{"en", "Anna Berg, the director of the bank, has resigned.", "nsubj appos nmod flat", "Anna nsubj resigned, Berg flat Anna, director appos Anna, bank nmod director"},
		{"en", "The company's lawyer said that she had read the report.", "ccomp nsubj nmod:poss root", "company nmod:poss lawyer, lawyer nsubj said, said root ROOT, she nsubj read, read ccomp said"},
		{"da", "Ministeren afviste anklagerne i mandags.", "root nsubj obj", "Ministeren nsubj afviste, afviste root ROOT, anklagerne obj afviste"},
		{"da", "Direktøren i banken, Anna Berg, siger, at sagen er lukket.", "nsubj root ccomp flat", "Direktøren nsubj siger, Berg flat Anna, siger root ROOT, sagen nsubj lukket, lukket ccomp siger"},
		{"da", "Selskabet ejes af Nordbyg.", "nsubj root obl", "Selskabet nsubj ejes, ejes root ROOT, Nordbyg obl ejes"},
	} {
		d := annotate(t, c.lang, c.in)
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", c.in, err)
		}
		if got := arcs(d, c.rels); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestOddSentencesHaveTrees(t *testing.T) {
	for _, s := range []string{"!", "...", "\" \" \"", "Yes", "( ( (", strings.Repeat("word ", 990), strings.Repeat("( a , ", 300), strings.Repeat(". - ", 200)} {
		if err := annotate(t, "en", s).Check(); err != nil {
			t.Errorf("%.30q: %v", s, err)
		}
	}
}

// randomTree has heads[1..n], one root, no cycle.
func randomTree(r *rand.Rand, n int) []int32 {
	h := make([]int32, n+2)
	order := r.Perm(n)
	for k, i := range order {
		if k > 0 {
			h[i+1] = int32(order[r.IntN(k)] + 1)
		}
	}
	return h
}

func crosses(h []int32, n int) bool {
	for i := 1; i <= n; i++ {
		for j := 1; j <= n; j++ {
			a, b := min(int32(i), h[i]), max(int32(i), h[i])
			c, d := min(int32(j), h[j]), max(int32(j), h[j])
			if a < c && c < b && b < d {
				return true
			}
		}
	}
	return false
}

// TestOracleRebuildsProjectiveTrees: lifting leaves no crossing arc, and the
// oracle's transitions lead to exactly the lifted tree.
func TestOracleRebuildsProjectiveTrees(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		n := 1 + r.IntN(12)
		h := projective(randomTree(r, n), n)
		if h == nil || crosses(h, n) {
			t.Fatalf("not projective: %v", h)
		}
		x := example{fullHeads: h}
		x.full.n = int32(n)
		x.full.words = make([]word, n+2)
		te := teacher{}
		te.s.quick = &quick{score: func([]uint64, []int32) {}, scores: make([]int32, 1)}
		te.arcs(&x, func(*cell, int32) {})
		got := make([]int32, n+2)
		te.s.tree(int32(len(te.s.items)-1), got)
		for i := 1; i <= n; i++ {
			if got[i] != h[i] {
				t.Fatalf("tree %v came out as %v", h, got)
			}
		}
	}
	if projective([]int32{0, 2, 1, 0}, 2) != nil {
		t.Error("cycle: not rejected")
	}
}

func TestInsertKeepsTheBest(t *testing.T) {
	var c []candidate
	for i, s := range []int32{3, 9, 1, 9, 5} {
		c = insert(c, candidate{from: int32(i), score: s}, 3)
	}
	if len(c) != 3 || c[0].from != 1 || c[1].from != 3 || c[2].from != 4 {
		t.Errorf("kept %+v", c)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("He said: \"No (really)!\" - and left.")
	f.Add("«»“”‘’()[] , . x")
	en, da := pipeline(f, "en"), pipeline(f, "da")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		if err := run(t, en, "en", s).Check(); err != nil {
			t.Fatalf("en: %v", err)
		}
		if err := run(t, da, "da", s).Check(); err != nil {
			t.Fatalf("da: %v", err)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	d := annotate(b, "en", strings.Repeat("The mayor's office said on Tuesday that it could not confirm the report, which two newspapers had published. ", 40))
	l, err := lang.Get("en")
	if err != nil {
		b.Fatal(err)
	}
	s, err := New(l)
	if err != nil {
		b.Fatal(err)
	}
	words := 0
	for b.Loop() {
		if err := s.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
