package compile

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the embedded tables")

// sources walks up to the project and from there to the shared lists.
func sources(t *testing.T) string {
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
	dir = filepath.Join(dir, "..", "shared", "data", "gazetteers")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the source lists are not here: %v", err)
	}
	return dir
}

func TestEmbeddedTablesAreUpToDate(t *testing.T) {
	dir := sources(t)
	for name, build := range map[string]func(string) ([]byte, error){"names.bin": Names, "places.txt": Places} {
		got, err := build(dir)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("..", "data", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs from its sources; run the test with -update", name)
		}
	}
}

func TestMissingListIsReported(t *testing.T) {
	if _, err := Names(t.TempDir()); err == nil {
		t.Error("no error for an empty folder")
	}
}
