package train

import (
	"bufio"
	"compress/gzip"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/nlp/conllu"
	"newsgraph/loaders/nlp/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGUM measures nominals and pronouns on documents of GUM with gold trees,
// names and coreference: of those that were resolved, how many stand for the
// same thing as the names of their entity; of the gold ones whose chain has a
// name, how many were resolved rightly.
func TestGUM(t *testing.T) {
	dir := filepath.Join(root(t), "..", "shared", "data")
	trees := filepath.Join(dir, "ud", "en_gum-train.conllu.gz")
	if _, err := os.Stat(trees); err != nil {
		t.Skipf("no GUM beside the project: %v", err)
	}
	docs := gumDocs(t, trees, filepath.Join(dir, "ner", "en_gum-train.iob2"))
	var b strings.Builder
	total := map[string]*gumScore{}
	for _, genre := range []string{"news", "bio", "interview", "speech"} {
		for _, g := range docs {
			if !strings.HasPrefix(g.id, "GUM_"+genre) {
				continue
			}
			o, err := Resolve(context.Background(), g.doc, Options{})
			if err != nil {
				t.Fatal(err)
			}
			g.score(t, o, total, genre)
		}
		for _, form := range []string{"nominal", "pronoun he/she", "pronoun it"} {
			s := total[genre+" "+form]
			if s == nil {
				s = &gumScore{}
			}
			fmt.Fprintf(&b, "%-10s %-17s precision %.3f (%d) recall %.3f (%d)\n", genre, form, s.precision(), s.made, s.recall(), s.gold)
		}
	}
	golden := filepath.Join("testdata", "gum.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%swant\n%s(run with -update if this is better)", b.String(), want)
	}
}

type gumScore struct{ made, right, gold, found int }

func (s *gumScore) precision() float64 { return float64(s.right) / float64(max(s.made, 1)) }
func (s *gumScore) recall() float64    { return float64(s.found) / float64(max(s.gold, 1)) }

// score compares the mentions of o with the gold chains.
func (g *gumDoc) score(t *testing.T, o *Discourse, total map[string]*gumScore, genre string) {
	named := map[int]map[string]bool{} // entity to the chains of its names
	has := map[string]bool{}           // chains with a name
	for _, m := range o.Mentions {
		if m.Form != FormName {
			continue
		}
		id, ok := g.chain[m.Head]
		if !ok {
			id = g.inside[m.Head]
		}
		if named[m.Entity] == nil {
			named[m.Entity] = map[string]bool{}
		}
		named[m.Entity][id], has[id] = true, true
	}
	at := func(key string) *gumScore {
		if total[key] == nil {
			total[key] = &gumScore{}
		}
		return total[key]
	}
	lex := lexiconFor("en")
	kindOf := func(tok int) string {
		p, ok := lex.pronouns[lower(g.doc, tok)]
		switch {
		case !ok || g.doc.Tokens[tok].UPOS == "NOUN":
			return "nominal"
		case p.kind == "relative":
			return "pronoun relative"
		case p.kind == "person" || p.kind == "reflexive" && p.gender != "":
			return "pronoun he/she"
		case p.kind == "thing" || p.kind == "reflexive":
			return "pronoun it"
		case p.kind == "plural":
			return "pronoun they"
		}
		return "other"
	}
	right := map[int]bool{}
	for _, m := range o.Mentions {
		if m.Form == FormName || m.Entities != nil {
			continue
		}
		s := at(genre + " " + kindOf(m.Head))
		s.made++
		id, ok := g.chain[m.Head]
		if kindOf(m.Head) == "pronoun relative" && !ok { // GUM does not annotate them
			s.made--
			continue
		}
		if ok && named[m.Entity][id] {
			s.right++
			right[m.Head] = true
		} else if testing.Verbose() {
			sent := g.doc.Sentences[sentenceOf(g.doc, m.Head)]
			t.Logf("%s %q=%s: %s", g.id, g.doc.Of(m.Span), o.Entities[m.Entity].Name, g.doc.Of(sent.Span))
		}
	}
	for tok, id := range g.chain {
		k := kindOf(tok)
		if !has[id] || o.Covering[tok] != None && o.Mentions[o.Covering[tok]].Form == FormName || k == "other" {
			continue
		}
		if k == "nominal" && g.doc.Tokens[tok].UPOS != "NOUN" {
			continue
		}
		s := at(genre + " " + k)
		s.gold++
		if right[tok] {
			s.found++
		}
	}
}

func sentenceOf(d *text.Doc, t int) int {
	for i, s := range d.Sentences {
		if t < s.Last {
			return i
		}
	}
	return 0
}
