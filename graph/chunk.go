package graph

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"
	"path/filepath"
	"slices"

	"newsgraph/schema"
)

// chunk numbers the terms of some quads; limits bound how many. On disk it
// becomes a sorted run of its terms, and its quads as the ranks of their terms
// in that run.
type chunk struct {
	seed  maphash.Seed
	slots []uint32 // open hash table of 1 + number of term; 0 is free
	text  []byte   // term keys, for long terms followed by the term
	ends  []uint32
	quads [][4]uint32 // numbers of terms; noTerm for no graph
	sums  []Digest    // of the quads
	buf   []byte
	line  []byte
}

const noTerm = ^uint32(0)

func newChunk() *chunk {
	return &chunk{seed: maphash.MakeSeed(), slots: make([]uint32, 1<<12)}
}

// reset makes c empty and keeps its memory.
func (c *chunk) reset() {
	clear(c.slots)
	c.text, c.ends, c.quads, c.sums = c.text[:0], c.ends[:0], c.quads[:0], c.sums[:0]
}

func (c *chunk) add(q schema.Quad, maxTerm int) error {
	row := [4]uint32{dirG: noTerm}
	c.line = c.line[:0]
	terms := [4]schema.Term{q.Subject, q.Predicate, q.Object}
	if q.Graph != nil {
		terms[dirG] = q.Graph
	}
	for d, t := range terms {
		if t == nil {
			continue
		}
		c.buf = appendRecord(c.buf[:0], t)
		_, nt := splitRecord(c.buf)
		if len(nt) > maxTerm {
			return termTooLong(string(nt), maxTerm)
		}
		c.line = append(append(c.line, nt...), ' ')
		row[d] = c.number(c.buf)
	}
	c.end(row)
	return nil
}

// end adds a quad whose terms are in line.
func (c *chunk) end(row [4]uint32) {
	c.quads = append(c.quads, row)
	c.sums = append(c.sums, lineDigest(append(c.line, ".\n"...)))
}

// addTerms is add for terms as they are in the dictionary; "" is no graph.
func (c *chunk) addTerms(terms [4]string, maxTerm int) error {
	row := [4]uint32{dirG: noTerm}
	c.line = c.line[:0]
	for d, nt := range terms {
		if nt == "" {
			continue
		}
		if len(nt) > maxTerm {
			return termTooLong(nt, maxTerm)
		}
		if c.buf = termKey(c.buf[:0], nt); len(nt) > longTerm {
			c.buf = append(c.buf, nt...)
		}
		c.line = append(append(c.line, nt...), ' ')
		row[d] = c.number(c.buf)
	}
	c.end(row)
	return nil
}

// appendRecord appends the record of a term: its key in the dictionary, and
// the term itself if the key is cut.
func appendRecord(b []byte, t schema.Term) []byte {
	b = append(b, famTerm)
	switch t := t.(type) {
	case schema.IRI:
		b = append(append(append(b, '<'), t.String()...), '>')
	case schema.Blank:
		b = append(append(b, "_:"...), t.String()...)
	default:
		b = append(b, t.NT()...)
	}
	if len(b) <= 1+longTerm {
		return b
	}
	nt := string(b[1:])
	return append(termKey(b[:0], nt), nt...)
}

// splitRecord takes a record apart again.
func splitRecord(r []byte) (key []byte, nt []byte) {
	const cutKey = 1 + cutTerm + 1 + 16
	if len(r) > cutKey && r[1+cutTerm] == longMark {
		return r[:cutKey], r[cutKey:]
	}
	return r, r[1:]
}

func (c *chunk) record(n int) []byte {
	from := uint32(0)
	if n > 0 {
		from = c.ends[n-1]
	}
	return c.text[from:c.ends[n]]
}

func (c *chunk) number(record []byte) uint32 {
	if 2*len(c.ends) >= len(c.slots) {
		c.grow()
	}
	mask := uint64(len(c.slots) - 1)
	for at := maphash.Bytes(c.seed, record) & mask; ; at = (at + 1) & mask {
		switch n := c.slots[at]; {
		case n == 0:
			c.text = append(c.text, record...)
			c.ends = append(c.ends, uint32(len(c.text)))
			c.slots[at] = uint32(len(c.ends))
			return uint32(len(c.ends) - 1)
		case bytes.Equal(c.record(int(n-1)), record):
			return n - 1
		}
	}
}

func (c *chunk) grow() {
	c.slots = make([]uint32, 4*len(c.slots))
	mask := uint64(len(c.slots) - 1)
	for n := range c.ends {
		at := maphash.Bytes(c.seed, c.record(n)) & mask
		for c.slots[at] != 0 {
			at = (at + 1) & mask
		}
		c.slots[at] = uint32(n + 1)
	}
}

// quadRecord is the bytes of a quad in a chunk's file: four ranks and a digest.
const quadRecord = 4*4 + digestLen

// chunkFiles is what chunks leave on disk: run i of terms, file i of quads,
// and, once the terms have ids, file i of ids by rank.
type chunkFiles struct {
	terms spill
	quads []string
}

// save writes c.
func (f *chunkFiles) save(ctx context.Context, c *chunk) error {
	sorted := make([]uint32, len(c.ends))
	for i := range sorted {
		sorted[i] = uint32(i)
	}
	slices.SortFunc(sorted, func(a, b uint32) int { return bytes.Compare(c.record(int(a)), c.record(int(b))) })
	if err := f.terms.add(ctx, len(sorted), func(i int) []byte { return c.record(int(sorted[i])) }); err != nil {
		return err
	}
	rank := make([]uint32, len(sorted))
	for r, n := range sorted {
		rank[n] = uint32(r)
	}
	path := filepath.Join(f.terms.dir, fmt.Sprintf("quads-%d", len(f.quads)))
	f.quads = append(f.quads, path)
	return writeFile(path, func(w *bufio.Writer) error {
		var b [quadRecord]byte
		for i, q := range c.quads {
			for d, n := range q {
				if n != noTerm {
					n = rank[n]
				}
				binary.LittleEndian.PutUint32(b[4*d:], n)
			}
			c.sums[i].append(b[:4*4])
			if _, err := w.Write(b[:]); err != nil {
				return err
			}
		}
		return nil
	})
}

func writeFile(path string, f func(*bufio.Writer) error) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := bufio.NewWriterSize(file, 1<<16)
	if err := f(w); err != nil {
		return err
	}
	return w.Flush()
}

func (f *chunkFiles) idsPath(n int) string {
	return filepath.Join(f.terms.dir, fmt.Sprintf("ids-%d", n))
}

// each calls do for all quads with the ids of their terms. One chunk's ids are
// in memory at a time.
func (f *chunkFiles) each(ctx context.Context, do func(quadIDs, Digest) error) error {
	for n, path := range f.quads {
		raw, err := os.ReadFile(f.idsPath(n))
		if err != nil {
			return err
		}
		if err := eachQuad(ctx, path, raw, do); err != nil {
			return err
		}
	}
	return nil
}

func eachQuad(ctx context.Context, path string, ids []byte, do func(quadIDs, Digest) error) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := bufio.NewReaderSize(file, 1<<16)
	var b [quadRecord]byte
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if _, err := io.ReadFull(in, b[:]); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		var q quadIDs
		for d := range q {
			if r := binary.LittleEndian.Uint32(b[4*d:]); r != noTerm {
				q[d] = getID(ids[idLen*int(r):])
			}
		}
		if err := do(q, readDigest(b[4*4:])); err != nil {
			return err
		}
	}
}
