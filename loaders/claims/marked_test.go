package claims_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

var nameMark = regexp.MustCompile(`\[\[([A-Za-z]+)\|([^\[\]|]+)\]\]`)

// givenNames is a stage that adds names known beforehand.
type givenNames map[string][]given

type given struct {
	text.Span
	typ string
}

func (givenNames) Name() string      { return "given names" }
func (givenNames) Needs() text.Layer { return text.Tokens }
func (givenNames) Adds() text.Layer  { return text.Names }
func (g givenNames) Annotate(_ context.Context, d *text.Doc) error {
	label := map[string]string{"Person": "PER", "Country": "LOC", "Place": "LOC", "Product": "MISC", "Event": "MISC", "Law": "MISC"}
	for _, n := range g[d.Text] {
		name := text.Name{First: -1, Type: n.typ, Label: label[n.typ]}
		if name.Label == "" {
			name.Label = "ORG"
		}
		for i, t := range d.Tokens {
			if t.Overlaps(n.Span) {
				if name.First < 0 {
					name.First = i
				}
				name.Last = i + 1
			}
		}
		d.Names = append(d.Names, name)
	}
	return nil
}

// marked reads "[[Person|Ann Lee]] leads ..." into plain text and names.
func marked(s string) (string, []given) {
	var b strings.Builder
	var names []given
	last := 0
	for _, m := range nameMark.FindAllStringSubmatchIndex(s, -1) {
		b.WriteString(s[last:m[0]])
		start := b.Len()
		b.WriteString(s[m[4]:m[5]])
		names = append(names, given{text.Span{Start: start, End: b.Len()}, s[m[2]:m[3]]})
		last = m[1]
	}
	b.WriteString(s[last:])
	return b.String(), names
}

var parsers = sync.OnceValues(func() ([]nlp.Stage, error) { return stages.New() })

// extractMarked runs tokenizer, tagger, parser and the frames over a marked
// text, paragraphs separated by blank lines.
func extractMarked(t testing.TB, lang, s string) (*text.Doc, *claims.Result) {
	t.Helper()
	list, err := parsers()
	if err != nil {
		t.Fatal(err)
	}
	plain, names := marked(s)
	d := &text.Doc{Text: plain, Lang: lang, Published: "2024-03-15", Has: text.Blocks}
	pos := 0
	for _, par := range strings.SplitAfter(plain, "\n\n") {
		if body := strings.TrimRight(par, "\n"); body != "" {
			d.Blocks = append(d.Blocks, text.Block{Span: text.Span{Start: pos, End: pos + len(body)}})
		}
		pos += len(par)
	}
	p, err := nlp.New(text.Blocks, append(slices.Clone(list), givenNames{plain: names})...)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	x, err := claims.New(claims.Options{RulesOnly: true, Explain: true, MinConfidence: -1})
	if err != nil {
		t.Fatal(err)
	}
	r, err := x.Extract(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return d, r
}

// show writes a statement as "leads(Ann Lee, Acme)", with what is not plain
// behind it: "denied", "former", "by Bo Ek".
func show(r *claims.Result, s claims.Statement) string {
	o := s.ObjectDate
	if s.Object != coref.None {
		o = r.Entities[s.Object].Name
	}
	by := "somebody"
	if s.Subject != coref.None {
		by = r.Entities[s.Subject].Name
	}
	out := fmt.Sprintf("%s(%s, %s)", s.Predicate, by, o)
	if s.Stance != "asserted" {
		out += " " + s.Stance
	}
	if s.Status != "current" {
		out += " " + s.Status
	}
	if s.Holder != coref.None {
		out += " by " + r.Entities[s.Holder].Name
	}
	return out
}

func shown(r *claims.Result) []string {
	var out []string
	for _, s := range r.Statements {
		out = append(out, show(r, s))
	}
	slices.Sort(out)
	return out
}
