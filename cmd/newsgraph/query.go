package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/gizmo"
	"newsgraph/schema"
)

// maxScriptBytes bounds what is read as a script; gizmo has its own, smaller limit.
const maxScriptBytes = 1 << 20

func newQueryCommand(a *app) *cobra.Command {
	var o gizmo.Options
	var file string
	var params []string
	var memory int64
	cmd := &cobra.Command{
		Use:   "query ['SCRIPT' | -]",
		Short: "Run a Gizmo script on the graph",
		Long: `query runs a script in Gizmo, the JavaScript query language of Cayley; see
docs/gizmo.md. <ng:...>, <rdf:...>, <rdfs:...> and <xsd:...> are short for the
full IRIs. The script comes from the argument, from --file, or from standard
input (-). Without any of them, on a terminal, query reads scripts
interactively: with history, several lines, and completion (Tab).

A script has limits in time, rows and memory. When it reaches one, or fails,
query says in which line and prints no result.`,
		Example: `  newsgraph query 'g.V("<ng:person/eugene-kaspersky>").out("<ng:leads>").all()'
  newsgraph query 'g.V().has("<ng:stance>", "denied").save("<ng:quote>", "quote").all()' --json
  newsgraph query --file question.js --param who=ng:company/acme`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && file != "" {
				return usageError("give the script as argument or with --file, not both")
			}
			var err error
			if o.Params, err = parseParams(params); err != nil {
				return err
			}
			o.Memory = memory << 20
			if len(args) == 0 && file == "" && terminal(a.in) && terminal(a.out) {
				return a.withView(func(v *graph.View) error { return a.repl(cmd.Context(), v, o) })
			}
			script, err := a.script(args, file)
			if err != nil {
				return err
			}
			return a.withView(func(v *graph.View) error { return a.runScript(cmd.Context(), v, script, o) })
		},
	}
	fl := cmd.Flags()
	fl.StringVarP(&file, "file", "f", "", "read the script from this file")
	fl.StringArrayVar(&params, "param", nil, "KEY=VALUE for params.KEY in the script (repeat for several)")
	fl.IntVar(&o.First, "limit", 0, "stop after so many rows, 0 for all")
	fl.DurationVar(&o.Timeout, "timeout", 30*time.Second, "longest run")
	fl.IntVar(&o.Rows, "max-rows", 1_000_000, "most rows; more is an error")
	fl.Int64Var(&memory, "max-memory", 512, "most memory in MiB; more is an error")
	return cmd
}

// script reads the script from where it is.
func (a *app) script(args []string, file string) (string, error) {
	if len(args) == 1 && args[0] != "-" {
		return args[0], nil
	}
	in := a.in
	name := "standard input"
	if file != "" && file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", usageError("read script: %w", err)
		}
		defer f.Close()
		in, name = f, file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxScriptBytes+1))
	if err != nil {
		return "", fmt.Errorf("read script from %s: %w", name, err)
	}
	if len(data) > maxScriptBytes {
		return "", usageError("read script from %s: larger than %d bytes", name, maxScriptBytes)
	}
	return string(data), nil
}

// parseParams reads KEY=VALUE.
func parseParams(list []string) (map[string]string, error) {
	m := map[string]string{}
	for _, p := range list {
		k, v, ok := strings.Cut(p, "=")
		if !ok || k == "" {
			return nil, usageError("parameter %q: want KEY=VALUE", p)
		}
		if _, twice := m[k]; twice {
			return nil, usageError("parameter %s is given twice", k)
		}
		m[k] = v
	}
	return m, nil
}

func (a *app) runScript(ctx context.Context, v *graph.View, script string, o gizmo.Options) error {
	o.Graph = queries.GizmoGraph(v)
	r, err := gizmo.Run(ctx, v.QuadStore(), script, o)
	if err != nil {
		return err
	}
	if err := a.printRows(r); err != nil {
		return err
	}
	if r.More {
		a.sayf("newsgraph: stopped after %s, as --limit says\n", plural(len(r.Rows), "row"))
	}
	return nil
}

// printRows prints {"result":[...]} for machines, a table for people.
func (a *app) printRows(r gizmo.Result) error {
	if a.json {
		rows := r.Rows
		if rows == nil {
			rows = []gizmo.Row{}
		}
		if len(rows) == 0 && r.Value != nil {
			rows = append(rows, r.Value)
		}
		return a.writeJSON(map[string]any{"result": rows})
	}
	if len(r.Rows) == 0 {
		switch {
		case r.Value != nil:
			fprintln(a.out, cell(r.Value))
		case r.Path:
			a.sayln("newsgraph: the script ends in a path; all() at its end lists the nodes")
		default:
			a.sayln("newsgraph: no result")
		}
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	var last []string
	for _, row := range r.Rows {
		m, ok := row.(map[string]any)
		if !ok {
			fprintln(w, cell(row))
			last = nil
			continue
		}
		keys := tagOrder(m)
		if !slices.Equal(keys, last) && !slices.Equal(keys, []string{"id"}) {
			fprintln(w, columnHeads(keys))
		}
		last = keys
		for i, k := range keys {
			if i > 0 {
				fprintf(w, "\t")
			}
			fprintf(w, "%s", cell(m[k]))
		}
		fprintln(w)
	}
	return w.Flush()
}

// columnHeads are the names of columns, which a script may choose, for a table.
func columnHeads(names []string) ours {
	heads := make([]string, len(names))
	for i, n := range names {
		heads[i] = escape(strings.ToUpper(n))
	}
	return ours(strings.Join(heads, "\t"))
}

// tagOrder sorts tags, id first.
func tagOrder(m map[string]any) []string {
	keys := slices.Sorted(maps.Keys(m))
	if i := slices.Index(keys, "id"); i > 0 {
		keys = slices.Insert(slices.Delete(keys, i, i+1), 0, "id")
	}
	return keys
}

// cell is a value in one line; our IRIs are short, as a script may write them.
func cell(v any) string {
	switch v := v.(type) {
	case nil:
		return "-"
	case string:
		if rest, ok := strings.CutPrefix(v, "<"+schema.NS); ok {
			return "<ng:" + rest
		}
		return strings.Join(strings.Fields(v), " ")
	case bool, int64, float64:
		return fmt.Sprint(v)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return strings.TrimSpace(b.String())
}
