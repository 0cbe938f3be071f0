package schema

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ParseOntology reads and checks an ontology. Every fault is reported, each
// with its line.
func ParseOntology(data []byte) (*Ontology, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("parse ontology: %w", err)
	}
	p := ontologyParser{o: &Ontology{typeAt: map[string]int{}, predAt: map[string]int{}}, keys: map[string]*yaml.Node{}}
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
	o    *Ontology
	keys map[string]*yaml.Node // where each type, group, predicate and inverse name is given
	errs []error
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

// document wants the sections in order, because each refers to those before.
func (p *ontologyParser) document(root *yaml.Node) {
	sections := []string{"groups", "types", "predicates"}
	parse := []func(k, v *yaml.Node){p.group, p.entityType, p.predicate}
	found := 0
	p.each(root, func(k, v *yaml.Node) {
		i := slices.Index(sections, k.Value)
		if i < 0 {
			p.fault(k, "unknown section %q; want groups, types, predicates", k.Value)
			return
		}
		if i != found {
			p.fault(k, "section %q out of order; want groups, types, predicates", k.Value)
		}
		found++
		p.each(v, parse[i])
	})
	if root.Kind == yaml.MappingNode && found != len(sections) {
		p.fault(root, "want the sections groups, types and predicates")
	}
	p.crossCheck(root)
}

// declare records a name that becomes an IRI of the vocabulary.
func (p *ontologyParser) declare(n *yaml.Node, what, name string, first byte) {
	switch {
	case first == 'A' && !identifier(name, first):
		p.fault(n, "%s name %q must be a capitalised identifier", what, name)
	case first == 'a' && !identifier(name, first):
		p.fault(n, "%s name %q must be an uncapitalised identifier", what, name)
	case reserved(name):
		p.fault(n, "%s name %q is a term of the newsgraph vocabulary itself", what, name)
	case p.keys[name] != nil:
		p.fault(n, "%s name %q is taken by line %d", what, name, p.keys[name].Line)
	default:
		p.keys[name] = n
	}
}

func reserved(name string) bool {
	return name == DateType || slices.ContainsFunc(vocabulary, func(t vocabularyTerm) bool { return t.iri.s == NS+name })
}

// label reads {en: ..., da: ...} and nothing else; an inverse has a name too.
func (p *ontologyParser) label(n *yaml.Node, of string) (l Label, name string) {
	p.each(n, func(k, v *yaml.Node) {
		switch k.Value {
		case "en":
			p.decode(v, &l.En)
		case "da":
			p.decode(v, &l.Da)
		case "name":
			p.decode(v, &name)
		default:
			p.fault(k, "unknown field %q in the label of %s", k.Value, of)
		}
	})
	if l.En == "" || l.Da == "" {
		p.fault(n, "%s needs a label in en and da", of)
	}
	return l, name
}

func (p *ontologyParser) group(k, v *yaml.Node) {
	l, name := p.label(v, "group "+k.Value)
	if name != "" {
		p.fault(v, "group %s takes no name", k.Value)
	}
	p.declare(k, "group", k.Value, 'A')
	p.o.groups = append(p.o.groups, Group{k.Value, l})
}

func (p *ontologyParser) entityType(k, v *yaml.Node) {
	t := Type{Name: k.Value}
	p.declare(k, "type", t.Name, 'A')
	p.each(v, func(field, val *yaml.Node) {
		switch field.Value {
		case "in":
			p.decode(val, &t.In)
			for _, g := range t.In {
				if !p.o.isGroup(g) {
					p.fault(val, "type %s is in unknown group %q", t.Name, g)
				}
			}
		case "label":
			t.Label, _ = p.label(val, "type "+t.Name)
		case "untold":
			t.Untold, _ = p.label(val, "the untold of type "+t.Name)
			if o, twice := p.o.Untold(); twice {
				p.fault(val, "types %s and %s both stand for the untold", o.Name, t.Name)
			}
		case "map":
			t.Map = p.foreign(val, wikidataItem)
		default:
			p.fault(field, "unknown field %q of type %s", field.Value, t.Name)
		}
	})
	if t.Label == (Label{}) {
		p.fault(k, "type %s needs a label in en and da", t.Name)
	}
	p.o.typeAt[t.Name] = len(p.o.types)
	p.o.types = append(p.o.types, t)
}

func (p *ontologyParser) predicate(k, v *yaml.Node) {
	d := Predicate{Name: k.Value, Aspect: Event}
	p.declare(k, "predicate", d.Name, 'a')
	p.each(v, func(field, val *yaml.Node) {
		switch field.Value {
		case "domain":
			d.Domain = p.typeSet(val)
			if slices.Contains(d.Domain, DateType) {
				p.fault(val, "a %s can not be the subject of %s", DateType, d.Name)
			}
		case "range":
			d.Range = p.typeSet(val)
			if slices.Contains(d.Range, DateType) && len(d.Range) > 1 {
				p.fault(val, "the range of %s mixes %s with entities", d.Name, DateType)
			}
		case "super":
			p.decode(val, &d.Super)
		case "symmetric":
			p.decode(val, &d.Symmetric)
		case "aspect":
			p.decode(val, &d.Aspect)
		case "agentless":
			p.decode(val, &d.Agentless)
		case "speechAct":
			p.decode(val, &d.SpeechAct)
		case "deniable":
			p.decode(val, &d.Deniable)
		case "announceable":
			p.decode(val, &d.Announceable)
		case "plannable":
			p.decode(val, &d.Plannable)
		case "inverse":
			l, name := p.label(val, "inverse of "+d.Name)
			d.Inverse = Inverse{name, l}
			p.declare(val, "inverse", name, 'a')
		case "label":
			d.Label, _ = p.label(val, "predicate "+d.Name)
		case "means":
			p.decode(val, &d.Means)
		case "map":
			d.Map = p.foreign(val, wikidataProperty)
		default:
			p.fault(field, "unknown field %q of predicate %s", field.Value, d.Name)
		}
	})
	p.wellFormed(k, d)
	p.wellTold(k, d)
	p.o.predAt[d.Name] = len(p.o.predicates)
	p.o.predicates = append(p.o.predicates, d)
}

// wellFormed holds what the fields of one predicate owe each other.
func (p *ontologyParser) wellFormed(k *yaml.Node, d Predicate) {
	if d.Label == (Label{}) {
		p.fault(k, "predicate %s needs a label in en and da", d.Name)
	}
	if d.Means == "" {
		p.fault(k, "predicate %s needs a meaning", d.Name)
	}
	oneWay := d.Symmetric || d.IsDate()
	switch {
	case len(d.Domain) == 0 || len(d.Range) == 0:
		p.fault(k, "predicate %s needs a domain and a range", d.Name)
	case d.Symmetric && !slices.Equal(d.Domain, d.Range):
		p.fault(k, "symmetric predicate %s must have equal domain and range", d.Name)
	case oneWay && d.Inverse.Name != "":
		p.fault(k, "predicate %s is symmetric or has a date as object: it needs no inverse", d.Name)
	case !oneWay && d.Inverse.Name == "":
		p.fault(k, "predicate %s needs an inverse", d.Name)
	}
	for _, t := range d.Map {
		if t.Inverse && oneWay {
			p.fault(k, "predicate %s has no inverse that %s:%s could match", d.Name, t.Vocabulary, t.Name)
		}
	}
}

// wellTold holds what a predicate's ways of being told owe each other.
func (p *ontologyParser) wellTold(k *yaml.Node, d Predicate) {
	if !slices.Contains([]Aspect{Event, State, Lasting}, d.Aspect) {
		p.fault(k, "predicate %s has aspect %q; want event, state or lasting", d.Name, d.Aspect)
	}
	if d.IsDate() && (d.IsState() || d.Agentless || d.SpeechAct || d.Deniable || d.Announceable || d.Plannable) {
		p.fault(k, "predicate %s has a date as object: it is an event and nobody's act", d.Name)
	}
	if d.SpeechAct && d.IsState() {
		p.fault(k, "speech act %s must be an event", d.Name)
	}
	if d.Agentless {
		if d.Symmetric || d.IsState() {
			p.fault(k, "agentless predicate %s must be an event with a doer and an object", d.Name)
		}
		if _, ok := p.o.Untold(); !ok {
			p.fault(k, "predicate %s is agentless, and no type stands for the untold", d.Name)
		}
	}
}

// typeSet resolves types and groups to types, in the ontology's order.
func (p *ontologyParser) typeSet(n *yaml.Node) []string {
	var names, set []string
	p.decode(n, &names)
	for i, name := range names {
		if _, ok := p.o.typeAt[name]; !ok && !p.o.isGroup(name) && name != DateType {
			p.fault(n, "unknown type or group %q", name)
		}
		if slices.Contains(names[:i], name) {
			p.fault(n, "%q is given twice", name)
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

var (
	wikidataItem     = regexp.MustCompile(`^Q[1-9][0-9]*$`)
	wikidataProperty = regexp.MustCompile(`^P[1-9][0-9]*$`)
	foreignName      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*$`)
)

// foreign reads a map entry; wikidata is the form that Wikidata ids must have.
func (p *ontologyParser) foreign(n *yaml.Node, wikidata *regexp.Regexp) []ForeignTerm {
	forms := map[string]*regexp.Regexp{"schema": foreignName, "wikidata": wikidata, "ftm": foreignName}
	var out []ForeignTerm
	p.each(n, func(k, v *yaml.Node) {
		t := ForeignTerm{Vocabulary: k.Value, Name: v.Value}
		if v.Kind == yaml.MappingNode {
			p.each(v, func(k, v *yaml.Node) {
				switch k.Value {
				case "term":
					p.decode(v, &t.Name)
				case "inverse":
					p.decode(v, &t.Inverse)
				default:
					p.fault(k, "unknown field %q of a foreign term", k.Value)
				}
			})
		}
		form, known := forms[k.Value]
		if !known {
			p.fault(k, "unknown vocabulary %q; want schema, wikidata or ftm", k.Value)
		} else if !form.MatchString(t.Name) {
			p.fault(v, "%q is no %s term for this place", t.Name, k.Value)
		}
		out = append(out, t)
	})
	return out
}

// crossCheck holds what one entry alone cannot show: super-properties exist,
// are no narrower and form no cycle.
func (p *ontologyParser) crossCheck(root *yaml.Node) {
	for _, d := range p.o.predicates {
		at := p.keys[d.Name]
		if at == nil {
			continue // its name is at fault, which is reported
		}
		seen := map[string]bool{d.Name: true}
		for s := d; s.Super != ""; {
			up, ok := p.o.Predicate(s.Super)
			if !ok {
				p.fault(at, "%s has unknown super-property %q", s.Name, s.Super)
				break
			}
			if seen[up.Name] {
				p.fault(at, "super-properties of %s form a cycle", d.Name)
				break
			}
			if !subset(s.Domain, up.Domain) || !subset(s.Range, up.Range) {
				p.fault(at, "%s is wider than its super-property %s", s.Name, up.Name)
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
