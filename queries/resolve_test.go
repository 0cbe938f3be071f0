package queries_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"newsgraph/queries"
	"newsgraph/queries/storytest"
)

func TestResolve(t *testing.T) {
	v := storytest.View(t)
	for _, c := range []struct{ text, want string }{
		{"Karen Holt", "ng:person/karen-holt"},
		{"karen HOLT", "ng:person/karen-holt"},
		{"Holt", "ng:person/karen-holt"},
		{"Nordlys", "ng:company/nordlys-line"}, // a name, though another begins so
		{"Balt", "ng:company/baltic-freight"},  // the only one that begins so
		{"ng:person/ida-lund", "ng:person/ida-lund"},
		{"<ng:person/ida-lund>", "ng:person/ida-lund"},
		{"urn:newsgraph:person/ida-lund", "ng:person/ida-lund"},
		{"Lund", "ambiguous: ng:person/ole-lund ng:person/ida-lund"},
		{"Karen Hold", "unknown: ng:person/karen-holt"},
		{"Nordlis", "unknown: ng:company/nordlys-line"},
		{"Mickel Brand", "unknown: ng:person/mikkel-brandt"},
		{"Qzx Wvk", "unknown:"},
		{"", "unknown:"},
		{" ", "unknown:"},
		{"ng:person/nobody", "unknown:"},
		{"ng:bad iri", "unknown:"},
	} {
		e, err := queries.Resolve(context.Background(), v, c.text)
		got := ""
		var ambiguous *queries.AmbiguousError
		var unknown *queries.UnknownError
		switch {
		case err == nil:
			got = queries.Short(e.IRI())
		case errors.As(err, &ambiguous):
			got = "ambiguous:"
			for _, m := range ambiguous.Candidates {
				got += " " + queries.Short(m.Entity.IRI())
			}
		case errors.As(err, &unknown):
			got = "unknown:"
			for _, m := range unknown.Near {
				got += " " + queries.Short(m.Entity.IRI())
			}
		default:
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.text, got, c.want)
		}
	}
}

func TestParseQuestion(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"// ask: What?\n// show: claims\ng.V()", ""},
		{"// ask: What?\n// param x (entity): whom\n// param y (date, optional): when\n// show: table a b\n", ""},
		{"g.V()", "line 1: want a comment"},
		{"// ask: What?\ng.V()", "show: claims"},
		{"// ask: What?\n// show: picture\n", "line 2: show"},
		{"// ask: What?\n// show: table\n", "line 2: show"},
		{"// ask: What?\n// param x: whom\n// show: claims", "line 2: parameter"},
		{"// ask: What?\n// param x (colour): whom\n// show: claims", "line 2: parameter"},
		{"// ask: What?\n// param x (text, perhaps): whom\n// show: claims", "line 2: parameter"},
		{"// ask: What?\n// param x (text): a\n// param x (text): b\n// show: claims", "line 3: parameter x is given twice"},
	} {
		_, err := queries.ParseQuestion("q", c.script)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: %v, want %q", c.script, err, c.want)
		}
	}
}

func TestQuestionsOfTheProgram(t *testing.T) {
	all, err := queries.Questions("")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, q := range all {
		names = append(names, q.Name)
	}
	want := "accusations-against accusations-of co-mentions denials disputes employees employers most-connected profile timeline"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s", got)
	}
}
