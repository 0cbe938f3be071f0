// Package coref finds who is meant where: mentions in a parsed Doc, chained
// into the entities of one article.
//
// In: a text.Doc with sentences, tokens, tags, lemmas, parse and names. Out: a
// Discourse: mentions, one entity a chain, and look-up from token to entity.
// Not here: entities across articles (identity), what is said of them (claims).
package coref

import "newsgraph/loaders/nlp/text"

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
	Form        Form
	Type        string // ontology type of this mention
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
}
