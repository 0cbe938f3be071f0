package graph

import (
	"context"
	"fmt"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// The live store remembers what lies around a node only until the next write,
// also in a scan that was open while it happened.
func TestLiveStoreForgets(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, Options{})
	qs := s.QuadStore()
	add := func(n int) {
		t.Helper()
		d := cayley.Delta{Action: cayley.Add, Quad: quad.MakeIRI("a", "p", fmt.Sprint("o", n), "")}
		if err := qs.ApplyDeltas([]cayley.Delta{d}, cayley.IgnoreOpts{}); err != nil {
			t.Fatal(err)
		}
	}
	count := func(it cayley.Iterator) (n int) {
		t.Helper()
		defer it.Close()
		for it.Next(ctx) {
			n++
		}
		if it.Err() != nil {
			t.Fatal(it.Err())
		}
		return n
	}
	add(0)
	a := qs.ValueOf(quad.IRI("a"))
	for n := 1; n < 20; n++ {
		for range 2 { // read, then remembered
			if got := count(qs.QuadIterator(quad.Subject, a)); got != n {
				t.Fatalf("%d quads, want %d", got, n)
			}
		}
		open := qs.QuadIterator(quad.Subject, a)
		begun := n%2 == 0
		if begun && !open.Next(ctx) {
			t.Fatal(open.Err())
		}
		add(n)
		if got := count(open); !begun && got != n+1 || begun && got != n-1 && got != n {
			t.Errorf("an open scan of %d quads saw %d", n, got)
		}
	}
}
