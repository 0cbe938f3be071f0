package identity

import (
	"testing"

	"newsgraph/schema"
)

// keys resolves entities of one article and returns their keys without ng:.
func keys(t *testing.T, a Article, es ...Named) []string {
	t.Helper()
	got, err := Resolve(a, es)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range got {
		out = append(out, e.IRI().String()[len(schema.NS):])
	}
	return out
}

func TestSame(t *testing.T) {
	en, da := Article{"a", "en"}, Article{"b", "da"}
	for _, c := range []struct {
		typ, en, da, want string
	}{
		{"Person", "Yevgeny Kaspersky", "Eugene Kaspersky", "person/eugene-kaspersky"},
		{"Person", "Sergei Medvedev", "Sergej Medvedjev", "person/sergei-medvedev"},
		{"Person", "Kaspersky", "Kaspersky", "person/kaspersky"},
		{"Company", "Kaspersky Labs", "Kaspersky Lab", "company/kaspersky"},
		{"Company", "Novo Nordisk A/S", "Novo Nordisk", "company/novo-nordisk"},
		{"Company", "Brightwater Foods Ltd.", "Brightwater Foods", "company/brightwater-foods"},
		{"Organization", "Brightwater Foods Ltd.", "Brightwater Foods Limited", "company/brightwater-foods"},
		{"Country", "the Netherlands", "Nederlandene", "country/netherlands"},
		{"Country", "U.S.", "USA", "country/united-states"},
		{"Place", "Copenhagen", "København", "place/copenhagen"},
		{"Place", "Denmark", "Danmark", "country/denmark"},
		{"Organization", "European Union", "EU", "organization/european-union"},
		{"Organization", "UN", "FN", "organization/united-nations"},
		{"Agency", "Department of Homeland Security", "Homeland Security", "agency/united-states-department-of-homeland-security"},
		{"Product", "The Herring Tracker", "Herring Tracker", "product/herring-tracker"},
	} {
		if got := keys(t, en, Named{Type: c.typ, Name: c.en})[0]; got != c.want {
			t.Errorf("%s %q is %s, want %s", c.typ, c.en, got, c.want)
		}
		if got := keys(t, da, Named{Type: c.typ, Name: c.da})[0]; got != c.want {
			t.Errorf("%s %q is %s, want %s", c.typ, c.da, got, c.want)
		}
	}
}

func TestApart(t *testing.T) {
	a := Article{"a", "en"}
	for _, c := range [][2]Named{
		{{Type: "Person", Name: "Niels Hansen"}, {Type: "Person", Name: "Klaus Hansen"}},
		{{Type: "Person", Name: "Kaspersky"}, {Type: "Company", Name: "Kaspersky"}},
		{{Type: "Company", Name: "Dorn Holding"}, {Type: "Company", Name: "Dorn"}},
		{{Type: "Place", Name: "Viborg"}, {Type: "Agency", Name: "Viborg"}},
		{{Type: "Product", Name: "!"}, {Type: "Product", Name: "?"}},
	} {
		if k := keys(t, a, c[0], c[1]); k[0] == k[1] {
			t.Errorf("%v and %v are both %s", c[0], c[1], k[0])
		}
	}
}

// TestOffice holds that the offices of different countries stay apart.
func TestOffice(t *testing.T) {
	office := Named{Type: "Agency", Name: "Ministry of Harbours and Defence"}
	if k := keys(t, Article{"a", "en"}, office, Named{Type: "Country", Name: "Estonia", Mentions: 3}, Named{Type: "Country", Name: "Russia"}); k[0] != "agency/ministry-of-harbours-and-defence" {
		t.Errorf("a name of its own became %s", k[0])
	}
	office.Name = "Ministry of Higher Education"
	for _, c := range []struct {
		in   []Named
		want string
	}{
		{[]Named{office, {Type: "Country", Name: "Estonia", Mentions: 3}, {Type: "Country", Name: "Russia"}}, "agency/ee-ministry-of-higher-education"},
		{[]Named{office, {Type: "Place", Name: "Nairobi", Mentions: 1}}, "agency/ke-ministry-of-higher-education"},
		{[]Named{office, {Type: "Country", Name: "Estonia"}, {Type: "Country", Name: "Russia", Mentions: 3}}, "agency/a/ministry-of-higher-education"},
		{[]Named{office}, "agency/a/ministry-of-higher-education"},
		{[]Named{{Type: "Agency", Name: "Russian Embassy"}, {Type: "Country", Name: "Estonia", Mentions: 3}}, "agency/a/russian-embassy"},
	} {
		if k := keys(t, Article{"a", "en"}, c.in...); k[0] != c.want {
			t.Errorf("%v: got %s, want %s", c.in, k[0], c.want)
		}
	}
}

// TestSingleName holds that a common name alone joins nobody across articles,
// and that a rare one does.
func TestSingleName(t *testing.T) {
	for name, want := range map[string]string{"Jensen": "person/a/jensen", "Salma": "person/a/salma", "Kaspersky": "person/kaspersky"} {
		if k := keys(t, Article{"a", "en"}, Named{Type: "Person", Name: name})[0]; k != want {
			t.Errorf("%s is %s, want %s", name, k, want)
		}
	}
}

func TestUnnamed(t *testing.T) {
	two := Named{Type: Unnamed, Name: "two sources"}
	x, y := keys(t, Article{"x y", "en"}, two)[0], keys(t, Article{"z", "en"}, two)[0]
	if x != "unnamed/x%20y/two-sources" || x == y {
		t.Errorf("got %s and %s", x, y)
	}
}

func TestOneKeyTwice(t *testing.T) {
	es, err := Resolve(Article{"a", "en"}, []Named{
		{Type: "Company", Name: "Fjordlys A/S", Names: []string{"Fjordlys"}}, {Type: "Organization", Name: "FJORDLYS", Names: []string{"FL"}},
		{Type: "Company", Name: "FJORDLYS", Names: []string{"FL"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if es[0].IRI() != es[2].IRI() || len(es[0].Names()) != 3 || len(es[2].Names()) != 3 {
		t.Errorf("got %v", es)
	}
	if _, err := Resolve(Article{"a", "en"}, []Named{{Type: "Planet", Name: "Mars"}}); err == nil {
		t.Error("a type that the ontology lacks is accepted")
	}
}
