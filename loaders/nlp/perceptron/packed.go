package perceptron

import "slices"

// Packed is the sum of the weights of some features, four classes a number: as
// long as no class leaves the range of int16, sums of Packed are sums of their
// numbers. What is added often is worth packing once.
type Packed []uint64

// packedLimit is the largest sum of a class in one Packed: four may be added.
const packedLimit = 1<<13 - 1

// PackedSize is how long a Packed of m is; four times that is how many places
// Unpack fills.
func (m *Model) PackedSize() int { return (m.classes + 3) / 4 }

// Pack sums the weights of features. It is nil when a sum is too large. sums is
// scratch, four times as long as the result.
func (m *Model) Pack(features []uint64, sums []int32) Packed {
	sums = sums[:4*m.PackedSize()]
	clear(sums)
	m.Score(features, sums)
	if slices.Max(sums) > packedLimit || slices.Min(sums) < -packedLimit {
		return nil
	}
	p := make(Packed, m.PackedSize())
	for i := range p {
		for k := range 4 {
			p[i] += uint64(int64(sums[4*i+k])) << (16 * k)
		}
	}
	return p
}

// Add adds q to p, which is as long. At most four can be added up.
func (p Packed) Add(q Packed) {
	q = q[:len(p)]
	for i := range p {
		p[i] += q[i]
	}
}

// Unpack sets out to the sums.
func (p Packed) Unpack(out []int32) {
	out = out[:4*len(p)]
	for i, x := range p {
		o := out[4*i : 4*i+4 : 4*i+4]
		// A negative class has borrowed one from the next.
		y := int64(x)
		o[0] = int32(int16(y))
		y = y>>16 + y>>15&1
		o[1] = int32(int16(y))
		y = y>>16 + y>>15&1
		o[2] = int32(int16(y))
		y = y>>16 + y>>15&1
		o[3] = int32(int16(y))
	}
}
