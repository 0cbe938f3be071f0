package perceptron

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Table is a model of exactly three classes in a form that costs one memory
// access a feature: an open-addressing table of 6-byte slots that hold a
// 16-bit fingerprint and three 10-bit weights. It is used straight from its
// bytes, immutable and safe for concurrent use.
type Table struct {
	slots []byte // slotSize bytes each, 2 bytes of padding at the end
	n     uint64 // number of slots
	step  float32
	raw   []byte
}

// TableClasses is the number of classes of a Table.
const TableClasses = 3

const (
	tableMagic  = "ngpt1\x00\x00\x00"
	tableHeader = len(tableMagic) + 8
	slotSize    = 6
	// tableLoad is the share of slots in use: higher is smaller and slower.
	tableLoad = 0.6
	slotMax   = 511
)

// slot and fingerprint of a hash. An empty slot has fingerprint 0.
func slotOf(h, n uint64) uint64 { return (h >> 32) * n >> 32 }

func fingerprint(h uint64) uint64 { return max(h&0xffff, 1) }

// LoadTable checks b and returns the table that lives in it.
func LoadTable(b []byte) (*Table, error) {
	if len(b) < tableHeader || string(b[:len(tableMagic)]) != tableMagic {
		return nil, errors.New("load model: not a perceptron table; train it again with this program")
	}
	n := binary.LittleEndian.Uint32(b[len(tableMagic):])
	if n < 1 || n > 1<<28 || uint64(len(b)) != uint64(tableHeader)+uint64(n)*slotSize+2 {
		return nil, fmt.Errorf("load model: %d bytes do not hold %d slots; the file is cut off", len(b), n)
	}
	t := &Table{slots: b[tableHeader:], n: uint64(n), raw: b}
	t.step = math.Float32frombits(binary.LittleEndian.Uint32(b[len(tableMagic)+4:]))
	for i := range t.n {
		if t.at(i)&0xffff == 0 {
			return t, nil // a probe always finds an end
		}
	}
	return nil, errors.New("load model: the table has no free slot; the file is damaged")
}

// Bytes is the table's serialised form; it must not be changed.
func (t *Table) Bytes() []byte { return t.raw }

// Step is what one unit of a score is worth in averaged perceptron weight.
func (t *Table) Step() float64 { return float64(t.step) }

func (t *Table) at(i uint64) uint64 {
	return binary.LittleEndian.Uint64(t.slots[i*slotSize : i*slotSize+8])
}

// Score returns the three classes' scores. It asks for the slots of many
// features before it reads any, so that it waits for memory once.
func (t *Table) Score(features []uint64) (s [TableClasses]int32) {
	const many = 32
	var found [many]uint64
	var a, b, c int64
	n, slots := t.n, t.slots
	for len(features) > 0 {
		k := min(len(features), many)
		for j, h := range features[:k] {
			i := slotOf(h, n) * slotSize
			found[j%many] = binary.LittleEndian.Uint64(slots[i : i+8])
		}
		for j, h := range features[:k] {
			x, f := found[j%many], fingerprint(h)
			for i := slotOf(h, n); x&0xffff != f; x = t.at(i) {
				if x&0xffff == 0 {
					x = 0
					break
				}
				if i++; i == n {
					i = 0
				}
			}
			a += int64(x<<38) >> 54
			b += int64(x<<28) >> 54
			c += int64(x<<18) >> 54
		}
		features = features[k:]
	}
	return [3]int32{int32(a), int32(b), int32(c)}
}
