package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

func verify(t testing.TB, s *Store) VerifyReport {
	t.Helper()
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	r, err := v.Verify(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantSound(t testing.TB, s *Store) VerifyReport {
	t.Helper()
	r := verify(t, s)
	for _, p := range r.Problems {
		t.Error("verify:", p)
	}
	return r
}

func TestVerifyFindsDamage(t *testing.T) {
	s := openTest(t, Options{})
	var last schema.Contribution
	for n := range 4 {
		last = randomContribution(t, n, 0)
		replace(t, s, last)
	}
	if r := wantSound(t, s); r.Articles != 4 || r.Claims == 0 || r.Quads == 0 || r.Terms == 0 {
		t.Fatalf("sound store: %+v", r)
	}
	firstKey := func(prefix []byte) []byte {
		c, err := s.live.cursor()
		if err != nil {
			t.Fatal(err)
		}
		defer c.done()
		if ok, err := c.seek(prefix); !ok || err != nil {
			t.Fatal(ok, err)
		}
		return c.key
	}
	claim, err := s.live.lookup(last.Claims[0].IRI().NT())
	if err != nil || claim == 0 {
		t.Fatal(claim, err)
	}
	for _, damage := range []struct {
		name   string
		prefix []byte // the first key under it is deleted
		want   string
	}{
		{"index s", []byte{famSPOG}, "index s: lacks quad"},
		{"index p", []byte{famPOSG}, "index p: lacks quad"},
		{"index o", []byte{famOPSG}, "index o: lacks quad"},
		{"index g", []byte{famGSPO}, "index g: lacks quad"},
		{"term to id", []byte{famTerm}, "is not in the dictionary"},
		{"id to term", []byte{famNode}, "lacks id"},
		{"name", []byte{famWord}, "index of names"},
		{"count", []byte{famCount, dirO}, "count of objects: there is none"},
	} {
		t.Run(damage.name, func(t *testing.T) {
			key := firstKey(damage.prefix)
			v, closer, err := s.db.Get(key)
			if err != nil {
				t.Fatal(err)
			}
			old := append([]byte{}, v...)
			closer.Close()
			if err := s.db.Delete(key, pebble.NoSync); err != nil {
				t.Fatal(err)
			}
			r := verify(t, s)
			if !strings.Contains(fmt.Sprint(r.Problems), damage.want) {
				t.Errorf("got %v, want %q", r.Problems, damage.want)
			}
			if err := s.db.Set(key, old, pebble.NoSync); err != nil {
				t.Fatal(err)
			}
			wantSound(t, s)
		})
	}
	for _, part := range []schema.IRI{schema.QuoteIRI, schema.SubjectIRI, schema.StanceIRI} {
		t.Run("claim without "+part.String(), func(t *testing.T) {
			quads, err := last.Quads()
			if err != nil {
				t.Fatal(err)
			}
			var fewer []schema.Quad
			for _, q := range quads {
				if q.Subject != schema.Node(last.Claims[0].IRI()) || q.Predicate != part {
					fewer = append(fewer, q)
				}
			}
			if _, err := s.replace(context.Background(), last.Article.IRI(), fewer, kept{}); err != nil {
				t.Fatal(err)
			}
			if r := verify(t, s); !strings.Contains(fmt.Sprint(r.Problems), "needs exactly one") {
				t.Errorf("got %v", r.Problems)
			}
		})
	}
}

func TestBackup(t *testing.T) {
	s := openTest(t, Options{})
	for n := range 4 {
		replace(t, s, randomContribution(t, n, 0))
	}
	want := export(t, s)
	dir := t.TempDir() + "/copy"
	if err := s.Backup(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(context.Background(), dir); err == nil {
		t.Error("backed up over a folder that is there")
	}
	replace(t, s, randomContribution(t, 5, 0))
	for _, readOnly := range []bool{true, false} {
		c, err := Open(dir, Options{ReadOnly: readOnly})
		if err != nil {
			t.Fatal(err)
		}
		if got := export(t, c); got != want {
			t.Errorf("the copy differs")
		}
		wantSound(t, c)
		if readOnly { // a reader can make a backup too
			if err := c.Backup(context.Background(), dir+"2"); err != nil {
				t.Error(err)
			}
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}
