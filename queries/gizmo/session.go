package gizmo

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/cayleygraph/cayley/graph"
	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// session is one run: the interpreter, the store and what was counted so far.
// Everything but interrupt is used by the script's goroutine alone.
type session struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	qs     graph.QuadStore
	o      Options
	vm     *goja.Runtime
	proto  protos
	prefix map[string]string
	begin  file.Position // of the script's first statement

	result  Result
	rows    int // made: emitted or put into arrays
	emitted int
	bytes   int64
	depth   int        // of native functions that call each other
	chars   int        // of long strings, since the last look at the heap
	heap    *heapWatch // of this run

	mu      sync.Mutex
	cause   error // why the run was told to stop
	running *goja.Runtime
}

// protos are the objects that hold the methods of paths, values and filters.
type protos struct{ path, value, filter *goja.Object }

// errEnough ends a run whose caller asked for only so many rows.
var errEnough = errors.New("enough rows")

func newSession(qs graph.QuadStore, o Options) *session {
	return &session{qs: qs, o: o, prefix: defaultPrefixes()}
}

// begins resets what belongs to one run.
func (s *session) begins(ctx context.Context) {
	s.ctx, s.cancel = context.WithCancelCause(ctx)
	s.result, s.rows, s.emitted, s.bytes, s.cause = Result{}, 0, 0, 0, nil
	s.depth, s.chars, s.heap = 0, 0, newHeapWatch(s.o.Memory)
	if s.vm != nil {
		s.vm.ClearInterrupt()
	}
}

// interrupt tells the script to stop because of cause; the first cause counts.
func (s *session) interrupt(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cause == nil {
		s.cause = cause
	}
	s.cancel(s.cause)
	if s.running != nil {
		s.running.Interrupt(s.cause)
	}
}

func (s *session) stopped() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cause
}

// run compiles and runs the script. Whatever happens in here ends as an error.
func (s *session) run(script string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = s.failure(fmt.Errorf("internal error: %v", r))
			s.mu.Lock()
			s.vm, s.running = nil, nil // in what state nobody knows
			s.mu.Unlock()
		}
		s.cancel(nil)
	}()
	prog, err := s.compile(script)
	if err != nil {
		return s.failure(err)
	}
	if s.vm == nil {
		if err := s.start(); err != nil {
			return s.failure(err)
		}
	}
	s.mu.Lock()
	s.running = s.vm
	cause := s.cause
	s.mu.Unlock()
	if cause != nil {
		return s.failure(cause)
	}
	v, err := s.vm.RunProgram(prog)
	if err == nil {
		if err = s.stopped(); err == nil {
			err = context.Cause(s.ctx)
		}
	}
	if err != nil {
		return s.failure(err)
	}
	s.result.Value = s.finalValue(v)
	_, s.result.Path = hidden(v).(*pathObj)
	return nil
}

// start makes the interpreter.
func (s *session) start() (err error) {
	if s.vm, err = newSandbox(s); err == nil {
		err = s.defineLanguage()
	}
	if err != nil {
		s.vm = nil
	}
	return err
}

// failure makes the error of Run out of what ended the script; nil when it was
// only the caller's wish for few rows.
func (s *session) failure(err error) error {
	e := &Error{Err: err}
	var known *Error
	var ex *goja.Exception
	var interrupted *goja.InterruptedError
	var deep *goja.StackOverflowError
	switch {
	case errors.As(err, &known):
		e = known
	case errors.As(err, &interrupted):
		e.place(interrupted.Stack(), s.begin)
	case errors.As(err, &deep):
		e.place(deep.Stack(), s.begin)
		e.Err = fmt.Errorf("the script calls itself more than %d deep", maxCalls)
	case errors.As(err, &ex):
		e.place(ex.Stack(), s.begin)
		if inner := ex.Unwrap(); inner != nil {
			e.Err = inner
		} else if ex.Value() != nil {
			e.Err = errors.New(short(plainMessage(thrown(ex.Value()))))
		}
	}
	if cause := s.stopped(); cause != nil {
		e.Err = cause
	}
	if errors.Is(e.Err, errEnough) {
		s.result.More = true
		return nil
	}
	return e
}

// thrown is the text of what a script threw. Its toString may itself throw.
func thrown(v goja.Value) (text string) {
	defer func() {
		if recover() != nil {
			text = "the script threw something without a text"
		}
	}()
	if o, ok := v.(*goja.Object); ok && o.ClassName() != "Error" {
		return "the script threw " + describe(v)
	}
	return v.String()
}

// place takes the innermost frame that is in the script itself. goja places
// code without expressions, such as an empty loop, at the very beginning; then
// it is the first statement.
func (e *Error) place(stack []goja.StackFrame, begin file.Position) {
	for i := range stack {
		if f := &stack[i]; f.SrcName() == scriptName {
			pos := f.Position()
			if pos.Line < begin.Line {
				pos = begin
			}
			e.Line, e.Column = pos.Line, pos.Column
			return
		}
	}
}

// native wraps a Go function for the interpreter: its error becomes a
// JavaScript exception that names the function.
func (s *session) native(name string, f func(goja.FunctionCall) (goja.Value, error)) func(goja.FunctionCall) goja.Value {
	return func(call goja.FunctionCall) goja.Value {
		leave, err := s.enter()
		var v goja.Value
		if err == nil {
			v, err = func() (goja.Value, error) { defer leave(); return f(call) }()
		}
		if err == nil {
			if v == nil {
				return goja.Undefined()
			}
			return v
		}
		// What the interpreter raised goes on its way as it is.
		var ex *goja.Exception
		var interrupted *goja.InterruptedError
		var deep *goja.StackOverflowError
		switch {
		case errors.As(err, &interrupted):
			panic(interrupted)
		case errors.As(err, &deep):
			panic(deep)
		case errors.As(err, &ex):
			panic(ex)
		}
		vm := s.vm
		if vm == nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		panic(vm.NewGoError(fmt.Errorf("%s: %w", name, err)))
	}
}

// faultError is a panic inside Cayley.
type faultError struct{ cause any }

func (e *faultError) Error() string {
	return fmt.Sprintf("this query fails inside Cayley: %v", e.cause)
}

// cayley runs f, which calls Cayley, and turns a panic in there into an error.
func cayley(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &faultError{r}
		}
	}()
	return f()
}

// emit hands out one row.
func (s *session) emit(row Row, size int64) error {
	if err := s.charge(size); err != nil {
		return err
	}
	if s.o.Each != nil {
		if err := s.o.Each(row); err != nil {
			s.interrupt(err)
			return err
		}
	} else {
		s.result.Rows = append(s.result.Rows, row)
	}
	s.emitted++
	if s.o.First > 0 && s.emitted >= s.o.First {
		s.interrupt(errEnough)
		return errEnough
	}
	return nil
}

// charge counts a row that is kept or handed out. Reaching a limit ends the
// run; the script cannot catch it.
func (s *session) charge(size int64) error {
	s.rows++
	s.bytes += size
	var err error
	switch {
	case s.rows > s.o.Rows:
		err = fmt.Errorf("%w (limit %d)", ErrRows, s.o.Rows)
	case s.bytes > s.o.Bytes:
		err = fmt.Errorf("%w (limit %d MiB)", ErrBytes, s.o.Bytes>>20)
	default:
		return s.stopped()
	}
	s.interrupt(err)
	return err
}
