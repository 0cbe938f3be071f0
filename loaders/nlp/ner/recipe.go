package ner

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v3"

	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner/crf"
	"newsgraph/loaders/nlp/text"
	"newsgraph/loaders/nlp/tokenize"
)

// Recipe is ner.yaml: what a language's model learns from.
type Recipe struct {
	Sources  []SourceRecipe  `yaml:"sources"`
	Articles []ArticleRecipe `yaml:"articles"`
	// Apart asks for passes of their own for the treebank style, learnt without
	// articles.
	Apart  bool    `yaml:"apart"`
	Dev    string  `yaml:"dev"` // IOB2 file, for scores only
	Epochs int     `yaml:"epochs"`
	Rate   float32 `yaml:"rate"`
	L2     float32 `yaml:"l2"`
	// Dropout and AverageFrom are those of crf.Options.
	Dropout     float64 `yaml:"dropout"`
	AverageFrom int     `yaml:"average_from"`
}

// SourceRecipe is a corpus of two columns.
type SourceRecipe struct {
	File   string            `yaml:"file"` // below the data folder
	Style  string            `yaml:"style"`
	Weight float32           `yaml:"weight"`
	Labels map[string]string `yaml:"labels"` // see ReadIOB2
	// Size cuts corpora without document marks in documents of that many
	// sentences; 0 does not.
	Size int `yaml:"size"`
	// OpenMisc says that names of products and events are not marked.
	OpenMisc bool `yaml:"open_misc"`
	// Silver says that titles and nationality words are marked as names.
	Silver bool `yaml:"silver"`
	// Lower adds every fifth document once more in lower case, with this
	// weight, to the passes that are apart: web text is often written so.
	Lower float32 `yaml:"lower"`
	// ApartWeight is the weight in the passes that are apart; 0 means Weight.
	ApartWeight float32 `yaml:"apart_weight"`
	// Swaps adds that many copies with other names.
	Swaps int `yaml:"swaps"`
	// SwapWeight is the weight of those copies.
	SwapWeight float32 `yaml:"swap_weight"`
}

// ArticleRecipe names gold articles.
type ArticleRecipe struct {
	Dir        string  `yaml:"dir"` // from the data folder; "./x" from the working directory
	From       string  `yaml:"from"`
	To         string  `yaml:"to"`
	Weight     float32 `yaml:"weight"`
	Swaps      int     `yaml:"swaps"` // copies with other names
	SwapWeight float32 `yaml:"swap_weight"`
}

var styles = map[string]Style{"news": News, "treebank": Treebank, "wiki": wiki, "silver": silver, "gum": gum}

// ReadRecipe reads the language's ner.yaml.
func ReadRecipe(l *lang.Language) (Recipe, error) {
	var r Recipe
	b, err := l.File("ner.yaml")
	if err != nil {
		return r, err
	}
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	if err := d.Decode(&r); err != nil {
		return r, fmt.Errorf("read ner.yaml of language %q: %w", l.Code, err)
	}
	return r, nil
}

// load reads the corpora of r below the data folder.
func (r *Recipe) load(ctx context.Context, data string) ([]Source, error) {
	w, err := NewSwapper(data, 1)
	if err != nil {
		return nil, err
	}
	var out []Source
	for _, s := range r.Sources {
		style, ok := styles[s.Style]
		if !ok {
			return nil, fmt.Errorf("read ner.yaml: style %q is not news, treebank, wiki, silver or gum", s.Style)
		}
		docs, err := readFile(data, s.File, s.Size, s.Labels)
		if err != nil {
			return nil, err
		}
		if s.Silver {
			for i := range docs {
				fixSilver(&docs[i])
			}
		}
		src := Source{Docs: docs, Style: style, Weight: s.Weight, ApartWeight: s.ApartWeight, OpenMisc: s.OpenMisc}
		out = append(out, src)
		if s.Lower > 0 {
			x := src
			x.Docs, x.Weight, x.ApartWeight, x.Web = lowered(docs), s.Lower, 0, true
			out = append(out, x)
		}
		if s.Swaps > 0 {
			src.Docs, src.Weight, src.ApartWeight, src.Originals = w.copies(docs, s.Swaps), s.SwapWeight, 0, len(docs)
			out = append(out, src)
		}
	}
	for _, a := range r.Articles {
		dir := filepath.Join(data, a.Dir)
		if strings.HasPrefix(a.Dir, "./") {
			dir = a.Dir
		}
		arts, err := ReadArticles(dir, a.From, a.To)
		if err != nil {
			return nil, err
		}
		docs, err := Tokenized(ctx, arts)
		if err != nil {
			return nil, err
		}
		out = append(out, a.sources(w, docs)...)
	}
	return out, nil
}

// lowered returns every fifth document in lower case (an odd step keeps copy
// and original in the same half, see learner.pass).
func lowered(docs []Annotated) []Annotated {
	var out []Annotated
	for i := 0; i < len(docs); i += 5 {
		a := docs[i]
		t := strings.ToLower(a.Doc.Text)
		if len(t) != len(a.Doc.Text) {
			t = a.Doc.Text // the spans would not fit
		}
		d := *a.Doc
		d.Text = t
		a.Doc = &d
		out = append(out, a)
	}
	return out
}

func (a *ArticleRecipe) sources(w *Swapper, docs []Annotated) []Source {
	out := []Source{{Docs: docs, Style: News, Weight: a.Weight}}
	if a.Swaps > 0 {
		out = append(out, Source{Docs: w.copies(docs, a.Swaps), Style: News, Weight: a.SwapWeight, Originals: len(docs)})
	}
	return out
}

func (w *Swapper) copies(docs []Annotated, n int) []Annotated {
	var out []Annotated
	for range n {
		for i := range docs {
			out = append(out, w.Swap(&docs[i]))
		}
	}
	return out
}

// Tokenized runs the tokenizer over gold articles and aligns their names.
func Tokenized(ctx context.Context, articles []Article) ([]Annotated, error) {
	var out []Annotated
	for i := range articles {
		l, err := lang.Get(articles[i].Lang)
		if err != nil {
			return nil, err
		}
		t, err := tokenize.New(l)
		if err != nil {
			return nil, err
		}
		p, err := nlp.New(0, t)
		if err != nil {
			return nil, err
		}
		d := &text.Doc{Text: articles[i].Text, Lang: articles[i].Lang, Published: articles[i].Published}
		if err := p.Annotate(ctx, d); err != nil {
			return nil, fmt.Errorf("article %s: %w", articles[i].ID, err)
		}
		a := Annotated{Doc: d}
		a.Names, a.Fine = articles[i].Align(d)
		out = append(out, a)
	}
	return out, nil
}

// Train makes ner.bin of language l by its ner.yaml from the data folder. It
// takes minutes; progress (may be nil) hears of every epoch. The same data
// give the same bytes.
func Train(ctx context.Context, l *lang.Language, data string, progress func(epoch int, loss float64)) (lang.Sections, error) {
	r, err := ReadRecipe(l)
	if err != nil {
		return nil, err
	}
	sources, err := r.load(ctx, data)
	if err != nil {
		return nil, fmt.Errorf("train names %s: %w", l.Code, err)
	}
	return learn(ctx, l, sources, r.Apart, crf.Options{Epochs: r.Epochs, Rate: r.Rate, L2: r.L2, Dropout: r.Dropout, AverageFrom: r.AverageFrom, Progress: progress})
}
