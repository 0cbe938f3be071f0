package gizmo

import (
	"context"
	"fmt"

	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
)

// maxSteps bounds the steps of a path with all paths inside it: joining a path
// with itself doubles it.
const maxSteps = 2000

// pathObj is a path as a script sees it: a list of checked steps that is never
// changed, so a path kept in a variable stays what it was. Cayley's own path is
// built from it for each evaluation, because some of its methods change the
// receiver.
type pathObj struct {
	root  []quad.Value
	steps []step
	marks []mark // Cayley's stack after these steps, for back()
	size  int
	forks float64 // how many times Cayley builds what the path starts from: both() doubles it
	built float64 // how many more iterators it builds
	label float64 // of them those of the labelContext, which each step builds
}

// maxBuilt bounds the iterators of a path. Cayley builds a tree of them, in
// which each both() holds all that is before it twice, and optimises the whole
// tree without ever asking its context.
const maxBuilt = 1 << 14

// cost is what a path costs as part of another.
type cost struct {
	size  int
	built float64
}

func (p *pathObj) cost() cost { return cost{p.size, p.starts() + p.built} }

func (p *pathObj) starts() float64 { return max(p.forks, 1) }

// following is the step that goes on as q does from its start, and its cost.
func following(name string, q *pathObj, apply func(*path.Path) *path.Path) (step, cost) {
	return step{name: name, apply: apply, forks: q.starts()}, cost{q.size, q.built / q.starts()}
}

func (p *pathObj) checked() (*pathObj, error) {
	switch {
	case p.size > maxSteps:
		return nil, fmt.Errorf("the path has more than %d steps", maxSteps)
	case p.starts()+p.built > maxBuilt:
		return nil, fmt.Errorf("the path forks too often: it would need more than %d iterators", maxBuilt)
	}
	return p, nil
}

// step is one checked call.
type step struct {
	name   string
	apply  func(*path.Path) *path.Path
	edge   *edgeStep // of in, out, both
	inside bool      // there are paths inside it
	forks  float64   // how often it builds what is before it, 0 is once
}

// edgeStep is what claims() must know of the step that walked an edge.
type edgeStep struct {
	via  via
	tags []string
}

// mark is what back() must know of one morphism of Cayley's.
type mark struct {
	tags   []string
	oneWay string // the method that cannot be walked backwards
}

// longPath is the size from which a path is watched in between: Cayley's
// iterators ask no context, and each step multiplies how long one call of the
// last may take. Short ones are left to its optimiser, which stops at a filter.
const (
	longPath   = 16
	watchEvery = 4
)

// build makes Cayley's path.
func (p *pathObj) build(ctx context.Context) *path.Path {
	out := path.StartMorphism(p.root...)
	long := p.size > longPath
	for i, st := range p.steps {
		if long && st.inside {
			out = out.Filters(alive{ctx})
		}
		out = st.apply(out)
		if long && (st.inside || i%watchEvery == watchEvery-1) {
			out = out.Filters(alive{ctx})
		}
	}
	return out
}

// oneWay names a step that cannot be reversed, "" if all can.
func (p *pathObj) oneWay() string {
	for _, m := range p.marks {
		if m.oneWay != "" {
			return m.oneWay
		}
	}
	return ""
}

// with adds a step and its mark; inside is the cost of the paths inside it.
func (p *pathObj) with(st step, m mark, inside cost) (*pathObj, error) {
	forks := max(st.forks, 1)
	np := &pathObj{root: p.root, size: p.size + 1 + inside.size, label: p.label,
		forks: p.starts() * forks, built: p.built*forks + 1 + (inside.built+p.label)*forks}
	st.inside = inside.size > 0
	np.steps = append(p.steps[:len(p.steps):len(p.steps)], st)
	np.marks = append(p.marks[:len(p.marks):len(p.marks)], m)
	return np.checked()
}

// via is a set of predicates or labels: nothing (all), nodes, or a path.
type via struct {
	nodes []quad.Value
	path  *pathObj
}

func (v via) cost() cost {
	if v.path != nil {
		return v.path.cost()
	}
	return cost{}
}

// many is v as path methods with `via ...interface{}` take it.
func (v via) many(ctx context.Context) []any {
	switch {
	case v.path != nil:
		return []any{v.path.build(ctx)}
	case v.nodes != nil:
		return []any{v.nodes}
	}
	return nil
}

// one is v as path methods with `via interface{}` take it.
func (v via) one(ctx context.Context) any {
	if v.path != nil {
		return v.path.build(ctx)
	}
	return v.nodes
}

// via reads the argument predicatePath.
func (s *session) via(v goja.Value, mayBeAll bool) (via, error) {
	if p, ok := hidden(v).(*pathObj); ok {
		return via{path: p}, nil
	}
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		if mayBeAll {
			return via{}, nil
		}
		return via{}, fmt.Errorf("want a predicate, a list of predicates or a path, got %s", describe(v))
	}
	if items, isList, err := array(v); err != nil {
		return via{}, err
	} else if isList && len(items) == 0 {
		return via{}, fmt.Errorf("want at least one predicate in the list; leave it out for all")
	}
	nodes, err := s.values([]goja.Value{v}, 0)
	if err != nil {
		return via{}, fmt.Errorf("want a predicate, a list of predicates or a path, got %s", describe(v))
	}
	return via{nodes: nodes}, nil
}

// pathMethod is a method of paths that gives a new path.
type pathMethod func(s *session, p *pathObj, args []goja.Value) (*pathObj, error)

// argCount checks the number of arguments; most < 0 is no upper bound.
func argCount(args []goja.Value, least, most int) error {
	switch n := len(args); {
	case n < least && least == most, most >= 0 && n > most && least == most:
		return fmt.Errorf("want %d arguments, got %d", least, n)
	case n < least:
		return fmt.Errorf("want at least %d arguments, got %d", least, n)
	case most >= 0 && n > most:
		return fmt.Errorf("want at most %d arguments, got %d", most, n)
	}
	return nil
}

func arg(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

// viaAndTags reads (predicatePath, tags...).
func (s *session) viaAndTags(args []goja.Value) (via, []string, error) {
	v, err := s.via(arg(args, 0), true)
	if err != nil {
		return v, nil, argError(0, err)
	}
	var names []string
	if len(args) > 1 {
		names, err = tags(args[1:], 1)
	}
	return v, names, err
}

// edge is in, out and both.
func edge(name string, walk func(p *path.Path, tags []string, via ...any) *path.Path) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		v, names, err := s.viaAndTags(args)
		if err != nil {
			return nil, err
		}
		st := step{name: name, edge: &edgeStep{v, names}, apply: func(p *path.Path) *path.Path { return walk(p, names, v.many(s.ctx)...) }}
		if name == "both" {
			st.forks = 2
		}
		return p.with(st, mark{}, v.cost())
	}
}

// setOperation is and, or, except.
func setOperation(name string, join func(s *session, p, q *path.Path) *path.Path) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		q, err := pathArg(args)
		if err != nil {
			return nil, err
		}
		return p.with(step{name: name, apply: func(p *path.Path) *path.Path { return join(s, p, q.build(s.ctx)) }}, mark{}, q.cost())
	}
}

func pathArg(args []goja.Value) (*pathObj, error) {
	if err := argCount(args, 1, 1); err != nil {
		return nil, err
	}
	q, ok := hidden(args[0]).(*pathObj)
	if !ok {
		return nil, argError(0, fmt.Errorf("want a path, got %s", describe(args[0])))
	}
	return q, nil
}

// except keeps Cayley from simplifying an exclusion that is empty or
// everything, because it dereferences nil then.
func except(s *session, p, q *path.Path) *path.Path {
	return p.Except(q.Or(path.StartMorphism().Filters(nothing{})).Filters(alive{s.ctx}))
}

// nothing is a filter that no node passes.
type nothing struct{}

func (nothing) BuildIterator(graph.QuadStore, graph.Iterator) graph.Iterator {
	return iterator.NewNull()
}

// simple is a method without arguments.
func simple(name, oneWay string, f func(*path.Path) *path.Path) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		if err := argCount(args, 0, 0); err != nil {
			return nil, err
		}
		st := step{name: name, apply: f}
		if name == "labels" { // of the edges out and in
			st.forks = 2
		}
		return p.with(st, mark{oneWay: oneWay}, cost{})
	}
}

// number is limit and skip.
func number(name string, least int64, f func(*path.Path, int64) *path.Path) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		if err := argCount(args, 1, 1); err != nil {
			return nil, err
		}
		n, err := integer(args[0], least)
		if err != nil {
			return nil, argError(0, err)
		}
		return p.with(step{name: name, apply: func(p *path.Path) *path.Path { return f(p, n) }}, mark{}, cost{})
	}
}

// save is save, saveR, saveOpt, saveOptR.
func save(name string, f func(p *path.Path, via any, tag string) *path.Path) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		if err := argCount(args, 1, 2); err != nil {
			return nil, err
		}
		v, err := s.via(args[0], false)
		if err != nil {
			return nil, argError(0, err)
		}
		var name2 string
		switch {
		case len(args) == 2:
			if name2, err = tag(args[1]); err != nil {
				return nil, argError(1, err)
			}
		case len(v.nodes) == 1:
			name2 = quad.StringOf(v.nodes[0])
		default:
			return nil, fmt.Errorf("want a tag as second argument when saving along a path or a list")
		}
		return p.with(step{name: name, apply: func(p *path.Path) *path.Path { return f(p, v.one(s.ctx), name2) }}, mark{}, v.cost())
	}
}

func savePredicates(name string, in bool) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		if err := argCount(args, 1, 1); err != nil {
			return nil, err
		}
		t, err := tag(args[0])
		if err != nil {
			return nil, argError(0, err)
		}
		return p.with(step{name: name, apply: func(p *path.Path) *path.Path { return p.SavePredicates(in, t) }}, mark{}, cost{})
	}
}

// has is has and hasR.
func has(name string, reverse bool) pathMethod {
	return func(s *session, p *pathObj, args []goja.Value) (*pathObj, error) {
		if err := argCount(args, 1, -1); err != nil {
			return nil, err
		}
		v, err := s.via(args[0], false)
		if err != nil {
			return nil, argError(0, err)
		}
		if f, err := filters(args[1:], 1); err == nil && len(f) > 0 {
			return p.with(step{name: name, apply: func(p *path.Path) *path.Path { return p.HasFilter(v.one(s.ctx), reverse, f...) }}, mark{}, v.cost())
		}
		nodes, err := s.values(args[1:], 1)
		if err != nil {
			return nil, err
		}
		if v.path != nil && v.path.everything() && len(nodes) == 0 {
			return nil, fmt.Errorf("want a predicate or an object; all nodes with any edge are all nodes")
		}
		return p.with(step{name: name, apply: func(p *path.Path) *path.Path {
			if reverse {
				return p.HasReverse(v.one(s.ctx), nodes...)
			}
			return p.Has(v.one(s.ctx), nodes...)
		}}, mark{}, v.cost())
	}
}

// everything reports whether p is all nodes.
func (p *pathObj) everything() bool { return len(p.root) == 0 && len(p.steps) == 0 }

// filterObj is what regex(), like(), gt() and the like give.
type filterObj struct{ f shape.ValueFilter }

func filters(args []goja.Value, first int) ([]shape.ValueFilter, error) {
	var out []shape.ValueFilter
	for i, a := range args {
		items, isList, err := array(a)
		if err != nil {
			return nil, argError(first+i, err)
		}
		if !isList {
			items = []goja.Value{a}
		}
		for _, item := range items {
			f, ok := hidden(item).(*filterObj)
			if !ok {
				return nil, argError(first+i, fmt.Errorf("want a filter such as gt(5) or regex(\"a.*\"), got %s", describe(item)))
			}
			out = append(out, f.f)
		}
	}
	return out, nil
}
