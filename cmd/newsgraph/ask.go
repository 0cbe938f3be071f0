package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/gizmo"
	"newsgraph/schema"
)

func newAskCommand(a *app) *cobra.Command {
	var dir string
	var limits gizmo.Limits
	cmd := &cobra.Command{
		Use:   "ask [QUESTION [KEY=VALUE]...]",
		Short: "Answer a ready-made question",
		Long: `ask runs a ready-made question; without arguments it lists them with their
parameters. Entities are given by name or IRI. A question is a small Gizmo
script (docs/gizmo.md); --questions names a folder with questions of your own.`,
		Example: `  newsgraph ask
  newsgraph ask accusations-against entity="Kaspersky Lab" since=2017
  newsgraph ask employers person="Leif Jensen" --json
  newsgraph ask --questions my-questions/ follow-the-money from="Acme"`,
		RunE: func(cmd *cobra.Command, args []string) error {
			all, err := queries.Questions(dir)
			if err != nil {
				return usageError("%w", err)
			}
			if len(args) == 0 {
				return a.listQuestions(all)
			}
			values, err := parseParams(args[1:])
			if err != nil {
				return err
			}
			for _, q := range all {
				if q.Name == args[0] {
					return a.withAnswer(func(v *graph.View) error { return a.ask(cmd.Context(), v, q, values, limits) })
				}
			}
			return usageError("no question %q; `newsgraph ask` lists them", args[0])
		},
	}
	cmd.Flags().StringVar(&dir, "questions", "", "folder with more questions (*.js)")
	cmd.Flags().IntVar(&limits.First, "limit", 0, "stop after so many rows, 0 for all")
	cmd.Flags().DurationVar(&limits.Timeout, "timeout", 0, "longest run (default 30s)")
	return cmd
}

func (a *app) listQuestions(all []queries.Question) error {
	if a.json {
		type param struct {
			Name     string `json:"name"`
			Kind     string `json:"kind"`
			Optional bool   `json:"optional"`
			Help     string `json:"help"`
		}
		for _, q := range all {
			params := []param{}
			for _, p := range q.Params {
				params = append(params, param{p.Name, p.Kind, p.Optional, p.Help})
			}
			if err := a.writeJSON(map[string]any{"name": q.Name, "ask": q.Ask, "params": params}); err != nil {
				return err
			}
		}
		return nil
	}
	p := a.answer()
	for _, q := range all {
		p.printf("%s", p.bold(q.Name))
		for _, par := range q.Params {
			if par.Optional {
				p.printf(" [%s=…]", par.Name)
			} else {
				p.printf(" %s=…", par.Name)
			}
		}
		p.printf("\n  %s\n", q.Ask)
		for _, par := range q.Params {
			p.printf("  %s\n", p.dim(par.Name+" ("+par.Kind+"): "+par.Help))
		}
	}
	return p.err
}

func (a *app) ask(ctx context.Context, v *graph.View, q queries.Question, values map[string]string, limits gizmo.Limits) error {
	r, err := queries.Ask(ctx, v, q, values, limits)
	var bad *queries.ArgumentError
	if errors.As(err, &bad) {
		return &exitError{exitUsage, err}
	}
	if err != nil {
		return err
	}
	switch {
	case a.json:
		err = a.printRows(r)
	case q.Columns != nil:
		err = a.printTable(q.Columns, r.Rows)
	default:
		err = a.printClaimRows(ctx, v, r.Rows)
	}
	if err == nil && r.More {
		a.sayf("newsgraph: stopped after %s, as --limit says\n", plural(len(r.Rows), "row"))
	}
	if err == nil && len(r.Rows) == 0 && !a.json {
		a.sayln("newsgraph: nothing found")
	}
	return err
}

func (a *app) printTable(columns []string, rows []gizmo.Row) error {
	if len(rows) == 0 {
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fprintln(w, columnHeads(columns))
	for _, row := range rows {
		m, _ := row.(map[string]any)
		for i, c := range columns {
			if i > 0 {
				fprintf(w, "\t")
			}
			fprintf(w, "%s", cell(m[c]))
		}
		fprintln(w)
	}
	return w.Flush()
}

// printClaimRows prints rows that are claims as the command claims does.
func (a *app) printClaimRows(ctx context.Context, v *graph.View, rows []gizmo.Row) error {
	names := queries.Namer{View: v}
	var claims []queries.Claim
	for _, row := range rows {
		m, _ := row.(map[string]any)
		iri, _ := m["claim"].(string)
		id, err := schema.ParseIRI(strings.Trim(iri, "<>"))
		if err != nil {
			return fmt.Errorf("show row: it is no claim (the question says show: claims): %w", err)
		}
		for r, err := range v.Claims(ctx, graph.ClaimFilter{Claim: id}) {
			if err != nil {
				return err
			}
			c, err := names.Claim(ctx, r)
			if err != nil {
				return err
			}
			claims = append(claims, c)
		}
	}
	return a.printClaims(claims)
}
