// Package claims turns a parsed Doc into attributed statements.
//
// In: a text.Doc with sentences, tokens, tags, lemmas, parse and names. Out: a
// Result: mentions in chains, one entity a chain, and statements with stance,
// status, holder and evidence. Not here: the language stages (nlp), the IRIs
// of entities (identity), storage.
package claims

import "newsgraph/loaders/nlp/text"

// None stands for no entity where an index is wanted.
const None = -1

// Form tells how a mention refers.
type Form string

// The forms of mention. Only names and pronouns of statements that were
// resolved are kept in a Result.
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
	Entity      int // index into Result.Entities
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

// Statement relates two entities, or an entity and a date.
type Statement struct {
	Subject, Object int    // indexes into Result.Entities; Object None with a Date object
	ObjectDate      string // the literal of bornOn, diedOn, foundedOn
	Predicate       string
	Text            string // role or matter
	Stance          string // asserted, alleged, denied
	Status          string // current, former, planned
	Holder          int    // entity or None
	Sentence        int    // index into Doc.Sentences
	Date            string // when, if the text says
	Confidence      float64
	Rule            string   // what made it
	Features        []string // why, for --explain; nil unless asked
}

// Result is what an article says. Mentions are ordered by Start then End,
// statements by sentence, then subject, predicate, object.
type Result struct {
	Mentions   []Mention
	Entities   []Entity
	Statements []Statement
}
