package graph

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsgraph/schema"
)

// Six processes write into a folder that is not there, all at once.
// NEWSGRAPH_FIRST sets how many rounds.
const (
	firstEnv       = "NEWSGRAPH_FIRST_CHILD"
	firstRoundsEnv = "NEWSGRAPH_FIRST"
	firstWriters   = 6
	inUseText      = "in use"
)

// firstChild reads folders, and adds a quad to each.
func firstChild() {
	me := os.Getenv(firstEnv)
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		said := inUseText
		for try := 0; said == inUseText && try < 4; try++ { // some come first, some in between, some late
			time.Sleep(time.Duration(rand.IntN(1+3*try)) * time.Millisecond)
			said = firstWrite(in.Text(), me)
		}
		fmt.Println(said)
	}
}

func firstQuad(who string) schema.Quad {
	return schema.Quad{Subject: schema.MustIRI("urn:writer:" + who), Predicate: schema.MustIRI("urn:p"), Object: schema.MustIRI("urn:o")}
}

func firstWrite(dir, who string) string {
	s, err := Open(dir, Options{})
	if err == nil {
		_, err = s.Import(context.Background(), seq([]schema.Quad{firstQuad(who)}))
		err = errors.Join(err, s.Close())
	}
	switch {
	case err == nil:
		return "done"
	case errors.Is(err, ErrInUse):
		return inUseText
	}
	return strings.ReplaceAll(err.Error(), "\n", " ")
}

func TestFirstWriters(t *testing.T) {
	rounds := 10
	if n, err := strconv.Atoi(os.Getenv(firstRoundsEnv)); err == nil {
		rounds = n
	} else if testing.Short() {
		rounds = 3
	}
	var ins []io.Writer
	var outs []*bufio.Scanner
	for n := range firstWriters {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), firstEnv+"="+strconv.Itoa(n))
		cmd.Stderr = os.Stderr
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			in.Close()
			cmd.Wait()
		}()
		ins, outs = append(ins, in), append(outs, bufio.NewScanner(out))
	}
	base, done := t.TempDir(), 0
	for round := range rounds {
		dir := filepath.Join(base, strconv.Itoa(round))
		for _, in := range ins {
			fmt.Fprintln(in, dir)
		}
		var want []string
		for n, out := range outs {
			if !out.Scan() {
				t.Fatalf("writer %d ended", n)
			}
			switch said := out.Text(); said {
			case "done":
				want = append(want, firstQuad(strconv.Itoa(n)).NQ()+"\n")
			case inUseText:
			default:
				t.Errorf("round %d: writer %d: %s", round, n, said)
			}
		}
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if got := export(t, s); len(want) == 0 || got != strings.Join(want, "") {
			t.Fatalf("round %d: %d writers were told that they are done, but there is\n%s", round, len(want), got)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		done += len(want)
		os.RemoveAll(dir)
	}
	t.Logf("%d rounds, %d of %d writers done, the others were told that it is in use", rounds, done, rounds*firstWriters)
}
