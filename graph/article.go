package graph

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"newsgraph/schema"
)

// properties of one subject in one graph, by predicate; terms as they are in
// the dictionary. Where a predicate comes twice, the smaller term counts.
type properties map[id]string

// properties reads what graph g says of subject s.
func (v *View) properties(s, g id) (properties, error) {
	p := properties{}
	err := v.r.scan(quadIDs{dirS: s, dirG: g}, func(q quadIDs) error {
		nt, err := v.r.term(q[dirO])
		if err != nil {
			return err
		}
		if old, ok := p[q[dirP]]; !ok || nt < old {
			p[q[dirP]] = nt
		}
		return nil
	})
	return p, err
}

// text is the lexical form of a literal property, "" if there is none.
func (p properties) text(i id) string {
	nt, ok := p[i]
	if i == 0 || !ok || nt[0] != '"' {
		return ""
	}
	lex, _, err := splitTerm(nt)
	if err != nil {
		return ""
	}
	return lex
}

// iri is an IRI property; zero if there is none.
func (p properties) iri(i id) schema.IRI {
	nt, ok := p[i]
	if i == 0 || !ok || nt[0] != '<' {
		return schema.IRI{}
	}
	iri, err := schema.ParseIRI(nt[1 : len(nt)-1])
	if err != nil {
		return schema.IRI{}
	}
	return iri
}

func (p properties) date(i id) schema.Date {
	d, err := schema.ParseDate(p.text(i))
	if err != nil {
		return schema.Date{}
	}
	return d
}

// Article looks an article up; ok is false if the store does not hold it.
func (v *View) Article(ctx context.Context, iri schema.IRI) (a schema.Article, ok bool, err error) {
	if err := ctx.Err(); err != nil {
		return a, false, err
	}
	g, err := v.r.lookup(iri.NT())
	if err != nil || g == 0 {
		return a, false, err
	}
	return v.article(g)
}

func (v *View) article(g id) (a schema.Article, ok bool, err error) {
	p, err := v.properties(g, g)
	if err != nil || len(p) == 0 {
		return a, false, err
	}
	return schema.Article{
		ID: p.text(v.vocab.key), Title: p.text(v.vocab.title), Publisher: p.text(v.vocab.publisher),
		Published: p.date(v.vocab.published), Lang: p.text(v.vocab.lang), URL: p.text(v.vocab.url), Hash: p.text(v.vocab.hash),
	}, true, nil
}

// Articles yields all articles by IRI.
func (v *View) Articles(ctx context.Context) iter.Seq2[schema.Article, error] {
	return func(yield func(schema.Article, error) bool) {
		articles, err := v.instances(v.vocab.article)
		for _, n := range articles {
			if err = ctx.Err(); err != nil {
				break
			}
			var a schema.Article
			if a, _, err = v.article(n.id); err != nil || !yield(a, nil) {
				break
			}
		}
		if err != nil {
			yield(schema.Article{}, fmt.Errorf("read articles: %w", err))
		}
	}
}

// Instances calls f for each subject of a type, once unless it is merged with
// others.
func (v *View) Instances(ctx context.Context, class schema.IRI, f func(NodeID)) error {
	c, err := v.r.lookup(class.NT())
	if err != nil || c == 0 || v.vocab.typ == 0 {
		return err
	}
	last, n := id(0), 0
	return v.r.scan(quadIDs{dirP: v.vocab.typ, dirO: c}, func(q quadIDs) error {
		if q[dirS] != last {
			last = q[dirS]
			f(NodeID(v.standID(last)))
		}
		if n++; n%checkEvery == 0 {
			return ctx.Err()
		}
		return nil
	})
}

// instances lists the subjects of a type, without duplicates, by term.
func (v *View) instances(class id) (out []named, err error) {
	if class == 0 || v.vocab.typ == 0 {
		return nil, nil
	}
	last := id(0)
	err = v.r.scan(quadIDs{dirP: v.vocab.typ, dirO: class}, func(q quadIDs) error {
		if q[dirS] == last {
			return nil
		}
		last = q[dirS]
		nt, err := v.r.term(last)
		out = append(out, named{last, nt})
		return err
	})
	slices.SortFunc(out, func(a, b named) int { return strings.Compare(a.nt, b.nt) })
	return out, err
}
