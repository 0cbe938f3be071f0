package loaders

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/identity"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// Contribution turns the extraction into what the store keeps: the entities
// that the article's prose names and its claims, both in the order of their
// IRIs. refused tells of statements that the ontology or the checks of schema
// do not let through; they are left out.
func (x *Extraction) Contribution() (c schema.Contribution, refused []error) {
	c.Article = x.Article.Article
	c.Text = x.text()
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

// text is the article's text with the sentences of its prose.
func (x *Extraction) text() schema.Text {
	t := schema.Text{Body: x.Article.Text}
	end := 0
	for _, s := range x.Doc.Sentences {
		if x.Doc.Blocks[s.Block].Kind == text.Boilerplate {
			continue
		}
		span := x.Original(s.Span)
		if span.Start < end || span.End <= span.Start { // what was normalised away between two may be in both
			continue
		}
		t.Sentences = append(t.Sentences, schema.TextSentence{Start: span.Start, End: span.End, Lang: s.Lang})
		end = span.End
	}
	return t
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
	acts := x.untoldActs()
	for i, s := range x.Result.Statements {
		claim, err := x.claim(s, points, acts)
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

// Chains gives each entity of the Result the first that has its key: chains
// with one key are one entity.
func (x *Extraction) Chains() []int {
	first := map[schema.IRI]int{}
	out := make([]int, len(x.Entities))
	for i, e := range x.Entities {
		if _, seen := first[e.IRI()]; !seen {
			first[e.IRI()] = i
		}
		out[i] = first[e.IRI()]
	}
	return out
}

// Kept lists the statements of the Result that became claims.
func (x *Extraction) Kept() (out []int) {
	made, _ := x.Claims()
	for _, c := range made {
		out = append(out, c.Statement)
	}
	return out
}

// better decides which of two forms of one claim is kept: the surer one, then
// the one with a date, then by rule and date, so that no order matters.
func better(a, b schema.Claim) bool {
	return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), -cmp.Compare(len(a.Date.String()), len(b.Date.String())),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Date.String(), b.Date.String())) < 0
}

// act is what an article tells without a doer.
type act struct {
	predicate string
	object    schema.IRI
}

// untoldActs finds the first sentence of each act without a doer. The doer's
// node is that of this place wherever else the article tells of the act, so
// that a denial is about the same claim as what it denies.
func (x *Extraction) untoldActs() map[act]int {
	acts := map[act]int{}
	for _, s := range x.Result.Statements {
		if s.Subject != coref.None || s.Object == coref.None {
			continue
		}
		a := act{s.Predicate, x.Entities[s.Object].IRI()}
		if first, told := acts[a]; !told || s.Sentence < first {
			acts[a] = s.Sentence
		}
	}
	return acts
}

func (x *Extraction) claim(s claims.Statement, points CodePoints, acts map[act]int) (schema.Claim, error) {
	statement, err := x.statement(s, points, acts)
	if err != nil {
		return schema.Claim{}, err
	}
	sentence := x.Original(x.Doc.Sentences[s.Sentence].Span)
	a := schema.Attribution{Text: oneLine(s.Text), Stance: schema.Stance(s.Stance), Status: schema.Status(s.Status), Quote: x.Article.Text[sentence.Start:sentence.End],
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

func (x *Extraction) statement(s claims.Statement, points CodePoints, acts map[act]int) (schema.Statement, error) {
	if s.Subject == coref.None {
		if s.Object == coref.None {
			return schema.Statement{}, fmt.Errorf("make statement %s: neither subject nor object", s.Predicate)
		}
		object := x.Entities[s.Object]
		place := x.Doc.Sentences[acts[act{s.Predicate, object.IRI()}]]
		return schema.NewUntoldStatement(x.Article.IRI(), points.Before(place.Start), points.Before(place.End), s.Predicate, object)
	}
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
