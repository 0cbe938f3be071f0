package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

// pathFlags are the flags of path that are not fields of queries.PathQuery.
type pathFlags struct {
	along, via, notVia   []string
	stance, since, until string
	format               string
}

func newPathCommand(a *app) *cobra.Command {
	var q queries.PathQuery
	var f pathFlags
	cmd := &cobra.Command{
		Use:   "path FROM TO",
		Short: "Show how two entities are connected, and who says so",
		Long: `path finds the shortest chains of relations between two entities and prints, for
every step, the claims behind it: quote, article, publisher, date, who says it,
and whether it is asserted, alleged or denied.

FROM and TO are names ("Leif Jensen") or IRIs (ng:person/leif-jensen). A name
that several entities bear is an error that lists them (exit code 2), and so is
a name that nobody bears. Paths are ordered by their number of steps, then by
the evidence of their weakest step (claims, publishers, confidence), then by
IRI. No path is no error: the answer says so.`,
		Example: `  newsgraph path "Leif Jensen" "Department of Homeland Security"
  newsgraph path --paths 3 --undisputed --min-publishers 2 "Ann Bell" "Acme"
  newsgraph path --predicate "leads>" --predicate owns "Ann Bell" "Acme" --format dot | dot -Tsvg`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.read(&q); err != nil {
				return err
			}
			if f.format == "" {
				f.format = "text"
			}
			if a.json {
				f.format = "json"
			}
			return a.withAnswer(func(v *graph.View) error { return a.runPath(cmd.Context(), v, q, f, args) })
		},
	}
	fl := cmd.Flags()
	fl.IntVarP(&q.K, "paths", "k", 1, "how many paths")
	fl.IntVar(&q.MaxHops, "max-hops", 6, "longest path")
	fl.StringArrayVar(&f.along, "predicate", nil, "walk only this predicate (repeat for several); leads> only forward, <leads only backward")
	fl.StringArrayVar(&f.via, "via", nil, "entity that the path must pass (repeat for several)")
	fl.StringArrayVar(&f.notVia, "not-via", nil, "entity that the path must not pass (repeat for several)")
	fl.BoolVar(&q.Undisputed, "undisputed", false, "only relations that nobody denies")
	fl.StringVar(&f.stance, "stance", "", "only relations with a claim of this stance (asserted, alleged)")
	fl.StringVar(&f.since, "since", "", "only claims from this date on (of the claim, else of its article)")
	fl.StringVar(&f.until, "until", "", "only claims up to this date")
	fl.IntVar(&q.MinPublishers, "min-publishers", 0, "only relations that so many publishers report; copies of one story count once")
	fl.Float64Var(&q.MinConfidence, "min-confidence", 0, "only claims of at least this confidence (0 to 1)")
	fl.DurationVar(&q.MaxTime, "max-time", 0, "longest search (default 30s)")
	fl.IntVar(&q.MaxNodes, "max-nodes", 0, "most nodes that the search may come to (default 2000000)")
	fl.StringVar(&f.format, "format", "", "text, json, dot, or a format of export (default text)")
	return cmd
}

// read checks the flags that need checking.
func (f pathFlags) read(q *queries.PathQuery) (err error) {
	for _, p := range f.along {
		along, err := queries.ParseAlong(p)
		if err != nil {
			return usageError("--predicate: %w", err)
		}
		q.Along = append(q.Along, along)
	}
	if f.stance != "" {
		if q.Stance, err = schema.ParseStance(f.stance); err != nil {
			return usageError("--stance: %w", err)
		}
		if q.Stance == schema.Denied {
			return usageError("--stance denied: what is only denied is no relation to walk; see `newsgraph claims --stance denied`")
		}
	}
	if q.Since, err = dateFlag("since", f.since); err != nil {
		return err
	}
	q.Until, err = dateFlag("until", f.until)
	return err
}

func (a *app) runPath(ctx context.Context, v *graph.View, q queries.PathQuery, f pathFlags, args []string) error {
	resolve := func(names []string) ([]schema.IRI, []schema.Entity, error) {
		var iris []schema.IRI
		var entities []schema.Entity
		for _, name := range names {
			e, err := queries.Resolve(ctx, v, name)
			if err != nil {
				return nil, nil, err
			}
			iris, entities = append(iris, e.IRI()), append(entities, e)
		}
		return iris, entities, nil
	}
	ends, entities, err := resolve(args)
	if err != nil {
		return err
	}
	if ends[0] == ends[1] {
		return usageError("%q and %q are the same entity, %s", args[0], args[1], queries.Short(ends[0]))
	}
	q.From, q.To = ends[:1], ends[1:]
	if q.Via, _, err = resolve(f.via); err != nil {
		return err
	}
	if q.NotVia, _, err = resolve(f.notVia); err != nil {
		return err
	}
	if q.K < 1 || q.MaxHops < 1 {
		return usageError("--paths and --max-hops must be at least 1")
	}
	paths, err := queries.Paths(ctx, v, q)
	if err != nil {
		return err
	}
	if f.format == "json" {
		out, err := queries.PathsJSON(ctx, v, paths)
		if err != nil {
			return err
		}
		return a.writeJSON(out)
	}
	claims, err := queries.PathClaims(ctx, v, paths)
	if err != nil {
		return err
	}
	title := entities[0].Name() + " – " + entities[1].Name()
	if done, err := a.writeAs(ctx, v, f.format, claims, title); done || err != nil {
		return err
	}
	if len(paths) == 0 {
		a.sayf("newsgraph: no path between %s and %s within %s and these conditions\n", entities[0].Name(), entities[1].Name(), plural(q.MaxHops, "step"))
		return nil
	}
	return a.printPaths(ctx, v, paths)
}

func (a *app) printPaths(ctx context.Context, v *graph.View, paths []queries.Path) error {
	p := a.answer()
	names := queries.Namer{View: v}
	for i, path := range paths {
		if i > 0 {
			p.printf("\n")
		}
		p.printf("%d. %s: %s\n", i+1, plural(len(path.Hops), "step"), p.chain(path))
		for _, hop := range path.Hops {
			for _, e := range hop.Edges {
				p.printf("\n   %s %s %s\n", p.bold(hop.From.Name), p.arrow(e.Predicate, e.Forward), p.bold(hop.To.Name))
				if len(e.Claims)+len(e.Denials) == 0 {
					p.printf("     %s\n", p.dim("no claim recorded"))
				}
				shown := shownStories{e.Stories, map[shownStory]bool{}}
				for _, r := range append(e.Claims[:len(e.Claims):len(e.Claims)], e.Denials...) {
					others, again := shown.add(r)
					if again {
						continue
					}
					c, err := names.Claim(ctx, r)
					if err != nil {
						return err
					}
					p.evidence(c, "     ")
					if len(others) > 0 {
						p.wrapped("the same story in "+strings.Join(others, ", "), "     ")
					}
				}
			}
		}
	}
	return p.err
}

// shownStories leaves out claims of copies: of a story, those of one article
// are shown, and of the others the stances that it has not.
type shownStories struct {
	stories []queries.Story
	shown   map[shownStory]bool
}

type shownStory struct {
	story  int
	stance schema.Stance
}

// add is again true for a claim that is to be left out. others names the other
// publishers of a story that is shown.
func (s *shownStories) add(c graph.ClaimRecord) (others []string, again bool) {
	iri := c.Article.IRI()
	i := slices.IndexFunc(s.stories, func(s queries.Story) bool { return len(s.Articles) > 1 && slices.Contains(s.Articles, iri) })
	if i < 0 {
		return nil, false
	}
	k := shownStory{i, c.Stance}
	if s.shown[k] && s.stories[i].Articles[0] != iri {
		return nil, true
	}
	if !s.shown[k] {
		others = slices.DeleteFunc(slices.Clone(s.stories[i].Publishers), func(p string) bool { return p == c.Article.Publisher })
		if len(others) == 0 {
			others = []string{plural(len(s.stories[i].Articles)-1, "other article")}
		}
	}
	s.shown[k] = true
	return others, false
}

// chain is a path in one line.
func (p *answer) chain(path queries.Path) ours {
	var b strings.Builder
	b.WriteString(string(p.bold(path.Hops[0].From.Name)))
	for _, hop := range path.Hops {
		b.WriteString(string(" " + p.arrow(hop.Edges[0].Predicate, hop.Edges[0].Forward) + " " + p.bold(hop.To.Name)))
	}
	return ours(b.String())
}
