package export

import (
	"newsgraph/queries"
	"newsgraph/schema"
)

func (w *writer) turtleHead() {
	if w.o.TripleTerms {
		w.WriteString("VERSION \"1.2\"\n")
	}
	w.printf("PREFIX ng: <%s>\n", w.rebase(schema.NS))
	for _, p := range prefixes {
		w.printf("PREFIX %s: <%s>\n", p[0], p[1])
	}
}

// describe writes a resource, indented for a graph in braces.
func (w *writer) describe(r resource, indent string) {
	if len(r.ps) == 0 {
		return
	}
	w.printf("%s%s ", indent, w.term(r.s))
	for i, p := range r.ps {
		switch {
		case i > 0 && p.p == r.ps[i-1].p:
			w.WriteString(" ,\n" + indent + "        ")
		case i > 0:
			w.WriteString(" ;\n" + indent + "    ")
		}
		if i == 0 || p.p != r.ps[i-1].p {
			if p.p == schema.TypeIRI {
				w.WriteString("a ")
			} else {
				w.WriteString(w.term(p.p) + " ")
			}
		}
		if p.raw != "" {
			w.WriteString(p.raw)
		} else {
			w.WriteString(w.term(p.o))
		}
	}
	w.WriteString(" .\n")
}

// turtle writes entities, then articles with their claims.
func (w *writer) turtle() error {
	w.turtleHead()
	return w.resources(func(r resource) {
		w.WriteString("\n")
		w.describe(r, "")
	})
}

// resources hands on all that is said: of entities, then of each article with
// its claims and the edges that they make.
func (w *writer) resources(f func(resource)) error {
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		f(entity(n))
	}
	return w.eachArticle(func(a schema.Article) { f(article(a)) }, func(c queries.Claim) error {
		if w.direct(c) {
			f(resource{c.Subject, []property{{p: c.Predicate, o: c.Object}}})
		}
		for _, r := range w.reified(c) {
			f(r)
		}
		return nil
	})
}

// eachArticle walks the claims and says when another article begins.
func (w *writer) eachArticle(begin func(schema.Article), f func(queries.Claim) error) error {
	at := ""
	for c, err := range w.claims() {
		if err != nil {
			return err
		}
		if at == "" || c.Article.ID != at {
			at = c.Article.ID
			begin(c.Article)
		}
		if err := f(c); err != nil {
			return err
		}
	}
	return nil
}

// trig writes each claim as a nanopublication (nanopub.net, guidelines of
// 2015): a head that names its three graphs, the assertion, how it is known,
// and how it was found. Entities and articles stand in the default graph. The
// assertion graph of a denied claim holds what is denied.
func (w *writer) trig() error {
	w.turtleHead()
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		w.WriteString("\n")
		w.describe(entity(n), "")
	}
	return w.eachArticle(func(a schema.Article) {
		w.WriteString("\n")
		w.describe(article(a), "")
	}, func(c queries.Claim) error {
		if w.direct(c) {
			w.describe(resource{c.Subject, []property{{p: c.Predicate, o: c.Object}}}, "")
		}
		w.nanopub(c)
		return nil
	})
}

func (w *writer) nanopub(c queries.Claim) {
	np := func(name string) schema.IRI { return schema.MustIRI(nsNP + name) }
	assertion, provenance, info := fragment(c.IRI, "assertion"), fragment(c.IRI, "provenance"), fragment(c.IRI, "pubinfo")
	head := resource{s: c.IRI}
	head.add(schema.TypeIRI, np("Nanopublication"))
	head.add(schema.TypeIRI, schema.ClaimIRI)
	head.add(np("hasAssertion"), assertion)
	head.add(np("hasProvenance"), provenance)
	head.add(np("hasPublicationInfo"), info)
	w.graph(fragment(c.IRI, "head"), head)

	said := resource{s: c.Subject}
	said.add(c.Predicate, c.Object)
	w.graph(assertion, said)

	known := attribution(c, assertion)
	known.add(derivedFrom, c.Article.IRI())
	known.add(quotedFrom, c.Article.IRI())
	known.add(hasTarget, fragment(c.IRI, "quote"))
	w.graph(provenance, append([]resource{known}, quote(c)...)...)

	found := resource{s: c.IRI}
	if w.o.TripleTerms {
		found.ps = append(found.ps, property{p: reifies, raw: w.tripleTerm(c)})
	}
	extraction(c, &found)
	w.graph(info, found)
}

func (w *writer) graph(name schema.IRI, rs ...resource) {
	w.printf("\n%s {\n", w.term(name))
	for _, r := range rs {
		w.describe(r, "    ")
	}
	w.WriteString("}\n")
}
