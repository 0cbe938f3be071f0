package graph

import (
	"encoding/binary"
	"math/bits"
)

// What does not change may be remembered: a search that comes by a node again,
// as those for several paths do, reads nothing. Hubs are not remembered. A
// reader of the live store starts anew with each write. Who takes the cache
// before the cursor cannot put into it what was there before it.

type nearCache = cache[nearKey, near]

// nearKey is a node, or a page of nodes, and how its quads are seen.
type nearKey struct {
	how nearBy
	id  id
}

type nearBy byte

const (
	quadsOut nearBy = iota // quads with the node as subject, in the order of SPOG
	quadsIn                // as object, in the order of OPSG
	hopsOut
	hopsIn
)

// family is the index that how reads.
func (how nearBy) family() byte {
	if how == quadsIn || how == hopsIn {
		return famOPSG
	}
	return famSPOG
}

// near is a packed list of triples of ids: the quads of a node, as the ids of
// their keys after the first, or its hops, as predicate, other and articles.
// Each triple is held against the one before: the first id by its difference,
// the second by its difference where the first is the same, else as it is, the
// third by its difference. It is a byte that says how many bytes each of the
// three takes, and these, lowest first.
type near []byte

// maxNear is the longest list that is remembered.
const maxNear = 256

func nearSize(_ nearKey, n near) int { return len(n) }

// triple is three ids as near writes them.
type triple struct{ x, y, z int64 }

// spread moves the bit of literals to the low end, so that ids are small
// numbers.
func spread(i id) int64 { return int64(i&^literalBit)<<1 | int64(i>>39) }

func gather(n int64) id { return id(n)>>1&(literalBit-1) | id(n&1)<<39 }

// nearWriter makes a near.
type nearWriter struct {
	list near
	n    int
	last triple
}

func (w *nearWriter) add(x, y, z id) {
	t := triple{spread(x), spread(y), spread(z)}
	d := triple{t.x - w.last.x, t.y, t.z - w.last.z}
	if d.x == 0 {
		d.y -= w.last.y
	}
	ux, uy, uz := zigzag(d.x), zigzag(d.y), zigzag(d.z)
	codeX := 0
	for firstBytes[codeX] < byteLen(ux) {
		codeX++
	}
	lenY, lenZ := byteLen(uy), byteLen(uz)
	w.list = append(w.list, byte(codeX<<6|lenY<<3|lenZ))
	w.put(ux, firstBytes[codeX])
	w.put(uy, lenY)
	w.put(uz, lenZ)
	w.last = t
	w.n++
}

// firstBytes are the lengths that the first number of a triple can have: two
// bits are left for it.
var firstBytes = [4]int{0, 1, 2, 6}

func (w *nearWriter) put(u uint64, n int) {
	for range n {
		w.list = append(w.list, byte(u))
		u >>= 8
	}
}

func zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

func byteLen(u uint64) int { return (bits.Len64(u) + 7) / 8 }

// done is a copy of the list, as nearReader likes it.
func (w *nearWriter) done() near { return padded(w.list) }

// padded is a copy of b with room behind it.
func padded(b []byte) near { return append(make(near, 0, len(b)+8), b...) }

func (w *nearWriter) reset() { *w = nearWriter{list: w.list[:0]} }

func (w *nearWriter) addQuad(family byte, q quadIDs) {
	o := order(family)
	w.add(q[o[1]], q[o[2]], q[o[3]])
}

func (w *nearWriter) addHop(h Hop) { w.add(id(h.Predicate), id(h.Other), id(h.Articles)) }

// nearReader takes a near apart.
type nearReader struct {
	list []byte // eight bytes longer than the near, so that numbers are read whole
	last triple
	bad  bool // the list is damaged
}

func readNear(list near) nearReader {
	if cap(list) < len(list)+8 {
		list = padded(list)
	}
	return nearReader{list: list[:len(list)+8]}
}

// next moves last on; false at the end.
func (r *nearReader) next() bool {
	b := r.list
	if len(b) <= 8 {
		return false
	}
	lenX, lenY, lenZ := firstBytes[b[0]>>6], int(b[0]>>3&7), int(b[0]&7)
	atY := 1 + lenX
	atZ := atY + lenY
	end := atZ + lenZ
	if end > len(b)-8 {
		r.bad, r.list = true, nil
		return false
	}
	x := number(b[1:], lenX)
	y := number(b[atY:], lenY)
	z := number(b[atZ:], lenZ)
	if r.list = b[end:]; x == 0 {
		y += r.last.y
	}
	r.last = triple{r.last.x + x, y, r.last.z + z}
	return true
}

// number reads n bytes; b has eight.
func number(b []byte, n int) int64 {
	u := binary.LittleEndian.Uint64(b) & (1<<(8*uint(n)&63) - 1)
	return int64(u>>1) ^ -int64(u&1)
}

// quad is the last triple as a quad of key's node.
func (r *nearReader) quad(key nearKey) quadIDs {
	x, y, z := gather(r.last.x), gather(r.last.y), gather(r.last.z)
	if key.how == quadsIn {
		return quadIDs{dirS: y, dirP: x, dirO: key.id, dirG: z}
	}
	return quadIDs{dirS: key.id, dirP: x, dirO: y, dirG: z}
}

func (r *nearReader) hop(out bool) Hop {
	return Hop{Predicate: NodeID(gather(r.last.x)), Other: NodeID(gather(r.last.y)), Out: out, Articles: int(gather(r.last.z))}
}
