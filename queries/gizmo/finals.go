package gizmo

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// resultTag is the tag of the node at the end of the path, as in Cayley.
const resultTag = "id"

// final evaluates a path.
type final func(s *session, p *pathObj, args []goja.Value) (goja.Value, error)

func finals() map[string]final {
	return map[string]final{
		"all":          all,
		"getLimit":     getLimit,
		"toArray":      toArray,
		"toValue":      toValue,
		"tagArray":     tagArray,
		"tagValue":     tagValue,
		"forEach":      forEach,
		"map":          forEach,
		"count":        count,
		"shortestPath": shortestPath,
		"claims":       pathClaims,
	}
}

// errStop ends an iteration that has what it wants.
var errStop = errors.New("stop")

// each runs f on every result of p, with paths on every way to it. Cayley's
// optimiser now and then divides by a size that it has guessed to be zero, or
// makes a plan that panics; while f has seen nothing, such a query is run again
// as it is.
func (s *session) each(p *pathObj, paths bool, f func(graph.Scanner) error) error {
	begun := false
	err := s.walk(p, true, paths, func(it graph.Scanner) error {
		begun = true
		return f(it)
	})
	var fault *faultError
	if errors.As(err, &fault) && !begun && s.ctx.Err() == nil {
		err = s.walk(p, false, paths, f)
	}
	return err
}

// walk is each for one plan. Iterators of a cancelled context just end, so the
// context is asked at the end.
func (s *session) walk(p *pathObj, optimize, paths bool, f func(graph.Scanner) error) error {
	var it graph.Scanner
	err := cayley(func() error {
		shape := graph.AsShape(iterator.Tag(p.build(s.ctx).BuildIteratorOn(s.qs), resultTag))
		if optimize {
			shape, _ = shape.Optimize(s.ctx)
		}
		it = shape.Iterate()
		return nil
	})
	if err != nil {
		return err
	}
	defer func() { _ = cayley(it.Close) }()
	step := func(next func(context.Context) bool) (ok bool, err error) {
		err = cayley(func() error { ok = s.ctx.Err() == nil && next(s.ctx); return nil })
		return ok, err
	}
	for {
		ok, err := step(it.Next)
		if err != nil || !ok {
			return s.endOf(it, err)
		}
		for ok {
			if err := f(it); err != nil {
				if errors.Is(err, errStop) {
					return nil
				}
				return err
			}
			if !paths {
				break
			}
			if ok, err = step(it.NextPath); err != nil {
				return err
			}
		}
	}
}

// endOf tells an end from a failure.
func (s *session) endOf(it graph.Scanner, err error) error {
	if err == nil {
		err = cayley(it.Err)
	}
	if cause := context.Cause(s.ctx); cause != nil {
		return cause
	}
	return err
}

// tagsOf reads the tags of the current result.
func tagsOf(it graph.Scanner) (map[string]graph.Ref, error) {
	m := map[string]graph.Ref{}
	return m, cayley(func() error { it.TagResults(m); return nil })
}

// emitAll emits the results of p, at most limit of them when limit >= 0.
func (s *session) emitAll(p *pathObj, limit int64) error {
	n := int64(0)
	return s.each(p, true, func(it graph.Scanner) error {
		if limit >= 0 && n >= limit {
			return errStop
		}
		n++
		refs, err := tagsOf(it)
		if err != nil {
			return err
		}
		row, size := s.row(refs)
		if row == nil {
			row = map[string]any{}
		}
		return s.emit(row, size)
	})
}

func all(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 0, 0); err != nil {
		return nil, err
	}
	return nil, s.emitAll(p, -1)
}

func getLimit(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 1, 1); err != nil {
		return nil, err
	}
	n, err := integer(args[0], -1)
	if err != nil {
		return nil, argError(0, err)
	}
	if n == 0 {
		n = -1 // as in Cayley
	}
	return nil, s.emitAll(p, n)
}

// limitArg is the optional limit of toArray and tagArray.
func limitArg(args []goja.Value) (int64, error) {
	if err := argCount(args, 0, 1); err != nil {
		return 0, err
	}
	if len(args) == 0 || goja.IsUndefined(args[0]) || goja.IsNull(args[0]) {
		return -1, nil
	}
	n, err := integer(args[0], -1)
	if err != nil {
		return 0, argError(0, err)
	}
	return n, nil
}

// collect puts the results of p into an array.
func (s *session) collect(p *pathObj, limit int64, withTags bool) ([]any, error) {
	out := []any{}
	n := int64(0)
	err := s.each(p, withTags, func(it graph.Scanner) error {
		if limit >= 0 && n >= limit {
			return errStop
		}
		n++
		if !withTags {
			v := s.nameOf(it.Result())
			if v == nil {
				return nil
			}
			out = append(out, s.toJS(v))
			return s.charge(sizeOf(native(v)))
		}
		refs, err := tagsOf(it)
		if err != nil {
			return err
		}
		o, size, err := s.rowToJS(refs)
		if err != nil || o == nil {
			return err
		}
		out = append(out, o)
		return s.charge(size)
	})
	return out, err
}

func arrayFinal(withTags bool) final {
	return func(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
		limit, err := limitArg(args)
		if err != nil {
			return nil, err
		}
		items, err := s.collect(p, limit, withTags)
		if err != nil {
			return nil, err
		}
		return s.vm.NewArray(items...), nil
	}
}

func valueFinal(withTags bool) final {
	return func(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
		if err := argCount(args, 0, 0); err != nil {
			return nil, err
		}
		items, err := s.collect(p, 1, withTags)
		if err != nil || len(items) == 0 {
			return goja.Null(), err
		}
		return items[0].(goja.Value), nil
	}
}

func toArray(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	return arrayFinal(false)(s, p, args)
}

func tagArray(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	return arrayFinal(true)(s, p, args)
}

func toValue(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	return valueFinal(false)(s, p, args)
}

func tagValue(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	return valueFinal(true)(s, p, args)
}

// forEach([limit], callback).
func forEach(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 1, 2); err != nil {
		return nil, err
	}
	callback, ok := goja.AssertFunction(args[len(args)-1])
	if !ok {
		return nil, argError(len(args)-1, fmt.Errorf("want a function, got %s", describe(args[len(args)-1])))
	}
	limit, err := limitArg(args[:len(args)-1])
	if err != nil {
		return nil, err
	}
	n := int64(0)
	err = s.each(p, true, func(it graph.Scanner) error {
		if limit >= 0 && n >= limit {
			return errStop
		}
		n++
		refs, err := tagsOf(it)
		if err != nil {
			return err
		}
		o, _, err := s.rowToJS(refs)
		if err != nil || o == nil {
			return err
		}
		_, err = callback(goja.Undefined(), o)
		return err
	})
	return goja.Null(), err
}

// count asks the iterator first, which may know the exact number.
func count(s *session, p *pathObj, args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 0, 0); err != nil {
		return nil, err
	}
	var n int64
	run := func(optimize bool) error {
		return cayley(func() (err error) {
			chain := graph.Iterate(s.ctx, p.build(s.ctx).BuildIteratorOn(s.qs)).Paths(true)
			if !optimize {
				chain = chain.UnOptimized()
			}
			n, err = chain.Count()
			return err
		})
	}
	err := run(true)
	if err != nil && s.ctx.Err() == nil {
		err = run(false)
	}
	if cause := context.Cause(s.ctx); cause != nil {
		err = cause
	}
	if err != nil {
		return nil, err
	}
	return s.vm.ToValue(n), nil
}

// loadNamespaces takes the prefixes that Cayley keeps in a graph.
func (s *session) loadNamespaces() error {
	for _, prefix := range []string{"cayley:", "http://cayley.io/vocab#", "http://cayley.io/"} {
		p := &pathObj{marks: []mark{{}}}
		p, err := save("save", (*path.Path).Save)(s, p, []goja.Value{s.wrap(&valueObj{quad.IRI(prefix + "prefix")}, s.proto.value), s.vm.ToValue("prefix")})
		if err != nil {
			return err
		}
		err = s.each(p, true, func(it graph.Scanner) error {
			refs, err := tagsOf(it)
			if err != nil {
				return err
			}
			full, ok := s.nameOf(refs[resultTag]).(quad.IRI)
			short, ok2 := s.nameOf(refs["prefix"]).(quad.IRI)
			if ok && ok2 {
				s.prefix[trimColon(string(short))] = string(full)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
