package gizmo

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/token"
	"github.com/dop251/goja/unistring"
)

// What of JavaScript's syntax makes strings or calls iterators inside one
// instruction of the interpreter is compiled as a call of one of these. Their
// names cannot be written in a script, so it cannot put its own in their place.
const (
	guardText     unistring.String = "\x00text"     // the value of a + or +=, checked
	guardTemplate unistring.String = "\x00template" // the parts of a template, joined
	guardSteps    unistring.String = "\x00steps"    // an iterator whose next is JavaScript
	guardCaught   unistring.String = "\x00caught"   // what a catch clause gets
)

// guarder rewrites a checked script.
type guarder struct{ seen map[uintptr]bool }

var expressionType = reflect.TypeFor[ast.Expression]()

// walk rewrites all below v, what is inside first.
func (g *guarder) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		g.walk(v.Elem())
		if v.Type() == expressionType && v.CanSet() {
			if e := g.expression(v.Interface().(ast.Expression)); e != nil {
				v.Set(reflect.ValueOf(e))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			g.walk(v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() || g.seen[v.Pointer()] || v.Type() == reflect.TypeFor[*file.File]() {
			return
		}
		g.seen[v.Pointer()] = true
		if tagged, ok := v.Interface().(*ast.TemplateLiteral); ok && tagged.Tag == nil {
			g.walk(reflect.ValueOf(tagged.Expressions))
			return
		}
		g.walk(v.Elem())
		switch n := v.Interface().(type) {
		case *ast.SpreadElement:
			n.Expression = call(guardSteps, n.Idx0(), n.Expression)
		case *ast.YieldExpression:
			if n.Delegate {
				n.Argument = call(guardSteps, n.Yield, n.Argument)
			}
		case *ast.CatchStatement:
			if id, ok := n.Parameter.(*ast.Identifier); ok {
				clean := &ast.ExpressionStatement{Expression: call(guardCaught, id.Idx, &ast.Identifier{Name: id.Name, Idx: id.Idx})}
				n.Body.List = append([]ast.Statement{clean}, n.Body.List...)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				g.walk(v.Field(i))
			}
		}
	}
}

// expression is what stands for e from now on, nil for e itself.
func (g *guarder) expression(e ast.Expression) ast.Expression {
	switch e := e.(type) {
	case *ast.BinaryExpression:
		if e.Operator == token.PLUS && !(plain(e.Left) && plain(e.Right)) {
			return call(guardText, e.Left.Idx0(), e)
		}
	case *ast.AssignExpression:
		if e.Operator == token.PLUS {
			return call(guardText, e.Left.Idx0(), e)
		}
	case *ast.TemplateLiteral:
		if e.Tag == nil && len(e.Expressions) > 0 {
			return template(e)
		}
	}
	return nil
}

// plain expressions are numbers, or strings that stand in the script.
func plain(e ast.Expression) bool {
	switch e := e.(type) {
	case *ast.NumberLiteral, *ast.StringLiteral:
		return true
	case *ast.UnaryExpression:
		return e.Operator == token.MINUS || e.Operator == token.PLUS || e.Operator == token.INCREMENT || e.Operator == token.DECREMENT
	case *ast.BinaryExpression:
		switch e.Operator {
		case token.MINUS, token.MULTIPLY, token.SLASH, token.REMAINDER, token.AND, token.OR, token.EXCLUSIVE_OR:
			return true
		}
	}
	return false
}

// template makes of `a${x}b${y}` the call template("a", `${x}`, "b", `${y}`):
// a template of one expression makes a string of it in its turn.
func template(t *ast.TemplateLiteral) ast.Expression {
	var args []ast.Expression
	for i, el := range t.Elements {
		if len(el.Parsed) > 0 {
			args = append(args, &ast.StringLiteral{Idx: el.Idx, Literal: el.Literal, Value: el.Parsed})
		}
		if i < len(t.Expressions) {
			x := t.Expressions[i]
			args = append(args, &ast.TemplateLiteral{OpenQuote: t.OpenQuote, CloseQuote: t.CloseQuote,
				Elements: []*ast.TemplateElement{{Idx: el.Idx, Valid: true}, {Idx: el.Idx, Valid: true}}, Expressions: []ast.Expression{x}})
		}
	}
	return call(guardTemplate, t.OpenQuote, args...)
}

func call(name unistring.String, at file.Idx, args ...ast.Expression) ast.Expression {
	return &ast.CallExpression{Callee: &ast.Identifier{Name: name, Idx: at}, LeftParenthesis: at, ArgumentList: args, RightParenthesis: at}
}

// tooLong ends the run, because what is too long is already there.
func (s *session) tooLong(n int) error {
	err := fmt.Errorf("%w (%d characters, limit %d)", ErrString, n, maxString)
	s.interrupt(err)
	return err
}

// text is guardText. Both sides of a + are at most maxString long, so a sum
// that is too long is small enough to be looked at.
func (n sandboxNatives) text(call goja.FunctionCall) goja.Value {
	v := call.Argument(0)
	if str, ok := v.(goja.String); ok {
		if err := n.s.made(str.Length()); err != nil {
			panic(n.vm.NewGoError(err))
		}
	}
	return v
}

// template is guardTemplate.
func (n sandboxNatives) template(call goja.FunctionCall) (goja.Value, error) {
	total := 0
	for _, v := range call.Arguments {
		total += v.(goja.String).Length()
	}
	if err := n.s.made(total); err != nil {
		return nil, err
	}
	var b goja.StringBuilder
	for _, v := range call.Arguments {
		b.WriteString(v.(goja.String))
	}
	return b.String(), nil
}

// lookEvery is how many characters of long strings a script makes between two
// looks at the heap: the watchdog's clock is too slow for them.
const lookEvery = 8 << 20

// made counts a string that the script has made or is about to.
func (s *session) made(length int) error {
	if length > maxString {
		return s.tooLong(length)
	}
	if length < 1024 {
		return nil
	}
	if s.chars += length; s.chars < lookEvery {
		return nil
	}
	s.chars = 0
	return s.lookAtHeap()
}

// lookAtHeap ends the run when the heap has grown too far.
func (s *session) lookAtHeap() error {
	if s.heap == nil || !s.heap.exceeded() {
		return s.stopped()
	}
	err := s.heap.err()
	s.interrupt(err)
	return err
}

// enter counts a native function that calls another: goja counts only calls of
// functions in JavaScript, and Go's stack is the process's.
func (s *session) enter() (leave func(), err error) {
	if s.depth >= maxCalls {
		return nil, fmt.Errorf("the script calls itself more than %d deep", maxCalls)
	}
	s.depth++
	return func() { s.depth-- }, nil
}

// noPrimitive is how goja says that toString and valueOf of an object give no
// plain value; what follows are fields of Go with their addresses.
const noPrimitive = "Could not convert "

// plainMessage is a message of goja without Go's addresses in it.
func plainMessage(text string) string {
	before, after, found := strings.Cut(text, noPrimitive)
	if !found || !strings.HasPrefix(after, "&{") && !strings.HasPrefix(after, "{") && !strings.Contains(after, "0x") {
		return text
	}
	return before + "toString and valueOf of an object give no string or number"
}

// caught is guardCaught: scripts print the message of what they catch.
func (n sandboxNatives) caught(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok || o.ClassName() != "Error" {
		return goja.Undefined()
	}
	text, ok := o.Get("message").(goja.String)
	if !ok || text.Length() > 1<<16 {
		return goja.Undefined()
	}
	if plain := plainMessage(text.String()); plain != text.String() {
		_ = o.Set("message", plain)
	}
	return goja.Undefined()
}
