package graph

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// spill sorts more records than memory holds: sorted runs in files, merged at
// the end.
type spill struct {
	dir, name string
	runs      []string // files
}

// run is a sorted sequence of records; next returns io.EOF at the end. The
// record is valid until the next call.
type run interface {
	next() ([]byte, error)
}

// add writes n records, which come in order, as a run.
func (s *spill) add(ctx context.Context, n int, record func(int) []byte) (err error) {
	path := filepath.Join(s.dir, fmt.Sprintf("%s-%d", s.name, len(s.runs)))
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	s.runs = append(s.runs, path)
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<16)
	var length [binary.MaxVarintLen64]byte
	for i := range n {
		if i%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r := record(i)
		w.Write(length[:binary.PutUvarint(length[:], uint64(len(r)))])
		w.Write(r)
	}
	return w.Flush()
}

// merge calls f for each distinct record of all runs in order, with the
// numbers of the runs that have it; more are runs that are still in memory.
func (s *spill) merge(ctx context.Context, f func(record []byte, runs []int) error, more ...run) error {
	var files []*os.File
	defer func() {
		for _, file := range files {
			file.Close()
		}
	}()
	var all []run
	for _, path := range s.runs {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		files = append(files, file)
		all = append(all, &fileRun{in: bufio.NewReaderSize(file, 1<<16)})
	}
	return mergeRuns(ctx, append(all, more...), f)
}

type head struct {
	run    int
	record []byte
}

type heads []head

func (h heads) Len() int { return len(h) }
func (h heads) Less(i, j int) bool {
	c := bytes.Compare(h[i].record, h[j].record)
	return c < 0 || c == 0 && h[i].run < h[j].run
}
func (h heads) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)   { *h = append(*h, x.(head)) }
func (h *heads) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func mergeRuns(ctx context.Context, all []run, f func([]byte, []int) error) error {
	var h heads
	for i, r := range all {
		record, err := r.next()
		if errors.Is(err, io.EOF) {
			continue
		}
		if err != nil {
			return err
		}
		h = append(h, head{i, record})
	}
	heap.Init(&h)
	var current []byte
	var have []int
	for n := 0; len(h) > 0; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if have == nil || !bytes.Equal(h[0].record, current) {
			if len(have) > 0 {
				if err := f(current, have); err != nil {
					return err
				}
			}
			current, have = append(current[:0], h[0].record...), have[:0]
		}
		from := h[0].run
		if !slices.Contains(have, from) {
			have = append(have, from)
		}
		record, err := all[from].next()
		switch {
		case errors.Is(err, io.EOF):
			heap.Pop(&h)
		case err != nil:
			return err
		default:
			h[0].record = record
			heap.Fix(&h, 0)
		}
	}
	if len(have) > 0 {
		return f(current, have)
	}
	return nil
}

type fileRun struct {
	in     *bufio.Reader
	record []byte
}

func (r *fileRun) next() ([]byte, error) {
	n, err := binary.ReadUvarint(r.in)
	if err != nil {
		return nil, err
	}
	r.record = slices.Grow(r.record[:0], int(n))[:n]
	if _, err := io.ReadFull(r.in, r.record); err != nil {
		return nil, fmt.Errorf("read a sorted run: %w", err)
	}
	return r.record, nil
}

// packed is the ids of a quad key, in the family's order, as three numbers
// that compare like the key but much faster.
type packed struct {
	a, b uint64
	c    uint32
}

func pack(family byte, q quadIDs) packed {
	o := order(family)
	w, x, y, z := uint64(q[o[0]]), uint64(q[o[1]]), uint64(q[o[2]]), uint64(q[o[3]])
	return packed{w<<24 | x>>16, x<<48 | y<<8 | z>>32, uint32(z)}
}

func (p packed) compare(o packed) int {
	if p.a != o.a {
		return cmp.Compare(p.a, o.a)
	}
	return cmp.Or(cmp.Compare(p.b, o.b), cmp.Compare(p.c, o.c))
}

func (p packed) append(b []byte) []byte {
	b = binary.BigEndian.AppendUint64(b, p.a)
	b = binary.BigEndian.AppendUint64(b, p.b)
	return binary.BigEndian.AppendUint32(b, p.c)
}

// summed is a packed key with the digest of its quad.
type summed struct {
	packed
	digest Digest
}

func (p summed) compare(o summed) int { return p.packed.compare(o.packed) }

func (p summed) append(b []byte) []byte { return p.digest.append(p.packed.append(b)) }

// sortKey is packed, or summed where the digest is wanted.
type sortKey[K any] interface {
	compare(K) int
	append([]byte) []byte
}

// quadSorter sorts quad keys of one family.
type quadSorter[K sortKey[K]] struct {
	max    int // keys in memory
	spill  spill
	family byte
	keys   []K
}

func (s *quadSorter[K]) add(ctx context.Context, key K) error {
	if len(s.keys) == s.max {
		s.sort()
		var b []byte
		err := s.spill.add(ctx, len(s.keys), func(i int) []byte { b = s.keys[i].append(b[:0]); return b })
		if err != nil {
			return err
		}
		s.keys = s.keys[:0]
	}
	s.keys = append(s.keys, key)
	return nil
}

func (s *quadSorter[K]) sort() { slices.SortFunc(s.keys, K.compare) }

// merge calls f for each distinct key, family byte included, in order, with
// the digest if the keys have one.
func (s *quadSorter[K]) merge(ctx context.Context, f func(key []byte, q quadIDs, d Digest) error) error {
	s.sort()
	key := []byte{s.family}
	return s.spill.merge(ctx, func(record []byte, _ []int) error {
		var d Digest
		if len(record) > 4*idLen {
			d = readDigest(record[4*idLen:])
		}
		key = append(key[:1], record[:4*idLen]...)
		return f(key, parseQuadKey(key), d)
	}, &keyRun[K]{keys: s.keys})
}

type keyRun[K sortKey[K]] struct {
	keys []K
	buf  []byte
}

func (r *keyRun[K]) next() ([]byte, error) {
	if len(r.keys) == 0 {
		return nil, io.EOF
	}
	r.buf = r.keys[0].append(r.buf[:0])
	r.keys = r.keys[1:]
	return r.buf, nil
}

// keySorter sorts keys of any length.
type keySorter struct {
	max   int // bytes in memory
	spill spill
	text  []byte
	ends  []uint32
}

func (s *keySorter) add(ctx context.Context, key []byte) error {
	if len(s.text)+len(key) > s.max {
		keys := s.sorted()
		if err := s.spill.add(ctx, len(keys), func(i int) []byte { return keys[i] }); err != nil {
			return err
		}
		s.text, s.ends = s.text[:0], s.ends[:0]
	}
	s.text = append(s.text, key...)
	s.ends = append(s.ends, uint32(len(s.text)))
	return nil
}

func (s *keySorter) sorted() [][]byte {
	keys := make([][]byte, len(s.ends))
	from := uint32(0)
	for i, end := range s.ends {
		keys[i] = s.text[from:end]
		from = end
	}
	slices.SortFunc(keys, bytes.Compare)
	return keys
}

func (s *keySorter) merge(ctx context.Context, f func(key []byte) error) error {
	return s.spill.merge(ctx, func(key []byte, _ []int) error { return f(key) }, &sliceRun{s.sorted()})
}

type sliceRun struct{ keys [][]byte }

func (r *sliceRun) next() ([]byte, error) {
	if len(r.keys) == 0 {
		return nil, io.EOF
	}
	k := r.keys[0]
	r.keys = r.keys[1:]
	return k, nil
}
