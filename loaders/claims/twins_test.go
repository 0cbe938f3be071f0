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
		{"unnamed lawyer", "\"We did nothing,\" said the company's lawyer.", "Tarn Lines"},
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

// pleas are ways of denying a charge, and of those who cannot deny it.
var pleas = map[string][]construction{
	"en": {
		{"pleaded not guilty", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] with fraud. [[Person|Ekman]] pleaded not guilty.", "charges(Lund Police, Bo Ekman); charges(Lund Police, Bo Ekman) denied by Bo Ekman"},
		{"he", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] with fraud. He has pleaded not guilty.", "charges(Lund Police, Bo Ekman); charges(Lund Police, Bo Ekman) denied by Bo Ekman"},
		{"both", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] and [[Person|Ann Holt]] with fraud. Both pleaded not guilty.", "charges(Lund Police, Ann Holt); charges(Lund Police, Ann Holt) denied by Ann Holt; charges(Lund Police, Bo Ekman); charges(Lund Police, Bo Ekman) denied by Bo Ekman"},
		{"guilty", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] with fraud. He pleaded guilty.", "charges(Lund Police, Bo Ekman)"},
		{"the offence", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] with fraud. He denies fraud.", "charges(Lund Police, Bo Ekman); charges(Lund Police, Bo Ekman) denied by Bo Ekman"},
		{"of one's own knowledge", "[[Agency|Lund Police]] charged [[Person|Bo Ekman]] with fraud. [[Person|Ann Holt]] denies any knowledge of it.", "charges(Lund Police, Bo Ekman)"},
		{"said that he did not", "[[Person|Ann Holt]] accused [[Person|Bo Ekman]] of lying. [[Person|Ekman]] insists that he did not.", "accuses(Ann Holt, Bo Ekman); accuses(Ann Holt, Bo Ekman) denied by Bo Ekman"},
	},
	"da": {
		{"nægter sig skyldig", "[[Agency|Fyns Politi]] har sigtet [[Person|Bo Ekman]] for svindel. [[Person|Bo Ekman]] nægter sig skyldig.", "charges(Fyns Politi, Bo Ekman); charges(Fyns Politi, Bo Ekman) denied by Bo Ekman"},
		{"men nægter", "[[Person|Bo Ekman]] er sigtet af [[Agency|Fyns Politi]] for svindel, men nægter sig skyldig.", "charges(Fyns Politi, Bo Ekman); charges(Fyns Politi, Bo Ekman) denied by Bo Ekman"},
		{"begge", "[[Agency|Fyns Politi]] har sigtet [[Person|Bo Ekman]] og [[Person|Lise Holt]] for svindel. Begge nægter sig skyldige.", "charges(Fyns Politi, Bo Ekman); charges(Fyns Politi, Bo Ekman) denied by Bo Ekman; charges(Fyns Politi, Lise Holt); charges(Fyns Politi, Lise Holt) denied by Lise Holt"},
		{"erkender", "[[Agency|Fyns Politi]] har sigtet [[Person|Bo Ekman]] for svindel. Han erkender sig skyldig.", "charges(Fyns Politi, Bo Ekman)"},
		{"refusal", "[[Person|Bo Ekman]] nægtede at betale [[Person|Lise Holt]] 800 kroner.", "-"},
	},
}

func TestPleas(t *testing.T) {
	tableTest(t, pleas)
}

// denials are statements that the sentence itself denies.
var denials = map[string][]construction{
	"en": {
		{"gerund", "[[Person|Ann Holt]] denied having met [[Person|Bo Ekman]].", "metWith(Ann Holt, Bo Ekman) denied by Ann Holt"},
		{"ever", "[[Person|Ann Holt]] denied ever having met [[Person|Bo Ekman]].", "metWith(Ann Holt, Bo Ekman) denied by Ann Holt"},
		{"gerund of a state", "[[Person|Ann Holt]] has denied owning shares in [[Company|Tarn Lines]].", "owns(Ann Holt, Tarn Lines) denied by Ann Holt"},
		{"having used", "[[Country|Vietnam]] denied having used [[Product|Vaultline]].", "uses(Vietnam, Vaultline) denied by Vietnam"},
		{"that-clause", "[[Company|Tarn Lines]] denied that it had bribed [[Person|Bo Ekman]].", "funds(Tarn Lines, Bo Ekman) denied by Tarn Lines"},
		{"I never", "\"I have never met [[Person|Bo Ekman]],\" said [[Person|Ann Holt]].", "metWith(Ann Holt, Bo Ekman) denied by Ann Holt"},
		{"ties", "[[Company|Tarn Lines]] denied having ties to [[Country|Russia]].", "linkedTo(Tarn Lines, Russia) denied by Tarn Lines"},
	},
	"da": {
		{"infinitive", "[[Company|Tarn Linjer]] afviser at have forbindelse til [[Country|Rusland]].", "linkedTo(Tarn Linjer, Rusland) denied by Tarn Linjer"},
		{"at-clause", "[[Person|Lise Holt]] afviser, at [[Party|Havpartiet]] har modtaget penge fra [[Country|Rusland]].", "funds(Rusland, Havpartiet) denied by Lise Holt"},
		{"aldrig", "[[Person|Lise Holt]] siger, at hun aldrig har mødt [[Person|Bo Ekman]].", "metWith(Lise Holt, Bo Ekman) denied by Lise Holt"},
	},
}

func TestDenials(t *testing.T) {
	tableTest(t, denials)
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
