package schema

import "testing"

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
		{"Person", "leads", "Place", true},
		{"Person", "spokespersonFor", "Place", false},
		{"Person", "bornOn", DateType, true},
		{"Person", "bornOn", "Place", false},
		{"Person", "marries", "Person", false},
	} {
		if err := o.Allows(c.s, c.p, c.o); (err == nil) != c.ok {
			t.Errorf("Allows(%s, %s, %s) = %v", c.s, c.p, c.o, err)
		}
	}
}
