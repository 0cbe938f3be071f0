// Package gizmo runs scripts in Gizmo, Cayley's query language in JavaScript,
// on any Cayley quad store.
//
// In: a graph.QuadStore (best one snapshot of the inner store, so that its
// optimiser is seen), a script, limits. Out: rows in Cayley's shapes, or an
// *Error that names the line. A script may loop, recurse, build huge values or
// call paths with wrong arguments: Run returns an error and the process goes
// on. Not here: path search and claims, which the host offers through Graph;
// printing (cmd).
//
// How a script is held: the parser sees at most maxSource bytes, and what it
// made is checked before it is compiled (check.go). The script gets only an
// allow-list of JavaScript's library; whatever of it loops or allocates by a
// number that the script chooses is written in JavaScript itself (prelude.js),
// so that the interpreter can be interrupted inside. What joins strings or
// walks iterators by syntax (+, templates, yield*, spread) is compiled as calls
// of functions that check lengths and can be interrupted (guard.go); calls from
// Go to Go are counted. A watchdog interrupts at the deadline and when the heap
// has grown too far.
package gizmo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/cayleygraph/cayley/graph"
)

// Limits bound one run; the zero value of each field means its default.
type Limits struct {
	Timeout time.Duration // default 30 s
	Rows    int           // rows emitted, default 1,000,000
	Bytes   int64         // of all rows together, as text; default 256 MiB
	Memory  int64         // growth of the process's heap during the run, default 512 MiB
	First   int           // > 0: stop after so many rows and say so in Result.More; no error, the caller asked
}

// Options is what a run needs besides the store and the script.
type Options struct {
	Limits
	// Params is the script's global object `params`.
	Params map[string]string
	// Graph answers shortestPath and claims; nil makes them an error.
	Graph Graph
	// Each takes the rows as they come, in the script's goroutine; an error ends
	// the run. With nil they are collected in Result.Rows.
	Each func(Row) error
}

// Row is one result: a map from tag to value as all() makes it, or whatever
// emit was given. Values are nil, bool, int64, float64, string, time.Time,
// []any or map[string]any; IRIs are strings in angle brackets.
type Row any

// Result is what a script gave back.
type Result struct {
	Rows  []Row
	Value any  // of the last expression when it is a plain value such as count(); else nil
	More  bool // Limits.First cut the rows
	Path  bool // the last expression is a path that nothing evaluates
}

// The limits that a run can reach; Run's error wraps one of them.
var (
	ErrTimeout = errors.New("the script ran out of time")
	ErrRows    = errors.New("the script made too many rows")
	ErrBytes   = errors.New("the script made too large rows")
	ErrMemory  = errors.New("the script used too much memory")
	ErrString  = errors.New("the script made too long a string")
)

// Error is what went wrong in a script, and where.
type Error struct {
	Line, Column int // 1-based; 0 when not known
	Err          error
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return "gizmo: " + e.Err.Error()
	}
	return fmt.Sprintf("gizmo: line %d: %s", e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

const (
	defaultTimeout = 30 * time.Second
	defaultRows    = 1_000_000
	defaultBytes   = 256 << 20
	defaultMemory  = 512 << 20

	// grace is how long Run waits for a script that was told to stop. All that a
	// script can reach ends far sooner; past it Run returns and leaves the
	// goroutine behind rather than its caller.
	grace = 4 * time.Second
)

func (l Limits) withDefaults() Limits {
	if l.Timeout <= 0 {
		l.Timeout = defaultTimeout
	}
	if l.Rows <= 0 {
		l.Rows = defaultRows
	}
	if l.Bytes <= 0 {
		l.Bytes = defaultBytes
	}
	if l.Memory <= 0 {
		l.Memory = defaultMemory
	}
	return l
}

// Run executes script on qs. The error is an *Error for everything that the
// script did; when it is not nil there is no result.
func Run(ctx context.Context, qs graph.QuadStore, script string, o Options) (Result, error) {
	return NewInterpreter(qs, o).Run(ctx, script)
}

// Interpreter runs scripts one after the other; a later one sees the variables
// and prefixes of an earlier one. It is not safe for concurrent use.
type Interpreter struct {
	qs graph.QuadStore
	o  Options
	s  *session // nil before the first run, and after one that did not stop
}

// NewInterpreter makes an interpreter for qs; the limits hold for each run.
func NewInterpreter(qs graph.QuadStore, o Options) *Interpreter {
	o.Limits = o.Limits.withDefaults()
	return &Interpreter{qs: qs, o: o}
}

// Run is the function Run.
func (in *Interpreter) Run(ctx context.Context, script string) (Result, error) {
	timeout := fmt.Errorf("%w (limit %s)", ErrTimeout, in.o.Timeout)
	ctx, cancel := context.WithTimeoutCause(ctx, in.o.Timeout, timeout)
	defer cancel()
	if in.s == nil {
		in.s = newSession(in.qs, in.o)
	}
	s := in.s
	s.begins(ctx)
	done := make(chan error, 1)
	go func() { done <- s.run(script) }()
	err, stopped := watch(ctx, s, done)
	if !stopped {
		in.s = nil // its goroutine still uses it
	}
	if err != nil {
		return Result{}, err
	}
	return s.result, nil
}
