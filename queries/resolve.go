package queries

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"newsgraph/graph"
	"newsgraph/schema"
)

// AmbiguousError is a name that several entities bear.
type AmbiguousError struct {
	Text       string
	Candidates []graph.Match // best first, at most maxCandidates
	More       bool          // there are others
}

func (e *AmbiguousError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q is the name of several entities; give one of", e.Text)
	for _, m := range e.Candidates {
		fmt.Fprintf(&b, "\n  %s", candidate(m))
	}
	if e.More {
		b.WriteString("\n  … and others: give more of the name, or see `newsgraph find`")
	}
	return b.String()
}

// UnknownError is a name that no entity bears.
type UnknownError struct {
	Text string
	Near []graph.Match // names like it, best first
}

func (e *UnknownError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("no entity is called %q; `newsgraph find TEXT` searches names", e.Text)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "no entity is called %q; did you mean", e.Text)
	for _, m := range e.Near {
		fmt.Fprintf(&b, "\n  %s", candidate(m))
	}
	return b.String()
}

// candidate is one line on an entity: short IRI, name and type.
func candidate(m graph.Match) string {
	s := fmt.Sprintf("%-45s %s (%s)", Short(m.Entity.IRI()), strings.Join(strings.Fields(m.Entity.Name()), " "), m.Entity.Type())
	if m.Name != m.Entity.Name() {
		s += fmt.Sprintf(", also %q", m.Name)
	}
	return s
}

const maxCandidates = 10

// ParseName reads an IRI in full, in angle brackets or with the prefix ng:; ok
// is false for anything else.
func ParseName(text string) (iri schema.IRI, ok bool) {
	t := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	if rest, short := strings.CutPrefix(t, "ng:"); short {
		t = schema.NS + rest
	}
	if !strings.HasPrefix(t, schema.NS) && !strings.Contains(t, "://") && t == text {
		return schema.IRI{}, false
	}
	iri, err := schema.ParseIRI(t)
	return iri, err == nil
}

// Resolve finds the entity that text means: an IRI, or a name that one entity
// bears best (exactly, else but for case, else as a beginning). The error is
// an *AmbiguousError or an *UnknownError when there is not one.
func Resolve(ctx context.Context, v *graph.View, text string) (schema.Entity, error) {
	if iri, ok := ParseName(text); ok {
		e, known, err := v.Entity(ctx, iri)
		if err == nil && !known {
			err = &UnknownError{Text: text}
		}
		return e, err
	}
	if strings.TrimSpace(text) == "" {
		return schema.Entity{}, &UnknownError{Text: text}
	}
	matches, err := v.FindEntities(ctx, text, 0)
	if errors.Is(err, graph.ErrTooMany) {
		return schema.Entity{}, &AmbiguousError{Text: text, More: true}
	}
	if err != nil {
		return schema.Entity{}, err
	}
	if len(matches) == 0 {
		near, err := nearNames(ctx, v, text)
		if err != nil {
			return schema.Entity{}, err
		}
		return schema.Entity{}, &UnknownError{Text: text, Near: near}
	}
	best := slices.DeleteFunc(slices.Clone(matches), func(m graph.Match) bool { return m.Quality != matches[0].Quality })
	if matches[0].Quality > graph.Folded {
		best = matches // a beginning decides nothing while there are several
	}
	if len(best) == 1 {
		return best[0].Entity, nil
	}
	return schema.Entity{}, &AmbiguousError{Text: text, Candidates: best[:min(len(best), maxCandidates)], More: len(best) > maxCandidates}
}

// nearNames looks for misspelt names: those that share the beginning of a word
// with text and differ in at most a third of their letters.
func nearNames(ctx context.Context, v *graph.View, text string) ([]graph.Match, error) {
	type near struct {
		m        graph.Match
		distance int
	}
	seen := map[schema.IRI]bool{}
	var all []near
	want := strings.ToLower(text)
	for _, word := range strings.Fields(text) {
		r := []rune(word)
		for _, n := range []int{len(r), 4, 3, 2} {
			if n > len(r) || n < 2 {
				continue
			}
			matches, err := v.FindEntities(ctx, string(r[:n]), 200)
			if errors.Is(err, graph.ErrTooMany) {
				break
			}
			if err != nil {
				return nil, err
			}
			for _, m := range matches {
				d := editDistance(want, strings.ToLower(m.Name))
				if !seen[m.Entity.IRI()] && (3*d <= utf8.RuneCountInString(text)+2 || n == len(r) && len(r) > 3) {
					seen[m.Entity.IRI()] = true
					all = append(all, near{m, d})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.m.Entity.IRI().String(), b.m.Entity.IRI().String()))
	})
	var out []graph.Match
	for _, n := range all[:min(len(all), 5)] {
		out = append(out, n.m)
	}
	return out, nil
}

// editDistance is Levenshtein's, in code points.
func editDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			next := diagonal
			if x[i] != y[j] {
				next = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(y)]
}
