package schema

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed ontology.yaml
var ontologyYAML []byte

// DateType stands in a predicate's range for a date literal.
const DateType = "Date"

// Label is a text in English and Danish.
type Label struct{ En, Da string }

// ForeignTerm is a term of a foreign vocabulary that a type or predicate corresponds to.
type ForeignTerm struct {
	Vocabulary string // "schema", "wikidata" or "ftm"
	Name       string
	Inverse    bool // the foreign property runs from object to subject
}

// Group is a name for several types.
type Group struct {
	Name  string
	Label Label
}

// Type is an entity type.
type Type struct {
	Name   string
	In     []string // the groups it belongs to
	Label  Label
	Untold Label // what stands for one of this type whom the article does not tell; zero but for one type
	Map    []ForeignTerm
}

// Aspect is how a predicate lies in time.
type Aspect string

// The aspects. Lasting ones are states too.
const (
	Event   Aspect = "event"   // has happened once it is told
	State   Aspect = "state"   // holds over time: over in the simple past
	Lasting Aspect = "lasting" // kinship, origin and ties: the past tense does not end them
)

// Inverse names a predicate read from object to subject.
type Inverse struct {
	Name string
	Label
}

// Predicate is a relation with its domain and range, both lists of types in
// the ontology's order, groups resolved.
type Predicate struct {
	Name          string
	Domain, Range []string
	Super         string // the predicate it implies, "" for none
	Symmetric     bool
	Aspect        Aspect
	Agentless     bool    // may be told without its doer
	SpeechAct     bool    // done by words: whoever does it is not the statement's holder
	Deniable      bool    // its object rejects it: a denial attaches to it
	Announceable  bool    // whoever is concerned announces it
	Plannable     bool    // may be told as planned
	Inverse       Inverse // zero for symmetric and literal predicates
	Label         Label
	Means         string
	Map           []ForeignTerm
}

// IsDate reports whether the predicate's object is a date, not an entity.
func (p Predicate) IsDate() bool { return slices.Contains(p.Range, DateType) }

// IsState reports whether the predicate holds over time, so that the past
// tense and negation bear on it.
func (p Predicate) IsState() bool { return p.Aspect != Event }

// Told lists the ways in which the predicate may be told, by their names in
// the ontology.
func (p Predicate) Told() []string {
	var out []string
	for _, w := range []struct {
		name string
		is   bool
	}{{"agentless", p.Agentless}, {"speechAct", p.SpeechAct}, {"deniable", p.Deniable}, {"announceable", p.Announceable}, {"plannable", p.Plannable}} {
		if w.is {
			out = append(out, w.name)
		}
	}
	return out
}

// Ontology is a checked set of types and predicates in file order.
type Ontology struct {
	types      []Type
	predicates []Predicate
	groups     []Group
	typeAt     map[string]int
	predAt     map[string]int
}

// Default is the embedded ontology.
var Default = sync.OnceValue(func() *Ontology {
	o, err := ParseOntology(ontologyYAML)
	if err != nil {
		panic(err) // TestDefault holds that this cannot happen
	}
	return o
})

// Groups lists the groups of types in file order.
func (o *Ontology) Groups() []Group { return o.groups }

func (o *Ontology) isGroup(name string) bool {
	return slices.ContainsFunc(o.groups, func(g Group) bool { return g.Name == name })
}

// Types lists the entity types in file order.
func (o *Ontology) Types() []Type { return o.types }

// Predicates lists the predicates in file order.
func (o *Ontology) Predicates() []Predicate { return o.predicates }

// Type looks a type up by name.
func (o *Ontology) Type(name string) (Type, bool) {
	i, ok := o.typeAt[name]
	if !ok {
		return Type{}, false
	}
	return o.types[i], true
}

// Predicate looks a predicate up by name.
func (o *Ontology) Predicate(name string) (Predicate, bool) {
	i, ok := o.predAt[name]
	if !ok {
		return Predicate{}, false
	}
	return o.predicates[i], true
}

// IsA reports whether the type belongs to the group (or is it).
func (o *Ontology) IsA(typ, group string) bool {
	t, ok := o.Type(typ)
	return ok && (typ == group || slices.Contains(t.In, group))
}

// Allows returns nil if predicate p may run from a subject of type s to an
// object of type t, else an error that says what it expects.
func (o *Ontology) Allows(s, p, t string) error {
	pred, ok := o.Predicate(p)
	switch {
	case !ok:
		return fmt.Errorf("predicate %q is not in the ontology", p)
	case !slices.Contains(pred.Domain, s):
		return fmt.Errorf("%s wants a subject of type %s, not %s", p, strings.Join(pred.Domain, ", "), s)
	case !slices.Contains(pred.Range, t):
		return fmt.Errorf("%s wants an object of type %s, not %s", p, strings.Join(pred.Range, ", "), t)
	}
	return nil
}

// AllowsUntold returns nil if predicate p may be told of an object of type t
// without its doer, else an error that says what it expects.
func (o *Ontology) AllowsUntold(p, t string) error {
	pred, ok := o.Predicate(p)
	switch {
	case !ok:
		return fmt.Errorf("predicate %q is not in the ontology", p)
	case !pred.Agentless:
		return fmt.Errorf("%s wants a subject: it is not agentless", p)
	case !slices.Contains(pred.Range, t):
		return fmt.Errorf("%s wants an object of type %s, not %s", p, strings.Join(pred.Range, ", "), t)
	}
	return nil
}

// Untold is the type of those whom articles do not tell; ok is false if the
// ontology has no agentless predicates.
func (o *Ontology) Untold() (t Type, ok bool) {
	i := slices.IndexFunc(o.types, func(t Type) bool { return t.Untold != Label{} })
	if i < 0 {
		return Type{}, false
	}
	return o.types[i], true
}

// PredicatesThat lists the names of the predicates that have a property.
func (o *Ontology) PredicatesThat(has func(Predicate) bool) []string {
	var out []string
	for _, p := range o.predicates {
		if has(p) {
			out = append(out, p.Name)
		}
	}
	return out
}

// Cover names a set of types in few words: groups, the largest first, in place
// of the types that they cover, then the types that are left.
func (o *Ontology) Cover(types []string) []string {
	members := func(g Group) []string {
		var out []string
		for _, t := range o.types {
			if slices.Contains(t.In, g.Name) {
				out = append(out, t.Name)
			}
		}
		return out
	}
	bySize := slices.Clone(o.groups)
	slices.SortStableFunc(bySize, func(a, b Group) int { return len(members(b)) - len(members(a)) })
	var cover []string
	rest := slices.Clone(types)
	for _, g := range bySize {
		if m := members(g); len(m) > 1 && subset(m, rest) {
			cover = append(cover, g.Name)
			rest = slices.DeleteFunc(rest, func(t string) bool { return slices.Contains(m, t) })
		}
	}
	return append(cover, rest...)
}

// In is the label in a language, in English for one that has none.
func (l Label) In(lang string) string {
	if lang == "da" && l.Da != "" {
		return l.Da
	}
	return l.En
}
