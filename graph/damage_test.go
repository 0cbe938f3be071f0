package graph

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsgraph/schema"
)

// Faults of reading: files of a store are damaged one at a time, and whatever
// is asked then must end in the right answer or in an error, in time.
// NEWSGRAPH_FAULTS sets how many; docs/reliability.md says what 500 gave.
const (
	faultsEnv   = "NEWSGRAPH_FAULTS"
	faultLimit  = 30 * time.Second
	quickFaults = 60
)

// fault is one damage to a file.
type fault struct {
	name string
	do   func(r *rand.Rand, b []byte) []byte // nil removes the file
}

var faults = []fault{
	{"flip", func(r *rand.Rand, b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b }},
	{"cut", func(r *rand.Rand, b []byte) []byte { return b[:r.IntN(len(b))] }},
	{"zero", func(r *rand.Rand, b []byte) []byte {
		from := r.IntN(len(b))
		clear(b[from:min(len(b), from+1+r.IntN(4096))])
		return b
	}},
	{"remove", func(*rand.Rand, []byte) []byte { return nil }},
}

// faultWorld is a folder of a store and what it holds.
type faultWorld struct {
	dir, export string
	articles    map[string]string // export by IRI
}

// faultWorlds are stores in different states: closed, loaded in bulk and
// written over, and left by a crash with a log.
func faultWorlds(t *testing.T) (out []faultWorld) {
	for n := range 3 {
		s, err := Open(filepath.Join(t.TempDir(), "store"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if n == 1 {
			s.limits.batch = 50
			if _, err := s.Import(context.Background(), contributions(t, []int{60, 61, 62, 63}, 0)); err != nil {
				t.Fatal(err)
			}
		}
		for a := range 60 {
			replace(t, s, randomContribution(t, a%40, a/40))
		}
		if err := s.db.Flush(); err != nil {
			t.Fatal(err)
		}
		for a := range 10 {
			replace(t, s, randomContribution(t, 3*a, 2))
		}
		w := faultWorld{dir: s.dir, export: export(t, s), articles: map[string]string{}}
		for line := range strings.Lines(w.export) {
			g := line[strings.LastIndexByte(line, '<'):strings.LastIndexByte(line, '>')]
			w.articles[g[1:]] += line
		}
		if n == 2 {
			w.dir = filepath.Join(t.TempDir(), "crashed")
			if err := os.CopyFS(w.dir, os.DirFS(s.dir)); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		out = append(out, w)
	}
	return out
}

func TestReadFaults(t *testing.T) {
	count := quickFaults
	if n, err := strconv.Atoi(os.Getenv(faultsEnv)); err == nil {
		count = n
	} else if testing.Short() {
		count = quickFaults / 5
	}
	worlds := faultWorlds(t)
	r := rand.New(rand.NewPCG(5, uint64(count)))
	outcomes := map[string]int{} // of faults, and of articles when a store is repaired
	for n := range count {
		w := worlds[n%len(worlds)]
		dir := filepath.Join(t.TempDir(), "store")
		if err := os.CopyFS(dir, os.DirFS(w.dir)); err != nil {
			t.Fatal(err)
		}
		f := faults[n/len(worlds)%len(faults)]
		what := damageFile(t, r, dir, f, n/len(worlds)/len(faults))
		end := time.AfterFunc(faultLimit, func() { panic(fmt.Sprintf("fault %d, %s: it hangs", n, what)) })
		err := w.tryReading(t, dir)
		outcome := "read"
		if err != nil {
			outcome = "refused"
		}
		if werr := w.tryWriting(t, dir); werr == nil && err == nil {
			outcome = "written"
		}
		if err != nil {
			w.tryRepair(t, dir, what, outcomes)
		}
		end.Stop()
		if outcomes[f.name+" "+outcome]++; t.Failed() {
			t.Fatalf("fault %d, %s", n, what)
		}
	}
	t.Logf("%d faults: %v", count, outcomes)
}

// damageFile damages the n-th file of a store, of those that can be.
func damageFile(t *testing.T, r *rand.Rand, dir string, f fault, n int) string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, entries[n%len(entries)].Name())
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n++
		if len(b) == 0 && f.name != "remove" {
			continue
		}
		if b = f.do(r, b); b == nil {
			err = os.Remove(path)
		} else {
			err = os.WriteFile(path, b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
		return f.name + " " + filepath.Base(path)
	}
}

// tryReading asks what commands ask. What is no error must be right.
func (w faultWorld) tryReading(t *testing.T, dir string) error {
	s, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = errors.Join(w.askAll(t, s), s.Close())
	report, verr := Verify(context.Background(), dir)
	switch {
	case verr != nil:
		t.Errorf("verify gives up: %v", verr)
	case err != nil && report.Found == 0:
		t.Errorf("verify finds nothing, but reading says %v", err)
	case report.Found == 0 && report.Articles != int64(len(w.articles)):
		t.Errorf("verify finds %d articles and no problem", report.Articles)
	}
	return err
}

func (w faultWorld) askAll(t *testing.T, s *Store) error {
	ctx := context.Background()
	v, err := s.View()
	if err != nil {
		return err
	}
	defer v.Close()
	var b strings.Builder
	if _, err := v.Export(ctx, &b, ExportOptions{}); err != nil {
		return err
	}
	if b.String() != w.export {
		t.Error("the export is another one, and no error")
	}
	stats, err := v.Stats(ctx)
	if err != nil {
		return err
	}
	n := 0
	for a, err := range v.Articles(ctx) {
		if err != nil {
			return err
		}
		if _, ok := w.articles[a.IRI().String()]; !ok {
			t.Errorf("there is an article %s", a.ID)
		}
		n++
	}
	claims := int64(0)
	for _, err := range v.Claims(ctx, ClaimFilter{}) {
		if err != nil {
			return err
		}
		claims++
	}
	if n != len(w.articles) || stats.Articles != int64(n) || stats.Claims == 0 || claims == 0 {
		t.Errorf("%d articles, %d and %d claims in %+v", n, len(w.articles), claims, stats)
	}
	return nil
}

// tryWriting opens the store for writing, writes, and looks again.
func (w faultWorld) tryWriting(t *testing.T, dir string) error {
	copied := dir + "-written"
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(copied, Options{})
	if err != nil {
		return err
	}
	_, err = s.Replace(context.Background(), randomContribution(t, 77, 0))
	if err == nil {
		_, err = s.Remove(context.Background(), schema.ArticleIRI("art 77"))
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return err
	}
	if s, err = Open(copied, Options{ReadOnly: true}); err != nil {
		return err
	}
	return errors.Join(w.askAll(t, s), s.Close())
}

// tryRepair saves what can be read: each article as it was, or it is listed.
func (w faultWorld) tryRepair(t *testing.T, dir, what string, outcomes map[string]int) {
	out := dir + "-repaired"
	d, err := Repair(context.Background(), dir, out)
	if err != nil {
		t.Errorf("repair: %v", err)
		return
	}
	if strings.HasSuffix(what, ".sst") && len(d.Files) == 0 && d.Cause == "" {
		t.Errorf("repair names no file: %+v", d)
	}
	s, err := Open(out, Options{ReadOnly: true})
	if err != nil {
		t.Error(err)
		return
	}
	defer s.Close()
	if d.Loose == 0 {
		wantSound(t, s)
	}
	saved := map[string]string{}
	for line := range strings.Lines(export(t, s)) {
		g := line[strings.LastIndexByte(line, '<')+1 : strings.LastIndexByte(line, '>')]
		saved[g] += line
	}
	lost := 0
	for iri, text := range w.articles {
		listed := slices.ContainsFunc(d.Articles, func(l LostArticle) bool { return l.IRI == iri })
		switch {
		case saved[iri] == text:
			outcomes["articles saved"]++
		case listed:
			outcomes["articles listed"]++
		default:
			outcomes["articles counted"]++ // by the number of quads that are missing
		}
		if saved[iri] == "" {
			lost++
		}
		if imported := iri >= schema.ArticleIRI("art 60").String(); saved[iri] != "" && saved[iri] != text && !imported {
			t.Errorf("%s was saved as it never was", iri)
		}
		if saved[iri] == "" && !listed && d.Unnamed == 0 && d.Saved == d.Quads {
			t.Errorf("%s is neither saved nor listed", iri)
		}
	}
	if d.Whole != (lost == 0 && export(t, s) == w.export) {
		t.Errorf("whole: %v, but %d articles are lost", d.Whole, lost)
	}
}

// Damage that only a compaction meets, for which nobody waits, is told too.
func TestDamageMetByCompaction(t *testing.T) {
	dir := closedStore(t, 30)
	table := glob(t, dir, "*.sst")
	info, err := os.Stat(table)
	if err != nil {
		t.Fatal(err)
	}
	flip(t, table, int(info.Size())/2)
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	end := time.AfterFunc(faultLimit, func() { panic("it hangs") })
	defer end.Stop()
	ctx := context.Background()
	_, err = s.Replace(ctx, randomContribution(t, 50, 0))
	hurry, cancel := context.WithTimeout(ctx, time.Second) // Pebble tries again and again
	defer cancel()
	err = errors.Join(err, s.db.Flush(), s.db.Compact(hurry, []byte{0}, []byte{0xFF}, false))
	if err == nil {
		t.Fatal("nothing met the damage")
	}
	if _, err := s.Replace(ctx, randomContribution(t, 51, 0)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a write after it: %v", err)
	}
	if _, err := s.View(); !errors.Is(err, ErrDamaged) {
		t.Errorf("a view after it: %v", err)
	}
	if err := s.Close(); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), filepath.Base(table)) {
		t.Errorf("close: %v", err)
	}
}
