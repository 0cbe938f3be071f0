package dates

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
	"newsgraph/loaders/nlp/tokenize"
)

func pipeline(t testing.TB) *nlp.Pipeline {
	t.Helper()
	var ls []*lang.Language
	for _, c := range lang.Codes() {
		l, err := lang.Get(c)
		if err != nil {
			t.Fatal(err)
		}
		ls = append(ls, l)
	}
	tok, err := tokenize.New(ls...)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(ls...)
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, tok, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Wednesday 15 May 2024.
const published = "2024-05-15"

func TestAnnotate(t *testing.T) {
	p := pipeline(t)
	for _, c := range []struct{ lang, published, text, want string }{
		{"en", published, "It opened on 3 May 2023 and closed on June 4, 2023.", "3 May 2023=2023-05-03 June 4, 2023=2023-06-04"},
		{"en", published, "He left on May 3rd, and she on Jan. 9.", "May 3rd=2024-05-03 Jan. 9=2024-01-09"},
		{"en", published, "He died on Dec. 30.", "Dec. 30=2023-12-30"},
		{"en", published, "She may win in May 2021 or in 2019.", "May 2021=2021-05 2019=2019"},
		{"en", published, "She may win 3 seats, he said on Monday.", "Monday=2024-05-13"},
		{"en", published, "He spoke on Wednesday, not last Wednesday but next Wednesday.", "Wednesday=2024-05-15 last Wednesday=2024-05-08 next Wednesday=2024-05-22"},
		{"en", published, "The fine was paid last year, in September, after talks in April.", "last year=2023 September=2023-09 April=2024-04"},
		{"en", published, "Two weeks ago it failed; three months ago it worked; five years ago it began.", "Two weeks ago=2024 three months ago=2024-02 five years ago=2019"},
		{"en", published, "It happened last week.", "last week=2024-05"},
		{"en", published, "Yesterday it rained, tomorrow it will not.", "Yesterday=2024-05-14 tomorrow=2024-05-16"},
		{"en", published, "The firm (2008) was sold last May.", "2008=2008 last May=2023-05"},
		{"en", published, "Released 2024-02-29 in Oslo.", "2024-02-29=2024-02-29"},
		{"en", published, "There is no February 30, 2023.", ""},
		{"en", published, "He paid 2019 dollars for 1999 shares.", ""},
		{"en", "", "He said on Monday and last year that it began on May 3 and ended on May 3, 2020.", "May 3, 2020=2020-05-03"},
		{"en", "2024", "It began last year, on Monday.", "last year=2023"},
		{"da", published, "Den 3. maj 2023 åbnede butikken, som lukkede 4. juni.", "3. maj 2023=2023-05-03 4. juni=2024-06-04"},
		{"da", published, "I maj 2021 og i 2019 gik det godt.", "maj 2021=2021-05 2019=2019"},
		{"da", published, "Han sagde i mandags, at mødet bliver på fredag.", "i mandags=2024-05-13 på fredag=2024-05-17"},
		{"da", published, "Sidste år faldt salget, og i september steg det.", "Sidste år=2023 september=2023-09"},
		{"da", published, "For to år siden, i går og i dag.", "For to år siden=2022 i går=2024-05-14 i dag=2024-05-15"},
		{"da", published, "Det skete i sidste uge, oplyste politiet onsdag.", "sidste uge=2024-05 onsdag=2024-05-15"},
		{"da", published, "Dommen faldt 12.03.2020.", "12.03.2020=2020-03-12"},
		{"da", published, "Mandag den 6. maj blev han anholdt.", "Mandag den 6. maj=2024-05-06"},
		{"da", published, "Næste år og i år er vigtige.", "Næste år=2025 i år=2024"},
		{"da", published, "Prisen er 2019 kroner.", ""},
		{"en", published, "", ""},
	} {
		d := &text.Doc{Text: c.text, Lang: c.lang, Published: c.published}
		if err := p.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
		var got []string
		for _, x := range d.Dates {
			got = append(got, fmt.Sprintf("%s=%s", d.Of(x.Span), x.Value))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

func TestForeignLanguageGetsNone(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Doc{Text: "3 May 2023", Lang: "de", Dates: []text.Date{{Value: "2023"}}}
	if err := s.Annotate(context.Background(), d); err != nil || len(d.Dates) != 0 {
		t.Errorf("%v, %v", d.Dates, err)
	}
}

func TestGrammarRejects(t *testing.T) {
	for _, y := range []string{"monts: {}", "units: {x: decade}", `patterns: ["{day}"]`, `patterns: ["{dag} => date"]`, `patterns: [" => date"]`, `patterns: ["x => jump"]`} {
		if _, err := parseGrammar([]byte(y)); err == nil {
			t.Errorf("%s: no error", y)
		}
	}
}

func FuzzAnnotate(f *testing.F) {
	p := pipeline(f)
	f.Add("on Monday, May 3, 2023 (2008)", published, true)
	f.Add("for 99 år siden", "9999-12-31", false)
	f.Add("for 999 år siden", "0001", false)
	f.Add("\xff 31. 31/02/2020", "x", false)
	f.Fuzz(func(t *testing.T, s, pub string, en bool) {
		if !utf8.ValidString(s) {
			return // the tokenizer refuses it
		}
		d := &text.Doc{Text: s, Lang: map[bool]string{true: "en", false: "da"}[en], Published: pub}
		if err := p.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
		end := 0
		for _, x := range d.Dates {
			if x.Start < end || x.Value == "" {
				t.Errorf("date %+v", x)
			}
			end = x.End
		}
	})
}
