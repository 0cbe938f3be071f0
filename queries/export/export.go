// Package export writes claims, and the graph between the entities that they
// name, in the formats that other programs read.
//
// In: a view and a Selection of its claims. Out: bytes in one of Formats, the
// same for the same claims whatever the order of loading. What may be told as a
// fact and what is only alleged, denied, planned or over stays apart in every
// format. Not here: the canonical N-Quads of all that a store holds
// (graph.View.Export), files and compression (graph/nquads).
package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"newsgraph/graph"
	"newsgraph/schema"
)

// Format is one way to write a selection.
type Format struct {
	Name  string // as --format takes it
	Means string // one line
	// Tables names the files of a format that is several; nil for one stream.
	Tables []string
	write  func(*writer) error
	tables func(*writer, []*bufio.Writer) error
}

// Formats lists them in the order in which they are told.
func Formats() []Format {
	return []Format{
		{Name: "nquads", Means: "N-Quads, sorted; one graph an article", write: (*writer).nquads},
		{Name: "trig", Means: "TriG; each claim a nanopublication: assertion, provenance, publication info", write: (*writer).trig},
		{Name: "turtle", Means: "Turtle; claims as rdf:Statement, articles and quotes with PROV-O and Web Annotation", write: (*writer).turtle},
		{Name: "jsonld", Means: "JSON-LD, the same as turtle", write: (*writer).jsonld},
		{Name: "csv", Means: "one row a claim, RFC 4180, for spreadsheets", write: (*writer).csv},
		{Name: "graphml", Means: "GraphML, for yEd, Cytoscape, igraph, networkx", write: (*writer).graphml},
		{Name: "gexf", Means: "GEXF 1.3 with dates, for Gephi", write: (*writer).gexf},
		{Name: "neo4j", Means: "two CSV files for neo4j-admin import", Tables: []string{"nodes.csv", "relationships.csv"}, tables: (*writer).neo4j},
		{Name: "gephi-csv", Means: "two CSV files for Gephi's spreadsheet import", Tables: []string{"nodes.csv", "edges.csv"}, tables: (*writer).gephi},
		{Name: "ftm", Means: "FollowTheMoney entities, one JSON object a line; without what is denied", write: (*writer).ftm},
		{Name: "dot", Means: "Graphviz", write: (*writer).dot},
		{Name: "svg", Means: "a drawing of a small neighbourhood", write: (*writer).svg},
		{Name: "html", Means: "a dossier on one page: picture, timeline, quotes", write: (*writer).html},
	}
}

// IsRDF reports whether the format writes IRIs that Options.Base may change.
func (f Format) IsRDF() bool {
	return slices.Contains([]string{"nquads", "trig", "turtle", "jsonld"}, f.Name)
}

// HasTripleTerms reports whether Options.TripleTerms has a meaning for it.
func (f Format) HasTripleTerms() bool { return f.IsRDF() && f.Name != "jsonld" }

// FormatNames lists the names of Formats.
func FormatNames() string {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// ByName finds a format.
func ByName(name string) (Format, error) {
	all := Formats()
	if i := slices.IndexFunc(all, func(f Format) bool { return f.Name == name }); i >= 0 {
		return all[i], nil
	}
	return Format{}, fmt.Errorf("format %q: want one of %s", name, FormatNames())
}

// Edges says which direct edges, subject predicate object, RDF formats write
// beside the claims, and which edges the graph formats draw.
type Edges string

// All marks the edges by stance and status (RDF never has an edge for what is
// only denied); Asserted keeps what somebody asserts as current; None keeps
// claims alone.
const (
	All      Edges = "all"
	Asserted Edges = "asserted"
	None     Edges = "none"
)

// ParseEdges accepts exactly the three; "" is All.
func ParseEdges(s string) (Edges, error) {
	switch e := Edges(s); e {
	case "":
		return All, nil
	case All, Asserted, None:
		return e, nil
	}
	return "", fmt.Errorf("edges %q: want all, asserted or none", s)
}

// Options say how to write; the zero value writes RDF 1.1 with all edges.
type Options struct {
	Edges Edges
	// TripleTerms writes a claim's triple as an RDF 1.2 triple term
	// (rdf:reifies) instead of rdf:subject, rdf:predicate and rdf:object.
	TripleTerms bool
	// Base replaces urn:newsgraph: in the IRIs of RDF formats.
	Base string
	// Title heads a dossier.
	Title string
}

// Check refuses options that have no meaning.
func (o Options) Check() error {
	if o.Base != "" {
		if _, err := schema.ParseIRI(o.Base); err != nil || !strings.HasSuffix(o.Base, "/") && !strings.HasSuffix(o.Base, "#") {
			return fmt.Errorf("base %q: want an absolute IRI that ends in / or #", o.Base)
		}
	}
	_, err := ParseEdges(string(o.Edges))
	return err
}

// Write writes what s chooses to w. It fails for a format of several tables.
func (f Format) Write(ctx context.Context, w io.Writer, v *graph.View, s Selection, o Options) error {
	if f.write == nil {
		return fmt.Errorf("export %s: it is several files; give a folder", f.Name)
	}
	return f.run(ctx, []io.Writer{w}, v, s, o)
}

// WriteTables writes each of Tables to the writer of the same index.
func (f Format) WriteTables(ctx context.Context, ws []io.Writer, v *graph.View, s Selection, o Options) error {
	if f.tables == nil || len(ws) != len(f.Tables) {
		return fmt.Errorf("export %s: it is one file", f.Name)
	}
	return f.run(ctx, ws, v, s, o)
}

func (f Format) run(ctx context.Context, ws []io.Writer, v *graph.View, s Selection, o Options) error {
	if err := o.Check(); err != nil {
		return fmt.Errorf("export %s: %w", f.Name, err)
	}
	if o.Edges == "" {
		o.Edges = All
	}
	sel, err := newSelected(ctx, v, s)
	if err != nil {
		return fmt.Errorf("export %s: %w", f.Name, err)
	}
	var bufs []*bufio.Writer
	for _, w := range ws {
		bufs = append(bufs, bufio.NewWriterSize(w, 64<<10))
	}
	wr := &writer{Writer: bufs[0], selected: sel, o: o}
	if f.write != nil {
		err = f.write(wr)
	} else {
		err = f.tables(wr, bufs)
	}
	for _, b := range bufs {
		if err == nil {
			err = b.Flush()
		}
	}
	if err != nil {
		return fmt.Errorf("export %s: %w", f.Name, err)
	}
	return nil
}

// writer is what a format writes with: the stream, which keeps its first error
// until Flush, and what was selected.
type writer struct {
	*bufio.Writer
	*selected
	o Options
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(w.Writer, format, args...) }
