package claims

import (
	"context"
	"fmt"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/nlp/text"
)

// Options tune an Extractor; the zero value is right for news.
type Options struct {
	// Explain keeps the cues behind each statement in Statement.Features.
	Explain bool
	// MinConfidence drops statements below it. 0 keeps what the rules hold good
	// enough; a negative value keeps everything.
	MinConfidence float64
}

// Extractor turns parsed Docs into statements. It is safe for concurrent use.
type Extractor struct {
	o    Options
	lex  map[string]*lexicon.Lexicon
	rest *lexicon.Lexicon
}

// New loads the lexicons of all languages.
func New(o Options) (*Extractor, error) {
	x := &Extractor{o: o, lex: map[string]*lexicon.Lexicon{}}
	for _, l := range lexicon.Langs() {
		lx, err := lexicon.Load(l)
		if err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
		x.lex[l] = lx
	}
	return x, nil
}

// needs are the layers that Extract reads.
const needs = text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse | text.Names

// Extract resolves who is meant where and returns what d states. A language
// without a lexicon yields mentions and entities, and no statements. It fails
// if layers are missing or ctx is done.
func (x *Extractor) Extract(ctx context.Context, d *text.Doc) (*Result, error) {
	if miss := needs &^ d.Has; miss != 0 {
		return nil, fmt.Errorf("extract statements: the document lacks %s; run the stages that add them first", miss)
	}
	dc, err := coref.Resolve(ctx, d, coref.Options{})
	if err != nil {
		return nil, fmt.Errorf("extract statements: %w", err)
	}
	lx := x.lex[d.Lang]
	if lx == nil {
		return &Result{Mentions: dc.Mentions, Entities: dc.Entities}, nil
	}
	e := &extraction{v: newView(d, dc, lx), o: x.o, appointer: coref.None}
	for _, step := range []func(){
		e.matchRoles, e.employers, e.learn, e.v.speakers, e.matchPlaces, e.matchFrames, e.matchCalls, e.matchPassports, e.matchTwins,
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
	}
	return e.result(), nil
}

// extraction is the work on one Doc.
type extraction struct {
	v     *view
	o     Options
	cands []candidate
	// appointer is the organization whose verb of appointing introduced the
	// role that asBearer read last, or coref.None.
	appointer int
}

// boilerplate reports whether token i stands where nothing is stated.
func (v *view) boilerplate(i int) bool {
	return v.d.Blocks != nil && v.d.Blocks[v.d.Sentences[v.sentOf[i]].Block].Kind == text.Boilerplate
}

// employers notes each person's house from the posts found so far, so that
// "we" in a quote can stand for it.
func (x *extraction) employers() {
	v := x.v
	for _, c := range x.cands {
		if !posts[c.pred] && c.pred != "owns" || c.status == "former" {
			continue
		}
		if t := v.dc.Entities[c.obj].Type; t == "Person" || t == "Country" || v.dc.Entities[c.subj].Type != "Person" {
			continue
		}
		if _, ok := v.employer[c.subj]; !ok {
			v.employer[c.subj] = c.obj
		}
	}
}
