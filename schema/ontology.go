package schema

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed ontology.yaml
var ontologyYAML []byte

// DateType stands in a predicate's range for a date literal.
const DateType = "Date"

// Label is a text in English and Danish.
type Label struct {
	En string `yaml:"en"`
	Da string `yaml:"da"`
}

// Term of a foreign vocabulary that a type or predicate corresponds to.
type ForeignTerm struct {
	Vocabulary string // "schema", "wikidata" or "ftm"
	Name       string
	Inverse    bool // the foreign property runs from object to subject
}

// Type is an entity type.
type Type struct {
	Name  string
	In    []string // the groups it belongs to
	Label Label
	Map   []ForeignTerm
}

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
	Inverse       Inverse // zero for symmetric and literal predicates
	Label         Label
	Means         string
	Map           []ForeignTerm
}

// Ontology is a checked set of types and predicates in file order.
type Ontology struct {
	types      []Type
	predicates []Predicate
	groups     []string
	groupLabel map[string]Label
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

// ParseOntology reads and checks an ontology. Every fault is reported, each
// with its line.
func ParseOntology(data []byte) (*Ontology, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("parse ontology: %w", err)
	}
	p := ontologyParser{o: &Ontology{groupLabel: map[string]Label{}, typeAt: map[string]int{}, predAt: map[string]int{}}}
	if len(doc.Content) == 1 {
		p.document(doc.Content[0])
	} else {
		p.errs = append(p.errs, errors.New("the file is empty"))
	}
	if len(p.errs) > 0 {
		return nil, fmt.Errorf("parse ontology: %w", errors.Join(p.errs...))
	}
	return p.o, nil
}

type ontologyParser struct {
	o     *Ontology
	lines map[string]int // line of each predicate
	errs  []error
}

func (p *ontologyParser) fault(n *yaml.Node, format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf("line %d: %w", n.Line, fmt.Errorf(format, args...)))
}

// each calls f for the entries of mapping n in order and reports duplicates.
func (p *ontologyParser) each(n *yaml.Node, f func(key, val *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		p.fault(n, "want a mapping")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		if seen[k.Value] {
			p.fault(k, "%q is given twice", k.Value)
			continue
		}
		seen[k.Value] = true
		f(k, n.Content[i+1])
	}
}

func (p *ontologyParser) decode(n *yaml.Node, into any) {
	if err := n.Decode(into); err != nil {
		p.fault(n, "%w", err)
	}
}

func (p *ontologyParser) document(root *yaml.Node) {
	sections := map[string]func(k, v *yaml.Node){"groups": p.group, "types": p.entityType, "predicates": p.predicate}
	found := 0
	p.each(root, func(k, v *yaml.Node) {
		f, ok := sections[k.Value]
		if !ok {
			p.fault(k, "unknown section %q; want groups, types, predicates", k.Value)
			return
		}
		found++
		p.each(v, f)
	})
	if found != len(sections) {
		p.fault(root, "want the sections groups, types and predicates, in this order")
	}
	p.crossCheck(root)
}

func (p *ontologyParser) group(k, v *yaml.Node) {
	var l Label
	p.decode(v, &l)
	p.o.groups = append(p.o.groups, k.Value)
	p.o.groupLabel[k.Value] = l
}

func (p *ontologyParser) label(n *yaml.Node, of string, l Label) {
	if l.En == "" || l.Da == "" {
		p.fault(n, "%s needs a label in en and da", of)
	}
}

func (p *ontologyParser) entityType(k, v *yaml.Node) {
	t := Type{Name: k.Value}
	p.each(v, func(field, val *yaml.Node) {
		switch field.Value {
		case "in":
			p.decode(val, &t.In)
		case "label":
			p.decode(val, &t.Label)
		case "map":
			t.Map = p.foreign(val)
		default:
			p.fault(field, "unknown field %q of type %s", field.Value, t.Name)
		}
	})
	p.label(k, "type "+t.Name, t.Label)
	if !identifier(t.Name, 'A') || t.Name == DateType {
		p.fault(k, "type name %q must be a capitalised identifier", t.Name)
	}
	for _, g := range t.In {
		if _, ok := p.o.groupLabel[g]; !ok {
			p.fault(k, "type %s is in unknown group %q", t.Name, g)
		}
	}
	p.o.typeAt[t.Name] = len(p.o.types)
	p.o.types = append(p.o.types, t)
}

func (p *ontologyParser) predicate(k, v *yaml.Node) {
	d := Predicate{Name: k.Value}
	p.each(v, func(field, val *yaml.Node) {
		switch field.Value {
		case "domain":
			d.Domain = p.typeSet(val)
		case "range":
			d.Range = p.typeSet(val)
		case "super":
			p.decode(val, &d.Super)
		case "symmetric":
			p.decode(val, &d.Symmetric)
		case "inverse":
			var x struct {
				Name string `yaml:"name"`
				En   string `yaml:"en"`
				Da   string `yaml:"da"`
			}
			p.decode(val, &x)
			d.Inverse = Inverse{x.Name, Label{x.En, x.Da}}
			p.label(field, "inverse of "+d.Name, d.Inverse.Label)
		case "label":
			p.decode(val, &d.Label)
		case "means":
			p.decode(val, &d.Means)
		case "map":
			d.Map = p.foreign(val)
		default:
			p.fault(field, "unknown field %q of predicate %s", field.Value, d.Name)
		}
	})
	p.label(k, "predicate "+d.Name, d.Label)
	switch {
	case !identifier(d.Name, 'a'):
		p.fault(k, "predicate name %q must be an uncapitalised identifier", d.Name)
	case len(d.Domain) == 0 || len(d.Range) == 0:
		p.fault(k, "predicate %s needs a domain and a range", d.Name)
	case d.Symmetric && !slices.Equal(d.Domain, d.Range):
		p.fault(k, "symmetric predicate %s must have equal domain and range", d.Name)
	case d.Symmetric && d.Inverse.Name != "":
		p.fault(k, "symmetric predicate %s needs no inverse", d.Name)
	}
	if p.lines == nil {
		p.lines = map[string]int{}
	}
	p.lines[d.Name] = k.Line
	p.o.predAt[d.Name] = len(p.o.predicates)
	p.o.predicates = append(p.o.predicates, d)
}

// typeSet resolves types and groups to types, in the ontology's order.
func (p *ontologyParser) typeSet(n *yaml.Node) []string {
	var names, set []string
	p.decode(n, &names)
	for _, name := range names {
		if _, group := p.o.groupLabel[name]; !group && name != DateType {
			if _, ok := p.o.Type(name); !ok {
				p.fault(n, "unknown type or group %q", name)
			}
		}
	}
	for _, t := range p.o.types {
		if slices.ContainsFunc(names, func(name string) bool { return p.o.IsA(t.Name, name) }) {
			set = append(set, t.Name)
		}
	}
	if slices.Contains(names, DateType) {
		set = append(set, DateType)
	}
	return set
}

func (p *ontologyParser) foreign(n *yaml.Node) []ForeignTerm {
	var out []ForeignTerm
	p.each(n, func(k, v *yaml.Node) {
		t := ForeignTerm{Vocabulary: k.Value, Name: v.Value}
		if !slices.Contains([]string{"schema", "wikidata", "ftm"}, k.Value) {
			p.fault(k, "unknown vocabulary %q; want schema, wikidata or ftm", k.Value)
		}
		if v.Kind == yaml.MappingNode {
			var x struct {
				Term    string `yaml:"term"`
				Inverse bool   `yaml:"inverse"`
			}
			p.decode(v, &x)
			t.Name, t.Inverse = x.Term, x.Inverse
		}
		if t.Name == "" {
			p.fault(v, "empty term")
		}
		out = append(out, t)
	})
	return out
}

// crossCheck holds what one entry alone cannot show: super-properties exist,
// are no narrower and form no cycle; inverse names clash with nothing.
func (p *ontologyParser) crossCheck(root *yaml.Node) {
	at := func(name string) *yaml.Node { return &yaml.Node{Line: p.lines[name]} }
	names := map[string]bool{}
	for _, d := range p.o.predicates {
		names[d.Name] = true
	}
	for _, d := range p.o.predicates {
		if inv := d.Inverse.Name; inv != "" {
			if names[inv] {
				p.fault(at(d.Name), "inverse name %q of %s is taken", inv, d.Name)
			}
			names[inv] = true
		}
		seen := map[string]bool{}
		for s := d; s.Super != ""; {
			up, ok := p.o.Predicate(s.Super)
			if !ok {
				p.fault(at(d.Name), "%s has unknown super-property %q", s.Name, s.Super)
				break
			}
			if seen[up.Name] || up.Name == d.Name {
				p.fault(at(d.Name), "super-properties of %s form a cycle", d.Name)
				break
			}
			if !subset(s.Domain, up.Domain) || !subset(s.Range, up.Range) {
				p.fault(at(d.Name), "%s is wider than its super-property %s", s.Name, up.Name)
				break
			}
			seen[up.Name] = true
			s = up
		}
	}
	if len(p.o.types) == 0 || len(p.o.predicates) == 0 {
		p.fault(root, "no types or no predicates")
	}
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// identifier reports whether s is letters and digits with a first letter of
// the case of first ('a' or 'A').
func identifier(s string, first byte) bool {
	if s == "" || s[0] < first || s[0] > first+25 {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9')
	}) < 0
}
