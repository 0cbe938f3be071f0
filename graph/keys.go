package graph

import (
	"crypto/sha256"
	"encoding/binary"
)

// Every key starts with one family byte. Ids are 5 bytes, big-endian, never
// reused.
//
//	d TERM            id      term to id, in the order of canonical N-Quads
//	n ID              TERM    id to term
//	f WORDS 00 ID     -       folded names, from each word on (see names.go)
//	c DIR ID          int     how many quads have ID there (merged sums)
//	s SPOG, p POSG,           the quads, four ids each; g holds only those
//	o OPSG, g GSPO    -       that are in a named graph
//	a PAGE, b PAGE    page    the quads of a page of subjects, of objects (see
//	                          page.go)
//	x ID              digest, of the quads of graph ID, and what its contribution
//	                  text    was made from (see source.go)
//	t ID              text    of article ID, with its sketch (see text.go)
//	w STEM 00 ID      n m     how often article ID has a word, and of how many words
//	k N BAND ID       -       bands of the sketch of article ID (see stories.go)
//	u                 n m     number of texts, and of their words
//	l ID              files   where article ID was read (see origin.go)
//	m                 meta    next id, number of nodes, number of quads, of
//	                          writes, digest of the quads
const (
	famTerm  = 'd'
	famNode  = 'n'
	famWord  = 'f'
	famCount = 'c'
	famSPOG  = 's'
	famPOSG  = 'p'
	famOPSG  = 'o'
	famGSPO  = 'g'
	famMeta  = 'm'
	famMade  = 'x'

	famText    = 't'
	famPosting = 'w'
	famBand    = 'k'
	famTexts   = 'u'
	famOrigin  = 'l'

	famPageOut = 'a'
	famPageIn  = 'b'
)

const idLen = 5

// id stands for a term; 0 is none. The highest bit tells literals from IRIs
// and blank nodes, so that a walk over edges need not look terms up.
type id uint64

const (
	literalBit id = 1 << 39
	maxID      id = literalBit - 1 // of the counter, without the bit
)

func (i id) literal() bool { return i&literalBit != 0 }

func putID(b []byte, i id) []byte {
	return append(b, byte(i>>32), byte(i>>24), byte(i>>16), byte(i>>8), byte(i))
}

func getID(b []byte) id {
	return id(b[0])<<32 | id(binary.BigEndian.Uint32(b[1:5]))
}

// Directions of a quad, as positions in quadIDs.
const (
	dirS = iota
	dirP
	dirO
	dirG
)

// quadIDs is a quad as ids of subject, predicate, object and graph; graph is
// 0 in the default graph. As a filter, 0 matches anything.
type quadIDs [4]id

func (f quadIDs) matches(q quadIDs) bool {
	for i, want := range f {
		if want != 0 && want != q[i] {
			return false
		}
	}
	return true
}

// order is the sequence of directions in the keys of a quad family.
func order(family byte) [4]int {
	switch family {
	case famPOSG:
		return [4]int{dirP, dirO, dirS, dirG}
	case famOPSG:
		return [4]int{dirO, dirP, dirS, dirG}
	case famGSPO:
		return [4]int{dirG, dirS, dirP, dirO}
	}
	return [4]int{dirS, dirP, dirO, dirG}
}

// families lists the quad families that hold q.
func families(q quadIDs) string {
	if q[dirG] == 0 {
		return "spo"
	}
	return "spog"
}

func quadKey(b []byte, family byte, q quadIDs) []byte {
	b = append(b, family)
	for _, d := range order(family) {
		b = putID(b, q[d])
	}
	return b
}

func parseQuadKey(k []byte) (q quadIDs) {
	for i, d := range order(k[0]) {
		q[d] = getID(k[1+i*idLen:])
	}
	return q
}

// prefixFor chooses the family whose order has the longest run of bound
// directions of f, and returns the prefix of its keys. covers is false if the
// keys under the prefix must still be held against f.
func prefixFor(f quadIDs) (prefix []byte, covers bool) {
	bound := 0
	for _, i := range f {
		if i != 0 {
			bound++
		}
	}
	family, best := byte(famSPOG), 0
	for _, fam := range []byte{famSPOG, famPOSG, famOPSG, famGSPO} {
		n := 0
		for _, d := range order(fam) {
			if f[d] == 0 {
				break
			}
			n++
		}
		if n > best {
			family, best = fam, n
		}
	}
	prefix = append(make([]byte, 0, 1+4*idLen), family)
	dirs := order(family)
	for _, d := range dirs[:best] {
		prefix = putID(prefix, f[d])
	}
	return prefix, best == bound
}

func nodeKey(i id) []byte { return putID([]byte{famNode}, i) }

func countKey(dir int, i id) []byte { return putID([]byte{famCount, byte(dir)}, i) }

// Terms up to longTerm bytes are keys as they are. A longer one is cut and
// gets a mark, which no UTF-8 text contains, and a hash of the whole.
const (
	longTerm = 120
	cutTerm  = 104
	longMark = 0xFF
)

// termKey is the dictionary key of a term in canonical N-Quads syntax.
func termKey(b []byte, nt string) []byte {
	b = append(b, famTerm)
	if len(nt) <= longTerm {
		return append(b, nt...)
	}
	h := sha256.Sum256([]byte(nt))
	b = append(append(b, nt[:cutTerm]...), longMark)
	return append(b, h[:16]...)
}

// meta is what the store counts; it changes with every batch.
type meta struct {
	next   id // the next free id, without the literal bit
	nodes  int64
	quads  int64
	writes uint64 // that were done
	digest Digest // of all quads
	old    bool   // read from a store of a format without writes and digest
}

const (
	metaLen    = 24 + 8 + digestLen
	oldMetaLen = 24
)

func (m meta) encode() []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(m.next))
	b = binary.BigEndian.AppendUint64(b, uint64(m.nodes))
	b = binary.BigEndian.AppendUint64(b, uint64(m.quads))
	return m.digest.append(binary.BigEndian.AppendUint64(b, m.writes))
}

func decodeMeta(b []byte) (m meta, ok bool) {
	switch len(b) {
	case metaLen:
		m.writes, m.digest = binary.BigEndian.Uint64(b[oldMetaLen:]), readDigest(b[oldMetaLen+8:])
	case oldMetaLen:
		m.old = true
	default:
		return m, false
	}
	m.next = id(binary.BigEndian.Uint64(b))
	m.nodes = int64(binary.BigEndian.Uint64(b[8:]))
	m.quads = int64(binary.BigEndian.Uint64(b[16:]))
	return m, m.next > 0 && m.next <= maxID && m.nodes >= 0 && m.quads >= 0
}
