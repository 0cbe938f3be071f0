package graph

import (
	"context"
	"slices"

	"newsgraph/schema"
)

// merged is which entities a view takes for one. Nothing is written: the
// quads, their export and Cayley's view of them stay as they are.
type merged struct {
	stands  map[schema.IRI]schema.IRI   // for each member of a class, the one that stands for all
	classes map[schema.IRI][]schema.IRI // by the one that stands for it
	ids     map[id]id                   // the same for the members that the store holds
	members map[id][]id
}

// Merge makes the view take the entities of each class for one, under the
// name of the first that the store holds: ID, IRI, Entity, FindEntities, Hops,
// Degree and Claims do, while Quads, QuadStore and Verify show what is stored.
// It must be called before the view is used.
func (v *View) Merge(classes [][]schema.IRI) error {
	m := &merged{map[schema.IRI]schema.IRI{}, map[schema.IRI][]schema.IRI{}, map[id]id{}, map[id][]id{}}
	for _, class := range classes {
		var here []schema.IRI
		var ids []id
		for _, iri := range class {
			i, err := v.r.lookup(iri.NT())
			if err != nil {
				return err
			}
			if i != 0 {
				here, ids = append(here, iri), append(ids, i)
			}
		}
		if len(here) < 2 {
			continue
		}
		m.classes[here[0]], m.members[ids[0]] = here, ids
		for n := range here {
			m.stands[here[n]], m.ids[ids[n]] = here[0], ids[0]
		}
	}
	v.merged = m
	return nil
}

// Plain reports whether the view shows what is stored: no entities are merged.
func (v *View) Plain() bool { return v.merged == nil || len(v.merged.classes) == 0 }

// Stand is the IRI under which the view knows an entity: itself, or the one
// that its class is merged under.
func (v *View) Stand(iri schema.IRI) schema.IRI { return v.stand(iri) }

// stand is the IRI under which a view knows an entity.
func (v *View) stand(iri schema.IRI) schema.IRI {
	if v.merged != nil {
		if c, ok := v.merged.stands[iri]; ok {
			return c
		}
	}
	return iri
}

// standID is the same for ids.
func (v *View) standID(i id) id {
	if v.merged != nil {
		if c, ok := v.merged.ids[i]; ok {
			return c
		}
	}
	return i
}

// standTerm is the same for terms.
func (v *View) standTerm(t schema.Term) schema.Term {
	if iri, ok := t.(schema.IRI); ok {
		return v.stand(iri)
	}
	return t
}

// class lists the ids that i stands for, itself among them.
func (v *View) class(i id) []id {
	if v.merged != nil {
		if m, ok := v.merged.members[i]; ok {
			return m
		}
	}
	return []id{i}
}

// classTerms lists the terms that t stands for.
func (v *View) classTerms(t schema.Term) []schema.Term {
	iri, ok := t.(schema.IRI)
	if v.merged == nil || !ok || v.merged.classes[iri] == nil {
		return []schema.Term{t}
	}
	var out []schema.Term
	for _, m := range v.merged.classes[iri] {
		out = append(out, m)
	}
	return out
}

// stand makes f ask for those that stand for others.
func (f ClaimFilter) stand(v *View) ClaimFilter {
	for _, iri := range []*schema.IRI{&f.Subject, &f.Entity, &f.Holder} {
		*iri = v.stand(*iri)
	}
	f.Object = v.standTerm(f.Object)
	return f
}

// stand makes a claim be about those that stand for others.
func (r ClaimRecord) stand(v *View) ClaimRecord {
	r.Subject, r.Object, r.Holder = v.stand(r.Subject), v.standTerm(r.Object), v.stand(r.Holder)
	return r
}

// mergedHops is Hops where classes are one node: the edges of all members,
// each once, none within a class.
func (v *View) mergedHops(ctx context.Context, n NodeID, f func(Hop) bool) error {
	for _, out := range []bool{true, false} {
		var hops []Hop
		for _, m := range v.class(id(n)) {
			_, err := v.hopsOneWay(ctx, m, out, func(h Hop) bool {
				if h.Other = NodeID(v.standID(id(h.Other))); h.Other != n || m == id(n) && len(v.class(m)) == 1 {
					hops = append(hops, h)
				}
				return true
			})
			if err != nil {
				return err
			}
		}
		slices.SortFunc(hops, func(a, b Hop) int {
			if a.Predicate != b.Predicate {
				return int(a.Predicate) - int(b.Predicate)
			}
			return int(a.Other) - int(b.Other)
		})
		for i, h := range hops {
			if i+1 < len(hops) && hops[i+1].Predicate == h.Predicate && hops[i+1].Other == h.Other {
				hops[i+1].Articles += h.Articles
				continue
			}
			if !f(h) {
				return nil
			}
		}
	}
	return nil
}
