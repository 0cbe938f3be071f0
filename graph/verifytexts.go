package graph

import (
	"bytes"
)

// texts checks the texts of articles against what is remembered of them, and
// the index against the texts.
func (c *verifier) texts() error {
	var want, have digest
	var sum texts
	var line []byte
	add := func(d *digest, key, value []byte) {
		line = append(append(append(line[:0], key...), 0xFF), value...)
		c.add(d, line)
	}
	err := c.walk([]byte{famText}, func(cur *cursor) error {
		g := getID(cur.key[1:])
		b, err := cur.value()
		if err != nil {
			return err
		}
		t, err := readText(b)
		if err != nil {
			c.problem("text", "that of article %d can not be read", g)
			return nil
		}
		made, err := c.v.r.made(g)
		if err != nil {
			return err
		}
		if hash, _ := splitMade(made); hash != nil && !bytes.Equal(hash, t.hash[:]) {
			c.problem("text", "that of article %d is another than was stored", g)
		}
		n, err := c.v.r.count(dirG, g)
		if err == nil && n == 0 {
			c.problem("text", "there is one of article %d, which the store does not have", g)
		}
		postings, n2 := t.postings(g)
		for k, v := range postings {
			add(&want, []byte(k), v)
		}
		sum.articles, sum.words = sum.articles+1, sum.words+int64(n2)
		return err
	})
	if err != nil {
		return err
	}
	for _, family := range []byte{famPosting, famBand} {
		err := c.walk([]byte{family}, func(cur *cursor) error {
			return cur.look(func(v []byte) error { add(&have, cur.key, v); return nil })
		})
		if err != nil {
			return err
		}
	}
	if have != want {
		c.problem("index of words", "has %d entries, or others than the %d it should have", have.n, want.n)
	}
	stored, err := c.v.r.texts()
	if err == nil && stored != sum {
		c.problem("counters", "they say %d texts of %d words, there are %d of %d", stored.articles, stored.words, sum.articles, sum.words)
	}
	c.report.Texts = sum.articles
	return err
}

// textOf checks that the text that is remembered of an article is there.
func (c *verifier) textOf(g id, made []byte) error {
	if hash, _ := splitMade(made); hash == nil {
		return nil
	}
	ok, err := c.v.r.has(textKey(g))
	if err == nil && !ok {
		c.problem("text", "article %d has none, but had one", g)
	}
	return err
}
