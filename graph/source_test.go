package graph

import (
	"context"
	"testing"

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
	quads, err := randomContribution(t, 1, 0).Quads()
	if err != nil {
		t.Fatal(err)
	}
	quads[0].Object = schema.MustIRI("urn:more:1")
	if _, err := s.Import(ctx, seq(quads[:1])); err != nil {
		t.Fatal(err)
	}
	want("a quad more", "")
	store(1, "three")
	want("loaded again", "three")
	s.limits = tinyLimits
	more := randomQuads(t, 200, 1)
	more[7].Graph = schema.ArticleIRI("art 1")
	if _, err := s.Import(ctx, seq(more)); err != nil {
		t.Fatal(err)
	}
	want("a quad more by tables", "")
	store(1, "four")
	if _, err := s.Remove(ctx, schema.ArticleIRI("art 1")); err != nil {
		t.Fatal(err)
	}
	want("removed", "")
	store(1, "")
	want("loaded without", "")
}
