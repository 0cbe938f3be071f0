package claims_test

import "testing"

// TestOffices reads testdata/offices.tsv: kinds of posts and who holds them.
func TestOffices(t *testing.T) { tableTest(t, readConstructions(t, "testdata/offices.tsv")) }

// TestDeputyWording holds that a deputy's post is told in full, not as that of
// who is above.
func TestDeputyWording(t *testing.T) {
	for _, c := range [][3]string{
		{"en", "[[Person|Ann Holt]], the deputy head of the [[Agency|Port Board]], smiled.", "deputy head"},
		{"en", "[[Agency|Port Board]] assistant director [[Person|Ann Holt]] smiled.", "assistant director"},
		{"en", "[[Person|Ann Holt]], director of the [[Agency|Port Board]], smiled.", "director"},
		{"da", "[[Person|Lise Holt]], stedfortrædende chef for [[Agency|Havnestyrelsen]], smilede.", "stedfortrædende chef"},
		{"da", "[[Agency|Havnestyrelsens]] assisterende direktør, [[Person|Bo Ekman]], smilede.", "assisterende direktør"},
		{"da", "[[Agency|Havnestyrelsens]] nye direktør, [[Person|Bo Ekman]], smilede.", "direktør"},
	} {
		_, r := extractMarked(t, c[0], c[1])
		if len(r.Statements) != 1 || r.Statements[0].Text != c[2] {
			t.Errorf("%s: got %+v, want the post %q", c[1], r.Statements, c[2])
		}
	}
}
