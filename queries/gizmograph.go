package queries

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"

	"newsgraph/graph"
	"newsgraph/queries/gizmo"
	"newsgraph/schema"
)

// GizmoGraph answers Gizmo's shortestPath and claims from a view.
func GizmoGraph(v *graph.View) gizmo.Graph { return gizmoGraph{v} }

type gizmoGraph struct{ v *graph.View }

func (g gizmoGraph) ShortestPath(ctx context.Context, from, to, via []quad.IRI, maxHops int) ([]gizmo.Hop, error) {
	q := PathQuery{MaxHops: maxHops}
	var err error
	if q.From, err = parseIRIs(from); err != nil {
		return nil, err
	}
	if q.To, err = parseIRIs(to); err != nil {
		return nil, err
	}
	if len(q.From) == 0 || len(q.To) == 0 {
		return nil, nil
	}
	for _, p := range via {
		a, err := ParseAlong(Short(schemaIRI(p)))
		if err != nil {
			return nil, fmt.Errorf("via: %w", err)
		}
		q.Along = append(q.Along, a)
	}
	paths, err := Paths(ctx, g.v, q)
	if err != nil || len(paths) == 0 {
		return nil, err
	}
	var hops []gizmo.Hop
	for _, h := range paths[0].Hops {
		s, o := h.From.IRI, h.To.IRI
		if !h.Edges[0].Forward {
			s, o = o, s
		}
		hops = append(hops, gizmo.Hop{Subject: quad.IRI(s.String()), Predicate: quad.IRI(h.Edges[0].Predicate.String()), Object: quad.IRI(o.String())})
	}
	return hops, nil
}

func schemaIRI(i quad.IRI) schema.IRI {
	iri, _ := schema.ParseIRI(string(i)) // the zero IRI is in no ontology
	return iri
}

func parseIRIs(list []quad.IRI) ([]schema.IRI, error) {
	var out []schema.IRI
	for _, i := range list {
		iri, err := schema.ParseIRI(string(i))
		if err != nil {
			return nil, err
		}
		out = append(out, iri)
	}
	return out, nil
}

func (g gizmoGraph) Claims(ctx context.Context, subject, predicate, object quad.Value) ([]map[string]any, error) {
	var f graph.ClaimFilter
	var err error
	if f.Subject, err = asIRI("subject", subject); err != nil {
		return nil, err
	}
	if f.Predicate, err = asIRI("predicate", predicate); err != nil {
		return nil, err
	}
	switch o := object.(type) {
	case nil:
	case quad.IRI:
		iri, err := asIRI("object", o)
		if err != nil {
			return nil, err
		}
		f.Object = iri
	case quad.TypedString:
		typ, err := schema.ParseIRI(string(o.Type))
		if err != nil {
			return nil, err
		}
		if f.Object, err = schema.NewTyped(string(o.Value), typ); err != nil {
			return nil, err
		}
	default:
		return nil, nil // claims are about entities and dates
	}
	n := Namer{View: g.v}
	out := []map[string]any{}
	for r, err := range g.v.Claims(ctx, f) {
		if err != nil {
			return nil, err
		}
		c, err := n.Claim(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, c.row())
	}
	return out, ctx.Err()
}

func asIRI(what string, v quad.Value) (schema.IRI, error) {
	if v == nil {
		return schema.IRI{}, nil
	}
	i, ok := v.(quad.IRI)
	if !ok {
		return schema.IRI{}, errors.New("the " + what + " of a claim is an IRI, not " + quad.StringOf(v))
	}
	return schema.ParseIRI(string(i))
}

// row is the claim flat, as scripts like it; IRIs are in angle brackets.
func (c Claim) row() map[string]any {
	m := map[string]any{
		"claim": c.IRI.NT(), "subject": c.Subject.NT(), "subjectName": c.SubjectName, "predicate": c.Predicate.NT(),
		"objectName": c.ObjectName, "stance": string(c.Stance), "status": string(c.Status), "quote": c.Quote,
		"confidence": c.Confidence, "article": c.Article.IRI().NT(), "title": c.Article.Title,
		"publisher": c.Article.Publisher, "published": c.Article.Published.String(), "text": c.Text,
		"date": c.Date.String(), "holder": nil, "holderName": nil,
	}
	if iri, ok := c.Object.(schema.IRI); ok {
		m["object"] = iri.NT()
	} else {
		m["object"] = c.ObjectName
	}
	if !c.Holder.IsZero() {
		m["holder"], m["holderName"] = c.Holder.NT(), c.HolderName
	}
	return m
}
