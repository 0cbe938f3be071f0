package schema

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteSHACL writes shapes (W3C SHACL) that a graph of this ontology conforms
// to: what a claim, an article and an entity must have, and between what types
// each predicate runs. Types are spelled out, so that a graph can be checked
// without the ontology beside it.
func (o *Ontology) WriteSHACL(w io.Writer) error {
	t := turtleWriter{bufio.NewWriter(w)}
	t.WriteString(turtlePrefixes)
	fmt.Fprintf(t, "\n# Shapes of the newsgraph ontology, version %s\n", OntologyVersion)
	t.shape("Claim", [][2]string{
		{"rdf:subject", "sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI"},
		{"rdf:predicate", "sh:minCount 1 ; sh:maxCount 1 ; sh:in ( ng:" + strings.Join(o.PredicatesThat(func(Predicate) bool { return true }), " ng:") + " )"},
		{"rdf:object", "sh:minCount 1 ; sh:maxCount 1"},
		{"ng:stance", "sh:minCount 1 ; sh:maxCount 1 ; sh:in ( " + quoted(0) + " )"},
		{"ng:status", "sh:minCount 1 ; sh:maxCount 1 ; sh:in ( " + quoted(1) + " )"},
		{"ng:holder", "sh:maxCount 1 ; sh:nodeKind sh:IRI"},
		{"ng:text", "sh:maxCount 1 ; sh:datatype xsd:string"},
		{"ng:confidence", "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:decimal ; sh:minInclusive 0.0 ; sh:maxInclusive 1.0"},
		{"ng:quote", "sh:maxCount 1 ; sh:datatype xsd:string ; sh:minLength 1"},
		{"ng:start", "sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 0"},
		{"ng:end", "sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 1"},
	})
	t.shape("Article", [][2]string{{"rdf:type", "sh:minCount 1"}})
	for _, typ := range o.types {
		if typ.Untold == (Label{}) { // somebody untold has no name
			t.shape(typ.Name, [][2]string{{"rdfs:label", "sh:minCount 1 ; sh:datatype xsd:string"}})
		}
	}
	for _, p := range o.predicates {
		o.predicateShape(t, p)
	}
	return t.Flush()
}

// quoted are the notations of a scheme.
func quoted(scheme int) string {
	var out []string
	for _, c := range schemes[scheme].concepts {
		out = append(out, literal(c.notation, ""))
	}
	return strings.Join(out, " ")
}

func (t turtleWriter) shape(class string, properties [][2]string) {
	fmt.Fprintf(t, "\nng:%sShape a sh:NodeShape ;\n    sh:targetClass ng:%s", class, class)
	for _, p := range properties {
		t.property("sh:property", "[ sh:path "+p[0]+" ; "+p[1]+" ]")
	}
	t.end()
}

func (o *Ontology) predicateShape(t turtleWriter, p Predicate) {
	domain := p.Domain
	if u, ok := o.Untold(); ok && p.Agentless {
		domain = append(domain[:len(domain):len(domain)], u.Name)
	}
	fmt.Fprintf(t, "\nng:%sShape a sh:NodeShape ;\n    sh:targetSubjectsOf ng:%s", p.Name, p.Name)
	t.property("sh:or", classes(domain))
	value := "sh:or " + classes(p.Range)
	if p.IsDate() {
		value = "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYearMonth ] [ sh:datatype xsd:gYear ] )"
	}
	t.property("sh:property", "[ sh:path ng:"+p.Name+" ; "+value+" ]")
	t.end()
}

func classes(types []string) string {
	return "( [ sh:class ng:" + strings.Join(types, " ] [ sh:class ng:") + " ] )"
}
