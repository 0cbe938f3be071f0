package schema

import (
	"slices"
	"strings"
	"testing"
)

func TestNewUntoldStatement(t *testing.T) {
	ann, firm := entity(t, "person/a", "Person", "Ann"), entity(t, "company/f", "Company", "Firm")
	art := ArticleIRI("x")
	s, err := NewUntoldStatement(art, 5, 20, "arrests", ann)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Untold() || !IsUntold(s.Subject()) || s.Object() != Term(ann.IRI()) {
		t.Errorf("%+v", s)
	}
	seen := map[IRI]string{}
	for name, c := range map[string]struct {
		art        IRI
		start, end int
		p          string
		o          Entity
	}{
		"first":     {art, 5, 20, "charges", ann},
		"article":   {ArticleIRI("y"), 5, 20, "charges", ann},
		"place":     {art, 30, 40, "charges", ann},
		"predicate": {art, 5, 20, "convicts", ann},
		"object":    {art, 5, 20, "charges", firm},
	} {
		s, err := NewUntoldStatement(c.art, c.start, c.end, c.p, c.o)
		if err != nil {
			t.Fatal(err)
		}
		if other, clash := seen[s.Subject()]; clash {
			t.Errorf("%s and %s share a doer", name, other)
		}
		seen[s.Subject()] = name
	}
	for name, err := range map[string]error{
		"not agentless": second(NewUntoldStatement(art, 5, 20, "owns", firm)),
		"range":         second(NewUntoldStatement(art, 5, 20, "arrests", firm)),
		"no article":    second(NewUntoldStatement(IRI{}, 5, 20, "arrests", ann)),
		"no place":      second(NewUntoldStatement(art, 5, 5, "arrests", ann)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestIsUntold(t *testing.T) {
	for iri, want := range map[string]bool{
		NS + "unnamed/0123456789abcdef01234567":    true,
		NS + "unnamed/0123456789ABCDEF01234567":    false,
		NS + "unnamed/0123456789abcdef0123456":     false,
		NS + "unnamed/x/0123456789abcdef01234567":  false,
		NS + "unnamed/a1/two-former-employees":     false,
		NS + "person/0123456789abcdef01234567":     false,
		"urn:other:unnamed/0123456789abcdef012345": false,
	} {
		if got := IsUntold(MustIRI(iri)); got != want {
			t.Errorf("IsUntold(%s) = %v", iri, got)
		}
	}
	if _, err := NewEntity(MustIRI(NS+"unnamed/0123456789abcdef01234567"), "Unnamed", "somebody"); err == nil {
		t.Error("an untold doer got a name")
	}
}

func TestUntoldQuads(t *testing.T) {
	ann := entity(t, "person/a", "Person", "Ann")
	art := Article{ID: "x"}
	s, err := NewUntoldStatement(art.IRI(), 0, 1, "accuses", ann)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(a Attribution) Claim {
		a.Quote, a.End = "Q", 1
		c, err := NewClaim(art.IRI(), s, a)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := Contribution{Article: art, Entities: []Entity{ann}, Claims: []Claim{claim(Attribution{}), claim(Attribution{Stance: Denied, Holder: ann.IRI()})}}
	quads, err := c.Quads()
	if err != nil {
		t.Fatal(err)
	}
	node, graph := s.Subject(), art.IRI()
	for _, q := range []Quad{{node, TypeIRI, IRI{NS + "Unnamed"}, graph}, {node, s.PredicateIRI(), ann.IRI(), graph}} {
		if !slices.Contains(quads, q) {
			t.Errorf("%s is missing", q.NQ())
		}
	}
	for _, q := range quads {
		if q.Subject == Node(node) && (q.Predicate == LabelIRI || q.Predicate == NameIRI) {
			t.Errorf("the untold has a name: %s", q.NQ())
		}
	}
	if _, err := NewClaim(art.IRI(), s, Attribution{Quote: "Q", End: 1, Holder: node}); err == nil || !strings.Contains(err.Error(), "untold") {
		t.Errorf("an untold holder: %v", err)
	}
}
