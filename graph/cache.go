package graph

import "sync"

// cache is a map bounded in bytes, in two generations: when the young one is
// full it becomes the old one, and what is still asked for moves back. Safe
// for concurrent use.
type cache[K comparable, V any] struct {
	mu       sync.RWMutex
	max      int // bytes of one generation
	used     int // bytes of young
	young    map[K]V
	old      map[K]V
	sizeOf   func(K, V) int
	disabled bool
}

// entryBytes is what a map entry costs beside the text it points to.
const entryBytes = 64

func newCache[K comparable, V any](bytes int, sizeOf func(K, V) int) *cache[K, V] {
	return &cache[K, V]{max: bytes / 2, young: map[K]V{}, sizeOf: sizeOf, disabled: bytes <= 0}
}

func (c *cache[K, V]) get(k K) (V, bool) {
	c.mu.RLock()
	v, ok := c.young[k]
	if ok {
		c.mu.RUnlock()
		return v, true
	}
	v, ok = c.old[k]
	c.mu.RUnlock()
	if ok {
		c.put(k, v)
	}
	return v, ok
}

func (c *cache[K, V]) put(k K, v V) {
	if c.disabled {
		return
	}
	n := c.sizeOf(k, v) + entryBytes
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used+n > c.max {
		c.old, c.young, c.used = c.young, map[K]V{}, 0
	}
	c.young[k] = v
	c.used += n
}

func (c *cache[K, V]) drop(k K) {
	c.mu.Lock()
	delete(c.young, k)
	delete(c.old, k)
	c.mu.Unlock()
}
