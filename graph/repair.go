package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"newsgraph/schema"
)

// Verify checks the store in dir, also one that can not be opened: first the
// tables as files, and if they and all else are whole, what they hold (see
// View.Verify). If not, it goes on and says which files are damaged and what is
// lost with them.
func Verify(ctx context.Context, dir string) (VerifyReport, error) {
	r, err := verifyFolder(ctx, dir)
	if err == nil || ctx.Err() != nil || !errors.Is(err, ErrDamaged) {
		return r, err
	}
	cause := err
	tmp, err := os.MkdirTemp("", "newsgraph-verify-")
	if err != nil {
		return r, errors.Join(cause, err)
	}
	defer os.RemoveAll(tmp)
	d, err := salvageTo(ctx, dir, tmp, func(*salvagedGraph, string) error { return nil })
	if err != nil {
		return r, errors.Join(cause, fmt.Errorf("look for what is lost: %w", err))
	}
	if d.Cause == "" {
		d.Cause = cause.Error()
	}
	return VerifyReport{Quads: d.Saved, Problems: []Problem{{"store", cause.Error()}}, Found: 1, Damage: &d}, nil
}

func verifyFolder(ctx context.Context, dir string) (r VerifyReport, err error) {
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.checkTables(ctx); err != nil {
		return r, err
	}
	v, err := s.View()
	if err != nil {
		return r, err
	}
	return v.Verify(ctx)
}

// checkTables reads every block of every table.
func (s *Store) checkTables(ctx context.Context) error {
	raw := newRawReader()
	levels, err := s.db.SSTables()
	if err != nil {
		return s.disk.readError(err)
	}
	for _, level := range levels {
		for _, t := range level {
			path := filepath.Join(s.dir, fmt.Sprintf("%06d.sst", uint64(t.BackingSSTNum)))
			what, err := raw.table(ctx, path, 0, func(entry) error { return nil })
			if err != nil {
				return err
			}
			if what != "" {
				return damagef("%s: %s", path, what)
			}
		}
	}
	return nil
}

// Repair saves what can be read of the store in dir into a new one in folder
// to, and says what is lost. An article is saved whole or not at all: then it
// is listed, to be loaded again. Quads that did not come with an article are
// saved as far as they can be read. dir stays as it is.
func Repair(ctx context.Context, dir, to string) (d Damage, err error) {
	d, err = repair(ctx, dir, to)
	if err != nil {
		return d, fmt.Errorf("repair store %s: %w", dir, err)
	}
	return d, nil
}

func repair(ctx context.Context, dir, to string) (d Damage, err error) {
	n, err := newFolder(to)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, n.remove()) }()
	out := filepath.Join(n.tmp, "store")
	store, err := Open(out, Options{NoSync: true})
	if err != nil {
		return d, err
	}
	var loose []schema.Quad
	flush := func() error {
		_, err := store.Import(ctx, func(yield func(schema.Quad, error) bool) {
			for _, q := range loose {
				if !yield(q, nil) {
					return
				}
			}
		})
		loose = loose[:0]
		return err
	}
	d, err = salvageTo(ctx, dir, filepath.Join(n.tmp, "scratch"), func(g *salvagedGraph, source string) error {
		quads, err := decodeAll(g.quads)
		if err != nil {
			return err
		}
		if len(g.made) > 0 {
			graph, err := schema.ParseIRI(g.nt[1 : len(g.nt)-1])
			if err != nil {
				return err
			}
			return saveArticle(ctx, store, graph, quads, g, source)
		}
		if loose = append(loose, quads...); len(loose) < store.limits.batch {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return d, err
	}
	err = copyFile(filepath.Join(dir, VerdictsFile), filepath.Join(out, VerdictsFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return d, err
	}
	if r, err := verifyFolder(ctx, out); err != nil {
		return d, err
	} else if r.Found > 0 && d.Whole {
		return d, fmt.Errorf("what was saved is not sound: %s", r.Problems[0])
	}
	return d, n.finish(out)
}

// saveArticle stores an article with its text and origins.
func saveArticle(ctx context.Context, store *Store, graph schema.IRI, quads []schema.Quad, g *salvagedGraph, source string) error {
	k, err := g.kept(source)
	if err != nil {
		return err
	}
	if _, err := store.replace(ctx, graph, quads, k); err != nil {
		return err
	}
	origins, _ := decodeOrigins(g.origins) // what is lost of them costs no article
	for _, o := range origins {
		if err := store.Locate(ctx, graph, o); err != nil {
			return err
		}
	}
	return nil
}

func decodeAll(rows [][4]string) ([]schema.Quad, error) {
	out := make([]schema.Quad, 0, len(rows))
	for _, row := range rows {
		q, err := decodeQuad(row)
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// salvageTo reads a store that nobody may write meanwhile.
func salvageTo(ctx context.Context, dir, tmp string, save func(*salvagedGraph, string) error) (d Damage, err error) {
	var marks []DamagedFile
	lock, err := lockFolder(dir, Options{ReadOnly: true})
	switch {
	case err == nil:
		defer func() { err = errors.Join(err, lock.release()) }()
	case errors.Is(err, ErrDamaged): // nobody can write either
		marks = append(marks, DamagedFile{formatFile, "it is missing or damaged"})
	default:
		return d, err
	}
	s, err := newSalvage(ctx, dir, tmp)
	if err != nil {
		return d, err
	}
	s.damage.Files = append(s.damage.Files, marks...)
	err = s.run(ctx, save)
	return s.damage, errors.Join(err, s.close())
}
