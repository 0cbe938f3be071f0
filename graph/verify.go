package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
)

// Problem is something in a store that must not be.
type Problem struct {
	Where string `json:"where"` // index, term, quad or claim
	What  string `json:"what"`
}

// String is the problem in one line.
func (p Problem) String() string { return p.Where + ": " + p.What }

// VerifyReport says what Verify looked at and found.
type VerifyReport struct {
	Quads    int64     `json:"quads"`
	Terms    int64     `json:"terms"`
	Articles int64     `json:"articles"`
	Claims   int64     `json:"claims"`
	Texts    int64     `json:"texts"`    // articles whose text is kept
	Problems []Problem `json:"problems"` // the first MaxProblems
	Found    int64     `json:"found"`    // all problems
	Digest   string    `json:"digest"`   // of the quads, see Digest
	Damage   *Damage   `json:"damage,omitempty"`
}

// MaxProblems is how many problems a VerifyReport lists.
const MaxProblems = 100

// Verify reads the whole view: every quad is in all its indexes, every page is
// what they say, every term that a quad uses is in the dictionary both ways
// and in the index of names, nothing else is there, all counts and digests are right, every article's graph
// has its record, every text is the one that was stored and is indexed as it should be, and every claim of an article has its parts. Problems of the store are in the report; the error is for
// what kept Verify from looking.
func (v *View) Verify(ctx context.Context) (VerifyReport, error) {
	c := verifier{v: v, ctx: ctx, seed: maphash.MakeSeed()}
	c.report.Problems = []Problem{}
	for _, check := range []func() error{c.quads, c.pages, c.terms, c.counts, c.sources, c.texts, c.digests, c.articles} {
		err := check()
		if errors.Is(err, errNoTerm) { // this check ends, the others go on
			c.problem("dictionary", "%v", err)
			continue
		}
		if err != nil {
			return c.report, fmt.Errorf("verify: %w", err)
		}
	}
	return c.report, nil
}

type verifier struct {
	v      *View
	ctx    context.Context
	seed   maphash.Seed
	report VerifyReport
}

func (c *verifier) problem(where, format string, args ...any) {
	if c.report.Found++; c.report.Found <= MaxProblems {
		c.report.Problems = append(c.report.Problems, Problem{where, fmt.Sprintf(format, args...)})
	}
}

// walk calls f for each key and value of a family.
func (c *verifier) walk(prefix []byte, f func(cur *cursor) error) error {
	cur, err := c.v.r.cursor()
	if err != nil {
		return err
	}
	defer cur.done()
	ok, err := cur.seek(prefix)
	for ; ok && err == nil; ok, err = cur.next() {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if err := f(cur); err != nil {
			return err
		}
	}
	return err
}

// digest is a set's size and the sum of its members' hashes: equal sets have
// equal digests, and the order does not matter.
type digest struct {
	n   int64
	sum uint64
}

func (c *verifier) add(d *digest, key []byte) {
	d.n++
	d.sum += maphash.Bytes(c.seed, key)
}

// quads holds the four indexes against each other. Only where they differ it
// looks for the quads, which costs one read each.
func (c *verifier) quads() error {
	var all, labelled [4]digest
	for i, family := range []byte("spog") {
		var key []byte
		err := c.walk([]byte{family}, func(cur *cursor) error {
			if len(cur.key) != 1+4*idLen {
				c.problem("index "+string(family), "key %x has a wrong length", cur.key)
				return nil
			}
			q := parseQuadKey(cur.key)
			key = quadKey(key[:0], famSPOG, q)
			c.add(&all[i], key)
			if q[dirG] != 0 {
				c.add(&labelled[i], key)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	c.report.Quads = all[0].n
	if m := c.v.r.meta(); m.quads != all[0].n {
		c.problem("counters", "they say %d quads, there are %d", m.quads, all[0].n)
	}
	if all[1] == all[0] && all[2] == all[0] && all[3] == labelled[0] {
		return nil
	}
	for _, family := range []byte("spog") {
		err := c.walk([]byte{family}, func(cur *cursor) error { return c.siblings(cur.key) })
		if err != nil {
			return err
		}
	}
	return nil
}

// siblings reports the other indexes that lack the quad of key.
func (c *verifier) siblings(key []byte) error {
	if len(key) != 1+4*idLen {
		return nil
	}
	q := parseQuadKey(key)
	for _, other := range []byte(families(q)) {
		ok, err := c.v.r.has(quadKey(nil, other, q))
		if err != nil {
			return err
		}
		if !ok {
			c.problem("index "+string(other), "lacks quad %v, which index %c has", q, key[0])
		}
	}
	if key[0] == famGSPO && q[dirG] == 0 {
		c.problem("index g", "has quad %v, which is in no graph", q)
	}
	return nil
}

// terms holds the dictionary's two directions and the index of names against
// each other.
func (c *verifier) terms() error {
	var byTerm, byID, words, wantWords digest
	var key []byte
	err := c.walk([]byte{famNode}, func(cur *cursor) error {
		nt, err := cur.value()
		if err != nil {
			return err
		}
		i := getID(cur.key[1:])
		if _, err := decodeValue(string(nt)); err != nil {
			c.problem("term", "%v", err)
		} else if (nt[0] == '"') != i.literal() {
			c.problem("term", "%.60s has an id of the wrong kind", nt)
		} else if next := c.v.r.meta().next; i&^literalBit >= next {
			c.problem("term", "%.60s has id %d, but the next free one is %d", nt, i&^literalBit, next)
		}
		key = putID(termKey(key[:0], string(nt)), i)
		c.add(&byID, key)
		if ok, err := c.v.r.has(key[:len(key)-idLen]); err != nil || !ok {
			c.problem("term", "%.60s is not in the dictionary", nt)
		}
		if len(nt) > 0 {
			for _, k := range wordKeys(i, string(nt)) {
				c.add(&wantWords, k)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = c.walk([]byte{famTerm}, func(cur *cursor) error {
		b, err := cur.value()
		key = append(append(key[:0], cur.key...), b...)
		c.add(&byTerm, key)
		return err
	})
	if err != nil {
		return err
	}
	err = c.walk([]byte{famWord}, func(cur *cursor) error { c.add(&words, cur.key); return nil })
	c.report.Terms = byID.n
	if byTerm != byID {
		c.problem("dictionary", "its %d terms and its %d ids do not belong together", byTerm.n, byID.n)
	}
	if words != wantWords {
		c.problem("index of names", "has %d entries, or others than the %d it should have", words.n, wantWords.n)
	}
	if m := c.v.r.meta(); m.nodes != byID.n {
		c.problem("counters", "they say %d terms, there are %d", m.nodes, byID.n)
	}
	return err
}

// counts counts each direction again by the index that begins with it.
func (c *verifier) counts() error {
	var used digest // ids in quads, each once
	seen := map[int]func(id) (bool, error){}
	for d, family := range []byte("spog") {
		seen[d] = func(i id) (bool, error) {
			n, err := c.v.r.count(d, i)
			return n > 0, err
		}
		var at id
		var n int64
		next, err := c.countsOf(d)
		if err != nil {
			return err
		}
		check := func() error {
			if at == 0 {
				return nil
			}
			if err := next.expect(at, n); err != nil {
				return err
			}
			for earlier := range d { // count an id where it comes first
				if ok, err := seen[earlier](at); ok || err != nil {
					return err
				}
			}
			c.add(&used, nodeKey(at))
			if ok, err := c.v.r.has(nodeKey(at)); err != nil || !ok {
				c.problem("dictionary", "lacks id %d, which quads use", at)
				return err
			}
			return nil
		}
		err = c.walk([]byte{family}, func(cur *cursor) error {
			if i := getID(cur.key[1:]); i != at {
				if err := check(); err != nil {
					return err
				}
				at, n = i, 0
			}
			n++
			return nil
		})
		if err == nil {
			err = check()
		}
		if err == nil {
			err = next.expect(0, 0)
		}
		next.cur.done()
		if err != nil {
			return err
		}
	}
	if used.n != c.report.Terms {
		c.problem("dictionary", "has %d terms, quads use %d", c.report.Terms, used.n)
	}
	return nil
}

// countWalk steps through the stored counts of one direction in order of ids.
type countWalk struct {
	c      *verifier
	cur    *cursor
	dir    int
	ok     bool
	prefix []byte
}

func (c *verifier) countsOf(dir int) (*countWalk, error) {
	cur, err := c.v.r.cursor()
	if err != nil {
		return nil, err
	}
	w := &countWalk{c: c, cur: cur, dir: dir, prefix: []byte{famCount, byte(dir)}}
	w.ok, err = cur.seek(w.prefix)
	return w, err
}

// expect reports the counts before id i, and that of i unless it is n. With
// id 0 it reports all that are left.
func (w *countWalk) expect(i id, n int64) error {
	where := "count of " + []string{"subjects", "predicates", "objects", "graphs"}[w.dir]
	want := countKey(w.dir, i)
	for w.ok && (i == 0 || bytes.Compare(w.cur.key, want) < 0) {
		w.c.problem(where, "there is one for id %d, which no quad has", getID(w.cur.key[2:]))
		if err := w.step(); err != nil {
			return err
		}
	}
	if i == 0 {
		return nil
	}
	if !w.ok || !bytes.Equal(w.cur.key, want) {
		w.c.problem(where, "there is none for id %d, which %d quads have", i, n)
		return nil
	}
	b, err := w.cur.value()
	if err != nil {
		return err
	}
	if got, err := decodeCount(b); err != nil || got != n {
		w.c.problem(where, "it says %d for id %d, which %d quads have", got, i, n)
	}
	return w.step()
}

func (w *countWalk) step() (err error) {
	w.ok, err = w.cur.next()
	return err
}
