package graph

import (
	"bytes"
	"errors"
	"strings"

	"newsgraph/schema"
)

// pages makes every page that is there again. One that is not there is no
// fault.
func (c *verifier) pages() error {
	index, err := c.v.r.cursor()
	if err != nil {
		return err
	}
	defer index.done()
	for _, how := range []nearBy{quadsOut, quadsIn} {
		prefix := pageKey(nil, how, 0)[:1]
		err := c.walk(prefix, func(cur *cursor) error {
			if len(cur.key) != 1+idLen {
				c.problem("pages", "key %x has a wrong length", cur.key)
				return nil
			}
			key := nearKey{how, getID(cur.key[1:])}
			var want []byte
			m := pageMaker{emit: func(_ id, value []byte) error { want = value; return nil }}
			if err := scanPage(index, key, &m); err != nil {
				return err
			}
			return cur.look(func(have []byte) error {
				if _, err := decodePage(have); len(have) > 0 && (err != nil || !bytes.Equal(have, want)) {
					c.problem("pages", "that of the ids from %d on in index %c is not what the index has", key.id*pageNodes, how.family())
				}
				return nil
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sources looks for what is remembered of graphs that are not there.
func (c *verifier) sources() error {
	return c.walk([]byte{famMade}, func(cur *cursor) error {
		if len(cur.key) != 1+idLen {
			c.problem("sources", "key %x has a wrong length", cur.key)
			return nil
		}
		g := getID(cur.key[1:])
		n, err := c.v.r.count(dirG, g)
		if err != nil || n > 0 {
			return err
		}
		return cur.look(func(b []byte) error {
			if len(b) > 0 {
				c.problem("sources", "there is one of graph %d, which has no quads", g)
			}
			return nil
		})
	})
}

// digests makes the digest of the store and of each article again, and looks
// for the article of each graph that has the name of one.
func (c *verifier) digests() error {
	var all quadSum
	voc := c.v.vocab
	err := c.v.r.digests(&all, func(g id, sum quadSum) error {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		made, err := c.v.r.made(g)
		if err != nil {
			return err
		}
		nt, err := c.v.r.term(g)
		if err != nil {
			return err
		}
		if !c.v.r.meta().old && len(made) > 0 && (len(made) < digestLen || readDigest(made) != sum.digest) {
			c.problem(nt, "its %d quads are not those that were stored", sum.n)
		}
		if err := c.textOf(g, made); err != nil {
			return err
		}
		if !strings.HasPrefix(nt, "<"+schema.NS+"article/") {
			return nil
		}
		has := false
		if voc.typ != 0 && voc.article != 0 {
			has, err = c.v.r.has(quadKey(nil, famSPOG, quadIDs{g, voc.typ, voc.article, g}))
		}
		if err == nil && !has {
			c.problem(nt, "the graph has %d quads, but no record of its article", sum.n)
		}
		return err
	})
	if err != nil && !errors.Is(err, ErrDamaged) && c.report.Found > 0 {
		c.problem("digest", "%v", err)
		return c.ctx.Err()
	}
	c.report.Digest = all.digest.String()
	if m := c.v.r.meta(); err == nil && !m.old && m.digest != all.digest {
		c.problem("digest", "it should be %s and is %s", m.digest, all.digest)
	}
	return err
}
