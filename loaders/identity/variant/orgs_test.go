package variant

import "testing"

func TestOrgs(t *testing.T) {
	for name, want := range map[string]string{
		"U.S. Food and Drug Administration": "US", "Russian Kremlin": "RU", "Danish Kremlin": "", "Finanstilsynets": "DK",
		"Danish Food and Drug Administration": "", "France Food and Drug Administration": "", "": "",
	} {
		got := ""
		if o := Orgs(name); len(o) > 0 {
			got = o[0].Country
		}
		if got != want {
			t.Errorf("Orgs(%q) is of %q, want %q", name, got, want)
		}
	}
}
