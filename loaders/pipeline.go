package loaders

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"newsgraph/loaders/article"
	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/identity"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/dates"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/langid"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// PipelineOptions tune a Pipeline; the zero value is right for loading.
type PipelineOptions struct {
	// Explain keeps the cues behind each statement.
	Explain bool
	// MinConfidence is handed to claims.Options.
	MinConfidence float64
	// Passages is handed to claims.Options.
	Passages bool
}

// Pipeline is the way of one article from text to statements. It is safe for
// concurrent use, and what it makes of an article depends on nothing else.
type Pipeline struct {
	languages []string
	nlp       *nlp.Pipeline
	claims    *claims.Extractor
}

// NewPipeline joins the stages of all embedded languages with the extractor.
func NewPipeline(o PipelineOptions) (*Pipeline, error) {
	p := &Pipeline{languages: lang.Codes()}
	var err error
	if p.nlp, err = NewLanguagePipeline(); err != nil {
		return nil, err
	}
	p.claims, err = claims.New(claims.Options{Explain: o.Explain, MinConfidence: o.MinConfidence, Passages: o.Passages})
	if err != nil {
		return nil, fmt.Errorf("make pipeline: %w", err)
	}
	return p, nil
}

// NewLanguagePipeline joins the language stages alone: from a Doc with blocks
// to one with all that claims needs.
func NewLanguagePipeline() (*nlp.Pipeline, error) {
	codes := lang.Codes()
	var languages []*lang.Language
	for _, c := range codes {
		l, err := lang.Get(c)
		if err != nil {
			return nil, fmt.Errorf("make pipeline: %w", err)
		}
		languages = append(languages, l)
	}
	list, err := stages.For(languages...)
	if err != nil {
		return nil, fmt.Errorf("make pipeline: %w", err)
	}
	names, err := ner.New(ner.Options{}, languages...)
	if err != nil {
		return nil, fmt.Errorf("make pipeline: %w", err)
	}
	when, err := dates.New(languages...)
	if err != nil {
		return nil, fmt.Errorf("make pipeline: %w", err)
	}
	list = append(slices.Insert(list, 1, nlp.Stage(langid.Stage{Known: codes})), names, when) // it wants the tokenizer's sentences
	p, err := nlp.New(text.Blocks, list...)
	if err != nil {
		return nil, fmt.Errorf("make pipeline: %w", err)
	}
	return p, nil
}

// Extraction is what was found in one article.
type Extraction struct {
	Article  article.Article // with its language
	Doc      *text.Doc       // over the normalised text of the article; of passages in several languages the sentences only
	edits    text.Edits
	Result   *claims.Result
	Entities []schema.Entity // parallel to Result.Entities
}

// Extract reads one article. A *article.Rejection says why it can not be read;
// other errors are ctx's or faults of a stage.
func (p *Pipeline) Extract(ctx context.Context, a article.Article) (*Extraction, error) {
	code, err := p.language(a)
	if err != nil {
		return nil, err
	}
	a.Lang = code
	d, edits := normalDoc(a)
	d, r, err := p.read(ctx, d)
	if err != nil {
		return nil, err
	}
	x := &Extraction{Article: a, Doc: d, edits: edits, Result: r}
	named := make([]identity.Named, len(r.Entities))
	for i, e := range r.Entities {
		named[i] = identity.Named{Type: e.Type, Name: oneLine(e.Name)}
		for _, n := range e.Names {
			named[i].Names = append(named[i].Names, oneLine(n))
		}
	}
	for _, m := range r.Mentions {
		if m.Form == coref.FormName && m.Entity != coref.None {
			named[m.Entity].Mentions++
		}
	}
	x.Entities, err = identity.Resolve(identity.Article{ID: a.ID, Lang: code}, named)
	if err != nil {
		return nil, err
	}
	return x, nil
}

// normalDoc is the article as the stages read it: its text normalised.
func normalDoc(a article.Article) (*text.Doc, text.Edits) {
	s, edits := text.Normalize(a.Text)
	blocks := make([]text.Block, len(a.Blocks))
	for i, b := range a.Blocks {
		blocks[i] = text.Block{Span: edits.Normal(b.Span), Kind: b.Kind}
	}
	return &text.Doc{Text: s, Lang: a.Lang, Published: a.Published.String(), Blocks: blocks, Has: text.Blocks}, edits
}

// Original is where a span of the Doc stands in the Article's text.
func (x *Extraction) Original(s text.Span) text.Span { return x.edits.Original(s) }

// oneLine folds line breaks and no-break spaces, which names have in wrapped
// and in typeset texts.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// language is the one that the article is said to be in, else the one that its
// text is in, else the one that its page claims.
func (p *Pipeline) language(a article.Article) (string, error) {
	code := a.Lang
	if code == "" {
		code = langid.Detect(prose(a)).Lang
	}
	if code == "" {
		code = a.LangHint
	}
	if slices.Contains(p.languages, code) {
		return code, nil
	}
	r := &article.Rejection{File: a.File, Line: a.Line, Hint: "newsgraph reads " + strings.Join(p.languages, ", ")}
	if code == "" {
		r.Cause = errors.New("the language could not be told")
		r.Hint += "; if it is one of them, say so with a Lang: line or a lang field"
	} else {
		r.Cause = fmt.Errorf("language %.40q is not supported", code)
	}
	return "", r
}

// prose is the text without its boilerplate, which may be in another language.
func prose(a article.Article) string {
	var b strings.Builder
	for _, block := range a.Blocks {
		if block.Kind != text.Boilerplate {
			b.WriteString(a.Text[block.Start:block.End])
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// Contribution implements Processor.
func (p *Pipeline) Contribution(ctx context.Context, a article.Article) (Made, error) {
	x, err := p.Extract(ctx, a)
	if err != nil {
		return Made{}, err
	}
	c, refused := x.Contribution()
	return Made{c, refused, x.Doc.Cuts.String()}, nil
}
