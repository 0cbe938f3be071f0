package export

import (
	"strconv"
	"strings"

	"newsgraph/queries"
	"newsgraph/schema"
)

// Namespaces of the vocabularies in which provenance is told.
const (
	nsProv    = "http://www.w3.org/ns/prov#"
	nsOA      = "http://www.w3.org/ns/oa#"
	nsDC      = "http://purl.org/dc/elements/1.1/"
	nsDCTerms = "http://purl.org/dc/terms/"
	nsNP      = "http://www.nanopub.org/nschema#"
	nsOWL     = "http://www.w3.org/2002/07/owl#"
)

// prefixes are those that RDF formats declare, in their order; ng comes first.
var prefixes = [...][2]string{
	{"dc", nsDC}, {"dcterms", nsDCTerms}, {"np", nsNP}, {"oa", nsOA}, {"owl", nsOWL}, {"prov", nsProv},
	{"rdf", schema.RDF}, {"rdfs", schema.RDFS}, {"xsd", schema.XSD},
}

var (
	quotedFrom   = schema.MustIRI(nsProv + "wasQuotedFrom")
	attributedTo = schema.MustIRI(nsProv + "wasAttributedTo")
	derivedFrom  = schema.MustIRI(nsProv + "wasDerivedFrom")
	provEntity   = schema.MustIRI(nsProv + "Entity")
	hasTarget    = schema.MustIRI(nsOA + "hasTarget")
	statement    = schema.MustIRI(schema.RDF + "Statement")
	reifies      = schema.MustIRI(schema.RDF + "reifies")
)

// property is a predicate with an object. Its object is written as it stands if
// raw is set (an RDF 1.2 triple term).
type property struct {
	p   schema.IRI
	o   schema.Term
	raw string
}

// resource is what is said of one subject.
type resource struct {
	s  schema.IRI
	ps []property
}

func (r *resource) add(p schema.IRI, o schema.Term) { r.ps = append(r.ps, property{p: p, o: o}) }

// text adds a string unless it is empty.
func (r *resource) text(p schema.IRI, s string) {
	if l, err := schema.NewString(s); s != "" && err == nil {
		r.add(p, l)
	}
}

func (r *resource) typed(p schema.IRI, s, datatype string) {
	if l, err := schema.NewTyped(s, schema.MustIRI(schema.XSD+datatype)); err == nil {
		r.add(p, l)
	}
}

// fragment is the IRI of a part of what iri stands for.
func fragment(iri schema.IRI, part string) schema.IRI {
	return schema.MustIRI(iri.String() + "#" + part)
}

// attribution describes the claim beside its triple.
func attribution(c queries.Claim, s schema.IRI) resource {
	r := resource{s: s}
	r.text(schema.StanceIRI, string(c.Stance))
	r.text(schema.StatusIRI, string(c.Status))
	if !c.Holder.IsZero() {
		r.add(schema.HolderIRI, c.Holder)
		r.add(attributedTo, c.Holder)
	}
	r.text(schema.TextIRI, c.Text)
	if !c.Date.IsZero() {
		r.add(schema.DateIRI, c.Date.Literal())
	}
	return r
}

// extraction tells how sure the program is, and by what rule.
func extraction(c queries.Claim, r *resource) {
	r.typed(schema.ConfidentIRI, strconv.FormatFloat(c.Confidence, 'f', 2, 64), "decimal")
	r.text(schema.RuleIRI, c.Rule)
}

// quote is where the claim is said, by the Web Annotation Data Model: the words
// themselves and their place in code points.
func quote(c queries.Claim) []resource {
	target := resource{s: fragment(c.IRI, "quote")}
	exact, place := fragment(c.IRI, "exact"), fragment(c.IRI, "position")
	target.add(schema.TypeIRI, schema.MustIRI(nsOA+"SpecificResource"))
	target.add(schema.MustIRI(nsOA+"hasSource"), c.Article.IRI())
	target.add(schema.MustIRI(nsOA+"hasSelector"), exact)
	target.add(schema.MustIRI(nsOA+"hasSelector"), place)
	words := resource{s: exact}
	words.add(schema.TypeIRI, schema.MustIRI(nsOA+"TextQuoteSelector"))
	words.text(schema.MustIRI(nsOA+"exact"), c.Quote)
	span := resource{s: place}
	span.add(schema.TypeIRI, schema.MustIRI(nsOA+"TextPositionSelector"))
	span.typed(schema.MustIRI(nsOA+"start"), strconv.Itoa(c.Start), "nonNegativeInteger")
	span.typed(schema.MustIRI(nsOA+"end"), strconv.Itoa(c.End), "nonNegativeInteger")
	return []resource{target, words, span}
}

// article describes the article with Dublin Core.
func article(a schema.Article) resource {
	r := resource{s: a.IRI()}
	r.add(schema.TypeIRI, schema.ArticleClass)
	r.add(schema.TypeIRI, provEntity)
	r.text(schema.MustIRI(nsDCTerms+"identifier"), a.ID)
	r.text(schema.MustIRI(nsDCTerms+"title"), a.Title)
	if !a.Published.IsZero() {
		r.add(schema.MustIRI(nsDCTerms+"issued"), a.Published.Literal())
	}
	r.text(schema.MustIRI(nsDC+"publisher"), a.Publisher)
	r.text(schema.MustIRI(nsDC+"language"), a.Lang)
	if url, err := schema.ParseIRI(a.URL); err == nil {
		r.add(schema.MustIRI(nsDCTerms+"source"), url)
	}
	r.text(schema.HashIRI, a.Hash)
	return r
}

// entity describes an entity; somebody untold has a type and no name.
func entity(n node) resource {
	r := resource{s: n.IRI}
	if n.Type != "" {
		r.add(schema.TypeIRI, schema.MustIRI(schema.NS+n.Type))
	}
	if !n.Untold && n.Type != "" {
		r.text(schema.LabelIRI, n.Name)
	}
	for _, name := range n.Names {
		r.text(schema.NameIRI, name)
	}
	return r
}

// reified is a claim as rdf:Statement with all that is known of it.
func (w *writer) reified(c queries.Claim) []resource {
	r := attribution(c, c.IRI)
	head := resource{s: c.IRI}
	head.add(schema.TypeIRI, schema.ClaimIRI)
	if w.o.TripleTerms {
		head.ps = append(head.ps, property{p: reifies, raw: w.tripleTerm(c)})
	} else {
		head.add(schema.TypeIRI, statement)
		head.add(schema.SubjectIRI, c.Subject)
		head.add(schema.PredicateIRI, c.Predicate)
		head.add(schema.ObjectIRI, c.Object)
	}
	head.ps = append(head.ps, r.ps...)
	head.add(quotedFrom, c.Article.IRI())
	head.add(hasTarget, fragment(c.IRI, "quote"))
	extraction(c, &head)
	return append([]resource{head}, quote(c)...)
}

func (w *writer) tripleTerm(c queries.Claim) string {
	return "<<( " + w.term(c.Subject) + " " + w.term(c.Predicate) + " " + w.term(c.Object) + " )>>"
}

// direct reports whether the claim's triple is written as an edge of its own.
func (w *writer) direct(c queries.Claim) bool {
	switch w.o.Edges {
	case None:
		return false
	case Asserted:
		return c.Stance == schema.Asserted && c.Status == schema.Current
	}
	return c.Stance != schema.Denied
}

// rebase puts Options.Base in the place of urn:newsgraph:.
func (w *writer) rebase(iri string) string {
	if rest, ours := strings.CutPrefix(iri, schema.NS); ours && w.o.Base != "" {
		return w.o.Base + rest
	}
	return iri
}

// full is a term in N-Triples, rebased.
func (w *writer) full(t schema.Term) string {
	switch t := t.(type) {
	case schema.IRI:
		return "<" + w.rebase(t.String()) + ">"
	case schema.Literal:
		if t.Lang() == "" && strings.HasPrefix(t.Datatype().String(), schema.NS) {
			plain, _ := schema.NewString(t.Lexical())
			return plain.NT() + "^^" + w.full(t.Datatype())
		}
	}
	return t.NT()
}

// term is a term in Turtle.
func (w *writer) term(t schema.Term) string {
	switch t := t.(type) {
	case schema.IRI:
		if name, local, ok := split(t.String()); ok {
			return name + ":" + local
		}
	case schema.Literal:
		words, err := schema.NewString(t.Lexical())
		name, local, ok := split(t.Datatype().String())
		if err == nil && ok && name == "xsd" && local != "string" {
			return words.NT() + "^^xsd:" + local
		}
	}
	return w.full(t)
}

// split finds a prefix under which an IRI is a plain name.
func split(iri string) (prefix, local string, ok bool) {
	if rest, ours := strings.CutPrefix(iri, schema.NS); ours && plain(rest) {
		return "ng", rest, true
	}
	for _, p := range prefixes {
		if rest, has := strings.CutPrefix(iri, p[1]); has && plain(rest) {
			return p[0], rest, true
		}
	}
	return "", "", false
}

// plain reports whether s may stand behind a prefix without escapes.
func plain(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c != '-' && c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}
