package gizmo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"go.yaml.in/yaml/v3"
)

// scriptMaker makes scripts that are mostly right and sometimes wrong.
type scriptMaker struct{ r *rand.Rand }

func (m scriptMaker) pick(list ...string) string { return list[m.r.IntN(len(list))] }

// mostly picks from the right arguments, and one time in 40 from the wrong ones.
func (m scriptMaker) mostly(right, wrong []string) string {
	if m.r.IntN(40) == 0 {
		return m.pick(wrong...)
	}
	return m.pick(right...)
}

func (m scriptMaker) node() string {
	return m.mostly([]string{`"<ann>"`, `"<bo>"`, `"<gus>"`, `"cool"`, `"<knows>"`, `"<wits>"`, `"<nobody>"`, `iri("dee")`, `"\"x\"@en"`,
		`typed("1","xsd:integer")`, `""`, `5`, `true`, `1.5`, `_`, `"_:b"`, `str("<ann>")`, `["<ann>","<bo>"]`},
		[]string{`[]`, `null`, `{}`, `g.V()`, `undefined`})
}

func (m scriptMaker) via() string {
	return m.mostly([]string{`"<knows>"`, `"<rank>"`, `"<knows>"`, `["<knows>","<rank>"]`, `"<nothing>"`, `g.V("<knows>")`, `g.M().out()`, `7`, `g.V("<terms>").out("<include>")`},
		[]string{`null`, `undefined`, `[]`, `{}`, `g.V()`})
}

func (m scriptMaker) tag() string {
	return m.mostly([]string{`"t"`, `"u"`, `["t","u"]`}, []string{`""`, `5`, `null`, `{}`, `undefined`})
}

func (m scriptMaker) number() string {
	return m.mostly([]string{"1", "2", "5", "1e9"}, []string{"0", "-1", "0.5", `"3"`, "NaN", "null", "4e18"})
}

func (m scriptMaker) filter() string {
	return m.mostly([]string{`gt("c")`, `lt(iri("d"))`, `gte(5)`, `lte(true)`, `regex("a.*")`, `regex("b",true)`, `like("%n%")`, `like("")`, `gt(iri("a")), lt(iri("e"))`},
		[]string{`regex("(")`, `5`, `gt()`})
}

// path makes a path expression of about n steps.
func (m scriptMaker) path(n int) string {
	var b strings.Builder
	b.WriteString(m.pick("g.V()", "g.M()", "g.V("+m.node()+")", "g.V("+m.node()+","+m.node()+")", "x", "m"))
	for range m.r.IntN(n + 1) {
		b.WriteString("." + m.step(n/2))
	}
	return b.String()
}

func (m scriptMaker) step(n int) string {
	switch m.r.IntN(26) {
	case 0, 1, 2, 3:
		return fmt.Sprintf("%s(%s)", m.pick("out", "in", "both", "Out"), m.via())
	case 4:
		return fmt.Sprintf("%s(%s, %s)", m.pick("out", "in", "both"), m.via(), m.tag())
	case 5:
		return fmt.Sprintf("is(%s)", m.node())
	case 6:
		return fmt.Sprintf("%s(%s)", m.pick("has", "hasR"), m.via())
	case 7:
		return fmt.Sprintf("%s(%s, %s)", m.pick("has", "hasR"), m.via(), m.pick(m.node(), m.filter()))
	case 8, 9:
		return fmt.Sprintf("%s(%s)", m.pick("tag", "as"), m.tag())
	case 10, 11:
		return fmt.Sprintf("tag(\"t\").%s(%s).back(\"t\")", m.pick("out", "in", "has"), m.via())
	case 12:
		return fmt.Sprintf("%s(%s, %s)", m.pick("save", "saveR", "saveOpt", "saveOptR"), m.via(), m.tag())
	case 13:
		return fmt.Sprintf("%s(%s)", m.pick("saveInPredicates", "saveOutPredicates"), m.tag())
	case 14, 15:
		return fmt.Sprintf("%s(%s)", m.pick("and", "or", "except", "intersect", "union", "difference"), m.path(n))
	case 16, 17:
		return fmt.Sprintf("%s(%s)", m.pick("follow", "followR"), m.path(n))
	case 18:
		return fmt.Sprintf("followRecursive(%s)", m.pick(m.via(), m.path(n)))
	case 19:
		return fmt.Sprintf("followRecursive(%s, %s, %s)", m.via(), m.number(), m.tag())
	case 20:
		return m.pick("unique", "labels", "inPredicates", "outPredicates", "order") + "()"
	case 21:
		return fmt.Sprintf("labelContext(%s)", m.pick(`"<wits>"`, m.via()))
	case 22, 23:
		return fmt.Sprintf("filter(%s)", m.filter())
	default:
		return fmt.Sprintf("%s(%s)", m.pick("limit", "skip"), m.number())
	}
}

func (m scriptMaker) script() string {
	var b strings.Builder
	fmt.Fprintf(&b, "var _ = 1; var x = g.V(%s); var m = g.M().out(%s);\n", m.pick(`"<ann>"`, `"<cy>","<dee>"`, ""), m.pick(`"<knows>"`, ""))
	for range 1 + m.r.IntN(3) {
		p := m.path(6)
		switch m.r.IntN(8) {
		case 0:
			fmt.Fprintf(&b, "x = %s;\n", p)
		case 1:
			fmt.Fprintf(&b, "g.emit(%s.%s());\n", p, m.pick("toArray", "tagArray", "toValue", "tagValue", "count"))
		case 2:
			fmt.Fprintf(&b, "%s.forEach(%sfunction(d) { g.emit(d); g.V(d.id).out().toArray(2); });\n", p, m.pick("", "3, "))
		case 3:
			fmt.Fprintf(&b, "for (const v of %s.toArray(4)) g.V(v).%s.getLimit(%s);\n", p, m.step(2), m.number())
		case 4:
			fmt.Fprintf(&b, "try { %s.all() } catch (e) { g.emit(String(e)) }\n", p)
		default:
			fmt.Fprintf(&b, "%s.all();\n", p)
		}
	}
	return b.String()
}

// check runs a script that may be anything and holds what holds of every run.
func check(t *testing.T, qs graph.QuadStore, script string, timeout time.Duration) (rows int, err error) {
	t.Helper()
	limits := Limits{Timeout: timeout, Rows: 20_000, Bytes: 8 << 20, Memory: 256 << 20}
	start := time.Now()
	r, err := Run(context.Background(), qs, script, Options{Limits: limits})
	var e *Error
	switch {
	case err != nil && !errors.As(err, &e):
		t.Errorf("%s\nerror %T: %v", script, err, err)
	case err != nil && (r.Rows != nil || r.Value != nil):
		t.Errorf("%s\nboth an error and a result", script)
	case err != nil && (strings.Contains(err.Error(), "internal error") || strings.Contains(err.Error(), "inside Cayley")):
		t.Errorf("%s\nnot foreseen: %v", script, err)
	case time.Since(start) > 12*time.Second:
		t.Errorf("%s\ntook %v", script, time.Since(start))
	}
	return len(r.Rows), err
}

// TestGeneratedScripts runs scripts that are made up, on Cayley's store.
func TestGeneratedScripts(t *testing.T) {
	qs := memStore(t, "people.nq")
	n := 1500
	if testing.Short() {
		n = 300
	}
	good, full := 0, 0
	for seed := range uint64(n) {
		rows, err := check(t, qs, scriptMaker{rand.New(rand.NewPCG(seed, 1))}.script(), 2*time.Second)
		if err == nil {
			good++
		}
		if rows > 0 {
			full++
		}
	}
	if good < n/10 || full < n/20 {
		t.Errorf("of %d scripts %d ran and %d had rows: the generator has lost its point", n, good, full)
	}
	t.Logf("%d scripts, %d without error, %d with rows", n, good, full)
}

// FuzzRun runs anything.
func FuzzRun(f *testing.F) {
	var cases []struct{ Script string }
	data, err := os.ReadFile("testdata/conformance.yaml")
	if err != nil {
		f.Fatal(err)
	}
	if err := yaml.Unmarshal(data, &cases); err != nil {
		f.Fatal(err)
	}
	for _, c := range cases {
		f.Add(c.Script)
	}
	for seed := range uint64(50) {
		f.Add(scriptMaker{rand.New(rand.NewPCG(seed, 2))}.script())
	}
	for i, s := range hostileScripts() {
		if i%4 == 0 { // seeds run with the tests too
			f.Add(s)
		}
	}
	qs := memStore(f, "people.nq")
	f.Fuzz(func(t *testing.T, script string) {
		check(t, qs, script, 500*time.Millisecond)
		Incomplete(script)
	})
}
