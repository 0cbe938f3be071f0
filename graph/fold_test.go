package graph

import "testing"

// However a name is written in Unicode, it is found.
func TestFoldForms(t *testing.T) {
	for s, want := range map[string]string{
		"Bo  A\u030Agaard": "bo ågaard", "Bo Ågaard": "bo ågaard", "Mary Gri\uFB03n": "mary griffin", "Helen Carl\u00ADson": "helen carlson",
		"\uFEFFNord\u200Bly": "nordly", "Lo\u0308vberg": "lövberg", "": "",
	} {
		if got := fold(s); got != want {
			t.Errorf("fold(%q) = %q, want %q", s, got, want)
		}
	}
}
