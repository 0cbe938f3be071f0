package queries

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"newsgraph/graph"
	"newsgraph/queries/gizmo"
	"newsgraph/schema"
)

//go:embed questions/*.js
var embedded embed.FS

// Question is a Gizmo script with a head of comments that says what it
// answers, which parameters it takes, and how its rows are shown:
//
//	// ask: Who works for an organization?
//	// param organization (entity): the employer
//	// param since (date, optional): only from this date on
//	// show: claims | table COLUMN...
//
// Kinds of parameters: entity (a name or an IRI; the script gets "<IRI>"),
// date, number, predicate, type, text.
type Question struct {
	Name    string // the file's name without .js
	Ask     string
	Params  []Param
	Columns []string // of a table; nil when the rows are claims
	Script  string
	File    string // "" for those of the program
}

// Param is a parameter of a question.
type Param struct {
	Name, Kind, Help string
	Optional         bool
}

// Questions lists the program's questions and those of the folder dir, by
// name; dir "" is none. A file in dir replaces the program's of that name.
func Questions(dir string) ([]Question, error) {
	byName := map[string]Question{}
	read := func(files fs.FS, at string) error {
		names, err := fs.Glob(files, "*.js")
		if err != nil {
			return err
		}
		for _, name := range names {
			data, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			q, err := ParseQuestion(strings.TrimSuffix(name, ".js"), string(data))
			if err != nil {
				return fmt.Errorf("%s: %w", filepath.Join(at, name), err)
			}
			if at != "" {
				q.File = filepath.Join(at, name)
			}
			byName[q.Name] = q
		}
		return nil
	}
	own, err := fs.Sub(embedded, "questions")
	if err == nil {
		err = read(own, "")
	}
	if err == nil && dir != "" {
		if _, err = os.ReadDir(dir); err == nil {
			err = read(os.DirFS(dir), dir)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	var out []Question
	for _, q := range byName {
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b Question) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

var paramKinds = []string{"entity", "date", "number", "predicate", "type", "text"}

// ParseQuestion reads the head of a question. Errors name the line.
func ParseQuestion(name, script string) (Question, error) {
	q := Question{Name: name, Script: script}
	shown := false
	for i, line := range strings.Split(script, "\n") {
		text, ok := strings.CutPrefix(strings.TrimSpace(line), "// ")
		if !ok {
			break
		}
		fail := func(format string, args ...any) (Question, error) {
			return q, fmt.Errorf("line %d: %w", i+1, fmt.Errorf(format, args...))
		}
		key, value, _ := strings.Cut(text, ":")
		value = strings.TrimSpace(value)
		switch {
		case key == "ask":
			q.Ask = value
		case key == "show":
			shown = true
			words := strings.Fields(value)
			switch {
			case len(words) == 1 && words[0] == "claims":
			case len(words) > 1 && words[0] == "table":
				q.Columns = words[1:]
			default:
				return fail("show %q: want claims, or table with its columns", value)
			}
		case strings.HasPrefix(key, "param "):
			p, err := parseParam(strings.TrimPrefix(key, "param "), value)
			if err != nil {
				return fail("%w", err)
			}
			if slices.ContainsFunc(q.Params, func(have Param) bool { return have.Name == p.Name }) {
				return fail("parameter %s is given twice", p.Name)
			}
			q.Params = append(q.Params, p)
		}
	}
	switch {
	case q.Ask == "":
		return q, errors.New(`line 1: want a comment "// ask: WHAT IT ANSWERS"`)
	case !shown:
		return q, errors.New(`want a comment "// show: claims" or "// show: table COLUMN..." in the head`)
	}
	return q, nil
}

// parseParam reads "name (kind)" or "name (kind, optional)".
func parseParam(head, help string) (Param, error) {
	name, rest, ok := strings.Cut(head, " (")
	kind, closed := strings.CutSuffix(strings.TrimSpace(rest), ")")
	kind, optional, hasMore := strings.Cut(kind, ",")
	p := Param{Name: strings.TrimSpace(name), Kind: kind, Help: help, Optional: strings.TrimSpace(optional) == "optional"}
	if !ok || !closed || p.Name == "" || !slices.Contains(paramKinds, p.Kind) || hasMore && !p.Optional {
		return p, fmt.Errorf("parameter %q: want NAME (KIND) or NAME (KIND, optional) with a kind of %s", head, strings.Join(paramKinds, ", "))
	}
	return p, nil
}

// ArgumentError is a parameter that is missing, unknown or of the wrong kind.
type ArgumentError struct {
	Question string
	Err      error
}

func (e *ArgumentError) Error() string { return fmt.Sprintf("ask %s: %v", e.Question, e.Err) }

func (e *ArgumentError) Unwrap() error { return e.Err }

// Ask runs a question. args are its parameters by name; names of entities are
// looked up, see Resolve. Errors about args are *ArgumentError,
// *AmbiguousError and *UnknownError; others come from gizmo.Run.
func Ask(ctx context.Context, v *graph.View, q Question, args map[string]string, limits gizmo.Limits) (gizmo.Result, error) {
	o := gizmo.Options{Limits: limits, Graph: GizmoGraph(v), Params: map[string]string{}}
	for name := range args {
		if !slices.ContainsFunc(q.Params, func(p Param) bool { return p.Name == name }) {
			return gizmo.Result{}, &ArgumentError{q.Name, fmt.Errorf("no parameter %q; it takes %s", name, paramNames(q))}
		}
	}
	for _, p := range q.Params {
		value, given := args[p.Name]
		if !given {
			if !p.Optional {
				return gizmo.Result{}, &ArgumentError{q.Name, fmt.Errorf("parameter %s is missing: %s", p.Name, p.Help)}
			}
			continue
		}
		text, err := argument(ctx, v, p, value)
		var ambiguous *AmbiguousError
		var unknown *UnknownError
		if err != nil && p.Kind != "entity" {
			err = &ArgumentError{q.Name, fmt.Errorf("parameter %s: %w", p.Name, err)}
		} else if errors.As(err, &ambiguous) || errors.As(err, &unknown) {
			err = fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		if err != nil {
			return gizmo.Result{}, err
		}
		o.Params[p.Name] = text
	}
	return gizmo.Run(ctx, v.QuadStore(), q.Script, o)
}

func paramNames(q Question) string {
	if len(q.Params) == 0 {
		return "none"
	}
	var names []string
	for _, p := range q.Params {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// argument turns what a user gave into what the script gets.
func argument(ctx context.Context, v *graph.View, p Param, value string) (string, error) {
	switch p.Kind {
	case "entity":
		e, err := Resolve(ctx, v, value)
		return e.IRI().NT(), err
	case "date":
		if _, err := schema.ParseDate(value); err != nil {
			return "", err
		}
	case "number":
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return "", fmt.Errorf("parse number %q", value)
		}
	case "predicate":
		name, err := CheckPredicate(value)
		if err != nil {
			return "", err
		}
		return "<" + schema.NS + name + ">", nil
	case "type":
		if _, ok := schema.Default().Type(value); !ok {
			return "", fmt.Errorf("type %q is not in the ontology; `newsgraph schema` lists them", value)
		}
	}
	return value, nil
}
