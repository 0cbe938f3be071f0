package claims_test

import "testing"

// judgements are accusations, criticism and praise that are made in words.
var judgements = map[string][]construction{
	"en": {
		{"wrongdoing quoted", "\"[[Company|Tarn Lines]] stole our plans,\" said [[Person|Ann Holt]].", "accuses(Ann Holt, Tarn Lines)"},
		{"wrongdoing told", "[[Person|Ann Holt]] says that [[Company|Tarn Lines]] broke the agreement.", "accuses(Ann Holt, Tarn Lines)"},
		{"debt", "[[Company|Marlow Freight]] says [[Company|Tarn Lines]] owes it $9 million.", "accuses(Marlow Freight, Tarn Lines)"},
		{"liar", "\"[[Person|Bo Ekman]] is a liar,\" said [[Person|Ann Holt]].", "accuses(Ann Holt, Bo Ekman)"},
		{"not negated", "\"[[Person|Bo Ekman]] is not a liar,\" said [[Person|Ann Holt]].", "-"},
		{"not asked", "\"Did [[Company|Tarn Lines]] steal our plans?\" asked [[Person|Ann Holt]].", "-"},
		{"not in the article's voice", "[[Company|Tarn Lines]] broke the agreement.", "-"},
		{"not of oneself", "\"I lied,\" said [[Person|Ann Holt]].", "-"},
		{"failing", "\"[[Agency|Harbour Board]] has botched it,\" said [[Person|Ann Holt]].", "criticizes(Ann Holt, Harbour Board)"},
		{"fragment", "[[Person|Ann Holt]] said that [[Agency|Harbour Board]] had \"chosen a disgraceful path\".", "criticizes(Ann Holt, Harbour Board)"},
		{"neutral fragment", "[[Person|Ann Holt]] said that [[Agency|Harbour Board]] is \"on high alert\".", "-"},
		{"fragment, negated", "[[Person|Ann Holt]] said that [[Company|Tarn Lines]] \"has never been our customer\".", "-"},
		{"quoted label", "[[Person|Ann Holt]] called [[Company|Tarn Lines]] \"a sham with a letterhead\".", "criticizes(Ann Holt, Tarn Lines)"},
		{"label with as", "[[Person|Ann Holt]] described [[Company|Tarn Lines]] as \"a sham with a letterhead\".", "criticizes(Ann Holt, Tarn Lines)"},
		{"neutral label", "[[Person|Ann Holt]] called [[Company|Tarn Lines]] \"a firm of forty people\".", "-"},
		{"label of an act", "[[Company|Tarn Lines]] has sacked [[Person|Bo Ekman]]. [[Person|Ann Holt]] called the decision \"a disgrace\".", "criticizes(Ann Holt, Tarn Lines); dismisses(Tarn Lines, Bo Ekman); worksFor(Bo Ekman, Tarn Lines) former"},
		{"participle of finding", "[[Organization|Leeds University]] revoked a doctorate it gave to [[Person|Bo Ekman]] after finding that he had falsified the data.", "accuses(Leeds University, Bo Ekman)"},
		{"they", "[[Person|Ann Holt]], [[Person|Eva Lind]] and [[Person|Ada Moss]] resigned on Tuesday. They accuse [[Company|Tarn Lines]]'s president, the former sailor [[Person|Bo Ekman]], of lying.", "accuses(Ada Moss, Bo Ekman); accuses(Ann Holt, Bo Ekman); accuses(Eva Lind, Bo Ekman); leads(Bo Ekman, Tarn Lines)"},
		{"he, who is not the accused", "[[Person|Ann Holt]] runs the union. She accuses [[Person|Bo Ekman]] of lying.", "accuses(Ann Holt, Bo Ekman)"},
		{"wanted", "[[Person|Bo Ekman]] is wanted in [[Country|Norway]] for fraud.", "accuses(Norway, Bo Ekman)"},
		{"act condemned", "[[Agency|Lund Police]] arrested [[Person|Bo Ekman]]. The [[Organization|Rivers Trust]] condemned the arrest.", "arrests(Lund Police, Bo Ekman); criticizes(Rivers Trust, Lund Police)"},
	},
	"da": {
		{"wrongdoing quoted", "»[[Company|Tarn Linjer]] har snydt os,« siger [[Person|Lise Holt]].", "accuses(Lise Holt, Tarn Linjer)"},
		{"dash quote", "- [[Company|Tarn Linjer]] har drevet moderne slaveri, siger [[Person|Lise Holt]].", "accuses(Lise Holt, Tarn Linjer)"},
		{"wrongdoing told", "[[Person|Lise Holt]] siger, at [[Company|Tarn Linjer]] har brudt aftalen.", "accuses(Lise Holt, Tarn Linjer)"},
		{"ifølge", "Ifølge [[Person|Lise Holt]] har [[Company|Tarn Linjer]] presset chaufførerne.", "accuses(Lise Holt, Tarn Linjer)"},
		{"quoted label", "[[Person|Lise Holt]] kalder [[Company|Tarn Linjer]] »en flok amatører«.", "criticizes(Lise Holt, Tarn Linjer)"},
		{"kind label", "[[Person|Lise Holt]] kalder [[Person|Bo Ekman]] »byens bedste bager«.", "supports(Lise Holt, Bo Ekman)"},
		{"label of an act", "[[Company|Tarn Linjer]] har fyret [[Person|Bo Ekman]]. [[Person|Lise Holt]] kalder fyringen »en skandale«.", "criticizes(Lise Holt, Tarn Linjer); dismisses(Tarn Linjer, Bo Ekman); worksFor(Bo Ekman, Tarn Linjer) former"},
		{"act condemned", "[[Person|Bo Ekman]] blev anholdt af [[Agency|Fyns Politi]]. [[Organization|Åvennerne]] fordømmer anholdelsen.", "arrests(Fyns Politi, Bo Ekman); criticizes(Åvennerne, Fyns Politi)"},
		{"not negated", "[[Person|Lise Holt]] siger, at [[Company|Tarn Linjer]] ikke har brudt aftalen.", "-"},
		{"fragment", "[[Person|Lise Holt]] mener, at [[Agency|Havnestyrelsen]] »svigter byen«.", "criticizes(Lise Holt, Havnestyrelsen)"},
	},
}

func TestJudgements(t *testing.T) {
	tableTest(t, judgements)
}
