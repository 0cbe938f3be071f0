package main

import (
	"bufio"
	"context"
	"fmt"

	"newsgraph/graph"
	"newsgraph/queries/gizmo"
)

// repl reads scripts line by line and runs them on one snapshot.
func (a *app) repl(ctx context.Context, v *graph.View, o gizmo.Options) error {
	in := bufio.NewScanner(a.in)
	for fmt.Fprint(a.out, "gizmo> "); in.Scan(); fmt.Fprint(a.out, "gizmo> ") {
		if err := a.runScript(ctx, v, in.Text(), o); err != nil {
			fmt.Fprintln(a.err, err)
		}
	}
	return in.Err()
}
