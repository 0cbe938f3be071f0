package graph

import "encoding/binary"

// A view does not change, so it may remember what lies around a node: a search
// that comes by again, as those for several paths do, reads nothing. Hubs are
// not remembered.

// nearKey is a node and how its quads are seen.
type nearKey struct {
	how  nearBy
	node id
}

type nearBy byte

const (
	quadsOut nearBy = iota // quads with the node as subject, in the order of SPOG
	quadsIn                // as object, in the order of OPSG
	hopsOut
	hopsIn
)

// near is a packed list of quads or hops.
type near []byte

// maxNear is the longest list that is remembered.
const maxNear = 256

func nearSize(_ nearKey, n near) int { return len(n) }

const (
	nearQuad = 3 * idLen   // the ids of a key after the first
	nearHop  = 2*idLen + 4 // predicate, other, articles
)

func (n near) addQuad(family byte, q quadIDs) near {
	o := order(family)
	for _, d := range o[1:] {
		n = putID(n, q[d])
	}
	return n
}

// quad unpacks the first quad.
func (n near) quad(key nearKey) (q quadIDs) {
	family := byte(famSPOG)
	if key.how == quadsIn {
		family = famOPSG
	}
	o := order(family)
	q[o[0]] = key.node
	for i, d := range o[1:] {
		q[d] = getID(n[i*idLen:])
	}
	return q
}

func (n near) addHop(h Hop) near {
	n = putID(putID(n, id(h.Predicate)), id(h.Other))
	return binary.BigEndian.AppendUint32(n, uint32(h.Articles))
}

// hop unpacks the first hop.
func (n near) hop(out bool) Hop {
	return Hop{Predicate: NodeID(getID(n)), Other: NodeID(getID(n[idLen:])), Out: out,
		Articles: int(binary.BigEndian.Uint32(n[2*idLen:]))}
}
