package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/graph/nquads"
	"newsgraph/schema"
)

func newImportCommand(a *app) *cobra.Command {
	dryRun := false
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Add quads from N-Quads files",
		Long: `import adds the quads of N-Quads files (*.gz and *.zst are decompressed, - is
stdin) to the store: all of them, or if a file has an error, none. Quads that
are there already change nothing. Blank nodes get labels of their own file
(_:b1 becomes _:x3f2a...-b1), so that two files never mean the same by one.

Quads cannot be added to the graph of an article that load has stored: the next
load would erase them. Put them into a graph of their own.

With --dry-run nothing is stored: the files are only checked, and every wrong
line is listed.`,
		Example: `  newsgraph import backup.nq.gz
  newsgraph import --dry-run download.nq`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			if dryRun {
				return a.checkQuads(cmd.Context(), files)
			}
			return a.importQuads(cmd.Context(), files)
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only check the files: exit 0 if they are valid, 1 if not")
	return cmd
}

// openQuads opens an N-Quads file, or stdin for "-"; digest hashes all of it.
func (a *app) openQuads(name string) (r io.ReadCloser, digest func() ([sha256.Size]byte, error), err error) {
	if name == "-" {
		s := nquads.NewStream(a.in)
		return s, s.Digest, nil
	}
	r, err = nquads.OpenFile(name)
	return r, func() ([sha256.Size]byte, error) { return nquads.FileDigest(name) }, err
}

// fileQuads yields the quads of all files up to the first error, which names
// its file. Blank nodes are those of their file alone.
func (a *app) fileQuads(files []string) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		for _, name := range files {
			f, digest, err := a.openQuads(name)
			if err != nil {
				yield(schema.Quad{}, err)
				return
			}
			more := true
			for q, err := range nquads.Scoped(nquads.NewReader(f, nquads.Options{}).All(), digest) {
				if err != nil {
					err = fmt.Errorf("%s: %w", name, err)
				}
				if more = yield(q, err) && err == nil; !more {
					break
				}
			}
			f.Close()
			if !more {
				return
			}
		}
	}
}

func (a *app) importQuads(ctx context.Context, files []string) (err error) {
	s, err := graph.Open(a.db, graph.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	p := newQuadProgress(a.err, "reading", -1)
	r, err := s.Import(ctx, p.count(a.fileQuads(files)))
	p.finish()
	var syntax *nquads.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("%w; nothing was imported, import --dry-run lists all errors", err)
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.writeJSON(r)
	}
	_, err = fprintf(a.out, "%d quads read, %d of them new\n", r.Read, r.Added)
	return err
}

type checkReport struct {
	File   string `json:"file"`
	Quads  int64  `json:"quads"`
	Errors int64  `json:"errors"`
}

// checkQuads reads the files and lists what is wrong on stderr.
func (a *app) checkQuads(ctx context.Context, files []string) error {
	bad := int64(0)
	for _, name := range files {
		r, err := a.checkFile(ctx, name)
		if err != nil {
			return err
		}
		bad += r.Errors
		if a.json {
			err = a.writeJSON(r)
		} else {
			_, err = fprintf(a.out, "%s: %d quads, %d errors\n", r.File, r.Quads, r.Errors)
		}
		if err != nil {
			return err
		}
	}
	if bad > 0 {
		return &exitError{code: exitRejected}
	}
	return nil
}

func (a *app) checkFile(ctx context.Context, name string) (checkReport, error) {
	report := checkReport{File: name}
	f, _, err := a.openQuads(name)
	if err != nil {
		return report, err
	}
	defer f.Close()
	r := nquads.NewReader(f, nquads.Options{})
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return report, ctx.Err()
		}
		_, err := r.Read()
		var syntax *nquads.SyntaxError
		switch {
		case err == nil:
			report.Quads++
		case errors.Is(err, io.EOF):
			return report, nil
		case errors.As(err, &syntax):
			report.Errors++
			a.sayf("%s: %v\n", name, err)
		default:
			return report, fmt.Errorf("%s: %w", name, err)
		}
	}
}
