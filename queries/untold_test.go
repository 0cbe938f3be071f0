package queries_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/gizmo"
	"newsgraph/queries/storytest"
	"newsgraph/schema"
)

func untoldNode(t *testing.T, v *graph.View, predicate string) schema.IRI {
	t.Helper()
	for c, err := range v.Claims(context.Background(), graph.ClaimFilter{Predicate: ng(predicate)}) {
		if err != nil {
			t.Fatal(err)
		}
		if schema.IsUntold(c.Subject) {
			return c.Subject
		}
	}
	t.Fatal("nobody untold " + predicate)
	return schema.IRI{}
}

func TestNoPathThroughTheUntold(t *testing.T) {
	ctx := context.Background()
	told, v := storytest.View(t), storytest.UntoldView(t)
	for _, ends := range [][2]string{{"person/ida-lund", "person/mikkel-brandt"}, {"person/karen-holt", "agency/customs"}, {"person/ida-lund", "company/nordlys-line"}} {
		for _, q := range []queries.PathQuery{{K: 5}, {K: 5, Evidence: queries.Evidence{MinConfidence: 0.1}}, {K: 5, Via: []schema.IRI{ng("company/baltic-freight")}}} {
			q.From, q.To = []schema.IRI{ng(ends[0])}, []schema.IRI{ng(ends[1])}
			want, err := queries.Paths(ctx, told, q)
			if err != nil {
				t.Fatal(err)
			}
			got, err := queries.Paths(ctx, v, q)
			if err != nil || len(got) != len(want) {
				t.Fatalf("%v: %d paths, %v, want %d", ends, len(got), err, len(want))
			}
			for i := range got {
				if chain(got[i]) != chain(want[i]) {
					t.Errorf("got %s, want %s", chain(got[i]), chain(want[i]))
				}
			}
		}
	}
	node := untoldNode(t, v, "arrests")
	for _, q := range []queries.PathQuery{
		{From: []schema.IRI{node}, To: []schema.IRI{ng("person/ole-lund")}},
		{From: []schema.IRI{ng("person/ole-lund")}, To: []schema.IRI{node}},
		{From: []schema.IRI{ng("person/ole-lund")}, To: []schema.IRI{ng("person/ida-lund")}, Via: []schema.IRI{node}},
	} {
		if _, err := queries.Paths(ctx, v, q); err == nil || !strings.Contains(err.Error(), "whom an article does not tell") {
			t.Errorf("a path with an untold end: %v", err)
		}
	}
}

// Quads that were not made by newsgraph may join two acts in one node; verify
// tells, and paths keep off all the same.
func TestNoPathThroughImportedUntold(t *testing.T) {
	ctx := context.Background()
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	node := ng("unnamed/0123456789abcdef01234567")
	quads := []schema.Quad{{Subject: node, Predicate: schema.TypeIRI, Object: ng("Unnamed")}}
	for _, p := range []string{"person/a", "person/b"} {
		quads = append(quads, schema.Quad{Subject: ng(p), Predicate: schema.TypeIRI, Object: ng("Person")},
			schema.Quad{Subject: node, Predicate: ng("arrests"), Object: ng(p)})
	}
	if _, err := s.Import(ctx, func(yield func(schema.Quad, error) bool) {
		for _, q := range quads {
			if !yield(q, nil) {
				return
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for _, e := range []queries.Evidence{{}, {MinPublishers: 1}} {
		q := queries.PathQuery{From: []schema.IRI{ng("person/a")}, To: []schema.IRI{ng("person/b")}, Evidence: e}
		if paths, err := queries.Paths(ctx, v, q); err != nil || len(paths) > 0 {
			t.Errorf("%+v: %v, %v", e, paths, err)
		}
	}
	best, err := queries.MostConnected(ctx, v, []schema.IRI{ng("Person")}, 2)
	if err != nil || len(best) != 2 || best[0].Others != 0 {
		t.Errorf("most connected: %v, %v", best, err)
	}
}

func TestClaimsOfTheUntold(t *testing.T) {
	ctx := context.Background()
	v := storytest.UntoldView(t)
	claims, _, err := queries.Claims(ctx, v, queries.ClaimQuery{Object: ng("person/mikkel-brandt")}, 0)
	if err != nil || len(claims) != 2 {
		t.Fatal(claims, err)
	}
	for _, c := range claims {
		data, err := json.Marshal(c)
		if err != nil || !c.Untold() || c.SubjectName != "somebody" || !strings.Contains(string(data), `"subject":null`) {
			t.Errorf("%s (%v)", data, err)
		}
	}
	e, err := queries.Resolve(ctx, v, "Mikkel Brandt")
	if err != nil {
		t.Fatal(err)
	}
	p, err := queries.ProfileOf(ctx, v, e)
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, g := range p.Groups {
		groups = append(groups, fmt.Sprint(queries.PredicateLabel(g.Predicate, g.Forward), len(g.Claims)))
	}
	if got := strings.Join(groups, ", "); got != "speaks for1, is charged by1, was arrested by1" {
		t.Errorf("profile: %s", got)
	}
}

func TestGizmoOfTheUntold(t *testing.T) {
	ctx := context.Background()
	v := storytest.UntoldView(t)
	node := untoldNode(t, v, "arrests")
	for _, c := range []struct{ script, want string }{
		{`g.V("<ng:person/ida-lund>").in("<ng:arrests>").all()`, fmt.Sprintf("[map[id:%s]]", node.NT())},
		{`g.emit(g.claims({subject: "` + node.NT() + `"})[0].subjectName === null)`, "[true]"},
		{`g.emit(g.claims({object: "<ng:person/ida-lund>", predicate: "<ng:arrests>"})[0].subject)`, "[" + node.NT() + "]"},
	} {
		r, err := gizmo.Run(ctx, v.QuadStore(), c.script, gizmo.Options{Graph: queries.GizmoGraph(v)})
		if err != nil || fmt.Sprint(r.Rows) != c.want {
			t.Errorf("%s: %v, %v, want %s", c.script, r.Rows, err, c.want)
		}
	}
}

// Ready-made questions count what the untold do.
func TestQuestionsOfTheUntold(t *testing.T) {
	v := storytest.UntoldView(t)
	list, err := queries.Questions("")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		args map[string]string
		want int
	}{
		{"accusations-against", map[string]string{"entity": "Nordlys Line"}, 6},
		{"accusations-against", map[string]string{"entity": "Mikkel Brandt"}, 1},
		{"denials", map[string]string{"entity": "Karen Holt"}, 2},
		{"disputes", nil, 4}, // the denial is of the same act as the accusation
		{"timeline", map[string]string{"entity": "Mikkel Brandt"}, 4},
		{"profile", map[string]string{"entity": "Ida Lund"}, 4},
	} {
		for _, q := range list {
			if q.Name != c.name {
				continue
			}
			r, err := queries.Ask(context.Background(), v, q, c.args, gizmo.Limits{})
			if err != nil || len(r.Rows) != c.want {
				t.Errorf("%s %v: %d rows, %v, want %d: %v", c.name, c.args, len(r.Rows), err, c.want, r.Rows)
			}
		}
	}
}
