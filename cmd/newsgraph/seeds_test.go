package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"newsgraph/graph"
	"newsgraph/schema"
)

// shared is a folder of ../shared beside the repository; the test is skipped
// where that is absent.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "shared", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is not here; the test needs its two scraped articles", dir)
	}
	return dir
}

// newsgraph runs one command line in this process and demands its exit code.
func newsgraph(t *testing.T, code int, args ...string) string {
	t.Helper()
	var out, errw bytes.Buffer
	if got := run(t.Context(), args, strings.NewReader(""), &out, &errw); got != code {
		t.Fatalf("newsgraph %q: exit code %d, want %d\n%s%s", args, got, code, out.String(), errw.String())
	}
	return out.String()
}

// statement is a claim with names in place of IRIs.
type statement struct {
	subject, predicate, object, holder string
	schema.Stance
	quote string
}

func readClaims(t *testing.T, db string) (claims []statement, entities []schema.Entity) {
	t.Helper()
	store, err := graph.Open(db, graph.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	v, err := store.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	ctx := context.Background()
	seen := map[schema.IRI]bool{}
	name := func(term schema.Term) string {
		iri, ok := term.(schema.IRI)
		if !ok || iri.IsZero() || schema.IsUntold(iri) {
			return ""
		}
		e, ok, err := v.Entity(ctx, iri)
		if err != nil || !ok {
			t.Fatalf("entity %s: %v", iri, err)
		}
		if !seen[iri] {
			seen[iri] = true
			entities = append(entities, e)
		}
		return e.Name()
	}
	for c, err := range v.Claims(ctx, graph.ClaimFilter{}) {
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, statement{name(c.Subject), strings.TrimPrefix(c.Predicate.String(), schema.NS), name(c.Object), name(c.Holder),
			c.Stance, c.Quote})
	}
	return claims, entities
}

// The two scraped articles are what this program was first made for: one
// Danish, one English, on one affair, full of the noise of their pages.
func TestSeeds(t *testing.T) {
	seeds := shared(t, "seeds")
	db := filepath.Join(t.TempDir(), "seeds.db")
	newsgraph(t, exitDone, "load", "--db", db, seeds)
	claims, entities := readClaims(t, db)

	t.Run("facts", func(t *testing.T) {
		const company = `^Kaspersky( Labs?)?$`
		for _, want := range []struct{ name, subject, predicates, object, stances, holder string }{
			{"Eugene Kaspersky leads the company", `Kaspersky`, "leads", company, "asserted", ``},
			{"Peskov speaks for the Kremlin", `Peskov`, "spokespersonFor", `Kremlin`, "asserted", ``},
			{"the department bans the company or its products", `Department of Homeland Security`, "bans", `Kaspersky`, "asserted", ``},
			{"somebody accuses the company or the man", ``, "accuses", `Kaspersky`, "asserted alleged", ``},
			{"the accusation is denied", ``, "accuses", `Kaspersky`, "denied", `Kaspersky`},
			{"Leif Jensen works for the company", `Leif Jensen`, "leads worksFor", company, "asserted", ``},
			{"Stephanie Ferguson works for the company", `Stephanie Ferguson`, "worksFor spokespersonFor", company, "asserted", ``},
			// that ties to Russian intelligence are alleged is found and held too unsure to store: 0.4
			{"ties to governments are denied", company, "linkedTo", ``, "denied", `Kaspersky`},
			{"the company criticizes the medium", company, "criticizes", `(?i)buzzfeed`, "asserted", ``},
		} {
			match := func(pattern, s string) bool { return regexp.MustCompile(pattern).MatchString(s) }
			if !slices.ContainsFunc(claims, func(c statement) bool {
				return slices.Contains(strings.Fields(want.predicates), c.predicate) && slices.Contains(strings.Fields(want.stances), string(c.Stance)) &&
					match(want.subject, c.subject) && match(want.object, c.object) && match(want.holder, c.holder)
			}) {
				t.Errorf("missing: %s", want.name)
			}
		}
		if t.Failed() {
			for _, c := range claims {
				t.Logf("%s(%s, %s) %s by %q: %s", c.predicate, c.subject, c.object, c.Stance, c.holder, c.quote)
			}
		}
	})
	t.Run("identity", func(t *testing.T) {
		kaspersky := map[string][]string{}
		for _, e := range entities {
			if strings.Contains(e.Name(), "Kaspersky") {
				kaspersky[e.Type()] = append(kaspersky[e.Type()], e.IRI().String())
			}
		}
		if len(kaspersky["Company"]) != 1 || len(kaspersky["Person"]) != 1 {
			t.Errorf("want one company and one man, have %v", kaspersky)
		}
	})
	t.Run("noise", func(t *testing.T) {
		for _, c := range claims {
			if regexp.MustCompile(`Annonce|Newsfeed|Subscribe|mediabank|Sputnik International|log in|latest news`).MatchString(c.quote) {
				t.Errorf("%s(%s, %s) comes from navigation: %s", c.predicate, c.subject, c.object, c.quote)
			}
		}
	})
	t.Run("path", func(t *testing.T) {
		langs := map[string]bool{}
		var answer any
		if err := json.Unmarshal([]byte(newsgraph(t, exitDone, "path", "--json", "--db", db, "Leif Jensen", "Department of Homeland Security")), &answer); err != nil {
			t.Fatal(err)
		}
		collect(answer, "lang", langs)
		if !langs["da"] || !langs["en"] {
			t.Errorf("want a Danish and an English quote on the path, have %v", langs)
		}
	})
	t.Run("export", func(t *testing.T) { checkExport(t, db) })
}

// collect gathers the strings under key anywhere in a JSON value.
func collect(v any, key string, into map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if s, ok := x.(string); ok && k == key {
				into[s] = true
			}
			collect(x, key, into)
		}
	case []any:
		for _, x := range v {
			collect(x, key, into)
		}
	}
}

// checkExport demands sorted N-Quads, one a line, that an independent parser
// takes without a warning and that give the same export when imported.
func checkExport(t *testing.T, db string) {
	nquads := newsgraph(t, exitDone, "export", "--db", db)
	lines := strings.Split(strings.TrimSuffix(nquads, "\n"), "\n")
	if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) {
		t.Error("the export is not sorted, or has a line twice")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "export.nq")
	if err := os.WriteFile(file, []byte(nquads), 0o644); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again.db")
	newsgraph(t, exitDone, "import", "--db", again, file)
	if newsgraph(t, exitDone, "export", "--db", again) != nquads {
		t.Error("import and export again give something else")
	}
	serdi, err := exec.LookPath("serdi")
	if err != nil {
		t.Log("serdi (Debian package serdi) is not installed: no second opinion on the syntax")
		return
	}
	cmd := exec.Command(serdi, "-q", "-i", "nquads", "-o", "nquads", file)
	var errw bytes.Buffer
	cmd.Stderr = &errw
	out, err := cmd.Output()
	if err != nil || errw.Len() > 0 {
		t.Errorf("serdi: %v %s", err, errw.String())
	}
	if n := strings.Count(string(out), "\n"); n != len(lines) {
		t.Errorf("serdi reads %d quads of %d", n, len(lines))
	}
}

// The examples of the repository answer the questions of the README's tour.
func TestExamples(t *testing.T) {
	db := filepath.Join(t.TempDir(), "examples.db")
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	newsgraph(t, exitDone, "load", "--db", db, examples)
	claims, _ := readClaims(t, db)
	denied := 0
	for _, c := range claims {
		if c.Stance == schema.Denied {
			denied++
		}
	}
	if denied < 3 {
		t.Errorf("%d denied claims, want at least 3", denied)
	}
	langs := map[string]bool{}
	var answer any
	if err := json.Unmarshal([]byte(newsgraph(t, exitDone, "path", "--json", "--db", db, "Fiona Rennick", "Department of Homeland Security")), &answer); err != nil {
		t.Fatal(err)
	}
	if collect(answer, "lang", langs); len(langs) == 0 {
		t.Errorf("no path between the two stories")
	}
	checkExport(t, db)
}

// An article that is taken out leaves nothing behind: the export is that of a
// store that never saw it, also where both articles name the same entities.
func TestRemovedExample(t *testing.T) {
	dir := t.TempDir()
	never, both := filepath.Join(dir, "never.db"), filepath.Join(dir, "both.db")
	one, err := filepath.Abs(filepath.Join("..", "..", "examples", "dalsgaard-gaar.html"))
	if err != nil {
		t.Fatal(err)
	}
	two := filepath.Join(filepath.Dir(one), "rennick-interview.txt")
	newsgraph(t, exitDone, "load", "--db", never, one)
	newsgraph(t, exitDone, "load", "--db", both, two, one)
	var stored []string
	for line := range strings.Lines(newsgraph(t, exitDone, "export", "--db", both)) {
		if m := regexp.MustCompile(`^<urn:newsgraph:article/(rennick-[^>]+)> <urn:newsgraph:id>`).FindStringSubmatch(line); m != nil {
			stored = append(stored, m[1])
		}
	}
	if len(stored) != 1 {
		t.Fatalf("ids of the article: %v", stored)
	}
	newsgraph(t, exitDone, "remove", "--db", both, stored[0])
	if newsgraph(t, exitDone, "export", "--db", both) != newsgraph(t, exitDone, "export", "--db", never) {
		t.Error("the removed article has left something behind")
	}
}
