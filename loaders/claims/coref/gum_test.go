package coref

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

// gumDoc is a document with its gold chains.
type gumDoc struct {
	id     string
	doc    *text.Doc
	chain  map[int]string // head token of a mention to its chain
	inside []string       // token to the chain of the innermost mention around it
}

// gumDocs reads GUM's trees and the names that were derived from it.
func gumDocs(t *testing.T, trees, names string) []gumDoc {
	t.Helper()
	f, err := os.Open(trees)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := conllu.Read(z)
	if err != nil {
		t.Fatal(err)
	}
	n, err := os.Open(names)
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	labels := iobSentences(n)
	var out []gumDoc
	for first := 0; first < len(sentences); {
		last := first + 1
		for last < len(sentences) && sentences[last].Comment("newdoc id") == "" {
			last++
		}
		g := gumDoc{id: sentences[first].Comment("newdoc id"), doc: conllu.Doc(sentences[first:last], "en", conllu.Gold{Tags: true, Parse: true})}
		g.names(sentences[first:last], labels)
		g.chains(sentences[first:last])
		out = append(out, g)
		first = last
	}
	return out
}

// iobSentences maps sentence ids to labels.
func iobSentences(r io.Reader) map[string][]string {
	out := map[string][]string{}
	id := ""
	s := bufio.NewScanner(r)
	for s.Scan() {
		line := s.Text()
		if v, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			id = v
		} else if _, label, ok := strings.Cut(line, "\t"); ok {
			out[id] = append(out[id], label)
		}
	}
	return out
}

func (g *gumDoc) names(sentences []conllu.Sentence, labels map[string][]string) {
	kind := map[string]string{"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
	for i := range sentences {
		l := labels[sentences[i].Comment("sent_id")]
		s := g.doc.Sentences[i]
		if len(l) != s.Last-s.First {
			continue
		}
		for k := 0; k < len(l); k++ {
			if !strings.HasPrefix(l[k], "B-") {
				continue
			}
			end := k + 1
			for end < len(l) && strings.HasPrefix(l[end], "I-") {
				end++
			}
			label := kind[l[k][2:]]
			if label == "" {
				label = "MISC"
			}
			if l[k][2:] != "TIME" && l[k][2:] != "NORP" {
				g.doc.Names = append(g.doc.Names, text.Name{First: s.First + k, Last: s.First + end, Label: label})
			}
		}
	}
	g.doc.Has |= text.Names
}

// chains reads the bracketed Entity annotation of MISC.
func (g *gumDoc) chains(sentences []conllu.Sentence) {
	type open struct {
		id    string
		first int
	}
	g.chain = map[int]string{}
	g.inside = make([]string, len(g.doc.Tokens))
	var stack []open
	size := make([]int, len(g.doc.Tokens))
	done := func(o open, last int) {
		g.chain[headOf(g.doc, o.first, last)] = o.id
		for t := o.first; t < last; t++ {
			if size[t] == 0 || last-o.first < size[t] {
				size[t], g.inside[t] = last-o.first, o.id
			}
		}
	}
	t := 0
	for i := range sentences {
		for _, w := range sentences[i].Words {
			for _, m := range strings.Split(w.Misc, "|") {
				v, ok := strings.CutPrefix(m, "Entity=")
				for ok && v != "" {
					switch v[0] {
					case '(':
						end := strings.IndexAny(v[1:], "()")
						body := v[1:]
						if end >= 0 {
							body, v = v[1:1+end], v[1+end:]
						} else {
							v = ""
						}
						id, _, _ := strings.Cut(body, "-")
						stack = append(stack, open{id, t})
						if strings.HasPrefix(v, ")") {
							done(stack[len(stack)-1], t+1)
							stack, v = stack[:len(stack)-1], v[1:]
						}
					default:
						id, rest, _ := strings.Cut(v, ")")
						v = rest
						for k := len(stack) - 1; k >= 0; k-- {
							if stack[k].id == id {
								done(stack[k], t+1)
								stack = append(stack[:k], stack[k+1:]...)
								break
							}
						}
					}
				}
			}
			t++
		}
	}
}

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

// root is the folder of go.mod.
func root(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("find the repository root: no go.mod above")
		}
		dir = filepath.Dir(dir)
	}
}
