package gizmo

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

const (
	// maxSource bounds what the parser recurses into: 32 KiB of opening brackets
	// cost it 64 MB of stack.
	maxSource = 32 << 10
	// maxColons bounds repeated labels, for which the parser's list of errors
	// grows with the square of their number.
	maxColons = 1000
	// maxNesting bounds the compiler's recursion.
	maxNesting = 200
	// maxPattern and maxProgram bound regular expressions in JavaScript.
	maxPattern = 1000
	maxProgram = 1000
	scriptName = "script"
)

// compile parses and checks a script, and notes where its first statement is.
func (s *session) compile(src string) (*goja.Program, error) {
	if len(src) > maxSource {
		return nil, fmt.Errorf("the script has %d bytes, more than %d; pass long lists as params", len(src), maxSource)
	}
	if n := strings.Count(src, ":"); n > maxColons {
		return nil, fmt.Errorf("the script has %d colons, more than %d; pass long lists as params", n, maxColons)
	}
	prog, err := parser.ParseFile(nil, scriptName, src, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, syntaxError(err)
	}
	if len(prog.Body) > 0 {
		s.begin = prog.File.Position(int(prog.Body[0].Idx0()) - 1)
	}
	c := checker{file: prog.File, seen: map[uintptr]bool{}}
	c.walk(reflect.ValueOf(prog.Body), 0)
	if c.err != nil {
		return nil, c.err
	}
	(&guarder{seen: map[uintptr]bool{}}).walk(reflect.ValueOf(prog.Body))
	p, err := goja.CompileAST(prog, false)
	if err != nil {
		return nil, syntaxError(err)
	}
	return p, nil
}

// syntaxError takes place and message from the errors of parser and compiler.
func syntaxError(err error) error {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return &Error{Line: list[0].Position.Line, Column: list[0].Position.Column, Err: fmt.Errorf("syntax: %s", list[0].Message)}
	}
	var ce *goja.CompilerSyntaxError
	if errors.As(err, &ce) && ce.File != nil {
		pos := ce.File.Position(ce.Offset)
		return &Error{Line: pos.Line, Column: pos.Column, Err: fmt.Errorf("syntax: %s", ce.Message)}
	}
	return &Error{Err: fmt.Errorf("syntax: %w", err)}
}

// checker refuses the syntax whose cost the interpreter does not bound.
type checker struct {
	file *file.File
	seen map[uintptr]bool
	err  error
	at   file.Idx // of the innermost node with a place
}

func (c *checker) refuse(format string, args ...any) {
	if c.err == nil {
		pos := c.file.Position(int(c.at) - 1)
		c.err = &Error{Line: pos.Line, Column: pos.Column, Err: fmt.Errorf(format, args...)}
	}
}

// walk visits every node below v once. goja has no visitor of its own.
func (c *checker) walk(v reflect.Value, depth int) {
	if c.err != nil {
		return
	}
	switch v.Kind() {
	case reflect.Interface:
		if !v.IsNil() {
			c.walk(v.Elem(), depth)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i), depth)
		}
	case reflect.Pointer:
		if v.IsNil() || c.seen[v.Pointer()] || v.Type() == reflect.TypeFor[*file.File]() {
			return
		}
		c.seen[v.Pointer()] = true
		if n, ok := v.Interface().(ast.Node); ok {
			c.place(n)
			c.node(n)
		}
		if depth >= maxNesting {
			c.refuse("the script is nested more than %d deep", maxNesting)
			return
		}
		c.walk(v.Elem(), depth+1)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				c.walk(v.Field(i), depth)
			}
		}
	}
}

// place remembers where n begins; some nodes of goja panic when they are empty.
func (c *checker) place(n ast.Node) {
	defer func() { _ = recover() }()
	if idx := n.Idx0(); idx > 0 {
		c.at = idx
	}
}

func (c *checker) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.NumberLiteral:
		if strings.HasSuffix(n.Literal, "n") {
			c.refuse("%s: big integers are not available", short(n.Literal))
		}
	case *ast.FunctionLiteral:
		if n.Async {
			c.refuse("async functions are not available")
		}
	case *ast.ArrowFunctionLiteral:
		if n.Async {
			c.refuse("async functions are not available")
		}
	case *ast.ArrayPattern:
		if n.Rest != nil {
			c.refuse("a rest element in an array pattern is not available; use slice")
		}
	case *ast.ObjectPattern:
		if n.Rest != nil {
			c.refuse("a rest element in an object pattern is not available")
		}
	case *ast.ObjectLiteral:
		for _, p := range n.Value {
			if _, ok := p.(*ast.SpreadElement); ok {
				c.refuse("...spread in an object is not available; use Object.assign")
			}
		}
	case *ast.Identifier:
		if n.Name == "arguments" {
			c.refuse("arguments is not available; use rest parameters (...args)")
		}
	case *ast.RegExpLiteral:
		if err := checkRegexp(n.Pattern); err != nil {
			c.refuse("/%s/: %w", short(n.Pattern), err)
		}
	}
}

// checkRegexp lets only patterns pass that Go's regexp, whose time is linear,
// can run: goja turns to a backtracking one for the others.
func checkRegexp(pattern string) error {
	if len(pattern) > maxPattern {
		return fmt.Errorf("the regular expression is longer than %d bytes", maxPattern)
	}
	re2, err := parser.TransformRegExp(pattern, false, false)
	if err != nil {
		return fmt.Errorf("only regular expressions without look-around and back-references are available: %w", err)
	}
	return checkProgram(re2)
}

// checkProgram bounds the steps a character of a Go regular expression.
func checkProgram(re2 string) error {
	tree, err := syntax.Parse(re2, syntax.Perl)
	if err != nil {
		return fmt.Errorf("bad regular expression: %w", err)
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return fmt.Errorf("bad regular expression: %w", err)
	}
	if len(prog.Inst) > maxProgram {
		return fmt.Errorf("the regular expression is too complex (%d steps, more than %d)", len(prog.Inst), maxProgram)
	}
	return nil
}

// compileRegexp is checkProgram and regexp.Compile for the filter regex().
func compileRegexp(pattern string) (*regexp.Regexp, error) {
	if len(pattern) > maxPattern {
		return nil, fmt.Errorf("the regular expression is longer than %d bytes", maxPattern)
	}
	if err := checkProgram(pattern); err != nil {
		return nil, err
	}
	return regexp.Compile(pattern)
}

// short cuts what a message quotes.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
