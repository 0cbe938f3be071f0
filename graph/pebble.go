package graph

import (
	"fmt"
	"io"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/bloom"
)

// Sizes for the zero value of Options.
const (
	defaultCacheBytes = 64 << 20
	memTableBytes     = 16 << 20
	indexBlockBytes   = 256 << 10 // large enough that a table needs no index of its index
)

// sum is the merge operator of counts. It is no DeletableValueMerger: with
// one, compactions of Pebble v2.1.7 panic (TestKillNine showed it). So whoever
// takes the last one off a count deletes it.
type sum struct{ n int64 }

func (s *sum) MergeNewer(b []byte) error {
	n, err := decodeCount(b)
	s.n += n
	return err
}
func (s *sum) MergeOlder(b []byte) error { return s.MergeNewer(b) }

func (s *sum) Finish(bool) ([]byte, io.Closer, error) { return encodeCount(s.n), nil, nil }

func pebbleOptions(o Options, d *disk) *pebble.Options {
	p := &pebble.Options{
		FormatMajorVersion: pebble.FormatNewest,
		MemTableSize:       memTableBytes,
		ReadOnly:           o.ReadOnly,
		FS:                 d,
		Logger:             silent{d},
		EventListener:      &pebble.EventListener{DataCorruption: d.corrupt, BackgroundError: d.background},
		Merger: &pebble.Merger{Name: "newsgraph.sum", Merge: func(_, v []byte) (pebble.ValueMerger, error) {
			s := &sum{}
			return s, s.MergeNewer(v)
		}},
	}
	for i := range p.Levels {
		p.Levels[i].FilterPolicy = bloom.FilterPolicy(10)
		p.Levels[i].IndexBlockSize = indexBlockBytes
	}
	return p
}

// silent drops Pebble's notes; its errors come back from the calls, or by the
// events (damage.go).
type silent struct{ d *disk }

func (silent) Infof(string, ...any)  {}
func (silent) Errorf(string, ...any) {}

// Fatalf must not return: Pebble calls it when going on would lose data.
func (s silent) Fatalf(format string, args ...any) { s.d.fail(fmt.Errorf(format, args...)) }
