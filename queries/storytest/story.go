// Package storytest is a small invented story in four articles for the tests
// of queries and of the commands.
//
// Out: contributions, and stores that hold them. Not here: anything that a
// program needs.
package storytest

import (
	"context"
	"fmt"
	"testing"
	"unicode/utf8"

	"newsgraph/graph"
	"newsgraph/schema"
)

// said is a claim in short.
type said struct {
	subject, predicate, object string // keys of entities, or a date as object; no subject if the article does not tell
	stance                     schema.Stance
	status                     schema.Status
	holder                     string
	text, quote, date          string
	confidence                 float64
}

var entities = map[string][]string{ // key: type, name, other names
	"person/karen-holt":       {"Person", "Karen Holt", "Holt"},
	"person/mikkel-brandt":    {"Person", "Mikkel Brandt"},
	"person/ida-lund":         {"Person", "Ida Lund"},
	"person/ole-lund":         {"Person", "Ole Lund"},
	"company/nordlys-line":    {"Company", "Nordlys Line", "Nordlys", "Nordlys Shipping"},
	"company/baltic-freight":  {"Company", "Baltic Freight"},
	"agency/port-authority":   {"Agency", "Port Authority", "Havnetilsynet"},
	"agency/customs":          {"Agency", "Customs Agency"},
	"media/havneposten":       {"Media", "Havneposten"},
	"party/harbour-party":     {"Party", "Harbour Party"},
	"country/denmark":         {"Country", "Denmark", "Danmark"},
	"unnamed/a-former-worker": {"Unnamed", "a former worker"},
}

type told struct {
	article schema.Article
	said    []said
}

// Articles of the story, in id order.
var articles = []told{
	{schema.Article{ID: "a1", Title: "Customs looks into Nordlys", Publisher: "Harbour Times", Lang: "en", URL: "https://harbour.example/1"}, []said{
		{subject: "person/karen-holt", predicate: "leads", object: "company/nordlys-line", text: "chief executive", quote: "Karen Holt, chief executive of Nordlys Line, spoke on the quay.", confidence: 0.97},
		{subject: "agency/customs", predicate: "investigates", object: "company/nordlys-line", text: "smuggling of cigarettes", quote: "The Customs Agency is investigating Nordlys Line for smuggling of cigarettes.", confidence: 0.91},
		{subject: "agency/customs", predicate: "accuses", object: "company/nordlys-line", stance: schema.Alleged, holder: "agency/customs", text: "smuggling", quote: "Nordlys smuggled for years, according to the Customs Agency.", confidence: 0.8},
		{subject: "agency/customs", predicate: "accuses", object: "company/nordlys-line", stance: schema.Denied, holder: "person/karen-holt", text: "smuggling", quote: "“We have never smuggled anything,” said Holt.", confidence: 0.88},
	}},
	{schema.Article{ID: "a2", Title: "Direktør afviser anklager", Publisher: "Havneposten", Lang: "da", URL: "https://havneposten.example/2"}, []said{
		{subject: "person/karen-holt", predicate: "leads", object: "company/nordlys-line", text: "direktør", quote: "Direktør Karen Holt fra Nordlys afviser anklagerne.", confidence: 0.95},
		{subject: "person/mikkel-brandt", predicate: "spokespersonFor", object: "agency/port-authority", text: "talsmand", quote: "Det oplyser Havnetilsynets talsmand, Mikkel Brandt.", confidence: 0.9},
		{subject: "agency/port-authority", predicate: "bans", object: "company/nordlys-line", status: schema.Planned, holder: "person/mikkel-brandt", quote: "Havnetilsynet vil forbyde Nordlys at lægge til, siger Brandt.", date: "2021-03", confidence: 0.7},
		{subject: "company/nordlys-line", predicate: "basedIn", object: "country/denmark", quote: "Rederiet Nordlys har hjemsted i Danmark.", confidence: 0.85},
	}},
	{schema.Article{ID: "a3", Title: "Rival under pressure", Publisher: "Harbour Times", Lang: "en", URL: "https://harbour.example/3"}, []said{
		{subject: "person/ida-lund", predicate: "leads", object: "company/baltic-freight", quote: "Ida Lund runs Baltic Freight.", confidence: 0.9},
		{subject: "person/ida-lund", predicate: "worksFor", object: "company/nordlys-line", status: schema.Former, text: "captain", quote: "Lund was a captain at Nordlys until 2015.", date: "2015", confidence: 0.82},
		{subject: "company/baltic-freight", predicate: "basedIn", object: "country/denmark", quote: "Baltic Freight is based in Denmark.", confidence: 0.86},
		{subject: "company/baltic-freight", predicate: "accuses", object: "company/nordlys-line", stance: schema.Alleged, holder: "unnamed/a-former-worker", text: "paying bribes", quote: "Nordlys paid bribes, a former worker said.", confidence: 0.6},
		{subject: "person/ida-lund", predicate: "spouseOf", object: "person/ole-lund", quote: "Her husband, Ole Lund, is in politics.", confidence: 0.8},
	}},
	{schema.Article{ID: "a4", Title: "Lund stiller op", Publisher: "Øresund Avis", Lang: "da", URL: "https://oresund.example/4"}, []said{
		{subject: "person/ole-lund", predicate: "memberOf", object: "party/harbour-party", quote: "Ole Lund er medlem af Havnepartiet.", confidence: 0.9},
		{subject: "person/ole-lund", predicate: "bornOn", object: "1961-04", quote: "Lund er født i april 1961.", confidence: 0.9},
		{subject: "party/harbour-party", predicate: "supports", object: "agency/port-authority", holder: "person/ole-lund", quote: "Partiet støtter Havnetilsynet, siger Ole Lund.", confidence: 0.75},
		{subject: "person/karen-holt", predicate: "leads", object: "company/nordlys-line", status: schema.Former, text: "direktør", quote: "Karen Holt, der var direktør for Nordlys, er gået af.", confidence: 0.7},
	}},
}

// Articles that do not tell who did it.
var untold = []told{
	{schema.Article{ID: "u1", Title: "Arrest on the quay", Publisher: "Harbour Times", Lang: "en", URL: "https://harbour.example/u1"}, []said{
		{predicate: "arrests", object: "person/ida-lund", quote: "Ida Lund was arrested on the quay.", confidence: 0.9},
		{predicate: "accuses", object: "company/nordlys-line", text: "dumping oil", quote: "Nordlys Line is accused of dumping oil.", confidence: 0.85},
		{predicate: "accuses", object: "company/nordlys-line", stance: schema.Denied, holder: "person/karen-holt", quote: "“We dump nothing,” said Karen Holt.", confidence: 0.8},
	}},
	{schema.Article{ID: "u2", Title: "Brandt sigtet", Publisher: "Havneposten", Lang: "da", URL: "https://havneposten.example/u2"}, []said{
		{predicate: "arrests", object: "person/mikkel-brandt", quote: "Mikkel Brandt blev anholdt i nat.", confidence: 0.9},
		{predicate: "charges", object: "person/mikkel-brandt", text: "bestikkelse", quote: "Brandt er sigtet for bestikkelse.", confidence: 0.9},
	}},
}

var published = map[string]string{"u1": "2022-02-01", "u2": "2022-02-02", "a1": "2021-02-03", "a2": "2021-02-05", "a3": "2021-06-30", "a4": "2022-01-15"}

// Contributions returns the articles of the story.
func Contributions() ([]schema.Contribution, error) { return contributions(articles) }

// Untold returns further articles, with acts whose doers they do not tell.
func Untold() ([]schema.Contribution, error) { return contributions(untold) }

func contributions(list []told) ([]schema.Contribution, error) {
	var out []schema.Contribution
	for _, a := range list {
		c, err := contribution(a.article, a.said)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func contribution(a schema.Article, list []said) (c schema.Contribution, err error) {
	if a.Published, err = schema.ParseDate(published[a.ID]); err != nil {
		return c, err
	}
	c.Article = a
	made := map[string]schema.Entity{}
	entity := func(key string) (schema.Entity, error) {
		if e, ok := made[key]; ok {
			return e, nil
		}
		d, ok := entities[key]
		if !ok {
			return schema.Entity{}, fmt.Errorf("no entity %q", key)
		}
		e, err := schema.NewEntity(schema.MustIRI(schema.NS+key), d[0], d[1], d[2:]...)
		made[key] = e
		c.Entities = append(c.Entities, e)
		return e, err
	}
	at := 0
	first := map[string][2]int{} // place of each act without a doer
	for _, s := range list {
		n := utf8.RuneCountInString(s.quote)
		act := s.predicate + " " + s.object
		if _, told := first[act]; !told {
			first[act] = [2]int{at, at + n}
		}
		st, err := statement(a.IRI(), s, first[act], entity)
		if err != nil {
			return c, err
		}
		attr := schema.Attribution{Text: s.text, Stance: s.stance, Status: s.status, Quote: s.quote, Start: at, End: at + n, Confidence: s.confidence, Rule: "story"}
		at += n + 1
		if s.holder != "" {
			h, err := entity(s.holder)
			if err != nil {
				return c, err
			}
			attr.Holder = h.IRI()
		}
		if s.date != "" {
			if attr.Date, err = schema.ParseDate(s.date); err != nil {
				return c, err
			}
		}
		claim, err := schema.NewClaim(a.IRI(), st, attr)
		if err != nil {
			return c, err
		}
		c.Claims = append(c.Claims, claim)
	}
	return c, nil
}

func statement(article schema.IRI, s said, place [2]int, entity func(string) (schema.Entity, error)) (schema.Statement, error) {
	if d, err := schema.ParseDate(s.object); err == nil {
		subject, err := entity(s.subject)
		if err != nil {
			return schema.Statement{}, err
		}
		return schema.NewDateStatement(subject, s.predicate, d)
	}
	object, err := entity(s.object)
	if err != nil {
		return schema.Statement{}, err
	}
	if s.subject == "" {
		return schema.NewUntoldStatement(article, place[0], place[1], s.predicate, object)
	}
	subject, err := entity(s.subject)
	if err != nil {
		return schema.Statement{}, err
	}
	return schema.NewStatement(subject, s.predicate, object)
}

// View opens a store that holds the story.
func View(t testing.TB) *graph.View {
	t.Helper()
	contributions, err := Contributions()
	if err != nil {
		t.Fatal(err)
	}
	return view(t, contributions)
}

// UntoldView opens a store that holds the story and the articles of Untold.
func UntoldView(t testing.TB) *graph.View {
	t.Helper()
	contributions, err := Contributions()
	if err != nil {
		t.Fatal(err)
	}
	more, err := Untold()
	if err != nil {
		t.Fatal(err)
	}
	return view(t, append(contributions, more...))
}

func view(t testing.TB, contributions []schema.Contribution) *graph.View {
	t.Helper()
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, c := range contributions {
		if _, err := s.Replace(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v
}
