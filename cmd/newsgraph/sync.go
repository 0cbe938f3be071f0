package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"newsgraph/graph"
	"newsgraph/loaders/article"
	"newsgraph/schema"
)

// folderSync takes articles out of the store whose files are gone from the
// folders of a load. An article is gone if a load has read it under one of the
// folders, this one has not, and its file was neither rejected nor skipped now.
// One that was also read elsewhere stays.
type folderSync struct {
	roots map[string]bool // absolute folders
	seen  map[schema.IRI]bool
	bad   map[schema.Origin]bool // files that are there but were not read
}

// goneJSON is an article that a sync takes out.
type goneJSON struct {
	Article string `json:"article"`
	File    string `json:"file"`
}

func newFolderSync(paths []string) (*folderSync, error) {
	s := &folderSync{roots: map[string]bool{}, seen: map[schema.IRI]bool{}, bad: map[schema.Origin]bool{}}
	for _, p := range paths {
		info, err := os.Stat(p)
		if p == "-" || err == nil && !info.IsDir() {
			return nil, usageError("load --sync: %s is no folder", p)
		}
		if err != nil {
			return nil, usageError("load --sync: %w", err)
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		s.roots[abs] = true
	}
	return s, nil
}

func (s *folderSync) add(iri schema.IRI) {
	if s != nil {
		s.seen[iri] = true
	}
}

// keep notes a file that is there, but not read.
func (s *folderSync) keep(file string) {
	if s == nil {
		return
	}
	file, _, _ = strings.Cut(file, "!/")
	abs, err := filepath.Abs(file)
	if err != nil {
		return
	}
	for root := range s.roots {
		if rel, err := filepath.Rel(root, abs); err == nil && !strings.HasPrefix(rel, "..") {
			s.bad[schema.Origin{Root: root, File: filepath.ToSlash(rel)}] = true
		}
	}
}

// moved finds the former places of the roots: a folder that is not there any
// more, and of whose articles more than half were seen under one of ours.
func (s *folderSync) moved(all []graph.ArticleOrigin) map[string]bool {
	has, seen := map[string]int{}, map[string]int{}
	for _, o := range all {
		has[o.Root]++
		if s.seen[o.Article] {
			seen[o.Root]++
		}
	}
	out := map[string]bool{}
	for root, n := range has {
		if s.roots[root] || root == "-" || 2*seen[root] <= n {
			continue
		}
		if _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) {
			out[root] = true
		}
	}
	return out
}

// gone lists what the sync takes out, by root and file.
func (s *folderSync) gone(ctx context.Context, store *graph.Store) (out []graph.ArticleOrigin, err error) {
	v, err := store.View()
	if err != nil {
		return nil, err
	}
	defer v.Close()
	all, err := v.Origins(ctx)
	if err != nil {
		return nil, err
	}
	moved := s.moved(all)
	for _, o := range all {
		if !s.roots[o.Root] && !moved[o.Root] {
			continue
		}
		if moved[o.Root] && s.seen[o.Article] || !s.seen[o.Article] && !s.isBad(o.Origin, moved) {
			out = append(out, o)
		}
	}
	return out, nil
}

// isBad reports whether the file of an origin was there, but not read: of an
// archive, the archive.
func (s *folderSync) isBad(o schema.Origin, moved map[string]bool) bool {
	file, _, _ := strings.Cut(o.File, "!/")
	for root := range s.roots {
		if (o.Root == root || moved[o.Root]) && s.covers(schema.Origin{Root: root, File: file}) {
			return true
		}
	}
	return false
}

// covers reports whether the file, or a folder above it, was there but not read.
func (s *folderSync) covers(o schema.Origin) bool {
	for {
		if s.bad[o] {
			return true
		}
		i := strings.LastIndexByte(o.File, '/')
		if i < 0 {
			return s.bad[schema.Origin{Root: o.Root, File: "."}]
		}
		o.File = o.File[:i]
	}
}

// finish takes out what is gone, or only lists it if dry. removed are the
// articles that the store has not any more then.
func (s *folderSync) finish(ctx context.Context, store *graph.Store, dry bool) (removed []goneJSON, err error) {
	gone, err := s.gone(ctx, store)
	if err != nil {
		return nil, err
	}
	elsewhere := map[schema.IRI]int{} // places of an article that are left
	if dry {
		if elsewhere, err = s.places(ctx, store); err != nil {
			return nil, err
		}
	}
	for _, o := range gone {
		out := false
		if dry {
			elsewhere[o.Article]--
			out = elsewhere[o.Article] == 0 && !s.seen[o.Article]
		} else if out, err = store.Forget(ctx, o.Article, o.Root); err != nil {
			return removed, err
		}
		if out {
			removed = append(removed, goneJSON{o.Article.String(), o.File})
		}
	}
	return removed, nil
}

func (s *folderSync) places(ctx context.Context, store *graph.Store) (map[schema.IRI]int, error) {
	v, err := store.View()
	if err != nil {
		return nil, err
	}
	defer v.Close()
	all, err := v.Origins(ctx)
	n := map[schema.IRI]int{}
	for _, o := range all {
		n[o.Article]++
	}
	return n, err
}

// dryLoad reads the articles of a source without storing any, and says what a
// sync would take out.
func (a *app) dryLoad(ctx context.Context, source *article.Source, s *folderSync, rejected *rejections, strict bool) (err error) {
	store, err := graph.Open(a.db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	for art, err := range source.Articles(ctx) {
		var r *article.Rejection
		var i *article.Ignored
		var n *article.Note
		switch {
		case err == nil:
			s.add(art.IRI())
		case errors.As(err, &r):
			s.keep(r.File)
			rejected.add(r)
		case errors.As(err, &i):
			s.keep(i.File)
		case errors.As(err, &n):
		default:
			return err
		}
	}
	removed, err := s.finish(ctx, store, true)
	if err != nil {
		return err
	}
	if a.json {
		err = a.writeJSON(struct {
			Removed []goneJSON `json:"would_remove"`
		}{append([]goneJSON{}, removed...)})
	} else {
		a.printGone(removed, "Would remove")
	}
	if err != nil {
		return err
	}
	return rejected.exit(strict)
}

// printGone lists what a sync took out; verb is "Removed" or "Would remove".
func (a *app) printGone(removed []goneJSON, verb string) {
	if len(removed) == 0 {
		fprintf(a.out, "No article's file is gone.\n")
		return
	}
	fprintf(a.out, "%s %s whose file is gone:\n", verb, count(len(removed), "article"))
	for _, g := range removed {
		fprintf(a.out, "  %s\n", g.File)
	}
}
