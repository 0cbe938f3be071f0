package variant

import "testing"

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Århus":             "aarhus",
		"A.P. Møller":       "ap moller",
		"U.S.":              "us",
		"J. Smith":          "j smith",
		"Søren O'Hara-Lund": "soren ohara lund",
		"Voss & Hjelm":      "voss and hjelm",
		"Đorđe Łukasz":      "dorde lukasz",
		"Борис":             "борис",
		" «!» ":             "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWithoutLegalForm(t *testing.T) {
	for in, want := range map[string]string{
		"Brandt Holding A/S":      "brandt holding",
		"Nordlys ApS":             "nordlys",
		"Stahl GmbH & Co. KG":     "stahl",
		"Harbour Foods Pte. Ltd.": "harbour foods",
		"OOO Sever":               "sever",
		"Ltd":                     "ltd",
		"Brandt & Co":             "brandt",
	} {
		got := ""
		for i, w := range WithoutLegalForm(Words(in)) {
			if i > 0 {
				got += " "
			}
			got += w
		}
		if got != want {
			t.Errorf("WithoutLegalForm(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestAcronym(t *testing.T) {
	for _, c := range []struct {
		short, full string
		want        bool
	}{
		{"OFAC", "Office of Foreign Assets Control", true},
		{"NSK", "National enhed for Særlig Kriminalitet", true},
		{"FE", "Forsvarets Efterretningstjeneste", true},
		{"U.N.", "United Nations", true},
		{"DoJ", "Department of Justice", false},
		{"Ab", "Alpha Beta", false},
		{"AB", "Alpha Gamma", false},
	} {
		if got := Acronym(c.short, c.full); got != c.want {
			t.Errorf("Acronym(%q, %q) = %v", c.short, c.full, got)
		}
	}
}

func TestGivenAndCountry(t *testing.T) {
	if !SameGiven("Yevgeny", "Eugene") || SameGiven("Eugene", "Oleg") {
		t.Error("SameGiven")
	}
	if Gender("Eugene") != "m" || Gender("Qwx") != "" {
		t.Error("Gender")
	}
	for name, want := range map[string]string{"the U.S.": "US", "Danmark": "DK", "Britain": "GB", "Atlantis": ""} {
		if got, _ := Country(name); got != want {
			t.Errorf("Country(%q) = %q, want %q", name, got, want)
		}
	}
}
