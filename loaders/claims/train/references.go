package train

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/coref/refs"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/nlp/text"
)

// Referent is what one noun or pronoun of an article stands for.
type Referent struct {
	Doc   string
	Start int    // byte offset of its head
	Name  string // a name of the entity in the article, "" for none
}

// References are what the reference model learns from.
type References struct {
	GUM       []evaluate.Chained
	Articles  []evaluate.Article
	Referents []Referent
}

// ReadReferences reads the annotated referents of a corpus folder
// (references.tsv: article, offset, word, name or "-"), with those articles of
// the corpus, of references-voa.jsonl and of extra that they are about.
func ReadReferences(corpus string, extra []evaluate.Article) (References, error) {
	var out References
	data, err := os.ReadFile(filepath.Join(corpus, "references.tsv"))
	if err != nil {
		return out, fmt.Errorf("read references: %w", err)
	}
	docs := map[string]bool{}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return out, fmt.Errorf("read references: line %d: want article, offset, word and name", n+1)
		}
		start, err := strconv.Atoi(f[1])
		if err != nil {
			return out, fmt.Errorf("read references: line %d: %w", n+1, err)
		}
		docs[f[0]] = true
		out.Referents = append(out.Referents, Referent{f[0], start, strings.TrimPrefix(f[3], "-")})
	}
	var articles []evaluate.Article
	for _, lang := range []string{"da", "en"} {
		a, err := evaluate.ReadCorpus(filepath.Join(corpus, lang))
		if err != nil {
			return out, err
		}
		articles = append(articles, a...)
	}
	briefs, err := readBriefs(filepath.Join(corpus, "references-voa.jsonl"))
	if err != nil {
		return out, err
	}
	for _, a := range slices.Concat(articles, briefs, extra) {
		if docs[a.ID] {
			out.Articles = append(out.Articles, a)
		}
	}
	return out, nil
}

// readBriefs reads articles without marks, one a line.
func readBriefs(file string) ([]evaluate.Article, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read references: %w", err)
	}
	var out []evaluate.Article
	for line := range strings.Lines(string(data)) {
		var a struct {
			evaluate.Article
			Text string `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("read references: %s: %w", file, err)
		}
		a.Article.Text = a.Text
		out = append(out, a.Article)
	}
	return out, nil
}

// ReferenceCases works out the cases of all sources, in their order.
func (t *Trainer) ReferenceCases(ctx context.Context, r References) ([]refs.Case, error) {
	var out []refs.Case
	for _, g := range r.GUM {
		cases, err := gumCases(ctx, g)
		if err != nil {
			return nil, err
		}
		out = append(out, cases...)
	}
	for i := range r.Articles {
		a := &r.Articles[i]
		d := a.Doc()
		if err := t.Pipeline.Annotate(ctx, d); err != nil {
			return nil, err
		}
		cases, err := annotatedCases(ctx, a, d, r.Referents)
		if err != nil {
			return nil, err
		}
		out = append(out, cases...)
	}
	return out, nil
}

// articleWeight is what a case of an article counts next to one of GUM, most
// of which is no news and has trees set by hand.
const articleWeight = 3

// collector makes cases of what coref.Resolve ranks. Gold says what the token
// stands for: entities (any of them is right), none of them, or not known.
type collector struct {
	doc, source string
	weight      float64
	gold        func(token int) (entities []int, known bool)
	cases       []refs.Case
	d           *text.Doc
	names       *coref.Discourse
}

func (c *collector) observe(token, kind int, entities []int, features [][]refs.Feature) (int, bool) {
	gold, known := c.gold(token)
	if !known {
		return coref.None, true
	}
	e := coref.None
	for _, x := range entities {
		if x != coref.None && slices.Contains(gold, x) {
			e = x
			break
		}
	}
	k := refs.Case{Doc: c.doc, Source: c.source, At: c.d.Tokens[token].Start, Kind: kind, Candidates: features, Right: make([]bool, len(entities)), Entities: entities, Weight: c.weight}
	for i, x := range entities {
		k.Right[i] = x == e
	}
	if len(entities) > 1 {
		if e != coref.None {
			k.Name = c.names.Entities[e].Name
		}
		c.cases = append(c.cases, k)
	}
	return e, true
}

func (c *collector) run(ctx context.Context, d *text.Doc) error {
	_, err := coref.Resolve(ctx, d, coref.Options{References: coref.NewReferenceModel(), Observe: c.observe})
	return err
}

// gumCases takes the coreference annotation of GUM: an entity is right if one
// of its names is in the chain of the anaphor.
func gumCases(ctx context.Context, g evaluate.Chained) ([]refs.Case, error) {
	names, err := coref.Resolve(ctx, g.Doc, coref.Options{NamesOnly: true})
	if err != nil {
		return nil, err
	}
	of := map[string][]int{}
	for _, m := range names.Mentions {
		id, ok := g.Chain[m.Head]
		if !ok {
			id = g.Inside[m.Head]
		}
		if id != "" && !slices.Contains(of[id], m.Entity) {
			of[id] = append(of[id], m.Entity)
		}
	}
	c := collector{doc: g.ID, source: "gum", weight: 1, d: g.Doc, names: names, gold: func(t int) ([]int, bool) { return of[g.Chain[t]], true }}
	err = c.run(ctx, g.Doc)
	return c.cases, err
}

// annotatedCases takes the referents of one article.
func annotatedCases(ctx context.Context, a *evaluate.Article, d *text.Doc, all []Referent) ([]refs.Case, error) {
	names, err := coref.Resolve(ctx, d, coref.Options{NamesOnly: true})
	if err != nil {
		return nil, err
	}
	at := map[int]string{}
	for _, r := range all {
		if r.Doc == a.ID {
			at[r.Start] = r.Name
		}
	}
	source, _, _ := strings.Cut(a.ID, "-")
	c := collector{doc: a.ID, source: source, weight: articleWeight, d: d, names: names, gold: func(t int) ([]int, bool) {
		name, ok := at[d.Tokens[t].Start]
		if !ok {
			return nil, false
		}
		return named(names, name), true
	}}
	err = c.run(ctx, d)
	return c.cases, err
}

// named are the entities with a name form; if there are none, those that have
// it as a part of a name.
func named(o *coref.Discourse, name string) []int {
	var exact, part []int
	for i, e := range o.Entities {
		for _, form := range append([]string{e.Name}, e.Names...) {
			switch {
			case name == "":
			case form == name:
				exact = append(exact, i)
			case strings.Contains(form, name) || strings.Contains(name, form) && len(form) > 3:
				part = append(part, i)
			}
		}
	}
	if exact != nil {
		return exact
	}
	return part
}
