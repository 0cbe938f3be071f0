package claims_test

import (
	"strings"
	"testing"
)

// rejections are ways of denying what was said before. The wants leave out the
// accusation itself, which opens each text.
var rejections = map[string][]construction{
	"en": {
		{"denies it", "[[Company|Tarn Lines]] denies it.", "Tarn Lines"},
		{"denied this", "[[Company|Tarn Lines]] denied this in a statement.", "Tarn Lines"},
		{"the company denies", "The company denies it.", "Tarn Lines"},
		{"denies the allegation", "[[Company|Tarn Lines]] denies the allegation.", "Tarn Lines"},
		{"has denied the accusations", "[[Company|Tarn Lines]] has always denied the accusations.", "Tarn Lines"},
		{"rejects the claim as", "[[Company|Tarn Lines]] rejected the claim as \"theatre\".", "Tarn Lines"},
		{"dismissed that", "[[Company|Tarn Lines]] dismissed that.", "Tarn Lines"},
		{"dismissed the suspicion", "A spokesman for [[Company|Tarn Lines]], [[Person|Bo Ekman]], dismissed the suspicion as cheap.", "Bo Ekman"},
		{"called the accusation false", "[[Company|Tarn Lines]] called the accusation false.", "Tarn Lines"},
		{"called it a smear", "[[Person|Bo Ekman]], its chairman, called the accusation \"a fairy tale for slow children\".", "Bo Ekman"},
		{"called that baseless", "The company called that baseless.", "Tarn Lines"},
		{"says that is untrue", "[[Company|Tarn Lines]] says that is untrue.", "Tarn Lines"},
		{"said it was absurd", "[[Company|Tarn Lines]] said that the allegation was absurd.", "Tarn Lines"},
		{"not true, he said", "\"That is not true,\" said [[Person|Bo Ekman]], its chairman.", "Bo Ekman"},
		{"it is nonsense", "\"It is nonsense,\" [[Person|Bo Ekman]], its chairman, said.", "Bo Ekman"},
		{"disputes that", "[[Company|Tarn Lines]] disputes that.", "Tarn Lines"},
		{"denies wrongdoing", "[[Company|Tarn Lines]] denies any wrongdoing.", "Tarn Lines"},
		{"denied through lawyers", "[[Company|Tarn Lines]] denied it through its lawyers.", "Tarn Lines"},
		{"rejected that, lawyer", "Its lawyer, [[Person|Bo Ekman]], rejected that.", "Bo Ekman"},
		{"which it denies", "It is a charge that [[Company|Tarn Lines]] denies.", "Tarn Lines"},
		{"did not deny", "[[Company|Tarn Lines]] did not deny it.", "-"},
		{"declined to comment", "[[Company|Tarn Lines]] declined to comment.", "-"},
		{"denied something else", "[[Company|Tarn Lines]] denied entry to reporters.", "-"},
		{"a stranger denies his own", "[[Person|Ada Moss]], a neighbour, denied being there.", "-"},
		{"unnamed lawyer", "\"We did nothing,\" said the company's lawyer.", "-"},
	},
	"da": {
		{"afviser det", "[[Company|Tarn Linjer]] afviser det.", "Tarn Linjer"},
		{"afviser anklagen", "[[Company|Tarn Linjer]] afviser anklagen.", "Tarn Linjer"},
		{"afviser alene", "[[Company|Tarn Linjer]] afviser.", "Tarn Linjer"},
		{"det afviser", "Det afviser [[Company|Tarn Linjer]].", "Tarn Linjer"},
		{"det afviser på det kraftigste", "Det afviser [[Company|Tarn Linjer]] på det kraftigste.", "Tarn Linjer"},
		{"den kritik afviser", "Den anklage afviser selskabet.", "Tarn Linjer"},
		{"anklagen har X afvist", "Anklagen har [[Company|Tarn Linjer]] afvist.", "Tarn Linjer"},
		{"det har selskabet nægtet", "Det har selskabet hele vejen nægtet.", "Tarn Linjer"},
		{"tilbageviser", "[[Company|Tarn Linjer]] tilbageviser beskyldningen.", "Tarn Linjer"},
		{"passer ikke", "Det passer ikke, siger [[Person|Bo Ekman]], der er direktør i [[Company|Tarn Linjer]].", "Bo Ekman"},
		{"ikke rigtigt", "Det er ikke rigtigt, lyder det fra direktør [[Person|Bo Ekman]], [[Company|Tarn Linjer]].", "Bo Ekman"},
		{"løgn", "»Det er løgn,« siger direktør [[Person|Bo Ekman]], [[Company|Tarn Linjer]].", "Bo Ekman"},
		{"kalder det opspind", "Selskabet kalder det »opspind«.", "Tarn Linjer"},
		{"kalder påstanden", "[[Company|Tarn Linjer]] kalder påstanden »ren desperation«.", "Tarn Linjer"},
		{"kan ikke genkende", "Det kan [[Company|Tarn Linjer]] ikke genkende.", "Tarn Linjer"},
		{"nægter ethvert kendskab", "[[Company|Tarn Linjer]] nægter ethvert kendskab til sagen.", "Tarn Linjer"},
		{"afviser kritikken", "Direktør [[Person|Bo Ekman]], [[Company|Tarn Linjer]], afviser kritikken.", "Bo Ekman"},
		{"benægter", "[[Company|Tarn Linjer]] benægter.", "Tarn Linjer"},
		{"benægter ikke", "[[Company|Tarn Linjer]] benægter det ikke.", "-"},
		{"ønsker ikke at udtale sig", "[[Company|Tarn Linjer]] ønsker ikke at udtale sig.", "-"},
		{"afviser en ansøgning", "[[Company|Tarn Linjer]] afviste i går en ansøgning.", "-"},
	},
}

func TestRejections(t *testing.T) {
	open := map[string][2]string{
		"en": {"[[Person|Ann Holt]] accused [[Company|Tarn Lines]] of fraud. ", "accuses(Ann Holt, Tarn Lines)"},
		"da": {"[[Person|Lise Holt]] beskylder [[Company|Tarn Linjer]] for svindel. ", "accuses(Lise Holt, Tarn Linjer)"},
	}
	for _, lang := range []string{"en", "da"} {
		t.Run(lang, func(t *testing.T) {
			right := 0
			for _, c := range rejections[lang] {
				_, r := extractMarked(t, lang, open[lang][0]+c.text)
				got := "-"
				for _, s := range shown(r) {
					if by, ok := strings.CutPrefix(s, open[lang][1]+" denied by "); ok {
						got = by
					}
				}
				if got == c.want {
					right++
				} else {
					t.Logf("%s: %s\n got %q want %q of %q", c.name, c.text, got, c.want, shown(r))
				}
				if c.want == "-" && got != "-" {
					t.Errorf("%s: %s: a denial by %s is invented", c.name, c.text, got)
				}
			}
			if share := float64(right) / float64(len(rejections[lang])); share < leastRight {
				t.Errorf("%d of %d rejections are right, want at least %.0f %%", right, len(rejections[lang]), 100*leastRight)
			}
		})
	}
}
