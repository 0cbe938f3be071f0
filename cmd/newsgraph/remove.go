package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"newsgraph/graph"
)

func newRemoveCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "remove ARTICLE...",
		Short: "Take articles out of the graph, with all that only they said",
		Long: `remove takes each article, given by its id or IRI, out of the store. The graph is
then that of a store which never saw it. Articles that the store does not have
are listed.`,
		Example: `  newsgraph remove reuters-2017-12-04
  newsgraph remove urn:newsgraph:article/reuters-2017-12-04`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, articles []string) error {
			return a.removeArticles(cmd.Context(), articles)
		},
	}
}

func (a *app) removeArticles(ctx context.Context, articles []string) (err error) {
	s, err := graph.Open(a.db, graph.Options{MustExist: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	report := struct {
		Removed  []string `json:"removed"`
		NotFound []string `json:"not_found"`
	}{[]string{}, []string{}}
	for _, name := range articles {
		iri, err := articleIRI(name)
		if err != nil {
			return err
		}
		found, err := s.Remove(ctx, iri)
		if err != nil {
			return err
		}
		if found {
			report.Removed = append(report.Removed, name)
		} else {
			report.NotFound = append(report.NotFound, name)
			a.sayf("%s: the store has no such article\n", name)
		}
	}
	if a.json {
		err = a.writeJSON(report)
	} else {
		_, err = fprintf(a.out, "%s removed\n", count(len(report.Removed), "article"))
	}
	if err == nil && len(report.NotFound) > 0 {
		err = &exitError{code: exitRejected}
	}
	return err
}
