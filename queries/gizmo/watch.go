package gizmo

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"sync"
	"time"
)

// watch waits for the run to end and ends it at the deadline or when memory
// has grown too far. stopped is false when it would not end.
func watch(ctx context.Context, s *session, done <-chan error) (err error, stopped bool) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-done:
			return err, true
		case <-ctx.Done():
			return s.stop(context.Cause(ctx), done)
		case <-tick.C:
			if s.heap.exceeded() {
				return s.stop(s.heap.err(), done)
			}
		}
	}
}

// stop interrupts the script and waits for it.
func (s *session) stop(cause error, done <-chan error) (err error, stopped bool) {
	s.interrupt(cause)
	select {
	case err := <-done:
		return err, true
	case <-time.After(grace):
		return &Error{Err: fmt.Errorf("%w; it does not stop", cause)}, false
	}
}

// heapWatch compares the live heap with what it was at the start. The watchdog
// and the script's goroutine both ask it.
type heapWatch struct {
	mu       sync.Mutex
	samples  []metrics.Sample
	growth   int64
	ceiling  uint64
	nextFull time.Time // no forced collection before
}

const (
	heapObjects = "/memory/classes/heap/objects:bytes"
	stackBytes  = "/memory/classes/heap/stacks:bytes"
)

func newHeapWatch(growth int64) *heapWatch {
	w := &heapWatch{samples: []metrics.Sample{{Name: heapObjects}, {Name: stackBytes}}, growth: growth}
	w.ceiling = w.used() + uint64(growth)
	return w
}

func (w *heapWatch) err() error { return fmt.Errorf("%w (limit %d MiB)", ErrMemory, w.growth>>20) }

func (w *heapWatch) used() uint64 {
	metrics.Read(w.samples)
	return w.samples[0].Value.Uint64() + w.samples[1].Value.Uint64()
}

// exceeded counts garbage only until it matters: past the ceiling it collects,
// at most ten times a second, and looks again. Twice the ceiling is too much
// even if it should be garbage.
func (w *heapWatch) exceeded() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	used := w.used()
	switch {
	case used <= w.ceiling:
		return false
	case used > 2*w.ceiling:
		return true
	case time.Now().Before(w.nextFull):
		return false
	}
	runtime.GC()
	w.nextFull = time.Now().Add(100 * time.Millisecond)
	return w.used() > w.ceiling
}
