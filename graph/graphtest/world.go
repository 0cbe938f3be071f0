package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"newsgraph/schema"
)

// World is a made-up graph of persons and organizations for benchmarks: the
// same quads for the same numbers. Every person has a type, a name, an
// employer and some other persons it criticizes; a few organizations and
// persons have very many edges, as in the news. Each quad is in the graph of
// one of the articles, about 100 a graph.
type World struct {
	Quads int // about how many quads; the true number is a little higher
}

const (
	personsEach = 7  // quads of a person
	orgsEach    = 3  // quads of an organization
	perOrg      = 10 // persons an organization
	perArticle  = 14 // persons an article
)

// Persons is the number of persons.
func (w World) Persons() int { return perOrg*w.Quads/(perOrg*personsEach+orgsEach) + 1 }

// Person is the IRI of person n.
func Person(n int) schema.IRI { return iri("person/p%d-of-the-world", n) }

// Organization is the IRI of organization n.
func Organization(n int) schema.IRI { return iri("company/c%d-of-the-world", n) }

func iri(format string, n int) schema.IRI { return schema.MustIRI(schema.NS + fmt.Sprintf(format, n)) }

// All yields the quads.
func (w World) All() iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		persons := w.Persons()
		orgs := persons/perOrg + 1
		popular := func(n int) int { x := r.Float64(); return int(x * x * x * float64(n)) } // low numbers have most edges
		predicate := func(name string) schema.IRI { return schema.MustIRI(schema.NS + name) }
		worksFor, leads, criticizes, ownedBy := predicate("worksFor"), predicate("leads"), predicate("criticizes"), predicate("ownedBy")
		person, company := predicate("Person"), predicate("Company")
		for n := range persons {
			graph := schema.ArticleIRI(fmt.Sprint("world-", n/perArticle))
			p := Person(n)
			name, err := schema.NewString(fmt.Sprintf("Person P%d Worldson", n))
			if err != nil {
				yield(schema.Quad{}, err)
				return
			}
			out := []schema.Quad{
				{Subject: p, Predicate: schema.TypeIRI, Object: person, Graph: graph},
				{Subject: p, Predicate: schema.LabelIRI, Object: name, Graph: graph},
				{Subject: p, Predicate: worksFor, Object: Organization(popular(orgs)), Graph: graph},
				{Subject: p, Predicate: leads, Object: Organization(r.IntN(orgs)), Graph: graph},
			}
			for range personsEach - len(out) {
				out = append(out, schema.Quad{Subject: p, Predicate: criticizes, Object: Person(popular(persons)), Graph: graph})
			}
			if n%perOrg == 0 {
				o := Organization(n / perOrg)
				name, err := schema.NewString(fmt.Sprintf("Company C%d of the World", n/perOrg))
				if err != nil {
					yield(schema.Quad{}, err)
					return
				}
				out = append(out, schema.Quad{Subject: o, Predicate: schema.TypeIRI, Object: company, Graph: graph},
					schema.Quad{Subject: o, Predicate: schema.LabelIRI, Object: name, Graph: graph},
					schema.Quad{Subject: o, Predicate: ownedBy, Object: Organization(popular(orgs)), Graph: graph})
			}
			for _, q := range out {
				if !yield(q, nil) {
					return
				}
			}
		}
	}
}
