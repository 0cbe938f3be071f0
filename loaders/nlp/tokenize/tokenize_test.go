package tokenize

import (
	"context"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
)

func tokenizer(t testing.TB, code string) *Stage {
	t.Helper()
	l, err := lang.Get(code)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes tokens with spaces, glued ones with "+", sentences with " | "
// and blocks with " || " between.
func show(d *text.Doc) string {
	var b strings.Builder
	for i, s := range d.Sentences {
		if i > 0 {
			b.WriteString(" |")
			if s.Block != d.Sentences[i-1].Block {
				b.WriteString("|")
			}
			b.WriteString(" ")
		}
		for j := s.First; j < s.Last; j++ {
			if j > s.First {
				b.WriteByte(' ')
			}
			if d.Tokens[j].Glued {
				b.WriteByte('+')
			}
			b.WriteString(d.Word(j))
		}
	}
	return b.String()
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"en", "", ""},
		{"en", "We can't say, Mr. Hale's lawyer said.", "We ca +n't say , Mr. Hale +'s lawyer said ."},
		{"en", "It didn’t work. They've left.", "It did +n’t work . | They +'ve left ."},
		{"en", "He lives in the U.S. The firm is Brightwell Inc. and it's well-known.", "He lives in the U.S. | The firm is Brightwell Inc. and it +'s well - known ."},
		{"en", "The workers' union and \"friends\" paid $1,250.50 (3.5%).", "The workers +' union and \" friends \" paid $ 1,250.50 ( 3.5 % ) ."},
		{"en", "See https://example.org/a?b=c, or mail jo@example.org.", "See https://example.org/a?b=c , or mail jo@example.org ."},
		{"en", "\"Go,\" she said. \"Why?\" he asked.", "\" Go , \" she said . | \" Why ? \" he asked ."},
		{"en", "A headline without a stop\n\nThe text starts here.", "A headline without a stop || The text starts here ."},
		{"en", "We cannot wait... Then came Dr. J. Smith at 10:30 a.m. on Jan. 5.", "We can +not wait ... | Then came Dr. J. Smith at 10:30 a.m. on Jan. 5 ."},
		{"da", "Det var noget at frygte.Danske firmaer er ramt.", "Det var noget at frygte . | Danske firmaer er ramt ."},
		{"da", "Det skriver Computerworld.\"Jeg er ked af det,\" siger han.", "Det skriver Computerworld . | \" Jeg er ked af det , \" siger han ."},
		{"da", "Prisen er 12.500 kr. i dag, bl.a. pga. krigen. Den 3. maj stiger den 3,5 pct.", "Prisen er 12.500 kr. i dag , bl.a. pga. krigen . | Den 3. maj stiger den 3,5 pct."},
		{"da", "- Vi har ventet længe, siger hun.\n- Det er jeg træt af.", "- Vi har ventet længe , siger hun . || - Det er jeg træt af ."},
		{"da", "»Det passer ikke,« siger Ole Dam. Han er 54-årig direktør i Nordbyg A/S.", "» Det passer ikke , « siger Ole Dam . | Han er 54-årig direktør i Nordbyg A/S ."},
		{"da", "Nina Lark arbejder for DR. Jens Ravn er fra Struer.", "Nina Lark arbejder for DR . | Jens Ravn er fra Struer ."},
		{"da", "Han talte med dr. Ravn og adv. Lark.", "Han talte med dr. Ravn og adv. Lark ."},
		{"en", "They met REP. Later they left for the AVE. Nobody came.", "They met REP . | Later they left for the AVE . | Nobody came ."},
		{"en", "POLICE SAY DR. LARK HAS LEFT", "POLICE SAY DR. LARK HAS LEFT"},
		{"da", "Læs mere på dr.dk eller skriv til red@avisen.dk.", "Læs mere på dr.dk eller skriv til red@avisen.dk ."},
	} {
		d := &text.Doc{Text: c.in, Lang: c.lang}
		if err := tokenizer(t, c.lang).Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%q: %v", c.in, err)
		}
		if got := show(d); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestGivenBlocksHold(t *testing.T) {
	s := "one two three"
	d := &text.Doc{Text: s, Lang: "en", Has: text.Blocks, Blocks: []text.Block{{Span: text.Span{Start: 0, End: 5}}, {Span: text.Span{Start: 8, End: 13}}}}
	if err := tokenizer(t, "en").Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if got := show(d); got != "one t || three" {
		t.Errorf("got %s", got)
	}
}

func TestBlocks(t *testing.T) {
	s := "Title here\n\nA line that is\nwrapped here.\nAnother one.\n \n"
	var got []string
	for _, b := range Blocks(s) {
		got = append(got, s[b.Start:b.End])
	}
	if strings.Join(got, "#") != "Title here#A line that is\nwrapped here.#Another one." {
		t.Errorf("blocks %q", got)
	}
}

func TestErrors(t *testing.T) {
	if err := tokenizer(t, "en").Annotate(context.Background(), &text.Doc{Text: "a", Lang: "xx"}); err == nil {
		t.Error("unknown language: no error")
	}
	if err := tokenizer(t, "en").Annotate(context.Background(), &text.Doc{Text: "a\xff", Lang: "en"}); err == nil {
		t.Error("not UTF-8: no error")
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := tokenizer(t, "en").Annotate(ctx, &text.Doc{Text: "a b", Lang: "en"}); err == nil {
		t.Error("context done: no error")
	}
}

// What is longer than any word, sentence or paragraph is cut where the text
// allows, and counted.
func TestCuts(t *testing.T) {
	long := strings.Repeat("Anna came to the port. ", 3*maxParagraph/23) // 3 parts, nearly
	for _, c := range []struct {
		name, text       string
		want             text.Cuts
		blocks, sentence int // how many
	}{
		{"nothing", "Anna came. Bo left.\nThe end came.", text.Cuts{}, 2, 3},
		{"a word as long as may be", strings.Repeat("æ", maxWord/2) + " came.", text.Cuts{}, 1, 1},
		{"a longer word", strings.Repeat("æ", maxWord/2+1) + " came.", text.Cuts{Words: 1}, 1, 1},
		{"a sentence as long as may be", strings.TrimSpace(strings.Repeat("dog ", maxSentence)), text.Cuts{}, 1, 1},
		{"a longer sentence", strings.Repeat("dog ", 2*maxSentence+1), text.Cuts{Sentences: 2}, 1, 3},
		{"a paragraph", long, text.Cuts{Paragraphs: 3}, 4, strings.Count(long, ".")},
		{"a paragraph without blanks", strings.Repeat("å", maxParagraph/2) + "å", text.Cuts{Words: 32, Paragraphs: 1}, 2, 2},
	} {
		d := &text.Doc{Text: c.text, Lang: "en"}
		if err := tokenizer(t, "en").Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if d.Cuts != c.want || len(d.Blocks) != c.blocks || len(d.Sentences) != c.sentence {
			t.Errorf("%s: %+v, %d blocks, %d sentences", c.name, d.Cuts, len(d.Blocks), len(d.Sentences))
		}
	}
	if s := (text.Cuts{Words: 2, Paragraphs: 1}).String(); s != "too long and cut: 2 words, 1 paragraph" {
		t.Error(s)
	}
}

func TestTooManyTokens(t *testing.T) {
	d := &text.Doc{Text: strings.Repeat("dog.\n", MaxTokens/2), Lang: "en"}
	if err := tokenizer(t, "en").Annotate(context.Background(), d); err != nil {
		t.Errorf("%d tokens: %v", MaxTokens, err)
	}
	d = &text.Doc{Text: d.Text + "dog.", Lang: "en"}
	if err := tokenizer(t, "en").Annotate(context.Background(), d); err == nil || !strings.Contains(err.Error(), "more than 600000 words") {
		t.Errorf("two tokens more: %v", err)
	}
}

// TestHugeInput has texts that make careless tokenizers quadratic; the test's
// own time limit is the judge.
func TestHugeInput(t *testing.T) {
	for name, unit := range map[string]string{
		"letters": "a", "digits": "1", "dots": "a.", "commas": "1,", "apostrophes": "a'", "quotes": `"`, "hyphens": "a-", "emoji": "👩‍👩‍👧", "rtl": "שלום",
		"at": "a@", "url": "http://a.", "controls": "\x01\x02", "slashes": "a/", "spaces": " ", "capitals": "A ", "stops": ". ", "glued": "Ab.", "open": "(",
	} {
		d := &text.Doc{Text: strings.Repeat(unit, size(name)/len(unit)), Lang: "en"}
		if err := tokenizer(t, "en").Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, s := range d.Sentences {
			if s.Last-s.First > maxSentence {
				t.Errorf("%s: sentence of %d tokens", name, s.Last-s.First)
				break
			}
		}
	}
}

// size is 5 MB for a text without spaces, and enough to show a square for the rest.
func size(name string) int {
	if name == "letters" {
		return 5 << 20
	}
	return 300_000
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{
		"He can't. She's here!", "»Nej,« sagde hun.Og så", "a@b.dk http://x.y/ 1.000,5 kr. 3. maj", "👍🏽\u200d'' `` ...", "\u200bx\u00ad", "İstanbul'da K's",
		"1-2-3 12-", "don’t’ve ’90s 's", "a.b.c. U.S.A. A/S", "....!?!? --", "(((", "\r\n\t",
	} {
		f.Add(s)
	}
	en, da := tokenizer(f, "en"), tokenizer(f, "da")
	f.Fuzz(func(t *testing.T, s string) {
		for code, st := range map[string]*Stage{"en": en, "da": da} {
			d := &text.Doc{Text: s, Lang: code}
			if err := st.Annotate(context.Background(), d); err != nil {
				continue
			}
			if err := d.Check(); err != nil {
				t.Fatalf("%s: %v", code, err)
			}
			checkCovers(t, d)
		}
	})
}

// checkCovers fails if a visible character is in no token.
func checkCovers(t *testing.T, d *text.Doc) {
	t.Helper()
	at := 0
	for _, k := range append(d.Tokens, text.Token{Span: text.Span{Start: len(d.Text), End: len(d.Text)}}) {
		for _, r := range d.Text[at:k.Start] {
			if !blank(r) {
				t.Fatalf("%q: %q is in no token", d.Text, r)
			}
		}
		at = k.End
	}
}

func BenchmarkTokenize(b *testing.B) {
	st := tokenizer(b, "en")
	s := strings.Repeat("The mayor's office said on Tuesday that it can't confirm the report. \"We are looking into it,\" a spokesman told reporters.\n", 50)
	words := 0
	for b.Loop() {
		d := &text.Doc{Text: s, Lang: "en"}
		if err := st.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
		words += len(d.Tokens)
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}
