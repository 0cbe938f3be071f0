package graph

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

// The store remembers the digest of an article's contribution, of its text, and what it was
// made from, as long as the article's graph is just that contribution: then the
// graph is managed, and Import refuses to add to it. Any other write to the
// graph forgets it, in its own batch.

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
	b, err := r.made(g)
	_, source = splitMade(b)
	return source, err
}

// What is remembered of a graph is the digest of its quads, writeMark and the
// number of the write that made it, then, if the article has a text, textMark
// and the text's hash, and its source. By the number repair knows an old version
// whose newer one is lost.
const (
	textMark  = 0 // no source begins with these
	writeMark = 1
)

func madeOf(sum Digest, k kept) []byte {
	b := sum.append(nil)
	if k.text != nil {
		b = append(append(b, textMark), k.text.hash[:]...)
	}
	return append(b, k.source...)
}

// splitMade is the text's hash, nil if there is no text, and the source.
func splitMade(b []byte) (text []byte, source string) {
	if b = withoutWrite(b); len(b) <= digestLen {
		return nil, ""
	}
	b = b[digestLen:]
	if b[0] == textMark && len(b) > textHashLen {
		text, b = b[1:1+textHashLen], b[1+textHashLen:]
	}
	return text, string(b)
}

// withWrite adds the number of the write to what madeOf made.
func withWrite(made []byte, write uint64) []byte {
	b := append(slices.Clone(made[:digestLen]), writeMark)
	return append(binary.BigEndian.AppendUint64(b, write), made[digestLen:]...)
}

const writeLen = 1 + 8

// writeOf is the number of the write that made a graph, 0 if it is not known:
// stores of format 3 did not keep it.
func writeOf(made []byte) uint64 {
	if len(made) < digestLen+writeLen || made[digestLen] != writeMark {
		return 0
	}
	return binary.BigEndian.Uint64(made[digestLen+1:])
}

func withoutWrite(made []byte) []byte {
	if writeOf(made) == 0 {
		return made
	}
	return append(slices.Clone(made[:digestLen]), made[digestLen+writeLen:]...)
}

// made is what is remembered of graph g: nothing, or its digest and source.
func (r *reader) made(g id) (b []byte, err error) {
	_, err = r.get(sourceKey(g), func(v []byte) error { b = bytes.Clone(v); return nil })
	return b, err
}

// ErrManaged is wrapped by the error of an import into a graph that is just
// what an article says.
var ErrManaged = errors.New("the graph is that of an article")

// refuseManaged is the error of adding to graph g if it is managed. What was
// added would be erased by the next load of the article.
func (s *Store) refuseManaged(g id) error {
	b, err := s.own.made(g)
	if err != nil || len(b) == 0 {
		return err
	}
	nt, err := s.own.term(g)
	if err != nil {
		return err
	}
	return fmt.Errorf("%w: %s holds what a load read in it, and the next load would erase what is added; put the quads into a graph of their own, or remove the article first", ErrManaged, nt)
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
	case t.replaces == 0 || len(t.source) == 0 && !t.newSource:
		return nil
	case len(t.source) == 0:
		return b.Delete(sourceKey(t.replaces), nil)
	}
	return b.Set(sourceKey(t.replaces), withWrite(t.source, t.s.meta.Load().writes+1), nil)
}

// replaceSource notes that a graph is replaced by what is made from source; nil
// for nothing.
func (t *txn) replaceSource(graph schema.IRI, source []byte) error {
	g, err := t.resolve(graph.NT(), false)
	if err != nil || g == 0 {
		return err // nothing is there, and nothing comes
	}
	old, err := t.s.own.made(g)
	t.replaces, t.source, t.newSource = g, source, !bytes.Equal(withoutWrite(old), source)
	return err
}
