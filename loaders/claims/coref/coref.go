// Package coref finds who is meant where: mentions in a parsed Doc, chained
// into the entities of one article.
//
// In: a text.Doc with sentences, tokens and names; with tags, lemmas and parse
// also nominals and pronouns are resolved. Out: a Discourse: mentions, one
// entity a chain, and look-up from token to entity. The method is
// deterministic sieves in a stated order (after Raghunathan et al. 2010, "A
// multi-pass sieve for coreference resolution"), precision first: what is in
// doubt stays unresolved. Not here: entities across articles (identity), what
// is said of them (claims).
package coref

import (
	"context"
	"fmt"

	"newsgraph/loaders/claims/coref/refs"
	"newsgraph/loaders/nlp/text"
)

// None stands for no entity where an index is wanted.
const None = -1

// Form tells how a mention refers.
type Form string

// The forms of mention. Only names and pronouns of statements that were
// resolved are kept in a result.
const (
	FormName    Form = "name"
	FormNominal Form = "nominal" // "the company", "selskabet", "two former employees"
	FormPronoun Form = "pronoun"
	FormDemonym Form = "demonym" // "Danish", "russisk", standing for the country
)

// Mention is one place in the text that refers to an entity.
type Mention struct {
	text.Span
	First, Last int // tokens, half-open
	Head        int // the token that governs the others
	Entity      int // index into Discourse.Entities
	// Entities holds all of them when the mention means several ("the two
	// brothers"), in order of appearance; Entity is then the first. Else nil.
	Entities []int
	Form     Form
	// Prob is how probable it is that the mention refers to Entity, 1 for
	// names and for what the syntax says (appositions, relative pronouns).
	Prob float64
	Type string // ontology type of this mention
	// Boilerplate marks a mention outside headline and body; it counts as a
	// mention, but nothing may be claimed from it.
	Boilerplate bool
}

// Entity is what a chain of mentions refers to.
type Entity struct {
	Type string // ontology type; Unnamed for unnamed sources
	Name string // the fullest form in the article
	// Names are the other distinct name forms in order of appearance.
	Names []string
	// Gender is "m", "f" or "" for persons.
	Gender string
}

// Discourse is who is meant where in one Doc. Mentions are ordered by Start,
// then by descending End.
type Discourse struct {
	Doc      *text.Doc
	Mentions []Mention
	Entities []Entity
	// ByHead maps a token to the index of the mention that it heads, or None.
	ByHead []int
	// Covering maps a token to the index of the innermost name or nominal
	// mention that covers it, or None.
	Covering []int
	unnamed  unnamedNouns
}

// Options tune Resolve; the zero value is right for news.
type Options struct {
	// NamesOnly leaves nominals and pronouns alone.
	NamesOnly bool
	// References replaces the model in the program, and Observe sees what it
	// decides; for training.
	References *refs.Model
	Observe    Observer
}

// Resolve finds mentions in d and chains them. It fails if d lacks sentences,
// tokens or names, or when ctx is done. Without a parse only names are chained.
func Resolve(ctx context.Context, d *text.Doc, o Options) (*Discourse, error) {
	if miss := (text.Sentences | text.Tokens | text.Names) &^ d.Has; miss != 0 {
		return nil, fmt.Errorf("resolve mentions: the document lacks %s; run the stages that add them first", miss)
	}
	r := newResolver(d)
	r.collect()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.link()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.assign()
	out := r.discourse()
	if need := text.Tags | text.Parse; !o.NamesOnly && d.Has&need == need {
		if err := resolveAnaphora(ctx, r, out, o); err != nil {
			return nil, err
		}
	}
	return out, nil
}
