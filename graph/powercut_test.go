package graph

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"newsgraph/schema"
)

// A power cut loses what was written and not synced, or any part of it. The
// store is on a file system in memory that can do this.
func TestPowerCut(t *testing.T) {
	fs := vfs.NewCrashableMem()
	onDisk := func(t *testing.T, dir string, fs vfs.FS) *Store {
		d := newDisk()
		d.FS = fs
		s, err := open(dir, Options{}, d)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	dir := t.TempDir() // the lock is on the real disk
	if err := fs.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for at := dir; at != filepath.Dir(at); at = filepath.Dir(at) {
		if err := syncDir(fs, filepath.Dir(at)); err != nil {
			t.Fatal(err)
		}
	}
	s := onDisk(t, dir, fs)
	r := rand.New(rand.NewPCG(3, 4))
	ctx := context.Background()
	done := 0
	var cuts []*vfs.MemFS
	var states []int
	for n := range 120 {
		articles, version, remove := crashStep(n)
		var err error
		switch {
		case remove:
			_, err = s.Remove(ctx, schema.ArticleIRI(fmt.Sprint("art ", articles[0])))
		case len(articles) > 1:
			_, err = s.Import(ctx, contributions(t, articles, version))
		default:
			_, err = s.Replace(ctx, randomContribution(t, articles[0], version))
		}
		if err != nil {
			t.Fatal(err)
		}
		if done++; n%4 == 0 {
			cuts = append(cuts, fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: r.IntN(101), RNG: r}))
			states = append(states, done)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for i, cut := range cuts {
		s := onDisk(t, dir, cut)
		if got := export(t, s); got != crashState(t, states[i]) {
			t.Errorf("after %d steps and a power cut the store holds something else", states[i])
		}
		wantSound(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
