package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/peterh/liner"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/gizmo"
)

// lineReader is what the dialogue needs of a line editor.
type lineReader interface {
	Prompt(prompt string) (string, error)
	AppendHistory(line string)
}

const replHelp = `A script in Gizmo, for example
  g.V("<ng:company/kaspersky-lab>").in("<ng:leads>").all()
An open bracket goes on in the next line; an empty line ends the script. Tab
completes prefixes, predicates, methods and names of entities (<ng:Kasp[Tab]).
Variables stay. Ctrl-C stops a script; exit or Ctrl-D ends the dialogue.`

// repl reads scripts from the terminal and runs them on one snapshot.
func (a *app) repl(ctx context.Context, v *graph.View, o gizmo.Options) error {
	line := liner.NewLiner()
	defer line.Close()
	line.SetCtrlCAborts(true)
	line.SetMultiLineMode(true)
	line.SetTabCompletionStyle(liner.TabPrints)
	c := completer{ctx: ctx, find: v.FindEntities, words: gizmo.LanguageWords()}
	line.SetWordCompleter(c.complete)
	save, err := history(line)
	if err != nil {
		a.sayf("newsgraph: no history: %v\n", err)
	}
	a.sayln("Gizmo on", a.db+". help explains, exit ends.")
	err = a.dialogue(ctx, v, o, line)
	return errors.Join(err, save())
}

// dialogue runs scripts until the input ends. Their errors are printed.
func (a *app) dialogue(ctx context.Context, v *graph.View, o gizmo.Options, in lineReader) error {
	o.Graph = queries.GizmoGraph(v)
	interpreter := gizmo.NewInterpreter(v.QuadStore(), o)
	for {
		script, err := readScript(in)
		switch {
		case errors.Is(err, liner.ErrPromptAborted):
			continue
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read script: %w", err)
		}
		switch strings.TrimSpace(script) {
		case "":
			continue
		case "exit", "quit":
			return nil
		case "help":
			a.sayln(ours(replHelp))
			continue
		}
		in.AppendHistory(strings.Join(strings.Fields(script), " "))
		// Ctrl-C stops the script, not the dialogue.
		run, stop := signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt)
		r, err := interpreter.Run(run, script)
		stop()
		if err == nil {
			err = a.printRows(r)
		}
		if err != nil {
			a.sayln(message(err))
		}
	}
}

// readScript reads lines until they are a whole script, or an empty line.
func readScript(in lineReader) (string, error) {
	script, err := in.Prompt("gizmo> ")
	for err == nil && gizmo.Incomplete(script) {
		var more string
		if more, err = in.Prompt("   ... "); err == nil {
			if strings.TrimSpace(more) == "" {
				break
			}
			script += "\n" + more
		}
	}
	return script, err
}

// history loads the history of earlier dialogues; save writes it back. It lies
// in the user's cache folder.
func history(line *liner.State) (save func() error, err error) {
	none := func() error { return nil }
	dir, err := os.UserCacheDir()
	if err != nil {
		return none, err
	}
	file := filepath.Join(dir, "newsgraph", "history")
	if f, err := os.Open(file); err == nil {
		_, err = line.ReadHistory(f)
		f.Close()
		if err != nil {
			return none, err
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return none, err
	}
	return func() error {
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return fmt.Errorf("save history: %w", err)
		}
		f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return fmt.Errorf("save history: %w", err)
		}
		_, err = line.WriteHistory(f)
		return errors.Join(err, f.Close())
	}, nil
}
