package gazetteer

import (
	"strings"
	"testing"
)

func TestLookup(t *testing.T) {
	for _, c := range []struct {
		word string
		want Class
		not  Class
	}{
		{"Mette", FirstFemale, FirstMale},
		{"METTE", FirstFemale, 0},
		{"Jensen", Last | LastCommon, 0},
		{"Aarhus", City | BigCity, 0},
		{"Danmark", CountryName, 0},
		{"dansk", DemonymAdj, CountryName},
		{"danskerne", DemonymNoun, 0},
		{"KL", Acronym | OrgName, 0},
		{"Brooklyn", Region, CountryName}, // of the list known.tsv
		{"Pizza Hut", CompanyName, 0},
		{"Taiwan", CountryName, Region},
		{"kl", 0, Acronym | OrgName},
		{"A/S", LegalWord, 0},
		{"Jean-Claude", FirstMale, 0},
		{"Ministry", OrgHeadWord, 0},
		{"direktør", Title, 0},
		{"qwxzvb", 0, ^Class(0)},
	} {
		if got := Lookup(c.word); got&c.want != c.want || got&c.not != 0 {
			t.Errorf("Lookup(%q) = %b; want %b and none of %b", c.word, got, c.want, c.not)
		}
	}
}

func TestLongest(t *testing.T) {
	w := []string{"in", "New", "York", "City", "and", "al", "-", "Qaeda"}
	if n, c := Longest(w, 1, City|Region); n != 3 || c&BigCity == 0 {
		t.Errorf("New York City: %d words, class %b", n, c)
	}
	if n, c := Longest(w, 5, OrgName); n != 3 || c&OrgName == 0 {
		t.Errorf("al - Qaeda: %d words, class %b", n, c)
	}
	if n, _ := Longest(w, 4, City); n != 0 {
		t.Errorf("and: %d words", n)
	}
}

func TestGender(t *testing.T) {
	for name, want := range map[string]byte{"Lars": 'm', "Ingrid": 'f', "Xqzt": 0} {
		if got := Gender(name); got != want {
			t.Errorf("Gender(%s) = %q, want %q", name, got, want)
		}
	}
}

func TestRecords(t *testing.T) {
	country := func(s string) string { c, _ := CountryByName(s); return c.Code }
	demonym := func(s string) string { d, _ := DemonymOf(s); return d.Country }
	org := func(s string) string {
		if o := OrgsByName(s); len(o) > 0 {
			return o[0].ID
		}
		return ""
	}
	company := func(s string) string { c, _ := CompanyByName(s); return c.Name }
	place := func(s string) string { p, _ := PlaceByName(s); return p.Country }
	exonym := func(s string) string { e, _ := ExonymOf(s); return e.NameEN }
	legal := func(s string) string { l, _ := LegalFormOf(s); return l.Kind }
	for _, c := range []struct {
		name string
		get  func(string) string
		in   string
		want string
	}{
		{"country", country, "the Netherlands", "NL"},
		{"country", country, "Ruslands", "RU"},
		{"country", country, "UK's", "GB"},
		{"country", country, "US", "US"},
		{"country", country, "us", ""},
		{"country", country, "GERMANY", "DE"},
		{"country", country, "Nowhere", ""},
		{"demonym", demonym, "danske", "DK"},
		{"demonym", demonym, "Russians", "RU"},
		{"demonym", demonym, "svenskerne", "SE"},
		{"org", org, "the United Nations", "united-nations"},
		{"org", org, "FN", "united-nations"},
		{"org", org, "fn", ""},
		{"org", org, "Finanstilsynets", "danish-financial-supervisory-authority"},
		{"company", company, "Maersk A/S", "A.P. Møller - Mærsk"},
		{"place", place, "Tallinn", "EE"},
		{"place", place, "københavns", "DK"},
		{"place", place, "Zzyzzx", ""},
		{"place", place, "", ""},
		{"exonym", exonym, "Wien", "Vienna"},
		{"legal", legal, "GmbH", "company"},
		{"legal", legal, "Ltd.", "company"},
		{"legal", legal, "as", ""},
	} {
		if got := c.get(c.in); got != c.want {
			t.Errorf("%s %q = %q, want %q", c.name, c.in, got, c.want)
		}
	}
	if c := NameClasses("Jevgenij"); len(c) != 1 || c[0].ID != "eugene" {
		t.Errorf("NameClasses(Jevgenij) = %v", c)
	}
	if !IsMunicipality("Randers Kommune") || IsMunicipality("Oslo Kommune") {
		t.Error("IsMunicipality")
	}
}

func TestTrimLegalForm(t *testing.T) {
	for in, want := range map[string]string{
		"Nordvind Pharma A/S": "Nordvind Pharma", "Acme Widgets, Inc.": "Acme Widgets", "OOO Vostok": "Vostok",
		"Ltd": "Ltd", "Harrow & Lyle": "Harrow & Lyle", "": "",
	} {
		if got := TrimLegalForm(in); got != want {
			t.Errorf("TrimLegalForm(%q) = %q, want %q", in, got, want)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	w := []string{"Mette", "Frederiksen", "København", "bestyrelsen", "Qvist", "the"}
	for i := range b.N {
		Lookup(w[i%len(w)])
	}
}

func TestOrgTypeOf(t *testing.T) {
	for _, c := range []struct{ name, fine, place string }{
		{"Norwegian Competition Authority", "Agency", "tail"},
		{"University of Nowhere", "Organization", "head"},
		{"Fiskeritilsynet", "Agency", "ending"},
		{"avisen", "Media", "tail"},
		{"Vestbankens", "Company", "ending"},
		{"Qwert", "", ""},
		{"", "", ""},
	} {
		if fine, place := OrgTypeOf(c.name); fine != c.fine || place != c.place {
			t.Errorf("OrgTypeOf(%q) = %q, %q, want %q, %q", c.name, fine, place, c.fine, c.place)
		}
	}
}

func FuzzLookups(f *testing.F) {
	f.Add("Nordvind A/S")
	f.Add("the 's")
	f.Add("\xff – ’s Ltd., Inc. (")
	f.Fuzz(func(t *testing.T, s string) {
		Lookup(s)
		OrgTypeOf(s)
		OrgsByName(s)
		CountryByName(s)
		PlaceByName(s)
		CompanyByName(s)
		Longest([]string{s, s}, 0, ^Class(0))
		if s != "" && strings.TrimSpace(s) == s && s[0] != ',' && TrimLegalForm(s) == "" {
			t.Errorf("nothing is left of %q", s)
		}
	})
}
