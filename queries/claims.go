package queries

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"newsgraph/graph"
	"newsgraph/schema"
)

// Claim is a claim with the names of what it names.
type Claim struct {
	graph.ClaimRecord
	SubjectName, ObjectName, HolderName string // SubjectName is "somebody" for one untold; ObjectName the date of a date claim; HolderName "" for the article's own voice
}

// Untold reports whether the article does not tell the subject.
func (c Claim) Untold() bool { return schema.IsUntold(c.Subject) }

// rememberedNames bounds a Namer's memory, a few megabytes.
const rememberedNames = 20000

// Namer looks names up and remembers them. The zero value with View set works.
type Namer struct {
	View  *graph.View
	names map[schema.IRI]Node
}

// Node is the entity's name and type; the short IRI when it has no name.
func (n *Namer) Node(ctx context.Context, iri schema.IRI) (Node, error) {
	if node, ok := n.names[iri]; ok {
		return node, nil
	}
	node, err := describe(ctx, n.View, iri)
	if err != nil {
		return Node{}, err
	}
	if n.names == nil || len(n.names) >= rememberedNames {
		n.names = map[schema.IRI]Node{}
	}
	n.names[iri] = node
	return node, nil
}

// Claim adds the names to a record.
func (n *Namer) Claim(ctx context.Context, r graph.ClaimRecord) (Claim, error) {
	c := Claim{ClaimRecord: r}
	s, err := n.Node(ctx, r.Subject)
	if err != nil {
		return c, err
	}
	c.SubjectName = s.Name
	switch o := r.Object.(type) {
	case schema.IRI:
		node, err := n.Node(ctx, o)
		if err != nil {
			return c, err
		}
		c.ObjectName = node.Name
	case schema.Literal:
		c.ObjectName = o.Lexical()
	}
	if !r.Holder.IsZero() {
		h, err := n.Node(ctx, r.Holder)
		if err != nil {
			return c, err
		}
		c.HolderName = h.Name
	}
	return c, nil
}

// PredicateLabel is the predicate in words, from subject to object or, when
// not forward, the other way: "leads", "is led by".
func PredicateLabel(predicate schema.IRI, forward bool) string {
	name := strings.TrimPrefix(predicate.String(), schema.NS)
	p, ok := schema.Default().Predicate(name)
	switch {
	case !ok:
		return Short(predicate)
	case forward || p.Symmetric:
		return p.Label.En
	case p.Inverse.En != "":
		return p.Inverse.En
	}
	return p.Label.En + " (from the other side)"
}

type namedJSON struct {
	IRI  string `json:"iri,omitempty"`
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
}

type articleJSON struct {
	IRI       string `json:"iri"`
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Lang      string `json:"lang,omitempty"`
	URL       string `json:"url,omitempty"`
}

func articleToJSON(a schema.Article) articleJSON {
	return articleJSON{a.IRI().String(), a.ID, a.Title, a.Publisher, a.Published.String(), a.Lang, a.URL}
}

type claimJSON struct {
	Claim      string      `json:"claim"`
	Subject    *namedJSON  `json:"subject"`
	Predicate  string      `json:"predicate"`
	Object     namedJSON   `json:"object"`
	Text       string      `json:"text,omitempty"`
	Stance     string      `json:"stance"`
	Status     string      `json:"status"`
	Holder     *namedJSON  `json:"holder"`
	Quote      string      `json:"quote"`
	Start      int         `json:"start"`
	End        int         `json:"end"`
	Date       string      `json:"date,omitempty"`
	Confidence float64     `json:"confidence"`
	Rule       string      `json:"rule,omitempty"`
	Article    articleJSON `json:"article"`
}

// MarshalJSON writes the claim with names and article; holder is null for the
// article's own voice, subject where the article does not tell it.
func (c Claim) MarshalJSON() ([]byte, error) {
	object := namedJSON{Name: c.ObjectName}
	if iri, ok := c.Object.(schema.IRI); ok {
		object.IRI = iri.String()
	}
	j := claimJSON{
		Claim: c.IRI.String(), Predicate: Short(c.Predicate), Object: object, Text: c.Text, Stance: string(c.Stance), Status: string(c.Status),
		Quote: c.Quote, Start: c.Start, End: c.End, Date: c.Date.String(), Confidence: c.Confidence, Rule: c.Rule,
		Article: articleToJSON(c.Article),
	}
	if !c.Untold() {
		j.Subject = &namedJSON{IRI: c.Subject.String(), Name: c.SubjectName}
	}
	if !c.Holder.IsZero() {
		j.Holder = &namedJSON{IRI: c.Holder.String(), Name: c.HolderName}
	}
	return json.Marshal(j)
}

// MarshalJSON writes the node with its full IRI.
func (n Node) MarshalJSON() ([]byte, error) {
	return json.Marshal(namedJSON{n.IRI.String(), n.Name, n.Type})
}

// ClaimQuery chooses claims; zero fields choose all.
type ClaimQuery struct {
	About      []schema.IRI // is the subject, the object or the holder
	Subject    schema.IRI
	Object     schema.IRI
	Predicates []string // names in the ontology
	Holder     schema.IRI
	OwnVoice   bool // only what articles say in their own voice
	Article    schema.IRI
	Stance     schema.Stance
	Status     schema.Status
	Since      schema.Date
	Until      schema.Date
	Confidence float64 // at least
}

// Claims lists the claims that q chooses, in the order of View.Claims: by
// article, then by place in it. limit > 0 bounds them; more says that there are others.
func Claims(ctx context.Context, v *graph.View, q ClaimQuery, limit int) (claims []Claim, more bool, err error) {
	for c, err := range AllClaims(ctx, v, q) {
		if err != nil {
			return nil, false, err
		}
		if limit > 0 && len(claims) == limit {
			return claims, true, nil
		}
		claims = append(claims, c)
	}
	return claims, false, nil
}

// AllClaims yields what Claims lists. It holds in memory what q.About says of
// one entity, and nothing else.
func AllClaims(ctx context.Context, v *graph.View, q ClaimQuery) iter.Seq2[Claim, error] {
	return func(yield func(Claim, error) bool) {
		filters, err := q.filters()
		if err != nil {
			yield(Claim{}, err)
			return
		}
		n := Namer{View: v}
		if len(filters) == 1 {
			for r, err := range v.Claims(ctx, filters[0]) {
				if err == nil && !q.chooses(r) {
					continue
				}
				var c Claim
				if err == nil {
					c, err = n.Claim(ctx, r)
				}
				if !yield(c, err) || err != nil {
					return
				}
			}
			return
		}
		claims, err := n.union(ctx, filters, q)
		for _, c := range claims {
			if !yield(c, nil) {
				return
			}
		}
		if err = cmp.Or(err, ctx.Err()); err != nil {
			yield(Claim{}, err)
		}
	}
}

// filters are what the store is asked; each claim that q chooses fits one.
func (q ClaimQuery) filters() ([]graph.ClaimFilter, error) {
	f := graph.ClaimFilter{Subject: q.Subject, Holder: q.Holder, Article: q.Article, Stance: q.Stance, Status: q.Status}
	if !q.Object.IsZero() {
		f.Object = q.Object
	}
	if len(q.Predicates) == 1 {
		var err error
		if f.Predicate, err = schema.ParseIRI(schema.NS + q.Predicates[0]); err != nil {
			return nil, err
		}
	}
	if len(q.About) != 1 {
		return []graph.ClaimFilter{f}, nil
	}
	f.Entity = q.About[0]
	if !q.Holder.IsZero() {
		return []graph.ClaimFilter{f}, nil
	}
	holds := f
	holds.Entity, holds.Holder = schema.IRI{}, q.About[0]
	return []graph.ClaimFilter{f, holds}, nil
}

// union reads the claims of several filters, each claim once, in order.
func (n *Namer) union(ctx context.Context, filters []graph.ClaimFilter, q ClaimQuery) (claims []Claim, err error) {
	seen := map[schema.IRI]bool{}
	for _, f := range filters {
		for r, err := range n.View.Claims(ctx, f) {
			if err != nil {
				return nil, err
			}
			if seen[r.IRI] || !q.chooses(r) {
				continue
			}
			seen[r.IRI] = true
			c, err := n.Claim(ctx, r)
			if err != nil {
				return nil, err
			}
			claims = append(claims, c)
		}
	}
	SortClaims(claims)
	return claims, nil
}

// chooses holds what the store's own filter cannot say.
func (q ClaimQuery) chooses(r graph.ClaimRecord) bool {
	if len(q.Predicates) > 0 {
		ok := false
		for _, p := range q.Predicates {
			ok = ok || r.Predicate.String() == schema.NS+p
		}
		if !ok {
			return false
		}
	}
	for _, about := range q.About {
		object, _ := r.Object.(schema.IRI)
		if r.Subject != about && object != about && r.Holder != about {
			return false
		}
	}
	return r.Confidence >= q.Confidence && (!q.OwnVoice || r.Holder.IsZero()) && InPeriod(r, q.Since, q.Until)
}

// CheckPredicate strips the prefix of a predicate and holds that the ontology
// has it.
func CheckPredicate(p string) (string, error) {
	p = strings.TrimPrefix(p, "ng:")
	if _, ok := schema.Default().Predicate(p); !ok {
		return "", fmt.Errorf("predicate %q is not in the ontology; `newsgraph schema` lists them", p)
	}
	return p, nil
}
