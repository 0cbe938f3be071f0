// Package perceptron is a sparse multi-class averaged perceptron over hashed
// features (Collins 2002).
//
// In: 64-bit feature hashes (see Feature) and class numbers below MaxClasses.
// Out: a Trainer that learns integer weights, and a Model of averaged,
// quantised, pruned weights that is used straight from its bytes. Not here:
// feature templates, label names and decoding (tag, parse, ner).
package perceptron

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// MaxClasses is the largest number of classes of a model.
const MaxClasses = 256

// The bytes of a model: magic, class count u32, bucket bits u32, data length
// u32, quantisation step float32, then 2^bits+1 offsets u32 into the data.
// Data is the rows ordered by hash: fingerprint u16 (the hash's low bits),
// entry count - 1 u8, shift u8, then entries of class u8 and weight i8; a
// weight counts shifted left by shift.
const (
	magic      = "ngpm1\x00\x00\x00"
	headerSize = len(magic) + 16
)

// Model scores classes. It is immutable and safe for concurrent use.
type Model struct {
	classes int
	shift   uint // 64 - bucket bits
	step    float32
	index   []byte // offsets, little endian
	data    []byte
	raw     []byte
}

// Load checks b and returns the model that lives in it; b must not change
// afterwards. It reads every row once, and fails on truncated or inconsistent data.
func Load(b []byte) (*Model, error) {
	if len(b) < headerSize || string(b[:len(magic)]) != magic {
		return nil, errors.New("load model: not a perceptron model; train it again with this program")
	}
	u := func(i int) int { return int(binary.LittleEndian.Uint32(b[len(magic)+4*i:])) }
	m := &Model{classes: u(0), step: math.Float32frombits(uint32(u(3))), raw: b}
	bits, size := u(1), u(2)
	if m.classes < 1 || m.classes > MaxClasses || bits < 1 || bits > 28 {
		return nil, fmt.Errorf("load model: %d classes, %d bucket bits: out of range; train it again", m.classes, bits)
	}
	m.shift = uint(64 - bits)
	n := 4 * (1<<bits + 1)
	if len(b) != headerSize+n+size {
		return nil, fmt.Errorf("load model: %d bytes instead of %d; the file is cut off", len(b), headerSize+n+size)
	}
	m.index, m.data = b[headerSize:headerSize+n], b[headerSize+n:]
	if err := m.check(); err != nil {
		return nil, err
	}
	return m, nil
}

func (m *Model) check() error {
	var last uint32
	for i := 0; i < len(m.index); i += 4 {
		off := binary.LittleEndian.Uint32(m.index[i:])
		if off < last || int64(off) > int64(len(m.data)) {
			return errors.New("load model: bucket offsets out of order; the file is damaged")
		}
		for last < off {
			if int64(off)-int64(last) < 6 {
				return errors.New("load model: a row runs over its bucket; the file is damaged")
			}
			end := int64(last) + 4 + 2*(int64(m.data[last+2])+1)
			if end > int64(off) || m.data[last+3] > 23 {
				return errors.New("load model: a row runs over its bucket; the file is damaged")
			}
			for p := int64(last) + 4; p < end; p += 2 {
				if int(m.data[p]) >= m.classes {
					return errors.New("load model: class out of range; the file is damaged")
				}
			}
			last = uint32(end)
		}
	}
	if int(last) != len(m.data) {
		return errors.New("load model: data after the last bucket; the file is damaged")
	}
	return nil
}

// Bytes is the model's serialised form; it must not be changed.
func (m *Model) Bytes() []byte { return m.raw }

// Classes is the number of classes.
func (m *Model) Classes() int { return m.classes }

// Step is what one unit of a score is worth in averaged perceptron weight.
func (m *Model) Step() float64 { return float64(m.step) }

// Score adds the weights of every feature to out, which has a place for each
// class. The caller zeroes out first.
//
// Most of its time goes to waiting for memory: it asks for the buckets of many
// features, then for their first rows, before it reads any, so that it waits
// for all of them at once.
func (m *Model) Score(features []uint64, out []int32) {
	const many = 32
	var begin, ends, heads [many]uint32
	out = out[:m.classes]
	index, data := m.index, m.data
	for len(features) > 0 {
		n := min(len(features), many)
		for i, h := range features[:n] {
			b := int(h>>m.shift) * 4
			x := binary.LittleEndian.Uint64(index[b : b+8])
			begin[i%many], ends[i%many] = uint32(x), uint32(x>>32)
		}
		for i, p := range begin[:n] {
			if p != ends[i%many] {
				heads[i%many] = binary.LittleEndian.Uint32(data[p : p+4])
			}
		}
		for i, h := range features[:n] {
			p, end, head := begin[i%many], ends[i%many], heads[i%many]
			for p != end {
				k := 2 * (head>>16&0xff + 1)
				if uint16(head) == uint16(h) {
					s := head >> 24 & 31
					row := data[p+4 : p+4+k]
					for j := 0; j+1 < len(row); j += 2 {
						out[row[j]] += int32(int8(row[j+1])) << s
					}
					break
				}
				if p += 4 + k; p != end {
					head = binary.LittleEndian.Uint32(data[p : p+4])
				}
			}
		}
		features = features[n:]
	}
}

// Best is the class with the highest score among those allowed (nil: all);
// ties go to the smaller class. It is -1 when none is allowed.
func Best(scores []int32, allowed []bool) int {
	best := -1
	for c, s := range scores {
		if (allowed == nil || allowed[c]) && (best < 0 || s > scores[best]) {
			best = c
		}
	}
	return best
}
