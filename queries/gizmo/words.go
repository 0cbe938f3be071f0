package gizmo

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja/parser"
)

// Words are the names of the language, each list sorted, for completion.
type Words struct {
	Path      []string // methods of paths
	Graph     []string // functions of g
	Functions []string // global functions
	Prefixes  []string // "ng:", ...
}

// LanguageWords lists the names of the language.
func LanguageWords() Words {
	s := newSession(nil, Options{})
	w := Words{
		Graph:     slices.Sorted(maps.Keys(s.graphFunctions())),
		Functions: slices.Sorted(maps.Keys(s.globalFunctions())),
	}
	w.Path = slices.Sorted(maps.Keys(pathMethods()))
	w.Path = append(w.Path, slices.Sorted(maps.Keys(finals()))...)
	slices.Sort(w.Path)
	for p := range s.prefix {
		w.Prefixes = append(w.Prefixes, p+":")
	}
	slices.Sort(w.Prefixes)
	return w
}

// Incomplete reports whether script lacks only an end: an open bracket, a
// string or an expression that goes on.
func Incomplete(script string) bool {
	if len(script) > maxSource || strings.Count(script, ":") > maxColons {
		return false
	}
	_, err := parser.ParseFile(nil, scriptName, script, 0, parser.WithDisableSourceMaps)
	var list parser.ErrorList
	return errors.As(err, &list) && len(list) > 0 && strings.Contains(list[0].Message, "end of input")
}
