package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"newsgraph/schema"
)

// declarations are the names that the files of a language may use, so that a
// misspelt class or flag is an error and not a rule that never fires.
type declarations struct{ cues, traits, flags map[string]bool }

var declared = sync.OnceValue(func() declarations {
	d := declarations{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	err := eachLine(files, "declared.txt", func(_ int, line string) error {
		kind, name, _ := strings.Cut(line, ": ")
		set := map[string]map[string]bool{"cue": d.cues, "trait": d.traits, "flag": d.flags}[kind]
		if set == nil || name == "" || set[name] {
			return fmt.Errorf("want cue, trait or flag, and a name that is new: %q", line)
		}
		set[name] = true
		return nil
	})
	if err != nil {
		panic(err) // TestDeclared holds that this cannot happen
	}
	return d
})

func declaredCue(class string) error {
	if !declared().cues[class] {
		return fmt.Errorf("cue class %q is not in declared.txt", class)
	}
	if p, ok := strings.CutPrefix(class, "act:"); ok {
		return declaredPredicate(p)
	}
	return nil
}

func declaredPredicate(p string, also ...string) error {
	if _, ok := schema.Default().Predicate(p); !ok && !slices.Contains(also, p) {
		return fmt.Errorf("predicate %q is not in the ontology", p)
	}
	return nil
}
