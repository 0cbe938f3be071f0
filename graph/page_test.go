package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"

	"newsgraph/schema"
)

func TestNearRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	random := func() id {
		i := id(r.Uint64N(1 << r.IntN(39)))
		if r.IntN(3) == 0 {
			i |= literalBit
		}
		return i
	}
	for n := range 200 {
		var w nearWriter
		var want [][3]id
		for range n {
			q := [3]id{random(), random(), random()}
			if len(want) > 0 && r.IntN(2) == 0 {
				q[0] = want[len(want)-1][0]
			}
			want = append(want, q)
			w.add(q[0], q[1], q[2])
		}
		var got [][3]id
		read := readNear(w.list)
		for read.next() {
			q := read.quad(nearKey{quadsOut, 1})
			got = append(got, [3]id{q[dirP], q[dirO], q[dirG]})
		}
		if read.bad || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte{})
	var value []byte
	m := pageMaker{emit: func(_ id, b []byte) error { value = append(value, b...); return nil }}
	m.add(5, 1, 2, 3)
	m.add(5, 1, literalBit|9, 3)
	m.add(pageNodes-1, maxID, maxID, 0)
	m.close()
	f.Add(value)
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := decodePage(b)
		if err != nil {
			return
		}
		for i := range id(pageNodes) {
			list, _ := p.list(i)
			for r := readNear(list); r.next(); {
				r.quad(nearKey{quadsIn, i})
			}
		}
	})
}

// around is what Cayley's iterators and Hops say of every node, in their order.
func around(t *testing.T, v *View, pages bool) (out []string) {
	t.Helper()
	if !pages {
		v.r.pages.Store(nil)
	} else if v.r.pages.Load() == nil {
		t.Fatal("no pages")
	}
	ctx := context.Background()
	qs := v.QuadStore()
	for n := id(1); n < v.r.meta().next; n++ {
		for _, i := range []id{n, n | literalBit} {
			for _, d := range []quad.Direction{quad.Subject, quad.Object} {
				it := qs.QuadIterator(d, nodeRef(i))
				for it.Next(ctx) {
					out = append(out, fmt.Sprint(d, i, it.Result()))
				}
				if err := it.Err(); err != nil {
					t.Fatal(err)
				}
				it.Close()
			}
			if err := v.Hops(ctx, NodeID(i), func(h Hop) bool { out = append(out, fmt.Sprint(i, h)); return true }); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// Pages change no answer, whatever mixture of loads, changes and crashes made
// them, and Verify holds them against the indexes.
func TestPagesSayWhatTheIndexesSay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	r := rand.New(rand.NewPCG(8, 8))
	hub := schema.MustIRI(schema.NS + "person/hub")
	open := func() *Store {
		s, err := Open(dir, Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		s.limits = tinyLimits
		return s
	}
	rounds := []int{0, 1, 2, 3, 4, 5}
	if testing.Short() {
		rounds = []int{1, 4} // a list below the limit, then one above it
	}
	for _, round := range rounds {
		s := open()
		quads := randomQuads(t, 300, uint64(round))
		for n := range maxNear + 20*round - 50 { // from below the limit of a list to above it
			o := schema.MustIRI(fmt.Sprintf("%sperson/%d-%d", schema.NS, round, n))
			quads = append(quads, schema.Quad{Subject: hub, Predicate: schema.MustIRI(schema.NS + "criticizes"), Object: o},
				schema.Quad{Subject: o, Predicate: schema.MustIRI(schema.NS + "criticizes"), Object: hub})
		}
		if _, err := s.Import(context.Background(), seq(quads)); err != nil {
			t.Fatal(err)
		}
		for range 8 {
			if n := r.IntN(12); r.IntN(3) == 0 {
				if _, err := s.Remove(context.Background(), schema.ArticleIRI(fmt.Sprint("art ", n))); err != nil {
					t.Fatal(err)
				}
			} else {
				replace(t, s, randomContribution(t, n, r.IntN(3)))
			}
		}
		wantSound(t, s) // while stale pages are gone
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open()
		wantSound(t, s)
		with, without := around(t, viewOf(t, s), true), around(t, viewOf(t, s), false)
		if !slices.Equal(with, without) {
			t.Fatalf("round %d: %d answers with pages, %d without", round, len(with), len(without))
		}
		for _, how := range []nearBy{quadsOut, quadsIn} {
			v := viewOf(t, s)
			err := v.r.scan(quadIDs{}, func(q quadIDs) error {
				i := q[order(how.family())[0]]
				if _, known, err := v.r.paged(how, i); err != nil || !known && (how == quadsOut || !i.literal()) && len(slices.Collect(quadsAround(t, v, how, i))) <= maxNear {
					return fmt.Errorf("node %d has no list in its page, %v", i, err)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func quadsAround(t *testing.T, v *View, how nearBy, i id) func(func(quadIDs) bool) {
	return func(yield func(quadIDs) bool) {
		var f quadIDs
		f[order(how.family())[0]] = i
		if err := v.r.scan(f, func(q quadIDs) error { yield(q); return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestVerifyFindsWrongPage(t *testing.T) {
	s := openTest(t, Options{})
	for n := range 4 {
		replace(t, s, randomContribution(t, n, 0))
	}
	if err := s.packPages(context.Background()); err != nil {
		t.Fatal(err)
	}
	wantSound(t, s)
	for _, how := range []nearBy{quadsOut, quadsIn} {
		c, err := s.live.cursor()
		if err != nil {
			t.Fatal(err)
		}
		if ok, err := c.seek(pageKey(nil, how, 0)[:1]); !ok || err != nil {
			t.Fatal(ok, err)
		}
		old, err := c.value()
		if err != nil {
			t.Fatal(err)
		}
		key := slices.Clone(c.key)
		c.done()
		for _, value := range [][]byte{old[:len(old)-1], make([]byte, pageNodes), slices.Repeat([]byte{1}, pageNodes)} {
			if err := s.db.Set(key, value, pebble.NoSync); err != nil {
				t.Fatal(err)
			}
			if r := verify(t, s); !strings.Contains(fmt.Sprint(r.Problems), "is not what the index has") {
				t.Errorf("page %x: %v", value, r.Problems)
			}
		}
		if err := s.db.Set(key, old, pebble.NoSync); err != nil {
			t.Fatal(err)
		}
	}
	wantSound(t, s)
}

// A store of the first format, which had no pages, is read as it is and raised
// by the first writer.
func TestOpenRaisesFormat(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	replace(t, s, randomContribution(t, 1, 0))
	want := export(t, s)
	if err := s.db.DeleteRange([]byte{famPageOut}, []byte{famPageIn + 1}, pebble.NoSync); err != nil {
		t.Fatal(err)
	}
	clear(s.stale)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, formatFile)
	if err := os.WriteFile(file, []byte(formatText+"1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, o := range []struct {
		Options
		version string
	}{{Options{ReadOnly: true}, "1"}, {Options{}, strconv.Itoa(formatVersion)}} {
		s, err := Open(dir, o.Options)
		if err != nil {
			t.Fatal(err)
		}
		if got := export(t, s); got != want {
			t.Errorf("%+v: the export differs", o)
		}
		wantSound(t, s)
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if b, err := os.ReadFile(file); err != nil || string(b) != formatText+o.version+"\n" {
			t.Errorf("%+v left %q, %v", o, b, err)
		}
	}
}
