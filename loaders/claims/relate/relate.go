// Package relate is a small trained model of which relations hold between two
// mentions: one logistic regression a predicate over hashed features.
//
// In: the features of a pair as 64-bit hashes. Out: a probability for each
// predicate; Train makes a Model, deterministically, from labelled pairs. Not
// here: which pairs there are and what their features are (claims), the data
// (claims/train).
package relate

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
)

// Model holds a weight for each feature and predicate. It is safe for
// concurrent use.
type Model struct {
	predicates []string
	bias       []float32
	step       float32  // weight of one quantisation unit
	keys       []uint32 // sorted feature hashes
	start      []uint32 // keys[i] has cells[start[i]:start[i+1]]
	cells      []cell
	bucket     []uint32 // keys with top bits b are keys[bucket[b]:bucket[b+1]]
}

// cell is a predicate and its weight.
type cell struct {
	class  uint8
	weight int8
}

// bucketBits are the top bits of a hash by which its key is found.
const bucketBits = 17

func (m *Model) index() {
	m.bucket = make([]uint32, 1<<bucketBits+1)
	for _, k := range m.keys {
		m.bucket[k>>(32-bucketBits)+1]++
	}
	for b := range 1 << bucketBits {
		m.bucket[b+1] += m.bucket[b]
	}
}

// Predicates lists what the model knows, sorted.
func (m *Model) Predicates() []string { return m.predicates }

// Score sums the weights of the features for each of Predicates into sums.
func (m *Model) Score(features []uint64, sums []int32) {
	clear(sums) // integers: the same on every machine
	for _, f := range features {
		k := fold(f)
		b := k >> (32 - bucketBits)
		for i := m.bucket[b]; i < m.bucket[b+1]; i++ {
			if m.keys[i] == k {
				for _, c := range m.cells[m.start[i]:m.start[i+1]] {
					sums[c.class] += int32(c.weight)
				}
				break
			}
		}
	}
}

// Probability is how probable it is that predicate number c holds for a pair
// with this score.
func (m *Model) Probability(c int, score int32) float64 {
	// the conversion forbids a fused multiply-add
	return sigmoid(float64(m.bias[c]) + float64(float64(score)*float64(m.step)))
}

func fold(f uint64) uint32 { return uint32(f ^ f>>32) }

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// magic begins every model file; the digit is the format's version.
const magic = "relate1\n"

// Bytes is the model as a file.
func (m *Model) Bytes() []byte {
	b := []byte(magic)
	names := strings.Join(m.predicates, " ")
	b = binary.LittleEndian.AppendUint32(b, uint32(len(names)))
	b = append(b, names...)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.step))
	for _, x := range m.bias {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.keys)))
	for i, k := range m.keys {
		b = binary.LittleEndian.AppendUint32(b, k)
		b = append(b, byte(m.start[i+1]-m.start[i]))
		for c := m.start[i]; c < m.start[i+1]; c++ {
			b = append(b, m.cells[c].class, byte(m.cells[c].weight))
		}
	}
	return b
}

var errDamaged = errors.New("load relation model: the file is damaged; train it again")

// Load reads what Bytes wrote.
func Load(b []byte) (*Model, error) {
	r := reader{b: b}
	if string(r.take(len(magic))) != magic {
		return nil, fmt.Errorf("load relation model: not a model of this version; train it again")
	}
	m := &Model{}
	names := string(r.take(int(r.u32())))
	if m.predicates = strings.Fields(names); strings.Join(m.predicates, " ") != names {
		return nil, errDamaged
	}
	m.step = math.Float32frombits(r.u32())
	for range m.predicates {
		m.bias = append(m.bias, math.Float32frombits(r.u32()))
	}
	n := int(r.u32())
	if n > len(r.b)/5 {
		return nil, errDamaged
	}
	m.keys, m.start = make([]uint32, 0, n), make([]uint32, 1, n+1)
	for range n {
		k := r.u32()
		if len(m.keys) > 0 && m.keys[len(m.keys)-1] >= k {
			return nil, errDamaged
		}
		m.keys = append(m.keys, k)
		cells := r.take(1)
		if cells == nil {
			return nil, errDamaged
		}
		for range cells[0] {
			c := r.take(2)
			if c == nil || int(c[0]) >= len(m.predicates) {
				return nil, errDamaged
			}
			m.cells = append(m.cells, cell{c[0], int8(c[1])})
		}
		m.start = append(m.start, uint32(len(m.cells)))
	}
	if r.short || len(r.b) != 0 {
		return nil, errDamaged
	}
	m.index()
	return m, nil
}

// reader takes from b; after a short read everything is zero and short is set.
type reader struct {
	b     []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.short, r.b = true, nil
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *reader) u32() uint32 {
	b := r.take(4)
	if b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}
