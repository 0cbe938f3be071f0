package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

type claimsFlags struct {
	about                   []string
	subject, object, holder string
	predicates              []string
	article, stance, status string
	since, until            string
	ownVoice                bool
	confidence              float64
	limit                   int
}

func newClaimsCommand(a *app) *cobra.Command {
	var f claimsFlags
	format := ""
	cmd := &cobra.Command{
		Use:   "claims",
		Short: "List claims with their quotes and sources",
		Long: `claims lists what the articles say: who relates how to whom, who says so,
whether it is asserted, alleged or denied, the quote and its source. All
conditions must hold. With --json it prints one object a line.`,
		Example: `  newsgraph claims --stance denied
  newsgraph claims --about "Kaspersky Lab" --predicate accuses --since 2017
  newsgraph claims --holder "Eugene Kaspersky" --json
  newsgraph claims --predicate accuses --format csv > accusations.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withAnswer(func(v *graph.View) error {
				q, err := f.query(cmd.Context(), v)
				if err != nil {
					return err
				}
				claims, more, err := queries.Claims(cmd.Context(), v, q, f.limit)
				if err != nil {
					return err
				}
				done, err := a.writeAs(cmd.Context(), v, format, claims, "")
				if !done && err == nil {
					err = a.printClaims(claims)
				}
				if err != nil {
					return err
				}
				switch {
				case more:
					a.sayf("newsgraph: there are more than %d; --limit 0 lists all\n", f.limit)
				case len(claims) == 0:
					a.sayln("newsgraph: no claim fits")
				}
				return nil
			})
		},
	}
	f.bind(cmd.Flags())
	cmd.Flags().IntVar(&f.limit, "limit", 0, "most claims to list, 0 for all")
	cmd.Flags().StringVar(&format, "format", "text", "text, json, or a format of export (one that is a single file)")
	return cmd
}

// bind adds the flags that choose claims.
func (f *claimsFlags) bind(fl *pflag.FlagSet) {
	fl.StringArrayVar(&f.about, "about", nil, "entity that is subject, object or holder (twice: both)")
	fl.StringVar(&f.subject, "subject", "", "entity that is the subject")
	fl.StringVar(&f.object, "object", "", "entity that is the object")
	fl.StringArrayVar(&f.predicates, "predicate", nil, "predicate of the ontology (repeat for several)")
	fl.StringVar(&f.holder, "holder", "", "entity that says so")
	fl.BoolVar(&f.ownVoice, "own-voice", false, "only what articles say themselves")
	fl.StringVar(&f.article, "article", "", "id or IRI of the article")
	fl.StringVar(&f.stance, "stance", "", "asserted, alleged or denied")
	fl.StringVar(&f.status, "status", "", "current, former or planned")
	fl.StringVar(&f.since, "since", "", "from this date on (of the claim, else of its article)")
	fl.StringVar(&f.until, "until", "", "up to this date")
	fl.Float64Var(&f.confidence, "min-confidence", 0, "at least this confidence (0 to 1)")
}

// query checks the flags and looks the names up.
func (f claimsFlags) query(ctx context.Context, v *graph.View) (q queries.ClaimQuery, err error) {
	if f.limit < 0 {
		return q, usageError("--limit must not be negative")
	}
	if f.stance != "" {
		if q.Stance, err = schema.ParseStance(f.stance); err != nil {
			return q, usageError("--stance: %w", err)
		}
	}
	if f.status != "" {
		if q.Status, err = schema.ParseStatus(f.status); err != nil {
			return q, usageError("--status: %w", err)
		}
	}
	if q.Since, err = dateFlag("since", f.since); err != nil {
		return q, err
	}
	if q.Until, err = dateFlag("until", f.until); err != nil {
		return q, err
	}
	for _, p := range f.predicates {
		name, err := queries.CheckPredicate(p)
		if err != nil {
			return q, usageError("--predicate: %w", err)
		}
		q.Predicates = append(q.Predicates, name)
	}
	if f.article != "" {
		if q.Article, err = knownArticle(ctx, v, f.article); err != nil {
			return q, err
		}
	}
	for _, e := range []struct {
		name string
		into *schema.IRI
	}{{f.subject, &q.Subject}, {f.object, &q.Object}, {f.holder, &q.Holder}} {
		if e.name == "" {
			continue
		}
		entity, err := queries.Resolve(ctx, v, e.name)
		if err != nil {
			return q, err
		}
		*e.into = entity.IRI()
	}
	for _, name := range f.about {
		entity, err := queries.Resolve(ctx, v, name)
		if err != nil {
			return q, err
		}
		q.About = append(q.About, entity.IRI())
	}
	q.OwnVoice, q.Confidence = f.ownVoice, f.confidence
	return q, nil
}

// knownArticle finds an article by IRI or id.
func knownArticle(ctx context.Context, v *graph.View, text string) (schema.IRI, error) {
	iri, ok := queries.ParseName(text)
	if !ok {
		var err error
		if iri, err = articleIRI(text); err != nil {
			return iri, err
		}
	}
	_, known, err := v.Article(ctx, iri)
	if err == nil && !known {
		err = usageError("no article %q in the store", text)
	}
	return iri, err
}

func (a *app) printClaims(claims []queries.Claim) error {
	if a.json {
		for _, c := range claims {
			if err := a.writeJSON(c); err != nil {
				return err
			}
		}
		return nil
	}
	p := a.answer()
	for i, c := range claims {
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%s\n", p.triple(c))
		p.evidence(c, "  ")
	}
	return p.err
}
