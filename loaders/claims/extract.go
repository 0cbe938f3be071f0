package claims

import (
	"context"
	"fmt"
	"iter"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/lexicon"
	"newsgraph/loaders/claims/relate"
	"newsgraph/loaders/claims/score"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
)

// Options tune an Extractor; the zero value is right for news.
type Options struct {
	// Explain keeps the cues behind each statement in Statement.Features.
	Explain bool
	// MinConfidence drops statements below it; 0 means DefaultMinConfidence, or
	// everything for passages; a negative value keeps everything.
	MinConfidence float64
	// Passages reads each Doc as a passage cut out of its page: pronouns and
	// words of nationality without antecedent stand for entities of their own.
	Passages bool
	// Relations finds in passages what the rules miss; nil means the embedded
	// model.
	Relations *relate.Model
	// Lexicon loads what the words of a language say; nil means lexicon.Load.
	Lexicon func(lang string) (*lexicon.Lexicon, error)
	// RulesOnly leaves Relations out.
	RulesOnly bool
	// Score gives statements their confidence; nil means the embedded model.
	Score *score.Model
}

// Extractor turns parsed Docs into statements. It is safe for concurrent use.
type Extractor struct {
	o   Options
	lex map[string]*lexicon.Lexicon
	// relations scores pairs of mentions; nil for none.
	relations *relate.Model
	score     *score.Model
	clusters  map[string]*lang.Clusters
}

// New loads the lexicons of all languages.
func New(o Options) (*Extractor, error) {
	x := &Extractor{o: o, lex: map[string]*lexicon.Lexicon{}, clusters: map[string]*lang.Clusters{}}
	for _, l := range lexicon.Langs() {
		load := lexicon.Load
		if o.Lexicon != nil {
			load = o.Lexicon
		}
		lx, err := load(l)
		if err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
		x.lex[l] = lx
		data, err := lang.Get(l)
		if err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
		if x.clusters[l], err = data.Clusters(); err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
	}
	var err error
	if x.score = o.Score; x.score == nil {
		if x.score, err = scores(); err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
	}
	if o.RulesOnly || !o.Passages {
		return x, nil
	}
	if x.relations = o.Relations; x.relations == nil {
		if x.relations, err = relations(); err != nil {
			return nil, fmt.Errorf("make extractor: %w", err)
		}
	}
	return x, nil
}

// needs are the layers that Extract reads.
const needs = text.Sentences | text.Tokens | text.Tags | text.Lemmas | text.Parse | text.Names

// Extract resolves who is meant where and returns what d states. A language
// without a lexicon yields mentions and entities, and no statements. It fails
// if layers are missing or ctx is done.
func (x *Extractor) Extract(ctx context.Context, d *text.Doc) (*Result, error) {
	e, err := x.frames(ctx, d)
	if err != nil {
		return nil, err
	}
	if e.v == nil {
		return &Result{Mentions: e.dc.Mentions, Entities: e.dc.Entities}, nil
	}
	if err := e.relate(ctx, x.relations); err != nil {
		return nil, err
	}
	r := e.result()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return r, nil
}

// Candidates returns all statements that the rules find in d before doubles are
// merged and the improbable dropped, with their evidence: what package score
// learns from. The Result has no statements.
func (x *Extractor) Candidates(ctx context.Context, d *text.Doc) ([]Statement, *Result, error) {
	e, err := x.frames(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	var out []Statement
	if e.v != nil {
		out = e.settled()
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return out, &Result{Mentions: e.dc.Mentions, Entities: e.dc.Entities}, nil
}

// frames does all of Extract but what the trained model adds. Without a
// lexicon for d's language the view is nil.
func (x *Extractor) frames(ctx context.Context, d *text.Doc) (*extraction, error) {
	if miss := needs &^ d.Has; miss != 0 {
		return nil, fmt.Errorf("extract statements: the document lacks %s; run the stages that add them first", miss)
	}
	dc, err := coref.Resolve(ctx, d, coref.Options{})
	if err != nil {
		return nil, fmt.Errorf("extract statements: %w", err)
	}
	e := &extraction{ctx: ctx, dc: dc, clusters: x.clusters[d.Lang], o: x.o, score: x.score, appointer: coref.None, nations: map[string]int{}, nationAt: map[int]bool{}, titles: map[int][]role{}, introduced: map[int]bool{}}
	lx := x.lex[d.Lang]
	if lx == nil {
		return e, nil
	}
	if x.o.Passages {
		openPassage(d, dc, lx)
	}
	e.v = newView(d, dc, lx)
	for _, step := range []func(){
		e.matchRoles, e.employers, e.learn, e.again, e.employers, e.learn, e.v.speakers, e.matchPlaces, e.matchPossessed, e.matchFrames, e.matchCalls, e.matchSaid, e.matchPassports, e.matchLifespans, e.matchTwins,
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		step()
	}
	return e, nil
}

// again matches the roles once more, now that nouns without antecedent can be
// told by who holds which post and what the article is about.
func (x *extraction) again() {
	x.cands, x.index = x.cands[:0], index{}
	x.matchRoles()
}

// extraction is the work on one Doc.
type extraction struct {
	ctx      context.Context
	v        *view
	dc       *coref.Discourse
	o        Options
	cands    []candidate
	index    index // of cands
	clusters *lang.Clusters
	score    *score.Model
	pair     features            // of the pair at hand
	prob     map[related]float64 // of what only the trained scorer found; nil without it
	// appointer is the organization whose verb of appointing introduced the
	// role that asBearer read last, or coref.None.
	appointer  int
	nations    map[string]int // country code to the entity that only a word of nationality names
	titles     map[int][]role // person to the posts that he is called by
	nationAt   map[int]bool   // words of nationality that are mentions already
	introduced map[int]bool   // person to whether a post is told before the name; see speaksFor
	court      *bool          // see inCourt
}

// boilerplate reports whether token i stands where nothing is stated.
func (v *view) boilerplate(i int) bool {
	return v.d.Blocks != nil && v.d.Blocks[v.d.Sentences[v.sentOf[i]].Block].Kind == text.Boilerplate
}

// tokens are all tokens, until the context is done, which frames looks for.
func (x *extraction) tokens() iter.Seq[int] {
	return func(yield func(int) bool) {
		for t := range x.v.word {
			if t%64 == 0 && x.ctx.Err() != nil || !yield(t) {
				return
			}
		}
	}
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
