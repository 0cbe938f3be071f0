package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// Exit codes of every command.
const (
	exitDone     = 0
	exitRejected = 1 // done, but some input was rejected (listed on stderr)
	exitUsage    = 2
	exitFailed   = 3
)

const exitHelp = `
Exit codes:
  0  done
  1  done, but some input was rejected (listed on stderr)
  2  wrong usage, or a name that needs to be more precise
  3  failed
`

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

// usageError makes an error that ends the program with exitUsage.
func usageError(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Errorf(format, args...)}
}

// app is what all commands share. No globals: tests run many apps at once.
type app struct {
	in       io.Reader
	out, err io.Writer
	db       string // --db, else NEWSGRAPH_DB
	json     bool   // --json
	started  bool   // flags and arguments were fine, the command itself runs
}

// writeJSON prints v as one line of JSON on stdout, with <, > and & as they are
// and what acts on a terminal as \u escapes.
func (a *app) writeJSON(v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := a.out.Write(escapeJSON(b.Bytes()))
	return err
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) int {
	a := &app{in: in, out: out, err: errw}
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitDone
	}
	code := exitFailed
	var e *exitError
	switch {
	case errors.As(err, &e):
		code = e.code
	case !a.started:
		code = exitUsage
	}
	if err.Error() != "" {
		a.sayf("newsgraph: %s\n", message(err))
		if !a.started {
			a.sayf("See %q.\n", cmd.CommandPath()+" --help")
		}
	}
	return code
}

func newRootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "newsgraph",
		Short: "Turn news articles into a graph of attributed claims, and ask it",
		Long: `newsgraph reads news articles in English and Danish and builds a graph of
attributed claims: who works for whom, who accuses whom of what, who denies it,
each with the sentence that says so.`,
		Example: `  newsgraph load articles/
  newsgraph path "Leif Jensen" "Department of Homeland Security"
  newsgraph claims --stance denied`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			a.started = true
			return nil
		},
	}
	root.PersistentFlags().StringVar(&a.db, "db", defaultDB(), "store folder (or NEWSGRAPH_DB)")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "print JSON for machines")
	root.SetHelpTemplate(root.HelpTemplate() + exitHelp)
	// One file a command: newXxxCommand(a) in xxx.go, in the order of a user's way.
	root.AddCommand(
		newLoadCommand(a),
		newExtractCommand(a),
		newPathCommand(a),
		newFindCommand(a),
		newShowCommand(a),
		newSearchCommand(a),
		newClaimsCommand(a),
		newAskCommand(a),
		newQueryCommand(a),
		newVerdictCommand(a),
		newRemoveCommand(a),
		newExportCommand(a),
		newImportCommand(a),
		newStatsCommand(a),
		newVerifyCommand(a),
		newBackupCommand(a),
		newSchemaCommand(a),
		newAnnotateCommand(a),
		newTrainCommand(a),
		newEvalCommand(a),
	)
	return root
}

// defaultDB is the store without --db.
func defaultDB() string {
	if db := os.Getenv("NEWSGRAPH_DB"); db != "" {
		return db
	}
	return "newsgraph.db"
}

// version is the module's version, with the commit where the build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " (" + s.Value[:12] + ")"
		}
	}
	return v
}
