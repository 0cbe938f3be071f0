// Package stress writes texts and files that make careless programs slow or
// large, for tests of the readers and the pipeline.
//
// Out: Texts, each of any length, and Files, in every format that is read. Not
// here: what has to become of them.
package stress

import (
	"fmt"
	"strconv"
	"strings"
)

// Text is a text that is the same over and over.
type Text struct {
	Name, Lang string
	// unit is text number i of those that stand one behind the other: %[1]s and
	// %[2]s are names that only number i has, %[1]d is i modulo 1000.
	unit string
}

// openQuote begins the texts that are one quote.
const openQuote = "Anna Holm, the chairman of Brinova Group, said: “"

// Texts are one long word, sentence, paragraph, quote, list and many of each,
// of names, brackets, pronouns, dates, amounts, accusations and the like.
var Texts = []Text{
	{"word", "en", "a"},
	{"word of capitals", "en", "A"},
	{"glued", "en", "ReutersThe"},
	{"address", "en", "ab.cd/ef-gh@ij:"},
	{"sentence", "en", "the man and the dog saw "},
	{"paragraph", "en", "Anna Holm leads Brinova Group. She accused Bo Lind of fraud. The company denied it. "},
	{"lines", "en", "the dog is in a car.\n"},
	{"list", "en", "Anna Holm, "},
	{"list of names", "en", "%[1]s Holm, "},
	{"brackets", "en", "([abcd"},
	{"nested brackets", "en", "(Anna Holm said "},
	{"open quotes", "en", "\"I saw \"it "},
	{"quotes", "en", "\"I saw it,\" said Anna Holm.\n"},
	{"quotes of many", "en", "\"I saw %[2]s,\" said %[1]s Holm.\n"},
	{"quote of paragraphs", "en", "“We saw it when the company came to Paris.\n\n"},
	{"one quote", "en", "We saw him and I told the minister that she accused Bo Lind of fraud. "},
	{"one name", "en", "Anna Holm leads Brinova Group. She accused Bo Lind.\n\n"},
	{"names", "en", "%[1]s Holm met %[2]s Lind.\n"},
	{"companies", "en", "%[1]s Group bought %[2]s Bank. The company leads the market.\n\n"},
	{"posts", "en", "%[1]s Holm, chief executive of %[2]s Group, accused the minister of lying. The chairman denied it.\n\n"},
	{"accusations", "en", "Anna Holm accused %[1]s Lind of fraud. %[1]s Lind denied that he attacked %[2]s Bank.\n\n"},
	{"surnames", "en", "%[1]s %[2]s came. %[2]s said that he left.\n\n"},
	{"acronyms", "en", "The %[1]s %[2]s Agency (A%[1]sA) said so. The agency warned.\n\n"},
	{"denials", "en", "Anna Holm accused Bo Lind of fraud. Bo Lind denied the charges. Bo Lind rejected all allegations.\n\n"},
	{"changes", "en", "%[1]s Holm left Brinova Group. Anna Holm, the chairman of %[2]s Group, was dismissed. %[1]s Lind succeeds %[2]s Lind as director of Brinova Group.\n\n"},
	{"sources", "en", "Prosecutors said that two officials had left. The officials denied it, a diplomat said. Several %[1]sers agreed.\n\n"},
	{"middle names", "en", "Anna %[1]s Holm came. Mr Holm left with Ms %[2]s Holm.\n\n"},
	{"companies or people", "en", "The company %[1]s Holm and the agency %[2]s Lind denied it.\n\n"},
	{"capitals", "en", "ANNA HOLM LEADS BRINOVA GROUP, THE COMPANY SAID. SHE ACCUSED BO LIND.\n\n"},
	{"capitals glued", "en", "The KILO "},
	{"pronouns", "en", "Anna Holm came. He saw her and they told him that it was his. "},
	{"nouns", "en", "The company told the minister that the man knew the agency and its director. "},
	{"nations", "en", "The Danish minister met the German company and the French spy in Norway. "},
	{"dates", "en", "Anna Holm came on 3 March 2021 and left on Friday, 5 April %[1]d. "},
	{"money", "en", "Brinova paid $3.5 million and 1,2%[1]d euros to Bo Lind. "},
	{"numbers", "en", "1.2,3-4/5 a "},
	{"ord", "da", "å"},
	{"sammensat", "da", "ReutersDet"},
	{"sætning", "da", "manden og hunden så den "},
	{"afsnit", "da", "Anna Holm leder Brinova Group. Hun anklagede Bo Lind for svindel. Selskabet afviste det. "},
	{"liste", "da", "%[1]s Holm, "},
	{"citater", "da", "»Jeg så %[2]s,« sagde %[1]s Holm.\n\n"},
	{"replikker", "da", "– Jeg så det, siger Anna Holm.\n\n"},
	{"navne", "da", "%[1]s Holm mødte %[2]s Lind.\n\n"},
	{"poster", "da", "%[1]s Holm, direktør for %[2]s Group, anklagede ministeren for at lyve. Formanden afviste det.\n\n"},
	{"versaler", "da", "ANNA HOLM LEDER BRINOVA GROUP, SIGER SELSKABET. HUN ANKLAGEDE BO LIND.\n\n"},
	{"kilder", "da", "To embedsmænd sagde, at anklagere havde set det. Embedsmændene afviste det, siger en kilde.\n\n"},
	{"sammensatte", "da", "%[1]s-aktien faldt, og %[2]s-direktøren og Brinova-formanden afviste det.\n\n"},
	{"ministre", "da", "Udenrigsministeren og %[1]sministeren i Norge mødte politiets betjente i Oslo og København.\n\n"},
	{"stedord", "da", "Anna Holm kom. Han så hende, og de sagde til ham, at den var hans og sin. "},
	{"nationer", "da", "Den danske minister mødte det tyske selskab og den franske spion i Norge. "},
	{"datoer", "da", "Anna Holm kom den 3. marts 2021 og rejste fredag den 5. april. "},
	{"beløb", "da", "Brinova betalte 3,5 millioner kroner og 1.2%[1]d euro til Bo Lind. "},
}

// Write is the text in n bytes or a few more.
func (t Text) Write(n int) string {
	var b strings.Builder
	if t.Name == "one quote" {
		b.WriteString(openQuote)
	}
	for i := 0; b.Len() < n; i++ {
		if !strings.Contains(t.unit, "%") {
			b.WriteString(t.unit)
			continue
		}
		// What the format does not use would be told behind the zero byte.
		s := fmt.Sprintf(strings.ReplaceAll(t.unit, "%[1]d", strconv.Itoa(i%1000))+"\x00%[1]s%[2]s", invented(7*i), invented(13*i+5))
		b.WriteString(s[:strings.IndexByte(s, 0)])
	}
	return b.String()
}

// invented is a name of five letters.
func invented(i int) string {
	b := []byte("Aaaaa")
	for k := range b {
		b[k] += byte(i % 26)
		i /= 26
	}
	return string(b)
}
