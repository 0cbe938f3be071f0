package main

import (
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"newsgraph/schema"
)

func newSchemaCommand(a *app) *cobra.Command {
	format := "table"
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the ontology: entity types and predicates",
		Example: `  newsgraph schema
  newsgraph schema --format turtle > newsgraph.ttl
  newsgraph schema --format shacl > shapes.ttl`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.json {
				format = "json"
			}
			switch o := schema.Default(); format {
			case "table":
				return a.schemaTable(o)
			case "turtle":
				return o.WriteTurtle(a.out)
			case "shacl":
				return o.WriteSHACL(a.out)
			case "json":
				return a.schemaJSON(o)
			}
			return usageError("schema: unknown format %q; want table, turtle, shacl or json", format)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "table, turtle, shacl (shapes to check a graph by) or json")
	complete := cobra.FixedCompletions([]string{"table", "turtle", "shacl", "json"}, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc("format", complete); err != nil {
		panic(err) // the flag is defined two lines above
	}
	return cmd
}

func (a *app) schemaTable(o *schema.Ontology) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fprintln(w, "TYPE\tGROUPS\tENGLISH\tDANISH\tSAME AS")
	for _, t := range o.Types() {
		fprintf(w, "%s\t%s\t%s\t%s\t%s\n", t.Name, strings.Join(t.In, ", "), t.Label.En, t.Label.Da, strings.Join(foreignTerms(t.Map), " "))
	}
	fprintln(w)
	fprintln(w, "PREDICATE\tFROM\tTO\tIMPLIES\tINVERSE\tENGLISH\tDANISH\tSAME AS")
	for _, p := range o.Predicates() {
		inverse := p.Inverse.Name
		if p.Symmetric {
			inverse = "(symmetric)"
		}
		fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Name, strings.Join(o.Cover(p.Domain), ", "), strings.Join(o.Cover(p.Range), ", "),
			p.Super, inverse, p.Label.En, p.Label.Da, strings.Join(foreignTerms(p.Map), " "))
	}
	return w.Flush()
}

func foreignTerms(terms []schema.ForeignTerm) []string {
	var out []string
	for _, t := range terms {
		s := t.Vocabulary + ":" + t.Name
		if t.Inverse {
			s = "^" + s
		}
		out = append(out, s)
	}
	return out
}

type schemaTypeJSON struct {
	Name    string            `json:"name"`
	Groups  []string          `json:"groups"`
	Label   map[string]string `json:"label"`
	Matches []string          `json:"matches,omitempty"`
}

type schemaPredicateJSON struct {
	Name      string            `json:"name"`
	Domain    []string          `json:"domain"`
	Range     []string          `json:"range"`
	Super     string            `json:"super,omitempty"`
	Symmetric bool              `json:"symmetric,omitempty"`
	Aspect    schema.Aspect     `json:"aspect"`
	Told      []string          `json:"told,omitempty"` // agentless, speechAct, deniable, announceable, plannable
	Inverse   string            `json:"inverse,omitempty"`
	Label     map[string]string `json:"label"`
	Means     string            `json:"means"`
	Matches   []string          `json:"matches,omitempty"`
}

// schemaJSON prints {types, predicates}; a match that begins with ^ runs from
// object to subject.
func (a *app) schemaJSON(o *schema.Ontology) error {
	var out struct {
		Types      []schemaTypeJSON      `json:"types"`
		Predicates []schemaPredicateJSON `json:"predicates"`
	}
	label := func(l schema.Label) map[string]string { return map[string]string{"en": l.En, "da": l.Da} }
	for _, t := range o.Types() {
		out.Types = append(out.Types, schemaTypeJSON{t.Name, t.In, label(t.Label), foreignTerms(t.Map)})
	}
	for _, p := range o.Predicates() {
		out.Predicates = append(out.Predicates, schemaPredicateJSON{p.Name, p.Domain, p.Range, p.Super, p.Symmetric,
			p.Aspect, p.Told(), p.Inverse.Name, label(p.Label), p.Means, foreignTerms(p.Map)})
	}
	return a.writeJSON(out)
}
