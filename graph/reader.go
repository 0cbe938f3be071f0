package graph

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/pebble/v2"
)

// ErrClosed is the error of every operation on a closed Store or View, also
// of iterators that were open when it was closed.
var ErrClosed = errors.New("the store or view is closed; open it again")

// reader reads one state of the store: that of a snapshot, or always the
// latest. It is safe for concurrent use.
type reader struct {
	r        pebble.Reader
	meta     func() meta
	terms    *cache[id, string]        // id to term; ids are never reused, so all readers share it
	vals     *cache[id, quad.Value]    // the same, decoded for Cayley
	ids      *cache[string, id]        // term to id; belongs to this reader
	near     atomic.Pointer[nearCache] // what lies around nodes, nil for nothing; on the live store a new one with each write
	pages    atomic.Pointer[pageCache] // the same for pages; nil too where the store has none
	life     sync.RWMutex              // held for reading during a read, for writing to end it
	mu       sync.Mutex                // guards open and idle
	open     map[*cursor]struct{}      // cursors in use or idle
	idle     []*cursor                 // cursors that may be used again
	shutDown bool
	epoch    *atomic.Uint64 // counts the writes to the live store; nil on a snapshot
	disk     *disk          // takes note of reads that fail
}

func termSize(_ id, s string) int { return len(s) }

func newReader(d *disk, r pebble.Reader, m func() meta, terms *cache[id, string], vals *cache[id, quad.Value], idBytes int) *reader {
	return &reader{disk: d, r: r, meta: m, terms: terms, vals: vals, open: map[*cursor]struct{}{},
		ids: newCache(idBytes, func(s string, _ id) int { return len(s) })}
}

// get hands the value of key to f; it reports whether there is one.
func (r *reader) get(key []byte, f func([]byte) error) (bool, error) {
	r.life.RLock()
	defer r.life.RUnlock()
	if r.shutDown {
		return false, ErrClosed
	}
	v, c, err := r.r.Get(key)
	if errors.Is(err, pebble.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, r.disk.readError(err)
	}
	defer c.Close()
	return true, f(v)
}

func (r *reader) has(key []byte) (bool, error) {
	return r.get(key, func([]byte) error { return nil })
}

// lookup finds the id of a term; 0 if the store does not hold it.
func (r *reader) lookup(nt string) (id, error) {
	if i, ok := r.ids.get(nt); ok {
		return i, nil
	}
	var i id
	_, err := r.get(termKey(nil, nt), func(b []byte) error {
		if len(b) != idLen {
			return fmt.Errorf("read store: term %.60q has a bad id; run verify", nt)
		}
		i = getID(b)
		return nil
	})
	if err == nil && i != 0 {
		r.ids.put(nt, i)
	}
	return i, err
}

// errNoTerm is what is wrong where the dictionary lacks a term that a quad has.
var errNoTerm = errors.New("no term has id")

// term is the inverse of lookup. An unknown id is an error.
func (r *reader) term(i id) (string, error) {
	if s, ok := r.terms.get(i); ok {
		return s, nil
	}
	var s string
	ok, err := r.get(nodeKey(i), func(b []byte) error { s = string(b); return nil })
	if err == nil && !ok {
		err = fmt.Errorf("read store: %w %d; run verify", errNoTerm, i)
	}
	if err == nil {
		r.terms.put(i, s)
	}
	return s, err
}

// value is term, decoded for Cayley.
func (r *reader) value(i id) (quad.Value, error) {
	if v, ok := r.vals.get(i); ok {
		return v, nil
	}
	nt, err := r.term(i)
	if err != nil {
		return nil, err
	}
	v, err := decodeValue(nt)
	if err == nil {
		r.vals.put(i, v)
	}
	return v, err
}

// count is the number of quads that have i in direction dir.
func (r *reader) count(dir int, i id) (n int64, err error) {
	_, err = r.get(countKey(dir, i), func(b []byte) error {
		n, err = decodeCount(b)
		return err
	})
	return n, err
}

// cursor walks keys in order. Closing the reader closes it under its user,
// who then gets ErrClosed.
type cursor struct {
	r      *reader
	mu     sync.Mutex
	it     *pebble.Iterator
	epoch  uint64 // the state that it shows, or an earlier one
	prefix []byte // keys must start with it
	key    []byte // the current key, copied
}

// cursor returns a cursor without a position; give it back with done.
func (r *reader) cursor() (*cursor, error) {
	r.life.RLock()
	defer r.life.RUnlock()
	if r.shutDown {
		return nil, ErrClosed
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.now()
	for n := len(r.idle); n > 0; n = len(r.idle) {
		c := r.idle[n-1]
		r.idle = r.idle[:n-1]
		if c.epoch == now {
			return c, nil
		}
		delete(r.open, c)
		if err := c.closeIter(); err != nil {
			return nil, r.disk.readError(err)
		}
	}
	it, err := r.r.NewIter(nil)
	if err != nil {
		return nil, r.disk.readError(err)
	}
	c := &cursor{r: r, it: it, epoch: now}
	r.open[c] = struct{}{}
	return c, nil
}

// now is the number of writes so far, as far as they are acknowledged.
func (r *reader) now() uint64 {
	if r.epoch == nil {
		return 0
	}
	return r.epoch.Load()
}

// idleCursors is how many cursors a reader keeps for reuse: enough for the
// steps of one query; each holds a few pages of the block cache.
const idleCursors = 16

// done gives c back. It may be used again as long as nothing is written.
func (c *cursor) done() error {
	c.r.life.RLock()
	defer c.r.life.RUnlock()
	c.r.mu.Lock()
	if c.epoch == c.r.now() && !c.r.shutDown && len(c.r.idle) < idleCursors {
		c.r.idle = append(c.r.idle, c)
		c.r.mu.Unlock()
		return nil
	}
	delete(c.r.open, c)
	c.r.mu.Unlock()
	return c.closeIter()
}

// dropIdle closes the cursors that wait for reuse: they keep alive what a
// write has made old.
func (r *reader) dropIdle() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var errs []error
	for _, c := range r.idle {
		delete(r.open, c)
		errs = append(errs, c.closeIter())
	}
	r.idle = nil
	return errors.Join(errs...)
}

func (c *cursor) closeIter() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.it == nil {
		return nil
	}
	err := c.it.Close()
	c.it = nil
	return err
}

// seek moves to the first key that starts with prefix; false if there is none.
func (c *cursor) seek(prefix []byte) (bool, error) {
	c.prefix = append(c.prefix[:0], prefix...)
	return c.skip(prefix)
}

// skip moves to the first key at or after key under the prefix of seek.
func (c *cursor) skip(key []byte) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.it == nil {
		return false, ErrClosed
	}
	return c.at(c.it.SeekGE(key))
}

func (c *cursor) next() (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.it == nil {
		return false, ErrClosed
	}
	return c.at(c.it.Next())
}

func (c *cursor) at(ok bool) (bool, error) {
	if !ok {
		if err := c.it.Error(); err != nil {
			return false, c.r.disk.readError(err)
		}
		return false, nil
	}
	if !bytes.HasPrefix(c.it.Key(), c.prefix) {
		return false, nil
	}
	c.key = append(c.key[:0], c.it.Key()...)
	return true, nil
}

// look hands the value at the current key to f, which must not keep it.
func (c *cursor) look(f func([]byte) error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.it == nil {
		return ErrClosed
	}
	v, err := c.it.ValueAndErr()
	if err != nil {
		return c.r.disk.readError(err)
	}
	return f(v)
}

// value is a copy of the value at the current key.
func (c *cursor) value() (v []byte, err error) {
	err = c.look(func(b []byte) error { v = bytes.Clone(b); return nil })
	return v, err
}

// shut closes all cursors; the reader cannot be used any more. It reports
// whether it was open.
func (r *reader) shut() bool {
	r.life.Lock()
	defer r.life.Unlock()
	if r.shutDown {
		return false
	}
	r.shutDown = true
	for c := range r.open {
		c.closeIter()
	}
	r.open, r.idle = nil, nil
	return true
}

// Counts are merged: a write adds to them without reading them.

func encodeCount(n int64) []byte { return binary.AppendVarint(nil, n) }

func decodeCount(b []byte) (int64, error) {
	n, k := binary.Varint(b)
	if k <= 0 || k != len(b) {
		return 0, errors.New("read store: bad count; run verify")
	}
	return n, nil
}
