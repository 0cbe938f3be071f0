// Package measure runs one list of queries against any Cayley quad store, so
// that newsgraph's store and Cayley's own are measured by the same code.
//
// In: a graph.QuadStore with the made-up world of graphtest, and the list that
// was written beside its N-Quads file. Out: medians. Not here: loading, which
// each store does its own best way.
package measure

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
)

// Queries is what to ask; IRIs without angle brackets.
type Queries struct {
	Quads     int64    // in the file
	Starts    []string // nodes for hops
	Predicate string   // of the hops
	Type      string   // rdf:type
	Class     string   // whose members are counted
	BFS       string   // where the breadth-first search starts; it follows Predicate out
	BFSNodes  int      // where it stops
}

// Result is one store's figures; times are medians.
type Result struct {
	Store       string
	LoadSeconds float64
	LoadRate    float64 // quads a second
	LoadCPU     float64 // seconds of processor time of the load: what else runs on the machine changes it less
	PeakMB      float64 // resident memory of the process up to the end of the load
	DiskMB      float64
	HopUS       float64
	TwoHopsUS   float64
	ClassMS     float64
	ClassCount  int64
	FollowMS    float64 // FollowRecursive from one node
	FollowFound int
	BFSFirstMS  float64 // the first walk
	BFSFirstCPU float64 // its processor time, ms
	BFSCPU      float64 // that of a later walk, ms
	BFSMS       float64
	BFSNodes    int
	TxUS        float64 // one quad in, in a transaction of its own
}

// Load reads a list of queries.
func Load(file string) (q Queries, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return q, err
	}
	return q, json.Unmarshal(b, &q)
}

// Run asks qs everything. write is where transactions go, if not to qs.
func Run(ctx context.Context, qs, write graph.QuadStore, q Queries, r *Result) error {
	p := quad.IRI(q.Predicate)
	hops := func(two bool) (float64, error) {
		var times []time.Duration
		for _, s := range q.Starts {
			t := time.Now()
			x := path.StartPath(qs, quad.IRI(s)).Out(p)
			if two {
				x = x.Out(p)
			}
			if _, err := x.Iterate(ctx).All(); err != nil {
				return 0, err
			}
			times = append(times, time.Since(t))
		}
		return us(times), nil
	}
	if _, err := hops(true); err != nil { // warm up
		return err
	}
	var err error
	if r.HopUS, err = hops(false); err != nil {
		return err
	}
	if r.TwoHopsUS, err = hops(true); err != nil {
		return err
	}
	var times []time.Duration
	for range 3 {
		t := time.Now()
		if r.ClassCount, err = path.StartPath(qs, quad.IRI(q.Class)).In(quad.IRI(q.Type)).Iterate(ctx).Count(); err != nil {
			return err
		}
		times = append(times, time.Since(t))
	}
	r.ClassMS = us(times) / 1000
	times = nil
	for range 3 {
		t := time.Now()
		refs, err := path.StartPath(qs, quad.IRI(q.BFS)).FollowRecursive(p, 4, nil).Iterate(ctx).All()
		if err != nil {
			return err
		}
		r.FollowFound = len(refs)
		times = append(times, time.Since(t))
	}
	r.FollowMS = us(times) / 1000
	times = nil
	for n := range 3 {
		t, cpu := time.Now(), CPU()
		if r.BFSNodes, err = bfs(ctx, qs, q); err != nil {
			return err
		}
		times = append(times, time.Since(t))
		if r.BFSCPU = 1000 * (CPU() - cpu); n == 0 {
			r.BFSFirstCPU = r.BFSCPU
		}
	}
	r.BFSFirstMS = float64(times[0].Nanoseconds()) / 1e6
	r.BFSMS = us(times) / 1000
	times = nil
	for n := range 200 {
		d := graph.Delta{Action: graph.Add, Quad: quad.Quad{Subject: quad.IRI(q.Starts[n%len(q.Starts)]), Predicate: p, Object: quad.IRI("urn:new:" + strconv.Itoa(n))}}
		t := time.Now()
		if err := write.ApplyDeltas([]graph.Delta{d}, graph.IgnoreOpts{}); err != nil {
			return err
		}
		times = append(times, time.Since(t))
	}
	r.TxUS = us(times)
	return nil
}

// bfs walks Predicate outwards over quad iterators, as a program would that
// wants distances.
func bfs(ctx context.Context, qs graph.QuadStore, q Queries) (int, error) {
	start, p := qs.ValueOf(quad.IRI(q.BFS)), qs.ValueOf(quad.IRI(q.Predicate))
	if start == nil || p == nil {
		return 0, fmt.Errorf("the store does not have %s", q.BFS)
	}
	want := graph.ToKey(p)
	seen := make(map[any]bool, q.BFSNodes) // sized, so that little of the time is the walk's own
	seen[graph.ToKey(start)] = true
	queue := append(make([]graph.Ref, 0, q.BFSNodes), start)
	for len(queue) > 0 && len(seen) < q.BFSNodes {
		n := queue[0]
		queue = queue[1:]
		it := qs.QuadIterator(quad.Subject, n)
		for it.Next(ctx) {
			ref := it.Result()
			if graph.ToKey(qs.QuadDirection(ref, quad.Predicate)) != want {
				continue
			}
			o := qs.QuadDirection(ref, quad.Object)
			if k := graph.ToKey(o); !seen[k] {
				seen[k] = true
				queue = append(queue, o)
			}
		}
		if err := it.Err(); err != nil {
			return 0, err
		}
		it.Close()
	}
	return len(seen), nil
}

// us is the median in microseconds.
func us(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Nanoseconds()) / 1000
}

// CPU is the processor time of this process so far, in seconds.
func CPU() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// PeakMB is the highest resident memory of this process so far, in 10^6
// bytes; 0 where /proc is missing.
func PeakMB() float64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := strings.Cut(string(b), "VmHWM:")
	if !ok {
		return 0
	}
	kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		return 0
	}
	return kb * 1024 / 1e6
}
