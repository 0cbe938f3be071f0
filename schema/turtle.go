package schema

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Namespaces of the vocabularies that the ontology maps to. A Wikidata property
// is given as the predicate that Wikidata's own triples use (prop/direct).
var foreignNS = map[string]string{
	"schema":   "https://schema.org/",
	"wikidata": "http://www.wikidata.org/entity/",
	"wdt":      "http://www.wikidata.org/prop/direct/",
	"ftm":      "https://schema.followthemoney.tech/#",
}

const turtlePrefixes = `@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ng: <` + NS + `> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <` + RDF + `> .
@prefix rdfs: <` + RDFS + `> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <` + XSD + `> .
`

const turtleHead = turtlePrefixes + `
<urn:newsgraph:> a owl:Ontology ;
    rdfs:label "newsgraph ontology"@en , "newsgraphs ontologi"@da ;
    owl:versionInfo "` + OntologyVersion + `" ;
    dcterms:license <` + ontologyLicence + `> .
`

// WriteTurtle writes the ontology in Turtle: types and groups as classes,
// predicates and their inverses as properties with domain, range and super-
// property, and the vocabulary that claims are written in. Foreign terms are
// skos:closeMatch, since none is known to mean exactly the same; where the
// foreign property runs the other way, the inverse carries the match, and a
// link schema of FollowTheMoney, which is a class, is rdfs:seeAlso. The output
// is the same for every run.
func (o *Ontology) WriteTurtle(w io.Writer) error {
	t := turtleWriter{bufio.NewWriter(w)}
	t.WriteString(turtleHead)
	for _, v := range vocabulary {
		kind := "rdf:Property"
		if v.class {
			kind = "owl:Class"
		}
		t.subject(strings.TrimPrefix(v.iri.s, NS), kind, v.label)
		t.property("rdfs:comment", literal(v.means, "en"))
		t.vocabularyTerm(v)
		t.end()
	}
	t.schemes()
	for _, g := range o.groups {
		t.subject(g.Name, "owl:Class", g.Label)
		t.end()
	}
	for _, typ := range o.types {
		t.subject(typ.Name, "owl:Class", typ.Label)
		for _, g := range typ.In {
			t.property("rdfs:subClassOf", "ng:"+g)
		}
		for _, m := range typ.Map {
			t.property("skos:closeMatch", "<"+foreignNS[m.Vocabulary]+m.Name+">")
		}
		t.end()
	}
	for _, p := range o.predicates {
		o.turtlePredicate(t, p)
	}
	return t.Flush()
}

func (t turtleWriter) vocabularyTerm(v vocabularyTerm) {
	super := "rdfs:subPropertyOf"
	if v.class {
		super = "rdfs:subClassOf"
	}
	for _, p := range [...][2]string{{super, v.super}, {"rdfs:domain", v.domain}, {"rdfs:range", v.ranges}} {
		if p[1] != "" {
			t.property(p[0], p[1])
		}
	}
}

// schemes writes stance and status as concepts.
func (t turtleWriter) schemes() {
	for _, s := range schemes {
		t.subject(s.name, "skos:ConceptScheme", s.label)
		t.end()
		for _, c := range s.concepts {
			t.subject(c.notation, "skos:Concept", c.label)
			t.property("skos:inScheme", "ng:"+s.name)
			t.property("skos:notation", literal(c.notation, ""))
			t.end()
		}
	}
}

func (o *Ontology) turtlePredicate(t turtleWriter, p Predicate) {
	kind, ranges := "owl:ObjectProperty", o.turtleClass(p.Range)
	switch {
	case p.IsDate(): // xsd:date, xsd:gYearMonth or xsd:gYear, by precision
		kind, ranges = "owl:DatatypeProperty", "rdfs:Literal"
	case p.Symmetric:
		kind += " , owl:SymmetricProperty"
	}
	t.subject(p.Name, kind, p.Label)
	t.property("rdfs:comment", literal(p.Means, "en"))
	t.property("rdfs:domain", o.turtleClass(p.Domain))
	t.property("rdfs:range", ranges)
	if p.Super != "" {
		t.property("rdfs:subPropertyOf", "ng:"+p.Super)
	}
	t.matches(p.Map, false)
	t.end()
	if p.Inverse.Name == "" {
		return
	}
	t.subject(p.Inverse.Name, "owl:ObjectProperty", p.Inverse.Label)
	t.property("owl:inverseOf", "ng:"+p.Name)
	t.matches(p.Map, true)
	t.end()
}

// turtleClass writes a set of types as one class, a union if it must.
func (o *Ontology) turtleClass(types []string) string {
	parts := o.Cover(types)
	if len(parts) == 1 {
		return "ng:" + parts[0]
	}
	return "[ a owl:Class ; owl:unionOf ( ng:" + strings.Join(parts, " ng:") + " ) ]"
}

// turtleWriter keeps the first write error until Flush, as bufio does.
type turtleWriter struct{ *bufio.Writer }

func (t turtleWriter) subject(name, kinds string, l Label) {
	fmt.Fprintf(t, "\nng:%s a %s ;\n    rdfs:label %s , %s", name, kinds, literal(l.En, "en"), literal(l.Da, "da"))
}

func (t turtleWriter) property(p, o string) { fmt.Fprintf(t, " ;\n    %s %s", p, o) }

func (t turtleWriter) end() { t.WriteString(" .\n") }

func (t turtleWriter) matches(terms []ForeignTerm, inverse bool) {
	for _, m := range terms {
		ns, rel := m.Vocabulary, "skos:closeMatch"
		switch ns {
		case "wikidata":
			ns = "wdt"
		case "ftm":
			rel = "rdfs:seeAlso"
		}
		if m.Inverse == inverse {
			t.property(rel, "<"+foreignNS[ns]+m.Name+">")
		}
	}
}

// literal uses the escapes that Turtle and N-Triples share.
func literal(s, lang string) string { return Literal{lexical: s, lang: lang}.NT() }
