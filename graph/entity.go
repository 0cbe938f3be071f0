package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"newsgraph/schema"
)

// Entity looks an entity up, merged over all articles: the commonest name and
// type (ties: the longest, then the smallest), and all other names. ok is
// false if the store holds no such entity.
func (v *View) Entity(ctx context.Context, iri schema.IRI) (e schema.Entity, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return e, false, err
	}
	iri = v.stand(iri)
	s, err := v.r.lookup(iri.NT())
	if err != nil || s == 0 {
		return e, false, err
	}
	return v.entity(s, iri)
}

func (v *View) entity(s id, iri schema.IRI) (e schema.Entity, ok bool, err error) {
	types, err := v.tally(s, v.vocab.typ)
	if err != nil {
		return e, false, err
	}
	labels, err := v.tally(s, v.vocab.label)
	if err != nil {
		return e, false, err
	}
	names, err := v.tally(s, v.vocab.name)
	if err != nil {
		return e, false, err
	}
	typ := ""
	for _, t := range types {
		name, ours := strings.CutPrefix(strings.Trim(t, "<>"), schema.NS)
		if _, ok := schema.Default().Type(name); ours && ok {
			typ = name
			break
		}
	}
	if typ == "" || len(labels) == 0 {
		return e, false, nil
	}
	var all []string
	for _, nt := range append(labels, names...) {
		if lex, _, err := splitTerm(nt); err == nil && nt[0] == '"' && strings.TrimSpace(lex) != "" {
			all = append(all, lex)
		}
	}
	if len(all) == 0 {
		return e, false, nil
	}
	e, err = schema.NewEntity(iri, typ, all[0], all[1:]...)
	return e, err == nil, err
}

// tally lists the objects of (s, p): the one in most graphs first, ties by
// length, longest first, then by term.
func (v *View) tally(s, p id) ([]string, error) {
	if p == 0 {
		return nil, nil
	}
	times := map[string]int{}
	for _, m := range v.class(s) {
		err := v.r.scan(quadIDs{dirS: m, dirP: p}, func(q quadIDs) error {
			nt, err := v.r.term(q[dirO])
			times[nt]++
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	out := make([]string, 0, len(times))
	for nt := range times {
		out = append(out, nt)
	}
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(utf8.RuneCountInString(b), utf8.RuneCountInString(a)), cmp.Compare(a, b))
	})
	return out, nil
}

// Quality says how well a name fits the text that FindEntities was given.
type Quality int

// From best to worst.
const (
	Exact      Quality = iota // the very name
	Folded                    // but for case and spaces
	Prefix                    // the name starts so
	WordPrefix                // a later word of the name starts so
)

// String is the quality in one word.
func (q Quality) String() string {
	return [...]string{"exact", "folded", "prefix", "word"}[q]
}

// Match is an entity found by name.
type Match struct {
	Entity   schema.Entity
	Name     string // the name that fits best
	Quality  Quality
	Articles int // that name the entity, by whatever name
}

// ErrTooMany is the error of a search that would have to look at too much.
var ErrTooMany = errors.New("too many names begin like this; give more of the name")

// maxNames bounds how many names a search looks at.
const maxNames = 50000

// FindEntities finds entities by name: best quality first, then most
// articles, then the name, then the IRI. limit 0 means all.
func (v *View) FindEntities(ctx context.Context, text string, limit int) ([]Match, error) {
	found, err := v.findNames(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("find %q: %w", text, err)
	}
	type candidate struct {
		Match
		named
	}
	var list []candidate
	for s, m := range found {
		nt, err := v.r.term(s)
		if err != nil {
			return nil, fmt.Errorf("find %q: %w", text, err)
		}
		if nt[0] == '<' { // a blank node is no entity
			articles, err := v.articlesOf(ctx, s)
			if err != nil {
				return nil, fmt.Errorf("find %q: %w", text, err)
			}
			m.Articles = len(articles)
			list = append(list, candidate{m, named{s, nt}})
		}
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.Quality, b.Quality), cmp.Compare(b.Articles, a.Articles),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.nt, b.nt))
	})
	var out []Match
	for _, c := range list {
		if limit > 0 && len(out) == limit {
			break
		}
		iri, err := schema.ParseIRI(strings.Trim(c.nt, "<>"))
		if err != nil {
			continue // Cayley programs can have written it
		}
		e, ok, err := v.entity(c.id, iri)
		if err != nil {
			return nil, fmt.Errorf("find %q: %w", text, err)
		}
		if ok {
			c.Entity = e
			out = append(out, c.Match)
		}
	}
	return out, nil
}

// findNames walks the index of names and keeps the best for each subject.
func (v *View) findNames(ctx context.Context, text string) (map[id]Match, error) {
	folded := fold(text)
	if folded == "" {
		return nil, nil
	}
	c, err := v.r.cursor()
	if err != nil {
		return nil, err
	}
	defer c.done()
	found := map[id]Match{}
	seen := map[id]bool{}
	ok, err := c.seek(append([]byte{famWord}, folded[:min(len(folded), maxWordBytes)]...))
	for ; ok && err == nil; ok, err = c.next() {
		lit := getID(c.key[len(c.key)-idLen:])
		if seen[lit] {
			continue
		}
		if seen[lit] = true; len(seen) > maxNames {
			return nil, ErrTooMany
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		nt, err := v.r.term(lit)
		if err != nil {
			return nil, err
		}
		name, _, err := splitTerm(nt)
		if err != nil {
			return nil, err
		}
		q, fits := quality(name, text, folded)
		if !fits {
			continue
		}
		if err := v.bearers(lit, Match{Name: name, Quality: q}, found); err != nil {
			return nil, err
		}
	}
	return found, err
}

func quality(name, text, folded string) (Quality, bool) {
	f := fold(name)
	switch {
	case name == text:
		return Exact, true
	case f == folded:
		return Folded, true
	case strings.HasPrefix(f, folded):
		return Prefix, true
	}
	for w := nextWord(f); w != ""; w = nextWord(w) {
		if strings.HasPrefix(w, folded) {
			return WordPrefix, true
		}
	}
	return 0, false
}

// ArticlesOf lists the articles that name an entity, with or without a claim, by
// date, then id.
func (v *View) ArticlesOf(ctx context.Context, entity schema.IRI) ([]schema.Article, error) {
	s, err := v.r.lookup(v.stand(entity).NT())
	if err != nil || s == 0 {
		return nil, err
	}
	graphs, err := v.articlesOf(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("list the articles of %s: %w", entity, err)
	}
	var out []schema.Article
	for _, g := range graphs {
		a, _, err := v.article(g)
		if err != nil {
			return nil, fmt.Errorf("list the articles of %s: %w", entity, err)
		}
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b schema.Article) int {
		return cmp.Or(cmp.Compare(a.Published.String(), b.Published.String()), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// articlesOf lists the articles in which s, or one that is merged with it, has a
// type, by id.
func (v *View) articlesOf(ctx context.Context, s id) ([]id, error) {
	if v.vocab.typ == 0 || v.vocab.article == 0 {
		return nil, nil
	}
	var out []id
	for _, m := range v.class(s) {
		err := v.r.scan(quadIDs{dirS: m, dirP: v.vocab.typ}, func(q quadIDs) error {
			if q[dirG] != 0 {
				out = append(out, q[dirG])
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	out = slices.Compact(out)
	n := 0
	for _, g := range out {
		is, err := v.r.has(quadKey(nil, famSPOG, quadIDs{g, v.vocab.typ, v.vocab.article, g}))
		if err != nil {
			return nil, err
		}
		if is {
			out[n] = g
			n++
		}
	}
	return out[:n], nil
}

// bearers adds the subjects that have lit as label or name to found.
func (v *View) bearers(lit id, m Match, found map[id]Match) error {
	bearers := map[id]bool{}
	for _, p := range []id{v.vocab.label, v.vocab.name} {
		if p == 0 {
			continue
		}
		err := v.r.scan(quadIDs{dirO: lit, dirP: p}, func(q quadIDs) error {
			bearers[v.standID(q[dirS])] = true
			return nil
		})
		if err != nil {
			return err
		}
	}
	for s := range bearers {
		old, ok := found[s]
		better := cmp.Or(cmp.Compare(m.Quality, old.Quality), cmp.Compare(m.Name, old.Name))
		if !ok || better < 0 {
			found[s] = m
		}
	}
	return nil
}
