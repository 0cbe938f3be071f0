package graph

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

// The store remembers what the contribution of an article was made from, as
// long as the article's graph is just that contribution. Any other write to
// the graph forgets it, in its own batch.

// Source is the Contribution.Source with which an article was stored, "" if
// there was none or its graph has been changed since. It satisfies
// loaders.Memory.
func (s *Store) Source(article schema.IRI) (string, error) {
	g, err := s.live.lookup(article.NT())
	if err == nil && g != 0 {
		var source string
		if source, err = s.live.source(g); err == nil {
			return source, nil
		}
	}
	if err != nil {
		return "", fmt.Errorf("look at %s: %w", article, err)
	}
	return "", nil
}

func (r *reader) source(g id) (source string, err error) {
	_, err = r.get(sourceKey(g), func(b []byte) error { source = string(b); return nil })
	return source, err
}

func sourceKey(g id) []byte { return putID([]byte{famMade}, g) }

// setSources writes the source of the graph that is replaced, if one is, and
// forgets those of the other graphs that change.
func (t *txn) setSources(b *pebble.Batch, graphs map[id]int64) error {
	next := t.s.meta.Load().next
	for _, g := range slices.Sorted(maps.Keys(graphs)) {
		if g != t.replaces && g&^literalBit < next {
			if err := b.Delete(sourceKey(g), nil); err != nil {
				return err
			}
		}
	}
	switch {
	case t.replaces == 0 || !t.newSource:
		return nil
	case t.source == "":
		return b.Delete(sourceKey(t.replaces), nil)
	}
	return b.Set(sourceKey(t.replaces), []byte(t.source), nil)
}

// replaceSource notes that a graph is replaced by what is made from source.
func (t *txn) replaceSource(graph schema.IRI, source string) error {
	g, err := t.resolve(graph.NT(), false)
	if err != nil || g == 0 {
		return err // nothing is there, and nothing comes
	}
	old, err := t.s.own.source(g)
	t.replaces, t.source, t.newSource = g, source, old != source
	return err
}
