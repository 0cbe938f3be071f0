package ner

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
)

func recogniser(t testing.TB, code string, o Options) *Recogniser {
	t.Helper()
	l, err := lang.Get(code)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRecogniser(l, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tokenized(t testing.TB, code, s string) *text.Doc {
	t.Helper()
	a, err := Tokenized(context.Background(), []Article{{Lang: code, Text: s}})
	if err != nil {
		t.Fatal(err)
	}
	return a[0].Doc
}

// TestNames holds what must not be lost: plain cases of our own.
func TestNames(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "Peter Harrison, the chief executive of Goldwater Bank, met officials in Berlin on Monday.",
			"Peter Harrison=Person Goldwater Bank=Company Berlin=Place"},
		{"en", "The Danish company sued Germany's Ministry of Finance.", "Germany=Country Ministry of Finance=Agency"},
		{"en", "NATO said that Russia had attacked Ukraine.", "NATO=Organization Russia=Country Ukraine=Country"},
		{"da", "Direktør Lone Mortensen fra Vestbanken afviser kritikken fra Finanstilsynet i København.",
			"Lone Mortensen=Person Vestbanken=Company Finanstilsynet=Agency København=Place"},
		{"da", "Ruslands regering vil ikke svare, oplyser Udenrigsministeriet til Berlingske.",
			"Ruslands=Country Udenrigsministeriet=Agency Berlingske=Media"},
		{"en", "Sen. Mark Dunley, D-Ore., voted no.", "Mark Dunley=Person"},
		{"en", "Rep. Susan Hale (R-Mich.) and Gov. Peter Marsh, D-Fla., spoke.", "Susan Hale=Person Peter Marsh=Person"},
		{"en", "Robert Dunley Sr. met Robert Dunley Jr. and Paul Hale III.", "Robert Dunley Sr.=Person Robert Dunley Jr.=Person Paul Hale III=Person"},
		{"en", "She wrote to Peter Hale, Senior Editor of the magazine.", "Peter Hale=Person"},
		{"en", "Nobody came.", ""},
		{"da", "", ""},
	} {
		d := tokenized(t, c.lang, c.text)
		if err := recogniser(t, c.lang, Options{}).Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range d.Names {
			got = append(got, d.Of(d.NameSpan(n))+"="+n.Type)
			if n.Score <= 0 || n.Score > 1.001 || CoarseOf(n.Type).String() != n.Label {
				t.Errorf("%q: name %+v", c.text, n)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestOneNameOneType: all mentions of a name agree.
func TestOneNameOneType(t *testing.T) {
	d := tokenized(t, "en", "Brenwick Partners A/S bought the bank. Brenwick said nothing. \"We are proud,\" Brenwick said.\n\nShares in Brenwick fell.")
	if err := recogniser(t, "en", Options{}).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if len(d.Names) < 4 {
		t.Fatalf("names %v", d.Names)
	}
	for _, n := range d.Names {
		if n.Type != "Company" {
			t.Errorf("%s is %s", d.Of(d.NameSpan(n)), n.Type)
		}
	}
}

func TestTreebankStyleHasNoMisc(t *testing.T) {
	d := tokenized(t, "en", "He watched Titanic, ran Windows 11 and read the Digital Markets Act in Paris.")
	if err := recogniser(t, "en", Options{Style: Treebank}).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	for _, n := range d.Names {
		if n.Label == "MISC" {
			t.Errorf("name %s", d.Of(d.NameSpan(n)))
		}
	}
}

func TestStageSkipsLanguagesWithoutModel(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Doc{Text: "x", Lang: "de", Names: []text.Name{{Last: 1}}}
	if err := s.Annotate(context.Background(), d); err != nil || len(d.Names) != 0 {
		t.Errorf("%v, %v", d.Names, err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := recogniser(t, "en", Options{}).Annotate(ctx, tokenized(t, "en", "Paris.")); err == nil {
		t.Error("no error")
	}
}

func TestStates(t *testing.T) {
	names := []Mention{{0, 1, PER}, {1, 3, ORG}, {4, 8, MISC}}
	states := make([]uint8, 9)
	encode(states, 0, names)
	for i := 1; i < len(states); i++ {
		if !follows(int(states[i-1]), int(states[i])) {
			t.Errorf("%d can not follow %d", states[i], states[i-1])
		}
	}
	if got := decode(nil, states, 0); fmt.Sprint(got) != fmt.Sprint(names) {
		t.Errorf("got %v, want %v", got, names)
	}
	if follows(state(PER, begin), outside) || follows(state(PER, begin), state(ORG, last)) || follows(outside, state(LOC, inner)) {
		t.Error("impossible pairs are allowed")
	}
}

func TestReadIOB2(t *testing.T) {
	in := "# newdoc\nAnna\tB-PER\nBerg\tI-PER\nwins\tO\n\nIn\tO\nOslo\tI-GEO\nX\tB-THING\n"
	docs, err := ReadIOB2(strings.NewReader(in), 0, map[string]string{"PER": "PER", "GEO": "LOC", "THING": "?"})
	if err != nil || len(docs) != 1 {
		t.Fatal(docs, err)
	}
	if got := fmt.Sprint(docs[0].Names, docs[0].Open); got != fmt.Sprint([]Mention{{0, 2, PER}, {4, 5, LOC}}, map[int]bool{5: true}) {
		t.Error(got)
	}
	if err := docs[0].Doc.Check(); err != nil {
		t.Error(err)
	}
	if _, err := ReadIOB2(strings.NewReader("lonely\n"), 0, nil); err == nil {
		t.Error("no error for a line of one column")
	}
}

func TestReadArticle(t *testing.T) {
	a, err := ReadArticle(strings.NewReader("id: x\nlang: en\npublished: 2024-01-02\ntitle: T\n\n[[e1|Anna Berg]] left [[e2|Acme]].\n\n=== entities\ne1 | Person | Anna Berg\ne2 | Company | Acme\n=== statements\n"))
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "Anna Berg left Acme." || len(a.Spans) != 2 || a.Spans[1].Type != "Company" || a.Text[a.Spans[1].Start:a.Spans[1].End] != "Acme" {
		t.Errorf("%+v", a)
	}
	for _, bad := range []string{"", "{", "{\"marked\": \"[[e1|x\"}", "id: x\n\nbody"} {
		if _, err := ReadArticle(strings.NewReader(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestSwapKeepsNames(t *testing.T) {
	data := shared(t)
	w, err := NewSwapper(data, 1)
	if err != nil {
		t.Fatal(err)
	}
	d := tokenized(t, "da", "Direktør Mette Kvistholt fra Nordbo Bank mødte Kvistholts advokat. Nordbos aktie og Nordbo-aktien faldt.")
	a := Annotated{Doc: d, Names: []Mention{{1, 3, PER}, {4, 6, ORG}, {7, 8, PER}, {10, 11, ORG}}}
	b := w.Swap(&a)
	if err := b.Doc.Check(); err != nil {
		t.Fatal(err)
	}
	word := b.Doc.Word
	if len(b.Doc.Tokens) != len(d.Tokens) || word(5) != "Bank" || word(7) != word(2)+"s" || word(10) != word(4)+"s" || word(13) != word(4)+"-aktien" {
		t.Errorf("got %q", b.Doc.Text)
	}
}

func FuzzAnnotate(f *testing.F) {
	rs := []*Recogniser{recogniser(f, "en", Options{}), recogniser(f, "da", Options{})}
	f.Add("Peter Jensen i København, USA", true)
	f.Add(strings.Repeat("A", 3000)+" B-", false)
	f.Add("\u202eאבג 🙂 -s 's ’s S", true)
	f.Fuzz(func(t *testing.T, s string, en bool) {
		if !utf8.ValidString(s) {
			return // the tokenizer refuses it
		}
		k, code := 1, "da"
		if en {
			k, code = 0, "en"
		}
		d := tokenized(t, code, s)
		if err := rs[k].Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	})
}

func FuzzReadIOB2(f *testing.F) {
	f.Add("a\tB-PER\n\nb O\n")
	f.Add("#\tO\n# newdoc\n \n")
	f.Fuzz(func(t *testing.T, s string) {
		docs, err := ReadIOB2(strings.NewReader(s), 1, map[string]string{"PER": "PER", "X": "?"})
		for i := range docs {
			if e := docs[i].Doc.Check(); e != nil && utf8.ValidString(s) {
				t.Errorf("%v (%v)", e, err)
			}
		}
	})
}

func FuzzReadArticle(f *testing.F) {
	f.Add("id: x\n\n[[e1|A]]\n=== entities\ne1 | Person | A\n")
	f.Add(`{"marked": "[[e1|A]] b", "entities": [{"id": "e1", "type": "Person"}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ReadArticle(strings.NewReader(s))
		for _, x := range a.Spans {
			if err == nil && (x.Start < 0 || x.End > len(a.Text) || x.Start > x.End) {
				t.Errorf("span %v of %d bytes", x.Span, len(a.Text))
			}
		}
	})
}

func BenchmarkAnnotate(b *testing.B) {
	for _, code := range []string{"en", "da"} {
		b.Run(code, func(b *testing.B) {
			r := recogniser(b, code, Options{})
			d := tokenized(b, code, strings.Repeat("Peter Harrison of Goldwater Bank met the minister in Berlin. De mødtes igen i København med Lone Mortensen fra Vestbanken. ", 20))
			words := 0
			b.ReportAllocs()
			for b.Loop() {
				if err := r.Annotate(context.Background(), d); err != nil {
					b.Fatal(err)
				}
				words += len(d.Tokens)
			}
			b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
