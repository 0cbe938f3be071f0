package claims_test

import (
	"context"
	"strings"
	"testing"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/text"
)

// quiet are texts of sport results, weather, recipes and opinion that state
// nothing the ontology knows.
var quiet = map[string][]string{
	"en": {
		`The Rovers drew 2-2 with Harbour Town on Saturday in front of 3,400 people. The visitors scored after nine minutes when a long ball fell to the left winger, who beat the goalkeeper at the near post. The Rovers came back before half-time through a header, and then a penalty. In the second half both sides hit the bar. Two minutes from the end a corner was not cleared and the visitors had their point. The manager said it felt like a defeat. The Rovers are now seventh in the table, four points behind the leaders, and play away on Tuesday. Rain is expected, and the pitch at the Old Quarry ground was heavy already last week. The young midfielder who limped off after an hour will have a scan on Monday.`,
		`Tuesday will begin grey and damp along the west coast, with showers moving inland before noon. The east stays dry until the evening. Highs of nine to twelve degrees, a fresh south-westerly wind, gusts of up to 60 kilometres an hour in the north. On Wednesday the rain clears, and by Thursday most places will see some sun. Temperatures climb to fifteen degrees in the south by the weekend. The coastguard warns sailors of steep waves off the northern islands. A ridge of high pressure then builds from the Azores and brings a quiet spell that could last into May. Pollen counts are moderate. Nights stay cold in the valleys, where frost is possible until Friday.`,
		`Peel the potatoes and cut them into cubes of two centimetres. Fry the onion in butter until it is soft, but do not let it brown. Add the leeks, the potatoes and a litre of stock, and simmer for twenty minutes. Blend half of the soup and pour it back into the pot. Season with salt, white pepper and a little nutmeg. Serve it with toasted rye bread, chives and a spoonful of cream. The soup keeps for three days in the fridge and tastes better on the second. If you like it richer, fry some bacon until crisp and scatter it on top. A glass of cold cider goes well with it. Leftovers can be frozen, though the potatoes turn grainy.`,
		`There is a kind of politician who believes that a bicycle lane is an insult. He drives past the same queue every morning and blames the queue. I do not own a car, I never have, and I cannot say that I feel oppressed by those who do. What tires me is the tone. Every debate about a kerb becomes a war about freedom. Surely a town can decide where its children may ride without calling in the historians. We used to plant trees along our roads. We could do so again, and nobody would have to resign over it. The minister might even cut a ribbon. If the council wants my advice, which it does not, it should paint a line on Monday and go for lunch.`,
	},
	"da": {
		`Værterne spillede 2-2 mod Havneby lørdag foran 3.400 tilskuere. Gæsterne kom foran efter ni minutter, da en lang bold landede hos venstrekanten, der slog målmanden ved nærmeste stolpe. Værterne kom igen før pausen på et hovedstød og et straffespark. I anden halvleg ramte begge hold overliggeren. To minutter før tid blev et hjørnespark ikke klaret, og så var der et point til begge. Træneren sagde, at det føltes som et nederlag. Holdet ligger nu nummer syv og spiller på udebane tirsdag. Der er ventet regn, og banen var i forvejen tung. Den unge midtbanespiller, der haltede ud efter en time, skal scannes mandag.`,
		`Tirsdag begynder gråt og fugtigt langs vestkysten, og bygerne trækker ind over landet før middag. I øst holder det tørt til om aftenen. Temperaturer mellem ni og tolv grader og en frisk vind fra sydvest, i nord med vindstød op til kulingstyrke. Onsdag klarer det op, og torsdag kommer der sol de fleste steder. Mod weekenden bliver det op til femten grader i syd. Sejlere bør passe på stejle bølger ud for de nordlige øer. Derefter bygger et højtryk sig op og giver roligt vejr, der kan vare ind i maj. Pollentallet er moderat. Nætterne er stadig kolde i dalene, hvor der kan være frost indtil fredag.`,
		`Skræl kartoflerne og skær dem i tern på to centimeter. Svits løget i smør, til det er blødt, men lad det ikke tage farve. Kom porrer, kartofler og en liter bouillon i gryden, og lad det simre i tyve minutter. Blend halvdelen af suppen og hæld den tilbage i gryden. Smag til med salt, hvid peber og lidt muskatnød. Server den med ristet rugbrød, purløg og en skefuld fløde. Suppen holder sig tre dage i køleskabet og smager bedst på andendagen. Vil man have den fyldigere, steger man lidt bacon og drysser det på. Et glas kold cider passer godt til. Resten kan fryses, men kartoflerne bliver grynede.`,
		`Der findes en slags politikere, der tror, at en cykelsti er en fornærmelse. De kører forbi den samme kø hver morgen og giver køen skylden. Jeg ejer ikke en bil, det har jeg aldrig gjort, og jeg kan ikke sige, at jeg føler mig undertrykt af dem, der gør. Det, der trætter mig, er tonen. Enhver debat om en kantsten bliver til en krig om frihed. En by må da kunne bestemme, hvor dens børn skal cykle, uden at tilkalde historikerne. Vi plejede at plante træer langs vejene. Det kunne vi gøre igen, og ingen behøvede at gå af over det. Ministeren kunne endda klippe en snor. Vil kommunen have mit råd, hvad den ikke vil, så mal en streg på mandag og gå til frokost.`,
	},
}

// TestQuiet holds the rate of statements made of nothing: fewer than one in
// 500 words over all texts of a language.
func TestQuiet(t *testing.T) {
	list, err := parsers()
	if err != nil {
		t.Fatal(err)
	}
	x, err := claims.New(claims.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for code, texts := range quiet {
		l, err := lang.Get(code)
		if err != nil {
			t.Fatal(err)
		}
		names, err := ner.New(ner.Options{}, l)
		if err != nil {
			t.Fatal(err)
		}
		words, found := 0, 0
		for _, s := range texts {
			d := &text.Doc{Text: s, Lang: code, Has: text.Blocks, Blocks: []text.Block{{Span: text.Span{Start: 0, End: len(s)}}}}
			p, err := nlp.New(text.Blocks, append(append([]nlp.Stage{}, list...), names)...)
			if err != nil {
				t.Fatal(err)
			}
			if err := p.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			r, err := x.Extract(context.Background(), d)
			if err != nil {
				t.Fatal(err)
			}
			words += len(strings.Fields(s))
			for _, st := range r.Statements {
				found++
				t.Logf("%s: %s (%s) from %q", code, show(r, st), st.Rule, d.Of(d.Sentences[st.Sentence].Span))
			}
		}
		if found*500 >= words {
			t.Errorf("%s: %d statements in %d words that state none; want fewer than one in 500", code, found, words)
		}
	}
}
