package schema

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

func entity(t *testing.T, id, typ, name string, names ...string) Entity {
	t.Helper()
	e, err := NewEntity(MustIRI(NS+id), typ, name, names...)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestNewEntity(t *testing.T) {
	e := entity(t, "person/a", "Person", "Ann Berg", "Berg", "A. Berg", "Ann Berg", "Berg")
	if !slices.Equal(e.Names(), []string{"A. Berg", "Berg"}) {
		t.Errorf("names %q", e.Names())
	}
	iri := MustIRI("urn:x")
	for _, c := range []struct {
		iri       IRI
		typ, name string
		names     []string
	}{
		{IRI{}, "Person", "Ann", nil},
		{iri, "Robot", "Ann", nil},
		{iri, "Org", "Ann", nil}, // a group is no type
		{iri, "Person", " ", nil},
		{iri, "Person", "Ann", []string{""}},
		{iri, "Person", "A\xff", nil},
	} {
		if _, err := NewEntity(c.iri, c.typ, c.name, c.names...); err == nil {
			t.Errorf("NewEntity(%v) passed", c)
		}
	}
}

func TestNewStatement(t *testing.T) {
	ann, firm := entity(t, "person/a", "Person", "Ann"), entity(t, "company/f", "Company", "Firm")
	s, err := NewStatement(ann, "leads", firm)
	if err != nil {
		t.Fatal(err)
	}
	if s.PredicateIRI().String() != NS+"leads" || s.Subject() != ann.IRI() || s.Object() != Term(firm.IRI()) {
		t.Errorf("%+v", s)
	}
	day, _ := ParseDate("1970-05")
	if _, err := NewDateStatement(ann, "bornOn", day); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"direction":   second(NewStatement(firm, "leads", ann)),
		"predicate":   second(NewStatement(ann, "marries", firm)),
		"itself":      second(NewStatement(ann, "metWith", ann)),
		"no date":     second(NewDateStatement(ann, "bornOn", Date{})),
		"date object": second(NewDateStatement(ann, "leads", day)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestNewClaim(t *testing.T) {
	ann, firm := entity(t, "person/a", "Person", "Ann"), entity(t, "company/f", "Company", "Firm")
	s, _ := NewStatement(ann, "leads", firm)
	art := ArticleIRI("x")
	good := Attribution{Quote: "Ann leder Blåfirm.", Start: 10, End: 28, Confidence: 0.5}
	c, err := NewClaim(art, s, good)
	if err != nil {
		t.Fatal(err)
	}
	if c.Stance != Asserted || c.Status != Current || c.Article() != art {
		t.Errorf("%+v", c)
	}
	seen := map[IRI]string{c.IRI(): "good"}
	for name, edit := range map[string]func(*Attribution){
		"stance": func(a *Attribution) { a.Stance = Denied },
		"status": func(a *Attribution) { a.Status = Former },
		"holder": func(a *Attribution) { a.Holder = ann.IRI() },
		"text":   func(a *Attribution) { a.Text = "direktør" },
		"place":  func(a *Attribution) { a.Start++; a.End++ },
	} {
		a := good
		edit(&a)
		c, err := NewClaim(art, s, a)
		if err != nil {
			t.Fatal(err)
		}
		if other, clash := seen[c.IRI()]; clash {
			t.Errorf("claims %s and %s share their IRI", name, other)
		}
		seen[c.IRI()] = name
	}
	for name, edit := range map[string]func(*Attribution){
		"stance":      func(a *Attribution) { a.Stance = "maybe" },
		"status":      func(a *Attribution) { a.Status = "was" },
		"no quote":    func(a *Attribution) { a.Quote, a.Start, a.End = " ", 0, 1 },
		"bytes":       func(a *Attribution) { a.End = a.Start + len(a.Quote) },
		"negative":    func(a *Attribution) { a.Start, a.End = -1, 17 },
		"quote":       func(a *Attribution) { a.Quote, a.Start, a.End = "\xff", 0, 1 },
		"text":        func(a *Attribution) { a.Text = "\xff" },
		"confidence":  func(a *Attribution) { a.Confidence = 1.1 },
		"confidence ": func(a *Attribution) { a.Confidence = math.NaN() },
	} {
		a := good
		edit(&a)
		if _, err := NewClaim(art, s, a); err == nil {
			t.Errorf("bad %s passed", name)
		}
	}
	if _, err := NewClaim(IRI{}, s, good); err == nil {
		t.Error("a claim of no article passed")
	}
	if _, err := NewClaim(art, Statement{}, good); err == nil {
		t.Error("a claim of nothing passed")
	}
}

func TestArticleIRI(t *testing.T) {
	for id, want := range map[string]string{
		"da-017":  "da-017",
		"a b/æ%":  "a%20b%2F%C3%A6%25",
		"<\">\n":  "%3C%22%3E%0A",
		"A~._-\t": "A~._-%09",
	} {
		if got := ArticleIRI(id).String(); got != NS+"article/"+want {
			t.Errorf("ArticleIRI(%q) = %s", id, got)
		}
		if _, err := ParseIRI(ArticleIRI(id).String()); err != nil {
			t.Error(err)
		}
	}
}

func TestContributionQuads(t *testing.T) {
	ann, firm := entity(t, "person/a", "Person", "Ann", "Berg"), entity(t, "company/f", "Company", "Firm")
	s, _ := NewStatement(ann, "leads", firm)
	art := Article{ID: "x", Title: "T"}
	claim := func(a Attribution) Claim {
		a.Quote, a.End = "Q", 1
		c, err := NewClaim(art.IRI(), s, a)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	direct := Quad{ann.IRI(), s.PredicateIRI(), firm.IRI(), art.IRI()}
	for stance, want := range map[Stance]bool{Asserted: true, Alleged: true, Denied: false} {
		c := Contribution{Article: art, Entities: []Entity{ann, firm}, Claims: []Claim{claim(Attribution{Stance: stance})}}
		quads, err := c.Quads()
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(quads, direct) != want {
			t.Errorf("%s: direct edge is wrong", stance)
		}
		if !slices.IsSortedFunc(quads, func(a, b Quad) int { return strings.Compare(a.NQ(), b.NQ()) }) {
			t.Error("quads are not sorted")
		}
		for _, q := range quads {
			if q.Graph != Node(art.IRI()) {
				t.Errorf("%s is in another graph", q.NQ())
			}
		}
	}
	both := Contribution{Article: art, Entities: []Entity{ann, firm}, Claims: []Claim{claim(Attribution{}), claim(Attribution{}), claim(Attribution{Stance: Denied})}}
	if quads, err := both.Quads(); err != nil || !slices.Contains(quads, direct) {
		t.Errorf("asserted and denied: %v", err)
	}
	for name, c := range map[string]Contribution{
		"no id":          {Article: Article{}, Entities: nil, Claims: nil},
		"other article":  {Article: Article{ID: "y"}, Entities: []Entity{ann, firm}, Claims: []Claim{claim(Attribution{})}},
		"no object":      {Article: art, Entities: []Entity{ann}, Claims: []Claim{claim(Attribution{})}},
		"no holder":      {Article: art, Entities: []Entity{ann, firm}, Claims: []Claim{claim(Attribution{Holder: MustIRI("urn:h")})}},
		"entity twice":   {Article: art, Entities: []Entity{ann, firm, ann}, Claims: nil},
		"claim differs":  {Article: art, Entities: []Entity{ann, firm}, Claims: []Claim{claim(Attribution{}), claim(Attribution{Rule: "r"})}},
		"subject absent": {Article: art, Entities: []Entity{firm}, Claims: []Claim{claim(Attribution{})}},
	} {
		if _, err := c.Quads(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func ExampleQuad_NQ() {
	l, _ := NewLangString("Hej \"verden\"", "da")
	fmt.Println(Quad{MustIRI("urn:s"), MustIRI("urn:p"), l, MustIRI("urn:g")}.NQ())
	// Output: <urn:s> <urn:p> "Hej \"verden\""@da <urn:g> .
}
