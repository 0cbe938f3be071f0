package claims_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
)

// soup draws a Doc of random words, tags, trees and names: nothing a parser
// makes is excluded.
func soup(r *rand.Rand, lang string) *text.Doc {
	words := strings.Fields(`" “ ” » « – - , . ; : ? ( ) 's ' who which that der som hvor hvis whose where it its his her he she they vi we jeg I
		the a den det en et said sagde says siger denies afviser called kalder accused anklaget bought købte sold solgte to til of af by for i in on med with
		director direktør chairman formand spokesman talsmand owner ejer brother bror lawyer advokat deputy former tidligere then minister president
		is was er var has har not ikke no ingen never aldrig allegedly angiveligt according ifølge and og or but born født lives bor in based 52 2019 million
		company selskab bank police politi ties bånd accusation anklage investigation shares procent Danish danske russisk appointed udnævnt as som sig itself
		Acme Nordhavn Holt Oslo Danmark Anders Venstre X-direktøren ’s « » report rapport`)
	tags := strings.Fields("NOUN PROPN VERB AUX ADP PRON DET ADJ ADV PUNCT CCONJ SCONJ NUM PART X")
	rels := strings.Fields("nsubj nsubj:pass obj iobj obl obl:agent nmod nmod:poss appos flat compound conj cc case mark acl acl:relcl advcl ccomp xcomp cop aux aux:pass det amod advmod punct parataxis dep compound:prt")
	feats := []string{"", "VerbForm=Fin|Tense=Past|Mood=Ind", "VerbForm=Part|Tense=Past|Voice=Pass", "VerbForm=Inf", "VerbForm=Ger", "Case=Gen", "Definite=Def", "Tense=Pres|VerbForm=Fin"}
	types := strings.Fields("Person Company Agency Media Party Organization Country Place Product Event Law")
	label := map[string]string{"Person": "PER", "Country": "LOC", "Place": "LOC", "Product": "MISC", "Event": "MISC", "Law": "MISC"}
	d := &text.Doc{Lang: lang, Published: "2024-03-15"}
	var b strings.Builder
	for n := 1 + r.IntN(4); n > 0; n-- {
		from, first := b.Len(), len(d.Tokens)
		size := 1 + r.IntN(24)
		root := first + r.IntN(size)
		for i := range size {
			w := words[r.IntN(len(words))]
			start := b.Len()
			b.WriteString(w)
			d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: start, End: b.Len()}, UPOS: tags[r.IntN(len(tags))],
				Feats: feats[r.IntN(len(feats))], Lemma: strings.ToLower(w), Deprel: rels[r.IntN(len(rels))]})
			if r.IntN(4) > 0 {
				b.WriteByte(' ')
			}
			at := first + i
			switch {
			case at == root:
				d.Tokens[at].Head, d.Tokens[at].Deprel = text.Root, "root"
			case at < root: // towards the root: no cycles
				d.Tokens[at].Head = at + 1 + r.IntN(root-at)
			default:
				d.Tokens[at].Head = root + r.IntN(at-root)
			}
		}
		span := text.Span{Start: from, End: b.Len()}
		d.Blocks = append(d.Blocks, text.Block{Span: span, Kind: text.BlockKind(r.IntN(3))})
		d.Sentences = append(d.Sentences, text.Sentence{Span: span, First: first, Last: len(d.Tokens), Block: len(d.Blocks) - 1})
		for at := first; at < len(d.Tokens); at++ {
			if r.IntN(4) == 0 {
				n := text.Name{First: at, Last: min(at+1+r.IntN(3), len(d.Tokens)), Type: types[r.IntN(len(types))]}
				if n.Label = label[n.Type]; n.Label == "" {
					n.Label = "ORG"
				}
				d.Names = append(d.Names, n)
				at = n.Last
			}
		}
		b.WriteByte('\n')
	}
	d.Text = b.String()
	d.Has = text.Blocks | text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse | text.Names
	return d
}

// checkResult holds the invariants of a Result.
func checkResult(t *testing.T, d *text.Doc, r *claims.Result) {
	t.Helper()
	for _, s := range r.Statements {
		switch {
		case s.Subject < 0 || s.Subject >= len(r.Entities),
			s.Object != coref.None && (s.Object < 0 || s.Object >= len(r.Entities)),
			s.Object == coref.None && s.ObjectDate == "",
			s.Holder != coref.None && (s.Holder < 0 || s.Holder >= len(r.Entities)),
			s.Sentence < 0 || s.Sentence >= len(d.Sentences),
			s.Confidence < 0 || s.Confidence > 1, s.Rule == "":
			t.Fatalf("bad statement %+v in %q", s, d.Text)
		}
		if d.Blocks[d.Sentences[s.Sentence].Block].Kind == text.Boilerplate {
			t.Fatalf("statement from boilerplate: %+v in %q", s, d.Text)
		}
	}
}

// TestSoup runs the extractor over documents that make no sense. None may make
// it fail, and the same one gives the same result.
func TestSoup(t *testing.T) {
	x, err := claims.New(claims.Options{MinConfidence: -1})
	if err != nil {
		t.Fatal(err)
	}
	for seed := range uint64(1200) {
		for _, lang := range []string{"en", "da"} {
			d := soup(rand.New(rand.NewPCG(seed, 7)), lang)
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
			r, err := x.Extract(context.Background(), d)
			if err != nil {
				t.Fatalf("seed %d, %s: %v", seed, lang, err)
			}
			checkResult(t, d, r)
			if seed%100 == 0 {
				again, _ := x.Extract(context.Background(), d)
				if len(again.Statements) != len(r.Statements) {
					t.Fatalf("seed %d: %d statements, then %d", seed, len(r.Statements), len(again.Statements))
				}
				for i := range r.Statements {
					if show(r, r.Statements[i]) != show(again, again.Statements[i]) {
						t.Fatalf("seed %d: %s, then %s", seed, show(r, r.Statements[i]), show(again, again.Statements[i]))
					}
				}
			}
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, seed := range []uint64{1, 7, 99} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	x, err := claims.New(claims.Options{MinConfidence: -1, Passages: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, seed uint64, english bool) {
		lang := "da"
		if english {
			lang = "en"
		}
		d := soup(rand.New(rand.NewPCG(seed, 1)), lang)
		r, err := x.Extract(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		checkResult(t, d, r)
	})
}

// BenchmarkExtract reports words a second of the frames and of the trees under
// them, on one text of our own.
func BenchmarkExtract(b *testing.B) {
	var s strings.Builder
	for _, c := range english {
		s.WriteString(c.text + " ")
	}
	d, _ := extractMarked(b, "en", s.String())
	x, err := claims.New(claims.Options{RulesOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := x.Extract(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(d.Tokens)*b.N)/b.Elapsed().Seconds(), "words/s")
}
