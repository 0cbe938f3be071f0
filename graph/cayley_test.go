package graph

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
)

// Each test here is a fault of Cayley's own stores.

func delta(action cayley.Procedure, terms ...any) cayley.Delta {
	var q quad.Quad
	for i, t := range terms {
		v, ok := t.(quad.Value)
		if !ok {
			v = quad.IRI(t.(string))
		}
		q.Set(quad.Directions[i], v)
	}
	return cayley.Delta{Quad: q, Action: action}
}

func add(terms ...any) cayley.Delta { return delta(cayley.Add, terms...) }
func del(terms ...any) cayley.Delta { return delta(cayley.Delete, terms...) }

func apply(t testing.TB, qs cayley.QuadStore, deltas ...cayley.Delta) {
	t.Helper()
	if err := qs.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
		t.Fatal(err)
	}
}

func dump(t testing.TB, qs cayley.QuadStore) string {
	t.Helper()
	it := qs.QuadsAllIterator()
	defer it.Close()
	var out []string
	for it.Next(context.Background()) {
		out = append(out, qs.Quad(it.Result()).NQuad())
	}
	if err := it.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func wantStats(t testing.TB, qs cayley.QuadStore, nodes, quads int64) {
	t.Helper()
	st, err := qs.Stats(context.Background(), true)
	if err != nil || st.Nodes.Size != nodes || st.Quads.Size != quads {
		t.Errorf("%d nodes and %d quads, %v, want %d and %d", st.Nodes.Size, st.Quads.Size, err, nodes, quads)
	}
}

func TestFailedTransactionLeavesNoTrace(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	apply(t, qs, add("x", "p", "y"))
	err := qs.ApplyDeltas([]cayley.Delta{add("a", "p", "b"), del("no", "p", "such")}, cayley.IgnoreOpts{})
	if !cayley.IsQuadNotExist(err) {
		t.Fatal(err)
	}
	err = qs.ApplyDeltas([]cayley.Delta{add("a", "p", "c"), add("x", "p", "y")}, cayley.IgnoreOpts{})
	if !cayley.IsQuadExist(err) {
		t.Fatal(err)
	}
	apply(t, qs, add("a", "p", "d"))
	if got := dump(t, qs); got != "<a> <p> <d> . <x> <p> <y> ." {
		t.Error(got)
	}
	wantStats(t, qs, 5, 2)
	if qs.ValueOf(quad.IRI("b")) != nil {
		t.Error("a node of the failed transaction is there")
	}
	wantSound(t, s)
}

// Cayley issue 885.
func TestUpdateInOneTransaction(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	apply(t, qs, add("a", "to", "b"), add("a", "u", quad.String("t1")))
	apply(t, qs, del("a", "to", "b"), del("a", "u", quad.String("t1")), add("a", "u", quad.String("t2")))
	if got := dump(t, qs); got != `<a> <u> "t2" .` {
		t.Error(got)
	}
	apply(t, qs, del("a", "u", quad.String("t2")), add("a", "u", quad.String("t2")), add("q", "r", "s"), del("q", "r", "s"))
	if got := dump(t, qs); got != `<a> <u> "t2" .` {
		t.Error(got)
	}
	wantStats(t, qs, 3, 1)
	wantSound(t, s)
}

func TestInstantsWithinOneSecond(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	t0 := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	a, b := quad.Time(t0.Add(100*time.Millisecond)), quad.Time(t0.Add(100*time.Millisecond+1))
	apply(t, qs, add("e1", "at", a), add("e2", "at", b))
	for _, v := range []quad.Time{a, b} {
		if got := qs.NameOf(qs.ValueOf(v)); !v.Equal(got) {
			t.Errorf("got %v, want %v", got, v)
		}
	}
	if qs.ValueOf(a) == qs.ValueOf(b) {
		t.Error("two instants are one node")
	}
}

func TestValuesKeepTheirForm(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	integer := quad.IRI("http://www.w3.org/2001/XMLSchema#integer")
	for i, v := range []quad.Value{
		quad.Int(-7), quad.TypedString{Value: "01", Type: integer}, quad.TypedString{Value: "99999999999999999999", Type: integer},
		quad.Float(1e300), quad.Float(0.1), quad.Bool(true), quad.String(""), quad.String("a\x00\"\\\u007fæ\uFFFF"),
		quad.LangString{Value: "x", Lang: "en-GB"}, quad.LangString{Value: "x", Lang: "en"}, quad.BNode("b"), quad.IRI("b"), quad.String("b"),
		quad.String(strings.Repeat("long", 1000)), quad.String(strings.Repeat("long", 1000) + "er"),
		quad.TypedString{Value: "2020", Type: "http://www.w3.org/2001/XMLSchema#gYear"},
	} {
		apply(t, qs, add("s", "p", v))
		if got := qs.NameOf(qs.ValueOf(v)); got != v {
			t.Errorf("%d: got %#v, want %#v", i, got, v)
		}
		wantStats(t, qs, int64(3+i), int64(1+i))
	}
	for _, v := range []quad.Value{quad.IRI("a b"), quad.IRI(""), quad.IRI("a>b"), quad.BNode(""), quad.String("\xff"), quad.LangString{Value: "x", Lang: "e n"}} {
		if err := qs.ApplyDeltas([]cayley.Delta{add("s", "p", v)}, cayley.IgnoreOpts{}); err == nil {
			t.Errorf("took %#v", v)
		}
	}
	if err := qs.ApplyDeltas([]cayley.Delta{{Action: cayley.Add, Quad: quad.Quad{Subject: quad.IRI("s")}}}, cayley.IgnoreOpts{}); err == nil {
		t.Error("took a quad without predicate")
	}
	wantSound(t, s)
}

func TestDeletesLeaveNoNodes(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	apply(t, qs, add("a", "p", "b", "g"), add("b", "p", "c"))
	apply(t, qs, del("a", "p", "b", "g"))
	wantStats(t, qs, 3, 1)
	for _, gone := range []string{"a", "g"} {
		if qs.ValueOf(quad.IRI(gone)) != nil {
			t.Errorf("%s is still there", gone)
		}
	}
	it := qs.NodesAllIterator()
	defer it.Close()
	n := 0
	for it.Next(context.Background()) {
		n++
	}
	if n != 3 {
		t.Errorf("%d nodes, want 3", n)
	}
	apply(t, qs, del("b", "p", "c"))
	wantStats(t, qs, 0, 0)
	wantSound(t, s)
}

func TestDuplicatesDoNotCount(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	ignore := cayley.IgnoreOpts{IgnoreDup: true, IgnoreMissing: true}
	for range 3 {
		if err := qs.ApplyDeltas([]cayley.Delta{add("a", "p", "b"), add("a", "p", "b")}, ignore); err != nil {
			t.Fatal(err)
		}
	}
	size, err := qs.QuadIteratorSize(context.Background(), quad.Subject, qs.ValueOf(quad.IRI("a")))
	if err != nil || size != (cayley.Size{Size: 1, Exact: true}) {
		t.Errorf("size %v, %v", size, err)
	}
	for range 2 {
		if err := qs.ApplyDeltas([]cayley.Delta{del("a", "p", "b"), del("a", "p", "nobody")}, ignore); err != nil {
			t.Fatal(err)
		}
	}
	wantStats(t, qs, 0, 0)
	wantSound(t, s)
}

func TestCloseUnderIterator(t *testing.T) {
	s, err := Open(t.TempDir(), Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	qs := s.QuadStore()
	for i := range 100 {
		apply(t, qs, add("hub", "p", fmt.Sprint("o", i)))
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	var open []cayley.Iterator
	for _, q := range []cayley.QuadStore{qs, v.QuadStore()} {
		for _, it := range []cayley.Iterator{q.QuadIterator(quad.Subject, q.ValueOf(quad.IRI("hub"))), q.NodesAllIterator(), q.QuadsAllIterator()} {
			if !it.Next(ctx) {
				t.Fatal("no result", it.Err())
			}
			open = append(open, it)
		}
	}
	var wg sync.WaitGroup // the close comes in the middle of walks
	for _, it := range open {
		wg.Go(func() {
			for it.Next(ctx) {
				time.Sleep(time.Millisecond)
			}
			if !errors.Is(it.Err(), ErrClosed) {
				t.Errorf("%s: %v, want ErrClosed", it, it.Err())
			}
			it.Close()
		})
	}
	time.Sleep(5 * time.Millisecond)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
	if err := s.Close(); err != nil {
		t.Error("second close:", err)
	}
	if err := v.Close(); err != nil {
		t.Error("close of a view after its store:", err)
	}
	if _, err := s.View(); !errors.Is(err, ErrClosed) {
		t.Error("View:", err)
	}
	if err := qs.ApplyDeltas([]cayley.Delta{add("a", "b", "c")}, cayley.IgnoreOpts{}); !errors.Is(err, ErrClosed) {
		t.Error("ApplyDeltas:", err)
	}
	if _, err := s.Replace(ctx, randomContribution(t, 1, 1)); !errors.Is(err, ErrClosed) {
		t.Error("Replace:", err)
	}
}

func TestCancelledContextIsAnError(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	var deltas []cayley.Delta
	for i := range 100 {
		for j := range 100 {
			deltas = append(deltas, add(fmt.Sprint("n", i), "p", fmt.Sprint("n", j)))
		}
	}
	apply(t, qs, append(deltas, add("lonely", "q", "x"))...)
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	vqs := v.QuadStore()
	it := path.StartPath(vqs).Out(quad.IRI("p")).Out(quad.IRI("p")).Out(quad.IRI("p")).Has(quad.IRI("q")).BuildIterator()
	defer it.Close()
	for it.Next(ctx) {
		t.Error("a result where there is none")
	}
	if !errors.Is(it.Err(), context.DeadlineExceeded) {
		t.Errorf("Err() = %v", it.Err())
	}
	cancelled, stop := context.WithCancel(context.Background())
	stop()
	for range v.Articles(cancelled) {
		t.Error("there are no articles")
	}
	for _, err := range v.Quads(cancelled) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Quads: %v", err)
		}
	}
	if _, err := s.Replace(cancelled, randomContribution(t, 1, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("Replace: %v", err)
	}
}

func TestReadersSeeOneStateWhileTheWriterGoesOn(t *testing.T) {
	s := openTest(t, Options{})
	qs := s.QuadStore()
	for i := range 100 {
		apply(t, qs, add("hub", "p", fmt.Sprint("o", i)))
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	want := dump(t, v.QuadStore())
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 100; i < 300; i++ {
			if err := qs.ApplyDeltas([]cayley.Delta{add("hub", "p", fmt.Sprint("o", i)), del("hub", "p", fmt.Sprint("o", i-100))}, cayley.IgnoreOpts{}); err != nil {
				t.Error(err)
			}
		}
	})
	for range 3 {
		wg.Go(func() {
			for range 20 {
				got, err := path.StartPath(v.QuadStore(), quad.IRI("hub")).Out(quad.IRI("p")).Iterate(context.Background()).AllValues(v.QuadStore())
				if err != nil || len(got) != 100 {
					t.Errorf("%d objects in the view, %v", len(got), err)
				}
				it := qs.QuadsAllIterator()
				n := 0
				for it.Next(context.Background()) {
					n++
				}
				if it.Close(); n != 100 || it.Err() != nil {
					t.Errorf("one live scan sees %d quads, %v", n, it.Err())
				}
				now, err := s.View()
				if err != nil {
					t.Error(err)
					return
				}
				if r, err := now.Verify(context.Background()); err != nil || r.Found > 0 {
					t.Errorf("verify in the middle of writes: %v, %v", r.Problems, err)
				}
				now.Close()
			}
		})
	}
	wg.Wait()
	if got := dump(t, v.QuadStore()); got != want {
		t.Error("the view has changed")
	}
	wantSound(t, s)
}
