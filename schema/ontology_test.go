package schema

import (
	"strings"
	"testing"
)

func TestDefault(t *testing.T) {
	o, err := ParseOntology(ontologyYAML)
	if err != nil {
		t.Fatal(err)
	}
	if len(o.Types()) != 12 || len(o.Predicates()) != 43 {
		t.Errorf("got %d types and %d predicates", len(o.Types()), len(o.Predicates()))
	}
	for _, c := range []struct {
		s, p, o string
		ok      bool
	}{
		{"Person", "leads", "Company", true},
		{"Person", "leads", "Country", true},
		{"Company", "leads", "Company", false},
		{"Person", "leads", "Place", true}, // a mayor, ruling 17,
		{"Person", "bornOn", DateType, true},
		{"Person", "bornOn", "Place", false},
		{"Person", "leads", "Product", false},
		{"Person", "marries", "Person", false},
	} {
		if err := o.Allows(c.s, c.p, c.o); (err == nil) != c.ok {
			t.Errorf("Allows(%s, %s, %s) = %v", c.s, c.p, c.o, err)
		}
	}
}

// TestTold holds the properties that the extraction leans on. Ruling 16 of
// GUIDELINES.md lists the agentless predicates.
func TestTold(t *testing.T) {
	o := Default()
	for _, c := range []struct {
		what string
		has  func(Predicate) bool
		want string
	}{
		{"agentless", func(p Predicate) bool { return p.Agentless },
			"accuses criticizes investigates sues charges convicts arrests fines bans attacks dismisses"},
		{"speech act", func(p Predicate) bool { return p.SpeechAct }, "accuses criticizes supports"},
		{"deniable", func(p Predicate) bool { return p.Deniable }, "linkedTo accuses sues charges convicts attacks"},
		{"lasting", func(p Predicate) bool { return p.Aspect == Lasting },
			"educatedAt locatedIn bornIn spouseOf childOf relativeOf linkedTo"},
	} {
		if got := strings.Join(o.PredicatesThat(c.has), " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	leads, _ := o.Predicate("leads")
	charges, _ := o.Predicate("charges")
	if !leads.IsState() || charges.IsState() || charges.Aspect != Event {
		t.Errorf("aspects %q and %q", leads.Aspect, charges.Aspect)
	}
	if got := strings.Join(charges.Told(), " "); got != "agentless deniable plannable" {
		t.Errorf("charges is told %q", got)
	}
	if u, ok := o.Untold(); !ok || u.Name != "Unnamed" || u.Untold.En != "somebody" {
		t.Errorf("the untold are %+v", u)
	}
	for _, c := range []struct {
		p, o string
		ok   bool
	}{
		{"arrests", "Person", true},
		{"arrests", "Company", false},
		{"attacks", "Place", true},
		{"leads", "Company", false},
		{"supports", "Person", false},
		{"marries", "Person", false},
	} {
		if err := o.AllowsUntold(c.p, c.o); (err == nil) != c.ok {
			t.Errorf("AllowsUntold(%s, %s) = %v", c.p, c.o, err)
		}
	}
}
