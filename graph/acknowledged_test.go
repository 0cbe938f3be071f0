package graph

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math/bits"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"newsgraph/schema"
)

// closedStore is a store with n articles, closed.
func closedStore(t *testing.T, n int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for a := range n {
		replace(t, s, randomContribution(t, a, 0))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// glob is the only file of a store with such a name.
func glob(t *testing.T, dir, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	return names[0]
}

// A store whose manifest is gone is not made anew, by nobody.
func TestNeverMadeAnew(t *testing.T) {
	for _, pattern := range []string{"marker.manifest.*", "MANIFEST-*", acknowledgedFile, formatFile} {
		t.Run(pattern, func(t *testing.T) {
			dir := closedStore(t, 5)
			if err := os.Remove(glob(t, dir, pattern)); err != nil {
				t.Fatal(err)
			}
			before := listing(t, dir)
			for _, o := range []Options{{}, {ReadOnly: true}} {
				if _, err := Open(dir, o); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "--repair") {
					t.Errorf("%+v: %v", o, err)
				}
			}
			if after := listing(t, dir); strings.ReplaceAll(after, writerFile+" 0\n", "") != strings.ReplaceAll(before, writerFile+" 0\n", "") {
				t.Errorf("the files were changed:\n%s\nbefore\n%s", after, before)
			}
			d, err := Repair(context.Background(), dir, dir+"-new")
			if err != nil || len(d.Articles) > 0 || d.Unnamed > 0 || !d.Whole && pattern != acknowledgedFile {
				t.Errorf("repair: %+v, %v", d, err)
			}
		})
	}
}

// An end of the log that is gone is told, with the articles that were in it.
func TestLostLogTail(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for a := range 5 {
		replace(t, s, randomContribution(t, a, 0))
	}
	if _, err := s.Remove(context.Background(), schema.ArticleIRI("art 0")); err != nil {
		t.Fatal(err)
	}
	crashed := filepath.Join(t.TempDir(), "crashed")
	if err := os.CopyFS(crashed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	log := glob(t, crashed, "*.log")
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)*3/4] ^= 1
	if err := os.WriteFile(log, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {ReadOnly: true}, {}} {
		_, err := Open(crashed, o)
		var lost *LostError
		if !errors.As(err, &lost) || !errors.Is(err, ErrDamaged) || lost.Writes == 0 || !strings.Contains(err.Error(), "article/art%204>") {
			t.Fatalf("%+v: %v", o, err)
		}
	}
	d, err := Repair(context.Background(), crashed, crashed+"-new")
	if err != nil || d.Whole || len(d.Articles) == 0 {
		t.Fatalf("%+v, %v", d, err)
	}
	n, err := Open(crashed+"-new", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	if r := wantSound(t, n); int(r.Articles)+len(d.Articles) < 4 {
		t.Errorf("%d articles saved, %v lost", r.Articles, d.Articles)
	}
}

// What is written after the record, and before it can say so, is no damage.
func TestRecordBehind(t *testing.T) {
	dir := closedStore(t, 5)
	path := filepath.Join(dir, acknowledgedFile)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	for _, text := range []string{lines[0], lines[0] + lines[1][:20], strings.Join(lines[:3], "")} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		wantSound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// A long record is shortened, and goes on.
func TestRecordIsShortened(t *testing.T) {
	d := newDisk()
	dir := t.TempDir()
	r, err := newRecord(d.FS, dir, meta{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	m := meta{}
	for m.writes < 50 {
		m.writes++
		if err := r.add(m, "article <"+strings.Repeat("x", maxRecord/20)+">"); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.close(m); err != nil {
		t.Fatal(err)
	}
	lines, err := readRecord(d.FS, dir)
	if err != nil || len(lines) < 8 || lines[len(lines)-1].writes != 50 {
		t.Fatal(len(lines), err)
	}
}

// The digest is what the documentation says, for any way to the same quads.
func TestDigest(t *testing.T) {
	var want string
	for _, way := range []string{"articles", "another order", "import", "tables", "with detours"} {
		s := openTest(t, Options{})
		switch way {
		case "articles", "another order":
			for n := range 6 {
				if way != "articles" {
					n = 5 - n
				}
				replace(t, s, randomContribution(t, n, 0))
			}
		case "import", "tables":
			if way == "tables" {
				s.limits = tinyLimits
			}
			for _, part := range [][]int{{3, 1, 2}, {1, 0, 4, 5}} {
				if _, err := s.Import(context.Background(), contributions(t, part, 0)); err != nil {
					t.Fatal(err)
				}
			}
		default:
			for n := range 18 {
				replace(t, s, randomContribution(t, n%7, 2-n/7%3))
			}
			for n := range 6 {
				replace(t, s, randomContribution(t, n, 0))
			}
			if _, err := s.Remove(context.Background(), schema.ArticleIRI("art 6")); err != nil {
				t.Fatal(err)
			}
		}
		r := wantSound(t, s)
		if want == "" {
			want = digestOf(export(t, s))
		}
		if r.Digest != want {
			t.Errorf("%s: digest %s, want %s", way, r.Digest, want)
		}
	}
}

// digestOf is the definition in the comment of Digest.
func digestOf(export string) string {
	var hi, lo, carry uint64
	for line := range strings.Lines(export) {
		h := sha256.Sum256([]byte(line))
		lo, carry = bits.Add64(lo, binary.BigEndian.Uint64(h[8:]), 0)
		hi, _ = bits.Add64(hi, binary.BigEndian.Uint64(h[:]), carry)
	}
	return Digest{hi, lo}.String()
}

// A store of version 2 is read as it is, and the first writer upgrades it.
func TestUpgrade(t *testing.T) {
	dir := closedStore(t, 5)
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := export(t, s)
	m := *s.meta.Load()
	if err := s.db.Set([]byte{famMeta}, m.encode()[:oldMetaLen], s.sync); err != nil {
		t.Fatal(err)
	}
	g, err := s.own.lookup(schema.ArticleIRI("art 1").NT())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.db.Set(sourceKey(g), []byte("a source of an older program"), s.sync); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, acknowledgedFile)); err != nil {
		t.Fatal(err)
	}
	if err := writeFormat(dir, int64(len(formatText)), "2"); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{ReadOnly: true}, {}, {ReadOnly: true}, {}} {
		s, err := Open(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := export(t, s); got != want {
			t.Errorf("%+v: the export differs", o)
		}
		r := wantSound(t, s)
		if r.Digest != digestOf(want) {
			t.Errorf("%+v: digest %s", o, r.Digest)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, formatFile)); err != nil || string(b) != formatText+strconv.Itoa(formatVersion)+"\n" {
		t.Errorf("%q, %v", b, err)
	}
}

// Imports do not add to what a load will replace.
func TestImportIntoArticle(t *testing.T) {
	for name, l := range map[string]limits{"batch": defaultLimits, "tables": tinyLimits} {
		t.Run(name, func(t *testing.T) {
			s := openTest(t, Options{})
			s.limits = l
			c := randomContribution(t, 1, 0)
			replace(t, s, c)
			want := export(t, s)
			more := randomQuads(t, 100, 1)
			more[50].Graph = c.Article.IRI()
			_, err := s.Import(context.Background(), seq(more))
			if !errors.Is(err, ErrManaged) || !strings.Contains(err.Error(), c.Article.IRI().NT()) {
				t.Errorf("got %v", err)
			}
			if export(t, s) != want {
				t.Error("something was imported")
			}
			own, err := c.Quads()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Import(context.Background(), seq(own)); err != nil {
				t.Errorf("what is there already: %v", err)
			}
			wantSound(t, s)
		})
	}
}
