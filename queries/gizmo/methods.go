package gizmo

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// pathMethods are the methods of paths that give paths, by their name.
func pathMethods() map[string]pathMethod {
	m := map[string]pathMethod{
		"in": edge("in", func(p *path.Path, tags []string, via ...any) *path.Path { return p.InWithTags(tags, via...) }),
		"out": edge("out", func(p *path.Path, tags []string, via ...any) *path.Path {
			return p.OutWithTags(tags, via...)
		}),
		"both": edge("both", func(p *path.Path, tags []string, via ...any) *path.Path {
			return p.BothWithTags(tags, via...)
		}),
		"is":                is,
		"has":               has("has", false),
		"hasR":              has("hasR", true),
		"tag":               tagStep,
		"back":              back,
		"save":              save("save", (*path.Path).Save),
		"saveR":             save("saveR", (*path.Path).SaveReverse),
		"saveOpt":           save("saveOpt", (*path.Path).SaveOptional),
		"saveOptR":          save("saveOptR", (*path.Path).SaveOptionalReverse),
		"saveInPredicates":  savePredicates("saveInPredicates", true),
		"saveOutPredicates": savePredicates("saveOutPredicates", false),
		"follow":            follow,
		"followR":           followR,
		"followRecursive":   followRecursive,
		"intersect":         setOperation("intersect", func(_ *session, p, q *path.Path) *path.Path { return p.And(q) }),
		"union":             setOperation("union", func(_ *session, p, q *path.Path) *path.Path { return p.Or(q) }),
		"except":            setOperation("except", except),
		"unique":            simple("unique", "", (*path.Path).Unique),
		"labels":            simple("labels", "labels", (*path.Path).Labels),
		"inPredicates":      simple("inPredicates", "inPredicates", (*path.Path).InPredicates),
		"outPredicates":     simple("outPredicates", "outPredicates", (*path.Path).OutPredicates),
		"labelContext":      labelContext,
		"filter":            filter,
		"limit":             number("limit", 1, (*path.Path).Limit),
		"skip":              number("skip", 0, (*path.Path).Skip),
		"order":             order,
	}
	for alias, name := range map[string]string{"as": "tag", "and": "intersect", "or": "union", "difference": "except"} {
		m[alias] = m[name]
	}
	return m
}

func is(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, -1); err != nil {
		return nil, err
	}
	nodes, err := s.values(args, 0)
	if err != nil {
		return nil, err
	}
	if len(nodes) == 0 {
		return nil, fmt.Errorf("want at least one node, got an empty list")
	}
	return p.with(step{name: "is", apply: func(p *path.Path) *path.Path { return p.Is(nodes...) }}, mark{}, cost{})
}

func tagStep(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, -1); err != nil {
		return nil, err
	}
	var names []string
	for i, a := range args {
		t, err := tags([]goja.Value{a}, i)
		if err != nil {
			return nil, err
		}
		if t == nil {
			return nil, argError(i, fmt.Errorf("want a tag (a string), got %s", describe(a)))
		}
		names = append(names, t...)
	}
	return p.with(step{name: "tag", apply: func(p *path.Path) *path.Path { return p.Tag(names...) }}, mark{tags: names}, cost{})
}

// back walks back to the last place with the tag. Cayley would walk back to
// the start when there is none, and panics on steps that it cannot reverse.
func back(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, 1); err != nil {
		return nil, err
	}
	name, err := tag(args[0])
	if err != nil {
		return nil, argError(0, err)
	}
	for i := len(p.marks) - 1; i >= 0; i-- {
		for _, t := range p.marks[i].tags {
			if t != name {
				continue
			}
			np, err := p.with(step{name: "back", apply: func(p *path.Path) *path.Path { return p.Back(name) }}, mark{}, cost{})
			if err != nil {
				return nil, err
			}
			np.marks = append(p.marks[:i+1:i+1], mark{})
			return np, nil
		}
		if m := p.marks[i]; m.oneWay != "" {
			return nil, fmt.Errorf("there is no way back over %s()", m.oneWay)
		}
	}
	return nil, fmt.Errorf("there is no tag %q before it", short(name))
}

func follow(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	q, err := pathArg(args)
	if err != nil {
		return nil, err
	}
	st, inside := following("follow", q, func(p *path.Path) *path.Path { return p.Follow(q.build(s.ctx)) })
	return p.with(st, mark{oneWay: q.oneWay()}, inside)
}

func followR(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	q, err := pathArg(args)
	if err != nil {
		return nil, err
	}
	if o := q.oneWay(); o != "" {
		return nil, argError(0, fmt.Errorf("there is no way back over %s()", o))
	}
	st, inside := following("followR", q, func(p *path.Path) *path.Path { return p.FollowReverse(q.build(s.ctx)) })
	return p.with(st, mark{}, inside)
}

// followRecursive(predicate or path, [maxDepth], [tags]). Without maxDepth
// there is no bound: Cayley's default of 50 would cut the answer quietly.
func followRecursive(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, -1); err != nil {
		return nil, err
	}
	v, err := s.via(args[0], false)
	if err != nil {
		return nil, argError(0, err)
	}
	if len(v.nodes) > 1 {
		return nil, argError(0, fmt.Errorf("want one predicate or a path, got %d predicates; use g.M().out([...])", len(v.nodes)))
	}
	depth, rest := int64(-1), 1
	if len(args) > 1 {
		_, isString := args[1].(goja.String)
		_, isObj := args[1].(*goja.Object)
		if !isString && !isObj && !goja.IsUndefined(args[1]) && !goja.IsNull(args[1]) {
			if depth, err = integer(args[1], -1); err != nil {
				return nil, argError(1, err)
			}
			if depth == 0 {
				depth = -1
			}
			rest = 2
		} else if goja.IsUndefined(args[1]) || goja.IsNull(args[1]) {
			rest = 2
		}
	}
	var names []string
	if len(args) > rest {
		if names, err = tags(args[rest:], rest); err != nil {
			return nil, err
		}
	}
	m := mark{}
	if v.path != nil {
		m.oneWay = v.path.oneWay()
	}
	return p.with(step{name: "followRecursive", apply: func(p *path.Path) *path.Path {
		var one any
		if v.path != nil {
			again := &reused{}
			one = path.NewPath(nil).Filters(again).Follow(v.path.build(s.ctx)).Filters(again)
		} else {
			one = v.nodes[0]
		}
		return p.Filters(alive{s.ctx}).FollowRecursive(one, int(depth), names)
	}}, m, v.cost())
}

// reused makes the iterator that a recursion starts from anew for each fork of
// its path; Cayley gives it out once, and what else needs it (the other half of
// both(), a recursion inside) is then quietly empty. It stands at both ends of
// the path, which may be reversed.
type reused struct{ shape graph.IteratorShape }

// BuildIterator implements shape.ValueFilter. All forks of a path are built one
// after the other, before anything else is.
func (r *reused) BuildIterator(_ graph.QuadStore, it graph.Iterator) graph.Iterator {
	if err := it.Err(); err != nil && strings.Contains(err.Error(), "already used in query") {
		if r.shape != nil {
			return graph.AsLegacy(r.shape)
		}
		return it
	}
	r.shape = graph.AsShape(it)
	return graph.AsLegacy(r.shape)
}

// order reads everything before it gives the first result; see alive.
func order(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 0, 0); err != nil {
		return nil, err
	}
	return p.with(step{name: "order", apply: func(p *path.Path) *path.Path { return p.Filters(alive{s.ctx}).Order() }}, mark{}, cost{})
}

func labelContext(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	v, names, err := s.viaAndTags(args)
	if err != nil {
		return nil, err
	}
	np, err := p.with(step{name: "labelContext", apply: func(p *path.Path) *path.Path {
		return p.LabelContextWithTags(names, v.many(s.ctx)...)
	}}, mark{}, v.cost())
	if err == nil && v.path != nil {
		np.label = v.cost().built
	} else if err == nil {
		np.label = 0
	}
	return np, err
}

func filter(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, -1); err != nil {
		return nil, err
	}
	f, err := filters(args, 0)
	if err != nil {
		return nil, err
	}
	return p.with(step{name: "filter", apply: func(p *path.Path) *path.Path { return p.Filters(f...) }}, mark{}, cost{})
}

// vertex is g.V(nodes...).
func (s *session) vertex(args []goja.Value) (*pathObj, error) {
	nodes, err := s.values(args, 0)
	if err != nil {
		return nil, err
	}
	if len(args) > 0 && len(nodes) == 0 {
		return nil, fmt.Errorf("want at least one node, got an empty list; g.V() without arguments is all nodes")
	}
	return &pathObj{root: nodes, marks: []mark{{}}, size: 1}, nil
}

// iriOf is g.IRI(s).
func (s *session) iriOf(args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 1, 1); err != nil {
		return nil, err
	}
	str, ok := args[0].(goja.String)
	if !ok {
		return nil, argError(0, fmt.Errorf("want a string, got %s", describe(args[0])))
	}
	return s.wrap(&valueObj{s.expand(str.String())}, s.proto.value), nil
}

// text reads n string arguments, in which values stand for their text.
func (s *session) texts(args []goja.Value, n int) ([]string, error) {
	if err := argCount(args, n, n); err != nil {
		return nil, err
	}
	out := make([]string, n)
	for i, a := range args {
		if x, ok := hidden(a).(*valueObj); ok {
			switch v := x.v.(type) {
			case quad.String:
				out[i] = string(v)
			case quad.IRI:
				out[i] = string(v)
			default:
				return nil, argError(i, fmt.Errorf("want a string, got %s", describe(a)))
			}
			continue
		}
		str, ok := a.(goja.String)
		if !ok {
			return nil, argError(i, fmt.Errorf("want a string, got %s", describe(a)))
		}
		out[i] = str.String()
	}
	return out, nil
}
