package langid

import (
	"context"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The minister said on Monday that the company had not paid its taxes.", "en"},
		{"Ministeren siger, at selskabet ikke har betalt skat siden 2019.", "da"},
		{"Politiet afviser kritik af efterforskningen", "da"},
		{"Police reject criticism of the investigation", "en"},
		{"Statsråden sier at selskapet ikke har betalt skatt siden 2019, og at hun ble overrasket.", "nb"},
		{"Statsråden seier at selskapet ikkje har betalt skatt, og at ho vart overraska.", "nn"},
		{"Ministern säger att bolaget inte har betalat skatt sedan 2019.", "sv"},
		{"Die Ministerin sagte, dass das Unternehmen seit Jahren keine Steuern gezahlt hat.", "de"},
		{"De minister zei dat het bedrijf geen belasting heeft betaald.", "nl"},
		{"La ministre a déclaré que la société n'avait pas payé ses impôts depuis deux ans.", "fr"},
		{"La ministra dijo que la empresa no ha pagado sus impuestos desde el año pasado.", "es"},
		{"Ministeri kertoo, että yhtiö ei ole maksanut veroja.", "fi"},
		// Three short sentences are enough in either language.
		{"Bo Ekman køber Tarn Linjer. Prisen er hemmelig. Handlen sker i maj.", "da"},
		{"Ane Holm er ny direktør. Hun leder Nordfragt. Firmaet ligger i Hobro.", "da"}, // Norwegian has all these words
		{"Brand på havnen. Tre mænd reddet. Politiet undersøger sagen.", "da"},
		{"Borgmester anholdt. Han nægter. Sagen fortsætter torsdag.", "da"},
		{"Nordfragt fyrer chefen. Bestyrelsen tier. Aktien falder.", "da"},
		{"Bob Ekman buys Tarn Lines. The price is secret. The deal is in May.", "en"},
		{"Mayor arrested. He denies it. The case goes on Thursday.", "en"},
		{"Northgate sacks its chief. The board is silent. Shares fall.", "en"},
		{"Brann på havna. Tre menn reddet. Politiet undersøker saken.", "nb"},
		{"Ordføreren pågrepet. Han nekter. Saken fortsetter torsdag.", "nb"},
		{"Министр сказал, что компания не заплатила налоги.", ""},
		{"部长周一表示，该公司没有缴税。", ""},
		{"Xq zzyv wqpl mrrt", ""},
		{"", ""},
		{"12345 --- !!!", ""},
		{"\xff\xfe\x00", ""},
	} {
		if g := Detect(c.text); g.Lang != c.want {
			t.Errorf("Detect(%q) = %+v, want %q", c.text, g, c.want)
		}
	}
}

func TestStageMarksForeignSentences(t *testing.T) {
	a, b := "Direktøren afviste alle beskyldninger på et pressemøde i går.", "We have never done anything of the kind and we will not comment on it."
	d := &text.Doc{Text: a + " " + b}
	d.Blocks = []text.Block{{Span: text.Span{End: len(d.Text)}}}
	d.Sentences = []text.Sentence{{Span: text.Span{End: len(a)}}, {Span: text.Span{Start: len(a) + 1, End: len(d.Text)}}}
	d.Lang = "da"
	if err := (Stage{}).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if d.Sentences[0].Lang != "" || d.Sentences[1].Lang != "en" {
		t.Errorf("sentence languages %q, %q", d.Sentences[0].Lang, d.Sentences[1].Lang)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("The company")
	f.Add(strings.Repeat("å", 30000))
	f.Add("\x80’'")
	f.Fuzz(func(t *testing.T, s string) {
		if g := Detect(s); g.Score < 0 || g.Score > 1 {
			t.Errorf("score %v", g.Score)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	s := strings.Repeat("The minister said on Monday that the company had not paid its taxes. ", 20)
	words := 0
	for b.Loop() {
		words += Detect(s).Words
	}
	b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
}

func TestStageKnown(t *testing.T) {
	s := "Det er en dansk tekst om en sag, som retten i Aarhus har behandlet. "
	de := "Das ist ein deutscher Satz über eine Sache, die das Gericht nicht behandelt hat."
	for _, c := range []struct {
		known []string
		want  string
	}{{nil, "de"}, {[]string{"da", "en"}, ""}} {
		d := &text.Doc{Text: s + de, Lang: "da", Sentences: []text.Sentence{
			{Span: text.Span{Start: 0, End: len(s) - 1}}, {Span: text.Span{Start: len(s), End: len(s) + len(de)}}}}
		if err := (Stage{Known: c.known}).Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if d.Sentences[0].Lang != "" || d.Sentences[1].Lang != c.want {
			t.Errorf("known %v: got %q and %q, want %q", c.known, d.Sentences[0].Lang, d.Sentences[1].Lang, c.want)
		}
	}
}
