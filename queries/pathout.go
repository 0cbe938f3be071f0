package queries

import (
	"context"
	"fmt"
	"strings"

	"newsgraph/graph"
)

// PathJSON is a path for machines.
type PathJSON struct {
	Hops []HopJSON `json:"hops"`
}

// HopJSON is one step; Direction is "forward" when the edge runs from From to
// To. Disputed is true when a claim denies the same triple.
type HopJSON struct {
	From  Node       `json:"from"`
	To    Node       `json:"to"`
	Edges []EdgeJSON `json:"edges"`
}

// EdgeJSON is one predicate of a step with its evidence.
type EdgeJSON struct {
	Predicate string  `json:"predicate"`
	Direction string  `json:"direction"`
	Disputed  bool    `json:"disputed"`
	Claims    []Claim `json:"claims"`
	Denials   []Claim `json:"denials"`
}

// PathsJSON adds the names to paths: {"paths":[{"hops":[...]}]}.
func PathsJSON(ctx context.Context, v *graph.View, paths []Path) (map[string][]PathJSON, error) {
	n := Namer{View: v}
	named := func(records []graph.ClaimRecord) ([]Claim, error) {
		out := []Claim{}
		for _, r := range records {
			c, err := n.Claim(ctx, r)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
		return out, nil
	}
	list := []PathJSON{}
	for _, p := range paths {
		var pj PathJSON
		for _, h := range p.Hops {
			hj := HopJSON{From: h.From, To: h.To}
			for _, e := range h.Edges {
				ej := EdgeJSON{Predicate: Short(e.Predicate), Direction: "backward", Disputed: len(e.Denials) > 0}
				if e.Forward {
					ej.Direction = "forward"
				}
				var err error
				if ej.Claims, err = named(e.Claims); err != nil {
					return nil, err
				}
				if ej.Denials, err = named(e.Denials); err != nil {
					return nil, err
				}
				hj.Edges = append(hj.Edges, ej)
			}
			pj.Hops = append(pj.Hops, hj)
		}
		list = append(list, pj)
	}
	return map[string][]PathJSON{"paths": list}, nil
}

// PathsDOT draws paths for Graphviz: an edge for each predicate, dashed when it
// is only alleged, red when it is disputed, with its first quote as tooltip.
func PathsDOT(paths []Path) string {
	var b strings.Builder
	b.WriteString("digraph newsgraph {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\"];\n")
	nodes, edges := map[string]bool{}, map[string]bool{}
	node := func(n Node) {
		if id := n.IRI.String(); !nodes[id] {
			nodes[id] = true
			fmt.Fprintf(&b, "  %s [label=%s, tooltip=%s];\n", dot(id), dot(n.Name), dot(n.Type))
		}
	}
	for _, p := range paths {
		for _, h := range p.Hops {
			node(h.From)
			node(h.To)
			for _, e := range h.Edges {
				from, to := h.From.IRI.String(), h.To.IRI.String()
				if !e.Forward {
					from, to = to, from
				}
				line := fmt.Sprintf("  %s -> %s [label=%s%s];\n", dot(from), dot(to), dot(strings.TrimPrefix(Short(e.Predicate), "ng:")), dotEvidence(e))
				if !edges[line] {
					edges[line] = true
					b.WriteString(line)
				}
			}
		}
	}
	b.WriteString("}\n")
	return b.String()
}

func dotEvidence(e PathEdge) string {
	var b strings.Builder
	asserted := false
	for _, c := range e.Claims {
		asserted = asserted || c.Stance == "asserted"
	}
	if !asserted && len(e.Claims) > 0 {
		b.WriteString(", style=dashed")
	}
	if len(e.Denials) > 0 {
		b.WriteString(", color=red")
	}
	if len(e.Claims) > 0 {
		c := e.Claims[0]
		fmt.Fprintf(&b, ", tooltip=%s", dot(fmt.Sprintf("“%s” %s %s", c.Quote, c.Article.Publisher, c.Article.Published)))
	}
	return b.String()
}

// dot quotes an identifier of the DOT language.
func dot(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ").Replace(s) + `"`
}
