package main

import (
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsgraph/graph"
)

func newStatsCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "stats",
		Short: "Count what the store holds",
		Example: `  newsgraph stats
  newsgraph stats --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withView(func(v *graph.View) error {
				s, err := v.Stats(cmd.Context())
				if err != nil {
					return err
				}
				if a.json {
					return a.writeJSON(s)
				}
				return a.statsTable(s)
			})
		},
	}
}

func (a *app) statsTable(s graph.Stats) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fprintf(w, "articles\t%d\nentities\t%d\nclaims\t%d\nquads\t%d\nterms\t%d\ndisk\t%.1f MB\n",
		s.Articles, s.Entities, s.Claims, s.Quads, s.Terms, float64(s.DiskBytes)/1e6)
	if s.Digest != "" {
		fprintf(w, "digest\t%s\n", s.Digest)
	}
	for _, list := range []struct {
		title  string
		counts []graph.Count
	}{{"LANGUAGES", s.Languages}, {"ENTITIES", s.Types}, {"CLAIMS", s.Predicates}, {"STANCES", s.Stances}} {
		if len(list.counts) == 0 {
			continue
		}
		fprintf(w, "\n%s\n", list.title)
		for _, c := range list.counts {
			fprintf(w, "%s\t%d\n", c.Name, c.Count)
		}
	}
	return w.Flush()
}
