package main

import (
	"context"
	"slices"
	"strings"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/gizmo"
	"newsgraph/schema"
)

// completer completes Gizmo scripts.
type completer struct {
	ctx   context.Context
	find  func(ctx context.Context, text string, limit int) ([]graph.Match, error)
	words gizmo.Words
}

// described are the terms of newsgraph's vocabulary besides the ontology.
var described = []string{"Claim", "Article", "name", "text", "stance", "status", "holder", "quote", "date", "confidence",
	"rule", "title", "publisher", "published", "lang", "url", "id"}

// complete offers what may stand where the word before pos begins. It is a
// liner.WordCompleter.
func (c completer) complete(line string, pos int) (head string, completions []string, tail string) {
	runes := []rune(line)
	before, tail := string(runes[:pos]), string(runes[pos:])
	if open := strings.LastIndexByte(before, '<'); open >= 0 && !strings.ContainsAny(before[open:], `>"'`) {
		return before[:open+1], c.iris(before[open+1:]), tail
	}
	start := len(before)
	for start > 0 && (before[start-1] == '_' || 'a' <= before[start-1]|0x20 && before[start-1]|0x20 <= 'z' || '0' <= before[start-1] && before[start-1] <= '9') {
		start--
	}
	list := append(slices.Clone(c.words.Functions), "g", "graph", "params")
	switch {
	case strings.HasSuffix(before[:start], "g.") && !strings.HasSuffix(before[:start], ")g."):
		list = c.words.Graph
	case strings.HasSuffix(before[:start], "."):
		list = c.words.Path
	case start == len(before):
		return before, nil, tail
	}
	return before[:start], beginning(list, before[start:]), tail
}

func beginning(list []string, with string) []string {
	var out []string
	for _, w := range list {
		if strings.HasPrefix(w, with) {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return out
}

// iris completes what stands after "<": prefixes, predicates and types, and
// entities by the beginning of their key or of a name.
func (c completer) iris(part string) []string {
	rest, ok := strings.CutPrefix(part, "ng:")
	if !ok {
		if strings.Contains(part, ":") {
			return nil
		}
		return beginning(c.words.Prefixes, part)
	}
	var out []string
	for _, w := range described {
		out = append(out, "ng:"+w+">")
	}
	for _, p := range schema.Default().Predicates() {
		out = append(out, "ng:"+p.Name+">")
	}
	for _, t := range schema.Default().Types() {
		out = append(out, "ng:"+t.Name+">")
	}
	out = beginning(out, part)
	_, key, inFolder := strings.Cut(rest, "/")
	if !inFolder {
		key = rest
	}
	if key == "" {
		return out
	}
	const most = 20
	found, err := c.find(c.ctx, strings.ReplaceAll(key, "-", " "), most)
	if err != nil {
		return out // a completion that fails offers less
	}
	for _, m := range found {
		iri := queries.Short(m.Entity.IRI())
		if !inFolder || strings.HasPrefix(iri, part) {
			out = append(out, iri+">")
		}
	}
	return out
}
