package evaluate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/loaders/claims/evaluate"
)

const annotated = `id: x
lang: en

[[e1|Ann Moor]] was arrested. [[e2|Quay Bank]] accuses [[e1|Moor]].

=== entities
e1 | Person | Ann Moor
e2 | Company | Quay Bank
=== statements
- | arrests | e1 | - | asserted | current | - | was arrested
e2 | accuses | e1 | - | asserted | current | - | accuses Moor
`

func TestCheck(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"agentless", "- | arrests", "- | supports", "it is not agentless"},
		{"range", "- | arrests | e1", "- | arrests | e2", "wants an object of type Person"},
		{"domain", "e2 | accuses", "e2 | leads", "leads wants a subject of type Person"},
		{"entity", "e2 | accuses | e1", "e2 | accuses | e9", "unknown entity"},
		{"itself", "e2 | accuses | e1", "e1 | accuses | e1", "relates to itself"},
		{"stance", "asserted | current | - | was", "said | current | - | was", `parse stance "said"`},
		{"status", "current | - | was", "old | - | was", `parse status "old"`},
		{"holder", "current | - | was", "current | e7 | was", "holder e7 is no entity"},
		{"evidence", "was arrested\ne2", "was freed\ne2", "evidence found 0 times"},
		{"type", "e2 | Company", "e2 | Firm", `type "Firm" is not in the ontology`},
		{"unmarked", "[[e1|Moor]].", "[[e1|Moor]]. Ann Moor left.", `unmarked occurrence of "Ann Moor"`},
		{"never marked", "=== statements", "e3 | Place | Ry\n=== statements", "entity e3 (Ry) is never marked"},
		{"no entity", "accuses [[e1", "accuses [[e4", "marked e4 is no entity"},
		{"twice", "e2 | accuses | e1", "- | arrests | e1", "given twice"},
	} {
		a, err := evaluate.ParseCorpus(strings.Replace(annotated, c.old, c.new, 1))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(a.Check(), "; ")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestAnnotations checks the corpus, and the gold articles if they are there.
func TestAnnotations(t *testing.T) {
	for _, dir := range []string{"corpus/en", "corpus/da", "../shared/gold/dev-en", "../shared/gold/dev-da", "../shared/gold/real-en", "../shared/gold/real-da"} {
		path := filepath.Join(root(t), filepath.FromSlash(dir))
		read := evaluate.ReadGold
		if strings.HasPrefix(dir, "corpus") {
			read = evaluate.ReadCorpus
		} else if _, err := os.Stat(path); err != nil {
			continue
		}
		articles, err := read(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range articles {
			for _, f := range articles[i].Check() {
				t.Errorf("%s: %s", articles[i].ID, f)
			}
		}
	}
}
