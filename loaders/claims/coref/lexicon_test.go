package coref

import (
	"slices"
	"strings"
	"testing"

	"newsgraph/schema"
)

// TestLexicon holds that every row is of a kind that the code asks for, names
// types that the ontology has, and that no noun stands in two rows.
func TestLexicon(t *testing.T) {
	lists := []string{
		"title", "male", "female", "article", "within", "of", "initials", "opening", "orghead", "owned", "kin", "personverb", "orgverb",
		"thesis", "notthesame", "two", "person", "reporting", "spokes", "inanimate", "personal", "impersonal", "locative", "as", "deputy",
		"restricts", "aloof", "time", "byline", "collective", "naming", "country", "notnoun", "become", "aged", "toplace", "either", "said", "dealing",
	}
	files, err := lexiconFiles.ReadDir("lexicon")
	if err != nil || len(files) < 2 {
		t.Fatalf("lexicons: %v, %v", files, err)
	}
	for _, f := range files {
		data, err := lexiconFiles.ReadFile("lexicon/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			c := strings.Split(line, "\t")
			fail := func(format string, args ...any) {
				t.Errorf("%s:%d: "+format, append([]any{f.Name(), i + 1}, args...)...)
			}
			switch {
			case slices.Contains([]string{"noun", "name", "alone"}, c[0]):
				if len(c) != 3 {
					fail("want kind, types and nouns, got %d cells", len(c))
					continue
				}
				for _, typ := range strings.Split(c[1], "|") {
					if _, ok := schema.Default().Type(typ); !ok {
						fail("unknown type %q", typ)
					}
				}
				for _, w := range strings.Fields(c[2]) {
					if seen[w] {
						fail("%q stands in two rows", w)
					}
					seen[w] = true
				}
			case c[0] == "pronoun" || c[0] == "stands":
				if len(c) != 3 {
					fail("want three cells, got %d", len(c))
				}
			case c[0] == "definite" || slices.Contains(lists, c[0]):
				if len(c) != 2 {
					fail("want two cells, got %d", len(c))
				}
			default:
				fail("nobody asks for kind %q", c[0])
			}
		}
	}
}
