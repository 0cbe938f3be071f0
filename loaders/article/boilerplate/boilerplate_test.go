package boilerplate

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"newsgraph/loaders/nlp/text"
)

// mark renders a page as one line a block: h, b or - and the text.
func mark(s string, o Options) string {
	var out []string
	for _, b := range Divide(s, o).Blocks {
		out = append(out, string("bh-"[b.Kind])+" "+strings.Join(strings.Fields(s[b.Start:b.End]), " "))
	}
	return strings.Join(out, "\n")
}

func TestDivide(t *testing.T) {
	tests := []struct{ name, text, title, want string }{
		{"clean", "Harbour chief resigns\n\nThe head of the port has resigned.\n\nShe gave no reason.", "",
			"h Harbour chief resigns\nb The head of the port has resigned.\nb She gave no reason."},
		{"one sentence", "Ann Boe leads Quayside.", "", "b Ann Boe leads Quayside."},
		{"question as headline", "Who runs the port?\n\nNobody knows who runs the port of Skerry today.", "",
			"h Who runs the port?\nb Nobody knows who runs the port of Skerry today."},
		{"kicker before headline", "Politics\n\nHarbour chief resigns\n\nThe head of the port has resigned.", "",
			"- Politics\nh Harbour chief resigns\nb The head of the port has resigned."},
		{"title given", "Home News Sport\n\nHarbour chief  resigns\n\nThe head of the port has resigned.", "Harbour Chief resigns",
			"- Home News Sport\nh Harbour chief resigns\nb The head of the port has resigned."},
		{"title apart", "Log ind\n\nHavnechefen er gået.", "Noget andet", "- Log ind\nb Havnechefen er gået."},
		{"noise between", "Havnechef går af i utide\n\nAf Per Holm\n\nHavnechefen er gået.\n\nAnnonce:\n\nLæs også: Sådan bliver du chef.\n\nFoto: Ida Lind\n\nHan sagde intet.\n\nDel på Facebook\n\n12 kommentarer", "",
			"h Havnechef går af i utide\n- Af Per Holm\nb Havnechefen er gået.\n- Annonce:\n- Læs også: Sådan bliver du chef.\n- Foto: Ida Lind\nb Han sagde intet.\n- Del på Facebook\n- 12 kommentarer"},
		{"site name", "- Skerry Post\nNews\n\nFerry line sold to rival\n\nThe ferry line was sold.\n\nThe ferry at dusk - Skerry Post\n\nThe buyer is a rival.", "",
			"- - Skerry Post\n- News\nh Ferry line sold to rival\nb The ferry line was sold.\n- The ferry at dusk\n- - Skerry Post\nb The buyer is a rival."},
		{"copies", "Ferry line sold to rival\n\nThe buyer is an old rival of it.\n\nThe buyer is an old rival of it.\n\nNo.\n\nNo.", "",
			"h Ferry line sold to rival\nb The buyer is an old rival of it.\n- The buyer is an old rival of it.\nb No.\nb No."},
		{"foreign script", "The buyer is an old rival, as all who know the islands have long known.\n\nЧитайте также наши новости дня.", "",
			"b The buyer is an old rival, as all who know the islands have long known.\n- Читайте также наши новости дня."},
		{"credit glued to caption", "Port sold to rival firm\n\n© Post / Go to the image bankDecember 3, 2021. The head of the port, Ann Boe, at the opening of the new quay in the autumn storm", "",
			"h Port sold to rival firm\n- © Post / Go to the image bank\nb December 3, 2021. The head of the port, Ann Boe, at the opening of the new quay in the autumn storm"},
		{"life dates", "She was a pilot of the ferries of Skerry.\n\nAnn Boe, pilot, born 4 May 1950; died 1 June 2020", "",
			"b She was a pilot of the ferries of Skerry.\nb Ann Boe, pilot, born 4 May 1950; died 1 June 2020"},
		{"wrapped lines", "Port chief leaves after a year\n\nThe head of the port of Skerry left on Monday after a year\nin which the port had lost half of its ships and most of\nits friends in the council.\n", "",
			"h Port chief leaves after a year\nb The head of the port of Skerry left on Monday after a year in which the port had lost half of its ships and most of its friends in the council."},
		{"credits and promotion", "The quay is sold.\n\nAnn Boe and Bo Holm contributed to this report.\n\nReporting by Ann Boe; editing by Bo Holm.\n\nEva Lind is a reporter at the Skerry Post. Follow her on Twitter.\n\nDownload the Skerry Post app in the App Store today.\n\nYou may also like: Ann Boe sues Bo Holm over the quay of Skerry.\n\nThis story originally appeared on Skerry Wire.", "x",
			"b The quay is sold.\n- Ann Boe and Bo Holm contributed to this report.\n- Reporting by Ann Boe; editing by Bo Holm.\n- Eva Lind is a reporter at the Skerry Post. Follow her on Twitter.\n- Download the Skerry Post app in the App Store today.\n- You may also like: Ann Boe sues Bo Holm over the quay of Skerry.\n- This story originally appeared on Skerry Wire."},
		{"what only looks like it", "Ann Boe contributed to the campaign.\n\nHan skriver følgende på Facebook om havnen, og Bo Holm er enig i det.\n\nThe police follow the case, and say so on the radio.\n\nHer reporting by night led to the arrest.", "x",
			"b Ann Boe contributed to the campaign.\nb Han skriver følgende på Facebook om havnen, og Bo Holm er enig i det.\nb The police follow the case, and say so on the radio.\nb Her reporting by night led to the arrest."},
		{"Danish credits and promotion", "Kajen er solgt.\n\nEmner: Ane Holm, Nordfragt, Hobro\n\nRedigeret af Bo Ekman.\n\nHent appen fra Havnebladet og læs om Ane Holm.\n\nFølg Bo Ekman på Twitter, hvor han skriver om havnen.", "x",
			"b Kajen er solgt.\n- Emner: Ane Holm, Nordfragt, Hobro\n- Redigeret af Bo Ekman.\n- Hent appen fra Havnebladet og læs om Ane Holm.\n- Følg Bo Ekman på Twitter, hvor han skriver om havnen."},
		{"whitespace only", " \n\t\u00a0\n", "", ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			if got := mark(c.text, Options{Title: c.title}); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestUnglue(t *testing.T) {
	for s, want := range map[string]string{
		"Ingen skal frygte.Danske kunder er trygge.":                  "Ingen skal frygte.|Danske kunder er trygge.",
		"Det siger Boe.I morgen rejser hun.":                          "Det siger Boe.I morgen rejser hun.", // too short a word to be sure
		"Det siger Jensen.I morgen rejser hun.":                       "Det siger Jensen.|I morgen rejser hun.",
		`"Nej," siger hun."Jeg ved det ikke."Så gik hun.`:             `"Nej," siger hun.|"Jeg ved det ikke."|Så gik hun.`,
		`"Nej, siger jeg.""Jo," siger hun.`:                           `"Nej, siger jeg."|"Jo," siger hun.`,
		"“No.”She left.":                                              "“No.”|She left.",
		"So she told the PostThe port is shut.":                       "So she told the Post|The port is shut.",
		"Hun talte med NordpostenDet var sent.":                       "Hun talte med Nordposten|Det var sent.",
		"Booking.Com and Node.Js and YouTube and LinkedIn has users.": "Booking.Com and Node.Js and YouTube and LinkedIn has users.",
		"J.F.Kennedy, Capt.Boe and the U.S.Navy met.":                 "J.F.Kennedy, Capt.Boe and the U.S.Navy met.",
		"It costs 3.5 or v2.Beta.":                                    "It costs 3.5 or v2.Beta.",
		"See example.org and Mr.Boe.":                                 "See example.org and Mr.Boe.",
	} {
		var got []string
		for _, p := range unglue(s, text.Span{Start: 0, End: len(s)}) {
			got = append(got, s[p.Start:p.End])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
		}
	}
}

func TestDatelines(t *testing.T) {
	for s, want := range map[string]string{
		"ABERDEEN (Skerry Post) — The port is shut.":                "- ABERDEEN (Skerry Post) —\nb The port is shut.",
		"ABERDEEN\u00a0(Skerry Post)\u00a0— The port is shut.":      "- ABERDEEN (Skerry Post) —\nb The port is shut.",
		"ST. ANDREWS, Feb 12 (Skerry Post) - “Shut,” she said.":     "- ST. ANDREWS, Feb 12 (Skerry Post) -\nb “Shut,” she said.",
		"Aalborg (Fjordnyt) - Havnen er lukket.":                    "- Aalborg (Fjordnyt) -\nb Havnen er lukket.",
		"AALBORG - Havnen er lukket.":                               "- AALBORG -\nb Havnen er lukket.",
		"Aalborg - en by ved fjorden - er lukket.":                  "b Aalborg - en by ved fjorden - er lukket.",
		"Quayside Shipping - The firm of Ann Boe - is up for sale.": "b Quayside Shipping - The firm of Ann Boe - is up for sale.",
		"NATO-chefen (58) - der ikke vil nævnes - er rejst.":        "b NATO-chefen (58) - der ikke vil nævnes - er rejst.",
		"- Det er slut, siger Ann Boe.":                             "b - Det er slut, siger Ann Boe.",
	} {
		if got := mark(s, Options{Title: "x"}); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

func TestCuesAreWellFormed(t *testing.T) {
	seen := map[string]bool{}
	for l := range strings.Lines(cuesText) {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "#") {
			continue
		}
		kind, cue, _ := strings.Cut(l, " ")
		cue = strings.TrimSpace(cue)
		if !strings.Contains(" line start has pair open ", " "+kind+" ") || cue == "" || fold(cue) != cue || seen[l] {
			t.Errorf("bad or double cue %q", l)
		}
		seen[l] = true
	}
}

func FuzzDivide(f *testing.F) {
	for _, s := range []string{"A\n\nB.", "x.Yes", "\u2028\ufeff", "a\"b.\"C", "Дa\n- X\n- X", "ÅÆØÅThe b"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, skip int) {
		s = strings.ToValidUTF8(s, "?")
		if skip < 0 || skip > len(s) || skip < len(s) && s[skip]&0xC0 == 0x80 {
			skip = 0
		}
		p := Divide(s, Options{Skip: skip})
		d := &text.Doc{Text: s, Blocks: p.Blocks}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		at := 0 // everything between blocks is blank
		for i, b := range append(p.Blocks, text.Block{Span: text.Span{Start: len(s), End: len(s)}}) {
			if strings.TrimFunc(s[at:b.Start], func(r rune) bool { return blank(r) || unicode.IsSpace(r) }) != "" {
				t.Fatal(fmt.Errorf("text before block %d is lost: %q", i, s[at:b.Start]))
			}
			at = b.End
		}
	})
}
