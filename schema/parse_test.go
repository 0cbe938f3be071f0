package schema

import (
	"strings"
	"testing"
)

// base is a small valid ontology; each case of TestParseOntologyRefuses
// replaces one piece of it.
const base = `groups:
  Org: {en: organization, da: organisation}
types:
  Person:
    label: {en: person, da: person}
    map: {schema: Person, wikidata: Q5}
  Company:
    in: [Org]
    label: {en: company, da: virksomhed}
predicates:
  leads:
    domain: [Person]
    range: [Org]
    super: worksFor
    inverse: {name: ledBy, en: is led by, da: ledes af}
    label: {en: leads, da: leder}
    means: heads it
    map: {wikidata: {term: P1037, inverse: true}}
  worksFor:
    domain: [Person]
    range: [Org]
    inverse: {name: employs, en: employs, da: har ansat}
    label: {en: works for, da: arbejder for}
    means: any post
  spouseOf:
    domain: [Person]
    range: [Person]
    symmetric: true
    label: {en: is married to, da: er gift med}
    means: family
  bornOn:
    domain: [Person]
    range: [Date]
    label: {en: was born on, da: blev født}
    means: date of birth
`

func TestParseOntologyBase(t *testing.T) {
	o, err := ParseOntology([]byte(base))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := o.Predicate("leads")
	if p.Super != "worksFor" || p.Inverse.Name != "ledBy" || len(p.Map) != 1 || !p.Map[0].Inverse {
		t.Errorf("leads = %+v", p)
	}
	if d, _ := o.Predicate("bornOn"); !d.IsDate() || p.IsDate() {
		t.Error("IsDate is wrong")
	}
	if got := o.Cover([]string{"Person", "Company"}); strings.Join(got, " ") != "Person Company" {
		t.Errorf("Cover = %v", got) // a group of one type is no shorter than the type
	}
}

func TestParseOntologyRefuses(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"not yaml", "groups:", "groups: [", "parse ontology: yaml"},
		{"aspect", "    symmetric: true\n", "    symmetric: true\n    aspect: eternal\n", `line 25: predicate spouseOf has aspect "eternal"`},
		{"told way", "    symmetric: true\n", "    symmetric: true\n    deniabel: true\n", `unknown field "deniabel" of predicate spouseOf`},
		{"told way of wrong kind", "    symmetric: true\n", "    symmetric: true\n    deniable: often\n", "cannot unmarshal"},
		{"date with an aspect", "    range: [Date]\n", "    range: [Date]\n    plannable: true\n", "bornOn has a date as object"},
		{"lasting speech act", "    range: [Org]\n    super", "    range: [Org]\n    aspect: state\n    speechAct: true\n    super", "speech act leads must be an event"},
		{"agentless state", "    range: [Org]\n    super", "    range: [Org]\n    aspect: state\n    agentless: true\n    super", "agentless predicate leads must be an event"},
		{"agentless without untold", "    range: [Org]\n    super", "    range: [Org]\n    agentless: true\n    super", "leads is agentless, and no type stands for the untold"},
		{"untold without label", "{en: person, da: person}\n", "{en: person, da: person}\n    untold: {en: somebody}\n", "the untold of type Person needs a label in en and da"},
		{"two untold", "da: virksomhed}\n", "da: virksomhed}\n    untold: {en: x, da: y}\n  Crowd:\n    label: {en: crowd, da: flok}\n    untold: {en: x, da: y}\n", "types Company and Crowd both stand for the untold"},
		{"not a mapping", base, "- a\n", "line 1: want a mapping"},
		{"unknown section", "groups:", "sorts: {}\ngroups:", `line 1: unknown section "sorts"`},
		{"missing section", base[:strings.Index(base, "predicates:")], "", "line 1: want the sections"},
		{"section order", "groups:\n  Org: {en: organization, da: organisation}\n", "types: {}\ngroups: {}\n", `line 1: section "types" out of order`},
		{"duplicate key", "    means: heads it\n", "    means: heads it\n    means: again\n", `line 18: "means" is given twice`},
		{"duplicate type", "  Company:\n", "  Person:\n", `line 7: "Person" is given twice`},
		{"group without label", "{en: organization, da: organisation}", "{en: organization}", "line 2: group Org needs a label in en and da"},
		{"group with name", "{en: organization, da: organisation}", "{en: o, da: o, name: x}", "line 2: group Org takes no name"},
		{"group name", "  Org: {", "  org: {", `line 2: group name "org" must be a capitalised identifier`},
		{"label in a third language", "{en: person, da: person}", "{en: person, da: person, fr: personne}", `line 5: unknown field "fr"`},
		{"label of wrong kind", "{en: person, da: person}", "person", "line 5: want a mapping"},
		{"label missing", "    label: {en: person, da: person}\n", "", "line 4: type Person needs a label"},
		{"type name", "  Company:\n", "  Com-pany:\n", `line 7: type name "Com-pany" must be a capitalised identifier`},
		{"type is a group", "  Company:\n", "  Org:\n", `line 7: type name "Org" is taken by line 2`},
		{"type of the vocabulary", "  Company:\n", "  Claim:\n", `line 7: type name "Claim" is a term of the newsgraph vocabulary`},
		{"type Date", "  Company:\n", "  Date:\n", `line 7: type name "Date" is a term of the newsgraph vocabulary`},
		{"unknown group", "in: [Org]", "in: [Firm]", `line 8: type Company is in unknown group "Firm"`},
		{"type field", "in: [Org]", "inside: [Org]", `line 8: unknown field "inside" of type Company`},
		{"unknown vocabulary", "schema: Person", "foaf: Person", `line 6: unknown vocabulary "foaf"`},
		{"wikidata property for a type", "wikidata: Q5", "wikidata: P5", `line 6: "P5" is no wikidata term for this place`},
		{"wikidata item for a predicate", "term: P1037", "term: Q1037", `line 18: "Q1037" is no wikidata term`},
		{"foreign field", "term: P1037, inverse: true", "term: P1037, reverse: true", `line 18: unknown field "reverse"`},
		{"bad foreign name", "schema: Person", `schema: "a b"`, `line 6: "a b" is no schema term`},
		{"inverse match of a symmetric predicate", "    means: family\n", "    means: family\n    map: {wikidata: {term: P26, inverse: true}}\n", "line 25: predicate spouseOf has no inverse"},
		{"predicate name", "  leads:\n", "  Leads:\n", `line 11: predicate name "Leads" must be an uncapitalised identifier`},
		{"predicate of the vocabulary", "  leads:\n", "  holder:\n", `line 11: predicate name "holder" is a term of the newsgraph vocabulary`},
		{"predicate field", "    means: heads it\n", "    meaning: heads it\n", `line 17: unknown field "meaning" of predicate leads`},
		{"no meaning", "    means: heads it\n", "", "line 11: predicate leads needs a meaning"},
		{"no predicate label", "    label: {en: leads, da: leder}\n", "", "line 11: predicate leads needs a label"},
		{"no domain", "    domain: [Person]\n    range: [Org]\n    super", "    range: [Org]\n    super", "line 11: predicate leads needs a domain and a range"},
		{"unknown range", "range: [Org]\n    super", "range: [Firm]\n    super", `line 13: unknown type or group "Firm"`},
		{"range twice", "range: [Org]\n    super", "range: [Org, Org]\n    super", `line 13: "Org" is given twice`},
		{"range of wrong kind", "range: [Org]\n    super", "range: {a: b}\n    super", "line 13: yaml"},
		{"date as subject", "domain: [Person]\n    range: [Date]", "domain: [Date]\n    range: [Date]", "line 32: a Date can not be the subject of bornOn"},
		{"date among entities", "range: [Date]", "range: [Date, Person]", "line 33: the range of bornOn mixes Date with entities"},
		{"symmetric but uneven", "range: [Person]\n    symmetric", "range: [Org]\n    symmetric", "line 25: symmetric predicate spouseOf must have equal domain and range"},
		{"symmetric with inverse", "    symmetric: true\n", "    symmetric: true\n    inverse: {name: x, en: x, da: x}\n", "line 25: predicate spouseOf is symmetric or has a date"},
		{"no inverse", "    inverse: {name: ledBy, en: is led by, da: ledes af}\n", "", "line 11: predicate leads needs an inverse"},
		{"inverse taken", "name: ledBy", "name: leads", `line 15: inverse name "leads" is taken by line 11`},
		{"inverse taken later", "name: ledBy", "name: spouseOf", `line 25: predicate name "spouseOf" is taken by line 15`},
		{"inverse without name", "name: ledBy, ", "", `line 15: inverse name "" must be an uncapitalised identifier`},
		{"unknown super", "super: worksFor", "super: runs", `line 11: leads has unknown super-property "runs"`},
		{"super cycle", "    means: any post\n", "    means: any post\n    super: leads\n", "line 11: super-properties of leads form a cycle"},
		{"wider than super", "range: [Org]\n    super", "range: [Org, Person]\n    super", "line 11: leads is wider than its super-property worksFor"},
		{"no predicates", base[strings.Index(base, "predicates:"):], "predicates: {}\n", "line 1: no types or no predicates"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(base, c.old) {
				t.Fatal("the case replaces nothing")
			}
			_, err := ParseOntology([]byte(strings.Replace(base, c.old, c.new, 1)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
	if _, err := ParseOntology(nil); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("empty file: %v", err)
	}
}

func TestParseOntologyReportsEveryFault(t *testing.T) {
	bad := strings.NewReplacer("in: [Org]", "in: [Firm]", "super: worksFor", "super: runs").Replace(base)
	_, err := ParseOntology([]byte(bad))
	if err == nil || !strings.Contains(err.Error(), "line 8") || !strings.Contains(err.Error(), "line 11") {
		t.Errorf("got %v", err)
	}
}

func FuzzParseOntology(f *testing.F) {
	f.Add([]byte(base))
	f.Add(ontologyYAML)
	f.Add([]byte("groups: &a {x: *a}"))
	f.Add([]byte("types: [1]\npredicates: {leads: {domain: Person}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := ParseOntology(data)
		if err != nil {
			return
		}
		var b strings.Builder
		if err := o.WriteTurtle(&b); err != nil {
			t.Fatal(err)
		}
	})
}
