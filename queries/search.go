package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
)

// search is one run of Paths.
type search struct {
	ctx context.Context
	v   *graph.View
	q   PathQuery

	along    map[graph.NodeID]Direction // allowed predicates
	doers    doers
	banned   map[graph.NodeID]bool
	sources  map[graph.NodeID]bool
	targets  map[graph.NodeID]bool
	via      []graph.NodeID
	viaDist  []map[graph.NodeID]int // distance to each via node
	adjacent map[graph.NodeID][]neighbour
	touched  int
	steps    int

	fore, back side
	met        []graph.NodeID // where they first met, at the length of the shortest paths
	evidence   map[edgeKey]*edgeEvidence
	between    map[[2]graph.NodeID][]hopEdge
	names      map[graph.NodeID]schema.IRI
}

// neighbour is a node next to another with the edges between them.
type neighbour struct {
	node  graph.NodeID
	edges []hopEdge
}

type hopEdge struct {
	predicate graph.NodeID
	out       bool // from the node to its neighbour
}

// side is a breadth-first search from one end.
type side struct {
	reached  map[graph.NodeID]reached
	frontier []graph.NodeID
	depth    int
	cost     int64 // of opening the frontier: its degree; -1 when not known
}

// reached is how a side came to a node: its distance, and the nodes one step
// nearer. Most nodes have one.
type reached struct {
	dist  int
	first graph.NodeID
	more  []graph.NodeID
}

// run looks for paths of 1, 2, ... hops until it has K or reaches MaxHops.
func (s *search) run() ([]Path, error) {
	ok, err := s.prepare()
	if err != nil || !ok {
		return nil, err
	}
	var found [][]graph.NodeID
	for length := 1; length <= s.q.MaxHops && len(found) < s.q.K; length++ {
		before := s.met
		if err := s.grow(length); err != nil {
			return nil, err
		}
		if s.met == nil {
			if len(s.fore.frontier) == 0 || len(s.back.frontier) == 0 {
				break // one end's whole component is known, and the other is not in it
			}
			continue
		}
		var paths [][]graph.NodeID
		if before == nil && s.q.Evidence == (Evidence{}) && len(s.via) == 0 {
			paths, err = s.shortest()
		} else {
			paths, err = s.ofLength(length)
		}
		if err != nil {
			return nil, err
		}
		if paths, err = s.rank(paths); err != nil {
			return nil, err
		}
		found = append(found, paths[:min(len(paths), s.q.K-len(found))]...)
	}
	return s.tell(found)
}

// prepare turns IRIs to ids; ok is false when there can be no path.
func (s *search) prepare() (ok bool, err error) {
	s.along, s.banned, s.names = map[graph.NodeID]Direction{}, map[graph.NodeID]bool{}, map[graph.NodeID]schema.IRI{}
	along := s.q.Along
	if len(along) == 0 {
		for _, p := range schema.Default().Predicates() {
			along = append(along, Along{Predicate: p.Name})
		}
	}
	for _, a := range along {
		iri, err := schema.ParseIRI(schema.NS + a.Predicate)
		if err != nil {
			return false, err
		}
		id, err := s.v.ID(iri)
		if err != nil {
			return false, err
		}
		if id == 0 {
			continue
		}
		dir := a.Direction
		if have, ok := s.along[id]; ok && have != dir {
			dir = Either
		}
		s.along[id] = dir
	}
	ids := func(iris []schema.IRI) (map[graph.NodeID]bool, error) {
		set := map[graph.NodeID]bool{}
		for _, iri := range iris {
			id, err := s.v.ID(iri)
			if err != nil {
				return nil, err
			}
			if id != 0 {
				set[id] = true
				s.names[id] = iri
			}
		}
		return set, nil
	}
	if s.doers, err = newDoers(s.v); err != nil {
		return false, err
	}
	if s.banned, err = ids(s.q.NotVia); err != nil {
		return false, err
	}
	if s.sources, err = ids(s.q.From); err != nil {
		return false, err
	}
	if s.targets, err = ids(s.q.To); err != nil {
		return false, err
	}
	for _, iri := range s.q.Via {
		n, err := s.v.ID(iri)
		if err != nil || n == 0 {
			return false, err
		}
		s.via = append(s.via, n)
	}
	s.fore, s.back = newSide(s.sources), newSide(s.targets)
	for _, n := range s.via {
		d, err := s.distances(n, s.q.MaxHops)
		if err != nil {
			return false, err
		}
		s.viaDist = append(s.viaDist, d)
	}
	return len(s.sources) > 0 && len(s.targets) > 0 && len(s.along) > 0, nil
}

func newSide(nodes map[graph.NodeID]bool) side {
	d := side{reached: map[graph.NodeID]reached{}, cost: -1}
	for n := range nodes {
		d.reached[n] = reached{}
		d.frontier = append(d.frontier, n)
	}
	slices.Sort(d.frontier)
	return d
}

// grow makes the two searches together length deep.
func (s *search) grow(length int) error {
	for s.fore.depth+s.back.depth < length {
		switch {
		case len(s.fore.frontier) == 0: // all that the sources reach is known, at any depth
			s.fore.depth = length - s.back.depth
			return nil
		case len(s.back.frontier) == 0:
			s.back.depth = length - s.fore.depth
			return nil
		}
		f, err := s.cost(&s.fore)
		if err != nil {
			return err
		}
		b, err := s.cost(&s.back)
		if err != nil {
			return err
		}
		if b < f {
			err = s.expand(&s.back, &s.fore, false)
		} else {
			err = s.expand(&s.fore, &s.back, true)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// cost of opening the frontier of d: its degree.
func (s *search) cost(d *side) (int64, error) {
	if d.cost >= 0 {
		return d.cost, nil
	}
	total := int64(0)
	for _, n := range d.frontier {
		deg, err := s.v.Degree(n)
		if err != nil {
			return 0, err
		}
		total += deg + 1
	}
	d.cost = total
	return total, nil
}

// touch counts nodes that the search has come to.
func (s *search) touch(n int) error {
	if s.touched += n; s.touched > s.q.MaxNodes {
		return fmt.Errorf("%w: more than %d nodes; ask for fewer hops (--max-hops), or leave hubs out (--not-via)", ErrLimit, s.q.MaxNodes)
	}
	return nil
}

// expand opens the frontier of d and notes the nodes where it meets other.
func (s *search) expand(d, other *side, forwards bool) error {
	var next []graph.NodeID
	for _, n := range d.frontier {
		var full error
		err := s.v.Hops(s.ctx, n, func(h graph.Hop) bool {
			dir, ok := s.along[h.Predicate]
			if !ok || h.Other == n || s.banned[h.Other] || dir == Forward && h.Out != forwards || dir == Backward && h.Out == forwards {
				return true
			}
			r, seen := d.reached[h.Other]
			if !seen {
				var untold bool
				if untold, full = s.doers.untold(h); untold || full != nil {
					return full == nil
				}
			}
			switch {
			case !seen:
				d.reached[h.Other] = reached{dist: d.depth + 1, first: n}
				next = append(next, h.Other)
				full = s.touch(1)
			case r.dist == d.depth+1 && r.first != n && !slices.Contains(r.more, n):
				r.more = append(r.more, n)
				d.reached[h.Other] = r
			}
			return full == nil
		})
		if err = cmp.Or(full, err); err != nil {
			return err
		}
	}
	slices.Sort(next)
	d.frontier, d.cost = next, -1
	d.depth++
	if s.met == nil {
		for _, n := range next {
			if _, ok := other.reached[n]; ok {
				s.met = append(s.met, n)
			}
		}
	}
	return nil
}

// shortest lists the shortest paths, which all lead through a node of met.
func (s *search) shortest() ([][]graph.NodeID, error) {
	var found [][]graph.NodeID
	for _, n := range s.met {
		heads, err := s.ways(&s.fore, n, nil)
		if err != nil {
			return nil, err
		}
		tails, err := s.ways(&s.back, n, nil)
		if err != nil {
			return nil, err
		}
		if len(found)+len(heads)*len(tails) > maxPaths {
			return nil, s.tooMany(s.fore.depth + s.back.depth)
		}
		for _, head := range heads {
			for _, tail := range tails {
				path := slices.Clone(head)
				slices.Reverse(path)
				found = append(found, append(path, tail[1:]...))
			}
		}
	}
	return found, nil
}

// ways lists the shortest ways from n back to the end of d.
func (s *search) ways(d *side, n graph.NodeID, after []graph.NodeID) ([][]graph.NodeID, error) {
	if s.steps++; s.steps > s.q.MaxSteps {
		return nil, s.tooLong()
	}
	way := append(after[:len(after):len(after)], n)
	r := d.reached[n]
	if r.dist == 0 {
		return [][]graph.NodeID{way}, nil
	}
	out, err := s.ways(d, r.first, way)
	for _, m := range r.more {
		if err != nil {
			break
		}
		var more [][]graph.NodeID
		more, err = s.ways(d, m, way)
		out = append(out, more...)
	}
	return out, err
}

func (s *search) tooLong() error {
	return fmt.Errorf("%w: more than %d steps; ask for fewer hops (--max-hops), or leave hubs out (--not-via)", ErrLimit, s.q.MaxSteps)
}

func (s *search) tooMany(length int) error {
	return fmt.Errorf("%w: more than %d paths of %d hops; ask for evidence (--min-publishers, --predicate), or leave hubs out (--not-via)", ErrLimit, maxPaths, length)
}

// iri is the IRI of a node, read once.
func (s *search) iri(n graph.NodeID) (schema.IRI, error) {
	if iri, ok := s.names[n]; ok {
		return iri, nil
	}
	iri, err := s.v.IRI(n)
	if err == nil {
		s.names[n] = iri
	}
	return iri, err
}
