package queries

import (
	"cmp"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
)

// edgeKey is one edge in its stored direction.
type edgeKey struct{ subject, predicate, object graph.NodeID }

// edgeEvidence is what is known of an edge; the claims are in the order of
// View.Claims.
type edgeEvidence struct {
	support []graph.ClaimRecord // not denied, and fitting the query
	denials []graph.ClaimRecord
	stories []Story // of support
	ok      bool    // the edge may be walked
}

// supported reports whether an edge from n to m has the evidence asked for.
// Without demands nothing is read.
func (s *search) supported(n graph.NodeID, m neighbour) (bool, error) {
	if s.q.Evidence == (Evidence{}) {
		return true, nil
	}
	for _, e := range m.edges {
		if !s.allows(e, true) {
			continue
		}
		ev, err := s.evidenceOf(keyOf(n, m.node, e))
		if err != nil || ev.ok {
			return err == nil, err
		}
	}
	return false, nil
}

func keyOf(from, to graph.NodeID, e hopEdge) edgeKey {
	if e.out {
		return edgeKey{from, e.predicate, to}
	}
	return edgeKey{to, e.predicate, from}
}

// evidenceOf reads the claims of an edge, once.
func (s *search) evidenceOf(k edgeKey) (*edgeEvidence, error) {
	if ev, ok := s.evidence[k]; ok {
		return ev, nil
	}
	var f graph.ClaimFilter
	var err error
	if f.Subject, err = s.iri(k.subject); err != nil {
		return nil, err
	}
	if f.Predicate, err = s.iri(k.predicate); err != nil {
		return nil, err
	}
	object, err := s.iri(k.object)
	if err != nil {
		return nil, err
	}
	f.Object = object
	ev := &edgeEvidence{}
	for c, err := range s.v.Claims(s.ctx, f) {
		switch {
		case err != nil:
			return nil, err
		case c.Stance == schema.Denied:
			ev.denials = append(ev.denials, c)
		case s.q.Evidence.fits(c):
			ev.support = append(ev.support, c)
		}
	}
	if ev.stories, err = Stories(s.ctx, s.v, ev.support); err != nil {
		return nil, err
	}
	ev.ok = s.q.Evidence.holds(ev)
	s.evidence[k] = ev
	return ev, nil
}

// fits reports whether one claim is of the kind asked for.
func (e Evidence) fits(c graph.ClaimRecord) bool {
	if e.Stance != "" && c.Stance != e.Stance || c.Confidence < e.MinConfidence {
		return false
	}
	return InPeriod(c, e.Since, e.Until)
}

// InPeriod reports whether the date of a claim, or of its article when the
// text gives none, may lie from since to until; zero dates do not bound. A
// claim without any date lies in no bounded period.
func InPeriod(c graph.ClaimRecord, since, until schema.Date) bool {
	d := when(c)
	if d.IsZero() {
		return since.IsZero() && until.IsZero()
	}
	return (since.IsZero() || d.Last() >= since.First()) && (until.IsZero() || d.First() <= until.Last())
}

// when is the date of a claim, else of its article.
func when(c graph.ClaimRecord) schema.Date {
	if c.Date.IsZero() {
		return c.Article.Published
	}
	return c.Date
}

// holds judges an edge by its claims.
func (e Evidence) holds(ev *edgeEvidence) bool {
	switch {
	case e.Undisputed && len(ev.denials) > 0:
		return false
	case IndependentPublishers(ev.stories) < e.MinPublishers:
		return false
	case e.Stance != "" || e.MinConfidence > 0 || !e.Since.IsZero() || !e.Until.IsZero():
		return len(ev.support) > 0
	}
	return true
}

// strength orders paths of one length: that of the weakest hop. Copies of a
// story count as one article.
type strength struct {
	claims, publishers int
	confidence         float64
}

func (a strength) compare(b strength) int {
	return cmp.Or(cmp.Compare(a.claims, b.claims), cmp.Compare(a.publishers, b.publishers), cmp.Compare(a.confidence, b.confidence))
}

// strengthOf is the evidence of one hop, all its walkable edges together.
func (s *search) strengthOf(from, to graph.NodeID) (strength, error) {
	var all []graph.ClaimRecord
	edges, err := s.edgesBetween(from, to)
	if err != nil {
		return strength{}, err
	}
	for _, e := range edges {
		ev, err := s.evidenceOf(keyOf(from, to, e))
		if err != nil {
			return strength{}, err
		}
		if ev.ok {
			all = append(all, ev.support...)
		}
	}
	stories, err := Stories(s.ctx, s.v, all)
	if err != nil {
		return strength{}, err
	}
	st := strength{publishers: IndependentPublishers(stories)}
	for _, story := range stories {
		st.claims += story.Claims
	}
	for _, c := range all {
		st.confidence = max(st.confidence, c.Confidence)
	}
	return st, nil
}

// edgesBetween lists the walkable edges from one node to the next, as seen
// from the first. They are read from the node with fewer edges: hubs are common
// on paths.
func (s *search) edgesBetween(from, to graph.NodeID) ([]hopEdge, error) {
	k := [2]graph.NodeID{from, to}
	if edges, ok := s.between[k]; ok {
		return edges, nil
	}
	a, err := s.v.Degree(from)
	if err != nil {
		return nil, err
	}
	b, err := s.v.Degree(to)
	if err != nil {
		return nil, err
	}
	near, far, turned := from, to, false
	if b < a {
		near, far, turned = to, from, true
	}
	var out []hopEdge
	err = s.v.Hops(s.ctx, near, func(h graph.Hop) bool {
		if _, ok := s.along[h.Predicate]; ok && h.Other == far {
			if e := (hopEdge{h.Predicate, h.Out != turned}); s.allows(e, true) {
				out = append(out, e)
			}
		}
		return true
	})
	s.between[k] = out
	return out, err
}

// rank orders paths of one length: strongest first, then by IRI.
func (s *search) rank(paths [][]graph.NodeID) ([][]graph.NodeID, error) {
	type ranked struct {
		path []graph.NodeID
		st   strength
		iris []string
	}
	list := make([]ranked, len(paths))
	hops := map[[2]graph.NodeID]strength{}
	for i, p := range paths {
		if err := s.ctx.Err(); err != nil {
			return nil, err
		}
		r := ranked{path: p}
		for j := range p[1:] {
			k := [2]graph.NodeID{p[j], p[j+1]}
			st, ok := hops[k]
			if !ok {
				var err error
				if st, err = s.strengthOf(k[0], k[1]); err != nil {
					return nil, err
				}
				hops[k] = st
			}
			if j == 0 || st.compare(r.st) < 0 {
				r.st = st
			}
		}
		for _, n := range p {
			iri, err := s.iri(n)
			if err != nil {
				return nil, err
			}
			r.iris = append(r.iris, iri.String())
		}
		list[i] = r
	}
	slices.SortFunc(list, func(a, b ranked) int { return cmp.Or(b.st.compare(a.st), slices.Compare(a.iris, b.iris)) })
	for i := range list {
		paths[i] = list[i].path
	}
	return paths, nil
}

// tell turns found paths into the answer.
func (s *search) tell(found [][]graph.NodeID) ([]Path, error) {
	nodes := map[graph.NodeID]Node{}
	node := func(id graph.NodeID) (Node, error) {
		if n, ok := nodes[id]; ok {
			return n, nil
		}
		iri, err := s.iri(id)
		if err != nil {
			return Node{}, err
		}
		n, err := describe(s.ctx, s.v, iri)
		nodes[id] = n
		return n, err
	}
	var out []Path
	for _, p := range found {
		var path Path
		for i := range p[1:] {
			var hop PathHop
			var err error
			if hop.From, err = node(p[i]); err != nil {
				return nil, err
			}
			if hop.To, err = node(p[i+1]); err != nil {
				return nil, err
			}
			if hop.Edges, err = s.tellEdges(p[i], p[i+1]); err != nil {
				return nil, err
			}
			path.Hops = append(path.Hops, hop)
		}
		out = append(out, path)
	}
	return out, nil
}

// tellEdges lists the edges of a hop that have the evidence asked for, by
// predicate, forward ones first.
func (s *search) tellEdges(from, to graph.NodeID) ([]PathEdge, error) {
	edges, err := s.edgesBetween(from, to)
	if err != nil {
		return nil, err
	}
	var out []PathEdge
	for _, e := range edges {
		ev, err := s.evidenceOf(keyOf(from, to, e))
		if err != nil {
			return nil, err
		}
		if !ev.ok {
			continue
		}
		p, err := s.iri(e.predicate)
		if err != nil {
			return nil, err
		}
		out = append(out, PathEdge{Predicate: p, Forward: e.out, Claims: ev.support, Denials: ev.denials, Stories: ev.stories})
	}
	slices.SortFunc(out, func(a, b PathEdge) int {
		return cmp.Or(cmp.Compare(a.Predicate.String(), b.Predicate.String()), cmp.Compare(btoi(b.Forward), btoi(a.Forward)))
	})
	return out, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
