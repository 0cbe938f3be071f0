package graph

import (
	"bufio"
	"context"
	"fmt"
	"iter"
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

// The crash test runs this binary again as a child that loads and removes,
// kills it with SIGKILL at a random moment, and looks at what is left.
// NEWSGRAPH_KILLS sets how often; docs/store.md says what 200 gave.
const (
	crashDirEnv  = "NEWSGRAPH_CRASH_DIR"
	crashFromEnv = "NEWSGRAPH_CRASH_FROM"
	killsEnv     = "NEWSGRAPH_KILLS"
)

func TestMain(m *testing.M) {
	if os.Getenv(firstEnv) != "" {
		firstChild()
		return
	}
	if dir := os.Getenv(crashDirEnv); dir != "" {
		from, err := strconv.Atoi(os.Getenv(crashFromEnv))
		if err == nil {
			err = crashChild(dir, from)
		}
		fmt.Fprintln(os.Stderr, "child:", err)
		os.Exit(3)
	}
	os.Exit(m.Run())
}

const crashArticles = 40

// crashStep is the operation number n: most load or replace an article, some
// remove one, some import many at once.
func crashStep(n int) (articles []int, version int, remove bool) {
	r := rand.New(rand.NewPCG(uint64(n), 99))
	switch r.IntN(10) {
	case 0, 1, 2:
		return []int{r.IntN(crashArticles)}, 0, true
	case 3:
		first := crashArticles + 30*r.IntN(5)
		for i := range 30 {
			articles = append(articles, first+i)
		}
		return articles, 0, false
	}
	return []int{r.IntN(crashArticles)}, r.IntN(3), false
}

// crashChild does the steps from number from on, and says each when it is
// done, until it is killed.
func crashChild(dir string, from int) error {
	s, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	s.limits.batch = 200 // the imports of many articles go by sorted tables
	t := &testing.T{}
	ctx := context.Background()
	fmt.Println("open")
	for n := from; ; n++ {
		articles, version, remove := crashStep(n)
		switch {
		case remove:
			_, err = s.Remove(ctx, schema.ArticleIRI(fmt.Sprint("art ", articles[0])))
		case len(articles) > 1:
			_, err = s.Import(ctx, contributions(t, articles, version))
		default:
			_, err = s.Replace(ctx, randomContribution(t, articles[0], version))
		}
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// contributions yields the quads of articles, one after the other.
func contributions(t testing.TB, articles []int, version int) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		for _, a := range articles {
			quads, err := randomContribution(t, a, version).Quads()
			for _, q := range quads {
				if !yield(q, err) {
					return
				}
			}
		}
	}
}

// crashState is the canonical export after the first n steps.
func crashState(t *testing.T, n int) string {
	state := map[int]int{}
	for step := range n {
		articles, version, remove := crashStep(step)
		for _, a := range articles {
			if state[a] = version; remove {
				delete(state, a)
			}
		}
	}
	var all []schema.Quad
	for a, version := range state {
		quads, err := randomContribution(t, a, version).Quads()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, quads...)
	}
	var b strings.Builder
	for _, q := range schema.SortQuads(all) {
		b.WriteString(q.NQ() + "\n")
	}
	return b.String()
}

func TestKillNine(t *testing.T) {
	kills := 20
	if n, err := strconv.Atoi(os.Getenv(killsEnv)); err == nil {
		kills = n
	} else if testing.Short() {
		kills = 3
	}
	dir := filepath.Join(t.TempDir(), "store")
	r := rand.New(rand.NewPCG(1, uint64(kills)))
	done := 0
	for kill := range kills {
		acked := runAndKill(t, dir, done, kill%4 == 0, time.Duration(600e6*r.Float64()*r.Float64()*r.Float64()))
		s, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		wantSound(t, s)
		got := export(t, s)
		switch { // the last step may be done and not yet said
		case got == crashState(t, acked):
			done = acked
		case got == crashState(t, acked+1):
			done = acked + 1
		default:
			t.Fatalf("kill %d: after %d acknowledged steps the store holds something else", kill, acked)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if done == 0 {
		t.Error("no step was ever done")
	}
	t.Logf("%d kills, %d steps", kills, done)
}

// runAndKill runs the child from step from, kills it some time after its start
// (early) or after it has opened the store, and returns the number of steps
// that are done.
func runAndKill(t *testing.T, dir string, from int, early bool, after time.Duration) int {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashDirEnv+"="+dir, crashFromEnv+"="+strconv.Itoa(from))
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { time.AfterFunc(after, func() { cmd.Process.Kill() }) }
	if early {
		kill()
	}
	done := from
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "open" {
			if !early {
				kill()
			}
			continue
		}
		n, err := strconv.Atoi(lines.Text())
		if err != nil || n != done {
			t.Fatalf("child said %q after step %d", lines.Text(), done)
		}
		done++
	}
	if err := cmd.Wait(); err == nil || stderr.Len() > 0 {
		t.Fatalf("child: %v\n%s", err, stderr.String())
	}
	return done
}
