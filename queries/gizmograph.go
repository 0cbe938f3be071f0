package queries

import (
	"context"
	"fmt"
	"slices"

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
	// A program may come by the untold on its way; no path starts or ends there.
	q.From, q.To = slices.DeleteFunc(q.From, schema.IsUntold), slices.DeleteFunc(q.To, schema.IsUntold)
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

func (g gizmoGraph) MostConnected(ctx context.Context, types []quad.IRI, top int) ([]gizmo.Connected, error) {
	classes, err := parseIRIs(types)
	if err != nil {
		return nil, err
	}
	rows, err := MostConnected(ctx, g.v, classes, top)
	var out []gizmo.Connected
	for _, r := range rows {
		out = append(out, gizmo.Connected{Node: quad.IRI(r.Node.String()), Others: r.Others})
	}
	return out, err
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

func (g gizmoGraph) Claims(ctx context.Context, want gizmo.ClaimFilter) ([]map[string]any, error) {
	f := graph.ClaimFilter{Stance: schema.Stance(want.Stance), Status: schema.Status(want.Status)}
	var about schema.IRI
	for _, n := range []struct {
		name string
		from quad.Value
		into *schema.IRI
	}{{"subject", want.Subject, &f.Subject}, {"predicate", want.Predicate, &f.Predicate}, {"holder", want.Holder, &f.Holder},
		{"article", want.Article, &f.Article}, {"about", want.About, &about}} {
		if n.from == nil {
			continue
		}
		i, ok := n.from.(quad.IRI)
		if !ok {
			return nil, fmt.Errorf("the %s of a claim is an IRI, not %s", n.name, quad.StringOf(n.from))
		}
		var err error
		if *n.into, err = schema.ParseIRI(string(i)); err != nil {
			return nil, err
		}
	}
	if want.Stance != "" {
		if _, err := schema.ParseStance(want.Stance); err != nil {
			return nil, err
		}
	}
	if want.Status != "" {
		if _, err := schema.ParseStatus(want.Status); err != nil {
			return nil, err
		}
	}
	if want.Object != nil {
		object, err := term(want.Object)
		if err != nil || object == nil {
			return nil, err
		}
		f.Object = object
	}
	records, err := g.records(ctx, f, about)
	if err != nil {
		return nil, err
	}
	n := Namer{View: g.v}
	out := []map[string]any{}
	for _, r := range records {
		if !InPeriod(r, want.Since, want.Until) {
			continue
		}
		c, err := n.Claim(ctx, r)
		if err != nil {
			return nil, err
		}
		out = append(out, c.row())
	}
	return out, ctx.Err()
}

// records reads the claims of f in which about, if any, is subject, object or
// holder, in the order of View.Claims.
func (g gizmoGraph) records(ctx context.Context, f graph.ClaimFilter, about schema.IRI) ([]graph.ClaimRecord, error) {
	filters := []graph.ClaimFilter{f}
	if !about.IsZero() {
		filters[0].Entity = about
		if f.Holder.IsZero() {
			f.Holder = about
			filters = append(filters, f)
		}
	}
	var out []graph.ClaimRecord
	seen := map[schema.IRI]bool{}
	for _, f := range filters {
		for r, err := range g.v.Claims(ctx, f) {
			if err != nil {
				return nil, err
			}
			if !seen[r.IRI] {
				seen[r.IRI] = true
				out = append(out, r)
			}
		}
	}
	if len(filters) > 1 {
		slices.SortFunc(out, compareClaims)
	}
	return out, nil
}

// term is the object that claims can have; nil for one that none has.
func term(v quad.Value) (schema.Term, error) {
	switch o := v.(type) {
	case quad.IRI:
		return schema.ParseIRI(string(o))
	case quad.TypedString:
		typ, err := schema.ParseIRI(string(o.Type))
		if err != nil {
			return nil, err
		}
		return schema.NewTyped(string(o.Value), typ)
	}
	return nil, nil // claims are about entities and dates
}

// row is the claim flat, as scripts like it; IRIs are in angle brackets.
func (c Claim) row() map[string]any {
	m := map[string]any{
		"claim": c.IRI.NT(), "subject": c.Subject.NT(), "subjectName": c.SubjectName, "predicate": c.Predicate.NT(),
		"objectName": c.ObjectName, "stance": string(c.Stance), "status": string(c.Status), "quote": c.Quote,
		"confidence": c.Confidence, "article": c.Article.IRI().NT(), "title": c.Article.Title,
		"publisher": c.Article.Publisher, "published": c.Article.Published.String(), "text": c.Text,
		"date": c.Date.String(), "when": when(c.ClaimRecord).String(), "holder": nil, "holderName": nil,
	}
	if c.Untold() {
		m["subjectName"] = nil // subject is the node as it is stored
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
