// Package claims turns a parsed Doc into attributed statements.
//
// In: a text.Doc with sentences, tokens, tags, lemmas, parse and names. Out: a
// Result: mentions in chains, one entity a chain, and statements with stance,
// status, holder and evidence. Not here: the language stages (nlp), mentions
// and chains (coref), the IRIs of entities (identity), storage.
package claims

import "newsgraph/loaders/claims/coref"

// Statement relates two entities, or an entity and a date.
type Statement struct {
	Subject, Object int    // indexes into Result.Entities; Subject coref.None if the article does not tell, Object with a Date object
	ObjectDate      string // the literal of bornOn, diedOn, foundedOn
	Predicate       string
	Text            string // role or matter
	Stance          string // asserted, alleged, denied
	Status          string // current, former, planned
	Holder          int    // entity or coref.None
	Sentence        int    // index into Doc.Sentences
	Date            string // when, if the text says
	Confidence      float64
	Rule            string   // what made it
	Features        []string // cues of stance and status, for --explain; nil unless asked
	Evidence        []string // what Confidence rests on, for package score; nil unless asked

	trigger int  // token
	np      bool // told inside a noun phrase
}

// Result is what an article says. Mentions are ordered by Start then End,
// statements by sentence, then subject, predicate, object.
type Result struct {
	Mentions   []coref.Mention
	Entities   []coref.Entity
	Statements []Statement
}
