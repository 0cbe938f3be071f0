package claims_test

import "testing"

// interviews are printed as question and answer; blank lines part the blocks.
var interviews = map[string][]construction{
	"en": {
		{"plain answers", "[[Person|Ann Holt]] is the director of [[Company|Tarn Lines]].\n\nHow is business?\n\nWe bought [[Company|Marlow Freight]] in May.\n\nDo you know your rival?\n\nI have never met [[Person|Bo Ekman]].\n\nWhat comes next?\n\nI am going on holiday.",
			"leads(Ann Holt, Tarn Lines); acquired(Tarn Lines, Marlow Freight) by Ann Holt; metWith(Ann Holt, Bo Ekman) denied by Ann Holt"},
		{"one question is none", "[[Person|Ann Holt]] wrote to us.\n\nWhat comes next?\n\n[[Company|Tarn Lines]] bought [[Company|Marlow Freight]] in May.", "acquired(Tarn Lines, Marlow Freight)"},
	},
	"da": {
		{"answers with dashes", "[[Person|Lise Holt]] bor i [[Place|Hurup]].\n\nHvordan går det?\n\n- Fint, tak. Jeg sover godt.\n\nKender du din rival?\n\n- Jeg har aldrig mødt [[Person|Bo Ekman]].\n\nHvad skal du nu?\n\n- Jeg skal på ferie.",
			"livesIn(Lise Holt, Hurup); metWith(Lise Holt, Bo Ekman) denied by Lise Holt"},
	},
}

func TestInterviews(t *testing.T) {
	tableTest(t, interviews)
}
