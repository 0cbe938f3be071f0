package gizmo

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// Graph is what newsgraph adds to Gizmo and Cayley does not have.
type Graph interface {
	// ShortestPath finds one shortest path from one of the nodes from to one of
	// the nodes to, over edges of any direction; nil when there is none. via
	// limits the predicates; maxHops 0 is the searcher's default.
	ShortestPath(ctx context.Context, from, to, via []quad.IRI, maxHops int) ([]Hop, error)
	// Claims lists the claims with this subject, predicate and object; a nil
	// value is any. Each is a map for JSON.
	Claims(ctx context.Context, subject, predicate, object quad.Value) ([]map[string]any, error)
}

// Hop is one edge of a path, in its stored direction.
type Hop struct{ Subject, Predicate, Object quad.IRI }

const (
	// maxEnds bounds the ends of shortestPath.
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
				return p.OutWithTags([]string{predIn}, last.edge.via.many()...)
			}
			return p.InWithTags([]string{predIn}, last.edge.via.many()...)
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
			claims, err := ours.Claims(s.ctx, subject, predicate, object)
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

// claimsOf is g.claims(subject, predicate, object): an array of claims, where
// null is any. Not in Cayley.
func (s *session) claimsOf(args []goja.Value) (goja.Value, error) {
	ours, err := s.ours()
	if err != nil {
		return nil, err
	}
	if err := argCount(args, 1, 3); err != nil {
		return nil, err
	}
	var spo [3]quad.Value
	given := false
	for i, a := range args {
		if goja.IsUndefined(a) || goja.IsNull(a) {
			continue
		}
		if spo[i], err = s.value(a); err != nil {
			return nil, argError(i, err)
		}
		given = true
	}
	if !given {
		return nil, fmt.Errorf("want a subject, a predicate or an object")
	}
	claims, err := ours.Claims(s.ctx, spo[0], spo[1], spo[2])
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

func mapSize(m map[string]any) (n int64) {
	for k, v := range m {
		n += int64(len(k)) + sizeOf(v)
	}
	return n
}

func trimColon(prefix string) string { return strings.TrimSuffix(prefix, ":") }
