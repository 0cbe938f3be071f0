package graph

import (
	"strconv"

	"github.com/cockroachdb/pebble/v2"
)

// upgrade makes a store of an older format one of ours: it gets the digest of
// its quads and of each article, forgets what articles were made from (another
// program made them), and last the new version. A crash before that leaves an old store, which the
// next writer upgrades.
func (s *Store) upgrade(version int) error {
	m := *s.meta.Load()
	if m.old {
		b := s.db.NewBatch()
		defer b.Close()
		var sum quadSum
		err := s.own.digests(&sum, func(g id, sum quadSum) error {
			source, err := s.own.made(g)
			if err == nil && len(source) > 0 { // it is just what an article says
				err = b.Set(sourceKey(g), sum.digest.append(nil), nil)
			}
			return err
		})
		if err != nil {
			return err
		}
		m.digest, m.old = sum.digest, false
		if err := b.Set([]byte{famMeta}, m.encode(), nil); err != nil {
			return err
		}
		if err := s.disk.run(func() error { return s.db.Apply(b, pebble.Sync) }); err != nil {
			return err
		}
		s.meta.Store(&m)
	}
	record, err := newRecord(s.disk.FS, s.dir, m, nil)
	if err != nil {
		return err
	}
	if s.record = record; version < formatVersion {
		return raiseFormat(s.dir)
	}
	return nil
}

// raiseFormat writes our version into the format file: one byte in place.
func raiseFormat(dir string) error {
	return writeFormat(dir, int64(len(formatText)), strconv.Itoa(formatVersion))
}

// quadSum is what is known of a set of quads: how many, and their digest.
type quadSum struct {
	n      int64
	digest Digest
}

func (s *quadSum) add(d Digest) { s.n, s.digest = s.n+1, s.digest.plus(d) }

// digests makes the digest of each named graph, in the order of their ids, and
// of all quads.
func (r *reader) digests(all *quadSum, graph func(g id, sum quadSum) error) error {
	var d quadDigester
	one := func(q quadIDs) (sum Digest, err error) {
		var terms [4]string
		for dir, i := range q {
			if i == 0 {
				continue
			}
			if terms[dir], err = r.term(i); err != nil {
				return sum, err
			}
		}
		return d.of(terms), nil
	}
	var at id
	var sum quadSum
	end := func() error {
		if at == 0 {
			return nil
		}
		return graph(at, sum)
	}
	c, err := r.cursor()
	if err != nil {
		return err
	}
	defer c.done()
	ok, err := c.seek([]byte{famGSPO})
	for ; ok && err == nil; ok, err = c.next() {
		q := parseQuadKey(c.key)
		if q[dirG] != at {
			if err := end(); err != nil {
				return err
			}
			at, sum = q[dirG], quadSum{}
		}
		digest, err := one(q)
		if err != nil {
			return err
		}
		sum.add(digest)
		all.add(digest)
	}
	if err == nil {
		err = end()
	}
	if err != nil {
		return err
	}
	ok, err = c.seek([]byte{famSPOG})
	for ; ok && err == nil; ok, err = c.next() {
		if q := parseQuadKey(c.key); q[dirG] == 0 {
			digest, err := one(q)
			if err != nil {
				return err
			}
			all.add(digest)
		}
	}
	return err
}
