package export

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"newsgraph/queries"
	"newsgraph/schema"
)

// The schemata of FollowTheMoney (followthemoney.tech, version 4) for types to
// which the ontology knows no close match: a country stands for its state.
var ftmOther = map[string]string{"Country": "PublicBody", "Product": "Asset", "Law": "Note", "Unnamed": "LegalEntity"}

var (
	ftmOrganizations = []string{"Organization", "Company", "PublicBody"}
	ftmLegal         = append([]string{"Person", "LegalEntity"}, ftmOrganizations...)
)

// ftmLink is a schema of links: the properties of its ends, and the schemata
// that these take.
type ftmLink struct {
	from, to   string
	domain, of []string
}

var ftmLinks = map[string]ftmLink{
	"Employment":   {"employee", "employer", []string{"Person"}, ftmOrganizations},
	"Directorship": {"director", "organization", ftmLegal, ftmOrganizations},
	"Membership":   {"member", "organization", ftmLegal, ftmOrganizations},
	"Ownership":    {"owner", "asset", ftmLegal, []string{"Company", "Asset"}},
	"Family":       {"person", "relative", []string{"Person"}, []string{"Person"}},
	"UnknownLink":  {"subject", "object", nil, nil},
}

// ftmLanguages are the codes of ISO 639-3 that FollowTheMoney wants.
var ftmLanguages = map[string]string{"en": "eng", "da": "dan"}

type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

func (e *ftmEntity) set(name string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[name], v) {
			e.Properties[name] = append(e.Properties[name], v)
		}
	}
}

func ftmID(parts ...string) string {
	h := sha1.Sum([]byte(strings.Join(parts, "\x00")))
	return "ng-" + hex.EncodeToString(h[:])
}

func newFTM(schema string, id ...string) *ftmEntity {
	return &ftmEntity{ftmID(id...), schema, map[string][]string{}}
}

func (w *writer) ftmLine(e *ftmEntity) error {
	b, err := json.Marshal(e)
	if err == nil {
		w.Write(b)
		w.WriteByte('\n')
	}
	return err
}

func ftmTerm(terms []schema.ForeignTerm) string {
	for _, t := range terms {
		if t.Vocabulary == "ftm" {
			return t.Name
		}
	}
	return ""
}

func ftmSchema(typ string) string {
	t, _ := schema.Default().Type(typ)
	if name := ftmTerm(t.Map); name != "" {
		return name
	}
	return ftmOther[typ]
}

// ftm writes entities, articles, then a link for each relation that is not only
// denied, with the articles as proof. What has no doer that is told is left out.
func (w *writer) ftm() error {
	for n, err := range w.nodes() {
		if err != nil {
			return err
		}
		s := ftmSchema(n.Type)
		if s == "" || n.Untold {
			continue
		}
		e := newFTM(s, n.IRI.String())
		e.set("name", n.Name)
		e.set("alias", n.Names...)
		if s == "Address" {
			e.set("full", n.Name)
		}
		if err := w.ftmLine(e); err != nil {
			return err
		}
	}
	var bad error
	err := w.eachArticle(func(a schema.Article) {
		if bad == nil {
			bad = w.ftmLine(ftmArticle(a))
		}
	}, func(queries.Claim) error { return bad })
	if err != nil {
		return err
	}
	for e, err := range w.edges() {
		if err != nil {
			return err
		}
		if link := ftmLinkOf(e); link != nil {
			if err := w.ftmLine(link); err != nil {
				return err
			}
		}
	}
	return nil
}

func ftmArticle(a schema.Article) *ftmEntity {
	e := newFTM("Article", a.IRI().String())
	e.set("title", a.Title)
	e.set("publisher", a.Publisher)
	e.set("publishedAt", a.Published.String())
	e.set("language", ftmLanguages[a.Lang])
	if strings.HasPrefix(a.URL, "http") {
		e.set("sourceUrl", a.URL)
	}
	return e
}

// summaries is how many quotes a link carries.
const summaries = 3

func ftmLinkOf(e edge) *ftmEntity {
	from, to := ftmSchema(e.From.Type), ftmSchema(e.To.Type)
	if e.Stance == schema.Denied || e.From.Untold || from == "" || to == "" {
		return nil
	}
	p, _ := schema.Default().Predicate(e.name())
	name := ftmTerm(p.Map)
	link, ok := ftmLinks[name]
	if !ok || link.domain != nil && (!slices.Contains(link.domain, from) || !slices.Contains(link.of, to)) {
		name = "UnknownLink"
		link = ftmLinks[name]
	}
	out := newFTM(name, e.From.IRI.String(), e.Predicate.String(), e.To.IRI.String(), string(e.Stance), string(e.Status))
	out.set(link.from, ftmID(e.From.IRI.String()))
	out.set(link.to, ftmID(e.To.IRI.String()))
	role := "role"
	if name == "Family" {
		role = "relationship"
	}
	for _, c := range e.Claims {
		out.set(role, c.Text)
		out.set("proof", ftmID(c.Article.IRI().String()))
		out.set("publisher", c.Article.Publisher)
		out.set("recordId", queries.Short(c.IRI))
		if strings.HasPrefix(c.Article.URL, "http") {
			out.set("sourceUrl", c.Article.URL)
		}
		out.set("date", c.Date.String())
		if len(out.Properties["summary"]) < summaries {
			out.set("summary", c.Quote)
		}
	}
	if len(out.Properties[role]) == 0 {
		out.set(role, e.Label())
	}
	out.set("description", e.Label()+" ("+e.Kind()+")")
	return out
}
