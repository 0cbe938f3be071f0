package tag

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// table maps hashes to small numbers. It lives in its bytes: magic, bucket
// bits u32, a count u16 for each bucket, then records ordered by hash of
// fingerprint u32 (the hash's low bits) and value u16.
type table struct {
	start []int32 // first record by the hash's top bits
	shift uint
	recs  []byte
}

const (
	tableMagic = 0x6e676831
	recordSize = 6
)

func loadTable(b []byte, values int) (*table, error) {
	bad := errors.New("table is damaged; train the tagger again")
	if len(b) < 8 || binary.LittleEndian.Uint32(b) != tableMagic {
		return nil, bad
	}
	k := int(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if k < 1 || k > 24 || len(b) < 2<<k || (len(b)-2<<k)%recordSize != 0 {
		return nil, bad
	}
	t := &table{shift: uint(64 - k), start: make([]int32, 1<<k+1), recs: b[2<<k:]}
	for i := range 1 << k {
		t.start[i+1] = t.start[i] + int32(binary.LittleEndian.Uint16(b[2*i:]))
	}
	if int(t.start[1<<k])*recordSize != len(t.recs) {
		return nil, bad
	}
	for i := 0; i < len(t.recs); i += recordSize {
		if int(binary.LittleEndian.Uint16(t.recs[i+4:])) >= values {
			return nil, bad
		}
	}
	return t, nil
}

func (t *table) find(h uint64) (int, bool) {
	b := h >> t.shift
	for i := t.start[b]; i < t.start[b+1]; i++ {
		r := t.recs[int(i)*recordSize:]
		if binary.LittleEndian.Uint32(r) == uint32(h) {
			return int(binary.LittleEndian.Uint16(r[4:])), true
		}
	}
	return 0, false
}

func encodeTable(m map[uint64]int) []byte {
	hashes := make([]uint64, 0, len(m))
	for h := range m {
		hashes = append(hashes, h)
	}
	slices.SortFunc(hashes, cmp.Compare[uint64])
	k := max(1, bits.Len(uint(len(hashes)))-2)
	b := binary.LittleEndian.AppendUint32(nil, tableMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(k))
	counts := make([]uint16, 1<<k)
	for _, h := range hashes {
		counts[h>>uint(64-k)]++
	}
	for _, n := range counts {
		b = binary.LittleEndian.AppendUint16(b, n)
	}
	for _, h := range hashes {
		b = binary.LittleEndian.AppendUint32(b, uint32(h))
		b = binary.LittleEndian.AppendUint16(b, uint16(m[h]))
	}
	return b
}
