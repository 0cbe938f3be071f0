// Package identity gives the entities of an article their keys across
// articles.
//
// In: the entities of one article (type, fullest name, other names, number of
// mentions), its id and language. Out: one schema.IRI for each,
// urn:newsgraph:<type>/<slug>, and the schema.Entity values. A key is a pure
// function of that article and of static tables, so that the same articles
// give the same graph in any order. Merging is careful: two things under one
// key is the worse error, so keys fall together only for known aliases,
// company forms, transliterations and spellings. Not here: who is meant inside
// an article (claims/coref); what users say about sameness is kept in Verdicts
// and applied on top.
package identity

import (
	"encoding/hex"
	"fmt"
	"strings"

	"newsgraph/loaders/identity/variant"
	"newsgraph/loaders/nlp/gazetteer"
	"newsgraph/schema"
)

// Unnamed is the type of sources without a name; their keys hold the article.
const Unnamed = "Unnamed"

// Named is an entity of one article.
type Named struct {
	Type     string   // a type of the ontology
	Name     string   // the fullest form in the article
	Names    []string // other forms
	Mentions int      // how often it is named; only weighs countries
}

// Article is what the key of an entity may depend on besides its names.
type Article struct {
	ID   string
	Lang string
}

// Resolve returns an entity for each of es, in that order. Two that get the
// same key become one entity, which then stands in both places with the names
// of both. It fails on a type that the ontology does not have and on an empty
// name.
func Resolve(a Article, es []Named) ([]schema.Entity, error) {
	k := keyer{article: a, countries: countriesOf(a, es)}
	iris := make([]schema.IRI, len(es))
	types := make([]string, len(es))
	first := map[schema.IRI]int{}
	names := map[schema.IRI][]string{}
	for i, e := range es {
		typ, slug := k.key(e)
		iri, err := schema.ParseIRI(schema.NS + strings.ToLower(typ) + "/" + slug)
		if err != nil {
			return nil, fmt.Errorf("make the key of %q: %w; check that the text is valid UTF-8", e.Name, err)
		}
		iris[i], types[i] = iri, typ
		if _, seen := first[iri]; !seen {
			first[iri] = i
		} else {
			names[iri] = append(names[iri], e.Name)
		}
		names[iri] = append(names[iri], e.Names...)
	}
	out := make([]schema.Entity, len(es))
	for i, iri := range iris {
		j := first[iri]
		if j < i {
			out[i] = out[j]
			continue
		}
		e, err := schema.NewEntity(iri, types[i], es[i].Name, names[iri]...)
		if err != nil {
			return nil, fmt.Errorf("identify %q: %w", es[i].Name, err)
		}
		out[i] = e
	}
	return out, nil
}

// keyer makes the keys of one article's entities.
type keyer struct {
	article   Article
	countries []country // what the article is about, the most mentioned first
}

// key returns the type and the slug of an entity's key.
func (k keyer) key(e Named) (typ, slug string) {
	switch e.Type {
	case Unnamed:
		return e.Type, escape(k.article.ID) + "/" + slugOf(variant.Words(e.Name), e.Name)
	case "Person":
		words := variant.PersonKey(e.Name)
		if len(words) == 1 && gazetteer.Lookup(e.Name)&(gazetteer.First|gazetteer.LastCommon) != 0 {
			// Many are called Salma or Jensen; without more it is this article's.
			return e.Type, escape(k.article.ID) + "/" + slugOf(words, e.Name)
		}
		return e.Type, slugOf(words, e.Name)
	case "Country":
		return k.country(e)
	case "Place":
		return k.place(e)
	case "Company", "Agency", "Media", "Party", "Organization":
		return k.org(e)
	}
	return e.Type, slugOf(withoutArticle(variant.Words(e.Name)), e.Name)
}

// slugOf joins words by hyphens. A name without a letter or digit gets a slug
// of its bytes, so that it stays apart from others.
func slugOf(words []string, name string) string {
	if s := strings.Join(words, "-"); s != "" {
		return s
	}
	return "x" + hex.EncodeToString([]byte(name))
}

func withoutArticle(words []string) []string {
	if len(words) > 1 && words[0] == "the" {
		return words[1:]
	}
	return words
}

// escape makes an article's id one path segment, as schema.ArticleIRI does.
func escape(id string) string {
	return strings.TrimPrefix(schema.ArticleIRI(id).String(), schema.NS+"article/")
}
