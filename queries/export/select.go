package export

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// Selection chooses claims; the zero value chooses all.
type Selection struct {
	queries.ClaimQuery
	// Around keeps what relates entities that are at most Hops relations away
	// from this one; Hops 0 means 1.
	Around schema.IRI
	Hops   int
	// MinPublishers keeps relations that so many publishers tell, of any stance;
	// copies of one story count once.
	MinPublishers int
	// Claims, if not nil, are the selection themselves: those of a path.
	Claims []queries.Claim
}

// Whole reports whether s chooses everything.
func (s Selection) Whole() bool {
	return reflect.ValueOf(s.ClaimQuery).IsZero() && s.Around.IsZero() && s.MinPublishers <= 1 && s.Claims == nil
}

// maxAround bounds a neighbourhood.
const maxAround = 20000

// selected are the claims of a view that a Selection chooses. What hangs on one
// entity, article or neighbourhood is small and held in memory; of a whole
// store only one entity's claims are at a time.
type selected struct {
	ctx     context.Context
	v       *graph.View
	s       Selection
	list    []queries.Claim                // if small
	held    bool                           // list is all
	from    map[schema.IRI][]queries.Claim // list by subject
	namer   queries.Namer
	tellers map[relation]int
}

func newSelected(ctx context.Context, v *graph.View, s Selection) (*selected, error) {
	sel := &selected{ctx: ctx, v: v, s: s, namer: queries.Namer{View: v}, tellers: map[relation]int{}}
	q := s.ClaimQuery
	var err error
	switch {
	case s.Claims != nil:
		sel.list, sel.held = s.Claims, true
	case !s.Around.IsZero():
		sel.list, err = sel.around()
		sel.held = true
	case len(q.About) > 0 || !q.Subject.IsZero() || !q.Object.IsZero() || !q.Holder.IsZero() || !q.Article.IsZero():
		sel.list, _, err = queries.Claims(ctx, v, q, 0)
		sel.held = true
	}
	if err != nil {
		return nil, err
	}
	if sel.list, err = sel.told(sel.list); err != nil {
		return nil, err
	}
	sel.from = map[schema.IRI][]queries.Claim{}
	for _, c := range sel.list {
		sel.from[c.Subject] = append(sel.from[c.Subject], c)
	}
	return sel, nil
}

// around reads the claims among the entities near s.Around, in order.
func (s *selected) around() (out []queries.Claim, err error) {
	near, err := s.near()
	if err != nil {
		return nil, err
	}
	for _, iri := range near {
		q := s.s.ClaimQuery
		q.Subject = iri
		claims, _, err := queries.Claims(s.ctx, s.v, q, 0)
		if err != nil {
			return nil, err
		}
		for _, c := range claims {
			object, ok := c.Object.(schema.IRI)
			if _, in := slices.BinarySearchFunc(near, object, compareIRIs); !ok || in {
				out = append(out, c)
			}
		}
	}
	queries.SortClaims(out)
	return out, nil
}

func compareIRIs(a, b schema.IRI) int { return strings.Compare(a.String(), b.String()) }

// near lists the entities at most so many relations away, sorted, and those
// untold who did something to one of them.
func (s *selected) near() ([]schema.IRI, error) {
	seen := map[schema.IRI]bool{s.s.Around: true}
	frontier := []schema.IRI{s.s.Around}
	for range max(s.s.Hops, 1) {
		var next []schema.IRI
		for _, iri := range frontier {
			if schema.IsUntold(iri) {
				continue
			}
			claims, _, err := queries.Claims(s.ctx, s.v, queries.ClaimQuery{About: []schema.IRI{iri}}, 0)
			if err != nil {
				return nil, err
			}
			for _, c := range claims {
				object, _ := c.Object.(schema.IRI)
				if c.Subject != iri && object != iri {
					continue // only says it
				}
				for _, o := range []schema.IRI{c.Subject, object} {
					if !o.IsZero() && !seen[o] {
						seen[o] = true
						next = append(next, o)
					}
				}
			}
			if len(seen) > maxAround {
				return nil, fmt.Errorf("more than %d entities are so near to %s; take fewer hops", maxAround, queries.Short(s.s.Around))
			}
		}
		frontier = next
	}
	out := make([]schema.IRI, 0, len(seen))
	for iri := range seen {
		out = append(out, iri)
	}
	slices.SortFunc(out, compareIRIs)
	return out, nil
}

// relation is a triple without what is said of it.
type relation struct{ s, p, o string }

func relationOf(c graph.ClaimRecord) relation {
	return relation{c.Subject.String(), c.Predicate.String(), c.Object.NT()}
}

// told drops the claims of relations that too few publishers tell.
func (s *selected) told(claims []queries.Claim) (out []queries.Claim, err error) {
	for _, c := range claims {
		ok, err := s.wellTold(c)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, c)
		}
	}
	return out, nil
}

// rememberedRelations bounds the memory of wellTold.
const rememberedRelations = 20000

// wellTold reports whether enough publishers tell the claim's relation. A claim
// that lacks a part, which only imports bring about, is none; verify lists it.
func (s *selected) wellTold(c queries.Claim) (bool, error) {
	if c.Subject.IsZero() || c.Predicate.IsZero() || c.Object == nil || c.IRI.IsZero() {
		return false, nil
	}
	if s.s.MinPublishers <= 1 {
		return true, nil
	}
	r := relationOf(c.ClaimRecord)
	n, known := s.tellers[r]
	if !known {
		var all []graph.ClaimRecord
		for o, err := range s.v.Claims(s.ctx, graph.ClaimFilter{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object}) {
			if err != nil {
				return false, err
			}
			all = append(all, o)
		}
		stories, err := queries.Stories(s.ctx, s.v, all)
		if err != nil {
			return false, err
		}
		if n = queries.IndependentPublishers(stories); len(s.tellers) >= rememberedRelations {
			clear(s.tellers)
		}
		s.tellers[r] = n
	}
	return n >= s.s.MinPublishers, nil
}

// claims yields the selected claims by article, then by place in it.
func (s *selected) claims() iter.Seq2[queries.Claim, error] {
	return func(yield func(queries.Claim, error) bool) {
		if s.held {
			for _, c := range s.list {
				if !yield(c, nil) {
					return
				}
			}
			return
		}
		for c, err := range queries.AllClaims(s.ctx, s.v, s.s.ClaimQuery) {
			ok := err != nil
			if err == nil {
				ok, err = s.wellTold(c)
			}
			if (ok || err != nil) && (!yield(c, err) || err != nil) {
				return
			}
		}
	}
}

// node is an entity as the formats show it.
type node struct {
	queries.Node
	Names  []string // other names, sorted
	Untold bool     // somebody whom an article does not tell
}

func (s *selected) node(iri schema.IRI) (node, error) {
	n, err := s.namer.Node(s.ctx, iri)
	out := node{Node: n, Untold: schema.IsUntold(iri)}
	if err != nil || out.Untold {
		return out, err
	}
	e, ok, err := s.v.Entity(s.ctx, iri)
	if ok {
		out.Names = e.Names()
	}
	return out, err
}

// nodes yields what selected claims name as subject, object or holder, by IRI.
func (s *selected) nodes() iter.Seq2[node, error] {
	return func(yield func(node, error) bool) {
		for iri, err := range s.named() {
			var n node
			if err == nil {
				n, err = s.node(iri)
			}
			if !yield(n, err) || err != nil {
				return
			}
		}
	}
}

func (s *selected) named() iter.Seq2[schema.IRI, error] {
	if s.held {
		return s.namedInList
	}
	return s.namedInStore
}

func (s *selected) namedInList(yield func(schema.IRI, error) bool) {
	seen := map[schema.IRI]bool{}
	for _, c := range s.list {
		object, _ := c.Object.(schema.IRI)
		for _, iri := range []schema.IRI{c.Subject, object, c.Holder} {
			seen[iri] = true
		}
	}
	delete(seen, schema.IRI{})
	all := make([]schema.IRI, 0, len(seen))
	for iri := range seen {
		all = append(all, iri)
	}
	slices.SortFunc(all, compareIRIs)
	for _, iri := range all {
		if !yield(iri, nil) {
			return
		}
	}
}

// namedInStore walks the quads in canonical order, in which what is told of a
// subject stands together.
func (s *selected) namedInStore(yield func(schema.IRI, error) bool) {
	var last schema.IRI
	for q, err := range s.v.Quads(s.ctx) {
		if err != nil {
			yield(schema.IRI{}, err)
			return
		}
		iri, ok := q.Subject.(schema.IRI)
		if !ok || iri == last || q.Predicate != schema.TypeIRI || !isEntityType(q.Object) {
			continue
		}
		last = iri
		told, err := s.tells(iri)
		if (told || err != nil) && (!yield(iri, err) || err != nil) {
			return
		}
	}
}

func isEntityType(t schema.Term) bool {
	iri, ok := t.(schema.IRI)
	name, ours := strings.CutPrefix(iri.String(), schema.NS)
	if !ok || !ours {
		return false
	}
	_, known := schema.Default().Type(name)
	return known
}

// tells reports whether a selected claim names the entity under this IRI.
func (s *selected) tells(iri schema.IRI) (bool, error) {
	q := s.s.ClaimQuery
	q.About = append(slices.Clone(q.About), iri)
	for c, err := range queries.AllClaims(s.ctx, s.v, q) {
		if err != nil {
			return false, err
		}
		object, _ := c.Object.(schema.IRI)
		if c.Subject != iri && object != iri && c.Holder != iri {
			return false, nil // another stands for it
		}
		if ok, err := s.wellTold(c); ok || err != nil {
			return ok, err
		}
	}
	return false, nil
}

// edge is the claims of one triple with one stance and one status.
type edge struct {
	From, To    node
	Predicate   schema.IRI
	Stance      schema.Stance
	Status      schema.Status
	Claims      []queries.Claim // in order
	Publishers  int
	Confidence  float64 // the highest
	First, Last string  // days between which it is dated, YYYY-MM-DD; "" if no claim has a date
}

// Kind is the edge's stance and status in one word: asserted, or what is unlike
// a current fact about it.
func (e edge) Kind() string {
	switch {
	case e.Stance == schema.Denied:
		return "denied"
	case e.Status == schema.Former && e.Stance == schema.Asserted, e.Status == schema.Planned && e.Stance == schema.Asserted:
		return string(e.Status)
	case e.Status != schema.Current:
		return string(e.Stance) + " " + string(e.Status)
	}
	return string(e.Stance)
}

// Label is the predicate in words.
func (e edge) Label() string { return queries.PredicateLabel(e.Predicate, true) }

// name is the predicate's name in the ontology.
func (e edge) name() string { return strings.TrimPrefix(queries.Short(e.Predicate), "ng:") }

// edges yields the relations between entities, by subject, predicate, object,
// stance and status; dates as objects are no edges.
func (w *writer) edges() iter.Seq2[edge, error] {
	return func(yield func(edge, error) bool) {
		for iri, err := range w.named() {
			var edges []edge
			if err == nil {
				edges, err = w.edgesFrom(iri)
			}
			if err != nil {
				yield(edge{}, err)
				return
			}
			for _, e := range edges {
				if w.draws(e) && !yield(e, nil) {
					return
				}
			}
		}
	}
}

func (w *writer) draws(e edge) bool {
	switch w.o.Edges {
	case None:
		return false
	case Asserted:
		return e.Stance == schema.Asserted && e.Status == schema.Current
	}
	return true
}

func (s *selected) edgesFrom(iri schema.IRI) ([]edge, error) {
	claims, err := s.claimsOf(iri)
	if err != nil {
		return nil, err
	}
	var out []edge
	for _, c := range claims {
		object, ok := c.Object.(schema.IRI)
		if !ok {
			continue
		}
		i := slices.IndexFunc(out, func(e edge) bool {
			return e.Predicate == c.Predicate && e.To.IRI == object && e.Stance == c.Stance && e.Status == c.Status
		})
		if i < 0 {
			e := edge{Predicate: c.Predicate, Stance: c.Stance, Status: c.Status}
			if e.From, err = s.node(iri); err != nil {
				return nil, err
			}
			if e.To, err = s.node(object); err != nil {
				return nil, err
			}
			i, out = len(out), append(out, e)
		}
		out[i].Claims = append(out[i].Claims, c)
	}
	for i := range out {
		out[i].count()
	}
	slices.SortFunc(out, func(a, b edge) int {
		return cmp.Or(strings.Compare(a.Predicate.String(), b.Predicate.String()), compareIRIs(a.To.IRI, b.To.IRI),
			slices.Index(schema.Stances(), a.Stance)-slices.Index(schema.Stances(), b.Stance),
			slices.Index(schema.Statuses(), a.Status)-slices.Index(schema.Statuses(), b.Status))
	})
	return out, nil
}

// claimsOf lists the selected claims with this subject, in order.
func (s *selected) claimsOf(iri schema.IRI) ([]queries.Claim, error) {
	if s.held {
		return s.from[iri], nil
	}
	q := s.s.ClaimQuery
	q.Subject = iri
	claims, _, err := queries.Claims(s.ctx, s.v, q, 0)
	if err != nil {
		return nil, err
	}
	if claims, err = s.told(claims); len(claims) > 0 && claims[0].Subject != iri {
		return nil, err // another stands for it
	}
	return claims, err
}

// count sums the claims up.
func (e *edge) count() {
	publishers := map[string]bool{}
	for _, c := range e.Claims {
		publishers[c.Article.Publisher] = true
		e.Confidence = max(e.Confidence, c.Confidence)
		if c.Date.IsZero() {
			continue
		}
		if e.First == "" || c.Date.First() < e.First {
			e.First = c.Date.First()
		}
		e.Last = max(e.Last, c.Date.Last())
	}
	e.Publishers = len(publishers)
}
