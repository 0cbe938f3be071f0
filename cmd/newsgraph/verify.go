package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"newsgraph/graph"
)

func newVerifyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check that the store is whole",
		Long: `verify reads the whole store: every quad is in all its indexes, every term in the
dictionary, all counts are right, and every claim has its parts. It exits with 1
if something is wrong, and lists it.`,
		Example: `  newsgraph verify
  newsgraph --db backup verify --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withView(func(v *graph.View) error {
				r, err := v.Verify(cmd.Context())
				if err != nil {
					return err
				}
				return a.verifyReport(r)
			})
		},
	}
}

func (a *app) verifyReport(r graph.VerifyReport) (err error) {
	if a.json {
		err = a.writeJSON(r)
	} else {
		for _, p := range r.Problems {
			fmt.Fprintln(a.err, p)
		}
		if left := r.Found - int64(len(r.Problems)); left > 0 {
			fmt.Fprintf(a.err, "and %d more problems\n", left)
		}
		_, err = fmt.Fprintf(a.out, "%d quads, %d terms, %d articles and %d claims read, %d problems\n",
			r.Quads, r.Terms, r.Articles, r.Claims, r.Found)
	}
	if err == nil && r.Found > 0 {
		err = &exitError{code: exitRejected}
	}
	return err
}
