package export

import (
	"fmt"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// nquads writes all quads if all are chosen, else each selected claim with its article and what it names, all in
// the article's graph, as the store keeps them: sorted by line, each once.
func (w *writer) nquads() (err error) {
	s := newSorter(sortChunk)
	defer s.close()
	if w.s.Whole() && !w.o.TripleTerms {
		err = w.allQuads(s)
	} else {
		err = w.eachArticle(func(schema.Article) {}, func(c queries.Claim) error { return w.claimQuads(s, c) })
	}
	if err != nil {
		return err
	}
	return s.write(w.Writer)
}

// allQuads takes every quad of the store, with the IRIs under which the view
// knows entities.
func (w *writer) allQuads(s *sorter) error {
	for q, err := range w.v.Quads(w.ctx) {
		if err != nil {
			return err
		}
		if keep, err := w.keeps(q); err != nil || !keep {
			if err != nil {
				return err
			}
			continue
		}
		line := w.full(w.stand(q.Subject)) + " " + w.full(q.Predicate) + " " + w.full(w.stand(q.Object))
		if q.Graph != nil {
			line += " " + w.full(q.Graph)
		}
		if err := s.add(line + " ."); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) stand(t schema.Term) schema.Term {
	if iri, ok := t.(schema.IRI); ok {
		return w.v.Stand(iri)
	}
	return t
}

// keeps drops the edges that Options.Edges leaves out.
func (w *writer) keeps(q schema.Quad) (bool, error) {
	_, relation := schema.Default().Predicate(predicateName(q.Predicate))
	subject, iri := q.Subject.(schema.IRI)
	if w.o.Edges == All || !relation || !iri {
		return true, nil
	}
	if w.o.Edges == None {
		return false, nil
	}
	f := graph.ClaimFilter{Subject: subject, Predicate: q.Predicate, Object: q.Object, Stance: schema.Asserted, Status: schema.Current}
	f.Article, _ = q.Graph.(schema.IRI)
	for _, err := range w.v.Claims(w.ctx, f) {
		return err == nil, err
	}
	return false, nil
}

func (w *writer) claimQuads(s *sorter, c queries.Claim) error {
	g := c.Article.IRI()
	var bad error
	add := func(r resource) {
		for _, p := range r.ps {
			o := p.raw
			if o == "" {
				o = w.full(p.o)
			}
			if bad == nil {
				bad = s.add(w.full(r.s) + " " + w.full(p.p) + " " + o + " " + w.full(g) + " .")
			}
		}
	}
	add(stored(c.Article))
	object, _ := c.Object.(schema.IRI)
	for _, iri := range []schema.IRI{c.Subject, object, c.Holder} {
		if iri.IsZero() {
			continue
		}
		n, err := w.node(iri)
		if err != nil {
			return err
		}
		add(entity(n))
	}
	if w.direct(c) {
		add(resource{c.Subject, []property{{p: c.Predicate, o: c.Object}}})
	}
	add(w.storedClaim(c))
	return bad
}

// stored describes an article in the store's own terms.
func stored(a schema.Article) resource {
	r := resource{s: a.IRI()}
	r.add(schema.TypeIRI, schema.ArticleClass)
	r.text(schema.IDIRI, a.ID)
	r.text(schema.TitleIRI, a.Title)
	r.text(schema.PublisherIRI, a.Publisher)
	if !a.Published.IsZero() {
		r.add(schema.PublishedIRI, a.Published.Literal())
	}
	r.text(schema.LangIRI, a.Lang)
	r.text(schema.URLIRI, a.URL)
	r.text(schema.HashIRI, a.Hash)
	return r
}

// storedClaim describes a claim in the store's own terms.
func (w *writer) storedClaim(c queries.Claim) resource {
	r := resource{s: c.IRI}
	r.add(schema.TypeIRI, schema.ClaimIRI)
	if w.o.TripleTerms {
		r.ps = append(r.ps, property{p: reifies, raw: "<<( " + w.full(c.Subject) + " " + w.full(c.Predicate) + " " + w.full(c.Object) + " )>>"})
	} else {
		r.add(schema.SubjectIRI, c.Subject)
		r.add(schema.PredicateIRI, c.Predicate)
		r.add(schema.ObjectIRI, c.Object)
	}
	r.text(schema.TextIRI, c.Text)
	r.text(schema.StanceIRI, string(c.Stance))
	r.text(schema.StatusIRI, string(c.Status))
	if !c.Holder.IsZero() {
		r.add(schema.HolderIRI, c.Holder)
	}
	r.text(schema.QuoteIRI, c.Quote)
	r.typed(schema.StartIRI, fmt.Sprint(c.Start), "integer")
	r.typed(schema.EndIRI, fmt.Sprint(c.End), "integer")
	if !c.Date.IsZero() {
		r.add(schema.DateIRI, c.Date.Literal())
	}
	extraction(c, &r)
	return r
}
