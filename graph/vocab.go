package graph

import "newsgraph/schema"

// vocabulary is the ids of the terms that newsgraph itself writes, in one
// state of the store; 0 for those that it does not hold yet.
type vocabulary struct {
	typ, label, name                    id
	subject, predicate, object          id
	claim, article                      id
	text, stance, status, holder, quote id
	start, end, date, confidence, rule  id
	title, publisher, published, lang   id
	url, hash, key                      id
	describes                           map[id]bool // predicates that are no edges
}

func newVocabulary(r *reader) (v vocabulary, err error) {
	v.describes = map[id]bool{}
	for _, e := range []struct {
		iri schema.IRI
		at  *id
	}{
		{schema.TypeIRI, &v.typ}, {schema.LabelIRI, &v.label}, {schema.NameIRI, &v.name},
		{schema.SubjectIRI, &v.subject}, {schema.PredicateIRI, &v.predicate}, {schema.ObjectIRI, &v.object},
		{schema.TextIRI, &v.text}, {schema.StanceIRI, &v.stance}, {schema.StatusIRI, &v.status},
		{schema.HolderIRI, &v.holder}, {schema.QuoteIRI, &v.quote}, {schema.StartIRI, &v.start},
		{schema.EndIRI, &v.end}, {schema.DateIRI, &v.date}, {schema.ConfidentIRI, &v.confidence},
		{schema.RuleIRI, &v.rule}, {schema.TitleIRI, &v.title}, {schema.PublisherIRI, &v.publisher},
		{schema.PublishedIRI, &v.published}, {schema.LangIRI, &v.lang}, {schema.URLIRI, &v.url},
		{schema.HashIRI, &v.hash}, {schema.IDIRI, &v.key},
		{schema.ClaimIRI, &v.claim}, {schema.ArticleClass, &v.article},
	} {
		if *e.at, err = r.lookup(e.iri.NT()); err != nil {
			return v, err
		}
		if *e.at != 0 && e.iri != schema.ClaimIRI && e.iri != schema.ArticleClass {
			v.describes[*e.at] = true
		}
	}
	return v, nil
}
