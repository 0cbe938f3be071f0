package gizmo

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"newsgraph/schema"
)

// Graph is what newsgraph adds to Gizmo and Cayley does not have.
type Graph interface {
	// ShortestPath finds one shortest path from one of the nodes from to one of
	// the nodes to, over edges of any direction; nil when there is none. via
	// limits the predicates; maxHops 0 is the searcher's default.
	ShortestPath(ctx context.Context, from, to, via []quad.IRI, maxHops int) ([]Hop, error)
	// Claims lists the claims that fit. Each is a map for JSON.
	Claims(ctx context.Context, f ClaimFilter) ([]map[string]any, error)
	// MostConnected lists the nodes of some types with relations to the most
	// other nodes, at most top.
	MostConnected(ctx context.Context, types []quad.IRI, top int) ([]Connected, error)
}

// Connected is a node and to how many others it has relations.
type Connected struct {
	Node   quad.IRI
	Others int
}

// ClaimFilter chooses claims; nil and "" are any.
type ClaimFilter struct {
	Subject, Predicate, Object quad.Value
	About                      quad.Value // is subject, object or holder
	Holder, Article            quad.Value
	Stance, Status             string
	Since, Until               schema.Date // the date of the claim, else of its article, may lie between
}

// Hop is one edge of a path, in its stored direction.
type Hop struct{ Subject, Predicate, Object quad.IRI }

const (
	// maxEnds bounds the ends of shortestPath, and the rows of mostConnected.
	maxEnds   = 10_000
	subjectIn = "\x00subject" // tags that no script can clash with by chance
	predIn    = "\x00predicate"
)

func (s *session) ours() (Graph, error) {
	if s.o.Graph == nil {
		return nil, fmt.Errorf("is an addition of newsgraph that this program does not offer")
	}
	return s.o.Graph, nil
}

// iris evaluates p to its distinct IRIs.
func (s *session) iris(p *pathObj) ([]quad.IRI, error) {
	var out []quad.IRI
	seen := map[quad.IRI]bool{}
	err := s.each(p, false, func(it graph.Scanner) error {
		if v, ok := s.nameOf(it.Result()).(quad.IRI); ok && !seen[v] {
			seen[v] = true
			out = append(out, v)
		}
		if len(out) > maxEnds {
			return fmt.Errorf("more than %d nodes at one end", maxEnds)
		}
		return nil
	})
	return out, err
}

// shortestPath(to, {maxHops, via}) emits a row {from, to, hops, path}, where
// path is a list of {subject, predicate, object}; no row when there is none.
// Not in Cayley.
func shortestPath(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	ours, err := s.ours()
	if err != nil {
		return nil, err
	}
	if err := argCount(args, 1, 2); err != nil {
		return nil, err
	}
	target, ok := hidden(args[0]).(*pathObj)
	if !ok {
		if target, err = s.vertex(args[:1]); err != nil {
			return nil, err
		}
	}
	maxHops, preds, err := s.searchOptions(arg(args, 1))
	if err != nil {
		return nil, argError(1, err)
	}
	from, err := s.iris(p)
	if err != nil {
		return nil, err
	}
	to, err := s.iris(target)
	if err != nil {
		return nil, err
	}
	hops, err := ours.ShortestPath(s.ctx, from, to, preds, maxHops)
	if err != nil || len(hops) == 0 {
		return nil, err
	}
	list := make([]any, len(hops))
	size := int64(0)
	for i, h := range hops {
		list[i] = map[string]any{"subject": native(h.Subject), "predicate": native(h.Predicate), "object": native(h.Object)}
		size += int64(len(h.Subject) + len(h.Predicate) + len(h.Object))
	}
	a, b := ends(hops)
	return nil, s.emit(map[string]any{"from": native(a), "to": native(b), "hops": int64(len(hops)), "path": list}, size)
}

// ends finds the first and the last node of a chain of hops.
func ends(hops []Hop) (first, last quad.IRI) {
	other := func(h Hop, n quad.IRI) quad.IRI {
		if h.Subject == n {
			return h.Object
		}
		return h.Subject
	}
	first = hops[0].Subject
	if len(hops) > 1 && (first == hops[1].Subject || first == hops[1].Object) {
		first = hops[0].Object
	}
	last = first
	for _, h := range hops {
		last = other(h, last)
	}
	return first, last
}

// searchOptions reads {maxHops, via}.
func (s *session) searchOptions(v goja.Value) (maxHops int, preds []quad.IRI, err error) {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return 0, nil, nil
	}
	o, ok := v.(*goja.Object)
	if !ok || hidden(v) != nil || o.ClassName() != "Object" {
		return 0, nil, fmt.Errorf("want an object {maxHops, via}, got %s", describe(v))
	}
	for _, k := range o.Keys() {
		switch k {
		case "maxHops":
			n, err := integer(o.Get(k), 1)
			if err != nil {
				return 0, nil, fmt.Errorf("maxHops: %w", err)
			}
			maxHops = int(min(n, 1000))
		case "via":
			nodes, err := s.values([]goja.Value{o.Get(k)}, 0)
			if err != nil {
				return 0, nil, fmt.Errorf("via: %w", err)
			}
			for _, n := range nodes {
				iri, ok := n.(quad.IRI)
				if !ok {
					return 0, nil, fmt.Errorf("via: want predicates as IRIs (\"<ng:leads>\"), got %s", short(n.String()))
				}
				preds = append(preds, iri)
			}
		default:
			return 0, nil, fmt.Errorf("unknown option %q; want maxHops or via", short(k))
		}
	}
	return maxHops, preds, nil
}

// pathClaims is path.claims(): emits the claims behind the edges that the last
// step of the path (in, out or both) walked. Not in Cayley.
func pathClaims(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	ours, err := s.ours()
	if err != nil {
		return nil, err
	}
	if err := argCount(args, 0, 0); err != nil {
		return nil, err
	}
	if len(p.steps) == 0 || p.steps[len(p.steps)-1].edge == nil {
		return nil, fmt.Errorf("the path must end in in(), out() or both()")
	}
	last := p.steps[len(p.steps)-1]
	seen := map[[3]string]bool{}
	for _, out := range []bool{true, false} {
		if last.name == "out" && !out || last.name == "in" && out {
			continue
		}
		walk := &pathObj{root: p.root, steps: append(p.steps[:len(p.steps)-1:len(p.steps)-1], step{apply: func(p *path.Path) *path.Path {
			if p = p.Tag(subjectIn); out {
				return p.OutWithTags([]string{predIn}, last.edge.via.many(s.ctx)...)
			}
			return p.InWithTags([]string{predIn}, last.edge.via.many(s.ctx)...)
		}})}
		err := s.each(walk, true, func(it graph.Scanner) error {
			refs, err := tagsOf(it)
			if err != nil {
				return err
			}
			subject, object := s.nameOf(refs[subjectIn]), s.nameOf(refs[resultTag])
			if !out {
				subject, object = object, subject
			}
			predicate := s.nameOf(refs[predIn])
			key := [3]string{quad.StringOf(subject), quad.StringOf(predicate), quad.StringOf(object)}
			if seen[key] || subject == nil || predicate == nil || object == nil {
				return nil
			}
			seen[key] = true
			claims, err := ours.Claims(s.ctx, ClaimFilter{Subject: subject, Predicate: predicate, Object: object})
			if err != nil {
				return err
			}
			for _, c := range claims {
				if err := s.emit(c, mapSize(c)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// claimsOf is g.claims(subject, predicate, object), where null is any, or
// g.claims({subject, predicate, object, about, holder, article, stance,
// status, since, until}): an array of claims. Not in Cayley.
func (s *session) claimsOf(args []goja.Value) (goja.Value, error) {
	ours, err := s.ours()
	if err != nil {
		return nil, err
	}
	if err := argCount(args, 0, 3); err != nil {
		return nil, err
	}
	f, err := s.claimFilter(args)
	if err != nil {
		return nil, err
	}
	claims, err := ours.Claims(s.ctx, f)
	if err != nil {
		return nil, err
	}
	items := make([]any, len(claims))
	for i, c := range claims {
		if err := s.charge(mapSize(c)); err != nil {
			return nil, err
		}
		o := s.vm.NewObject()
		for k, v := range c {
			if err := o.Set(k, v); err != nil {
				return nil, err
			}
		}
		items[i] = o
	}
	return s.vm.NewArray(items...), nil
}

// claimFilter reads the arguments of g.claims.
func (s *session) claimFilter(args []goja.Value) (f ClaimFilter, err error) {
	nodes := map[string]*quad.Value{"subject": &f.Subject, "predicate": &f.Predicate, "object": &f.Object,
		"about": &f.About, "holder": &f.Holder, "article": &f.Article}
	texts := map[string]*string{"stance": &f.Stance, "status": &f.Status}
	dates := map[string]*schema.Date{"since": &f.Since, "until": &f.Until}
	missing := func(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }
	if o, ok := arg(args, 0).(*goja.Object); ok && len(args) == 1 && hidden(o) == nil && o.ClassName() == "Object" {
		for _, k := range o.Keys() {
			v := o.Get(k)
			switch {
			case missing(v):
			case nodes[k] != nil:
				if *nodes[k], err = s.value(v); err != nil {
					return f, fmt.Errorf("%s: %w", k, err)
				}
			case texts[k] != nil:
				if *texts[k], err = tag(v); err != nil {
					return f, fmt.Errorf("%s: want a string, got %s", k, describe(v))
				}
			case dates[k] != nil:
				text, err := tag(v)
				if err != nil {
					return f, fmt.Errorf("%s: want a date as a string, got %s", k, describe(v))
				}
				if *dates[k], err = schema.ParseDate(text); err != nil {
					return f, fmt.Errorf("%s: %w", k, err)
				}
			default:
				return f, fmt.Errorf("unknown field %q; want subject, predicate, object, about, holder, article, stance, status, since or until", short(k))
			}
		}
		return f, nil
	}
	for i, name := range []string{"subject", "predicate", "object"} {
		if v := arg(args, i); !missing(v) {
			if *nodes[name], err = s.value(v); err != nil {
				return f, argError(i, err)
			}
		}
	}
	return f, nil
}

// mostConnected is g.mostConnected(types, top): an array of {id, others}, those
// with relations to the most others first. Not in Cayley.
func (s *session) mostConnected(args []goja.Value) (goja.Value, error) {
	ours, err := s.ours()
	if err != nil {
		return nil, err
	}
	if err := argCount(args, 2, 2); err != nil {
		return nil, err
	}
	nodes, err := s.values(args[:1], 0)
	if err != nil {
		return nil, argError(0, err)
	}
	var types []quad.IRI
	for _, n := range nodes {
		iri, ok := n.(quad.IRI)
		if !ok {
			return nil, argError(0, fmt.Errorf("want types as IRIs (\"<ng:Person>\"), got %s", short(n.String())))
		}
		types = append(types, iri)
	}
	top, err := integer(args[1], 1)
	if err != nil {
		return nil, argError(1, err)
	}
	if top > maxEnds {
		return nil, argError(1, fmt.Errorf("want at most %d, got %d", maxEnds, top))
	}
	rows, err := ours.MostConnected(s.ctx, types, int(top))
	if err != nil {
		return nil, err
	}
	items := make([]any, len(rows))
	for i, r := range rows {
		if err := s.charge(int64(len(r.Node)) + 16); err != nil {
			return nil, err
		}
		items[i] = map[string]any{"id": native(r.Node), "others": int64(r.Others)}
	}
	return s.vm.NewArray(items...), nil
}

// relations is g.relations(): the predicates of the ontology, as out() takes
// them. Not in Cayley.
func (s *session) relations(args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 0, 0); err != nil {
		return nil, err
	}
	var items []any
	for _, p := range schema.Default().Predicates() {
		items = append(items, "<"+schema.NS+p.Name+">")
	}
	return s.vm.NewArray(items...), nil
}

func mapSize(m map[string]any) (n int64) {
	for k, v := range m {
		n += int64(len(k)) + sizeOf(v)
	}
	return n
}

func trimColon(prefix string) string { return strings.TrimSuffix(prefix, ":") }
