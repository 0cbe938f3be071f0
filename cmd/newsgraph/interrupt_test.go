package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// A load that is interrupted while it waits for more input ends at once with
// exit code 3; what it had stored is there, and the rest can be loaded later.
func TestInterruptedLoad(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	line := func(i int) string {
		return fmt.Sprintf(`{"id":"%d","lang":"en","text":"Ann Boe leads Quayside Shipping."}`+"\n", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	in, feed := io.Pipe()
	defer feed.Close()
	go func() { // the pipe stays open: the load waits for more
		for i := range 3 {
			io.WriteString(feed, line(i))
		}
		io.WriteString(feed, "bad line\n")
	}()
	var out, errw bytes.Buffer
	watch := writerFunc(func(p []byte) (int, error) {
		if bytes.Contains(p, []byte("rejected")) { // all before it is stored
			cancel()
		}
		return errw.Write(p)
	})
	code := run(ctx, []string{"load", "--db", db, "-"}, in, &out, watch)
	if code != exitFailed || !strings.Contains(errw.String(), "interrupted") {
		t.Errorf("exit code %d, stderr %s", code, errw.String())
	}
	if !strings.HasPrefix(out.String(), "3 articles loaded, 0 unchanged, 1 rejected") {
		t.Errorf("report %s", out.String())
	}
	out.Reset()
	code = run(t.Context(), []string{"load", "--db", db, "-"}, strings.NewReader(line(0)+line(2)+line(3)), &out, &errw)
	if code != exitDone || !strings.HasPrefix(out.String(), "1 article loaded, 2 unchanged, 0 rejected") {
		t.Errorf("second load: exit code %d, %s", code, out.String())
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
