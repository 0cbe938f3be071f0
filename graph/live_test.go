package graph

import (
	"context"
	"fmt"
	"slices"
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

// A quad writer gives the same store whether its batches go by sorted tables
// or not, also of what only Cayley takes for quads.
func TestQuadWriterByTables(t *testing.T) {
	var quads []quad.Quad
	for n := range 300 {
		q := quad.Quad{Subject: quad.IRI(fmt.Sprint("/rel/", n%40)), Predicate: quad.IRI("p"), Object: quad.Int(n % 50)}
		switch n % 3 {
		case 0:
			q.Subject = quad.String("a literal")
		case 1:
			q.Label = quad.BNode(fmt.Sprint("g", n%4))
			q.Object = quad.String(fmt.Sprintf("%0*d", n, n))
		}
		quads = append(quads, q, q)
	}
	all := func(l limits) (out []string) {
		s := openTest(t, Options{})
		s.limits = l
		for _, part := range [][]quad.Quad{quads[:200], quads[150:], {}} {
			w, err := s.QuadStore().NewQuadWriter()
			if err != nil {
				t.Fatal(err)
			}
			if n, err := w.WriteQuads(part); n != len(part) || err != nil {
				t.Fatal(n, err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
		}
		wantSound(t, s)
		qs := s.QuadStore()
		it := qs.QuadsAllIterator()
		defer it.Close()
		for it.Next(context.Background()) {
			out = append(out, qs.Quad(it.Result()).NQuad())
		}
		slices.Sort(out)
		w, err := qs.NewQuadWriter()
		if err != nil {
			t.Fatal(err)
		}
		bad := slices.Clone(quads[:30])
		bad[17].Object = nil
		w.WriteQuads(bad)
		if err := w.Close(); err == nil {
			t.Error("a quad without object was written")
		}
		if m := s.meta.Load().quads; m != int64(len(out)) {
			t.Errorf("%d quads after the error, %d before", m, len(out))
		}
		return out
	}
	if a, b := all(defaultLimits), all(tinyLimits); !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("%d quads in a batch, %d by tables", len(a), len(b))
	}
}
