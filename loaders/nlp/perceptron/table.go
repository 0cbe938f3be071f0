package perceptron

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
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

// Score returns the three classes' scores.
func (t *Table) Score(features []uint64) (s [TableClasses]int32) {
	var a, b, c int64
	n := t.n
	slots := t.slots
	for _, h := range features {
		i := slotOf(h, n)
		f := fingerprint(h)
		for {
			x := binary.LittleEndian.Uint64(slots[i*slotSize : i*slotSize+8])
			if x&0xffff == f {
				a += int64(x<<38) >> 54
				b += int64(x<<28) >> 54
				c += int64(x<<18) >> 54
				break
			}
			if x&0xffff == 0 {
				break
			}
			if i++; i == n {
				i = 0
			}
		}
	}
	return [3]int32{int32(a), int32(b), int32(c)}
}

// Table averages, prunes and quantises a trainer of three classes to at most
// features rows (0: no limit), keeping those of the largest weights.
func (t *Trainer) Table(p Pruning, features int) (*Table, error) {
	if t.classes != TableClasses {
		return nil, fmt.Errorf("average perceptron: a table has 3 classes, not %d", t.classes)
	}
	if t.now == 0 {
		return nil, errors.New("average perceptron: no example was counted; call Tick after each")
	}
	type kept struct {
		hash uint64
		w    [3]float64
		size float64
	}
	var rows []kept
	var all []float64
	for i := range t.rows {
		r := &t.rows[i]
		if int(r.updates) < p.MinUpdates {
			continue
		}
		k := kept{hash: r.hash}
		for j := range r.entries {
			a := t.average(&r.entries[j])
			k.w[r.entries[j].class] = a
			k.size = max(k.size, math.Abs(a))
		}
		if k.size >= p.MinWeight && k.size > 0 {
			rows = append(rows, k)
			all = append(all, k.size)
		}
	}
	slices.SortFunc(rows, func(a, b kept) int { return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.hash, b.hash)) })
	if features > 0 && len(rows) > features {
		rows = rows[:features]
	}
	step := p.Step
	if step <= 0 {
		step = tableStep(all)
	}
	slots := make([]uint64, int(float64(len(rows))/tableLoad)+2)
	n := uint64(len(slots))
	for _, k := range rows {
		x := fingerprint(k.hash)
		for j, w := range k.w {
			q := int64(math.RoundToEven(max(-slotMax, min(slotMax, w/step))))
			x |= (uint64(q) & 0x3ff) << (16 + 10*j)
		}
		i := slotOf(k.hash, n)
		for slots[i] != 0 {
			if i++; i == n {
				i = 0
			}
		}
		slots[i] = x
	}
	raw := make([]byte, tableHeader, tableHeader+len(slots)*slotSize+2)
	copy(raw, tableMagic)
	binary.LittleEndian.PutUint32(raw[len(tableMagic):], uint32(n))
	binary.LittleEndian.PutUint32(raw[len(tableMagic)+4:], math.Float32bits(float32(step)))
	for _, x := range slots {
		raw = append(raw, byte(x), byte(x>>8), byte(x>>16), byte(x>>24), byte(x>>32), byte(x>>40))
	}
	return LoadTable(append(raw, 0, 0))
}

// tableStep lets all but the largest thousandth of the weights fit.
func tableStep(sizes []float64) float64 {
	if len(sizes) == 0 {
		return 1
	}
	slices.Sort(sizes)
	return sizes[len(sizes)-1-len(sizes)/1000] / slotMax
}
