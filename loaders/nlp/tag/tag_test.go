package tag

import (
	"context"
	"slices"
	"strings"
	"testing"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
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
	tag, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	p, err := nlp.New(0, tok, tag)
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
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTag(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"en", "The companies were accused of fraud.", "the/DET company/NOUN be/AUX accuse/VERB of/ADP fraud/NOUN ./PUNCT"},
		{"en", "She didn't resign in Copenhagen.", "she/PRON do/AUX not/PART resign/VERB in/ADP Copenhagen/PROPN ./PUNCT"},
		{"da", "Ministeren har afvist kritikken.", "minister/NOUN have/AUX afvise/VERB kritik/NOUN ./PUNCT"},
		{"da", "Hun siger, at husene blev solgt.", "hun/PRON sige/VERB ,/PUNCT at/SCONJ hus/NOUN blive/AUX sælge/VERB ./PUNCT"},
	} {
		d := annotate(t, c.lang, c.in)
		var got []string
		for _, k := range d.Tokens {
			got = append(got, k.Lemma+"/"+k.UPOS)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.in, s, c.want)
		}
	}
}

// TestCapitals: headlines in capitals, or with a capital on every word, are
// tagged like their lower-case form.
func TestCapitals(t *testing.T) {
	for _, s := range []string{"PRIME MINISTER DENIES THE ALLEGATIONS OF CORRUPTION", "Prime Minister Denies The Allegations Of Corruption"} {
		d := annotate(t, "en", s)
		if k := d.Tokens[2]; k.UPOS != "VERB" || k.Lemma != "deny" {
			t.Errorf("%s: %s %s", s, k.UPOS, k.Lemma)
		}
		if k := d.Tokens[4]; k.UPOS != "NOUN" || k.Lemma != "allegation" {
			t.Errorf("%s: %s %s", s, k.UPOS, k.Lemma)
		}
	}
}

// TestMemory: words that were read before are tagged as the first time, when
// their features are scored one by one.
func TestMemory(t *testing.T) {
	s := "The mayor's office said on Tuesday that the mayor, Ann Boe, could not confirm the report. The office DENIED the report."
	for _, code := range lang.Codes() {
		p := pipeline(t, code)
		first := run(t, p, code, s)
		for range 3 {
			if again := run(t, p, code, s); !slices.Equal(again.Tokens, first.Tokens) {
				t.Fatalf("%s: other tags the second time:\n%v\n%v", code, again.Tokens, first.Tokens)
			}
		}
	}
}

func TestLemmaRules(t *testing.T) {
	for _, c := range [][2]string{{"companies", "company"}, {"went", "go"}, {"Husene", "hus"}, {"å", "å"}, {"Ål", "ål"}, {"er", "være"}, {"ÅRET", "år"}} {
		r, err := parseRule(lemmaRule(c[0], c[1]))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := r.apply(c[0]); !ok || got != c[1] {
			t.Errorf("%s: %q, want %q", c[0], got, c[1])
		}
	}
	if _, err := parseRule("x"); err == nil {
		t.Error("damaged rule: no error")
	}
}

func TestUnknownLanguage(t *testing.T) {
	l, err := lang.Get("en")
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	d := annotate(t, "da", "Ja.")
	if err := s.Annotate(context.Background(), d); err == nil {
		t.Error("no error")
	}
}

func FuzzTable(f *testing.F) {
	f.Add(encodeTable(map[uint64]int{1: 0, 1 << 60: 1}), uint64(1))
	f.Fuzz(func(t *testing.T, b []byte, h uint64) {
		if tab, err := loadTable(b, 2); err == nil {
			tab.find(h)
		}
	})
}

func FuzzTag(f *testing.F) {
	f.Add("İI ǅ 👩‍👩‍👧 \u0301a É")
	f.Add("ALL CAPS HERE NOW")
	en := pipeline(f, "en")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "")
		for _, k := range run(t, en, "en", s).Tokens {
			if k.UPOS == "" || k.Lemma == "" {
				t.Errorf("%q: token without tag or lemma", s)
			}
		}
	})
}

func BenchmarkTag(b *testing.B) {
	d := annotate(b, "en", strings.Repeat("The mayor's office said on Tuesday that it could not confirm the report. ", 40))
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
