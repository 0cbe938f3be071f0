package main

import (
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/schema"
)

type profileJSON struct {
	IRI      string          `json:"iri"`
	Name     string          `json:"name"`
	Type     string          `json:"type"`
	Names    []string        `json:"names"`
	Claims   []queries.Claim `json:"claims"`
	Held     []queries.Claim `json:"held"`
	Articles []string        `json:"articles"`
}

func newShowCommand(a *app) *cobra.Command {
	format := ""
	cmd := &cobra.Command{
		Use:   "show ENTITY|ARTICLE",
		Short: "Show what is known of an entity, or an article with its quotes",
		Long: `show prints the profile of an entity: its type and names, what is claimed of it
grouped by relation, what it says itself, and the articles. ENTITY is a name or
an IRI; a name that is not of exactly one entity ends with exit code 2. Of an
ARTICLE, given by its id or IRI, it prints the text, with the quotes of claims in
numbered brackets, and the claims.`,
		Example: `  newsgraph show "Kaspersky Lab"
  newsgraph show --json ng:person/eugene-kaspersky
  newsgraph show reuters-2017-12-04`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withAnswer(func(v *graph.View) error {
				if done, err := a.showArticle(cmd.Context(), v, args[0]); done || err != nil {
					return err
				}
				e, err := queries.Resolve(cmd.Context(), v, args[0])
				if err != nil {
					return err
				}
				p, err := queries.ProfileOf(cmd.Context(), v, e)
				if err != nil {
					return err
				}
				if done, err := a.writeAs(cmd.Context(), v, format, p.Claims(), e.Name()); done || err != nil {
					return err
				}
				if a.json {
					return a.writeJSON(profileToJSON(p))
				}
				return a.printProfile(p)
			})
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text, json, or a format of export (html is a dossier)")
	return cmd
}

func profileToJSON(p queries.Profile) profileJSON {
	j := profileJSON{IRI: p.Entity.IRI().String(), Name: p.Entity.Name(), Type: p.Entity.Type(),
		Names: p.Entity.Names(), Claims: []queries.Claim{}, Held: p.Held, Articles: []string{}}
	if j.Names == nil {
		j.Names = []string{}
	}
	if j.Held == nil {
		j.Held = []queries.Claim{}
	}
	for _, g := range p.Groups {
		j.Claims = append(j.Claims, g.Claims...)
	}
	for _, a := range p.Articles {
		j.Articles = append(j.Articles, a.ID)
	}
	return j
}

func (a *app) printProfile(profile queries.Profile) error {
	p := a.answer()
	e := profile.Entity
	label := e.Type()
	if t, ok := schema.Default().Type(e.Type()); ok {
		label = t.Label.En
	}
	p.printf("%s — %s\n%s\n", p.bold(e.Name()), label, p.dim(queries.Short(e.IRI())))
	if names := e.Names(); len(names) > 0 {
		p.printf("also called %s\n", strings.Join(names, ", "))
	}
	for _, g := range profile.Groups {
		p.printf("\n%s (%s)\n", p.style("36", queries.PredicateLabel(g.Predicate, g.Forward)), plural(len(g.Claims), "claim"))
		for _, c := range g.Claims {
			other := c.ObjectName
			if !g.Forward {
				other = c.SubjectName
			}
			p.printf("  %s\n", p.bold(other))
			p.evidence(c, "    ")
		}
	}
	if len(profile.Held) > 0 {
		p.printf("\n%s\n", p.style("36", "says of others ("+plural(len(profile.Held), "claim")+")"))
		for _, c := range profile.Held {
			p.printf("  %s\n", p.triple(c))
			p.evidence(c, "    ")
		}
	}
	p.printf("\n%s\n", p.style("36", "in "+plural(len(profile.Articles), "article")))
	for _, art := range profile.Articles {
		p.printf("  %s\n", source(art))
	}
	return p.err
}
