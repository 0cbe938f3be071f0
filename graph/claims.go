package graph

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"

	"newsgraph/schema"
)

// ClaimFilter chooses claims; the zero value chooses all. Fields that are set
// must all hold.
type ClaimFilter struct {
	Claim     schema.IRI // this very claim
	Subject   schema.IRI
	Predicate schema.IRI // full IRI, as in schema.NS + "leads"
	Object    schema.Term
	Entity    schema.IRI // is subject or object
	Holder    schema.IRI
	Article   schema.IRI
	Stance    schema.Stance
	Status    schema.Status
}

// ClaimRecord is a claim as the store holds it.
type ClaimRecord struct {
	IRI        schema.IRI
	Subject    schema.IRI
	Predicate  schema.IRI
	Object     schema.Term
	Text       string
	Stance     schema.Stance
	Status     schema.Status
	Holder     schema.IRI // zero for the article's own voice
	Quote      string
	Start, End int
	Date       schema.Date // when, if the text says
	Confidence float64
	Rule       string
	Article    schema.Article
}

// claimID is where a claim lies.
type claimID struct{ claim, graph id }

// Claims yields the claims that f chooses: by article IRI, then by place in
// the article, then by claim IRI.
func (v *View) Claims(ctx context.Context, f ClaimFilter) iter.Seq2[ClaimRecord, error] {
	return func(yield func(ClaimRecord, error) bool) {
		if err := v.claims(ctx, f, func(c ClaimRecord) bool { return yield(c, nil) }); err != nil {
			yield(ClaimRecord{}, fmt.Errorf("read claims: %w", err))
		}
	}
}

func (v *View) claims(ctx context.Context, f ClaimFilter, yield func(ClaimRecord) bool) error {
	f = f.stand(v)
	groups, err := v.candidates(ctx, f)
	if err != nil {
		return err
	}
	for _, g := range groups {
		records, err := v.groupClaims(ctx, f, g)
		if err != nil {
			return err
		}
		for _, r := range records {
			if !yield(r) {
				return nil
			}
		}
	}
	return nil
}

// groupClaims reads the claims of one graph that f chooses, in order.
func (v *View) groupClaims(ctx context.Context, f ClaimFilter, g claimGroup) (records []ClaimRecord, err error) {
	a, _, err := v.article(g.graph.id)
	if err != nil {
		return nil, err
	}
	if g.all {
		err := v.r.scan(quadIDs{dirG: g.graph.id}, func(q quadIDs) error {
			if q[dirP] == v.vocab.typ && q[dirO] == v.vocab.claim {
				g.claims = append(g.claims, q[dirS])
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(g.claims) // the scans of several fields can give one claim twice
	for _, c := range slices.Compact(g.claims) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r, err := v.claim(claimID{c, g.graph.id}, a)
		if err != nil {
			return nil, err
		}
		r = r.stand(v)
		if f.chooses(r, g.graph.nt) {
			records = append(records, r)
		}
	}
	slices.SortFunc(records, func(a, b ClaimRecord) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.IRI.String(), b.IRI.String()))
	})
	return records, nil
}

// claimGroup is claims of one graph: those listed, or all.
type claimGroup struct {
	graph  named
	claims []id
	all    bool
}

// candidates finds the claims by the most telling field of f, by graph IRI.
// Without such a field it only finds the graphs, so that memory holds the
// claims of one at a time.
func (v *View) candidates(ctx context.Context, f ClaimFilter) (out []claimGroup, err error) {
	if !f.Article.IsZero() {
		n := named{nt: f.Article.NT()}
		if n.id, err = v.r.lookup(n.nt); err != nil || n.id == 0 {
			return nil, err
		}
		return []claimGroup{{graph: n, all: true}}, nil
	}
	scans, all, err := v.candidateScans(f)
	if err != nil {
		return nil, err
	}
	at := map[id]*claimGroup{}
	for _, s := range scans {
		err := v.r.scan(s, func(q quadIDs) error {
			g := at[q[dirG]]
			if g == nil {
				g = &claimGroup{graph: named{id: q[dirG]}, all: all && q[dirG] != 0}
				at[q[dirG]] = g
			}
			if !g.all {
				g.claims = append(g.claims, q[dirS])
			}
			return ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	for i, g := range at {
		if i != 0 {
			if g.graph.nt, err = v.r.term(i); err != nil {
				return nil, err
			}
		}
		out = append(out, *g)
	}
	slices.SortFunc(out, func(a, b claimGroup) int { return cmp.Compare(a.graph.nt, b.graph.nt) })
	return out, nil
}

// candidateScans turns f into quad filters whose subjects hold every claim
// that f chooses: those of the field with the fewest. all is true if that is
// every claim.
func (v *View) candidateScans(f ClaimFilter) (best []quadIDs, all bool, err error) {
	voc, r := v.vocab, v.r
	if voc.claim == 0 || voc.typ == 0 {
		return nil, false, nil
	}
	base := quadIDs{dirP: voc.typ, dirO: voc.claim}
	best = []quadIDs{base}
	size, err := r.size(base)
	if err != nil {
		return nil, false, err
	}
	all = true
	consider := func(term schema.Term, predicates ...id) error {
		var scans []quadIDs
		total := int64(0)
		for _, t := range v.classTerms(term) {
			o, err := r.lookup(t.NT())
			if err != nil {
				return err
			}
			for _, p := range predicates {
				if o == 0 || p == 0 {
					continue
				}
				s := quadIDs{dirP: p, dirO: o}
				n, err := r.size(s)
				if err != nil {
					return err
				}
				scans, total = append(scans, s), total+n.Size
			}
		}
		if total <= size.Size {
			best, all, size.Size = scans, false, total
		}
		return nil
	}
	if !f.Claim.IsZero() {
		c, err := r.lookup(f.Claim.NT())
		if c == 0 {
			return nil, false, err
		}
		base[dirS] = c
		return []quadIDs{base}, false, nil
	}
	for _, c := range []struct {
		term schema.Term
		set  bool
		by   []id
	}{
		{f.Subject, !f.Subject.IsZero(), []id{voc.subject}},
		{f.Object, f.Object != nil, []id{voc.object}},
		{f.Entity, !f.Entity.IsZero(), []id{voc.subject, voc.object}},
		{f.Holder, !f.Holder.IsZero(), []id{voc.holder}},
		{f.Predicate, !f.Predicate.IsZero(), []id{voc.predicate}},
	} {
		if c.set {
			if err := consider(c.term, c.by...); err != nil {
				return nil, false, err
			}
		}
	}
	return best, all, nil
}

func (f ClaimFilter) chooses(c ClaimRecord, graphNT string) bool {
	return (f.Claim.IsZero() || f.Claim == c.IRI) &&
		(f.Subject.IsZero() || f.Subject == c.Subject) &&
		(f.Predicate.IsZero() || f.Predicate == c.Predicate) &&
		(f.Object == nil || f.Object == c.Object) &&
		(f.Entity.IsZero() || f.Entity == c.Subject || schema.Term(f.Entity) == c.Object) &&
		(f.Holder.IsZero() || f.Holder == c.Holder) &&
		(f.Article.IsZero() || f.Article.NT() == graphNT) &&
		(f.Stance == "" || f.Stance == c.Stance) &&
		(f.Status == "" || f.Status == c.Status)
}

// claim reads one claim. Parts that are missing, which only imports can have
// brought about, stay zero; verify reports them.
func (v *View) claim(c claimID, a schema.Article) (r ClaimRecord, err error) {
	nt, err := v.r.term(c.claim)
	if err != nil {
		return r, err
	}
	p, err := v.properties(c.claim, c.graph)
	if err != nil {
		return r, err
	}
	voc := v.vocab
	r = ClaimRecord{
		Subject: p.iri(voc.subject), Predicate: p.iri(voc.predicate), Text: p.text(voc.text),
		Stance: schema.Stance(p.text(voc.stance)), Status: schema.Status(p.text(voc.status)),
		Holder: p.iri(voc.holder), Quote: p.text(voc.quote), Date: p.date(voc.date), Rule: p.text(voc.rule), Article: a,
	}
	r.Start, _ = strconv.Atoi(p.text(voc.start))
	r.End, _ = strconv.Atoi(p.text(voc.end))
	r.Confidence, _ = strconv.ParseFloat(p.text(voc.confidence), 64)
	if o, ok := p[voc.object]; ok && voc.object != 0 {
		if r.Object, err = decodeTerm(o); err != nil {
			return r, err
		}
	}
	if nt[0] == '<' {
		r.IRI, err = schema.ParseIRI(nt[1 : len(nt)-1])
	}
	return r, err
}
