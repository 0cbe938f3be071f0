package gizmo

import (
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/dop251/goja"
)

//go:embed prelude.js
var preludeSource string

var prelude = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("prelude", preludeSource, true)
})

const (
	// maxString bounds, in UTF-16 units, every string that a script makes.
	maxString = 1 << 20
	// maxSubject bounds the text that a regular expression runs over at once.
	maxSubject = 100_000
	// maxCalls bounds the depth of calls.
	maxCalls = 1000
)

// newSandbox makes an interpreter with the library of prelude.js and no other.
func newSandbox(s *session) (*goja.Runtime, error) {
	vm := goja.New()
	vm.SetMaxCallStackSize(maxCalls)
	v, err := vm.RunProgram(prelude())
	if err != nil {
		return nil, fmt.Errorf("start the interpreter: %w", err)
	}
	start, _ := goja.AssertFunction(v)
	global := vm.NewObject()
	native := vm.NewObject()
	n := sandboxNatives{s: s, vm: vm, regexp: vm.Get("RegExp").ToObject(vm)}
	n.exec, _ = goja.AssertFunction(n.regexp.Get("prototype").ToObject(vm).Get("exec"))
	for name, v := range map[string]any{
		"guard":     n.guard,
		"steps":     string(guardSteps),
		"cat":       s.native("join", n.cat),
		"repeat":    s.native("repeat", n.repeat),
		"regexp":    s.native("RegExp", n.newRegexp),
		"exec":      s.native("exec", n.execRegexp),
		"isRegExp":  s.native("RegExp", n.isRegExp),
		"checkJSON": s.native("JSON.parse", n.checkJSON),
		"maxString": maxString,
		"global":    global,
	} {
		if err := native.Set(name, v); err != nil {
			return nil, err
		}
	}
	if _, err := start(goja.Undefined(), native); err != nil {
		return nil, fmt.Errorf("start the interpreter: %w", err)
	}
	for name, v := range map[string]goja.Value{"undefined": goja.Undefined(), "NaN": goja.NaN(), "Infinity": goja.PositiveInf(), "globalThis": global,
		string(guardText): vm.ToValue(n.text), string(guardTemplate): vm.ToValue(s.native("template", n.template)), string(guardCaught): vm.ToValue(n.caught)} {
		if err := global.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE); err != nil {
			return nil, err
		}
	}
	vm.SetGlobalObject(global)
	return vm, nil
}

// sandboxNatives are the Go functions that prelude.js builds on.
type sandboxNatives struct {
	s      *session
	vm     *goja.Runtime
	regexp *goja.Object
	exec   goja.Callable
}

// guard wraps a function of goja that takes time or memory by the length of
// the strings it gets: these must not be too long.
func (n sandboxNatives) guard(call goja.FunctionCall) goja.Value {
	f, ok := goja.AssertFunction(call.Argument(0))
	if !ok {
		panic(n.vm.NewTypeError("guard: not a function"))
	}
	name := call.Argument(0).ToObject(n.vm).Get("name").String()
	return n.vm.ToValue(n.s.native(name, func(call goja.FunctionCall) (goja.Value, error) {
		for _, v := range append(call.Arguments, call.This) {
			if l := stringLength(v); l > maxString {
				return nil, fmt.Errorf("a string of %d characters is too long, at most %d", l, maxString)
			}
		}
		v, err := f(call.This, call.Arguments...)
		if err != nil {
			return nil, n.told(name, err)
		}
		return v, n.s.made(stringLength(v))
	}))
}

// stringLength is the length of a string or String object, else 0.
func stringLength(v goja.Value) int {
	switch v := v.(type) {
	case goja.String:
		return v.Length()
	case *goja.Object:
		if v.ClassName() == "String" {
			if l, ok := v.Get("length").Export().(int64); ok {
				return int(l)
			}
		}
	}
	return 0
}

// told adds the name of the function that failed to goja's own errors; what a
// script threw inside of it stays as it is.
func (n sandboxNatives) told(name string, err error) error {
	var ex *goja.Exception
	if !errors.As(err, &ex) || name == "" {
		return err
	}
	o, ok := ex.Value().(*goja.Object)
	if !ok || o.ClassName() != "Error" || len(ex.Stack()) > len(n.vm.CaptureCallStack(0, nil)) {
		return err
	}
	if text, ok := o.Get("message").(goja.String); ok && !strings.Contains(text.String(), name) {
		_ = o.Set("message", name+": "+text.String())
	}
	return err
}

// cat joins an array of strings that prelude.js has made.
func (n sandboxNatives) cat(call goja.FunctionCall) (goja.Value, error) {
	parts := call.Argument(0).ToObject(n.vm)
	sep := call.Argument(1).(goja.String)
	l := int(parts.Get("length").ToInteger())
	total := max(0, l-1) * sep.Length()
	if total > maxString {
		return nil, fmt.Errorf("the result is longer than %d characters", maxString)
	}
	var b goja.StringBuilder
	for i := range l {
		p, ok := parts.Get(strconv.Itoa(i)).(goja.String)
		if !ok {
			return nil, fmt.Errorf("item %d is no string", i)
		}
		if total += p.Length(); total > maxString {
			return nil, fmt.Errorf("the result is longer than %d characters", maxString)
		}
		if i > 0 {
			b.WriteString(sep)
		}
		b.WriteString(p)
	}
	return b.String(), n.s.made(total)
}

// repeat is n copies of a string.
func (n sandboxNatives) repeat(call goja.FunctionCall) (goja.Value, error) {
	str := call.Argument(0).(goja.String)
	count := int(call.Argument(1).ToInteger())
	if str.Length() > 0 && count > maxString/str.Length() {
		return nil, fmt.Errorf("the result is longer than %d characters", maxString)
	}
	var b goja.StringBuilder
	for range count {
		b.WriteString(str)
	}
	return b.String(), n.s.made(count * str.Length())
}

// newRegexp is RegExp(pattern, flags).
func (n sandboxNatives) newRegexp(call goja.FunctionCall) (goja.Value, error) {
	pattern, flags := "", ""
	if o, ok := call.Argument(0).(*goja.Object); ok && o.ClassName() == "RegExp" {
		pattern, flags = o.Get("source").String(), o.Get("flags").String()
	} else if v := call.Argument(0); !goja.IsUndefined(v) {
		if stringLength(v) > maxPattern {
			return nil, fmt.Errorf("the regular expression is longer than %d characters", maxPattern)
		}
		pattern = v.String()
	}
	if v := call.Argument(1); !goja.IsUndefined(v) {
		flags = v.String()
	}
	if err := checkRegexp(pattern); err != nil {
		return nil, err
	}
	return n.vm.New(n.regexp, n.vm.ToValue(pattern), n.vm.ToValue(flags))
}

func (n sandboxNatives) isRegExp(call goja.FunctionCall) (goja.Value, error) {
	o, ok := call.Argument(0).(*goja.Object)
	return n.vm.ToValue(ok && o.ClassName() == "RegExp"), nil
}

// execRegexp runs one match.
func (n sandboxNatives) execRegexp(call goja.FunctionCall) (goja.Value, error) {
	if o, ok := call.Argument(0).(*goja.Object); !ok || o.ClassName() != "RegExp" {
		return nil, fmt.Errorf("want a regular expression, got %s", describe(call.Argument(0)))
	}
	if l := stringLength(call.Argument(1)); l > maxSubject {
		return nil, fmt.Errorf("a string of %d characters is too long for a regular expression, at most %d", l, maxSubject)
	}
	return n.exec(call.Argument(0), call.Argument(1))
}

// checkJSON refuses text whose nesting would recurse too deep in goja.
func (n sandboxNatives) checkJSON(call goja.FunctionCall) (goja.Value, error) {
	if l := stringLength(call.Argument(0)); l > maxString {
		return nil, fmt.Errorf("a string of %d characters is too long, at most %d", l, maxString)
	}
	depth := 0
	for _, c := range call.Argument(0).String() {
		if strings.ContainsRune("[{", c) {
			if depth++; depth > 10*maxNesting {
				return nil, fmt.Errorf("the text has more than %d brackets open", 10*maxNesting)
			}
		} else if strings.ContainsRune("]}", c) {
			depth--
		}
	}
	return goja.Undefined(), nil
}

// describe names a JavaScript value for messages.
func describe(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	if o, ok := v.(*goja.Object); ok {
		switch x := hidden(o).(type) {
		case *pathObj:
			return "a path"
		case *valueObj:
			return "the value " + short(x.v.String())
		case *filterObj:
			return "a filter"
		}
		if _, ok := goja.AssertFunction(o); ok {
			return "a function"
		}
		switch c := o.ClassName(); c {
		case "Array":
			return "an array"
		case "RegExp":
			return "a regular expression"
		case "Object":
			return "an object"
		default:
			return "a " + c + " object"
		}
	}
	if s, ok := v.(goja.String); ok {
		t := s.String()
		if !utf8.ValidString(t) {
			t = strings.ToValidUTF8(t, "\uFFFD")
		}
		return fmt.Sprintf("the string %q", short(t))
	}
	switch x := v.Export().(type) {
	case bool:
		return fmt.Sprintf("the boolean %v", x)
	case int64, float64:
		return fmt.Sprintf("the number %v", x)
	}
	return "a " + v.ExportType().String()
}
