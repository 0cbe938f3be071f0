package lang

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/perceptron"
)

// Class is where a word stands in the clusters: a path in the Brown tree and
// three k-means classes. The zero Class means "unknown word".
type Class struct {
	path uint32 // the path's bits below a marker 1; 0 for unknown words
	K100, K500,
	K1000 uint16 // class + 1
}

// Known reports whether the word has a class.
func (c Class) Known() bool { return c.path != 0 }

// Brown is the path's first n bits, or all when it is shorter, as a number
// that tells paths of different length apart; 0 for unknown words.
func (c Class) Brown(n int) uint64 {
	if l := bits.Len32(c.path) - 1; l > n {
		return uint64(c.path >> (l - n))
	}
	return uint64(c.path)
}

// Full is the whole path, a number as Brown gives it.
func (c Class) Full() uint64 { return uint64(c.path) }

// Clusters maps words to classes; the zero value knows no word.
type Clusters struct {
	classes []Class // distinct rows of the table, in order of first use
	starts  []int32 // by the top 16 bits of the hash
	records []byte  // fingerprint u32, class number u24, ordered by hash
}

const (
	clusterMagic = "ngcl1\x00\x00\x00"
	recordSize   = 7
	// aliasSalt marks entries that lead from a lower-case form to the most
	// frequent row that differs from it by case only.
	aliasSalt = 0x5bd1e995
)

// Lookup finds a word after normalising it as the table was (digits, quotes,
// dashes): as it is, else its lower-case form, else what follows its last hyphen.
func (c *Clusters) Lookup(word string) Class {
	if len(c.records) == 0 || len(word) > 200 {
		return Class{}
	}
	var buf [256]byte
	n := normalise(buf[:0], word, false)
	if k, ok := c.find(perceptron.HashBytes(n)); ok {
		return k
	}
	var lowBuf [256]byte
	l := normalise(lowBuf[:0], word, true)
	lh := perceptron.HashBytes(l)
	if k, ok := c.find(perceptron.Feature(aliasSalt, lh)); ok {
		return k
	}
	if k, ok := c.find(lh); ok {
		return k
	}
	if i := strings.LastIndexByte(word, '-'); i > 0 && i < len(word)-1 {
		return c.Lookup(word[i+1:])
	}
	return Class{}
}

// Has reports whether the table has this word in just this case.
func (c *Clusters) Has(word string) bool {
	if len(c.records) == 0 || len(word) > 200 {
		return false
	}
	var buf [256]byte
	_, ok := c.find(perceptron.HashBytes(normalise(buf[:0], word, false)))
	return ok
}

func (c *Clusters) find(h uint64) (Class, bool) {
	fp := uint32(h >> 8)
	b := h >> 48
	for i := int(c.starts[b]); i < int(c.starts[b+1]); i++ {
		r := c.records[i*recordSize:]
		if binary.LittleEndian.Uint32(r) == fp {
			return c.classes[int(r[4])|int(r[5])<<8|int(r[6])<<16], true
		}
	}
	return Class{}, false
}

// normalise appends word as the cluster tables spell it.
func normalise(dst []byte, word string, lower bool) []byte {
	if word == "``" || word == "''" {
		return append(dst, '"')
	}
	for _, r := range word {
		if r < utf8.RuneSelf {
			switch {
			case r >= '0' && r <= '9':
				r = '0'
			case lower && r >= 'A' && r <= 'Z':
				r += 'a' - 'A'
			}
			dst = append(dst, byte(r))
			continue
		}
		switch r {
		case '’', '‘':
			r = '\''
		case '“', '”', '«', '»', '„':
			r = '"'
		case '–', '—', '‐', '‑', '‒', '―':
			r = '-'
		default:
			if lower {
				r = unicode.ToLower(r)
			}
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

func loadClusters(b []byte) (*Clusters, error) {
	b, err := Decompress(b)
	if err != nil {
		return nil, err
	}
	bad := errors.New("not a cluster file or cut off; build it again with `newsgraph train clusters`")
	if len(b) < len(clusterMagic)+8 || string(b[:len(clusterMagic)]) != clusterMagic {
		return nil, bad
	}
	b = b[len(clusterMagic):]
	nc, nr := int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	const head = 2 * 65536
	if nc > 1<<24 || nr > 1<<26 || len(b) != head+nc*10+nr*recordSize {
		return nil, bad
	}
	c := &Clusters{classes: make([]Class, nc), starts: make([]int32, 65537)}
	for i := range 65536 {
		c.starts[i+1] = c.starts[i] + int32(binary.LittleEndian.Uint16(b[2*i:]))
	}
	if int(c.starts[65536]) != nr {
		return nil, bad
	}
	b = b[head:]
	for i := range c.classes {
		u := func(k int) uint16 { return binary.LittleEndian.Uint16(b[10*i+k:]) }
		c.classes[i] = Class{binary.LittleEndian.Uint32(b[10*i:]), u(4), u(6), u(8)}
	}
	c.records = b[nc*10:]
	for i := range nr {
		r := c.records[i*recordSize:]
		if int(r[4])|int(r[5])<<8|int(r[6])<<16 >= nc {
			return nil, bad
		}
	}
	return c, nil
}

type clusterRow struct {
	word  string
	count int
	class Class
}

// BuildClusters turns a table (columns word, count, brown, k100, k500, k1000
// with a header line, see ../shared/data/clusters) into the bytes of clusters.bin.
func BuildClusters(r io.Reader) ([]byte, error) {
	rows, err := readClusterTable(r)
	if err != nil {
		return nil, err
	}
	best := map[string]int{} // lower-case form -> its most frequent row
	for i, x := range rows {
		l := strings.ToLower(x.word)
		if j, ok := best[l]; !ok || x.count > rows[j].count {
			best[l] = i
		}
	}
	type record struct {
		hash  uint64
		class int
	}
	ids := map[Class]int{}
	var classes []Class
	records := make([]record, 0, 2*len(rows))
	id := func(c Class) int {
		n, ok := ids[c]
		if !ok {
			n = len(classes)
			ids[c] = n
			classes = append(classes, c)
		}
		return n
	}
	for i, x := range rows {
		records = append(records, record{perceptron.HashString(x.word), id(x.class)})
		if l := strings.ToLower(x.word); best[l] == i && l != x.word {
			records = append(records, record{perceptron.Feature(aliasSalt, perceptron.HashString(l)), id(x.class)})
		}
	}
	slices.SortStableFunc(records, func(a, b record) int { return cmp.Compare(a.hash, b.hash) })
	b := []byte(clusterMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(classes)))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(records)))
	counts := make([]uint16, 65536)
	for _, x := range records {
		counts[x.hash>>48]++
	}
	for _, n := range counts {
		b = binary.LittleEndian.AppendUint16(b, n)
	}
	for _, c := range classes {
		b = binary.LittleEndian.AppendUint32(b, c.path)
		for _, k := range []uint16{c.K100, c.K500, c.K1000} {
			b = binary.LittleEndian.AppendUint16(b, k)
		}
	}
	for _, x := range records {
		b = binary.LittleEndian.AppendUint32(b, uint32(x.hash>>8))
		b = append(b, byte(x.class), byte(x.class>>8), byte(x.class>>16))
	}
	return b, nil
}

func readClusterTable(r io.Reader) ([]clusterRow, error) {
	var rows []clusterRow
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		f := strings.Split(s.Text(), "\t")
		if n == 1 {
			continue
		}
		if len(f) != 6 || len(f[2]) > 31 {
			return nil, fmt.Errorf("read clusters: line %d: not word, count, brown path of at most 31 bits and three classes", n)
		}
		path, err := strconv.ParseUint("1"+f[2], 2, 32)
		if err != nil {
			return nil, fmt.Errorf("read clusters: line %d: %w", n, err)
		}
		var k [4]int
		for i, j := range []int{1, 3, 4, 5} {
			if k[i], err = strconv.Atoi(f[j]); err != nil {
				return nil, fmt.Errorf("read clusters: line %d: %w", n, err)
			}
		}
		rows = append(rows, clusterRow{f[0], k[0], Class{uint32(path), uint16(k[1] + 1), uint16(k[2] + 1), uint16(k[3] + 1)}})
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read clusters: %w", err)
	}
	return rows, nil
}
