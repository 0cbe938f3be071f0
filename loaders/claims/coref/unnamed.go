package coref

import (
	"slices"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// maxPhrase bounds the tokens of an unnamed source's phrase.
const maxPhrase = 12

// Unnamed returns the entity of the noun with head t that is a source or a
// party without a name: "two former employees", "anonyme kilder". If the noun
// refers to a known entity it is that; a spokesperson without a name stands
// for the organization spoken for; else a new entity of type Unnamed is made,
// named by the phrase, with one nominal mention. A definite noun takes up an
// earlier unnamed entity of the same noun. It is false for pronouns, names,
// verbs and for nouns that speak only in a figure ("a report").
func (o *Discourse) Unnamed(t int) (entity int, ok bool) {
	if t < 0 || t >= len(o.ByHead) || o.Doc.Has&text.Parse == 0 {
		return None, false
	}
	if e, ok := o.EntityAt(t); ok {
		return e, true
	}
	d, lex := o.Doc, lexiconFor(o.Doc.Lang)
	tok := &d.Tokens[t]
	if tok.UPOS != "NOUN" && tok.UPOS != "ADJ" && tok.UPOS != "PROPN" || o.Covering[t] != None || lex.has("inanimate", lemma(d, t)) {
		return None, false
	}
	if lex.has("spokes", lemma(d, t)) {
		if e := o.spokenFor(t); e != None {
			o.attach(o.nominalAt(t, e))
			return e, true
		}
	}
	if isDefinite(d, t) {
		if e := o.unnamedBefore(t); e != None {
			o.attach(o.nominalAt(t, e))
			return e, true
		}
	}
	first, last := phrase(d, t)
	if last == t+1 && first == t {
		if e := o.sameBefore(t); e != None {
			o.attach(o.nominalAt(t, e))
			return e, true
		}
	}
	e := len(o.Entities)
	o.Entities = append(o.Entities, Entity{Type: "Unnamed", Name: d.Text[d.Tokens[first].Start:d.Tokens[last-1].End]})
	m := o.nominalAt(t, e)
	// The mention covers no name, even if the phrase has one ("two diplomats
	// in Brussels").
	for first < t && o.namedBetween(first, t) {
		first++
	}
	for last > t+1 && o.namedBetween(t, last) {
		last--
	}
	for last > t+1 && (d.Tokens[last-1].UPOS == "ADP" || d.Tokens[last-1].UPOS == "DET") {
		last--
	}
	m.First, m.Last = first, last
	m.Span = text.Span{Start: d.Tokens[first].Start, End: d.Tokens[last-1].End}
	o.attach(m)
	return e, true
}

// unnamedNouns finds nouns again, so that a text of many unnamed sources stays
// linear.
type unnamedNouns struct {
	n    int                // mentions that are in said
	said map[string][]int   // lemma to the mentions of unnamed entities by it
	bare map[bareNoun][]int // tokens of a word that has no modifiers, the first maxCandidates
}

type bareNoun struct{ upos, lower string }

// unnamedBefore is the unnamed entity that was mentioned last by the noun of
// token t, before t, or None.
func (o *Discourse) unnamedBefore(t int) int {
	u := &o.unnamed
	if u.said == nil {
		u.said = map[string][]int{}
	}
	for ; u.n < len(o.Mentions); u.n++ {
		if m := &o.Mentions[u.n]; m.Form == FormNominal && o.Entities[m.Entity].Type == "Unnamed" {
			l := lemma(o.Doc, m.Head)
			u.said[l] = append(u.said[l], u.n)
		}
	}
	said := u.said[lemma(o.Doc, t)]
	for i := len(said) - 1; i >= 0; i-- {
		if m := &o.Mentions[said[i]]; m.Head < t {
			return m.Entity
		}
	}
	return None
}

// sameBefore is the entity of the first noun before t that is t's word without
// modifiers, as t is: "prosecutors" are the same throughout.
func (o *Discourse) sameBefore(t int) int {
	if o.unnamed.bare == nil {
		o.findBare()
	}
	for _, k := range o.unnamed.bare[bareNoun{o.Doc.Tokens[t].UPOS, lower(o.Doc, t)}] {
		if k >= t {
			break
		}
		if e, ok := o.Unnamed(k); ok && o.Entities[e].Type == "Unnamed" {
			return e
		}
	}
	return None
}

func (o *Discourse) findBare() {
	o.unnamed.bare = map[bareNoun][]int{}
	for k := range o.Doc.Tokens {
		u := o.Doc.Tokens[k].UPOS
		if u != "NOUN" && u != "ADJ" && u != "PROPN" || o.Covering[k] != None {
			continue
		}
		w := bareNoun{u, lower(o.Doc, k)}
		if len(o.unnamed.bare[w]) == maxCandidates {
			continue
		}
		if first, last := phrase(o.Doc, k); first == k && last == k+1 {
			o.unnamed.bare[w] = append(o.unnamed.bare[w], k)
		}
	}
}

func (o *Discourse) namedBetween(first, last int) bool {
	for t := first; t < last; t++ {
		if i := o.Covering[t]; i != None && o.Mentions[i].Form == FormName {
			return true
		}
	}
	return false
}

func (o *Discourse) nominalAt(t, e int) Mention {
	return Mention{Span: o.Doc.Tokens[t].Span, First: t, Last: t + 1, Head: t, Entity: e, Form: FormNominal, Prob: 1, Type: o.Entities[e].Type}
}

// spokenFor is the organization in the genitive or the prepositional phrase of
// a spokesperson.
func (o *Discourse) spokenFor(t int) int {
	for k := max(0, t-6); k < min(len(o.Doc.Tokens), t+8); k++ {
		rel := o.Doc.Tokens[k].Deprel
		if o.Doc.Tokens[k].Head != t || !strings.HasPrefix(rel, "nmod") && rel != "compound" {
			continue
		}
		if e, ok := o.EntityAt(k); ok && o.Entities[e].Type != "Person" {
			return e
		}
	}
	return None
}

// phrase is noun t with the modifiers that belong to its name: everything
// before it, and prepositional phrases and adjectives behind, but no clauses,
// appositions or coordinations.
func phrase(d *text.Doc, t int) (first, last int) {
	inside := func(k int) bool {
		for steps := 0; k >= 0 && steps < maxPhrase; steps++ {
			if k == t {
				return true
			}
			rel, _, _ := strings.Cut(d.Tokens[k].Deprel, ":")
			if slices.Contains([]string{"acl", "appos", "conj", "parataxis", "cop", "nsubj", "aux", "advcl", "list", "dep", "dislocated"}, rel) && d.Tokens[k].Head == t {
				return false
			}
			if rel == "acl" || rel == "advcl" {
				return false
			}
			k = d.Tokens[k].Head
		}
		return false
	}
	first, last = t, t+1
	for first > 0 && t-first < maxPhrase && inside(first-1) {
		first--
	}
	for last < len(d.Tokens) && last-t < maxPhrase && inside(last) && d.Tokens[last].UPOS != "PUNCT" {
		last++
	}
	for first < t && (d.Tokens[first].Deprel == "case" || d.Tokens[first].Deprel == "fixed" || d.Tokens[first].UPOS == "PUNCT" || d.Tokens[first].UPOS == "ADP" || d.Tokens[first].UPOS == "CCONJ" || d.Tokens[first].UPOS == "SCONJ") {
		first++
	}
	return first, last
}

// isDefinite reports whether noun t has a definite form or article.
func isDefinite(d *text.Doc, t int) bool {
	lex := lexiconFor(d.Lang)
	if strings.Contains(d.Tokens[t].Feats, "Definite=Def") && d.Tokens[t].UPOS == "NOUN" {
		return true
	}
	for k := max(0, t-5); k < t; k++ {
		if d.Tokens[k].Head == t && d.Tokens[k].Deprel == "det" && lex.has("thesis", lower(d, k)) {
			return true
		}
	}
	return false
}

func lower(d *text.Doc, t int) string { return strings.ToLower(d.Word(t)) }

func lemma(d *text.Doc, t int) string {
	if l := d.Tokens[t].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return lower(d, t)
}
