package claims_test

import "testing"

// Posts: whose post it is, from the post's own noun phrase alone.
var englishPosts = []construction{
	{"nationality, country named", "[[Country|Norway]] waits. The Norwegian president [[Person|Ann Holt]] smiled.", "leads(Ann Holt, Norway)"},
	{"another country is named", "[[Country|Canada]] waits. Serbian President [[Person|Bo Ekman]] smiled.", "leads(Bo Ekman, Serbia)"},
	{"two words of nationality", "[[Country|Canada]] waits. South Korean Foreign Minister [[Person|Bo Ekman]] smiled.", "worksFor(Bo Ekman, South Korea)"},
	{"no country told", "[[Country|Canada]] waits. President [[Person|Bo Ekman]] smiled.", "-"},
	{"pope", "[[Country|Canada]] waits. Pope [[Person|Linus IV]] smiled.", "-"},
	{"country behind the name", "President [[Person|Bo Ekman]] of [[Country|Slovakia]] smiled in [[Country|Norway]].", "leads(Bo Ekman, Slovakia)"},
	{"president of a firm", "[[Company|Marlow Freight]] President [[Person|Bo Ekman]] smiled in [[Country|Norway]].", "leads(Bo Ekman, Marlow Freight)"},
	{"ambassador", "The Turkish ambassador to [[Country|Norway]], [[Person|Bo Ekman]], smiled. [[Country|Turkey]] is silent.", "worksFor(Bo Ekman, Turkey)"},
	{"coordinated titles", "[[Country|Poland]]'s foreign minister, [[Person|Bo Ekman]], and [[Country|Hungary]]'s foreign minister, [[Person|Ann Holt]], smiled.", "worksFor(Bo Ekman, Poland); worksFor(Ann Holt, Hungary)"},
	{"governor of a state", "[[Place|Texas]] Governor [[Person|Ann Holt]] smiled.", "leads(Ann Holt, Texas)"},
	{"mayor behind", "The mayor of [[Place|Bergen]], [[Person|Bo Ekman]], smiled.", "leads(Bo Ekman, Bergen)"},
	{"mayor and place behind the name", "Mayor [[Person|Bo Ekman]] of [[Place|Bergen]] smiled.", "leads(Bo Ekman, Bergen)"},
	{"topic is no organization of a post", "[[Company|Tarn Lines]] closed. “We wait,” said [[Person|Ann Holt]], local president of a union.", "-"},
	{"what a correspondent covers", "[[Media|Osk Radio]]'s [[Country|Iraq]] correspondent [[Person|Ann Holt]] smiled.", "worksFor(Ann Holt, Osk Radio)"},
	{"field before, employer behind", "[[Person|Ann Holt]] is a [[Agency|City Hall]] correspondent for [[Media|Osk Radio]].", "worksFor(Ann Holt, Osk Radio)"},
	{"rival, not head of state", "[[Country|Burma]]'s democracy leader [[Person|Ann Holt]] smiled.", "-"},
	{"office is no citizenship", "[[Country|Germany]] waits. German Chancellor [[Person|Ann Holt]] smiled.", "leads(Ann Holt, Germany)"},
	{"ordinary noun is", "[[Country|Germany]] waits. The German nurse [[Person|Ann Holt]] smiled.", "citizenOf(Ann Holt, Germany)"},
	{"country not named", "The German nurse [[Person|Ann Holt]] smiled.", "-"},
	{"raid of another country", "[[Person|Bo Ekman]] was killed in a German raid. [[Country|Germany]] is silent.", "-"},
	{"party's person", "[[Party|Harbour Party]]'s [[Person|Ann Holt]] smiled.", "memberOf(Ann Holt, Harbour Party)"},
	{"radio's person", "[[Media|Osk Radio]]'s [[Person|Ann Holt]] reports.", "worksFor(Ann Holt, Osk Radio)"},
	{"of the party", "[[Person|Ann Holt]] of the [[Party|Harbour Party]] smiled.", "memberOf(Ann Holt, Harbour Party)"},
	{"list of places", "They bought time in [[Place|Michigan]], [[Place|Arizona]], [[Place|Nevada]] and [[Place|Ohio]].", "-"},
	{"list of towns", "He sang in [[Place|Bergen]], [[Place|Hobro]] and [[Place|Malmö]].", "-"},
	{"capital", "She flew to [[Country|Norway]]'s capital, [[Place|Oslo]].", "locatedIn(Oslo, Norway)"},
	{"city of a nation", "[[Country|Norway]] waits. She flew to the Norwegian city of [[Place|Bergen]].", "locatedIn(Bergen, Norway)"},
	{"event in a country", "He played at the [[Organization|World Cup]] in [[Country|Norway]].", "-"},
	{"two titles, one holder each", "Former Kenyan president [[Person|Ann Holt]] and [[Person|Bo Ekman]] smiled.", "leads(Ann Holt, Kenya) former"},
	{"occupation by its class", "[[Person|Ann Holt]], a toxicologist at [[Organization|Leeds University]], smiled.", "worksFor(Ann Holt, Leeds University)"},
}

var danishPosts = []construction{
	{"nationality, country named", "[[Country|Norge]] venter. Den norske statsminister [[Person|Lise Holt]] smilede.", "leads(Lise Holt, Norge)"},
	{"another country is named", "[[Country|Canada]] venter. Den norske udenrigsminister, [[Person|Bo Ekman]], smilede. [[Country|Norge]] tier.", "worksFor(Bo Ekman, Norge)"},
	{"coordinated titles", "[[Country|Polens]] udenrigsminister, [[Person|Bo Ekman]], og [[Country|Ungarns]] udenrigsminister, [[Person|Lise Holt]], smilede.", "worksFor(Bo Ekman, Polen); worksFor(Lise Holt, Ungarn)"},
	{"ambassador", "Den tyrkiske ambassadør i [[Country|Danmark]], [[Person|Bo Ekman]], smilede. [[Country|Tyrkiet]] tier.", "worksFor(Bo Ekman, Tyrkiet)"},
	{"mayor", "[[Place|Hobros]] borgmester, [[Person|Bo Ekman]], smilede.", "leads(Bo Ekman, Hobro)"},
	{"mayor, place behind", "Borgmester [[Person|Bo Ekman]] i [[Place|Hobro]] smilede.", "leads(Bo Ekman, Hobro)"},
	{"topic is no organization of a post", "[[Company|Tarn Linjer]] er lukket. Det siger formand [[Person|Lise Holt]].", "-"},
	{"head of state without country", "[[Country|Canada]] venter. Præsident [[Person|Bo Ekman]] smilede.", "-"},
	{"office is no citizenship", "[[Country|Norge]] venter. Den norske statsminister [[Person|Lise Holt]] rejser.", "leads(Lise Holt, Norge)"},
	{"part of an organization, named", "[[Person|Lise Holt]] er direktør i [[Company|Tarn Linjers]] datterselskab [[Company|Osk Fart]].", "leads(Lise Holt, Osk Fart); subsidiaryOf(Osk Fart, Tarn Linjer)"},
	{"open compound", "[[Person|Lise Holt]], teamleder i [[Company|Tarn Linjer]], smilede.", "worksFor(Lise Holt, Tarn Linjer)"},
	{"party's person", "[[Party|Havnepartiets]] [[Person|Lise Holt]] smilede.", "memberOf(Lise Holt, Havnepartiet)"},
	{"list of places", "Hun sang i [[Place|Hobro]], [[Place|Hurup]] og [[Place|Malmø]].", "-"},
}

func TestPosts(t *testing.T) {
	tableTest(t, map[string][]construction{"en": englishPosts, "da": danishPosts})
}
