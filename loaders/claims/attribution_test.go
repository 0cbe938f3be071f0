package claims_test

import (
	"slices"
	"strings"
	"testing"
)

// sources are ways of saying where a statement comes from.
var sources = map[string][]construction{
	"en": {
		{"tag behind", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]] in 2019, [[Person|Ann Holt]] said.", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"tag behind, verb first", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]] in 2019, said [[Person|Ann Holt]].", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"tag behind, present", "[[Company|Marlow Freight]] has sued [[Company|Tarn Lines]], [[Person|Ann Holt]] confirms.", "sues(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"tag behind, described", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]] in 2019, said her lawyer, [[Person|Bo Ekman]].", "acquired(Marlow Freight, Tarn Lines) by Bo Ekman"},
		{"signed", "“[[Company|Marlow Freight]] bought [[Company|Tarn Lines]] in 2019.” — [[Person|Ann Holt]], mayor", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"a dash that goes on", "“[[Company|Marlow Freight]] is big.” — [[Person|Ann Holt]] left [[Company|Tarn Lines]] in 2019.", ""},
		{"no that", "[[Person|Ann Holt]] says [[Company|Marlow Freight]] has sued [[Company|Tarn Lines]].", "sues(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"unnamed tag", "[[Company|Marlow Freight]] paid [[Person|Bo Ekman]] $75,000 in 2020, prosecutors said.", "funds(Marlow Freight, Bo Ekman) alleged by prosecutors"},
		{"that-clause", "[[Person|Ann Holt]] said on Monday that [[Company|Marlow Freight]] had bought [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"claimed", "[[Person|Ann Holt]] claimed that [[Company|Marlow Freight]] had bought [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines) alleged by Ann Holt"},
		{"according to, first", "According to [[Person|Ann Holt]], [[Company|Marlow Freight]] bought [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"according to, last", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]], according to [[Person|Ann Holt]].", "acquired(Marlow Freight, Tarn Lines) by Ann Holt"},
		{"a report by", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]], according to a report by the [[Agency|Harbour Board]].", "acquired(Marlow Freight, Tarn Lines) by Harbour Board"},
		{"according to one's post", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]], according to the head of the [[Agency|Harbour Board]], [[Person|Bo Ekman]].", "acquired(Marlow Freight, Tarn Lines) by Bo Ekman; leads(Bo Ekman, Harbour Board)"},
		{"according to, of the last clause", "[[Person|Ann Holt]] met [[Person|Bo Ekman]] in May, but the two did not get on, according to [[Person|Eva Lind]].", "metWith(Ann Holt, Bo Ekman)"},
		{"an unnamed person", "According to a person familiar with the matter, [[Company|Marlow Freight]] bought [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines) alleged by a person familiar with the matter"},
		{"own relative clause", "[[Person|Ann Holt]], who lives in [[Place|Hull]], owns [[Company|Tarn Lines]], according to [[Person|Bo Ekman]].", "livesIn(Ann Holt, Hull); owns(Ann Holt, Tarn Lines) by Bo Ekman"},
		{"announcement", "[[Company|Marlow Freight]] said it had bought [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines)"},
		{"around the subject", "[[Person|Leo Ek]], prosecutors told the court, met [[Person|Bo Ekman]] in [[Place|Hull]].", "metWith(Leo Ek, Bo Ekman) alleged by prosecutors"},
		{"is said by", "[[Person|Ann Holt]] is said by the [[Agency|Harbour Board]] to have paid [[Person|Bo Ekman]] 800 pounds.", "funds(Ann Holt, Bo Ekman) alleged by Harbour Board"},
		{"claimed for oneself", "[[Organization|Red Heron]] claimed that it had hacked [[Company|Tarn Lines]].", "attacks(Red Heron, Tarn Lines) by Red Heron"},
		{"told beside an accusation", "[[Person|Ann Holt]] accused [[Agency|Harbour Board]] of having ignored her letters; the board said it had answered every one.", "accuses(Ann Holt, Harbour Board)"},
	},
	"da": {
		{"tag behind", "[[Company|Nordfragt]] har købt [[Company|Tarn Linjer]], oplyser [[Person|Lise Holt]].", "acquired(Nordfragt, Tarn Linjer) by Lise Holt"},
		{"that-clause", "[[Person|Lise Holt]] fortæller, at [[Company|Nordfragt]] har købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) by Lise Holt"},
		{"signed", "“[[Company|Nordfragt]] har købt [[Company|Tarn Linjer]].” — [[Person|Lise Holt]], borgmester", "acquired(Nordfragt, Tarn Linjer) by Lise Holt"},
		{"claim", "[[Person|Lise Holt]] hævder, at [[Company|Nordfragt]] har købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) alleged by Lise Holt"},
		{"ifølge, inside", "[[Company|Nordfragt]] har ifølge [[Person|Lise Holt]] købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) by Lise Holt"},
		{"ifølge, of one clause", "[[Company|Nordfragt]] har hovedsæde i [[Place|Hobro]] og har ifølge [[Media|Havnebladet]] købt [[Company|Tarn Linjer]].", "basedIn(Nordfragt, Hobro); acquired(Nordfragt, Tarn Linjer) by Havnebladet"},
		{"ifølge et register hos", "[[Company|Nordfragt]] har ifølge et register hos [[Agency|Havnestyrelsen]] købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) by Havnestyrelsen"},
		{"efter ens opfattelse", "[[Company|Nordfragt]] har efter [[Agency|Havnestyrelsens]] opfattelse købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) by Havnestyrelsen"},
		{"det skriver X", "[[Company|Nordfragt]] har købt [[Company|Tarn Linjer]]. Det skriver [[Media|Havnebladet]].", "acquired(Nordfragt, Tarn Linjer) by Havnebladet"},
		{"det oplyser Xs direktør", "[[Person|Bo Ekman]] har købt [[Company|Tarn Linjer]]. Det oplyser [[Person|Lise Holt]] torsdag.", "acquired(Bo Ekman, Tarn Linjer) by Lise Holt"},
		{"own relative clause", "[[Person|Lise Holt]], der bor i [[Place|Hurup]], siger, at hun er ked af det.", "livesIn(Lise Holt, Hurup)"},
		{"investigators", "[[Agency|Fyns Politi]] tier. Efterforskerne mener, at [[Person|Bo Ekman]] har mødt [[Person|Lise Holt]].", "metWith(Bo Ekman, Lise Holt) alleged by Fyns Politi"},
	},
}

func TestSources(t *testing.T) {
	tableTest(t, sources)
}

// tableTest extracts from each construction; leastRight of each language must
// come out as told.
func tableTest(t *testing.T, tables map[string][]construction) {
	for _, lang := range []string{"en", "da"} {
		t.Run(lang, func(t *testing.T) {
			right := 0
			for _, c := range tables[lang] {
				_, r := extractMarked(t, lang, c.text)
				want := strings.Split(c.want, "; ")
				if c.want == "-" {
					want = nil
				}
				slices.Sort(want)
				if got := shown(r); slices.Equal(got, want) {
					right++
				} else {
					t.Logf("%s: %s\n got %q\nwant %q", c.name, c.text, got, want)
				}
			}
			if share := float64(right) / float64(len(tables[lang])); share < leastRight {
				t.Errorf("%d of %d constructions are right, want at least %.0f %%", right, len(tables[lang]), 100*leastRight)
			}
		})
	}
}
