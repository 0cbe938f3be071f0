package queries_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"newsgraph/queries"
	"newsgraph/queries/gizmo"
	"newsgraph/queries/storytest"
)

// TestGizmoDoc holds that docs/gizmo.md names every word of the language and
// that its scripts run.
func TestGizmoDoc(t *testing.T) {
	data, err := os.ReadFile("../docs/gizmo.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(data)
	w := gizmo.LanguageWords()
	for _, list := range [][]string{w.Path, w.Graph, w.Functions} {
		for _, word := range list {
			switch word { // aliases and Cayley's old names
			case "vertex", "morphism", "uri", "IRI", "addDefaultNamespaces", "loadNamespaces":
				continue
			}
			if !strings.Contains(doc, word) {
				t.Errorf("docs/gizmo.md does not name %s", word)
			}
		}
	}
	v := storytest.View(t)
	scripts := 0
	for i, part := range strings.Split(doc, "```") {
		script, ok := strings.CutPrefix(part, "js\n")
		if i%2 == 0 || !ok {
			continue
		}
		scripts++
		o := gizmo.Options{Graph: queries.GizmoGraph(v), Params: map[string]string{"from": "<ng:company/nordlys-line>"}}
		if _, err := gizmo.Run(context.Background(), v.QuadStore(), script, o); err != nil {
			t.Errorf("%v in\n%s", err, script)
		}
		if strings.HasPrefix(script, "// ask:") {
			if _, err := queries.ParseQuestion("doc", script); err != nil {
				t.Error(err)
			}
		}
	}
	if scripts < 2 {
		t.Errorf("only %d scripts found", scripts)
	}
}
