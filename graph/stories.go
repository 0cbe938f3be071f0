package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"newsgraph/graph/words"
	"newsgraph/schema"
)

// Copies are articles whose texts are nearly the same: a story of an agency in
// several papers. Two articles are copies if they share a band of their sketches
// and are alike by them (words.Sketch); a story is what copies of copies make
// together. Nothing of it is stored but each article's own bands, so that which
// articles are one story depends on the articles alone.

// Story lists the articles that are copies of one story with article, by IRI,
// itself too; it alone if it is no copy or the store has no text of it.
func (v *View) Story(ctx context.Context, article schema.IRI) ([]schema.IRI, error) {
	g, err := v.r.lookup(article.NT())
	if err != nil {
		return nil, fmt.Errorf("look for copies of %s: %w", article, err)
	}
	if g == 0 {
		return []schema.IRI{article}, nil
	}
	ids, err := v.story(ctx, g)
	if err != nil {
		return nil, fmt.Errorf("look for copies of %s: %w", article, err)
	}
	out := make([]schema.IRI, len(ids))
	for i, g := range ids {
		if out[i], err = v.graphIRI(g); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b schema.IRI) int { return cmp.Compare(a.String(), b.String()) })
	return out, nil
}

// story finds the articles of one story, and remembers it for all of them.
func (v *View) story(ctx context.Context, g id) ([]id, error) {
	v.storyMu.Lock()
	defer v.storyMu.Unlock()
	if s, ok := v.stories[g]; ok {
		return s, nil
	}
	w := storyWalk{v: v, sketches: map[id]*words.Sketch{}, others: map[string][]id{}, in: map[id]bool{g: true}, all: []id{g}}
	for i := 0; i < len(w.all); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := w.copies(w.all[i]); err != nil {
			return nil, err
		}
	}
	if v.stories == nil {
		v.stories = map[id][]id{}
	}
	for _, g := range w.all {
		v.stories[g] = w.all
	}
	return w.all, nil
}

// storyWalk goes from copy to copy.
type storyWalk struct {
	v        *View
	sketches map[id]*words.Sketch
	others   map[string][]id // articles with a band that are not in the story as far as is known
	in       map[id]bool
	all      []id
}

// copies adds the copies of g.
func (w *storyWalk) copies(g id) error {
	sketch, err := w.sketch(g)
	if err != nil || *sketch == (words.Sketch{}) {
		return err
	}
	for n, b := range sketch.Bands {
		key := string(bandKey(n, b, 0)[:2+len(b)])
		list, known := w.others[key]
		if !known {
			if list, err = w.v.r.idsUnder([]byte(key)); err != nil {
				return err
			}
		}
		left := list[:0]
		for _, other := range list {
			if w.in[other] {
				continue
			}
			s, err := w.sketch(other)
			if err != nil {
				return err
			}
			if !sketch.CopyOf(s) {
				left = append(left, other)
				continue
			}
			w.in[other] = true
			w.all = append(w.all, other)
		}
		w.others[key] = left
	}
	return nil
}

func (w *storyWalk) sketch(g id) (*words.Sketch, error) {
	if s, ok := w.sketches[g]; ok {
		return s, nil
	}
	s := &words.Sketch{}
	_, err := w.v.r.get(textKey(g), func(b []byte) error {
		if len(b) < 1+words.SketchLen {
			return damagef("the text of article %d can not be read", g)
		}
		*s = words.ReadSketch(b[1:])
		return nil
	})
	w.sketches[g] = s
	return s, err
}

// idsUnder lists the ids that the keys under a prefix end in.
func (r *reader) idsUnder(prefix []byte) (out []id, err error) {
	c, err := r.cursor()
	if err != nil {
		return nil, err
	}
	defer c.done()
	ok, err := c.seek(prefix)
	for ; ok && err == nil; ok, err = c.next() {
		out = append(out, getID(c.key[len(prefix):]))
	}
	return out, err
}
