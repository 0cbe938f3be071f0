package export

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"newsgraph/queries"
	"newsgraph/schema"
)

//go:embed dossier.html
var dossierHTML string

var dossierTemplate = template.Must(template.New("dossier").Parse(dossierHTML))

// maxDossier is how many claims a page can hold that a person reads.
const maxDossier = 5000

type dossier struct {
	Title                     string
	Picture                   template.HTML
	Claims, Publishers, Edges int
	Relations                 []edge
	Dates                     []queries.Claim // relations with a date as object
	Timeline                  []queries.Claim
	Articles                  []schema.Article
}

// html writes a page that needs nothing else: a picture where it is small, the
// relations with their quotes, a timeline and the sources.
func (w *writer) html() error {
	d, err := w.dossier()
	if err != nil {
		return err
	}
	return dossierTemplate.Execute(w.Writer, d)
}

func (w *writer) dossier() (*dossier, error) {
	d := &dossier{Title: cmp.Or(w.o.Title, "Newsgraph")}
	publishers := map[string]bool{}
	for c, err := range w.claims() {
		if err != nil {
			return nil, err
		}
		if d.Claims++; d.Claims > maxDossier {
			return nil, fmt.Errorf("more than %d claims are no page to read; choose fewer with --about, --around, --predicate or --since", maxDossier)
		}
		publishers[c.Article.Publisher] = true
		if len(d.Articles) == 0 || d.Articles[len(d.Articles)-1].ID != c.Article.ID {
			d.Articles = append(d.Articles, c.Article)
		}
		if !c.Date.IsZero() {
			d.Timeline = append(d.Timeline, c)
		}
		if _, entity := c.Object.(schema.IRI); !entity {
			d.Dates = append(d.Dates, c)
		}
	}
	d.Publishers = len(publishers)
	slices.SortStableFunc(d.Timeline, func(a, b queries.Claim) int { return strings.Compare(a.Date.First(), b.Date.First()) })
	slices.SortStableFunc(d.Articles, func(a, b schema.Article) int { return strings.Compare(a.Published.String(), b.Published.String()) })
	p, err := w.picture()
	if err != nil {
		return nil, err
	}
	if n := len(p.nodes); n > 1 && n <= maxDrawn/4 {
		var b strings.Builder
		p.draw(&b)
		d.Picture = template.HTML(b.String()) // draw escapes what comes from outside
	}
	for e, err := range w.edges() {
		if err != nil {
			return nil, err
		}
		d.Relations = append(d.Relations, e)
	}
	d.Edges = len(d.Relations)
	return d, nil
}

// Said tells who says a claim, and where it stands.
func (d *dossier) Said(c queries.Claim) string {
	var parts []string
	if c.HolderName != "" {
		parts = append(parts, "says "+c.HolderName)
	}
	parts = append(parts, cmp.Or(c.Article.Publisher, c.Article.ID))
	if s := c.Article.Published.String(); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// Label is the claim's predicate in words.
func (d *dossier) Label(c queries.Claim) string { return queries.PredicateLabel(c.Predicate, true) }

// Caption, Class and Count are what the page shows of a relation.
func (d *dossier) Caption(e edge) string { return e.caption() }

func (d *dossier) Class(e edge) string { return string(e.Stance) + " " + string(e.Status) }

func (d *dossier) Count(e edge) string {
	return fmt.Sprintf("%s, %s", plural(len(e.Claims), "claim"), plural(e.Publishers, "publisher"))
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// Link is the article's address if a reader may follow it.
func (d *dossier) Link(a schema.Article) string {
	if strings.HasPrefix(a.URL, "https://") || strings.HasPrefix(a.URL, "http://") {
		return a.URL
	}
	return ""
}
