package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsgraph/graph"
	"newsgraph/queries"
	"newsgraph/queries/storytest"
	"newsgraph/schema"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// render writes a selection; the tables of a format one after the other.
func render(t testing.TB, v *graph.View, format string, s Selection, o Options) string {
	t.Helper()
	out, err := tryRender(v, format, s, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func tryRender(v *graph.View, format string, s Selection, o Options) (string, error) {
	f, err := ByName(format)
	if err != nil {
		return "", err
	}
	if f.Tables == nil {
		var b bytes.Buffer
		err := f.Write(context.Background(), &b, v, s, o)
		return b.String(), err
	}
	bufs := make([]bytes.Buffer, len(f.Tables))
	var ws []io.Writer
	for i := range bufs {
		ws = append(ws, &bufs[i])
	}
	err = f.WriteTables(context.Background(), ws, v, s, o)
	out := ""
	for i, name := range f.Tables {
		out += "== " + name + "\n" + bufs[i].String()
	}
	return out, err
}

func entityIRI(key string) schema.IRI { return schema.MustIRI(schema.NS + key) }

func TestGolden(t *testing.T) {
	v := storytest.UntoldView(t)
	cases := map[string]func() string{
		"rdf12.turtle": func() string { return render(t, v, "turtle", Selection{}, Options{TripleTerms: true}) },
		"rdf12.nquads": func() string { return render(t, v, "nquads", Selection{}, Options{TripleTerms: true}) },
		"base.trig": func() string {
			return render(t, v, "trig", Selection{ClaimQuery: queries.ClaimQuery{Predicates: []string{"bans"}}}, Options{Base: "https://example.org/ng/"})
		},
		"around.svg": func() string {
			return render(t, v, "svg", Selection{Around: entityIRI("company/nordlys-line")}, Options{})
		},
		"around.html": func() string {
			return render(t, v, "html", Selection{Around: entityIRI("company/nordlys-line")}, Options{Title: "Nordlys"})
		},
	}
	for _, f := range Formats() {
		if f.Name != "svg" && f.Name != "html" {
			cases["story."+f.Name] = func() string { return render(t, v, f.Name, Selection{}, Options{}) }
		}
	}
	for name, f := range cases {
		t.Run(name, func(t *testing.T) {
			got, path := f(), filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs from %s; look at the difference and run with -update", name, path)
			}
		})
	}
}

// TestWholeIsStored: without a selection nquads is the store's own export.
func TestWholeIsStored(t *testing.T) {
	v := storytest.UntoldView(t)
	var b bytes.Buffer
	if _, err := v.Export(context.Background(), &b, graph.ExportOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := render(t, v, "nquads", Selection{}, Options{}); got != b.String() {
		t.Error("nquads of everything is not the canonical export")
	}
}

// TestOrder: the order of loading changes no format, and neither does another
// way to select everything.
func TestOrder(t *testing.T) {
	all, err := storytest.Contributions()
	if err != nil {
		t.Fatal(err)
	}
	more, err := storytest.Untold()
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, more...)
	r := rand.New(rand.NewPCG(1, 2))
	want := map[string]string{}
	for range 4 {
		v := load(t, all...)
		for _, f := range Formats() {
			got := render(t, v, f.Name, Selection{}, Options{})
			if want[f.Name] == "" {
				want[f.Name] = got
			} else if got != want[f.Name] {
				t.Errorf("%s depends on the order of loading", f.Name)
			}
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	}
	v := load(t, all...)
	for _, f := range Formats() {
		if f.Name == "nquads" {
			continue // leaves out what no claim names
		}
		if got := render(t, v, f.Name, Selection{ClaimQuery: queries.ClaimQuery{Confidence: 0.01}}, Options{}); got != want[f.Name] {
			t.Errorf("%s: a condition that all claims meet changes it", f.Name)
		}
	}
}

func load(t testing.TB, list ...schema.Contribution) *graph.View {
	t.Helper()
	s, err := graph.Open(t.TempDir(), graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for _, c := range list {
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

// rows is the CSV of a selection as subject, predicate, object, stance, status.
func rows(t *testing.T, v *graph.View, s Selection) (out []string) {
	t.Helper()
	text := strings.TrimPrefix(render(t, v, "csv", s, Options{}), "\uFEFF")
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all[1:] {
		out = append(out, strings.Join([]string{r[1], r[3], r[4], r[7], r[8]}, " | "))
	}
	return out
}

func TestSelection(t *testing.T) {
	v := storytest.UntoldView(t)
	for _, c := range []struct {
		name string
		s    Selection
		want []string
	}{
		{"denied", Selection{ClaimQuery: queries.ClaimQuery{Stance: schema.Denied}}, []string{
			"Customs Agency | accuses | Nordlys Line | denied | current", "somebody | accuses | Nordlys Line | denied | current"}},
		{"two publishers", Selection{MinPublishers: 3}, []string{
			"Karen Holt | leads | Nordlys Line | asserted | current", "Karen Holt | leads | Nordlys Line | asserted | current", "Karen Holt | leads | Nordlys Line | asserted | former"}},
		{"around one", Selection{Around: entityIRI("party/harbour-party")}, []string{
			"Ole Lund | memberOf | Harbour Party | asserted | current", "Ole Lund | bornOn | 1961-04 | asserted | current", "Harbour Party | supports | Port Authority | asserted | current"}},
		{"a holder", Selection{ClaimQuery: queries.ClaimQuery{Holder: entityIRI("person/mikkel-brandt")}}, []string{
			"Port Authority | bans | Nordlys Line | asserted | planned"}},
		{"nothing", Selection{ClaimQuery: queries.ClaimQuery{Predicates: []string{"sues"}}}, nil},
		{"given", Selection{Claims: []queries.Claim{}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := rows(t, v, c.s); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
			for _, f := range Formats() { // none may fail on it
				render(t, v, f.Name, c.s, Options{})
			}
		})
	}
}

func TestEdges(t *testing.T) {
	v := storytest.UntoldView(t)
	edge := func(s, p, o string) string {
		return "<urn:newsgraph:" + s + "> <urn:newsgraph:" + p + "> <urn:newsgraph:" + o + ">"
	}
	planned := edge("agency/port-authority", "bans", "company/nordlys-line")
	alleged := edge("company/baltic-freight", "accuses", "company/nordlys-line")
	current := edge("person/ole-lund", "memberOf", "party/harbour-party")
	for _, selection := range []Selection{{}, {MinPublishers: 1, ClaimQuery: queries.ClaimQuery{Confidence: 0.1}}} {
		for mode, want := range map[Edges][3]bool{All: {true, true, true}, Asserted: {false, false, true}, None: {}} {
			got := render(t, v, "nquads", selection, Options{Edges: mode})
			for i, e := range []string{planned, alleged, current} {
				if strings.Contains(got, e) != want[i] {
					t.Errorf("edges %s: %s is there: %v", mode, e, !want[i])
				}
			}
		}
	}
	for _, f := range []string{"nquads", "turtle", "trig"} { // a denial alone makes no edge
		if got := render(t, v, f, Selection{ClaimQuery: queries.ClaimQuery{Stance: schema.Denied}}, Options{}); strings.Contains(got, "\n"+edge("agency/customs", "accuses", "company/nordlys-line")+" .") {
			t.Errorf("%s has an edge for what is denied", f)
		}
	}
}

// TestVerdicts: what users say holds in every format.
func TestVerdicts(t *testing.T) {
	v := storytest.View(t)
	a, b := entityIRI("company/nordlys-line"), entityIRI("company/baltic-freight")
	if err := v.Merge([][]schema.IRI{{b, a}}); err != nil {
		t.Fatal(err)
	}
	for _, f := range Formats() {
		got := render(t, v, f.Name, Selection{}, Options{})
		if f.Name != "ftm" && strings.Contains(got, a.String()) {
			t.Errorf("%s names %s, for which another stands", f.Name, a)
		}
		if !strings.Contains(got, "Nordlys") {
			t.Errorf("%s lost a name", f.Name)
		}
	}
}

// TestHostile: text from outside can not leave its place in a format.
func TestHostile(t *testing.T) {
	const evil = "=cmd|' /C'!A0\"]]></data><script>alert(1)</script>\n\u202e\\\"} ;"
	e, err := schema.NewEntity(entityIRI("person/x"), "Person", evil)
	if err != nil {
		t.Fatal(err)
	}
	o, err := schema.NewEntity(entityIRI("company/y"), "Company", "@SUM(A1)")
	if err != nil {
		t.Fatal(err)
	}
	s, err := schema.NewStatement(e, "leads", o)
	if err != nil {
		t.Fatal(err)
	}
	article := schema.Article{ID: evil, Title: evil, Publisher: evil, URL: "javascript:alert(1)"}
	c, err := schema.NewClaim(article.IRI(), s, schema.Attribution{Quote: evil, End: len([]rune(evil)), Text: evil, Confidence: 1})
	if err != nil {
		t.Fatal(err)
	}
	v := load(t, schema.Contribution{Article: article, Entities: []schema.Entity{e, o}, Claims: []schema.Claim{c}})
	for _, f := range []string{"graphml", "gexf", "svg"} {
		out := render(t, v, f, Selection{}, Options{})
		for d := xml.NewDecoder(strings.NewReader(out)); ; {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s is not well-formed: %v", f, err)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
				t.Errorf("%s lets markup in", f)
			}
		}
	}
	if page := render(t, v, "html", Selection{}, Options{Title: evil}); strings.Contains(page, "<script>") || strings.Contains(page, "javascript:") {
		t.Error("html lets markup or an address in")
	}
	for _, f := range []string{"csv", "gephi-csv"} {
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(render(t, v, f, Selection{}, Options{}), "\uFEFF")))
		r.FieldsPerRecord = -1
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range all {
			for _, cell := range row {
				if cell != "" && !strings.HasPrefix(cell, "== ") && strings.ContainsRune("=+-@", rune(cell[0])) {
					t.Errorf("%s: a spreadsheet takes %.20q for a formula", f, cell)
				}
			}
		}
	}
}

func TestRefused(t *testing.T) {
	v := storytest.View(t)
	for _, o := range []Options{{Base: "example.org/"}, {Base: "https://example.org"}, {Edges: "some"}} {
		if _, err := tryRender(v, "turtle", Selection{}, o); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
	if _, err := tryRender(v, "rdf", Selection{}, Options{}); err == nil || !strings.Contains(err.Error(), "turtle") {
		t.Errorf("an unknown format: %v; want the list", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, f := range Formats() {
		if f.Tables == nil {
			if err := f.Write(ctx, io.Discard, v, Selection{}, Options{}); err == nil {
				t.Errorf("%s does not watch its context", f.Name)
			}
			if err := f.Write(context.Background(), full{}, v, Selection{}, Options{}); err == nil {
				t.Errorf("%s does not tell that the disk is full", f.Name)
			}
		}
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("no space left on device") }

// TestSorter: spilled and not, the lines are the same, sorted, each once.
func TestSorter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var lines []string
	for range 5000 {
		lines = append(lines, fmt.Sprintf("%d æ %d", r.IntN(900), r.IntN(3)))
	}
	sorted := func(chunk int) string {
		s := newSorter(chunk)
		defer s.close()
		for _, l := range lines {
			if err := s.add(l); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		if err := s.write(w); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		return b.String()
	}
	if a, b := sorted(1<<20), sorted(700); a != b || a == "" {
		t.Error("spilled lines differ")
	}
}
