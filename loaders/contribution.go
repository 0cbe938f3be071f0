package loaders

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/identity"
	"newsgraph/schema"
)

// Contribution turns the extraction into what the store keeps: the entities
// that the article's prose names and its claims, both in the order of their
// IRIs. refused tells of statements that the ontology or the checks of schema
// do not let through; they are left out.
func (x *Extraction) Contribution() (c schema.Contribution, refused []error) {
	c.Article = x.Article.Article
	keep := map[schema.IRI]bool{}
	for _, m := range x.Result.Mentions {
		if m.Form == coref.FormName && !m.Boilerplate && m.Entity != coref.None && x.Result.Entities[m.Entity].Type != identity.Unnamed {
			keep[x.Entities[m.Entity].IRI()] = true
		}
	}
	made, refused := x.Claims()
	for _, m := range made {
		c.Claims = append(c.Claims, m.Claim)
		keep[m.Subject()] = true
		if o, isEntity := m.Object().(schema.IRI); isEntity {
			keep[o] = true
		}
		if !m.Holder.IsZero() {
			keep[m.Holder] = true
		}
	}
	slices.SortFunc(c.Claims, func(a, b schema.Claim) int { return strings.Compare(a.IRI().String(), b.IRI().String()) })
	for _, e := range x.Entities {
		if keep[e.IRI()] {
			delete(keep, e.IRI()) // two chains may be one entity
			c.Entities = append(c.Entities, e)
		}
	}
	slices.SortFunc(c.Entities, func(a, b schema.Entity) int { return strings.Compare(a.IRI().String(), b.IRI().String()) })
	return c, refused
}

// Claim is a claim and the statement of the Result that it was made from.
type Claim struct {
	schema.Claim
	Statement int // index into Result.Statements
}

// Claims makes the claims of x, in the order of the Result; one that two rules
// made is there once. refused tells of statements that the ontology or the
// checks of schema do not let through.
func (x *Extraction) Claims() (out []Claim, refused []error) {
	points := NewCodePoints(x.Article.Text)
	at := map[schema.IRI]int{} // where in out each claim is
	for i, s := range x.Result.Statements {
		if s.Subject == coref.None {
			continue
		}
		claim, err := x.claim(s, points)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		k, twice := at[claim.IRI()]
		switch {
		case !twice:
			at[claim.IRI()] = len(out)
			out = append(out, Claim{claim, i})
		case better(claim, out[k].Claim):
			out[k] = Claim{claim, i}
		}
	}
	return out, refused
}

// better decides which of two forms of one claim is kept: the surer one, then
// the one with a date, then by rule and date, so that no order matters.
func better(a, b schema.Claim) bool {
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), -cmp.Compare(len(a.Date.String()), len(b.Date.String())),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Date.String(), b.Date.String())) < 0
}

func (x *Extraction) claim(s claims.Statement, points CodePoints) (schema.Claim, error) {
	statement, err := x.statement(s)
	if err != nil {
		return schema.Claim{}, err
	}
	sentence := x.Doc.Sentences[s.Sentence]
	a := schema.Attribution{Text: oneLine(s.Text), Stance: schema.Stance(s.Stance), Status: schema.Status(s.Status), Quote: x.Doc.Of(sentence.Span),
		Start: points.Before(sentence.Start), End: points.Before(sentence.End), Confidence: min(max(s.Confidence, 0), 1), Rule: s.Rule}
	if s.Holder != coref.None {
		a.Holder = x.Entities[s.Holder].IRI()
	}
	if s.Date != "" {
		if a.Date, err = schema.ParseDate(s.Date); err != nil {
			return schema.Claim{}, fmt.Errorf("make claim %s: %w", s.Predicate, err)
		}
	}
	return schema.NewClaim(x.Article.IRI(), statement, a)
}

func (x *Extraction) statement(s claims.Statement) (schema.Statement, error) {
	subject := x.Entities[s.Subject]
	if s.Object != coref.None {
		return schema.NewStatement(subject, s.Predicate, x.Entities[s.Object])
	}
	d, err := schema.ParseDate(s.ObjectDate)
	if err != nil {
		return schema.Statement{}, fmt.Errorf("make statement %s: %w", s.Predicate, err)
	}
	return schema.NewDateStatement(subject, s.Predicate, d)
}
