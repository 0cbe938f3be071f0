package gizmo

import (
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"newsgraph/schema"
)

// maxList bounds the lists that a script gives to a method.
const maxList = 100_000

// valueObj is a quad value as a script sees it: what iri(), typed() and
// results that JavaScript has no type for make.
type valueObj struct{ v quad.Value }

// defaultPrefixes are the prefixes that newsgraph's data use.
func defaultPrefixes() map[string]string {
	return map[string]string{"ng": schema.NS, "rdf": schema.RDF, "rdfs": schema.RDFS, "xsd": schema.XSD}
}

// expand replaces a known prefix of an IRI by its namespace.
func (s *session) expand(iri string) quad.IRI {
	if i := strings.IndexByte(iri, ':'); i >= 0 {
		if ns, ok := s.prefix[iri[:i]]; ok && !strings.HasPrefix(iri[i+1:], "//") {
			return quad.IRI(ns + iri[i+1:])
		}
	}
	return quad.IRI(iri)
}

// parseText reads a string as Cayley does: "<x>" is an IRI, "_:x" a blank
// node, "\"x\"@en" and "\"x\"^^<type>" literals, everything else a string.
func (s *session) parseText(t string) quad.Value {
	switch v := quad.StringToValue(t).(type) {
	case nil:
		return quad.String("")
	case quad.IRI:
		return s.expand(string(v))
	case quad.TypedString:
		return quad.TypedString{Value: quad.String(unescape(string(v.Value))), Type: s.expand(string(v.Type))}
	case quad.LangString:
		return quad.LangString{Value: quad.String(unescape(string(v.Value))), Lang: v.Lang}
	default:
		return v
	}
}

// unescape undoes what quad's String methods do, so that a result given back
// to a query is the same value.
func unescape(t string) string {
	if !strings.Contains(t, `\`) {
		return t
	}
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`, `\n`, "\n", `\r`, "\r", `\t`, "\t").Replace(t)
}

// hidden returns the Go value behind an object of ours, nil for any other.
func hidden(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	switch o.ExportType() {
	case reflect.TypeFor[*pathObj](), reflect.TypeFor[*valueObj](), reflect.TypeFor[*filterObj]():
		return o.Export()
	}
	return nil
}

// wrap makes the object that stands for one of ours.
func (s *session) wrap(x any, proto *goja.Object) goja.Value {
	o := s.vm.ToValue(x).ToObject(s.vm)
	if err := o.SetPrototype(proto); err != nil {
		panic(s.vm.NewGoError(err))
	}
	return o
}

// value reads an argument that must be one node.
func (s *session) value(v goja.Value) (quad.Value, error) {
	if x, ok := hidden(v).(*valueObj); ok {
		return x.v, nil
	}
	if o, ok := v.(*goja.Object); ok {
		if o.ClassName() == "Date" {
			if t, ok := o.Export().(time.Time); ok {
				return quad.Time(t), nil
			}
		}
		return nil, fmt.Errorf("want a string, number, boolean or value, got %s", describe(v))
	}
	if str, ok := v.(goja.String); ok {
		return s.parseText(str.String()), nil
	}
	if v != nil {
		switch x := v.Export().(type) {
		case bool:
			return quad.Bool(x), nil
		case int64:
			return quad.Int(x), nil
		case float64:
			if x == math.Trunc(x) && math.Abs(x) < 1<<53 {
				return quad.Int(int64(x)), nil
			}
			return quad.Float(x), nil
		}
	}
	return nil, fmt.Errorf("want a string, number, boolean or value, got %s", describe(v))
}

// array returns the items of a JavaScript array; ok is false for other values.
func array(v goja.Value) (items []goja.Value, ok bool, err error) {
	o, isObj := v.(*goja.Object)
	if !isObj || o.ClassName() != "Array" {
		return nil, false, nil
	}
	n := o.Get("length").ToInteger()
	if n > maxList {
		return nil, true, fmt.Errorf("a list of %d items is too long, at most %d", n, maxList)
	}
	items = make([]goja.Value, n)
	for i := range items {
		items[i] = o.Get(strconv.Itoa(i))
	}
	return items, true, nil
}

// values reads arguments that are nodes or lists of nodes; first is the index
// of args[0] among all arguments.
func (s *session) values(args []goja.Value, first int) ([]quad.Value, error) {
	var out []quad.Value
	for i, a := range args {
		items, isList, err := array(a)
		if err != nil {
			return nil, argError(first+i, err)
		}
		if !isList {
			items = []goja.Value{a}
		}
		for _, item := range items {
			v, err := s.value(item)
			if err != nil {
				return nil, argError(first+i, err)
			}
			out = append(out, v)
		}
	}
	return out, nil
}

func argError(i int, err error) error { return fmt.Errorf("argument %d: %w", i+1, err) }

// tags reads arguments that are strings or lists of strings.
func tags(args []goja.Value, first int) ([]string, error) {
	var out []string
	for i, a := range args {
		if i == 0 && (goja.IsUndefined(a) || goja.IsNull(a)) && len(args) == 1 {
			return nil, nil
		}
		items, isList, err := array(a)
		if err != nil {
			return nil, argError(first+i, err)
		}
		if !isList {
			items = []goja.Value{a}
		}
		for _, item := range items {
			t, err := tag(item)
			if err != nil {
				return nil, argError(first+i, err)
			}
			out = append(out, t)
		}
	}
	return out, nil
}

func tag(v goja.Value) (string, error) {
	if str, ok := v.(goja.String); ok && str.Length() > 0 {
		return str.String(), nil
	}
	return "", fmt.Errorf("want a tag (a string), got %s", describe(v))
}

// integer reads a whole number in [lo, 2^53).
func integer(v goja.Value, lo int64) (int64, error) {
	if _, isObj := v.(*goja.Object); !isObj && v != nil {
		switch x := v.Export().(type) {
		case int64:
			if x >= lo {
				return x, nil
			}
		case float64:
			if x == math.Trunc(x) && x >= float64(lo) && x < 1<<53 {
				return int64(x), nil
			}
		}
	}
	return 0, fmt.Errorf("want a whole number of at least %d, got %s", lo, describe(v))
}

// nameOf is the value of a reference, nil if the store has none.
func (s *session) nameOf(r graph.Ref) quad.Value {
	if p, ok := r.(graph.PreFetchedValue); ok {
		return p.NameOf()
	}
	return s.qs.NameOf(r)
}

// native is the value as rows have it: as Cayley's JSON, but literals with a
// type that Go lacks stay as they are written, so that they can be asked for.
func native(v quad.Value) any {
	switch v := v.(type) {
	case nil:
		return nil
	case quad.TypedString:
		return quad.StringOf(v)
	}
	out := v.Native()
	switch x := out.(type) {
	case quad.Value:
		return quad.StringOf(v)
	case int:
		return int64(x)
	}
	return out
}

// toJS gives a script a value as native has it.
func (s *session) toJS(v quad.Value) goja.Value {
	switch x := native(v).(type) {
	case nil:
		return goja.Null()
	case string, bool, int64, float64:
		return s.vm.ToValue(x)
	default:
		return s.wrap(&valueObj{v}, s.proto.value)
	}
}

// row makes a map of tags; nil when there is no value in it.
func (s *session) row(refs map[string]graph.Ref) (m map[string]any, size int64) {
	m = make(map[string]any, len(refs))
	for k, r := range refs {
		if v := native(s.nameOf(r)); v != nil {
			m[k] = v
			size += int64(len(k)) + sizeOf(v)
		}
	}
	if len(m) == 0 {
		return nil, 0
	}
	return m, size
}

func sizeOf(v any) int64 {
	if s, ok := v.(string); ok {
		return int64(len(s)) + 16
	}
	return 16
}

// rowToJS is row for scripts.
func (s *session) rowToJS(refs map[string]graph.Ref) (o *goja.Object, size int64, err error) {
	for _, k := range slices.Sorted(maps.Keys(refs)) {
		v := s.nameOf(refs[k])
		if v == nil {
			continue
		}
		if o == nil {
			o = s.vm.NewObject()
		}
		if err := o.Set(k, s.toJS(v)); err != nil {
			return nil, 0, err
		}
		size += int64(len(k)) + sizeOf(native(v))
	}
	return o, size, nil
}

// exporter turns what a script emits into Go values.
type exporter struct {
	s    *session
	size int64
}

func (e *exporter) export(v goja.Value, depth int) (any, error) {
	if e.size += 16; e.size > e.s.o.Bytes {
		return nil, e.s.charge(e.size)
	}
	if depth > 100 {
		return nil, fmt.Errorf("the value is nested more than 100 deep, or in a circle")
	}
	if str, ok := v.(goja.String); ok {
		t := str.String()
		e.size += int64(len(t))
		return t, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
			return nil, nil
		}
		switch x := v.Export().(type) {
		case bool, int64:
			return x, nil
		case float64:
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return nil, nil // as JSON.stringify does
			}
			return x, nil
		}
		return nil, fmt.Errorf("cannot emit %s", describe(v))
	}
	switch x := hidden(o).(type) {
	case *valueObj:
		e.size += int64(len(quad.StringOf(x.v)))
		return native(x.v), nil
	case nil:
	default:
		return nil, fmt.Errorf("cannot emit %s; a path must end in toArray() or the like", describe(v))
	}
	switch o.ClassName() {
	case "Date":
		return o.Export(), nil
	case "Array":
		n := o.Get("length").ToInteger()
		var out []any
		for i := range n {
			x, err := e.export(o.Get(strconv.FormatInt(i, 10)), depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, x)
		}
		return out, nil
	case "String", "Number", "Boolean":
		return e.export(e.s.vm.ToValue(o.String()), depth+1)
	}
	if _, isFunc := goja.AssertFunction(o); isFunc {
		return nil, fmt.Errorf("cannot emit a function")
	}
	m := map[string]any{}
	for _, k := range o.Keys() {
		x, err := e.export(o.Get(k), depth+1)
		if err != nil {
			return nil, err
		}
		e.size += int64(len(k))
		m[k] = x
	}
	return m, nil
}

// finalValue is what the script's last expression gives when it is plain.
func (s *session) finalValue(v goja.Value) any {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	if o, ok := v.(*goja.Object); ok {
		if x, ok := hidden(o).(*valueObj); ok {
			return native(x.v)
		}
		return nil
	}
	if str, ok := v.(goja.String); ok {
		return str.String()
	}
	switch x := v.Export().(type) {
	case bool, int64, float64:
		return x
	}
	return nil
}
