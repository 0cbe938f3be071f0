package loaders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"

	"newsgraph/loaders/article"
)

// Map runs f on the articles of source, workers at a time (0: one a CPU), and
// yields what it returns in the order of the source. In place of an article
// that could not be read or that f refused it yields an error: *article.Ignored,
// *article.Rejection, or, as the last, ctx's. A panic of f costs its article
// only. At most three articles a worker are in memory, and of long ones (64 KiB)
// 2 MiB of text, however many workers there are.
//
// When Map ends, no f runs any more; only a source that waits for input (a
// terminal) is left to itself when ctx is done.
func Map[T any](ctx context.Context, source iter.Seq2[article.Article, error], workers int,
	f func(context.Context, article.Article) (T, error)) iter.Seq2[T, error] {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(T, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer cancel()

		inOrder := make(chan *job[T], 2*workers) // its size bounds what is in memory
		work := make(chan *job[T])
		room := make(room, 32)
		go read(ctx, source, room, inOrder, work)
		for range workers {
			running.Go(func() {
				for j := range until(ctx, work) {
					j.run(ctx, f)
				}
			})
		}
		for j := range until(ctx, inOrder) {
			select {
			case <-j.done:
			case <-ctx.Done():
			}
			if ctx.Err() != nil {
				break
			}
			if !yield(j.result, j.err) {
				return
			}
			room.leave(j.room)
		}
		if err := ctx.Err(); err != nil {
			var none T
			yield(none, context.Cause(ctx))
		}
	}
}

// job is one item of the source on its way.
type job[T any] struct {
	article article.Article
	room    int           // what it takes
	done    chan struct{} // closed when result and err are set
	result  T
	err     error
}

func read[T any](ctx context.Context, source iter.Seq2[article.Article, error], room room, inOrder, work chan<- *job[T]) {
	defer close(inOrder)
	defer close(work)
	for a, err := range source {
		j := &job[T]{article: a, room: min(len(a.Text)/roomSize, cap(room)), err: err, done: make(chan struct{})}
		if !room.enter(ctx, j.room) {
			return
		}
		select {
		case inOrder <- j:
		case <-ctx.Done():
			return
		}
		if err != nil {
			close(j.done)
			continue
		}
		select {
		case work <- j:
		case <-ctx.Done():
			return
		}
	}
}

// room holds one element for each roomSize bytes of text of the long articles
// that are in memory. Only one goroutine enters, in the order of the articles,
// so that what the first of them waits for is free.
type room chan struct{}

const roomSize = 64 << 10

func (r room) enter(ctx context.Context, n int) bool {
	for range n {
		select {
		case r <- struct{}{}:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

func (r room) leave(n int) {
	for range n {
		<-r
	}
}

// until ranges over c until it is closed or ctx is done.
func until[T any](ctx context.Context, c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			select {
			case v, ok := <-c:
				if !ok || !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func (j *job[T]) run(ctx context.Context, f func(context.Context, article.Article) (T, error)) {
	defer close(j.done)
	reject := func(cause error, hint string) {
		j.err = &article.Rejection{File: j.article.File, Line: j.article.Line, Cause: cause, Hint: hint}
	}
	defer func() {
		if r := recover(); r != nil {
			reject(fmt.Errorf("internal error in %s: %v", panicked(), r), "this is a bug, please report it, with the article if you may")
		}
	}()
	var known *article.Rejection
	if j.result, j.err = f(ctx, j.article); j.err != nil && !errors.As(j.err, &known) {
		reject(j.err, "")
	}
}

// panicked names the function of this module that panicked; it is called from
// a deferred function.
func panicked() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	inPanic := false
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			inPanic = true
		case inPanic && strings.HasPrefix(f.Function, "newsgraph/"):
			return strings.TrimPrefix(f.Function, "newsgraph/")
		}
	}
	return "a library"
}
