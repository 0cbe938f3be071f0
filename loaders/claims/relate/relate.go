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
	"slices"
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
	class      []uint8
	weight     []int8
}

// Predicates lists what the model knows, sorted.
func (m *Model) Predicates() []string { return m.predicates }

// Probabilities returns, for each of Predicates, how probable it is that it
// holds for a pair with these features.
func (m *Model) Probabilities(features []uint64) []float64 {
	sum := make([]int32, len(m.predicates)) // integers: the same on every machine
	for _, f := range features {
		i, ok := slices.BinarySearch(m.keys, fold(f))
		if !ok {
			continue
		}
		for c := m.start[i]; c < m.start[i+1]; c++ {
			sum[m.class[c]] += int32(m.weight[c])
		}
	}
	out := make([]float64, len(sum))
	for i, s := range sum {
		// the conversion forbids a fused multiply-add
		out[i] = sigmoid(float64(m.bias[i]) + float64(float64(s)*float64(m.step)))
	}
	return out
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
			b = append(b, m.class[c], byte(m.weight[c]))
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
			m.class, m.weight = append(m.class, c[0]), append(m.weight, int8(c[1]))
		}
		m.start = append(m.start, uint32(len(m.class)))
	}
	if r.short || len(r.b) != 0 {
		return nil, errDamaged
	}
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
