package graph

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"

	"github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
)

// DamagedFile is a file of a store that is not as it was written.
type DamagedFile struct {
	Name string `json:"name"`
	What string `json:"what"`
}

// LostArticle is an article that can not be saved whole. Of what can not be
// read any more the fields are empty.
type LostArticle struct {
	IRI   string `json:"iri"`
	ID    string `json:"id,omitempty"`
	Title string `json:"title,omitempty"`
	URL   string `json:"url,omitempty"`
}

// Damage says what is damaged in a store and what is lost with it.
type Damage struct {
	Cause    string        `json:"cause"`    // why the store can not be opened, "" if it can
	Files    []DamagedFile `json:"files"`    // that are damaged or missing
	Articles []LostArticle `json:"articles"` // to be loaded again
	Unnamed  int           `json:"unnamed"`  // articles to be loaded again whose names can not be read
	Saved    int64         `json:"saved"`    // quads that can be read and belong to something whole
	Loose    int64         `json:"loose"`    // of these, in graphs that no load made: some may be missing unseen
	Quads    int64         `json:"quads"`    // that the store held; -1 if that is not known
	Whole    bool          `json:"whole"`    // all of it can be saved: the digest is right
}

// salvage reads all tables and logs of a folder as files, without manifest, and
// keeps the newest version of everything in a scratch database. A quad is kept
// once, for whichever of its four indexes can be read; a term for either way of
// the dictionary.
//
//	q GSPO  -      a quad        n ID  TERM     x ID  what is remembered of graph ID, t ID  its text, l ID  its origins
type salvage struct {
	dir      string
	scratch  *pebble.DB
	damage   Damage
	counters *meta // the newest that were found
	lines    []ackLine
}

// newest is the merge operator of the scratch database: the value is a rank,
// a kind and a value, and the newest wins.
type newest struct{ best []byte }

const newestHead = 17

func newestRank(b []byte) rank {
	return rank{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

func (n *newest) MergeNewer(b []byte) error {
	if n.best == nil || newestRank(b).newer(newestRank(n.best)) {
		n.best = bytes.Clone(b)
	}
	return nil
}
func (n *newest) MergeOlder(b []byte) error { return n.MergeNewer(b) }

func (n *newest) Finish(bool) ([]byte, io.Closer, error) { return n.best, nil, nil }

// newSalvage reads the store in dir into a scratch database in folder tmp.
func newSalvage(ctx context.Context, dir, tmp string) (s *salvage, err error) {
	s = &salvage{dir: dir, damage: Damage{Quads: -1, Files: []DamagedFile{}, Articles: []LostArticle{}}}
	s.scratch, err = pebble.Open(tmp, &pebble.Options{
		DisableWAL:   true,
		MemTableSize: memTableBytes,
		Logger:       silent{newDisk()},
		Merger: &pebble.Merger{Name: "newsgraph.newest", Merge: func(_, v []byte) (pebble.ValueMerger, error) {
			n := &newest{}
			return n, n.MergeNewer(v)
		}},
	})
	if err != nil {
		return nil, err
	}
	if s.lines, err = readRecord(vfs.Default, dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		s.bad(acknowledgedFile, "no line of it is whole")
	}
	if err := s.readFiles(ctx); err != nil {
		return nil, errors.Join(err, s.scratch.Close())
	}
	return s, nil
}

func (s *salvage) close() error { return s.scratch.Close() }

func (s *salvage) bad(name, what string) {
	s.damage.Files = append(s.damage.Files, DamagedFile{name, what})
}

// readFiles pours the tables and logs into the scratch database. Where the
// manifest can be trusted, it says which tables count.
func (s *salvage) readFiles(ctx context.Context) error {
	live, seqs := s.manifest()
	names, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	raw := newRawReader()
	batch := s.scratch.NewBatch()
	defer func() { batch.Close() }()
	put := func(e entry) error {
		if err := s.put(batch, e); err != nil || batch.Len() < 1<<20 {
			return err
		}
		err := s.scratch.Apply(batch, pebble.NoSync)
		batch.Reset()
		return err
	}
	for _, f := range names {
		path, what := filepath.Join(s.dir, f.Name()), ""
		switch n := fileNumber(path); filepath.Ext(path) {
		case ".sst":
			if live != nil && !live[n] {
				continue
			}
			delete(live, n)
			what, err = raw.table(ctx, path, seqs[n], put)
		case ".log":
			what, err = raw.log(ctx, path, put)
		}
		if err != nil {
			return err
		}
		if what != "" {
			s.bad(f.Name(), what)
		}
	}
	return s.scratch.Apply(batch, pebble.NoSync)
}

// manifest lists the tables that count, nil if the manifest can not be
// trusted, and the sequence numbers of those that were taken in whole. It notes
// why the store can not be opened.
func (s *salvage) manifest() (live map[uint64]bool, seqs map[uint64]uint64) {
	d := newDisk()
	d.dir = s.dir
	o := pebbleOptions(Options{ReadOnly: true}, d)
	o.ErrorIfNotExists = true
	var db *pebble.DB
	err := d.run(func() (err error) {
		db, err = pebble.Open(s.dir, o)
		return err
	})
	if err != nil {
		s.damage.Cause = err.Error()
		return nil, nil
	}
	defer db.Close()
	m, err := readMeta(db)
	if err == nil {
		err = was{lines: s.lines}.fits(m, recordFormat)
	}
	if err != nil {
		s.damage.Cause = err.Error()
		return nil, nil
	}
	levels, err := db.SSTables()
	if err != nil {
		s.damage.Cause = err.Error()
		return nil, nil
	}
	live, seqs = map[uint64]bool{}, map[uint64]uint64{}
	for _, level := range levels {
		for _, t := range level {
			n := uint64(t.BackingSSTNum)
			live[n] = true
			if t.SmallestSeqNum == t.LargestSeqNum {
				seqs[n] = uint64(t.SmallestSeqNum)
			}
		}
	}
	return live, seqs
}

// put notes one version of a key, if it is of use.
func (s *salvage) put(b *pebble.Batch, e entry) error {
	set := e.kind == pebble.InternalKeyKindSet || e.kind == pebble.InternalKeyKindSetWithDelete
	if len(e.key) == 0 || !set && e.kind != pebble.InternalKeyKindDelete && e.kind != pebble.InternalKeyKindSingleDelete {
		return nil
	}
	key, value := e.key, e.value
	switch e.key[0] {
	case famSPOG, famPOSG, famOPSG, famGSPO:
		if len(key) != 1+4*idLen {
			return nil
		}
		q := parseQuadKey(key)
		key = append([]byte{'q'}, quadKey(nil, famGSPO, q)[1:]...)
	case famTerm:
		if !set || len(value) != idLen || len(key) > 1+cutTerm && key[1+cutTerm] == longMark {
			return nil
		}
		key, value = nodeKey(getID(value)), key[1:]
	case famMeta:
		if m, ok := decodeMeta(value); ok && set && (s.counters == nil || m.writes > s.counters.writes) {
			s.counters = &m
		}
		return nil
	case famNode, famMade, famText, famOrigin:
		if len(key) != 1+idLen {
			return nil
		}
	default:
		return nil
	}
	v := binary.BigEndian.AppendUint64(nil, e.rank.seq)
	v = binary.BigEndian.AppendUint64(v, e.rank.file)
	kind := byte(0)
	if set {
		kind = 1
	}
	return b.Merge(key, append(append(v, kind), value...), nil)
}

// get is the newest value of a key; false if it was deleted or never read.
func (s *salvage) get(key []byte) ([]byte, bool, error) {
	v, c, err := s.scratch.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer c.Close()
	return bytes.Clone(v[newestHead:]), v[newestHead-1] == 1, nil
}
