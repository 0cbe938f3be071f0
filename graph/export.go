package graph

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"newsgraph/schema"
)

// ExportOptions choose what Export writes; the zero value is everything.
type ExportOptions struct {
	Article  schema.IRI        // only this graph
	Progress func(quads int64) // called now and then, if set
}

// Export writes quads as canonical N-Quads, sorted, one a line, and returns
// how many. Its memory is that of the subject with the most quads. If what was
// written is not what the store's digest says, that is an error, ErrDamaged.
func (v *View) Export(ctx context.Context, w io.Writer, o ExportOptions) (n int64, err error) {
	graph := ""
	if !o.Article.IsZero() {
		graph = o.Article.NT()
	}
	out := bufio.NewWriterSize(w, 1<<16)
	var line []byte
	var sum Digest
	err = v.sorted(ctx, func(terms [4]string) error {
		if graph != "" && terms[dirG] != graph {
			return nil
		}
		if n++; n%progressEvery == 0 && o.Progress != nil {
			o.Progress(n)
		}
		line = appendLine(line[:0], terms)
		sum = sum.plus(lineDigest(line))
		_, err := out.Write(line)
		return err
	})
	if err == nil {
		err = out.Flush()
	}
	if m := v.r.meta(); err == nil && graph == "" && !m.old && (n != m.quads || sum != m.digest) {
		err = damagef("these are %d quads with digest %s, the store should hold %d with %s", n, sum, m.quads, m.digest)
	}
	if err != nil {
		return n, fmt.Errorf("export: %w", err)
	}
	return n, nil
}

// progressEvery is how many quads lie between two reports of progress.
const progressEvery = 10000

// sorted walks all quads, as terms, in canonical order. Comparing term by term
// gives the order of the lines: no term is a prefix of another, save where the
// next character is a space, the smallest that a line has.
func (v *View) sorted(ctx context.Context, f func([4]string) error) error {
	c, err := v.r.cursor()
	if err != nil {
		return err
	}
	defer c.done()
	if ok, err := c.seek([]byte{famSPOG}); err != nil || !ok {
		return err
	}
	if ok, err := c.skip(putID([]byte{famSPOG}, literalBit)); err != nil || ok {
		if ok {
			err = fmt.Errorf("a quad has a literal as subject (a Cayley program wrote it); remove it")
		}
		return err
	}
	return v.dictionary(ctx, '<', func(s named) error {
		rows, err := v.rows(c, s)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := f(row); err != nil {
				return err
			}
		}
		return nil
	})
}

// rows are the quads of one subject in canonical order.
func (v *View) rows(c *cursor, s named) (rows [][4]string, err error) {
	ok, err := c.seek(putID([]byte{famSPOG}, s.id))
	for ; ok && err == nil; ok, err = c.next() {
		q := parseQuadKey(c.key)
		row := [4]string{dirS: s.nt}
		for d := dirP; d <= dirG; d++ {
			if q[d] == 0 {
				continue
			}
			if row[d], err = v.r.term(q[d]); err != nil {
				return nil, err
			}
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b [4]string) int { return slices.Compare(a[1:], b[1:]) })
	return rows, err
}

// dictionary walks the terms from the first one at or after from, in canonical
// order. Keys of long terms are cut; those that share the cut are put in order
// here.
func (v *View) dictionary(ctx context.Context, from byte, f func(named) error) error {
	c, err := v.r.cursor()
	if err != nil {
		return err
	}
	defer c.done()
	var group []named
	var shared []byte // what the keys of group begin with
	flush := func() error {
		slices.SortFunc(group, func(a, b named) int { return strings.Compare(a.nt, b.nt) })
		for _, n := range group {
			if err := f(n); err != nil {
				return err
			}
		}
		group = group[:0]
		return ctx.Err()
	}
	if _, err := c.seek([]byte{famTerm}); err != nil {
		return err
	}
	ok, err := c.skip([]byte{famTerm, from})
	for ; ok && err == nil; ok, err = c.next() {
		head := c.key[1:min(len(c.key), 1+cutTerm)]
		if len(c.key) <= 1+cutTerm || !bytes.Equal(head, shared) {
			if err := flush(); err != nil {
				return err
			}
			shared = append(shared[:0], head...)
		}
		n := named{}
		b, err := c.value()
		if err != nil {
			return err
		}
		if len(b) != idLen {
			return fmt.Errorf("read store: term %.60q has a bad id; run verify", c.key[1:])
		}
		n.id = getID(b)
		if len(c.key) > 1+cutTerm && c.key[1+cutTerm] == longMark {
			if n.nt, err = v.r.term(n.id); err != nil {
				return err
			}
		} else {
			n.nt = string(c.key[1:])
		}
		group = append(group, n)
	}
	if err != nil {
		return err
	}
	return flush()
}
