package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"newsgraph/graph"
)

func newVerifyCommand(a *app) *cobra.Command {
	repair := ""
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check that the store is whole, or save what can be read",
		Long: `verify reads the whole store: every block of every file, every quad in all its
indexes, every term in the dictionary, all counts and digests, and every claim
with its parts. It exits with 1 if something is wrong, and lists it: the files
that are damaged, and the articles that are lost with them.

The digest stands for the quads of the store: two stores that hold the same have
the same, whatever the order in which they were loaded.

With --repair what can be read is saved into a new store in folder NEW, and the
articles that cannot be saved whole are listed: load them again into it. The
damaged store stays as it is.`,
		Example: `  newsgraph verify
  newsgraph --db backup verify --json
  newsgraph verify --repair saved.db`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if repair != "" {
				return a.repair(cmd.Context(), repair)
			}
			r, err := graph.Verify(cmd.Context(), a.db)
			if err != nil {
				return err
			}
			return a.verifyReport(r)
		},
	}
	cmd.Flags().StringVar(&repair, "repair", "", "save what can be read into a new store in this folder")
	return cmd
}

func (a *app) verifyReport(r graph.VerifyReport) (err error) {
	switch {
	case a.json:
		err = a.writeJSON(r)
	case r.Damage != nil:
		err = a.damageReport(*r.Damage, "would be saved by verify --repair NEW")
	default:
		for _, p := range r.Problems {
			a.sayln(p)
		}
		if left := r.Found - int64(len(r.Problems)); left > 0 {
			a.sayf("and %d more problems\n", left)
		}
		_, err = fprintf(a.out, "%d quads, %d terms, %d articles and %d claims read, digest %s, %d problems\n",
			r.Quads, r.Terms, r.Articles, r.Claims, r.Digest, r.Found)
	}
	if err == nil && r.Found > 0 {
		err = &exitError{code: exitRejected}
	}
	return err
}

func (a *app) repair(ctx context.Context, to string) error {
	d, err := graph.Repair(ctx, a.db, to)
	if err != nil {
		return err
	}
	if a.json {
		err = a.writeJSON(d)
	} else {
		err = a.damageReport(d, "are saved in "+to)
	}
	if err == nil && !d.Whole {
		err = &exitError{code: exitRejected}
	}
	return err
}

// damageReport tells what is damaged and lost on stderr, and what is saved.
func (a *app) damageReport(d graph.Damage, saved string) error {
	if d.Cause != "" {
		a.sayf("the store cannot be used: %s\n", d.Cause)
	}
	for _, f := range d.Files {
		a.sayf("damaged: %s: %s\n", f.Name, f.What)
	}
	for _, l := range d.Articles {
		a.sayf("load again: %s", l.IRI)
		for _, s := range []string{l.ID, l.URL} {
			if s != "" {
				a.sayf("  %s", s)
			}
		}
		if l.Title != "" {
			a.sayf("  %q", l.Title)
		}
		fprintln(a.err)
	}
	if d.Unnamed > 0 {
		a.sayf("load again: %s more whose names cannot be read\n", count(d.Unnamed, "article"))
	}
	of := ""
	if d.Quads >= 0 {
		of = fmt.Sprintf(" of %d", d.Quads)
	}
	end := "load again what is missing"
	if d.Whole {
		end = "nothing is missing"
	}
	_, err := fprintf(a.out, "%d%s quads %s; %s\n", d.Saved, of, saved, end)
	return err
}
