package claims_test

import (
	"slices"
	"strings"
	"testing"
)

// construction is one way of saying something: a sentence of our own, and what
// it states, separated by "; " in any order. A want of "-" is nothing.
type construction struct{ name, text, want string }

var english = []construction{
	{"role in apposition", "[[Person|Ann Holt]], chief executive of [[Company|Marlow Freight]], said nothing.", "leads(Ann Holt, Marlow Freight)"},
	{"role with age", "[[Person|Ann Holt]], 52, the director of [[Company|Marlow Freight]], resigned.", "leads(Ann Holt, Marlow Freight) former; left(Ann Holt, Marlow Freight)"},
	{"genitive role", "[[Company|Marlow Freight]]'s chairman, [[Person|Bo Ekman]], smiled.", "leads(Bo Ekman, Marlow Freight)"},
	{"title", "[[Company|Marlow Freight]] chief executive [[Person|Ann Holt]] smiled.", "leads(Ann Holt, Marlow Freight)"},
	{"copula", "[[Person|Ann Holt]] is the head of [[Organization|Rivers Trust]].", "leads(Ann Holt, Rivers Trust)"},
	{"copula, past", "[[Person|Ann Holt]] was a director of [[Organization|Rivers Trust]] until 2019.", "leads(Ann Holt, Rivers Trust) former"},
	{"relative copula", "[[Person|Ann Holt]], who is the head of [[Organization|Rivers Trust]], smiled.", "leads(Ann Holt, Rivers Trust)"},
	{"former role", "[[Person|Ann Holt]], a former engineer at [[Company|Marlow Freight]], smiled.", "worksFor(Ann Holt, Marlow Freight) former"},
	{"deputy", "[[Person|Ann Holt]], deputy director of [[Organization|Rivers Trust]], smiled.", "worksFor(Ann Holt, Rivers Trust)"},
	{"functional chief", "[[Person|Ann Holt]], chief financial officer of [[Company|Marlow Freight]], smiled.", "worksFor(Ann Holt, Marlow Freight)"},
	{"spokesman", "[[Person|Bo Ekman]], a spokesman for [[Company|Marlow Freight]], declined.", "spokespersonFor(Bo Ekman, Marlow Freight)"},
	{"member of a party", "[[Person|Ann Holt]] ([[Party|Liberals]]) smiled.", "memberOf(Ann Holt, Liberals)"},
	{"lawyer", "[[Person|Ann Holt]] wept. Her lawyer, [[Person|Bo Ekman]], smiled.", "worksFor(Bo Ekman, Ann Holt)"},
	{"where-clause", "He left [[Company|Marlow Freight]], where [[Person|Ann Holt]] is a director.", "leads(Ann Holt, Marlow Freight)"},
	{"of-which clause", "[[Organization|NATO]], of which [[Country|Norway]] is a member, agreed.", "memberOf(Norway, NATO)"},
	{"appointed as", "[[Company|Marlow Freight]] has appointed [[Person|Ann Holt]] as director.", "appoints(Marlow Freight, Ann Holt); leads(Ann Holt, Marlow Freight)"},
	{"active deal", "[[Company|Marlow Freight]] bought [[Company|Tarn Lines]] in 2019.", "acquired(Marlow Freight, Tarn Lines)"},
	{"passive deal", "[[Company|Tarn Lines]] was bought by [[Company|Marlow Freight]] in 2019.", "acquired(Marlow Freight, Tarn Lines)"},
	{"nominal deal", "The acquisition of [[Company|Tarn Lines]] by [[Company|Marlow Freight]] surprised the town.", "acquired(Marlow Freight, Tarn Lines)"},
	{"agreed to buy", "[[Company|Marlow Freight]] agreed to buy [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines)"},
	{"wants to buy", "[[Company|Marlow Freight]] wants to buy [[Company|Tarn Lines]].", "acquired(Marlow Freight, Tarn Lines) planned"},
	{"sale", "[[Company|Marlow Freight]] sold [[Company|Tarn Lines]] to [[Company|Nord Hav]].", "owns(Marlow Freight, Tarn Lines) former; acquired(Nord Hav, Tarn Lines)"},
	{"share", "[[Person|Ann Holt]] owns 40 percent of [[Company|Tarn Lines]].", "owns(Ann Holt, Tarn Lines)"},
	{"unit", "[[Company|Tarn Lines]], a subsidiary of [[Company|Marlow Freight]], closed.", "subsidiaryOf(Tarn Lines, Marlow Freight)"},
	{"founders", "[[Company|Tarn Lines]] was founded by [[Person|Ann Holt]] and [[Person|Bo Ekman]].", "founded(Ann Holt, Tarn Lines); founded(Bo Ekman, Tarn Lines)"},
	{"accusation", "[[Person|Ann Holt]] accused [[Person|Bo Ekman]] of stealing.", "accuses(Ann Holt, Bo Ekman)"},
	{"accusation, passive", "[[Person|Bo Ekman]] was accused of theft by [[Person|Ann Holt]].", "accuses(Ann Holt, Bo Ekman)"},
	{"accusation denied", "[[Person|Ann Holt]] accused [[Person|Bo Ekman]] of stealing. [[Person|Ekman]] rejected the accusation.", "accuses(Ann Holt, Bo Ekman); accuses(Ann Holt, Bo Ekman) denied by Bo Ekman"},
	{"nominal accusation denied", "[[Person|Bo Ekman]] denied the accusations by [[Person|Ann Holt]].", "-"},
	{"criticism", "[[Organization|Rivers Trust]] criticised [[Agency|Port Board]] for its silence.", "criticizes(Rivers Trust, Port Board)"},
	{"quoted label", "[[Person|Ann Holt]] called [[Company|Tarn Lines]] “a gang of clowns”.", "criticizes(Ann Holt, Tarn Lines)"},
	{"support", "[[Person|Ann Holt]] praised [[Person|Bo Ekman]].", "supports(Ann Holt, Bo Ekman)"},
	{"ties denied", "[[Company|Tarn Lines]] denies any ties to [[Country|Russia]].", "linkedTo(Tarn Lines, Russia) denied by Tarn Lines"},
	{"ties alleged", "[[Company|Tarn Lines]] allegedly has close ties to [[Country|Russia]].", "linkedTo(Tarn Lines, Russia) alleged"},
	{"no ties", "[[Company|Tarn Lines]] has no ties to [[Country|Russia]].", "linkedTo(Tarn Lines, Russia) denied"},
	{"said that", "[[Person|Ann Holt]] said that [[Company|Tarn Lines]] supplies [[Agency|Port Board]].", "supplies(Tarn Lines, Port Board) by Ann Holt"},
	{"according to", "[[Company|Tarn Lines]] bought [[Company|Nord Hav]], according to [[Agency|Port Board]].", "acquired(Tarn Lines, Nord Hav) by Port Board"},
	{"question", "Did [[Company|Tarn Lines]] buy [[Company|Nord Hav]]?", "-"},
	{"condition", "If [[Company|Tarn Lines]] buys [[Company|Nord Hav]], many will go.", "-"},
	{"negated act", "[[Person|Ann Holt]] did not sue [[Company|Tarn Lines]].", "-"},
	{"lawsuit", "[[Person|Ann Holt]] has sued [[Company|Tarn Lines]] for fraud.", "sues(Ann Holt, Tarn Lines)"},
	{"fine, passive", "[[Company|Tarn Lines]] was fined 2 million euros by [[Agency|Port Board]].", "fines(Port Board, Tarn Lines)"},
	{"sanctions", "[[Country|Norway]] imposed sanctions on [[Company|Tarn Lines]].", "fines(Norway, Tarn Lines)"},
	{"told to stop using", "[[Agency|Port Board]] told agencies to stop using [[Product|Vaultline]].", "bans(Port Board, Vaultline)"},
	{"age and home", "[[Person|Ann Holt]], 54, of [[Place|Ryburn]], was fined.", "livesIn(Ann Holt, Ryburn)"},
	{"place, country", "She flew to [[Place|Aarhus]], [[Country|Denmark]].", "locatedIn(Aarhus, Denmark)"},
	{"organization in place", "[[Company|Tarn Lines]] of [[Place|Bergen]] closed.", "basedIn(Tarn Lines, Bergen)"},
	{"based", "The [[Place|Bergen]]-based shipowner [[Company|Tarn Lines]] closed.", "basedIn(Tarn Lines, Bergen)"},
	{"nationality", "The Danish lawyer [[Person|Ann Holt]] lives in [[Country|Denmark]].", "citizenOf(Ann Holt, Denmark); livesIn(Ann Holt, Denmark)"},
	{"family", "[[Person|Ann Holt]] wept. Her brother, [[Person|Bo Ekman]], smiled.", "relativeOf(Bo Ekman, Ann Holt)"},
	{"daughter", "[[Person|Ann Holt]]'s daughter, [[Person|Eva Holt]], smiled.", "childOf(Eva Holt, Ann Holt)"},
	{"born and educated", "[[Person|Ann Holt]] was born in [[Place|Ryburn]] and studied at [[Organization|Leeds University]].", "bornIn(Ann Holt, Ryburn); educatedAt(Ann Holt, Leeds University)"},
	{"succession", "[[Person|Ann Holt]] replaced [[Person|Bo Ekman]].", "succeeds(Ann Holt, Bo Ekman)"},
	{"meeting", "[[Person|Ann Holt]] met [[Person|Bo Ekman]] in [[Place|Oslo]].", "metWith(Ann Holt, Bo Ekman)"},
	{"product", "[[Company|Tarn Lines]] makes [[Product|Vaultline]].", "develops(Tarn Lines, Vaultline)"},
	{"product, participle", "[[Product|Vaultline]], a mail program made by [[Company|Tarn Lines]], failed.", "develops(Tarn Lines, Vaultline)"},
	{"dismissal", "[[Company|Tarn Lines]] sacked [[Person|Ann Holt]].", "dismisses(Tarn Lines, Ann Holt); worksFor(Ann Holt, Tarn Lines) former"},
	{"planned resignation", "[[Person|Ann Holt]], director of [[Company|Tarn Lines]], is to step down.", "leads(Ann Holt, Tarn Lines); left(Ann Holt, Tarn Lines) planned"},
}

var danish = []construction{
	{"role in apposition", "[[Person|Lise Holt]], direktør i [[Company|Nordfragt]], smilede.", "leads(Lise Holt, Nordfragt)"},
	{"genitive role", "[[Company|Nordfragts]] direktør, [[Person|Lise Holt]], smilede.", "leads(Lise Holt, Nordfragt)"},
	{"title and preposition", "Direktør [[Person|Lise Holt]] fra [[Company|Nordfragt]] smilede.", "leads(Lise Holt, Nordfragt)"},
	{"role first", "Formanden for [[Organization|Åvennerne]], [[Person|Bo Ekman]], smilede.", "leads(Bo Ekman, Åvennerne)"},
	{"relative copula", "[[Person|Lise Holt]], der er formand for [[Organization|Åvennerne]], smilede.", "leads(Lise Holt, Åvennerne)"},
	{"former role", "[[Person|Lise Holt]], tidligere direktør i [[Company|Nordfragt]], smilede.", "leads(Lise Holt, Nordfragt) former"},
	{"deputy", "[[Person|Lise Holt]], vicedirektør i [[Agency|Havnestyrelsen]], smilede.", "worksFor(Lise Holt, Havnestyrelsen)"},
	{"functional chief", "[[Person|Lise Holt]], økonomichef i [[Company|Nordfragt]], smilede.", "worksFor(Lise Holt, Nordfragt)"},
	{"compound", "[[Company|Egely Capital]] har solgt. Egely-partneren [[Person|Bo Ekman]] smiler.", "worksFor(Bo Ekman, Egely Capital)"},
	{"party tag", "[[Person|Lise Holt]] ([[Party|S]]) smilede.", "memberOf(Lise Holt, S)"},
	{"party's person", "[[Party|Venstre]] tier. [[Party|Venstres]] [[Person|Lise Holt]] smilede.", "memberOf(Lise Holt, Venstre)"},
	{"spokesman", "[[Party|Venstre]] tier. [[Party|Venstres]] skatteordfører, [[Person|Lise Holt]], smilede.", "spokespersonFor(Lise Holt, Venstre)"},
	{"member, relative", "[[Organization|NATO]], som [[Country|Sverige]] er medlem af, svarede.", "memberOf(Sverige, NATO)"},
	{"appointed to", "[[Company|Nordfragt]] har udnævnt [[Person|Lise Holt]] til direktør.", "appoints(Nordfragt, Lise Holt); leads(Lise Holt, Nordfragt)"},
	{"active deal", "[[Company|Nordfragt]] har købt [[Company|Tarn]].", "acquired(Nordfragt, Tarn)"},
	{"inverted deal", "I 2019 købte [[Company|Nordfragt]] [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer)"},
	{"blive-passive", "[[Company|Tarn Linjer]] blev i 2019 overtaget af [[Company|Nordfragt]].", "acquired(Nordfragt, Tarn Linjer)"},
	{"s-passive", "[[Company|Tarn Linjer]] ejes af [[Company|Nordfragt]].", "owns(Nordfragt, Tarn Linjer)"},
	{"founded", "[[Company|Tarn Linjer]] blev stiftet af [[Person|Lise Holt]] og [[Person|Bo Ekman]].", "founded(Lise Holt, Tarn Linjer); founded(Bo Ekman, Tarn Linjer)"},
	{"accusation", "[[Person|Lise Holt]] anklager [[Person|Bo Ekman]] for tyveri.", "accuses(Lise Holt, Bo Ekman)"},
	{"accusation denied", "[[Person|Lise Holt]] beskylder [[Person|Bo Ekman]] for tyveri. Det afviser [[Person|Ekman]].", "accuses(Lise Holt, Bo Ekman); accuses(Lise Holt, Bo Ekman) denied by Bo Ekman"},
	{"accusation by noun denied", "[[Person|Lise Holt]] beskylder [[Person|Bo Ekman]] for tyveri. Den anklage afviser [[Person|Ekman]].", "accuses(Lise Holt, Bo Ekman); accuses(Lise Holt, Bo Ekman) denied by Bo Ekman"},
	{"criticism", "[[Organization|Åvennerne]] kritiserer [[Agency|Havnestyrelsen]] for tavshed.", "criticizes(Åvennerne, Havnestyrelsen)"},
	{"support", "[[Person|Lise Holt]] roser [[Person|Bo Ekman]].", "supports(Lise Holt, Bo Ekman)"},
	{"no ties", "[[Company|Tarn Linjer]] har ingen forbindelser til [[Country|Rusland]].", "linkedTo(Tarn Linjer, Rusland) denied"},
	{"ties alleged", "[[Company|Tarn Linjer]] har angiveligt tætte bånd til [[Country|Rusland]].", "linkedTo(Tarn Linjer, Rusland) alleged"},
	{"ifølge", "Ifølge [[Agency|Havnestyrelsen]] har [[Company|Nordfragt]] købt [[Company|Tarn Linjer]].", "acquired(Nordfragt, Tarn Linjer) by Havnestyrelsen"},
	{"dash quote", "- [[Company|Tarn Linjer]] har tætte bånd til [[Country|Rusland]], siger [[Person|Lise Holt]].", "linkedTo(Tarn Linjer, Rusland) by Lise Holt"},
	{"guillemets", "»[[Company|Tarn Linjer]] har tætte bånd til [[Country|Rusland]],« siger [[Person|Lise Holt]].", "linkedTo(Tarn Linjer, Rusland) by Lise Holt"},
	{"question", "Har [[Company|Nordfragt]] købt [[Company|Tarn Linjer]]?", "-"},
	{"negated act", "[[Person|Lise Holt]] har ikke sagsøgt [[Company|Tarn Linjer]].", "-"},
	{"lawsuit", "[[Person|Lise Holt]] har lagt sag an mod [[Company|Tarn Linjer]].", "sues(Lise Holt, Tarn Linjer)"},
	{"charge", "[[Agency|Østjyllands Politi]] har sigtet [[Person|Bo Ekman]] for hæleri.", "charges(Østjyllands Politi, Bo Ekman)"},
	{"arrest, nominal", "[[Country|Polens]] anholdelse af [[Person|Lise Holt]] vakte uro i [[Country|Polen]].", "arrests(Polen, Lise Holt)"},
	{"home", "[[Person|Lise Holt]] bor i [[Place|Hurup]].", "livesIn(Lise Holt, Hurup)"},
	{"place i country", "Hun rejste til [[Place|Novosibirsk]] i [[Country|Rusland]].", "locatedIn(Novosibirsk, Rusland)"},
	{"organization i place", "[[Company|Tarn Linjer]] i [[Place|Hobro]] lukkede.", "basedIn(Tarn Linjer, Hobro)"},
	{"nationality", "Den danske arkitekt [[Person|Lise Holt]] bor i [[Country|Danmark]].", "citizenOf(Lise Holt, Danmark); livesIn(Lise Holt, Danmark)"},
	{"family", "[[Person|Lise Holt]] græd. Hendes bror, [[Person|Bo Ekman]], smilede.", "relativeOf(Bo Ekman, Lise Holt)"},
	{"born", "[[Person|Lise Holt]] er født i [[Place|Hurup]].", "bornIn(Lise Holt, Hurup)"},
	{"succession", "[[Person|Lise Holt]] har afløst [[Person|Bo Ekman]].", "succeeds(Lise Holt, Bo Ekman)"},
	{"product", "[[Product|Vogteren]] er udviklet af [[Company|Tarn Linjer]].", "develops(Tarn Linjer, Vogteren)"},
	{"use", "[[Agency|Randers Kommune]] bruger programmet [[Product|Vogteren]].", "uses(Randers Kommune, Vogteren)"},
	{"dismissal", "[[Company|Tarn Linjer]] har fyret [[Person|Lise Holt]].", "dismisses(Tarn Linjer, Lise Holt); worksFor(Lise Holt, Tarn Linjer) former"},
	{"left the party", "[[Person|Lise Holt]] har meldt sig ud af [[Party|Venstre]].", "left(Lise Holt, Venstre); memberOf(Lise Holt, Venstre) former"},
	{"subsidiary clause", "[[Agency|Havnestyrelsen]], som hører under [[Agency|Søministeriet]], svarede.", "subsidiaryOf(Havnestyrelsen, Søministeriet)"},
}

// leastRight is the share of constructions that must come out right. It is not
// all of them: the parser's models are trained anew now and then, and may get
// another sentence wrong each time.
const leastRight = 0.85

func TestConstructions(t *testing.T) {
	for lang, table := range map[string][]construction{"en": english, "da": danish} {
		t.Run(lang, func(t *testing.T) {
			right := 0
			for _, c := range table {
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
			if share := float64(right) / float64(len(table)); share < leastRight {
				t.Errorf("%d of %d constructions are right, want at least %.0f %%", right, len(table), 100*leastRight)
			}
		})
	}
}
