package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"newsgraph": main})
}

// TestScripts runs testdata/script/*.txtar, one file a command or a kind of
// fault. Besides testscript's own commands there are
//
//	exits CODE PROGRAM ARG...   runs it and demands the exit code
//	repeat N TEXT FILE          writes TEXT N times
//	pack FILE DIR               packs what is in DIR by the ending of FILE: .gz (of one file), .tar, .tar.gz, .tar.zst, else zip
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exitsCommand, "repeat": repeatCommand, "pack": packCommand},
		Condition: func(cond string) (bool, error) {
			if cond == "root" { // whom no file mode stops
				return os.Geteuid() == 0, nil
			}
			return false, errors.New("unknown condition")
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("NEWSGRAPH_DB", e.WorkDir+"/test.db")
			story, err := filepath.Abs("testdata/story.nq") // see TestStoryFile
			if err != nil {
				return err
			}
			e.Setenv("STORY", story)
			e.Setenv("UNTOLD", filepath.Join(filepath.Dir(story), "untold.nq"))
			return nil
		},
	})
}

func exitsCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("%s: exit code %d, want %s", strings.Join(args[1:], " "), code, args[0])
	}
}

func repeatCommand(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat N TEXT FILE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[2]))
	ts.Check(err)
	for range n {
		_, err := f.WriteString(args[1])
		ts.Check(err)
	}
	ts.Check(f.Close())
}

// Every command has a one-line description and an example, and help ends in
// the exit codes.
func TestHelp(t *testing.T) {
	root := newRootCommand(&app{})
	var check func(c *cobra.Command)
	check = func(c *cobra.Command) {
		if c.Short == "" || c.Example == "" || !strings.Contains(c.Example, "newsgraph") {
			t.Errorf("%s lacks a description or an example", c.CommandPath())
		}
		var help strings.Builder
		c.SetOut(&help)
		if err := c.Help(); err != nil || !strings.Contains(help.String(), "Exit codes:") {
			t.Errorf("the help of %s lacks the exit codes (%v)", c.CommandPath(), err)
		}
		for _, sub := range c.Commands() {
			if sub.Name() != "completion" && sub.Name() != "help" {
				check(sub)
			}
		}
	}
	check(root)
}
