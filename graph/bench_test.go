package graph_test

import (
	"context"
	"io"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/graph/graphtest"
	"newsgraph/schema"
)

// worldQuads is the size of the benchmarks' graph; NEWSGRAPH_BENCH_QUADS sets
// another.
func worldQuads(b *testing.B) int {
	if s := os.Getenv("NEWSGRAPH_BENCH_QUADS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 100_000
}

func loadWorld(b *testing.B) *graph.Store {
	b.Helper()
	s, err := graph.Open(b.TempDir(), graph.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	if _, err := s.Import(context.Background(), graphtest.World{Quads: worldQuads(b)}.All()); err != nil {
		b.Fatal(err)
	}
	return s
}

func viewWorld(b *testing.B) *graph.View {
	b.Helper()
	v, err := loadWorld(b).View()
	if err != nil {
		b.Fatal(err)
	}
	return v
}

func BenchmarkImport(b *testing.B) {
	var n int64
	for b.Loop() {
		b.StopTimer()
		s, err := graph.Open(b.TempDir(), graph.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		r, err := s.Import(context.Background(), graphtest.World{Quads: worldQuads(b)}.All())
		if err != nil {
			b.Fatal(err)
		}
		n += r.Added
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
}

func BenchmarkExport(b *testing.B) {
	v := viewWorld(b)
	var n int64
	for b.Loop() {
		q, err := v.Export(context.Background(), io.Discard, graph.ExportOptions{})
		if err != nil {
			b.Fatal(err)
		}
		n += q
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
}

func BenchmarkHop(b *testing.B) {
	v := viewWorld(b)
	qs := v.QuadStore()
	p := quad.IRI(schema.NS + "criticizes")
	persons := graphtest.World{Quads: worldQuads(b)}.Persons()
	for name, walk := range map[string]func(*path.Path) *path.Path{
		"one": func(x *path.Path) *path.Path { return x.Out(p) },
		"two": func(x *path.Path) *path.Path { return x.Out(p).Out(p) },
	} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for i := 0; b.Loop(); i++ {
				from := graphtest.Person(i * 7919 % persons)
				refs, err := walk(path.StartPath(qs, quad.IRI(from.String()))).Iterate(context.Background()).All()
				if err != nil {
					b.Fatal(err)
				}
				n += len(refs)
			}
			b.ReportMetric(float64(n)/float64(b.N), "results/op")
		})
	}
}

// cpuSeconds is the processor time of this process: what other programs on the
// machine do changes it less than the clock.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// BenchmarkQuadIterators is the breadth-first search of a Cayley program.
func BenchmarkQuadIterators(b *testing.B) {
	qs := viewWorld(b).QuadStore()
	p := qs.ValueOf(quad.IRI(schema.NS + "criticizes"))
	nodes := 0
	cpu := cpuSeconds()
	for b.Loop() {
		start := qs.ValueOf(quad.IRI(graphtest.Person(1).String()))
		seen := map[any]bool{start.Key(): true}
		queue := []cayley.Ref{start}
		for len(queue) > 0 {
			it := qs.QuadIterator(quad.Subject, queue[0])
			queue = queue[1:]
			for it.Next(context.Background()) {
				if qs.QuadDirection(it.Result(), quad.Predicate) != p {
					continue
				}
				if o := qs.QuadDirection(it.Result(), quad.Object); !seen[o.Key()] {
					seen[o.Key()] = true
					queue = append(queue, o)
				}
			}
			if err := it.Err(); err != nil {
				b.Fatal(err)
			}
			it.Close()
		}
		nodes += len(seen)
	}
	b.ReportMetric(float64(nodes)/b.Elapsed().Seconds(), "nodes/s")
	b.ReportMetric(1e6*(cpuSeconds()-cpu)/float64(nodes), "cpu-us/node")
}

// BenchmarkBreadthFirst walks from one person over all edges out and in until
// nothing is new.
func BenchmarkBreadthFirst(b *testing.B) {
	v := viewWorld(b)
	start, err := v.ID(graphtest.Person(1))
	if err != nil || start == 0 {
		b.Fatal(start, err)
	}
	nodes := 0
	cpu := cpuSeconds()
	for b.Loop() {
		seen := map[graph.NodeID]bool{start: true}
		queue := []graph.NodeID{start}
		for len(queue) > 0 {
			n := queue[0]
			queue = queue[1:]
			err := v.Hops(context.Background(), n, func(h graph.Hop) bool {
				if !seen[h.Other] {
					seen[h.Other] = true
					queue = append(queue, h.Other)
				}
				return true
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		nodes += len(seen)
	}
	b.ReportMetric(float64(nodes)/b.Elapsed().Seconds(), "nodes/s")
	b.ReportMetric(1e6*(cpuSeconds()-cpu)/float64(nodes), "cpu-us/node")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
}
