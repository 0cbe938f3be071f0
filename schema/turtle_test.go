package schema

import (
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestWrite(t *testing.T) {
	for golden, write := range map[string]func(io.Writer) error{
		"testdata/ontology.ttl": Default().WriteTurtle,
		"testdata/shapes.ttl":   Default().WriteSHACL,
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), want) {
			t.Errorf("%s has changed; run go test ./schema -update and review the difference", golden)
		}
		if write(brokenWriter{}) == nil {
			t.Errorf("%s: a write error is not reported", golden)
		}
	}
}

// Every ng: name that is used must be the subject of some statement.
func TestTurtleIsClosed(t *testing.T) {
	var b strings.Builder
	if err := Default().WriteTurtle(&b); err != nil {
		t.Fatal(err)
	}
	defined := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^ng:(\w+) a `).FindAllStringSubmatch(b.String(), -1) {
		if defined[m[1]] {
			t.Errorf("%s is described twice", m[1])
		}
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`ng:(\w+)`).FindAllStringSubmatch(b.String(), -1) {
		if !defined[m[1]] {
			t.Errorf("%s is used but not described", m[1])
		}
	}
	for _, p := range Default().Predicates() {
		if !defined[p.Name] {
			t.Errorf("predicate %s is missing", p.Name)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }
