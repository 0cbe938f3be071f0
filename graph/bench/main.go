// Command bench compares newsgraph's store with Cayley's own bolt and memory
// stores: one N-Quads file, one list of queries, one process a store. It is a
// module of its own because those stores need an older quad module and
// dependencies that the product must not have.
//
//	cd graph/bench && go run . -quads 1000000
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"newsgraph/graph/bench/measure"
)

func main() {
	n := flag.Int("quads", 1_000_000, "size of the graph")
	stores := flag.String("stores", "newsgraph,bolt,memstore", "what to measure, in order")
	one := flag.String("one", "", "measure this Cayley store in this process (internal)")
	dir := flag.String("dir", "", "where the files are (internal)")
	flag.Parse()
	var err error
	if *one != "" {
		err = measureCayley(*one, *dir)
	} else {
		err = compare(*n, strings.Split(*stores, ","))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// compare makes the files, runs one process a store and prints the table.
func compare(quads int, stores []string) error {
	dir, err := os.MkdirTemp("", "newsgraph-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ours := filepath.Join(dir, "ours")
	build := exec.Command("go", "build", "-o", ours, ".")
	build.Dir = "newsgraph"
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build newsgraph's side (run me in graph/bench): %w", err)
	}
	if _, err := run(exec.Command(ours, "-generate", "-quads", fmt.Sprint(quads), "-dir", dir)); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var results []measure.Result
	for _, s := range stores {
		cmd := exec.Command(self, "-one", s, "-dir", dir)
		if s == "newsgraph" {
			cmd = exec.Command(ours, "-dir", dir)
		}
		out, err := run(cmd)
		if err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
		var r measure.Result
		if err := json.Unmarshal(out, &r); err != nil {
			return err
		}
		results = append(results, r)
	}
	printTable(quads, results)
	return nil
}

func run(cmd *exec.Cmd) ([]byte, error) {
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

func printTable(quads int, results []measure.Result) {
	rows := []struct {
		name string
		get  func(measure.Result) float64
	}{
		{"load, 1000 quads/s", func(r measure.Result) float64 { return r.LoadRate / 1000 }},
		{"load, processor seconds", func(r measure.Result) float64 { return r.LoadCPU }},
		{"peak memory of the load, MB", func(r measure.Result) float64 { return r.PeakMB }},
		{"disk, MB", func(r measure.Result) float64 { return r.DiskMB }},
		{"one hop, us", func(r measure.Result) float64 { return r.HopUS }},
		{"two hops, us", func(r measure.Result) float64 { return r.TwoHopsUS }},
		{"class count, ms", func(r measure.Result) float64 { return r.ClassMS }},
		{"FollowRecursive, 4 levels, ms", func(r measure.Result) float64 { return r.FollowMS }},
		{"breadth-first search, first time, ms", func(r measure.Result) float64 { return r.BFSFirstMS }},
		{"breadth-first search, median of 3, ms", func(r measure.Result) float64 { return r.BFSMS }},
		{"breadth-first search, first time, processor ms", func(r measure.Result) float64 { return r.BFSFirstCPU }},
		{"breadth-first search, later, processor ms", func(r measure.Result) float64 { return r.BFSCPU }},
		{"one-quad transaction, us", func(r measure.Result) float64 { return r.TxUS }},
	}
	fmt.Printf("| at %d quads |", quads)
	for _, r := range results {
		fmt.Printf(" %s |", r.Store)
	}
	fmt.Printf("\n|---|%s\n", strings.Repeat("---|", len(results)))
	for _, row := range rows {
		fmt.Printf("| %s |", row.name)
		for _, r := range results {
			fmt.Printf(" %.4g |", row.get(r))
		}
		fmt.Println()
	}
	for _, r := range results {
		fmt.Printf("\n%s: class of %d, FollowRecursive found %d, breadth-first search saw %d nodes", r.Store, r.ClassCount, r.FollowFound, r.BFSNodes)
	}
	fmt.Println()
}

// measureCayley loads the file into one of Cayley's stores the way Cayley's
// own load command does.
func measureCayley(name, dir string) error {
	q, err := measure.Load(filepath.Join(dir, "queries.json"))
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "db-"+name)
	if graph.IsPersistent(name) {
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
		if err := graph.InitQuadStore(name, path, nil); err != nil {
			return err
		}
	} else {
		path = ""
	}
	qs, err := graph.NewQuadStore(name, path, nil)
	if err != nil {
		return err
	}
	defer qs.Close()
	r := measure.Result{Store: name}
	t := time.Now()
	if err := load(qs, filepath.Join(dir, "world.nq")); err != nil {
		return err
	}
	r.LoadSeconds = time.Since(t).Seconds()
	r.LoadRate = float64(q.Quads) / r.LoadSeconds
	r.LoadCPU = measure.CPU()
	r.PeakMB = measure.PeakMB()
	if path != "" {
		r.DiskMB = diskMB(path)
	}
	if err := measure.Run(context.Background(), qs, qs, q, &r); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func load(qs graph.QuadStore, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	w, err := qs.NewQuadWriter()
	if err != nil {
		return err
	}
	if _, err := quad.CopyBatch(w, nquads.NewReader(bufio.NewReaderSize(f, 1<<16), false), quad.DefaultBatch); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return w.Close()
}

func diskMB(dir string) float64 {
	sum := int64(0)
	filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			sum += info.Size()
		}
		return nil
	})
	return float64(sum) / 1e6
}
