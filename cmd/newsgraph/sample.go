package main

import (
	"cmp"
	"slices"
	"strings"

	"newsgraph/schema"
)

// sample remembers some of what was loaded, to suggest commands that have an
// answer. It is bounded and a function of the input's order alone.
type sample struct {
	edges  []sampleEdge
	names  map[schema.IRI]schema.Entity
	denied bool
}

type sampleEdge struct{ subject, object, article schema.IRI }

const maxSample = 5000 // claims

func (s *sample) add(c schema.Contribution) {
	if s.names == nil {
		s.names = map[schema.IRI]schema.Entity{}
	}
	for _, claim := range c.Claims {
		if len(s.edges) >= maxSample {
			return
		}
		object, isEntity := claim.Object().(schema.IRI)
		s.denied = s.denied || claim.Stance == schema.Denied
		if isEntity && claim.Stance != schema.Denied {
			s.edges = append(s.edges, sampleEdge{claim.Subject(), object, claim.Article()})
		}
	}
	for _, e := range c.Entities {
		if _, known := s.names[e.IRI()]; !known && e.Type() != "Unnamed" {
			s.names[e.IRI()] = e
		}
	}
}

// commands are three command lines without the program's name.
func (s *sample) commands() [][]string {
	hub, around := s.hub()
	if hub.IsZero() {
		return [][]string{{"stats"}, {"schema"}, {"export"}}
	}
	out := [][]string{{"show", s.names[hub].Name()}}
	if from, to, ok := s.ends(hub, around); ok {
		out = append(out, []string{"path", s.names[from].Name(), s.names[to].Name()})
	} else {
		out = append(out, []string{"find", s.names[hub].Name()})
	}
	if s.denied {
		return append(out, []string{"claims", "--stance", "denied"})
	}
	return append(out, []string{"claims"})
}

// hub is the entity with most neighbours (ties: the smaller IRI), and its
// neighbours with the articles that link them.
func (s *sample) hub() (schema.IRI, map[schema.IRI][]schema.IRI) {
	near := map[schema.IRI]map[schema.IRI][]schema.IRI{}
	link := func(a, b, article schema.IRI) {
		if near[a] == nil {
			near[a] = map[schema.IRI][]schema.IRI{}
		}
		near[a][b] = append(near[a][b], article)
	}
	for _, e := range s.edges {
		if _, ok := s.names[e.subject]; !ok {
			continue
		}
		if _, ok := s.names[e.object]; !ok {
			continue
		}
		link(e.subject, e.object, e.article)
		link(e.object, e.subject, e.article)
	}
	var hub schema.IRI
	for iri, n := range near {
		if d := cmp.Compare(len(n), len(near[hub])); d > 0 || d == 0 && iri.String() < hub.String() {
			hub = iri
		}
	}
	return hub, near[hub]
}

// ends are two neighbours of hub that no article links directly: a person
// first if there is one, and from different articles if there are such.
func (s *sample) ends(hub schema.IRI, around map[schema.IRI][]schema.IRI) (from, to schema.IRI, ok bool) {
	direct := map[[2]schema.IRI]bool{}
	for _, e := range s.edges {
		direct[[2]schema.IRI{e.subject, e.object}] = true
		direct[[2]schema.IRI{e.object, e.subject}] = true
	}
	var list []schema.IRI
	for iri := range around {
		list = append(list, iri)
	}
	person := func(i schema.IRI) int {
		if s.names[i].Type() == "Person" {
			return 0
		}
		return 1
	}
	slices.SortFunc(list, func(a, b schema.IRI) int {
		return cmp.Or(cmp.Compare(person(a), person(b)), strings.Compare(a.String(), b.String()))
	})
	for _, apart := range []bool{true, false} {
		for i, a := range list {
			for _, b := range list[i+1:] {
				shared := slices.ContainsFunc(around[a], func(x schema.IRI) bool { return slices.Contains(around[b], x) })
				if !direct[[2]schema.IRI{a, b}] && !(apart && shared) {
					return a, b, true
				}
			}
		}
	}
	return from, to, false
}
