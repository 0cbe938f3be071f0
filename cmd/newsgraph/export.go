package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"newsgraph/graph"
	"newsgraph/graph/nquads"
	"newsgraph/schema"
)

func newExportCommand(a *app) *cobra.Command {
	var output, article string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the graph as N-Quads",
		Long: `export writes every quad of the store as canonical N-Quads, sorted, one a line.
The same articles give the same bytes, whatever the order in which they were
loaded.`,
		Example: `  newsgraph export > graph.nq
  newsgraph export -o graph.nq.zst
  newsgraph export --article reuters-2017-12-04`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.exportQuads(cmd.Context(), output, article)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "-", "file to write, compressed if named *.gz or *.zst")
	cmd.Flags().StringVar(&article, "article", "", "only the quads of this article (id or IRI)")
	return cmd
}

// articleIRI takes an article's IRI or id.
func articleIRI(s string) (schema.IRI, error) {
	if s == "" {
		return schema.IRI{}, usageError("the article has an empty id")
	}
	if strings.HasPrefix(s, schema.NS+"article/") {
		return schema.ParseIRI(s)
	}
	return schema.ArticleIRI(s), nil
}

func (a *app) exportQuads(ctx context.Context, output, article string) (err error) {
	var o graph.ExportOptions
	if article != "" {
		if o.Article, err = articleIRI(article); err != nil {
			return err
		}
	}
	return a.withView(func(v *graph.View) (err error) {
		if !o.Article.IsZero() {
			_, ok, err := v.Article(ctx, o.Article)
			if err != nil {
				return err
			}
			if !ok {
				return usageError("export: the store has no article %s; newsgraph stats and claims say what it has", article)
			}
		}
		if output == "-" {
			_, err = v.Export(ctx, a.data(), o)
			return err
		}
		p := newQuadProgress(a.err, "writing", v.Quantity())
		defer p.finish()
		o.Progress = p.at
		f, err := nquads.CreateFile(output)
		if err != nil {
			return err
		}
		if _, err := v.Export(ctx, f, o); err != nil {
			f.Abort()
			return err
		}
		return f.Close()
	})
}
