package graph

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"newsgraph/schema"
)

// Count is a number of something named.
type Count struct {
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// Stats says what a view holds; every number is exact.
type Stats struct {
	Quads      int64   `json:"quads"`
	Terms      int64   `json:"terms"`
	Articles   int64   `json:"articles"`
	Entities   int64   `json:"entities"`
	Claims     int64   `json:"claims"`
	Types      []Count `json:"types"`            // entities of each ontology type, most first
	Predicates []Count `json:"predicates"`       // claims of each predicate, most first
	Stances    []Count `json:"stances"`          // claims of each stance, in the order of schema.Stances
	Languages  []Count `json:"languages"`        // articles of each language, most first
	Digest     string  `json:"digest,omitempty"` // of the quads, see Digest; none in a store of an older format
	DiskBytes  int64   `json:"disk_bytes"`
}

// Stats counts. It reads the parts of the indexes that it counts.
func (v *View) Stats(ctx context.Context) (Stats, error) {
	s, err := v.stats(ctx)
	if err != nil {
		return s, fmt.Errorf("count: %w", err)
	}
	return s, nil
}

func (v *View) stats(ctx context.Context) (s Stats, err error) {
	m := v.r.meta()
	s = Stats{Quads: m.quads, Terms: m.nodes, DiskBytes: int64(v.s.db.Metrics().DiskSpaceUsage())}
	if !m.old {
		s.Digest = m.digest.String()
	}
	if s.Articles, err = v.distinct(ctx, v.vocab.typ, v.vocab.article, nil); err != nil {
		return s, err
	}
	if s.Claims, err = v.distinct(ctx, v.vocab.typ, v.vocab.claim, nil); err != nil {
		return s, err
	}
	if s.Types, s.Entities, err = v.countEntities(ctx); err != nil {
		return s, err
	}
	for _, p := range schema.Default().Predicates() {
		n, err := v.countTerm(ctx, v.vocab.predicate, "<"+schema.NS+p.Name+">", nil)
		if err != nil {
			return s, err
		}
		s.Predicates = appendCount(s.Predicates, p.Name, n)
	}
	for _, st := range schema.Stances() {
		n, err := v.countTerm(ctx, v.vocab.stance, `"`+string(st)+`"`, nil)
		if err != nil {
			return s, err
		}
		s.Stances = append(s.Stances, Count{string(st), n})
	}
	if s.Languages, err = v.objects(ctx, v.vocab.lang); err != nil {
		return s, err
	}
	for _, list := range [][]Count{s.Types, s.Predicates, s.Languages} {
		slices.SortStableFunc(list, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	}
	return s, nil
}

// countEntities counts the entities of each type, and all. The untold are none.
func (v *View) countEntities(ctx context.Context) (types []Count, all int64, err error) {
	entities := map[id]bool{}
	untold, _ := schema.Default().Untold()
	for _, t := range schema.Default().Types() {
		seen := entities
		if t.Name == untold.Name {
			seen = map[id]bool{}
		}
		n, err := v.countTerm(ctx, v.vocab.typ, "<"+schema.NS+t.Name+">", seen)
		if err != nil {
			return nil, 0, err
		}
		if t.Name == untold.Name {
			for i := range seen {
				none, err := v.Untold(NodeID(i))
				if err != nil {
					return nil, 0, err
				}
				if none {
					n--
					continue
				}
				entities[i] = true
			}
		}
		types = appendCount(types, t.Name, n)
	}
	return types, int64(len(entities)), nil
}

func appendCount(list []Count, name string, n int64) []Count {
	if n == 0 {
		return list
	}
	return append(list, Count{name, n})
}

func (v *View) countTerm(ctx context.Context, p id, object string, seen map[id]bool) (int64, error) {
	o, err := v.r.lookup(object)
	if err != nil {
		return 0, err
	}
	return v.distinct(ctx, p, o, seen)
}

// distinct counts the subjects of (p, o) and adds them to seen, if given.
func (v *View) distinct(ctx context.Context, p, o id, seen map[id]bool) (n int64, err error) {
	if p == 0 || o == 0 {
		return 0, nil
	}
	last := id(0)
	err = v.r.scan(quadIDs{dirP: p, dirO: o}, func(q quadIDs) error {
		if q[dirS] != last {
			last = q[dirS]
			n++
			if seen != nil {
				seen[last] = true
			}
		}
		return ctx.Err()
	})
	return n, err
}

// objects counts the distinct subjects of each literal object of p.
func (v *View) objects(ctx context.Context, p id) (out []Count, err error) {
	if p == 0 {
		return nil, nil
	}
	n := map[id]int64{}
	err = v.r.scan(quadIDs{dirP: p}, func(q quadIDs) error { n[q[dirO]]++; return ctx.Err() })
	if err != nil {
		return nil, err
	}
	for o, c := range n {
		nt, err := v.r.term(o)
		if err != nil {
			return nil, err
		}
		out = append(out, Count{strings.Trim(nt, `"`), c})
	}
	return out, nil
}
