package graph

import (
	"fmt"
	"strconv"
	"strings"

	"newsgraph/schema"
)

// articles checks the graph of each article by itself; one at a time is in
// memory.
func (c *verifier) articles() error {
	list, err := c.v.instances(c.v.vocab.article)
	if err != nil {
		return err
	}
	c.report.Articles = int64(len(list))
	for _, a := range list {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := c.article(a); err != nil {
			return err
		}
	}
	return nil
}

// articleGraph is what one article says: objects by subject and predicate.
type articleGraph struct {
	objects map[[2]id][]id
	claims  []id
	edges   [][3]id // quads with a predicate of the ontology
}

func (c *verifier) article(a named) error {
	voc := c.v.vocab
	g := articleGraph{objects: map[[2]id][]id{}}
	edge := map[id]bool{}
	err := c.v.r.scan(quadIDs{dirG: a.id}, func(q quadIDs) error {
		k := [2]id{q[dirS], q[dirP]}
		g.objects[k] = append(g.objects[k], q[dirO])
		if q[dirP] == voc.typ && q[dirO] == voc.claim {
			g.claims = append(g.claims, q[dirS])
		}
		is, known := edge[q[dirP]]
		if !known {
			p, err := c.v.r.term(q[dirP])
			if err != nil {
				return err
			}
			name, ours := strings.CutPrefix(p, "<"+schema.NS)
			_, ok := schema.Default().Predicate(strings.TrimSuffix(name, ">"))
			is = ours && ok
			edge[q[dirP]] = is
		}
		if is {
			g.edges = append(g.edges, [3]id{q[dirS], q[dirP], q[dirO]})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(g.objects[[2]id{a.id, voc.key}]) != 1 {
		c.problem(a.nt, "the article needs exactly one id")
	}
	told := map[[3]id]bool{}
	for _, cl := range g.claims {
		triple, denied, err := c.claim(a, g, cl)
		if err != nil {
			return err
		}
		if triple[0] != 0 && !denied {
			told[triple] = true
		}
	}
	have := map[[3]id]bool{}
	for _, e := range g.edges {
		if have[e] = true; !told[e] {
			c.problem(a.nt, "no claim asserts or alleges the edge %s", c.triple(e[:]...))
		}
	}
	for t := range told {
		if !have[t] {
			c.problem(a.nt, "the edge %s of a claim is missing", c.triple(t[:]...))
		}
	}
	return nil
}

func (c *verifier) triple(ids ...id) string {
	var parts []string
	for _, i := range ids {
		nt, err := c.v.r.term(i)
		if err != nil {
			nt = fmt.Sprint("id ", uint64(i))
		}
		parts = append(parts, nt)
	}
	return strings.Join(parts, " ")
}

// untold checks the subject of a claim that has none: it must be the untold
// doer of just this act. false if the subject is told.
func (c *verifier) untold(where string, g articleGraph, triple [3]id) (bool, error) {
	if triple[0] == 0 {
		return false, nil
	}
	subject, err := c.v.r.term(triple[0])
	if err != nil || !schema.IsUntold(iriOf(subject)) {
		return false, err
	}
	if triple[1] != 0 {
		p, err := c.v.r.term(triple[1])
		if err != nil {
			return true, err
		}
		name := strings.TrimPrefix(iriOf(p).String(), schema.NS)
		if d, ok := schema.Default().Predicate(name); !ok || !d.Agentless {
			c.problem(where, "%s needs a subject that is told", name)
		}
	}
	typ, _ := schema.Default().Untold()
	types := g.objects[[2]id{triple[0], c.v.vocab.typ}]
	if len(types) != 1 || c.triple(types[0]) != "<"+schema.NS+typ.Name+">" {
		c.problem(where, "the untold subject %s needs the type %s and no other", subject, typ.Name)
	}
	for _, p := range []id{c.v.vocab.label, c.v.vocab.name} {
		if p != 0 && len(g.objects[[2]id{triple[0], p}]) > 0 {
			c.problem(where, "the untold subject %s has a name", subject)
		}
	}
	for _, e := range g.edges {
		if e[2] == triple[0] || e[0] == triple[0] && (e[1] != triple[1] || e[2] != triple[2]) {
			c.problem(where, "the untold subject %s is in another act: %s", subject, c.triple(e[:]...))
		}
	}
	return true, nil
}

// iriOf reads an IRI term; the zero IRI for other terms.
func iriOf(nt string) schema.IRI {
	if nt[0] != '<' {
		return schema.IRI{}
	}
	iri, _ := schema.ParseIRI(nt[1 : len(nt)-1]) // Cayley programs can have written a bad one
	return iri
}

// claim checks one claim and returns its triple.
func (c *verifier) claim(a named, g articleGraph, cl id) (triple [3]id, denied bool, err error) {
	c.report.Claims++
	voc := c.v.vocab
	name, err := c.v.r.term(cl)
	if err != nil {
		return triple, false, err
	}
	where := name + " of " + a.nt
	part := func(what string, p id) (id, string) {
		objects := g.objects[[2]id{cl, p}]
		if p == 0 || len(objects) != 1 {
			c.problem(where, "the claim needs exactly one %s and has %d", what, len(objects))
			return 0, ""
		}
		nt, terr := c.v.r.term(objects[0])
		if terr != nil {
			err = terr
			return 0, ""
		}
		lex, _, terr := splitTerm(nt)
		if terr != nil {
			c.problem(where, "%v", terr)
		}
		return objects[0], lex
	}
	for i, p := range []struct {
		what string
		id   id
	}{{"subject", voc.subject}, {"predicate", voc.predicate}, {"object", voc.object}} {
		triple[i], _ = part(p.what, p.id)
	}
	untold, uerr := c.untold(where, g, triple)
	if uerr != nil {
		return triple, false, uerr
	}
	for i, e := range []id{triple[0], triple[2]} {
		if untold && i == 0 {
			continue
		}
		if e != 0 && !e.literal() && (len(g.objects[[2]id{e, voc.typ}]) == 0 || len(g.objects[[2]id{e, voc.label}]) == 0) {
			c.problem(where, "the article gives entity %s no type or no name", c.triple(e))
		}
	}
	_, stance := part("stance", voc.stance)
	if _, serr := schema.ParseStance(stance); serr != nil {
		c.problem(where, "%v", serr)
	}
	_, status := part("status", voc.status)
	if _, serr := schema.ParseStatus(status); serr != nil {
		c.problem(where, "%v", serr)
	}
	_, quote := part("quote", voc.quote)
	_, start := part("start", voc.start)
	_, end := part("end", voc.end)
	part("confidence", voc.confidence)
	from, serr := strconv.Atoi(start)
	to, eerr := strconv.Atoi(end)
	if serr != nil || eerr != nil || to-from != len([]rune(quote)) {
		c.problem(where, "its span [%s,%s) does not fit its quote of %d characters", start, end, len([]rune(quote)))
	}
	return triple, stance == string(schema.Denied), err
}
