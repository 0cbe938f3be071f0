package graph

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
)

// Digest stands for a set of quads, whatever the order in which they came: it
// is the sum, modulo 2^128, of the first 16 bytes of the SHA-256 of each quad's
// canonical N-Quads line with its newline, read as big-endian numbers. So it
// can be computed from an export with any tool. It shows damage and
// differences; against somebody who seeks a collision it proves nothing.
type Digest struct{ hi, lo uint64 }

const digestLen = 16

// String is 32 hexadecimal digits.
func (d Digest) String() string { return hex.EncodeToString(d.append(nil)) }

// MarshalText implements encoding.TextMarshaler.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d Digest) append(b []byte) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, d.hi), d.lo)
}

func readDigest(b []byte) Digest {
	return Digest{binary.BigEndian.Uint64(b), binary.BigEndian.Uint64(b[8:])}
}

func (d Digest) plus(o Digest) Digest {
	lo, carry := bits.Add64(d.lo, o.lo, 0)
	hi, _ := bits.Add64(d.hi, o.hi, carry)
	return Digest{hi, lo}
}

func (d Digest) minus(o Digest) Digest {
	lo, borrow := bits.Sub64(d.lo, o.lo, 0)
	hi, _ := bits.Sub64(d.hi, o.hi, borrow)
	return Digest{hi, lo}
}

func lineDigest(line []byte) Digest {
	h := sha256.Sum256(line)
	return readDigest(h[:])
}

// appendLine appends the N-Quads line of a quad; "" is no graph.
func appendLine(b []byte, terms [4]string) []byte {
	for _, nt := range terms {
		if nt != "" {
			b = append(append(b, nt...), ' ')
		}
	}
	return append(b, ".\n"...)
}

// quadDigester makes digests of quads; it keeps its buffer.
type quadDigester struct{ line []byte }

func (d *quadDigester) of(terms [4]string) Digest {
	d.line = appendLine(d.line[:0], terms)
	return lineDigest(d.line)
}
