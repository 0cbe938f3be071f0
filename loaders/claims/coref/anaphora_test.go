package coref

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/text"
)

// parsed makes a Doc of sentences, one a line; a line that is empty ends a
// block. A token is word|UPOS|head|deprel|lemma|feats, head counting from 1, 0
// for the root; what is left out at the end is empty. {TYPE ... } marks a name.
func parsed(t testing.TB, lang, s string) *text.Doc {
	t.Helper()
	d := &text.Doc{Lang: lang, Has: text.Blocks | text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse | text.Names}
	var b strings.Builder
	block := true
	for _, line := range strings.Split(strings.TrimSpace(s), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 {
			block = true
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if block {
			d.Blocks = append(d.Blocks, text.Block{Span: text.Span{Start: b.Len()}})
			block = false
		}
		first, start := len(d.Tokens), b.Len()
		open := text.Name{First: -1}
		for _, f := range fields {
			if typ, ok := strings.CutPrefix(f, "{"); ok {
				open = text.Name{First: len(d.Tokens), Type: typ, Label: [classes]string{"PER", "ORG", "LOC", "MISC"}[classOf(typ, "")]}
				continue
			}
			if f == "}" {
				open.Last = len(d.Tokens)
				d.Names = append(d.Names, open)
				continue
			}
			c := strings.Split(f, "|")
			for len(c) < 6 {
				c = append(c, "")
			}
			head, err := strconv.Atoi(c[2])
			if err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			if len(d.Tokens) > first {
				b.WriteByte(' ')
			}
			tok := text.Token{Span: text.Span{Start: b.Len(), End: b.Len() + len(c[0])}, UPOS: c[1], Head: first + head - 1, Deprel: c[3],
				Lemma: c[4], Feats: strings.ReplaceAll(c[5], "+", "|")}
			if head == 0 {
				tok.Head = text.Root
			}
			d.Tokens = append(d.Tokens, tok)
			b.WriteString(c[0])
		}
		end := b.Len()
		d.Sentences = append(d.Sentences, text.Sentence{Span: text.Span{Start: start, End: end}, First: first, Last: len(d.Tokens), Block: len(d.Blocks) - 1})
		d.Blocks[len(d.Blocks)-1].End = end
	}
	d.Text = b.String()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

// links writes what nominals and pronouns stand for: "word=Name, ...".
func links(o *Discourse) string {
	var out []string
	for _, m := range o.Ordered() {
		if m.Form == FormName {
			continue
		}
		es := m.Entities
		if es == nil {
			es = []int{m.Entity}
		}
		var names []string
		for _, e := range es {
			names = append(names, o.Entities[e].Name)
		}
		out = append(out, fmt.Sprintf("%s=%s", o.Doc.Word(m.Head), strings.Join(names, "+")))
	}
	return strings.Join(out, ", ")
}

func TestAnaphora(t *testing.T) {
	for _, c := range []struct{ about, lang, in, want string }{
		{"apposition, the noun again, it and its", "en", `
The|DET|3|det losing|ADJ|3|amod bidder|NOUN|6|nsubj|bidder|Number=Sing ,|PUNCT|5|punct {Company Ardent|PROPN|3|appos } sued|VERB|0|root|sue .|PUNCT|6|punct
The|DET|2|det bidder|NOUN|3|nsubj|bidder|Number=Sing lost|VERB|0|root|lose .|PUNCT|3|punct
It|PRON|2|nsubj fired|VERB|0|root|fire its|PRON|4|nmod:poss lawyers|NOUN|2|obj|lawyer|Number=Plur .|PUNCT|2|punct`,
			"bidder=Ardent, bidder=Ardent, It=Ardent, its=Ardent"},
		{"ministry by its name, agency by its type", "en", `
The|DET|2|det {Agency Ministry|PROPN|5|nsubj of|ADP|4|case Harbours|PROPN|2|nmod } asked|VERB|0|root|ask the|DET|8|det {Agency Kelp|PROPN|8|compound Board|PROPN|5|obj } .|PUNCT|5|punct
The|DET|2|det ministry|NOUN|3|nsubj|ministry|Number=Sing waited|VERB|0|root|wait .|PUNCT|3|punct`,
			"ministry=Ministry of Harbours"},
		{"two companies: in doubt, none", "en", `
{Company Ardent|PROPN|4|nsubj } and|CCONJ|3|cc {Company Bolden|PROPN|1|conj } merged|VERB|0|root|merge .|PUNCT|4|punct
The|DET|2|det company|NOUN|3|nsubj|company|Number=Sing grew|VERB|0|root|grow .|PUNCT|3|punct`,
			""},
		{"another company is not the company", "en", `
{Company Ardent|PROPN|2|nsubj } won|VERB|0|root|win .|PUNCT|2|punct
Another|DET|2|det company|NOUN|3|nsubj|company|Number=Sing lost|VERB|0|root|lose .|PUNCT|3|punct`,
			""},
		{"he by gender, him not the subject", "en", `
{Person Peter|PROPN|3|nsubj Lund|PROPN|1|flat } met|VERB|0|root|meet {Person Anna|PROPN|3|obj Holm|PROPN|4|flat } .|PUNCT|3|punct
She|PRON|2|nsubj accused|VERB|0|root|accuse him|PRON|2|obj .|PUNCT|2|punct`,
			"She=Anna Holm, him=Peter Lund"},
		{"relative pronoun, person behind a place", "en", `
{Person Anna|PROPN|11|nsubj Holm|PROPN|1|flat } ,|PUNCT|5|punct a|DET|5|det lawyer|NOUN|1|appos|lawyer|Number=Sing in|ADP|7|case {Place Leeds|PROPN|5|nmod } who|PRON|9|nsubj acts|VERB|7|acl:relcl|act ,|PUNCT|5|punct smiled|VERB|0|root|smile .|PUNCT|11|punct`,
			"lawyer=Anna Holm, who=Anna Holm"},
		{"pleonastic it", "en", `
{Company Ardent|PROPN|2|nsubj } won|VERB|0|root|win .|PUNCT|2|punct
It|PRON|3|nsubj was|AUX|3|cop time|NOUN|0|root|time|Number=Sing to|PART|5|mark go|VERB|3|acl|go .|PUNCT|3|punct`,
			""},
		{"possessor of a conjunct", "en", `
{Country Malta|PROPN|2|nsubj } sanctioned|VERB|0|root|sanction a|DET|4|det trader|NOUN|2|obj|trader|Number=Sing and|CCONJ|7|cc its|PRON|7|nmod:poss owner|NOUN|4|conj|owner|Number=Sing .|PUNCT|2|punct`,
			""},
		{"fronted possessive", "en", `
{Agency Kelp|PROPN|2|compound Board|PROPN|3|nsubj } met|VERB|0|root|meet .|PUNCT|3|punct
In|ADP|3|case its|PRON|3|nmod:poss report|NOUN|6|obl|report|Number=Sing ,|PUNCT|3|punct {Company Ardent|PROPN|6|nsubj } lies|VERB|0|root|lie .|PUNCT|6|punct`,
			"its=Ardent"},
		{"the two", "en", `
{Person Peter|PROPN|6|nsubj Lund|PROPN|1|flat } and|CCONJ|4|cc {Person Bo|PROPN|1|conj Quist|PROPN|4|flat } sang|VERB|0|root|sing .|PUNCT|6|punct
The|DET|2|det two|NUM|3|nsubj|two left|VERB|0|root|leave .|PUNCT|3|punct`,
			"two=Peter Lund+Bo Quist"},
		{"age", "en", `
{Person Peter|PROPN|3|nsubj Lund|PROPN|1|flat } fell|VERB|0|root|fall .|PUNCT|3|punct
The|DET|3|det 63-year-old|ADJ|3|amod baker|NOUN|4|nsubj|baker|Number=Sing rose|VERB|0|root|rise .|PUNCT|4|punct`,
			"baker=Peter Lund"},
		{"a judge is not the person in focus", "en", `
{Person Peter|PROPN|4|nsubj:pass Lund|PROPN|1|flat } was|AUX|4|aux:pass jailed|VERB|0|root|jail .|PUNCT|4|punct
The|DET|2|det judge|NOUN|3|nsubj|judge|Number=Sing said|VERB|0|root|say so|ADV|3|advmod .|PUNCT|3|punct`,
			""},
		{"who denies is the accused", "en", `
{Person Robin|PROPN|3|nsubj Quist|PROPN|1|flat } accused|VERB|0|root|accuse {Person Kim|PROPN|3|obj Holm|PROPN|4|flat } of|ADP|7|case theft|NOUN|3|obl|theft|Number=Sing .|PUNCT|3|punct
He|PRON|2|nsubj denied|VERB|0|root|deny the|DET|4|det charge|NOUN|2|obj|charge|Number=Sing .|PUNCT|2|punct`,
			"He=Kim Holm"},
		{"a noun in apposition corrects the recogniser", "en", `
The|DET|2|det dealer|NOUN|4|nsubj|farmer|Number=Sing ,|PUNCT|2|punct smiled|VERB|0|root|smile .|PUNCT|4|punct
{Company Oke|PROPN|7|nsubj Lunde|PROPN|1|flat } ,|PUNCT|5|punct a|DET|5|det farmer|NOUN|1|appos|farmer|Number=Sing ,|PUNCT|1|punct sowed|VERB|0|root|sow .|PUNCT|7|punct
He|PRON|2|nsubj slept|VERB|0|root|sleep .|PUNCT|2|punct`,
			"farmer=Oke Lunde, He=Oke Lunde"},
		{"Danish compounds and definite nouns", "da", `
{Agency Havtilsynet|PROPN|2|nsubj } anmelder|VERB|0|root|anmelde fiskekoncernen|NOUN|2|obj|fiskekoncern|Definite=Def+Gender=Com+Number=Sing {Company Torskø|PROPN|3|appos } .|PUNCT|2|punct
Koncernen|NOUN|2|nsubj|koncern|Definite=Def+Gender=Com+Number=Sing klager|VERB|0|root|klage til|ADP|4|case tilsynet|NOUN|2|obl|tilsyn|Definite=Def+Gender=Neut+Number=Sing .|PUNCT|2|punct`,
			"fiskekoncernen=Torskø, Koncernen=Torskø, tilsynet=Havtilsynet"},
		{"Danish reflexive possessive and the other one", "da", `
{Person Peter|PROPN|3|nsubj Lund|PROPN|1|flat } fyrede|VERB|0|root|fyre {Person Bo|PROPN|3|obj Quist|PROPN|4|flat } .|PUNCT|3|punct
{Person Lund|PROPN|2|nsubj } solgte|VERB|0|root|sælge sin|DET|4|nmod:poss båd|NOUN|2|obj|båd|Definite=Ind+Gender=Com+Number=Sing og|CCONJ|6|cc gemte|VERB|2|conj|gemme hans|PRON|8|nmod:poss båd|NOUN|6|obj|båd|Definite=Ind+Gender=Com+Number=Sing .|PUNCT|2|punct`,
			"sin=Peter Lund, hans=Bo Quist"},
		{"who speaks after a dash is left open between two", "da", `
{Person Peter|PROPN|3|nsubj Lund|PROPN|1|flat } roste|VERB|0|root|rose {Person Bo|PROPN|3|obj Quist|PROPN|4|flat } .|PUNCT|3|punct
{Person Bo|PROPN|3|nsubj Quist|PROPN|1|flat } takkede|VERB|0|root|takke .|PUNCT|3|punct

-|PUNCT|3|punct {Person Lund|PROPN|3|nsubj } overdriver|VERB|0|root|overdrive ,|PUNCT|3|punct siger|VERB|3|parataxis|sige han|PRON|5|nsubj .|PUNCT|3|punct`,
			""},
		{"minister by an ending, not the vice", "da", `
fiskeriminister|NOUN|2|nmod|fiskeriminister {Person Lis|PROPN|4|nsubj Holm|PROPN|2|flat } smiler|VERB|0|root|smile .|PUNCT|4|punct
viceborgmester|NOUN|2|nmod|viceborgmester {Person Bo|PROPN|4|nsubj Quist|PROPN|2|flat } ler|VERB|0|root|le .|PUNCT|4|punct
Ministeren|NOUN|2|nsubj|minister|Definite=Def+Gender=Com+Number=Sing mødte|VERB|0|root|møde borgmesteren|NOUN|2|obj|borgmester|Definite=Def+Gender=Com+Number=Sing .|PUNCT|2|punct`,
			"Ministeren=Lis Holm"},
	} {
		t.Run(c.about, func(t *testing.T) {
			o, err := Resolve(context.Background(), parsed(t, c.lang, c.in), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := links(o); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			for i, m := range o.Mentions {
				if i > 0 && compareMentions(o.Mentions[i-1], m) > 0 {
					t.Errorf("mention %d out of order", i)
				}
				if e, ok := o.EntityAt(m.Head); !ok || e != m.Entity {
					t.Errorf("EntityAt(%d) = %d, %v, want %d", m.Head, e, ok, m.Entity)
				}
			}
		})
	}
}

func TestUnnamed(t *testing.T) {
	d := parsed(t, "en", `
Two|NUM|3|nummod former|ADJ|3|amod employees|NOUN|8|nsubj|employee|Number=Plur of|ADP|6|case {Company Ardent|PROPN|6|compound Foods|PROPN|3|nmod } have|AUX|8|aux said|VERB|0|root|say so|ADV|8|advmod .|PUNCT|8|punct
The|DET|2|det employees|NOUN|3|nsubj|employee|Number=Plur|Definite=Def said|VERB|0|root|say more|ADV|3|advmod .|PUNCT|3|punct
A|DET|2|det spokesman|NOUN|5|nsubj|spokesman|Number=Sing for|ADP|4|case {Company Ardent|PROPN|2|nmod } said|VERB|0|root|say no|ADV|5|advmod .|PUNCT|5|punct
The|DET|2|det report|NOUN|3|nsubj|report|Number=Sing said|VERB|0|root|say yes|ADV|3|advmod .|PUNCT|3|punct`)
	o, err := Resolve(context.Background(), d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, ok := o.Unnamed(2)
	if !ok || o.Entities[e].Type != "Unnamed" || o.Entities[e].Name != "Two former employees of Ardent Foods" {
		t.Fatalf("Unnamed(2) = %d, %v: %+v", e, ok, o.Entities)
	}
	if again, ok := o.Unnamed(2); !ok || again != e {
		t.Errorf("asked twice: %d, %v", again, ok)
	}
	if later, ok := o.Unnamed(11); !ok || later != e {
		t.Errorf("the definite noun takes up another one: %d, %v", later, ok)
	}
	if spoken, ok := o.Unnamed(16); !ok || o.Entities[spoken].Name != "Ardent Foods" {
		t.Errorf("the spokesman stands for %d, %v", spoken, ok)
	}
	for _, bad := range []int{-1, 7, 23, 99} {
		if e, ok := o.Unnamed(bad); ok {
			t.Errorf("Unnamed(%d) = %d", bad, e)
		}
	}
	prev := Mention{}
	for i, m := range o.Ordered() {
		if i > 0 && compareMentions(prev, m) > 0 {
			t.Error("Ordered is not in order")
		}
		prev = m
	}
}

func TestSetSpeaker(t *testing.T) {
	d := parsed(t, "en", `
"|PUNCT|3|punct I|PRON|3|nsubj regret|VERB|7|ccomp|regret our|PRON|5|nmod:poss part|NOUN|3|obj|part "|PUNCT|3|punct says|VERB|0|root|say {Person Bo|PROPN|7|nsubj Quist|PROPN|8|flat } of|ADP|11|case {Company Ardent|PROPN|8|nmod } .|PUNCT|7|punct`)
	o, err := Resolve(context.Background(), d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	o.SetSpeaker(-3, 6, 0, 1)
	o.SetSpeaker(0, 99, 5, None)
	if got, want := links(o), "I=Bo Quist, our=Ardent"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzResolve holds that no tree, tag or name list makes Resolve fail, and
// that what it returns is consistent.
func FuzzResolve(f *testing.F) {
	f.Add("A|PROPN|0|root B|NOUN|1|appos he|PRON|2|nmod:poss", "en", uint64(1))
	f.Add("den|PRON|2|nsubj sin|DET|3|acl:relcl selskabet|NOUN|0|root som|PRON|1|nsubj", "da", uint64(5))
	f.Add("The|DET|2|det two|NUM|0|root \"|PUNCT|2|punct who|PRON|2|acl", "en", uint64(0))
	f.Add("- X , siger hun", "da", uint64(2))
	f.Fuzz(func(t *testing.T, s, lang string, names uint64) {
		d := &text.Doc{Text: s, Lang: lang, Has: text.Blocks | text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse | text.Names}
		d.Blocks = []text.Block{{Span: text.Span{End: len(s)}}}
		pos := 0
		for _, f := range strings.Fields(s) {
			if len(d.Tokens) == 64 {
				break
			}
			start := strings.Index(s[pos:], f) + pos
			pos = start + len(f)
			word, rest, _ := strings.Cut(f, "|")
			if word == "" {
				continue
			}
			c := append(strings.Split(rest, "|"), "", "", "", "")
			head, err := strconv.Atoi(c[1])
			if err != nil || head < 1 {
				head = 0
			}
			d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: start + len(word)}, UPOS: c[0], Head: head - 1, Deprel: c[2], Feats: c[3]})
		}
		for i := range d.Tokens {
			// Heads point backwards or to the root, so that there is no cycle;
			// a parser promises a tree.
			if h := d.Tokens[i].Head; h >= i || h < 0 {
				d.Tokens[i].Head = text.Root
			}
			if names>>uint(i)&1 == 1 {
				d.Names = append(d.Names, text.Name{First: i, Last: i + 1, Label: []string{"PER", "ORG", "LOC", "MISC"}[i%4]})
			}
		}
		d.Sentences = []text.Sentence{{Span: text.Span{End: len(s)}, Last: len(d.Tokens)}}
		o, err := Resolve(context.Background(), d, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.Tokens {
			o.Unnamed(i)
			o.Expand(i)
		}
		o.SetSpeaker(0, len(d.Tokens), 0, 0)
		for _, m := range o.Ordered() {
			if m.Entity < 0 || m.Entity >= len(o.Entities) || m.Start > m.End || m.First >= m.Last {
				t.Fatalf("bad mention %+v", m)
			}
		}
	})
}

// BenchmarkResolve measures all of it on a long parsed article.
func BenchmarkResolve(b *testing.B) {
	d := parsed(b, "en", strings.Repeat(`
The|DET|3|det losing|ADJ|3|amod bidder|NOUN|6|nsubj|bidder|Number=Sing ,|PUNCT|5|punct {Company Ardent|PROPN|3|appos } sued|VERB|0|root|sue .|PUNCT|6|punct
{Person Anna|PROPN|11|nsubj Holm|PROPN|1|flat } ,|PUNCT|5|punct a|DET|5|det lawyer|NOUN|1|appos|lawyer|Number=Sing in|ADP|7|case {Place Leeds|PROPN|5|nmod } who|PRON|9|nsubj acts|VERB|7|acl:relcl|act ,|PUNCT|5|punct smiled|VERB|0|root|smile .|PUNCT|11|punct
She|PRON|2|nsubj accused|VERB|0|root|accuse the|DET|4|det company|NOUN|2|obj|company|Number=Sing .|PUNCT|2|punct

`, 300))
	b.ResetTimer()
	for range b.N {
		if _, err := Resolve(context.Background(), d, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
