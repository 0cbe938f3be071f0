package gizmo

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const hostileScript = "NEWSGRAPH_HOSTILE_SCRIPT" // of the child
const hostileCount = "NEWSGRAPH_HOSTILE"         // how many to run, "all", or nothing for the quick part
const quickHostile = 40

// TestHostileChild is the child of TestHostileBounds: it runs one script.
func TestHostileChild(t *testing.T) {
	script := os.Getenv(hostileScript)
	if script == "" {
		t.Skip("run by TestHostileBounds")
	}
	timeout, _ := time.ParseDuration(os.Getenv(hostileScript + "_TIMEOUT"))
	qs := diskStore(t, 12)
	start := time.Now()
	_, err := Run(context.Background(), qs, script, Options{Limits: Limits{Timeout: timeout, Memory: 256 << 20}})
	fmt.Printf("took %d ms: %v\n", time.Since(start).Milliseconds(), err)
	var e *Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("error %T: %v", err, err)
	}
	if err != nil {
		for _, bad := range []string{"internal error", "inside Cayley", "does not stop", "already used", "0x"} {
			if strings.Contains(err.Error(), bad) {
				t.Fatal(err)
			}
		}
	}
}

// TestHostileBounds runs hostile scripts, each in a process of its own, and
// holds how long they live and how much memory the process takes. The machine
// may be busy, so the time that counts is the processor's.
func TestHostileBounds(t *testing.T) {
	scripts := hostileScripts()
	timeout := time.Second
	switch n := os.Getenv(hostileCount); {
	case n == "all":
		timeout = 5 * time.Second
	case n != "":
		count, err := strconv.Atoi(n)
		if err != nil {
			t.Fatal(err)
		}
		scripts, timeout = scripts[:min(count, len(scripts))], 5*time.Second
	case testing.Short():
		t.Skip("a minute")
	default:
		scripts = scripts[:quickHostile]
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var peak int64
	var longest, most time.Duration
	turn := make(chan struct{}, 3)
	for _, script := range scripts {
		wg.Add(1)
		turn <- struct{}{}
		go func() {
			defer func() { <-turn; wg.Done() }()
			rss, wall, cpu := runHostile(t, script, timeout)
			mu.Lock()
			defer mu.Unlock()
			peak, longest, most = max(peak, rss), max(longest, wall), max(most, cpu)
		}()
	}
	wg.Wait()
	t.Logf("%d scripts: peak memory %d MiB, longest run %v, most processor time %v", len(scripts), peak>>20, longest, most)
}

func runHostile(t *testing.T, script string, timeout time.Duration) (rss int64, wall, cpu time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestHostileChild$", "-test.v")
	cmd.Env = append(os.Environ(), hostileScript+"="+script, hostileScript+"_TIMEOUT="+timeout.String())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s\n%v\n%s", script, err, short(string(out)))
	}
	if _, after, ok := strings.Cut(string(out), "took "); ok {
		ms, _ := strconv.Atoi(after[:max(0, strings.Index(after, " ms"))])
		wall = time.Duration(ms) * time.Millisecond
	}
	if os.Getenv(hostileScript+"_LOG") != "" {
		fmt.Printf("%v %s\n", wall, script)
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		t.Fatal("no resource usage")
	}
	rss, cpu = usage.Maxrss<<10, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	if rss > 1<<30 {
		t.Errorf("%s\ntook %d MiB", script, rss>>20)
	}
	// Two processors may work for one script: the collector beside it.
	if wall > timeout+5*time.Second && cpu > timeout+5*time.Second {
		t.Errorf("%s\ntook %v, of processors %v", script, wall, cpu)
	}
	return rss, wall, cpu
}
