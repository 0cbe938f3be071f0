package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/loaders/claims/coref"
	"newsgraph/schema"
)

func newExtractCommand(a *app) *cobra.Command {
	var f inputFlags
	var o struct {
		format  string
		explain bool
	}
	cmd := &cobra.Command{
		Use:   "extract PATH...",
		Short: "Print what articles say, without storing it",
		Long: "Extract prints the mentions, entities and statements of each article: one JSON\n" +
			"object a line, offsets in Unicode code points, or text for people.\n\n" + inputHelp,
		Example: `  newsgraph extract articles.jsonl > statements.jsonl
  newsgraph extract --format text --explain page.html`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.check("extract"); err != nil {
				return err
			}
			switch {
			case a.json || o.format == "jsonl":
				return a.extract(cmd.Context(), args, f, o.explain, func(x *loaders.Extraction) error {
					return a.writeJSON(newExtractJSON(x))
				})
			case o.format == "text":
				return a.extract(cmd.Context(), args, f, o.explain, func(x *loaders.Extraction) error {
					return printExtraction(a.out, x)
				})
			}
			return usageError("extract: unknown format %q; want jsonl or text", o.format)
		},
	}
	f.register(cmd)
	cmd.Flags().StringVar(&o.format, "format", "jsonl", "jsonl or text")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say for each statement what made it")
	return cmd
}

func (a *app) extract(ctx context.Context, paths []string, f inputFlags, explain bool, print func(*loaders.Extraction) error) error {
	pipeline, err := f.pipeline(explain)
	if err != nil {
		return fmt.Errorf("extract: %w", err)
	}
	rejected := rejections{a: a}
	source := f.source(a, paths)
	for x, err := range loaders.Map(ctx, source.Articles(ctx), f.workers, pipeline.Extract) {
		var r *article.Rejection
		var ignored *article.Ignored
		var note *article.Note
		switch {
		case errors.As(err, &r):
			rejected.add(r)
		case errors.As(err, &note):
			rejected.note(note)
		case errors.As(err, &ignored):
			rejected.skip(ignored, true)
		case ctx.Err() != nil:
			return fmt.Errorf("extract: interrupted; what is printed is complete up to the last line")
		case err != nil:
			return fmt.Errorf("extract: %w", err)
		default:
			if cut := x.Doc.Cuts.String(); cut != "" {
				rejected.note(&article.Note{File: x.Article.Source, Text: cut})
			}
			if err := print(x); err != nil {
				return fmt.Errorf("extract: %w", err)
			}
		}
	}
	return rejected.exit(f.strict)
}

// extractJSON is one line of extract; ../shared/gold/score.py reads it.
type extractJSON struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Publisher  string          `json:"publisher,omitempty"`
	Published  string          `json:"published,omitempty"`
	Lang       string          `json:"lang"`
	URL        string          `json:"url,omitempty"`
	Source     string          `json:"source"`
	Mentions   []mentionJSON   `json:"mentions"`
	Entities   []entityJSON    `json:"entities"`
	Statements []statementJSON `json:"statements"`
}

type mentionJSON struct {
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Entity string `json:"entity"`
	Type   string `json:"type"`
	Form   string `json:"form"`
	// Boilerplate marks mentions in navigation, credits and teasers; no
	// statement comes from there.
	Boilerplate bool `json:"boilerplate,omitempty"`
}

type entityJSON struct {
	ID    string   `json:"id"`
	IRI   string   `json:"iri"`
	Type  string   `json:"type"`
	Name  string   `json:"name"`
	Names []string `json:"names,omitempty"`
}

type statementJSON struct {
	Subject    *string  `json:"subject"` // null: the article does not tell
	Predicate  string   `json:"predicate"`
	Object     string   `json:"object"` // an entity, or the date of a date predicate
	Text       string   `json:"text"`
	Stance     string   `json:"stance"`
	Status     string   `json:"status"`
	Holder     *string  `json:"holder"`
	Sentence   [2]int   `json:"sentence"`
	Quote      string   `json:"quote"`
	Date       string   `json:"date,omitempty"`
	Confidence float64  `json:"confidence"`
	Rule       string   `json:"rule"`
	Features   []string `json:"features,omitempty"`
}

// newExtractJSON numbers the entities e1, e2, ... in the order of the Result;
// chains with one key are one entity.
func newExtractJSON(x *loaders.Extraction) extractJSON {
	art := x.Article
	out := extractJSON{ID: art.ID, Title: art.Title, Publisher: art.Publisher, Published: art.Published.String(), Lang: art.Lang, URL: art.URL,
		Source: art.Source, Mentions: []mentionJSON{}, Entities: []entityJSON{}, Statements: []statementJSON{}}
	ids := map[schema.IRI]string{}
	for _, e := range x.Entities {
		if ids[e.IRI()] != "" {
			continue
		}
		id := fmt.Sprintf("e%d", len(out.Entities)+1)
		ids[e.IRI()] = id
		out.Entities = append(out.Entities, entityJSON{id, e.IRI().String(), e.Type(), e.Name(), e.Names()})
	}
	points := loaders.NewCodePoints(art.Text)
	for _, m := range x.Result.Mentions {
		if m.Entity == coref.None {
			continue
		}
		at := x.Original(m.Span)
		out.Mentions = append(out.Mentions, mentionJSON{points.Before(at.Start), points.Before(at.End), ids[x.Entities[m.Entity].IRI()],
			m.Type, string(m.Form), m.Boilerplate})
	}
	made, _ := x.Claims()
	for _, c := range made {
		s := statementJSON{Predicate: c.Predicate(), Text: c.Text, Stance: string(c.Stance), Status: string(c.Status),
			Sentence: [2]int{c.Start, c.End}, Quote: c.Quote, Date: c.Date.String(), Confidence: c.Confidence, Rule: c.Rule,
			Features: x.Result.Statements[c.Statement].Features}
		if !c.Untold() {
			id := ids[c.Subject()]
			s.Subject = &id
		}
		switch o := c.Object().(type) {
		case schema.IRI:
			s.Object = ids[o]
		case schema.Literal:
			s.Object = o.Lexical()
		}
		if !c.Holder.IsZero() {
			id := ids[c.Holder]
			s.Holder = &id
		}
		out.Statements = append(out.Statements, s)
	}
	return out
}

// printExtraction writes one article for people to read.
func printExtraction(w io.Writer, x *loaders.Extraction) error {
	p := &printer{w: w}
	p.line("%s  %s", x.Article.ID, x.Article.Title)
	names := map[schema.IRI]string{}
	for _, e := range x.Entities {
		names[e.IRI()] = e.Name()
	}
	made, refused := x.Claims()
	untold, _ := schema.Default().Untold()
	for _, c := range made {
		if c.Untold() {
			names[c.Subject()] = untold.Untold.In(x.Article.Lang)
		}
		object := ""
		switch o := c.Object().(type) {
		case schema.IRI:
			object = names[o]
		case schema.Literal:
			object = o.Lexical()
		}
		p.line("  %s(%s, %s)  %s, %s  %.2f  %s", c.Predicate(), names[c.Subject()], object, c.Stance, c.Status, c.Confidence, c.Rule)
		if c.Text != "" {
			p.line("    text: %s", c.Text)
		}
		if !c.Holder.IsZero() {
			p.line("    holder: %s", names[c.Holder])
		}
		p.line("    %q", c.Quote)
		for _, f := range x.Result.Statements[c.Statement].Features {
			p.line("    because %s", f)
		}
	}
	for _, err := range refused {
		p.line("  refused: %v", err)
	}
	return p.err
}

// printer keeps the first write error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fprintf(p.w, format+"\n", args...)
	}
}
