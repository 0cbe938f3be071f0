package graph

import (
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
)

// checkEvery is how many steps an iterator takes between looks at its context.
const checkEvery = 64

// noTags is embedded by iterators that have no tags and one path a result.
type noTags struct{}

func (noTags) TagResults(map[string]cayley.Ref) {}
func (noTags) NextPath(context.Context) bool    { return false }

// leaf makes a Cayley iterator of a shape; Cayley wants both.
type leaf struct {
	s cayley.IteratorShape
	cayley.Iterator
}

func newLeaf(s cayley.IteratorShape) *leaf {
	l := &leaf{s: s}
	l.Iterator = cayley.NewLegacy(s, l)
	return l
}

// AsShape implements graph.IteratorFuture.
func (l *leaf) AsShape() cayley.IteratorShape { l.Close(); return l.s }

// scanShape is all quads that match a filter.
type scanShape struct {
	r    *reader
	f    quadIDs
	size *cayley.Size
}

// newScan makes both in one piece of memory: a walk makes one a node.
func newScan(r *reader, f quadIDs) cayley.Iterator {
	l := &struct {
		leaf
		shape scanShape
	}{shape: scanShape{r: r, f: f}}
	l.s = &l.shape
	l.Iterator = cayley.NewLegacy(l.s, &l.leaf)
	return &l.leaf
}

func (s *scanShape) AsLegacy() cayley.Iterator                             { return newLeaf(s) }
func (s *scanShape) String() string                                        { return fmt.Sprintf("Scan(%v)", s.f) }
func (s *scanShape) Iterate() cayley.Scanner                               { return &scanNext{r: s.r, f: s.f} }
func (s *scanShape) Lookup() cayley.Index                                  { return &scanHas{f: s.f} }
func (s *scanShape) SubIterators() []cayley.IteratorShape                  { return nil }
func (s *scanShape) Optimize(context.Context) (cayley.IteratorShape, bool) { return s, false }
func (s *scanShape) Stats(context.Context) (cayley.IteratorCosts, error) {
	if s.size == nil {
		size, err := s.r.size(s.f)
		if err != nil {
			return cayley.IteratorCosts{}, err
		}
		s.size = &size
	}
	return cayley.IteratorCosts{ContainsCost: 1, NextCost: 2, Size: *s.size}, nil
}

// exactSize is up to how many keys size counts a scan by walking it.
const exactSize = 64

// size is the number of quads that match f: exact for at most one bound
// direction and for small sets, else the smallest count of the bound terms.
func (r *reader) size(f quadIDs) (cayley.Size, error) {
	best, bound := r.meta().quads, 0
	for d, i := range f {
		if i == 0 {
			continue
		}
		bound++
		n, err := r.count(d, i)
		if err != nil {
			return cayley.Size{}, err
		}
		best = min(best, n)
	}
	if bound < 2 || best == 0 {
		return cayley.Size{Size: best, Exact: true}, nil
	}
	c, err := r.cursor()
	if err != nil {
		return cayley.Size{}, err
	}
	defer c.done()
	prefix, covers := prefixFor(f)
	n, steps := int64(0), 0
	ok, err := c.seek(prefix)
	for ; ok && err == nil; ok, err = c.next() {
		if covers || f.matches(parseQuadKey(c.key)) {
			n++
		}
		if steps++; steps >= exactSize {
			return cayley.Size{Size: best}, nil
		}
	}
	return cayley.Size{Size: n, Exact: true}, err
}

// scanNext walks the quads of a filter. It can be aimed at another filter, so
// that one cursor serves many seeks.
type scanNext struct {
	noTags
	r      *reader
	f      quadIDs
	c      *cursor
	cur    quadIDs
	covers bool
	keep   bool // do not give the cursor back at the end: aim follows
	begun  bool
	end    bool
	steps  int
	err    error
	near   nearKey     // whose set of quads is used or made; node 0 if none is
	cache  *nearCache  // that was there before the cursor
	known  bool        // the set was remembered
	all    bool        // and all of it matches
	list   nearReader  // what is left of it
	made   *nearWriter // what is to be remembered
}

func (s *scanNext) String() string { return "ScanNext" }
func (s *scanNext) Err() error     { return s.err }

func (s *scanNext) Result() cayley.Ref {
	if s.cur == (quadIDs{}) {
		return nil
	}
	return quadRef(s.cur)
}

// aim starts over with another filter.
func (s *scanNext) aim(f quadIDs) { s.f, s.begun, s.end, s.cur = f, false, false, quadIDs{} }

// begin looks for a remembered set that holds all matches, or plans to make
// one.
func (s *scanNext) begin() {
	s.near, s.known, s.made = nearKey{}, false, nil
	s.cache = s.r.near.Load()
	if s.cache == nil || s.c != nil && s.c.epoch != s.r.now() { // a cursor kept from before a write
		return
	}
	for how, d := range []int{quadsOut: dirS, quadsIn: dirO} {
		if s.f[d] == 0 {
			continue
		}
		key := nearKey{nearBy(how), s.f[d]}
		var list near
		if list, s.known, s.err = s.r.paged(key.how, key.id); s.err != nil {
			return
		}
		if !s.known {
			list, s.known = s.cache.get(key)
		}
		var whole quadIDs
		whole[d] = s.f[d]
		s.all = s.f == whole
		if s.known {
			s.near, s.list = key, readNear(list)
			return
		}
		if s.all {
			s.near, s.made = key, &nearWriter{}
		}
	}
}

// recall is Next on a remembered set.
func (s *scanNext) recall() bool {
	for s.list.next() {
		q := s.list.quad(s.near)
		if s.all || s.f.matches(q) {
			s.cur = q
			return true
		}
	}
	if s.list.bad {
		s.err = errBadPage
	}
	s.end = true
	return false
}

// keepNear adds a quad to the set that is to be remembered.
func (s *scanNext) keepNear(q quadIDs) {
	if s.made == nil {
		return
	}
	if s.made.n >= maxNear {
		s.near, s.made = nearKey{}, nil
		return
	}
	s.made.addQuad(s.c.key[0], q)
}

func (s *scanNext) Next(ctx context.Context) bool {
	s.cur = quadIDs{}
	if s.err != nil || s.end {
		return false
	}
	if !s.begun {
		if s.begin(); s.err != nil {
			return false
		}
	}
	for {
		if s.steps%checkEvery == 0 { // at the first quad too: a long query may be many short scans
			if s.err = ctx.Err(); s.err != nil {
				return false
			}
		}
		s.steps++
		if s.known {
			s.begun = true
			return s.recall()
		}
		var ok bool
		if ok, s.err = s.step(); !ok {
			s.end = true
			if s.made != nil && s.err == nil {
				s.cache.put(s.near, s.made.done())
			}
			if !s.keep {
				s.Close() // Cayley does not close every iterator it has run to the end
			}
			return false
		}
		if q := parseQuadKey(s.c.key); s.covers || s.f.matches(q) {
			s.cur = q
			s.keepNear(q)
			return true
		}
	}
}

func (s *scanNext) step() (ok bool, err error) {
	if s.begun {
		return s.c.next()
	}
	if s.c == nil {
		if s.c, err = s.r.cursor(); err != nil {
			return false, err
		}
	}
	s.begun = true
	var prefix []byte
	prefix, s.covers = prefixFor(s.f)
	return s.c.seek(prefix)
}

func (s *scanNext) Close() error {
	s.end = true
	if s.c == nil {
		return nil
	}
	c := s.c
	s.c = nil
	return c.done()
}

// scanHas tests quads against a filter.
type scanHas struct {
	noTags
	f   quadIDs
	cur cayley.Ref
	err error
}

func (s *scanHas) String() string     { return "ScanHas" }
func (s *scanHas) Err() error         { return s.err }
func (s *scanHas) Close() error       { return nil }
func (s *scanHas) Result() cayley.Ref { return s.cur }

func (s *scanHas) Contains(ctx context.Context, ref cayley.Ref) bool {
	s.cur = nil
	if s.err = ctx.Err(); s.err != nil {
		return false
	}
	q, ok := ref.(quadRef)
	if ok && s.f.matches(quadIDs(q)) {
		s.cur = ref
	}
	return s.cur != nil
}
