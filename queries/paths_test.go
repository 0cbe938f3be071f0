package queries_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/storytest"
	"newsgraph/schema"
)

func ng(key string) schema.IRI { return schema.MustIRI(schema.NS + key) }

// chain writes a path as "a -leads> b <owns- c".
func chain(p queries.Path) string {
	var b strings.Builder
	b.WriteString(p.Hops[0].From.Name)
	for _, h := range p.Hops {
		var preds []string
		for _, e := range h.Edges {
			name := strings.TrimPrefix(queries.Short(e.Predicate), "ng:")
			if e.Forward {
				preds = append(preds, "-"+name+">")
			} else {
				preds = append(preds, "<"+name+"-")
			}
		}
		fmt.Fprintf(&b, " %s %s", strings.Join(preds, " "), h.To.Name)
	}
	return b.String()
}

func TestPathsOfStory(t *testing.T) {
	v := storytest.View(t)
	holt, customs := ng("person/karen-holt"), ng("agency/customs")
	date := func(s string) schema.Date {
		d, err := schema.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		name string
		q    queries.PathQuery
		want []string
	}{
		{"two hops", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{customs}},
			[]string{"Karen Holt -leads> Nordlys Line <accuses- <investigates- Customs Agency"}},
		{"backwards", queries.PathQuery{From: []schema.IRI{customs}, To: []schema.IRI{holt}},
			[]string{"Customs Agency -accuses> -investigates> Nordlys Line <leads- Karen Holt"}},
		{"undisputed leaves the denied accusation out", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{customs}, Evidence: queries.Evidence{Undisputed: true}},
			[]string{"Karen Holt -leads> Nordlys Line <investigates- Customs Agency"}},
		{"alleged", queries.PathQuery{From: []schema.IRI{customs}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{Stance: schema.Alleged}},
			[]string{"Customs Agency -accuses> Nordlys Line"}},
		{"several, by hops then evidence", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("company/baltic-freight")}, K: 4},
			[]string{"Karen Holt -leads> Nordlys Line <accuses- Baltic Freight",
				"Karen Holt -leads> Nordlys Line -basedIn> Denmark <basedIn- Baltic Freight",
				"Karen Holt -leads> Nordlys Line <worksFor- Ida Lund -leads> Baltic Freight",
				"Karen Holt -leads> Nordlys Line <bans- Port Authority <supports- Harbour Party <memberOf- Ole Lund <spouseOf- Ida Lund -leads> Baltic Freight"}},
		{"not via", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("country/denmark")}, NotVia: []schema.IRI{ng("company/nordlys-line")}}, nil},
		{"via", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("country/denmark")}, Via: []schema.IRI{ng("person/ida-lund")}},
			[]string{"Karen Holt -leads> Nordlys Line <worksFor- Ida Lund -leads> Baltic Freight -basedIn> Denmark"}},
		{"along, one direction", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("country/denmark")}, Along: []queries.Along{{"leads", queries.Forward}, {"basedIn", queries.Forward}}},
			[]string{"Karen Holt -leads> Nordlys Line -basedIn> Denmark"}},
		{"along, wrong direction", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("country/denmark")}, Along: []queries.Along{{"leads", queries.Backward}, {"basedIn", queries.Forward}}}, nil},
		{"too long", queries.PathQuery{From: []schema.IRI{ng("person/mikkel-brandt")}, To: []schema.IRI{ng("person/ida-lund")}, MaxHops: 2}, nil},
		{"sets", queries.PathQuery{From: []schema.IRI{ng("person/mikkel-brandt"), ng("person/ole-lund")}, To: []schema.IRI{holt, ng("company/baltic-freight")}},
			[]string{"Ole Lund <spouseOf- Ida Lund -leads> Baltic Freight"}},
		{"publishers", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{MinPublishers: 3}},
			[]string{"Karen Holt -leads> Nordlys Line"}},
		{"more publishers than there are", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{MinPublishers: 4}}, nil},
		{"since", queries.PathQuery{From: []schema.IRI{ng("person/ida-lund")}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{Since: date("2020")}},
			[]string{"Ida Lund -leads> Baltic Freight -accuses> Nordlys Line"}},
		{"until", queries.PathQuery{From: []schema.IRI{ng("person/ida-lund")}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{Until: date("2016")}},
			[]string{"Ida Lund -worksFor> Nordlys Line"}},
		{"confidence", queries.PathQuery{From: []schema.IRI{ng("agency/port-authority")}, To: []schema.IRI{ng("company/nordlys-line")}, Evidence: queries.Evidence{MinConfidence: 0.71}, MaxHops: 3}, nil},
		{"unknown node", queries.PathQuery{From: []schema.IRI{holt}, To: []schema.IRI{ng("person/nobody")}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			paths, err := queries.Paths(context.Background(), v, c.q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range paths {
				got = append(got, chain(p))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// TestHub holds that a hub which both ends touch is met and not opened, and
// that a search which must open one says so when it may not.
func TestHub(t *testing.T) {
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const leaves = 5000
	hub := ng("country/hub")
	_, err = s.Import(context.Background(), func(yield func(schema.Quad, error) bool) {
		for i := range leaves {
			if !yield(schema.Quad{Subject: ng(fmt.Sprint("person/", i)), Predicate: ng("citizenOf"), Object: hub}, nil) {
				return
			}
		}
		yield(schema.Quad{Subject: ng("person/1"), Predicate: ng("metWith"), Object: ng("person/far")}, nil)
		yield(schema.Quad{Subject: hub, Predicate: ng("fines"), Object: ng("company/last")}, nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	for _, c := range []struct {
		from, to string
		want     int // hops
	}{
		{"person/1", "person/2", 2},
		{"person/far", "person/2", 3},
		{"country/hub", "person/2", 1},
		{"person/2", "country/hub", 1},
		{"person/far", "company/last", 3},
	} {
		paths, err := queries.Paths(context.Background(), v, queries.PathQuery{From: []schema.IRI{ng(c.from)}, To: []schema.IRI{ng(c.to)}, MaxNodes: 20})
		if err != nil || len(paths) != 1 || len(paths[0].Hops) != c.want {
			t.Errorf("%s to %s: %d paths, error %v", c.from, c.to, len(paths), err)
		}
	}
	_, err = queries.Paths(context.Background(), v, queries.PathQuery{From: []schema.IRI{ng("person/1")}, To: []schema.IRI{ng("person/2")}, K: 2, MaxNodes: 20})
	if !errors.Is(err, queries.ErrLimit) {
		t.Errorf("a second path with a small limit: error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if paths, err := queries.Paths(ctx, v, queries.PathQuery{From: []schema.IRI{ng("person/1")}, To: []schema.IRI{ng("person/2")}}); !errors.Is(err, context.Canceled) || paths != nil {
		t.Errorf("cancelled: %v, error %v", paths, err)
	}
}
