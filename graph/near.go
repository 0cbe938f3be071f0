package graph

import "encoding/binary"

// A view does not change, so it may remember what lies around a node: a search
// that comes by again, as those for several paths do, reads nothing. Hubs are
// not remembered.

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
// third by its difference.
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
	w.list = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(w.list, d.x), d.y), d.z)
	w.last = t
	w.n++
}

func (w *nearWriter) reset() { *w = nearWriter{list: w.list[:0]} }

func (w *nearWriter) addQuad(family byte, q quadIDs) {
	o := order(family)
	w.add(q[o[1]], q[o[2]], q[o[3]])
}

func (w *nearWriter) addHop(h Hop) { w.add(id(h.Predicate), id(h.Other), id(h.Articles)) }

// nearReader takes a near apart.
type nearReader struct {
	list near
	last triple
	bad  bool // the list is damaged
}

// next moves last on; false at the end.
func (r *nearReader) next() bool {
	if len(r.list) == 0 {
		return false
	}
	var d [3]int64
	at := 0
	for i := range d {
		if at < len(r.list) && r.list[at] < 0x80 { // most are small
			u := int64(r.list[at])
			d[i] = u>>1 ^ -(u & 1)
			at++
			continue
		}
		n, k := binary.Varint(r.list[at:])
		if k <= 0 {
			r.bad, r.list = true, nil
			return false
		}
		d[i] = n
		at += k
	}
	r.list = r.list[at:]
	if d[0] == 0 {
		d[1] += r.last.y
	}
	r.last = triple{r.last.x + d[0], d[1], r.last.z + d[2]}
	return true
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
