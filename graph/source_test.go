package graph

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"

	"newsgraph/schema"
)

// The source of an article is remembered until anything else changes its
// graph, and never shows in the graph.
func TestSource(t *testing.T) {
	ctx := context.Background()
	s := openTest(t, Options{})
	want := func(step, source string) {
		t.Helper()
		got, err := s.Source(schema.ArticleIRI("art 1"))
		if err != nil || got != source {
			t.Errorf("%s: source %q, %v, want %q", step, got, err, source)
		}
		wantSound(t, s)
	}
	store := func(version int, source string) bool {
		t.Helper()
		c := randomContribution(t, 1, version)
		if c.Article.ID != "art 1" {
			t.Fatal(c.Article.ID)
		}
		c.Source = source
		return replace(t, s, c)
	}
	want("empty", "")
	store(0, "")
	plain := export(t, s)
	want("without", "")
	if store(0, "one") {
		t.Error("a new source is no change of the graph")
	}
	want("the same with a source", "one")
	if export(t, s) != plain {
		t.Error("the source shows in the export")
	}
	store(1, "two")
	want("replaced", "two")
	replace(t, s, randomContribution(t, 2, 0))
	want("another article", "two")
	graph := quad.IRI(schema.ArticleIRI("art 1").String())
	more := func(n int) { // as a Cayley program does it; Import refuses
		t.Helper()
		w, err := s.QuadStore().NewQuadWriter()
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			q := quad.Quad{Subject: graph, Predicate: quad.IRI("urn:p"), Object: quad.Int(i), Label: graph}
			if err := w.(*quadWriter).WriteQuad(q); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	more(1)
	want("a quad more", "")
	store(1, "three")
	want("loaded again", "three")
	s.limits = tinyLimits
	more(200)
	want("a quad more by tables", "")
	store(1, "four")
	if _, err := s.Remove(ctx, schema.ArticleIRI("art 1")); err != nil {
		t.Fatal(err)
	}
	want("removed", "")
	store(1, "")
	want("loaded without", "")
}
