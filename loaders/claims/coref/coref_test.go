package coref

import (
	"context"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

// marked makes a Doc of text with [[TYPE|name]] marks; a TYPE in lower case
// hides the fine type and keeps the label.
func marked(t testing.TB, lang, s string) *text.Doc {
	t.Helper()
	a := goldArticle{ID: t.Name(), Lang: lang}
	var b strings.Builder
	last := 0
	for _, m := range markPattern.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[last:m[0]])
		start := b.Len()
		b.WriteString(s[m[4]:m[5]])
		a.mentions = append(a.mentions, goldMention{text.Span{Start: start, End: b.Len()}, "", s[m[2]:m[3]]})
		last = m[1]
	}
	b.WriteString(s[last:])
	a.plain = b.String()
	d := goldDoc(a, true)
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

// chains writes the names of every entity as "first+second, ..." in order.
func chains(o *Discourse) string {
	parts := make([][]string, len(o.Entities))
	for _, m := range o.Mentions {
		if m.Form == FormName {
			parts[m.Entity] = append(parts[m.Entity], o.Doc.Of(m.Span))
		}
	}
	var out []string
	for _, p := range parts {
		out = append(out, strings.Join(p, "+"))
	}
	return strings.Join(out, ", ")
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ about, lang, in, want string }{
		{"person and company of one name", "en",
			"[[Person|Eugene Kaspersky]] founded [[Company|Kaspersky Lab]] in 1997. [[Organization|Kaspersky]] software was banned. Mr. [[Person|Kaspersky]] was angry. [[Person|Kaspersky]], 52, sued.",
			"Eugene Kaspersky+Kaspersky+Kaspersky, Kaspersky Lab+Kaspersky"},
		{"who is quoted by the surname", "en", "[[Person|Hilda Dorn]] leads [[Company|Dorn Foods]]. \"We pay,\" [[Company|Dorn]] said twice. [[Company|Dorn]] said it would grow.",
			"Hilda Dorn+Dorn, Dorn Foods+Dorn"},
		{"surname that only the company bears elsewhere", "en",
			"The [[Person|Dorn]] products were tested. [[Person|Hilda Dorn]], who founded [[Company|Dorn]], was told. [[Person|Dorn]] said no.",
			"Dorn+Dorn, Hilda Dorn+Dorn"},
		{"spelling of the given name", "en", "[[Person|Yevgeny Sobol]] left. A friend of [[Person|Eugene Sobol]] did not.", "Yevgeny Sobol+Eugene Sobol"},
		{"father and son", "en", "[[Person|Carl Dorn Sr.]] owns it. [[Person|Carl Dorn Jr.]] was fined. [[Person|Ann Lake III]] met [[Person|Ann Lake IV]].",
			"Carl Dorn Sr., Carl Dorn Jr., Ann Lake III, Ann Lake IV"},
		{"plural and genitive", "da", "[[Company|Fjordlys]] er solgt. [[Company|Fjordlys']] ejer tier. [[Company|Vindkraft Holding]] og [[Company|Vindkraft Holdings]] kunder.",
			"Fjordlys+Fjordlys, Vindkraft Holding+Vindkraft Holdings"},
		{"bracketed acronym", "en", "The [[Agency|Office of Harbour Control]] ([[Agency|OHC]]) rose. [[Agency|OHC]] fell.", "Office of Harbour Control+OHC+OHC"},
		{"party tag is no acronym", "da", "[[Person|Lis Holm]] ([[Party|SF]]) stemte for.", "Lis Holm, SF"},
		{"initials", "da", "[[Agency|Nationalt Center for Havmiljø]] siger nej. [[Agency|NCH]] tier.", "Nationalt Center for Havmiljø+NCH"},
		{"two names for one acronym", "en", "[[Company|Blue Water]] and [[Company|Bold Wind]] fight. [[Company|BW]] won.", "Blue Water, Bold Wind, BW"},
		{"legal form and short form", "da", "[[Company|Grønvang Energi A/S]] voksede. [[Company|Grønvang Energi]] ansatte flere, og [[Company|Grønvang]] jubler.",
			"Grønvang Energi A/S+Grønvang Energi+Grønvang"},
		{"product that begins like the company", "da", "[[Company|Flet]] sælger [[Product|FletOS]] til [[Company|Flet Nordic]].", "Flet+Flet Nordic, FletOS"},
		{"committee of the parliament", "da", "[[Agency|Folketinget]] spurgte [[Agency|Folketingets Fiskeriudvalg]].", "Folketinget, Folketingets Fiskeriudvalg"},
		{"definite short form", "da", "[[Agency|Grønlands Fiskeritilsyn]] greb ind. [[Agency|Fiskeritilsynet]] tav.", "Grønlands Fiskeritilsyn+Fiskeritilsynet"},
		{"country names", "en", "[[Country|U.S.]] and [[Country|United States]] and [[Country|America]], not [[Country|Britain]].", "U.S.+United States+America, Britain"},
		{"dateline", "en", "[[Place|TARTU]] - It rained in [[Place|Tartu]].", "TARTU+Tartu"},
		{"family", "en", "[[Person|Ann Quist]] rose. [[Person|Quist]] sat. Her son [[Person|Bo Quist]] and [[Person|Quist]] met. Mr [[Person|Quist]] left.", "Ann Quist+Quist+Quist, Bo Quist+Quist"},
		{"surname before the full name", "en", "[[Person|Amadi]] wins. [[Person|Chidi Amadi]] was glad.", "Amadi+Chidi Amadi"},
		{"organization and person in one name", "en", "Head of [[Company|Ardent Foods Eva Lindqvist]] left [[Company|Ardent Foods]]. [[Person|Eva Lindqvist]] slept.", "Ardent Foods+Ardent Foods, Eva Lindqvist+Eva Lindqvist"},
		{"a post makes a person", "en", "[[Company|Ardent Foods]] CEO [[Company|Eva Lindqvist]] spoke. [[Person|Lindqvist]] slept.", "Ardent Foods, Eva Lindqvist+Lindqvist"},
		{"particles and given name", "en", "[[Person|Johan van der Hoek]] sat. [[Person|Van der Hoek]] stood, and [[Person|Johan]] ran.", "Johan van der Hoek+Van der Hoek+Johan"},
	} {
		t.Run(c.about, func(t *testing.T) {
			o, err := Resolve(context.Background(), marked(t, c.lang, c.in), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := chains(o); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestEntity(t *testing.T) {
	o, err := Resolve(context.Background(), marked(t, "da",
		"[[Company|NORDLYS]] tabte. [[Organization|Nordlys]] er ejet af [[Company|Nordlys Holding]]s ejer. Fru [[Person|Jensen]] ejer [[Agency|Skovtilsynets]] hus."), Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, ok := o.EntityAt(0)
	if !ok || o.Entities[e].Name != "Nordlys Holding" || o.Entities[e].Type != "Company" || len(o.Entities[e].Names) != 2 {
		t.Errorf("EntityAt(0) = %d, %v: %+v", e, ok, o.Entities)
	}
	if o.Entities[1].Gender != "f" {
		t.Errorf("a Mrs is %q", o.Entities[1].Gender)
	}
	if _, ok := o.EntityAt(1); ok {
		t.Error("a verb refers to nobody")
	}
	if got := o.Expand(0); len(got) != 1 || got[0] != e {
		t.Errorf("Expand(0) = %v", got)
	}
}

func TestNeeds(t *testing.T) {
	if _, err := Resolve(context.Background(), &text.Doc{Text: "x"}, Options{}); err == nil || !strings.Contains(err.Error(), "names") {
		t.Errorf("want an error that names the missing layers, got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Resolve(ctx, marked(t, "en", "[[Person|A B]]"), Options{}); err == nil {
		t.Error("a done context stops nothing")
	}
	if _, err := Resolve(context.Background(), marked(t, "xx", "[[Person|A B]] [[Person|!]]"), Options{}); err != nil {
		t.Error(err)
	}
}

// Names that begin a word with a hyphen are mentions, apart from the chains.
func TestCompounds(t *testing.T) {
	for _, c := range []struct{ lang, in, want string }{
		{"da", "[[Company|Fjordlys]] er solgt. Fjordlys-aktierne faldt, og Fjordlys-selskabet tav.", "Fjordlys+Fjordlys+Fjordlys"},
		{"da", "[[Person|Ida Lark]] er EU-ordfører, TV-vært og har Mac-computere.", "Ida Lark, EU"},
		{"da", "Den Nordbyg-ejede grund ligger ved Øst-stationen.", ""},
		{"en", "[[Company|Fjordlys]] sold its Northern-most plant.", "Fjordlys"},
	} {
		o, err := Resolve(context.Background(), marked(t, c.lang, c.in), Options{NamesOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		mentions, entities := o.Compounds()
		if got := chains(&Discourse{Doc: o.Doc, Mentions: mentions, Entities: entities}); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

// TestGenerations holds that Sr. and Jr. are two, that initials join the one
// name that they agree with, and that a firm is not its branch in a country.
func TestGenerations(t *testing.T) {
	r := &resolver{lex: lexiconFor("en")}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"ned orrin sr", "ned orrin jr", false},
		{"ned orrin iii", "ned orrin", true},
		{"p l orrin", "paul l orrin", true},
		{"paul l orrin", "petra orrin", false},
	} {
		if got := samePerson(strings.Fields(c.a), strings.Fields(c.b)); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
	for i, words := range []string{"paul l orrin", "petra orrin"} {
		r.groups = append(r.groups, group{words: strings.Fields(words), to: i})
	}
	if got := r.onePerson([]int{0, 1}, strings.Fields("p l orrin")); got != 0 {
		t.Errorf("P. L. Orrin is group %d, want 0", got)
	}
	if r.shortOrg([]string{"corvid"}, []string{"corvid", "japan"}) {
		t.Error("Corvid is its branch")
	}
}
