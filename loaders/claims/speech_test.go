package claims_test

import (
	"os"
	"strings"
	"testing"
)

// TestSpeechData runs the invented sentences of testdata: denials and
// factuality. What is to give nothing must give nothing in all of them.
func TestSpeechData(t *testing.T) {
	for _, name := range []string{"denials", "factuality"} {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile("testdata/" + name + ".tsv")
			if err != nil {
				t.Fatal(err)
			}
			tables := map[string][]construction{}
			for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
				if strings.HasPrefix(line, "#") {
					continue
				}
				f := strings.Split(line, "\t")
				if len(f) != 3 {
					t.Fatalf("%s.tsv:%d: want language, text, statements", name, n+1)
				}
				tables[f[0]] = append(tables[f[0]], construction{name, f[1], f[2]})
			}
			tableTest(t, tables)
		})
	}
}
