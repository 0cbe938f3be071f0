package langid

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden scores")

// shared walks up to the project and from there to the shared data.
func shared(t *testing.T) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	dir = filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	return dir
}

// TestQuality measures sentences of eight words and more of treebanks.
func TestQuality(t *testing.T) {
	dir := shared(t)
	var out strings.Builder
	for _, c := range []struct{ file, lang string }{
		{"ner/en_ewt-dev.iob2", "en"}, {"ner/en_gum-dev.iob2", "en"}, {"ner/da_ddt-dev.iob2", "da"}, {"ner/no_ndt-nob.iob2", "nb"},
	} {
		f, err := os.Open(filepath.Join(dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		n, right, none, wrong := 0, 0, 0, map[string]int{}
		for s := bufio.NewScanner(f); s.Scan(); {
			text, ok := strings.CutPrefix(s.Text(), "# text = ")
			if !ok || len(strings.Fields(text)) < 8 {
				continue
			}
			n++
			switch g := Detect(text); g.Lang {
			case c.lang:
				right++
			case "":
				none++
			default:
				wrong[g.Lang]++
			}
		}
		fmt.Fprintf(&out, "%s: %d sentences, right %.2f %%, undecided %.2f %%, wrong %v\n", c.file, n, 100*float64(right)/float64(n), 100*float64(none)/float64(n), wrong)
	}
	golden := filepath.Join("testdata", "quality.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("scores changed (run with -update if that is meant):\n%swant:\n%s", out.String(), want)
	}
}
