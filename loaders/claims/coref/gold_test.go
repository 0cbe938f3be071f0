package coref

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"testing"
	"unicode"

	"newsgraph/loaders/nlp/text"
)

// goldMention is a marked name of a gold article.
type goldMention struct {
	text.Span
	id, typ string
}

type goldArticle struct {
	ID, Lang, Title, Marked string
	Entities                []struct{ ID, Type, Name string }

	plain    string
	mentions []goldMention
}

var (
	goldMark    = regexp.MustCompile(`\[\[([a-z0-9]+)\|([^\[\]|]+)\]\]`)
	markPattern = regexp.MustCompile(`\[\[([A-Za-z]+)\|([^\[\]|]+)\]\]`)
)

// goldArticles reads the gold set beside the project, or skips the test.
func goldArticles(t *testing.T, lang string) []goldArticle {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(root(t), "..", "shared", "gold", "dev-"+lang, "*.json"))
	if len(files) == 0 {
		t.Skip("no gold articles beside the project (../shared/gold)")
	}
	sort.Strings(files)
	var out []goldArticle
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var a goldArticle
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatal(err)
		}
		a.unmark()
		out = append(out, a)
	}
	return out
}

// unmark fills plain and mentions from Marked.
func (a *goldArticle) unmark() {
	types := map[string]string{}
	for _, e := range a.Entities {
		types[e.ID] = e.Type
	}
	var b strings.Builder
	last := 0
	for _, m := range goldMark.FindAllStringSubmatchIndex(a.Marked, -1) {
		b.WriteString(a.Marked[last:m[0]])
		id, start := a.Marked[m[2]:m[3]], b.Len()
		b.WriteString(a.Marked[m[4]:m[5]])
		if types[id] != "Unnamed" {
			a.mentions = append(a.mentions, goldMention{text.Span{Start: start, End: b.Len()}, id, types[id]})
		}
		last = m[1]
	}
	b.WriteString(a.Marked[last:])
	a.plain = b.String()
}

// corpusArticles reads the project's own annotated articles.
func corpusArticles(t *testing.T, lang string) []goldArticle {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(root(t), "corpus", lang, "*.txt"))
	sort.Strings(files)
	var out []goldArticle
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(data), "\n\n")
		body, rest, _ := strings.Cut(rest, "\n=== entities\n")
		entities, _, _ := strings.Cut(rest, "\n=== statements")
		a := goldArticle{ID: strings.TrimSuffix(filepath.Base(f), ".txt"), Lang: lang, Marked: body}
		for _, line := range strings.Split(entities, "\n") {
			if c := strings.Split(line, " | "); len(c) == 3 {
				a.Entities = append(a.Entities, struct{ ID, Type, Name string }{c[0], c[1], c[2]})
			}
		}
		a.unmark()
		out = append(out, a)
	}
	return out
}

// goldDoc cuts a gold article into words, paragraphs as sentences, with the
// gold names as names. With fine false the names carry only coarse labels.
func goldDoc(a goldArticle, fine bool) *text.Doc {
	d := &text.Doc{Text: a.plain, Lang: a.Lang, Has: text.Blocks | text.Sentences | text.Tokens | text.Names}
	edges := map[int]bool{}
	for _, m := range a.mentions {
		edges[m.Start], edges[m.End] = true, true
	}
	pos := 0
	for _, par := range strings.SplitAfter(a.plain, "\n") {
		start := pos
		pos += len(par)
		body := strings.TrimRight(par, "\n")
		if strings.TrimSpace(body) == "" {
			continue
		}
		span := text.Span{Start: start, End: start + len(body)}
		d.Blocks = append(d.Blocks, text.Block{Span: span})
		first := len(d.Tokens)
		from := -1
		flush := func(to int) {
			if from >= 0 && from < to {
				d.Tokens = append(d.Tokens, text.Token{Span: text.Span{Start: from, End: to}})
			}
			from = -1
		}
		for i, c := range body {
			at := start + i
			if edges[at] {
				flush(at)
			}
			switch {
			case unicode.IsSpace(c):
				flush(at)
			case unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("-'’.&/", c):
				if from < 0 {
					from = at
				}
			default:
				flush(at)
				from = at
				flush(at + len(string(c)))
			}
		}
		flush(start + len(body))
		d.Sentences = append(d.Sentences, text.Sentence{Span: span, First: first, Last: len(d.Tokens), Block: len(d.Blocks) - 1})
	}
	label := [classes]string{"PER", "ORG", "LOC", "MISC"}
	for _, m := range a.mentions {
		n := text.Name{First: -1, Label: label[classOf(m.typ, "")]}
		if fine {
			n.Type = m.typ
		}
		for i, t := range d.Tokens {
			if m.Contains(t.Span) {
				if n.First < 0 {
					n.First = i
				}
				n.Last = i + 1
			}
		}
		d.Names = append(d.Names, n)
	}
	return d
}

// bCubed scores clusters of paired gold and system keys (Bagga and Baldwin
// 1998) as ../shared/gold/score.py does.
type bCubed struct{ p, r, n float64 }

func (b *bCubed) add(gold []string, system []int) {
	for i := range gold {
		var both, inGold, inSystem float64
		for j := range gold {
			g, s := gold[i] == gold[j], system[i] == system[j]
			if g {
				inGold++
			}
			if s {
				inSystem++
			}
			if g && s {
				both++
			}
		}
		b.p += both / inSystem
		b.r += both / inGold
		b.n++
	}
}

func (b *bCubed) f1() float64 { return 100 * 2 * b.p * b.r / (b.p + b.r) / b.n }

// TestGoldNames chains the marked names of the gold articles. Given right
// names the chains must be nearly right; the last six articles of each
// language are scored but never shown.
func TestGoldNames(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		articles := goldArticles(t, lang)
		for _, fine := range []bool{true, false} {
			var dev, aside bCubed
			for k, a := range articles {
				d := goldDoc(a, fine)
				if err := d.Check(); err != nil {
					t.Fatalf("%s: %v", a.ID, err)
				}
				o, err := Resolve(context.Background(), d, Options{NamesOnly: true})
				if err != nil {
					t.Fatal(err)
				}
				var gold []string
				var system []int
				for i, m := range a.mentions {
					gold, system = append(gold, m.id), append(system, o.Mentions[i].Entity)
				}
				if k >= len(articles)-6 {
					aside.add(gold, system)
					continue
				}
				dev.add(gold, system)
				if testing.Verbose() && fine {
					explain(t, a, o, gold, system)
				}
			}
			t.Logf("%s fine=%v: dev P %.1f R %.1f F %.1f (%0.f names), aside F %.1f (%.0f names)", lang, fine,
				100*dev.p/dev.n, 100*dev.r/dev.n, dev.f1(), dev.n, aside.f1(), aside.n)
			if dev.f1() < 97 || aside.f1() < 95 {
				t.Errorf("%s: chains of given names are worse than they were", lang)
			}
		}
	}
}

// TestCorpusNames chains the marked names of the project's own articles.
func TestCorpusNames(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		var b bCubed
		for _, a := range corpusArticles(t, lang) {
			o, err := Resolve(context.Background(), goldDoc(a, false), Options{NamesOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			var gold []string
			var system []int
			for i, m := range a.mentions {
				gold, system = append(gold, m.id), append(system, o.Mentions[i].Entity)
			}
			b.add(gold, system)
			if testing.Verbose() {
				explain(t, a, o, gold, system)
			}
		}
		t.Logf("%s: P %.1f R %.1f F %.1f (%.0f names)", lang, 100*b.p/b.n, 100*b.r/b.n, b.f1(), b.n)
		if b.f1() < 98 {
			t.Errorf("%s: chains of given names are worse than they were", lang)
		}
	}
}

// explain logs the pairs of neighbours in a gold or system chain that the
// other side parts.
func explain(t *testing.T, a goldArticle, o *Discourse, gold []string, system []int) {
	lastGold, lastSystem := map[string]int{}, map[int]int{}
	for i := range gold {
		if j, ok := lastGold[gold[i]]; ok && system[i] != system[j] {
			t.Logf("%s split %s: %q and %q", a.ID, gold[i], a.plain[a.mentions[j].Start:a.mentions[j].End], a.plain[a.mentions[i].Start:a.mentions[i].End])
		}
		if j, ok := lastSystem[system[i]]; ok && gold[i] != gold[j] {
			t.Logf("%s joined %s and %s: %q and %q", a.ID, gold[j], gold[i], a.plain[a.mentions[j].Start:a.mentions[j].End], a.plain[a.mentions[i].Start:a.mentions[i].End])
		}
		lastGold[gold[i]], lastSystem[system[i]] = i, i
	}
}

// TestSameAgain holds that nothing depends on the order of maps: an article
// resolved many times gives the same every time.
func TestSameAgain(t *testing.T) {
	for _, lang := range []string{"en", "da"} {
		for _, a := range corpusArticles(t, lang)[:12] {
			d := goldDoc(a, true)
			first, err := Resolve(context.Background(), d, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for range 8 {
				again, err := Resolve(context.Background(), d, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(first, again) {
					t.Fatalf("%s: two runs differ", a.ID)
				}
			}
		}
	}
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
