// Package sentry stands in for github.com/getsentry/sentry-go, a client that
// sends error reports over the network. Pebble's error library,
// cockroachdb/errors, links it for two functions that nobody here calls, and
// takes its Stacktrace for a type of its own.
//
// In and out: the few names that cockroachdb/errors v1.11.3 uses. Nothing is
// sent, and there is nothing to send with.
package sentry

// Frame is one call of a stack trace.
type Frame struct {
	Function, Module, Filename, AbsPath string
	Lineno                              int
	InApp                               bool
}

// Stacktrace is a list of calls, the oldest first.
type Stacktrace struct{ Frames []Frame }

// Exception is one layer of an error.
type Exception struct {
	Type, Value, Module string
	Stacktrace          *Stacktrace
}

// Event is what a report would hold.
type Event struct {
	Message, ServerName string
	Exception           []Exception
	Extra               map[string]any
	Tags                map[string]string
}

// EventID would name a report that was sent.
type EventID string

// NewEvent makes an empty event.
func NewEvent() *Event { return &Event{Extra: map[string]any{}, Tags: map[string]string{}} }

// CaptureEvent sends nothing; nil says so.
func CaptureEvent(*Event) *EventID { return nil }
