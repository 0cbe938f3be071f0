package queries

import (
	"context"
	"slices"

	"newsgraph/graph"
	"newsgraph/schema"
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
	// Stories are there if some of the articles are copies of one story.
	Stories []StoryJSON `json:"stories,omitempty"`
}

// StoryJSON is the articles of an edge's claims that tell one story.
type StoryJSON struct {
	Articles   []string `json:"articles"` // IRIs
	Publishers []string `json:"publishers"`
}

func storiesToJSON(stories []Story) (out []StoryJSON) {
	if !slices.ContainsFunc(stories, func(s Story) bool { return len(s.Articles) > 1 }) {
		return nil
	}
	for _, s := range stories {
		j := StoryJSON{Publishers: append([]string{}, s.Publishers...)}
		for _, iri := range s.Articles {
			j.Articles = append(j.Articles, iri.String())
		}
		out = append(out, j)
	}
	return out
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
				ej := EdgeJSON{Predicate: Short(e.Predicate), Direction: "backward", Disputed: len(e.Denials) > 0, Stories: storiesToJSON(e.Stories)}
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

// PathClaims are the claims behind paths, each once, in the order of View.Claims.
func PathClaims(ctx context.Context, v *graph.View, paths []Path) ([]Claim, error) {
	n := Namer{View: v}
	seen := map[schema.IRI]bool{}
	var out []Claim
	for _, p := range paths {
		for _, h := range p.Hops {
			for _, e := range h.Edges {
				for _, r := range slices.Concat(e.Claims, e.Denials) {
					if seen[r.IRI] {
						continue
					}
					seen[r.IRI] = true
					c, err := n.Claim(ctx, r)
					if err != nil {
						return nil, err
					}
					out = append(out, c)
				}
			}
		}
	}
	SortClaims(out)
	return out, nil
}
