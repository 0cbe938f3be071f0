package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
)

// foundJSON is one line of find --json.
type foundJSON struct {
	IRI      string   `json:"iri"`
	Name     string   `json:"name"`
	Type     string   `json:"type"`
	Names    []string `json:"names"`
	Match    string   `json:"match"` // the name that fits
	Quality  string   `json:"quality"`
	Articles int      `json:"articles"`
}

func newFindCommand(a *app) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:   "find TEXT",
		Short: "Find entities by name",
		Long: `find lists the entities whose name is TEXT, or begins so, or has a word that
begins so: the best first, then those that more articles name. With --json it
prints one object a line. No hit is no error.`,
		Example: `  newsgraph find kaspersky
  newsgraph find --limit 0 --json Ministry`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if limit < 0 {
				return usageError("--limit must not be negative")
			}
			ask := limit
			if limit > 0 {
				ask++ // one more tells whether there are others
			}
			return a.withAnswer(func(v *graph.View) error {
				found, err := v.FindEntities(cmd.Context(), args[0], ask)
				if err != nil {
					return err
				}
				more := limit > 0 && len(found) > limit
				if more {
					found = found[:limit]
				}
				if err := a.printFound(found); err != nil {
					return err
				}
				switch {
				case len(found) == 0:
					a.sayf("newsgraph: no name begins with %q, nor does a word of one\n", args[0])
				case more:
					a.sayf("newsgraph: there are more than %d; --limit 0 lists all\n", limit)
				}
				return nil
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 20, "most entities to list, 0 for all")
	return cmd
}

func (a *app) printFound(found []graph.Match) error {
	if a.json {
		for _, m := range found {
			names := m.Entity.Names()
			if names == nil {
				names = []string{}
			}
			if err := a.writeJSON(foundJSON{m.Entity.IRI().String(), m.Entity.Name(), m.Entity.Type(), names, m.Name, m.Quality.String(), m.Articles}); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, m := range found {
		name := m.Entity.Name()
		if m.Name != name {
			name += fmt.Sprintf(" (also %q)", m.Name)
		}
		fprintf(w, "%s\t%s\t%s\t%s\n", name, m.Entity.Type(), plural(m.Articles, "article"), queries.Short(m.Entity.IRI()))
	}
	return w.Flush()
}
