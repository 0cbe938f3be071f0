// Command newsgraph of the bench module measures newsgraph's store, and makes
// the files that all stores are measured with. graph/bench runs it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"newsgraph/graph"
	"newsgraph/graph/bench/measure"
	"newsgraph/graph/graphtest"
	"newsgraph/graph/nquads"
	"newsgraph/schema"
)

func main() {
	generate := flag.Bool("generate", false, "make the files")
	n := flag.Int("quads", 1_000_000, "size of the graph to make")
	dir := flag.String("dir", ".", "where the files are")
	flag.Parse()
	var err error
	if *generate {
		err = makeFiles(*dir, graphtest.World{Quads: *n})
	} else {
		err = run(context.Background(), *dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench newsgraph:", err)
		os.Exit(1)
	}
}

func makeFiles(dir string, w graphtest.World) error {
	f, err := nquads.CreateFile(filepath.Join(dir, "world.nq"))
	if err != nil {
		return err
	}
	out := nquads.NewWriter(f)
	q := measure.Queries{
		Predicate: schema.NS + "criticizes", Type: schema.TypeIRI.String(), Class: schema.NS + "Company",
		BFS: graphtest.Person(1).String(), BFSNodes: 58000,
	}
	for n := range 2000 {
		q.Starts = append(q.Starts, graphtest.Person(n*7919%w.Persons()).String())
	}
	for quad, err := range w.All() {
		if err != nil {
			return err
		}
		q.Quads++
		if err := out.Write(quad); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	b, err := json.Marshal(q)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "queries.json"), b, 0o600)
}

func run(ctx context.Context, dir string) error {
	q, err := measure.Load(filepath.Join(dir, "queries.json"))
	if err != nil {
		return err
	}
	db := filepath.Join(dir, "db-newsgraph")
	s, err := graph.Open(db, graph.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	f, err := nquads.OpenFile(filepath.Join(dir, "world.nq"))
	if err != nil {
		return err
	}
	defer f.Close()
	r := measure.Result{Store: "newsgraph"}
	t := time.Now()
	if _, err := s.Import(ctx, nquads.NewReader(f, nquads.Options{}).All()); err != nil {
		return err
	}
	r.LoadSeconds = time.Since(t).Seconds()
	r.LoadRate = float64(q.Quads) / r.LoadSeconds
	r.LoadCPU = measure.CPU()
	r.PeakMB = measure.PeakMB()
	filepath.WalkDir(db, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			r.DiskMB += float64(info.Size()) / 1e6
		}
		return err
	})
	v, err := s.View()
	if err != nil {
		return err
	}
	defer v.Close()
	if err := measure.Run(ctx, v.QuadStore(), s.QuadStore(), q, &r); err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}
