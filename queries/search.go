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
	banned   map[graph.NodeID]bool
	sources  map[graph.NodeID]bool
	targets  map[graph.NodeID]bool
	via      []graph.NodeID
	viaDist  []map[graph.NodeID]int // distance to each via node
	adjacent map[graph.NodeID][]neighbour
	opened   int
	steps    int

	fore, back side
	evidence   map[edgeKey]*edgeEvidence
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
	dist     map[graph.NodeID]int
	frontier []graph.NodeID
	depth    int
}

// run looks for paths of 1, 2, ... hops until it has K or reaches MaxHops.
func (s *search) run() ([]Path, error) {
	ok, err := s.prepare()
	if err != nil || !ok {
		return nil, err
	}
	var found [][]graph.NodeID
	for length := 1; length <= s.q.MaxHops && len(found) < s.q.K; length++ {
		more, err := s.grow(length)
		if err != nil {
			return nil, err
		}
		if !more {
			break // one side has seen all it can reach, and no longer path is left
		}
		paths, err := s.ofLength(length)
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
	d := side{dist: map[graph.NodeID]int{}}
	for n := range nodes {
		d.dist[n] = 0
		d.frontier = append(d.frontier, n)
	}
	slices.Sort(d.frontier)
	return d
}

// neighbours reads the allowed edges of n, once.
func (s *search) neighbours(n graph.NodeID) ([]neighbour, error) {
	if list, ok := s.adjacent[n]; ok {
		return list, nil
	}
	if s.opened++; s.opened > s.q.MaxNodes {
		return nil, fmt.Errorf("%w: more than %d nodes; ask for fewer hops (--max-hops), or leave hubs out (--not-via)", ErrLimit, s.q.MaxNodes)
	}
	at := map[graph.NodeID]int{}
	var list []neighbour
	err := s.v.Hops(s.ctx, n, func(h graph.Hop) bool {
		if _, ok := s.along[h.Predicate]; !ok || h.Other == n || s.banned[h.Other] {
			return true
		}
		i, seen := at[h.Other]
		if !seen {
			i = len(list)
			at[h.Other] = i
			list = append(list, neighbour{node: h.Other})
		}
		list[i].edges = append(list[i].edges, hopEdge{h.Predicate, h.Out})
		return true
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b neighbour) int { return cmp.Compare(a.node, b.node) })
	s.adjacent[n] = list
	return list, nil
}

// walkable reports whether one may step along any of the edges, forwards
// (from source to target) or, seen from the target's side, against it.
func (s *search) walkable(edges []hopEdge, forwards bool) bool {
	return slices.ContainsFunc(edges, func(e hopEdge) bool { return s.allows(e, forwards) })
}

func (s *search) allows(e hopEdge, forwards bool) bool {
	switch s.along[e.predicate] {
	case Forward:
		return e.out == forwards
	case Backward:
		return e.out != forwards
	}
	return true
}

// grow makes the two searches together length deep. more is false when one of
// them has nothing left to open before that.
func (s *search) grow(length int) (more bool, err error) {
	for s.fore.depth+s.back.depth < length {
		f, err := s.cost(s.fore)
		if err != nil {
			return false, err
		}
		b, err := s.cost(s.back)
		if err != nil {
			return false, err
		}
		d, forwards := &s.fore, true
		switch {
		case f == 0: // all that the sources reach is known, at any depth
			s.fore.depth = length - s.back.depth
			return s.joined(), nil
		case b == 0:
			s.back.depth = length - s.fore.depth
			return s.joined(), nil
		}
		if b < f {
			d, forwards = &s.back, false
		}
		if err := s.expand(d, forwards); err != nil {
			return false, err
		}
	}
	return true, nil
}

// joined reports whether the two ends are connected at all.
func (s *search) joined() bool {
	for n := range s.fore.dist {
		if _, ok := s.back.dist[n]; ok {
			return true
		}
	}
	return false
}

// cost of opening the frontier of d: its degree.
func (s *search) cost(d side) (total int64, err error) {
	for _, n := range d.frontier {
		deg, err := s.v.Degree(n)
		if err != nil {
			return 0, err
		}
		total += deg + 1
	}
	return total, nil
}

// expand opens the frontier of d.
func (s *search) expand(d *side, forwards bool) error {
	var next []graph.NodeID
	for _, n := range d.frontier {
		list, err := s.neighbours(n)
		if err != nil {
			return err
		}
		for _, m := range list {
			if _, seen := d.dist[m.node]; !seen && s.walkable(m.edges, forwards) {
				d.dist[m.node] = d.depth + 1
				next = append(next, m.node)
			}
		}
	}
	slices.Sort(next)
	d.frontier = next
	d.depth++
	return nil
}

// distances is a breadth-first search from n over edges of any allowed
// direction: a lower bound for walks that must pass n.
func (s *search) distances(n graph.NodeID, depth int) (map[graph.NodeID]int, error) {
	dist := map[graph.NodeID]int{n: 0}
	frontier := []graph.NodeID{n}
	for d := 1; d <= depth && len(frontier) > 0; d++ {
		var next []graph.NodeID
		for _, m := range frontier {
			list, err := s.neighbours(m)
			if err != nil {
				return nil, err
			}
			for _, o := range list {
				if _, seen := dist[o.node]; !seen {
					dist[o.node] = d
					next = append(next, o.node)
				}
			}
		}
		frontier = next
	}
	return dist, nil
}

// ofLength lists the simple paths of exactly that many hops. A node at place i
// is tried only if a walk of the remaining length can lead from it to a target:
// beyond the forward search by the distances of the backward one, within it by
// useful, which is worked out from where the two meet.
func (s *search) ofLength(length int) ([][]graph.NodeID, error) {
	useful, err := s.useful(length)
	if err != nil {
		return nil, err
	}
	e := enumeration{s: s, length: length, useful: useful, on: map[graph.NodeID]bool{}}
	var starts []graph.NodeID
	for n := range s.sources {
		starts = append(starts, n)
	}
	slices.Sort(starts)
	for _, n := range starts {
		if err := e.visit(n, 0); err != nil {
			return nil, err
		}
	}
	return e.found, nil
}

// useful[i] holds the nodes that may stand at place i, for i up to the depth of
// the forward search.
func (s *search) useful(length int) ([]map[graph.NodeID]bool, error) {
	meet := length - min(s.back.depth, length)
	useful := make([]map[graph.NodeID]bool, meet+1)
	useful[meet] = map[graph.NodeID]bool{}
	for n, d := range s.back.dist {
		if fd, ok := s.fore.dist[n]; ok && fd <= meet && d <= length-meet {
			useful[meet][n] = true
		}
	}
	for i := meet - 1; i >= 0; i-- {
		useful[i] = map[graph.NodeID]bool{}
		for n := range useful[i+1] {
			list, err := s.neighbours(n)
			if err != nil {
				return nil, err
			}
			for _, m := range list {
				if d, ok := s.fore.dist[m.node]; ok && d <= i && s.walkable(m.edges, false) {
					useful[i][m.node] = true
				}
			}
		}
	}
	return useful, nil
}

// maxPaths bounds how many paths of one length are ranked.
const maxPaths = 100_000

// enumeration walks all simple paths of one length.
type enumeration struct {
	s      *search
	length int
	useful []map[graph.NodeID]bool
	on     map[graph.NodeID]bool // nodes of the path so far
	path   []graph.NodeID
	found  [][]graph.NodeID
}

func (e *enumeration) visit(n graph.NodeID, place int) error {
	s := e.s
	if s.steps++; s.steps > s.q.MaxSteps {
		return fmt.Errorf("%w: more than %d steps; ask for fewer hops (--max-hops), or leave hubs out (--not-via)", ErrLimit, s.q.MaxSteps)
	}
	if s.steps%256 == 0 && s.ctx.Err() != nil {
		return s.ctx.Err()
	}
	if !e.fits(n, place) {
		return nil
	}
	e.on[n] = true
	e.path = append(e.path, n)
	defer func() {
		delete(e.on, n)
		e.path = e.path[:len(e.path)-1]
	}()
	if place == e.length {
		for _, v := range s.via {
			if !e.on[v] {
				return nil
			}
		}
		if len(e.found) == maxPaths {
			return fmt.Errorf("%w: more than %d paths of %d hops; ask for evidence (--min-publishers, --predicate), or leave hubs out (--not-via)", ErrLimit, maxPaths, e.length)
		}
		e.found = append(e.found, slices.Clone(e.path))
		return nil
	}
	list, err := s.neighbours(n)
	if err != nil {
		return err
	}
	for _, m := range list {
		if e.on[m.node] || !s.walkable(m.edges, true) || !e.fits(m.node, place+1) {
			continue
		}
		ok, err := s.supported(n, m)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := e.visit(m.node, place+1); err != nil {
			return err
		}
	}
	return nil
}

// fits reports whether n may stand at this place.
func (e *enumeration) fits(n graph.NodeID, place int) bool {
	s := e.s
	rest := e.length - place
	switch {
	case s.targets[n] != (rest == 0), s.sources[n] != (place == 0):
		return false // an end in the middle would be a shorter path
	case place < len(e.useful):
		if !e.useful[place][n] {
			return false
		}
	default:
		if d, ok := s.back.dist[n]; !ok || d > rest {
			return false
		}
	}
	for i, v := range s.via {
		if v != n && !e.on[v] {
			if d, ok := s.viaDist[i][n]; !ok || d > rest {
				return false
			}
		}
	}
	return true
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
