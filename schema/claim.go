package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Stance says how the article puts a statement.
type Stance string

// The stances of GUIDELINES.md.
const (
	Asserted Stance = "asserted"
	Alleged  Stance = "alleged"
	Denied   Stance = "denied"
)

// Stances lists the valid stances, strongest first.
func Stances() []Stance { return []Stance{Asserted, Alleged, Denied} }

// ParseStance accepts exactly the three stances.
func ParseStance(s string) (Stance, error) {
	if slices.Contains(Stances(), Stance(s)) {
		return Stance(s), nil
	}
	return "", fmt.Errorf("parse stance %q: want asserted, alleged or denied", s)
}

// Status says whether a statement holds now, held before, or is to come.
type Status string

// The statuses of GUIDELINES.md.
const (
	Current Status = "current"
	Former  Status = "former"
	Planned Status = "planned"
)

// Statuses lists the valid statuses.
func Statuses() []Status { return []Status{Current, Former, Planned} }

// ParseStatus accepts exactly the three statuses.
func ParseStatus(s string) (Status, error) {
	if slices.Contains(Statuses(), Status(s)) {
		return Status(s), nil
	}
	return "", fmt.Errorf("parse status %q: want current, former or planned", s)
}

// Article is what is known of one loaded text. Text itself is not stored.
type Article struct {
	ID        string // non-empty; unique in a store
	Title     string
	Publisher string
	Published Date
	Lang      string // ISO 639-1
	URL       string
	Hash      string // hex SHA-256 of what was loaded
	Source    string // file and position it was read from; not stored
}

// ArticleIRI is the IRI, and the graph label, of the article with this id.
// Bytes outside [A-Za-z0-9._~-] are percent-encoded.
func ArticleIRI(id string) IRI { return IRI{NS + "article/" + escape(id)} }

// IRI is ArticleIRI(a.ID).
func (a Article) IRI() IRI { return ArticleIRI(a.ID) }

func escape(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		switch {
		case '0' <= c && c <= '9', 'a' <= c|0x20 && c|0x20 <= 'z', strings.IndexByte("._~-", c) >= 0:
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// Entity is a thing that articles name. Make one with NewEntity.
type Entity struct {
	iri   IRI
	typ   string
	name  string
	names []string
}

// NewEntity checks the type against the ontology and that the name is not
// empty. names are other forms seen; they are sorted and freed of duplicates.
func NewEntity(iri IRI, typ, name string, names ...string) (Entity, error) {
	if iri.IsZero() {
		return Entity{}, fmt.Errorf("make entity %q: no IRI", name)
	}
	if IsUntold(iri) {
		return Entity{}, fmt.Errorf("make entity %q: %s stands for somebody untold, who has no name", name, iri)
	}
	if _, ok := Default().Type(typ); !ok {
		return Entity{}, fmt.Errorf("make entity %q: type %q is not in the ontology", name, typ)
	}
	names = slices.Clone(names)
	for _, n := range append([]string{name}, names...) {
		if strings.TrimSpace(n) == "" || !utf8.ValidString(n) {
			return Entity{}, fmt.Errorf("make entity %s: empty or invalid name %q", iri, n)
		}
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == name })
	return Entity{iri, typ, name, names}, nil
}

// IRI is the entity's key.
func (e Entity) IRI() IRI { return e.iri }

// Type is a type of the ontology.
func (e Entity) Type() string { return e.typ }

// Name is the fullest form that the article has.
func (e Entity) Name() string { return e.name }

// Names are the other forms, sorted.
func (e Entity) Names() []string { return e.names }

// Statement is a triple that the ontology allows. Make one with NewStatement
// or, for a date, NewDateStatement.
type Statement struct {
	subject   IRI
	predicate string
	object    Term
}

// NewStatement checks that p is in the ontology and that s and o fit its
// domain and range and are not the same entity.
func NewStatement(s Entity, p string, o Entity) (Statement, error) {
	if err := Default().Allows(s.typ, p, o.typ); err != nil {
		return Statement{}, fmt.Errorf("make statement %s(%s, %s): %w", p, s.name, o.name, err)
	}
	if s.iri == o.iri {
		return Statement{}, fmt.Errorf("make statement %s(%s, %s): relates an entity to itself", p, s.name, o.name)
	}
	return Statement{s.iri, p, o.iri}, nil
}

// NewDateStatement is NewStatement for predicates with a date as object.
func NewDateStatement(s Entity, p string, d Date) (Statement, error) {
	if err := Default().Allows(s.typ, p, DateType); err != nil {
		return Statement{}, fmt.Errorf("make statement %s(%s, %s): %w", p, s.name, d, err)
	}
	if d.IsZero() {
		return Statement{}, fmt.Errorf("make statement %s(%s): no date", p, s.name)
	}
	return Statement{s.iri, p, d.Literal()}, nil
}

// Subject is the entity that the statement is about, or the node of somebody
// untold.
func (s Statement) Subject() IRI { return s.subject }

// Untold reports whether the article does not tell the statement's subject.
func (s Statement) Untold() bool { return IsUntold(s.subject) }

// Predicate is the predicate's name in the ontology.
func (s Statement) Predicate() string { return s.predicate }

// PredicateIRI is the predicate's full IRI.
func (s Statement) PredicateIRI() IRI { return IRI{NS + s.predicate} }

// Object is an IRI, or a date Literal.
func (s Statement) Object() Term { return s.object }

// Attribution is everything about a claim besides its triple.
type Attribution struct {
	Text       string  // role or matter, copied from the article; may be empty
	Stance     Stance  // "" means asserted
	Status     Status  // "" means current
	Holder     IRI     // who says so; zero for the article's own voice
	Quote      string  // the sentence that says so; not empty
	Start, End int     // the quote in the article's text, Unicode code points, half-open
	Date       Date    // when, if the text says; may be zero
	Confidence float64 // in [0,1]
	Rule       string  // the rule that made it
}

// Claim is a statement of one article with its attribution. Make one with
// NewClaim.
type Claim struct {
	Statement
	Attribution
	article IRI
	iri     IRI
}

// NewClaim checks the attribution and derives the claim's IRI from the
// article, the triple, stance, status, holder, text and place.
func NewClaim(article IRI, s Statement, a Attribution) (Claim, error) {
	if a.Stance == "" {
		a.Stance = Asserted
	}
	if a.Status == "" {
		a.Status = Current
	}
	fail := func(format string, args ...any) (Claim, error) {
		return Claim{}, fmt.Errorf("make claim %s %s: %w", s.subject, s.predicate, fmt.Errorf(format, args...))
	}
	switch {
	case article.IsZero() || s.object == nil:
		return fail("no article or no statement")
	case !slices.Contains(Stances(), a.Stance):
		return fail("stance %q", a.Stance)
	case !slices.Contains(Statuses(), a.Status):
		return fail("status %q", a.Status)
	case strings.TrimSpace(a.Quote) == "" || !utf8.ValidString(a.Quote) || !utf8.ValidString(a.Text):
		return fail("quote %.40q is empty or not valid UTF-8", a.Quote)
	case a.Start < 0 || a.End-a.Start != utf8.RuneCountInString(a.Quote):
		return fail("span [%d,%d) does not fit a quote of %d characters", a.Start, a.End, utf8.RuneCountInString(a.Quote))
	case !(a.Confidence >= 0 && a.Confidence <= 1):
		return fail("confidence %v is not in [0,1]", a.Confidence)
	}
	if IsUntold(a.Holder) {
		return fail("holder %s is untold", a.Holder)
	}
	return Claim{s, a, article, IRI{NS + "claim/" + digest(article.s, s.subject.s, s.predicate, s.object.NT(), string(a.Stance), string(a.Status),
		a.Holder.s, a.Text, strconv.Itoa(a.Start), strconv.Itoa(a.End))}}, nil
}

// digest is a hash of fields, short enough for an IRI.
func digest(fields ...string) string {
	h := sha256.New()
	for _, f := range fields {
		h.Write([]byte(f))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:digestBytes])
}

const digestBytes = 12

// IRI identifies the claim.
func (c Claim) IRI() IRI { return c.iri }

// Article is the article's IRI.
func (c Claim) Article() IRI { return c.article }
