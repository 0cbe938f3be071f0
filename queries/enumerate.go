package queries

import (
	"cmp"
	"slices"

	"newsgraph/graph"
)

// This file lists paths of a given length, for those longer than the shortest
// and those that must have evidence or pass a node.

// neighbours reads the allowed edges of n, once.
func (s *search) neighbours(n graph.NodeID) ([]neighbour, error) {
	if list, ok := s.adjacent[n]; ok {
		return list, nil
	}
	at := map[graph.NodeID]int{}
	var list []neighbour
	var bad error
	err := s.v.Hops(s.ctx, n, func(h graph.Hop) bool {
		if _, ok := s.along[h.Predicate]; !ok || h.Other == n || s.banned[h.Other] {
			return true
		}
		i, seen := at[h.Other]
		if !seen {
			var untold bool
			if untold, bad = s.doers.untold(h); untold || bad != nil {
				return bad == nil
			}
			i = len(list)
			at[h.Other] = i
			list = append(list, neighbour{node: h.Other})
		}
		list[i].edges = append(list[i].edges, hopEdge{h.Predicate, h.Out})
		return true
	})
	if err = cmp.Or(bad, err); err != nil {
		return nil, err
	}
	slices.SortFunc(list, func(a, b neighbour) int { return cmp.Compare(a.node, b.node) })
	s.adjacent[n] = list
	return list, s.touch(len(list))
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
	for n, b := range s.back.reached {
		if f, ok := s.fore.reached[n]; ok && f.dist <= meet && b.dist <= length-meet {
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
				if f, ok := s.fore.reached[m.node]; ok && f.dist <= i && s.walkable(m.edges, false) {
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
		return s.tooLong()
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
			return s.tooMany(e.length)
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
		if b, ok := s.back.reached[n]; !ok || b.dist > rest {
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
