package schema

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Contribution is all that one article adds to the graph; it is found,
// replaced and removed as one.
type Contribution struct {
	Article  Article
	Entities []Entity
	Claims   []Claim
	// Source is a fingerprint of what this was made from and by, "" when it is
	// not known. It is no part of the graph; a store may remember it, so that
	// the same need not be made twice.
	Source string
	// Text is what the article says, word for word. It is no part of the graph
	// either; a store keeps it to show and to search it.
	Text Text
	// Origin is where a load read it, not part of the graph either.
	Origin Origin
}

// Origin is where an article was read: a folder, by its absolute path, and the
// file under it; the folder "-" is standard input. Both are "" if unknown.
type Origin struct{ Root, File string }

// Text is the text of an article. The code points of claims count in Body.
// Without sentences, every line of Body is taken for one.
type Text struct {
	Body      string
	Sentences []TextSentence // of its prose, ascending and apart
}

// TextSentence is the bytes [Start, End) of a Text's Body.
type TextSentence struct {
	Start, End int
	Lang       string // "" for the article's
}

// Quads returns the quads of c, all in the article's graph, sorted by their
// N-Quads line and free of duplicates. It fails if the article has no id, if a
// claim is not of this article, names an entity that c lacks, or shares its IRI
// with a different claim, and if an entity is given twice.
func (c Contribution) Quads() ([]Quad, error) {
	if c.Article.ID == "" {
		return nil, fmt.Errorf("article %q has no id", c.Article.Title)
	}
	b := quadBuilder{graph: c.Article.IRI(), known: map[IRI]bool{}, claims: map[IRI]Claim{}}
	b.article(c.Article)
	for _, e := range c.Entities {
		if b.known[e.iri] {
			return nil, fmt.Errorf("article %s: entity %s is given twice", c.Article.ID, e.iri)
		}
		b.entity(e)
	}
	for _, cl := range c.Claims {
		if err := b.claim(cl); err != nil {
			return nil, fmt.Errorf("article %s: %w", c.Article.ID, err)
		}
	}
	return SortQuads(b.quads), nil
}

// SortQuads sorts quads by their canonical line and drops duplicates.
func SortQuads(quads []Quad) []Quad {
	type line struct {
		nq string
		q  Quad
	}
	lines := make([]line, len(quads))
	for i, q := range quads {
		lines[i] = line{q.NQ(), q}
	}
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.nq, b.nq) })
	lines = slices.CompactFunc(lines, func(a, b line) bool { return a.nq == b.nq })
	out := make([]Quad, len(lines))
	for i, l := range lines {
		out[i] = l.q
	}
	return out
}

type quadBuilder struct {
	graph  IRI
	known  map[IRI]bool
	claims map[IRI]Claim
	quads  []Quad
}

func (b *quadBuilder) add(s, p IRI, o Term) {
	b.quads = append(b.quads, Quad{s, p, o, b.graph})
}

// str adds a string property unless it is empty.
func (b *quadBuilder) str(s, p IRI, v string) {
	if v != "" {
		b.add(s, p, Literal{lexical: strings.ToValidUTF8(v, "\uFFFD")})
	}
}

func (b *quadBuilder) article(a Article) {
	s := b.graph
	b.add(s, TypeIRI, ArticleClass)
	b.str(s, IDIRI, a.ID)
	b.str(s, TitleIRI, a.Title)
	b.str(s, PublisherIRI, a.Publisher)
	if !a.Published.IsZero() {
		b.add(s, PublishedIRI, a.Published.Literal())
	}
	b.str(s, LangIRI, a.Lang)
	b.str(s, URLIRI, a.URL)
	b.str(s, HashIRI, a.Hash)
}

func (b *quadBuilder) entity(e Entity) {
	b.known[e.iri] = true
	b.add(e.iri, TypeIRI, IRI{NS + e.typ})
	b.str(e.iri, LabelIRI, e.name)
	for _, n := range e.names {
		b.str(e.iri, NameIRI, n)
	}
}

func (b *quadBuilder) claim(c Claim) error {
	obj, isIRI := c.object.(IRI)
	switch {
	case c.article != b.graph:
		return fmt.Errorf("claim %s belongs to %s", c.iri, c.article)
	case !c.Untold() && !b.known[c.subject] || isIRI && !b.known[obj] || !c.Holder.IsZero() && !b.known[c.Holder]:
		return fmt.Errorf("claim %s names an entity that the article does not list", c.iri)
	}
	if other, twice := b.claims[c.iri]; twice && other != c {
		return fmt.Errorf("claim %s is given twice, with different dates, confidence or rules", c.iri)
	}
	b.claims[c.iri] = c
	if t, ok := Default().Untold(); ok && c.Untold() {
		b.add(c.subject, TypeIRI, IRI{NS + t.Name})
	}
	if c.Stance != Denied {
		b.add(c.subject, c.PredicateIRI(), c.object)
	}
	b.add(c.iri, TypeIRI, ClaimIRI)
	b.add(c.iri, SubjectIRI, c.subject)
	b.add(c.iri, PredicateIRI, c.PredicateIRI())
	b.add(c.iri, ObjectIRI, c.object)
	b.str(c.iri, TextIRI, c.Text)
	b.str(c.iri, StanceIRI, string(c.Stance))
	b.str(c.iri, StatusIRI, string(c.Status))
	if !c.Holder.IsZero() {
		b.add(c.iri, HolderIRI, c.Holder)
	}
	b.str(c.iri, QuoteIRI, c.Quote)
	b.add(c.iri, StartIRI, integer(c.Start))
	b.add(c.iri, EndIRI, integer(c.End))
	if !c.Date.IsZero() {
		b.add(c.iri, DateIRI, c.Date.Literal())
	}
	b.add(c.iri, ConfidentIRI, Literal{lexical: strconv.FormatFloat(c.Confidence, 'f', 2, 64), datatype: IRI{XSD + "decimal"}})
	b.str(c.iri, RuleIRI, c.Rule)
	return nil
}

func integer(n int) Literal {
	return Literal{lexical: strconv.Itoa(n), datatype: IRI{XSD + "integer"}}
}
