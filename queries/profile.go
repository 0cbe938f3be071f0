package queries

import (
	"cmp"
	"context"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
)

// Profile is everything that is claimed of an entity.
type Profile struct {
	Entity   schema.Entity
	Groups   []ClaimGroup
	Held     []Claim          // what the entity says of others
	Articles []schema.Article // that name the entity, with or without a claim
}

// ClaimGroup is the claims of one predicate seen from the entity.
type ClaimGroup struct {
	Predicate schema.IRI
	Forward   bool // the entity is the subject
	Claims    []Claim
}

// ProfileOf gathers the claims that have e as subject or object, grouped by
// predicate in the ontology's order, subjects first; what e holds of others;
// and the articles that name it, by date, then id.
func ProfileOf(ctx context.Context, v *graph.View, e schema.Entity) (Profile, error) {
	p := Profile{Entity: e}
	all, _, err := Claims(ctx, v, ClaimQuery{About: []schema.IRI{e.IRI()}}, 0)
	if err != nil {
		return p, err
	}
	type key struct {
		predicate schema.IRI
		forward   bool
	}
	groups := map[key]*ClaimGroup{}
	for _, c := range all {
		object, _ := c.Object.(schema.IRI)
		if c.Subject != e.IRI() && object != e.IRI() {
			p.Held = append(p.Held, c)
			continue
		}
		k := key{c.Predicate, c.Subject == e.IRI()}
		if groups[k] == nil {
			groups[k] = &ClaimGroup{Predicate: k.predicate, Forward: k.forward}
		}
		groups[k].Claims = append(groups[k].Claims, c)
	}
	for _, g := range groups {
		p.Groups = append(p.Groups, *g)
	}
	order := predicateOrder()
	slices.SortFunc(p.Groups, func(a, b ClaimGroup) int {
		return cmp.Or(cmp.Compare(order[a.Predicate.String()], order[b.Predicate.String()]),
			cmp.Compare(a.Predicate.String(), b.Predicate.String()), cmp.Compare(btoi(b.Forward), btoi(a.Forward)))
	})
	p.Articles, err = v.ArticlesOf(ctx, e.IRI())
	return p, err
}

// Claims are all claims of the profile, in the order of View.Claims.
func (p Profile) Claims() []Claim {
	all := slices.Clone(p.Held)
	for _, g := range p.Groups {
		all = append(all, g.Claims...)
	}
	SortClaims(all)
	return all
}

func predicateOrder() map[string]int {
	order := map[string]int{}
	for i, p := range schema.Default().Predicates() {
		order[schema.NS+p.Name] = i
	}
	return order
}

// compareClaims is the order of View.Claims.
func compareClaims(a, b graph.ClaimRecord) int {
	return cmp.Or(cmp.Compare(a.Article.IRI().String(), b.Article.IRI().String()), cmp.Compare(a.Start, b.Start),
		cmp.Compare(a.IRI.String(), b.IRI.String()))
}

// SortClaims sorts claims as Claims lists them.
func SortClaims(claims []Claim) {
	slices.SortFunc(claims, func(a, b Claim) int { return compareClaims(a.ClaimRecord, b.ClaimRecord) })
}
