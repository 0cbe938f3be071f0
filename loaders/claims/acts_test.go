package claims_test

import (
	"os"
	"strings"
	"testing"
)

// TestActs reads testdata/acts.tsv: three sentences of each kind and language.
func TestActs(t *testing.T) {
	tableTest(t, readConstructions(t, "testdata/acts.tsv"))
}

// readConstructions reads a table of kind, language, text and what it states.
func readConstructions(t *testing.T, file string) map[string][]construction {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tables := map[string][]construction{}
	for _, line := range strings.Split(string(data), "\n") {
		if f := strings.Split(line, "\t"); len(f) == 4 && !strings.HasPrefix(line, "#") {
			tables[f[1]] = append(tables[f[1]], construction{f[0], f[2], f[3]})
		}
	}
	return tables
}
