package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// Exit codes of every command.
const (
	exitDone     = 0
	exitRejected = 1 // done, but some input was rejected (listed on stderr)
	exitUsage    = 2
	exitFailed   = 3
)

// exitError carries an exit code other than exitFailed up to run.
type exitError struct {
	code int
	err  error // nil when the message is already out
}

func (e *exitError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// app is what all commands share. No globals: tests run many apps at once.
type app struct {
	in       io.Reader
	out, err io.Writer
	db       string // --db
	json     bool   // --json
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	a := &app{in: in, out: out, err: errw}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	code := exitFailed
	var e *exitError
	if errors.As(err, &e) {
		code = e.code
	}
	if msg := err.Error(); msg != "" {
		fmt.Fprintln(errw, "newsgraph:", msg)
	}
	return code
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "newsgraph",
		Short:         "Turn news articles into a graph of attributed claims, and ask it",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().StringVar(&a.db, "db", "newsgraph.db", "store folder (or NEWSGRAPH_DB)")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON for machines")
	// One file a command: newXxxCommand(a) in xxx.go.
	root.AddCommand()
	return root
}
