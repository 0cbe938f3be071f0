package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"newsgraph/graph"
	"newsgraph/graph/nquads"
	"newsgraph/queries"
	"newsgraph/queries/export"
	"newsgraph/schema"
)

// outputFlags say where and how a selection is written.
type outputFlags struct {
	format, output, edges, rdf, base string
}

func (f *outputFlags) bind(fl *pflag.FlagSet) {
	fl.StringVarP(&f.output, "output", "o", "-", "file to write, compressed if named *.gz or *.zst; a folder for formats of several files")
	fl.StringVar(&f.edges, "edges", "all", "edges beside the claims: all, asserted (and current), none")
	fl.StringVar(&f.rdf, "rdf", "1.1", "1.2 writes claims as triple terms (nquads, trig, turtle)")
	fl.StringVar(&f.base, "base", "", "IRI in the place of "+schema.NS+" (RDF formats)")
}

// options checks the flags.
func (f *outputFlags) options() (format export.Format, o export.Options, err error) {
	if format, err = export.ByName(f.format); err != nil {
		return format, o, usageError("--format: %w", err)
	}
	if o.Edges, err = export.ParseEdges(f.edges); err != nil {
		return format, o, usageError("--edges: %w", err)
	}
	switch {
	case f.rdf != "1.1" && f.rdf != "1.2":
		return format, o, usageError("--rdf %q: want 1.1 or 1.2", f.rdf)
	case f.rdf == "1.2" && !format.HasTripleTerms():
		return format, o, usageError("--rdf 1.2: %s has no triple terms; take nquads, trig or turtle", format.Name)
	case f.base != "" && !format.IsRDF():
		return format, o, usageError("--base: %s is not RDF", format.Name)
	case format.Tables != nil && f.output == "-":
		return format, o, usageError("--format %s is %s; give a folder with -o", format.Name, strings.Join(format.Tables, " and "))
	}
	o.TripleTerms, o.Base = f.rdf == "1.2", f.base
	if err := o.Check(); err != nil {
		return format, o, usageError("--%w", err)
	}
	return format, o, nil
}

func newExportCommand(a *app) *cobra.Command {
	var out outputFlags
	var f claimsFlags
	var around string
	var s export.Selection
	raw := false
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the graph, or a part of it, for other programs",
		Long: `export writes claims, and the graph between the entities that they name. Without
flags it writes every quad of the store as canonical N-Quads, sorted, one a
line: the same articles give the same bytes, whatever the order in which they
were loaded. What users said (newsgraph verdict) holds in every format; --raw
writes the graph without it.

Formats:
` + formatList() + `
All but nquads leave out quads that belong to no claim (of imported data).
What is only alleged, planned, over or denied is marked in every format. The
flags that choose claims are those of claims; all must hold.`,
		Example: `  newsgraph export > graph.nq
  newsgraph export -o graph.nq.zst
  newsgraph export --format csv --predicate accuses --since 2017 -o accusations.csv
  newsgraph export --format html --around "Kaspersky Lab" -o kaspersky.html
  newsgraph export --format neo4j -o import/`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			format, o, err := out.options()
			if err != nil {
				return err
			}
			if around == "" && cmd.Flags().Changed("hops") {
				return usageError("--hops counts from --around ENTITY")
			}
			with := a.withAnswer
			if raw {
				with = a.withView
			}
			return nameError(with(func(v *graph.View) error {
				if s.ClaimQuery, err = f.query(cmd.Context(), v); err != nil {
					return err
				}
				if around != "" {
					e, err := queries.Resolve(cmd.Context(), v, around)
					if err != nil {
						return err
					}
					s.Around, o.Title = e.IRI(), e.Name()
				}
				return a.writeSelection(cmd.Context(), v, format, s, o, out.output)
			}))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&out.format, "format", "nquads", "one of the formats above")
	out.bind(fl)
	f.bind(fl)
	fl.StringVar(&around, "around", "", "only what relates entities near this one")
	fl.IntVar(&s.Hops, "hops", 1, "how near: at most so many relations away")
	fl.IntVar(&s.MinPublishers, "min-publishers", 0, "only relations that so many publishers tell; copies of one story count once")
	fl.BoolVar(&raw, "raw", false, "as the articles have it, without what users said")
	return cmd
}

func formatList() string {
	var b strings.Builder
	for _, f := range export.Formats() {
		b.WriteString("  " + (f.Name + "          ")[:11] + f.Means + "\n")
	}
	return b.String()
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

// writeSelection writes to stdout, a file or the files of a folder.
func (a *app) writeSelection(ctx context.Context, v *graph.View, f export.Format, s export.Selection, o export.Options, output string) error {
	write := func(ws ...io.Writer) error {
		if f.Tables != nil {
			return f.WriteTables(ctx, ws, v, s, o)
		}
		return f.Write(ctx, ws[0], v, s, o)
	}
	whole := s
	whole.Article = schema.IRI{}
	if f.Name == "nquads" && v.Plain() && whole.Whole() && o == (export.Options{Edges: export.All}) {
		return a.writeCanonical(ctx, v, s.Article, output)
	}
	if f.Tables == nil && output == "-" {
		return write(a.data())
	}
	names := []string{output}
	if f.Tables != nil {
		if err := os.MkdirAll(output, 0o777); err != nil {
			return err
		}
		names = nil
		for _, t := range f.Tables {
			names = append(names, filepath.Join(output, t))
		}
	}
	return writeFiles(names, write)
}

// writeAs writes claims in a format of export on stdout, as tame as all answers;
// export writes text from outside as it is, to files and pipes. done is false
// for text and JSON, which each command has its own of.
func (a *app) writeAs(ctx context.Context, v *graph.View, name string, claims []queries.Claim, title string) (done bool, err error) {
	if name == "text" || name == "json" {
		a.json = a.json || name == "json"
		return false, nil
	}
	f, err := export.ByName(name)
	if err != nil {
		return true, usageError("--format: %w, text, json", err)
	}
	if f.Tables != nil {
		return true, usageError("--format %s is %s; newsgraph export writes them into a folder", f.Name, strings.Join(f.Tables, " and "))
	}
	if claims == nil {
		claims = []queries.Claim{}
	}
	return true, f.Write(ctx, &dataWriter{w: a.out}, v, export.Selection{Claims: claims}, export.Options{Title: title})
}

// writeCanonical writes all quads of the store, or of an article.
func (a *app) writeCanonical(ctx context.Context, v *graph.View, article schema.IRI, output string) error {
	o := graph.ExportOptions{Article: article}
	if output == "-" {
		_, err := v.Export(ctx, a.data(), o)
		return err
	}
	p := newQuadProgress(a.err, "writing", v.Quantity())
	defer p.finish()
	o.Progress = p.at
	return writeFiles([]string{output}, func(ws ...io.Writer) error {
		_, err := v.Export(ctx, ws[0], o)
		return err
	})
}

// writeFiles makes files, all or none: what was there stays if write fails.
func writeFiles(names []string, write func(...io.Writer) error) error {
	var files []*nquads.File
	var ws []io.Writer
	abort := func(err error) error {
		for _, f := range files {
			f.Abort()
		}
		return err
	}
	for _, name := range names {
		f, err := nquads.CreateFile(name)
		if err != nil {
			return abort(err)
		}
		files, ws = append(files, f), append(ws, f)
	}
	if err := write(ws...); err != nil {
		return abort(err)
	}
	var err error
	for _, f := range files {
		err = errors.Join(err, f.Close())
	}
	return err
}
