package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsgraph/graph"
	"newsgraph/schema"
)

// PathQuery asks how From and To are connected. Only From and To are required.
type PathQuery struct {
	From, To []schema.IRI // any of From to any of To
	Along    []Along      // predicates that may be walked; empty is all of the ontology
	Via      []schema.IRI // nodes that a path must pass, at most maxVia
	NotVia   []schema.IRI // nodes that no path may pass
	MaxHops  int          // default 6
	K        int          // how many paths, default 1
	Evidence              // what every hop must have

	MaxNodes int           // nodes the search may come to, default 2,000,000
	MaxSteps int           // steps the enumeration may take, default 5,000,000
	MaxTime  time.Duration // default 30 s
}

// Along is a predicate with the direction in which it may be walked.
type Along struct {
	Predicate string // name in the ontology, such as leads
	Direction Direction
}

// Direction of a walk along an edge.
type Direction int

// Directions; the zero value is either.
const (
	Either Direction = iota
	Forward
	Backward
)

// ParseAlong reads "leads" (either way), "leads>" (from subject to object) or
// "<leads".
func ParseAlong(s string) (Along, error) {
	a := Along{Predicate: s}
	if name, ok := strings.CutSuffix(s, ">"); ok {
		a = Along{name, Forward}
	} else if name, ok := strings.CutPrefix(s, "<"); ok {
		a = Along{name, Backward}
	}
	a.Predicate = strings.TrimPrefix(a.Predicate, "ng:")
	if _, ok := schema.Default().Predicate(a.Predicate); !ok {
		return a, fmt.Errorf("parse predicate %q: not in the ontology; `newsgraph schema` lists them", s)
	}
	return a, nil
}

// Evidence is what an edge must have to be walked. The zero value asks for
// nothing, so that edges without claims (imported quads) count too.
type Evidence struct {
	Undisputed    bool          // no denied claim on the same triple
	Stance        schema.Stance // a claim with this stance
	Since, Until  schema.Date   // a claim whose date, else whose article's, may lie between
	MinPublishers int           // independent publishers, counting claims that fit the rest
	MinConfidence float64       // a claim with this confidence
}

// Path is one way from a node of From to a node of To.
type Path struct {
	Hops []PathHop
}

// PathHop is one step between two nodes with every edge that joins them.
type PathHop struct {
	From, To Node
	Edges    []PathEdge
}

// Node is an entity as it is shown.
type Node struct {
	IRI  schema.IRI
	Name string // the IRI in short form when the store has no name
	Type string // "" when not known
}

// PathEdge is one predicate between the ends of a hop.
type PathEdge struct {
	Predicate schema.IRI
	Forward   bool // runs from the hop's From to its To
	Claims    []graph.ClaimRecord
	Denials   []graph.ClaimRecord // claims that deny the same triple
	Stories   []Story             // that the articles of Claims are
}

// ErrLimit is the error of a search that was cut short; there is no partial
// answer.
var ErrLimit = errors.New("the search was cut short")

const (
	defaultHops  = 6
	defaultNodes = 2_000_000
	defaultSteps = 5_000_000
	defaultTime  = 30 * time.Second
	maxHops      = 20
	maxVia       = 4
)

func (q PathQuery) withDefaults() (PathQuery, error) {
	q.MaxHops = cmp.Or(q.MaxHops, defaultHops)
	q.K = cmp.Or(q.K, 1)
	q.MaxNodes = cmp.Or(q.MaxNodes, defaultNodes)
	q.MaxSteps = cmp.Or(q.MaxSteps, defaultSteps)
	q.MaxTime = cmp.Or(q.MaxTime, defaultTime)
	switch {
	case len(q.From) == 0 || len(q.To) == 0:
		return q, errors.New("a path needs two ends")
	case q.MaxHops < 1 || q.MaxHops > maxHops:
		return q, fmt.Errorf("max hops %d: want 1 to %d", q.MaxHops, maxHops)
	case q.K < 1 || q.MaxNodes < 1 || q.MaxSteps < 1 || q.MaxTime < 0:
		return q, errors.New("number of paths and limits must be positive")
	case len(q.Via) > maxVia:
		return q, fmt.Errorf("via %d nodes: at most %d", len(q.Via), maxVia)
	case q.MinPublishers < 0 || q.MinConfidence < 0 || q.MinConfidence > 1:
		return q, errors.New("want a number of publishers of at least 0 and a confidence from 0 to 1")
	}
	for _, f := range q.From {
		if slices.Contains(q.To, f) {
			return q, fmt.Errorf("both ends hold %s", f)
		}
	}
	for _, ends := range [][]schema.IRI{q.From, q.To, q.Via} {
		if i := slices.IndexFunc(ends, schema.IsUntold); i >= 0 {
			return q, fmt.Errorf("no path leads to %s: it stands for somebody whom an article does not tell", Short(ends[i]))
		}
	}
	return q, nil
}

// Paths finds the K best simple paths: fewest hops first; then the strongest
// evidence, where a path is as strong as its weakest hop: most claims that
// support it, most publishers, highest confidence; then by the IRIs on the way.
// A hop is a pair of nodes, so parallel edges do not make two paths. No path
// within MaxHops is no error. Those whom an article does not tell are on no path:
// who arrested X is not known to be who arrested Y.
//
// The search grows from both ends, always the side whose frontier has the
// smaller degree, on the store's indexes. A hub is therefore met rather than
// opened: its edges are read only when every other frontier costs as much.
func Paths(ctx context.Context, v *graph.View, q PathQuery) ([]Path, error) {
	q, err := q.withDefaults()
	if err != nil {
		return nil, fmt.Errorf("find paths: %w", err)
	}
	limit := fmt.Errorf("%w after %s; ask for fewer hops (--max-hops), or leave hubs out (--not-via)", ErrLimit, q.MaxTime)
	ctx, cancel := context.WithTimeoutCause(ctx, q.MaxTime, limit)
	defer cancel()
	s := &search{ctx: ctx, v: v, q: q, evidence: map[edgeKey]*edgeEvidence{}, adjacent: map[graph.NodeID][]neighbour{}, between: map[[2]graph.NodeID][]hopEdge{}}
	paths, err := s.run()
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	if err != nil {
		return nil, fmt.Errorf("find paths: %w", err)
	}
	return paths, nil
}

// describe names a node.
func describe(ctx context.Context, v *graph.View, iri schema.IRI) (Node, error) {
	if t, ok := schema.Default().Untold(); ok && schema.IsUntold(iri) {
		return Node{IRI: iri, Name: t.Untold.En, Type: t.Name}, nil
	}
	n := Node{IRI: iri, Name: Short(iri)}
	e, ok, err := v.Entity(ctx, iri)
	if ok {
		n.Name, n.Type = e.Name(), e.Type()
	}
	return n, err
}

// Short writes an IRI with the prefix ng: where it fits.
func Short(iri schema.IRI) string {
	if rest, ok := strings.CutPrefix(iri.String(), schema.NS); ok {
		return "ng:" + rest
	}
	return iri.String()
}
