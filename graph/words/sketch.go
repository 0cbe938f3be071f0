package words

import (
	"encoding/binary"
	"math"
)

// A sketch is MinHash (Broder 1997): of each of sketchLen hash functions the
// smallest value over all shingles of the text. The share of values that two
// texts have in common estimates the Jaccard similarity of their sets of
// shingles. Groups of bandRows values make bands (Indyk and Motwani 1998); texts
// that share one are looked at.
const (
	shingle   = 4 // words
	sketchLen = 128
	bandRows  = 4

	// Bands is how many bands a text has.
	Bands = sketchLen / bandRows
	// copyShare is the least estimated similarity of copies: a story of which a
	// paper has left out half, or to which it has added as much, is at 0.5.
	copyShare = 0.4
)

// Sketch is what is kept of a text; that of a text without words is zero.
type Sketch struct {
	Least [sketchLen]byte // the lowest byte of each smallest value
	Bands [Bands]Band
}

// Band is a hash of a group of smallest values.
type Band [4]byte

// SketchLen is the length of a sketch as bytes.
const SketchLen = sketchLen + Bands*len(Band{})

// Append appends the bytes of s.
func (s *Sketch) Append(b []byte) []byte {
	b = append(b, s.Least[:]...)
	for _, band := range s.Bands {
		b = append(b, band[:]...)
	}
	return b
}

// ReadSketch reads SketchLen bytes.
func ReadSketch(b []byte) (s Sketch) {
	b = b[copy(s.Least[:], b):]
	for i := range s.Bands {
		b = b[copy(s.Bands[i][:], b):]
	}
	return s
}

// SketchOf makes the sketch of a text, given as its folded words.
func SketchOf(folded []string) (s Sketch) {
	if len(folded) == 0 {
		return s
	}
	var least [sketchLen]uint32
	for i := range least {
		least[i] = math.MaxUint32
	}
	for i := range max(1, len(folded)-shingle+1) {
		h := uint64(14695981039346656037) // FNV-1a
		for _, w := range folded[i:min(i+shingle, len(folded))] {
			for j := range len(w) {
				h = (h ^ uint64(w[j])) * 1099511628211
			}
			h *= 1099511628211
		}
		h = mix(h)
		for k := range least {
			if v := uint32((h*factors[k] + addends[k]) >> 32); v < least[k] {
				least[k] = v
			}
		}
	}
	for i, v := range least {
		s.Least[i] = byte(v)
	}
	for b := range s.Bands {
		h := uint64(b + 1)
		for _, v := range least[b*bandRows : (b+1)*bandRows] {
			h = mix(h ^ uint64(v))
		}
		binary.BigEndian.PutUint32(s.Bands[b][:], uint32(h))
	}
	return s
}

// CopyOf reports whether the texts of two sketches are copies of one story.
func (s *Sketch) CopyOf(o *Sketch) bool {
	same := 0
	for i, v := range s.Least {
		if v == o.Least[i] {
			same++
		}
	}
	const chance = 1.0 / 256 // that different values have one lowest byte
	return (float64(same)/sketchLen-chance)/(1-chance) >= copyShare
}

// factors and addends make the hash functions: multiply and add, modulo 2^64.
var factors, addends = func() (f, a [sketchLen]uint64) {
	for i := range f {
		f[i] = mix(uint64(2*i+1)) | 1
		a[i] = mix(uint64(2*i + 2))
	}
	return f, a
}()

// mix spreads the bits of x (the finalizer of SplitMix64, Steele et al. 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
