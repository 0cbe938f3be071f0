package gizmo

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/shape"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/voc"
	"github.com/dop251/goja"
)

// function is a Go function that a script can call.
type function func(args []goja.Value) (goja.Value, error)

// defineLanguage puts Gizmo into the interpreter: graph (alias g), the methods
// of paths, the functions that make values and filters, and params.
func (s *session) defineLanguage() error {
	s.proto = protos{path: s.vm.NewObject(), value: s.vm.NewObject(), filter: s.vm.NewObject()}
	set := func(o *goja.Object, name string, v any) error {
		return o.DefineDataProperty(name, s.vm.ToValue(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	// Cayley keeps names with a capital for scripts of its first versions.
	both := func(o *goja.Object, name string, v any) error {
		if err := set(o, name, v); err != nil {
			return err
		}
		return set(o, strings.ToUpper(name[:1])+name[1:], v)
	}
	for name, m := range pathMethods() {
		f := s.native(name, func(call goja.FunctionCall) (goja.Value, error) {
			p, ok := hidden(call.This).(*pathObj)
			if !ok {
				return nil, fmt.Errorf("want to be called on a path, got %s", describe(call.This))
			}
			np, err := m(s, p, call.Arguments)
			if err != nil {
				return nil, err
			}
			return s.wrap(np, s.proto.path), nil
		})
		if err := both(s.proto.path, name, f); err != nil {
			return err
		}
	}
	for name, m := range finals() {
		f := s.native(name, func(call goja.FunctionCall) (goja.Value, error) {
			p, ok := hidden(call.This).(*pathObj)
			if !ok {
				return nil, fmt.Errorf("want to be called on a path, got %s", describe(call.This))
			}
			return m(s, p, call.Arguments)
		})
		if err := both(s.proto.path, name, f); err != nil {
			return err
		}
	}
	text := func(call goja.FunctionCall) goja.Value { return s.vm.ToValue(describe(call.This)) }
	valueText := func(call goja.FunctionCall) goja.Value {
		if x, ok := hidden(call.This).(*valueObj); ok {
			return s.vm.ToValue(quad.StringOf(x.v))
		}
		return goja.Undefined()
	}
	for o, f := range map[*goja.Object]any{s.proto.path: text, s.proto.filter: text, s.proto.value: valueText} {
		for _, name := range []string{"toString", "valueOf", "toJSON"} {
			if err := set(o, name, f); err != nil {
				return err
			}
		}
	}
	g := s.vm.NewObject()
	for name, f := range s.graphFunctions() {
		n := s.native("g."+name, func(call goja.FunctionCall) (goja.Value, error) { return f(call.Arguments) })
		if err := both(g, name, n); err != nil {
			return err
		}
	}
	global := s.vm.GlobalObject()
	for _, name := range []string{"graph", "g"} {
		if err := set(global, name, g); err != nil {
			return err
		}
	}
	for name, f := range s.globalFunctions() {
		n := s.native(name, func(call goja.FunctionCall) (goja.Value, error) { return f(call.Arguments) })
		if err := set(global, name, n); err != nil {
			return err
		}
	}
	params := s.vm.NewObject()
	for k, v := range s.o.Params {
		if err := params.Set(k, v); err != nil {
			return err
		}
	}
	return set(global, "params", params)
}

// graphFunctions are the methods of g.
func (s *session) graphFunctions() map[string]function {
	vertex := func(args []goja.Value) (goja.Value, error) {
		p, err := s.vertex(args)
		if err != nil {
			return nil, err
		}
		return s.wrap(p, s.proto.path), nil
	}
	morphism := func(args []goja.Value) (goja.Value, error) {
		if err := argCount(args, 0, 0); err != nil {
			return nil, err
		}
		return vertex(nil)
	}
	return map[string]function{
		"V": vertex, "vertex": vertex, "M": morphism, "morphism": morphism,
		"IRI": s.iriOf, "uri": s.iriOf,
		"emit": func(args []goja.Value) (goja.Value, error) {
			e := exporter{s: s}
			x, err := e.export(arg(args, 0), 0)
			if err != nil || x == nil {
				return goja.Null(), err
			}
			return goja.Null(), s.emit(x, e.size)
		},
		"addNamespace": func(args []goja.Value) (goja.Value, error) {
			t, err := s.texts(args, 2)
			if err != nil {
				return nil, err
			}
			s.prefix[strings.TrimSuffix(t[0], ":")] = t[1]
			return nil, nil
		},
		"addDefaultNamespaces": func([]goja.Value) (goja.Value, error) {
			var all voc.Namespaces
			voc.CloneTo(&all)
			for _, ns := range all.List() {
				s.prefix[strings.TrimSuffix(ns.Prefix, ":")] = ns.Full
			}
			return nil, nil
		},
		"loadNamespaces": func([]goja.Value) (goja.Value, error) { return nil, s.loadNamespaces() },
		"claims":         s.claimsOf,
		"relations":      s.relations,
		"mostConnected":  s.mostConnected,
	}
}

// globalFunctions make values and filters.
func (s *session) globalFunctions() map[string]function {
	one := func(f func(string) quad.Value) function {
		return func(args []goja.Value) (goja.Value, error) {
			t, err := s.texts(args, 1)
			if err != nil {
				return nil, err
			}
			return s.wrap(&valueObj{f(t[0])}, s.proto.value), nil
		}
	}
	two := func(f func(a, b string) quad.Value) function {
		return func(args []goja.Value) (goja.Value, error) {
			t, err := s.texts(args, 2)
			if err != nil {
				return nil, err
			}
			return s.wrap(&valueObj{f(t[0], t[1])}, s.proto.value), nil
		}
	}
	compare := func(op iterator.Operator) function {
		return func(args []goja.Value) (goja.Value, error) {
			if err := argCount(args, 1, 1); err != nil {
				return nil, err
			}
			v, err := s.value(args[0])
			if err != nil {
				return nil, argError(0, err)
			}
			return s.wrap(&filterObj{shape.Comparison{Op: op, Val: v}}, s.proto.filter), nil
		}
	}
	return map[string]function{
		"iri":   one(func(t string) quad.Value { return s.expand(t) }),
		"bnode": one(func(t string) quad.Value { return quad.BNode(t) }),
		"raw": one(func(t string) quad.Value {
			if v := quad.Raw(t); v != nil {
				return v
			}
			return quad.String("")
		}),
		"str":   one(func(t string) quad.Value { return quad.String(t) }),
		"lang":  two(func(t, lang string) quad.Value { return quad.LangString{Value: quad.String(t), Lang: lang} }),
		"typed": two(func(t, typ string) quad.Value { return quad.TypedString{Value: quad.String(t), Type: s.expand(typ)} }),
		"lt":    compare(iterator.CompareLT), "lte": compare(iterator.CompareLTE),
		"gt": compare(iterator.CompareGT), "gte": compare(iterator.CompareGTE),
		"regex": s.regexFilter, "like": s.likeFilter,
	}
}

// regexFilter is regex(pattern, [also match IRIs and blank nodes]).
func (s *session) regexFilter(args []goja.Value) (goja.Value, error) {
	if err := argCount(args, 1, 2); err != nil {
		return nil, err
	}
	pattern, ok := args[0].(goja.String)
	if !ok {
		if x, isValue := hidden(args[0]).(*valueObj); isValue {
			if t, isString := x.v.(quad.String); isString {
				pattern, ok = s.vm.ToValue(string(t)).(goja.String)
			} else {
				return nil, argError(0, fmt.Errorf(`want a string, got %s; use regex("...", true) to match IRIs`, describe(args[0])))
			}
		}
	}
	if !ok {
		return nil, argError(0, fmt.Errorf("want a string, got %s", describe(args[0])))
	}
	refs := false
	if len(args) == 2 {
		b, isBool := args[1].Export().(bool)
		if !isBool {
			return nil, argError(1, fmt.Errorf("want true or false, got %s", describe(args[1])))
		}
		refs = b
	}
	re, err := compileRegexp(pattern.String())
	if err != nil {
		return nil, argError(0, err)
	}
	return s.wrap(&filterObj{shape.Regexp{Re: re, Refs: refs}}, s.proto.filter), nil
}

// likeFilter is like(pattern) with % for any text and ? for one character.
func (s *session) likeFilter(args []goja.Value) (goja.Value, error) {
	t, err := s.texts(args, 1)
	if err != nil {
		return nil, err
	}
	if len(t[0]) > maxPattern {
		return nil, argError(0, fmt.Errorf("the pattern is longer than %d bytes", maxPattern))
	}
	return s.wrap(&filterObj{shape.Wildcard{Pattern: t[0]}}, s.proto.filter), nil
}
