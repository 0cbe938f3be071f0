package graph

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

// The store remembers in which files loads have read an article, so that a load
// can tell which articles are gone from a folder. Like the text it is no part of
// the graph, and goes with the last quad of the article's graph.

func originKey(g id) []byte { return putID([]byte{famOrigin}, g) }

func encodeOrigins(list []schema.Origin) (b []byte) {
	for _, o := range list {
		for _, s := range []string{o.Root, o.File} {
			b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
		}
	}
	return b
}

func decodeOrigins(b []byte) (out []schema.Origin, ok bool) {
	var pair [2]string
	for len(b) > 0 {
		for i := range pair {
			n, k := binary.Uvarint(b)
			if k <= 0 || n > uint64(len(b)-k) {
				return nil, false
			}
			pair[i], b = string(b[k:k+int(n)]), b[k+int(n):]
		}
		out = append(out, schema.Origin{Root: pair[0], File: pair[1]})
	}
	return out, true
}

func (r *reader) origins(g id) (out []schema.Origin, err error) {
	_, err = r.get(originKey(g), func(b []byte) error {
		var ok bool
		if out, ok = decodeOrigins(b); !ok {
			return damagef("the origin of article %d can not be read", g)
		}
		return nil
	})
	return out, err
}

// withOrigin is list with o in place of what it has of o's root, by root.
func withOrigin(list []schema.Origin, o schema.Origin) (out []schema.Origin, changed bool) {
	i, found := slices.BinarySearchFunc(list, o.Root, func(a schema.Origin, root string) int { return strings.Compare(a.Root, root) })
	switch {
	case o.Root == "" || found && list[i] == o:
		return list, false
	case found:
		list[i] = o
		return list, true
	}
	return slices.Insert(list, i, o), true
}

// setOrigin adds where the article that is replaced was read.
func (t *txn) setOrigin(b *pebble.Batch) error {
	if t.origin.Root == "" || t.replaces == 0 {
		return nil
	}
	list, err := t.s.own.origins(t.replaces)
	if err != nil {
		return err
	}
	if list, changed := withOrigin(list, t.origin); changed {
		return b.Set(originKey(t.replaces), encodeOrigins(list), nil)
	}
	return nil
}

// Locate notes where an article, which the store has, was read. The note is
// durable with the next write that is.
func (s *Store) Locate(ctx context.Context, article schema.IRI, o schema.Origin) error {
	err := s.changeOrigins(ctx, article, func(list []schema.Origin) ([]schema.Origin, bool) { return withOrigin(list, o) })
	if err != nil {
		return fmt.Errorf("note where %s is: %w", article, err)
	}
	return nil
}

// Forget takes back that an article was read under root, and removes it if it
// was read nowhere else. removed is false if it stays, or is not there.
func (s *Store) Forget(ctx context.Context, article schema.IRI, root string) (removed bool, err error) {
	left := -1
	err = s.changeOrigins(ctx, article, func(list []schema.Origin) ([]schema.Origin, bool) {
		n := len(list)
		list = slices.DeleteFunc(list, func(o schema.Origin) bool { return o.Root == root })
		if len(list) < n {
			left = len(list)
		}
		return list, left > 0
	})
	if err == nil && left == 0 {
		return s.Remove(ctx, article)
	}
	if err != nil {
		return false, fmt.Errorf("forget where %s is: %w", article, err)
	}
	return false, nil
}

func (s *Store) changeOrigins(ctx context.Context, article schema.IRI, f func([]schema.Origin) ([]schema.Origin, bool)) error {
	if err := s.lockWrite(ctx); err != nil {
		return err
	}
	defer s.unlockWrite()
	g, err := s.own.lookup(article.NT())
	if err != nil || g == 0 {
		return err
	}
	n, err := s.own.count(dirG, g)
	if err != nil || n == 0 {
		return err
	}
	list, err := s.own.origins(g)
	if err != nil {
		return err
	}
	list, changed := f(list)
	if !changed {
		return nil
	}
	b := s.db.NewBatch()
	if err := b.Set(originKey(g), encodeOrigins(list), nil); err != nil {
		return err
	}
	if err := s.apply(b, pebble.NoSync); err != nil {
		return err
	}
	return s.wrote(s.meta.Load())
}

// ArticleOrigin is an article and a place where it was read.
type ArticleOrigin struct {
	Article schema.IRI
	schema.Origin
}

// Origins lists where loads have read the articles of the store, by root, file
// and article.
func (v *View) Origins(ctx context.Context) (out []ArticleOrigin, err error) {
	c, err := v.r.cursor()
	if err != nil {
		return nil, err
	}
	defer c.done()
	ok, err := c.seek([]byte{famOrigin})
	for ; ok && err == nil; ok, err = c.next() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		iri, err := v.graphIRI(getID(c.key[1:]))
		if err != nil {
			return nil, err
		}
		b, err := c.value()
		if err != nil {
			return nil, err
		}
		list, ok := decodeOrigins(b)
		if !ok {
			return nil, damagef("the origin of %s can not be read", iri)
		}
		for _, o := range list {
			out = append(out, ArticleOrigin{iri, o})
		}
	}
	slices.SortFunc(out, func(a, b ArticleOrigin) int {
		return cmp.Or(cmp.Compare(a.Root, b.Root), cmp.Compare(a.File, b.File), cmp.Compare(a.Article.String(), b.Article.String()))
	})
	return out, err
}

// graphIRI is the IRI of a graph, which loads have made.
func (v *View) graphIRI(g id) (schema.IRI, error) {
	nt, err := v.r.term(g)
	if err != nil {
		return schema.IRI{}, err
	}
	return schema.ParseIRI(strings.Trim(nt, "<>"))
}
