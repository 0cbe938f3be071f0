package lang

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Section is a named part of a model file: a perceptron, a list of labels.
type Section struct {
	Name string
	Data []byte
}

// Sections are the parts of one model file in file order.
type Sections []Section

const (
	packMagic = "ngpk1\x00\x00\x00"
	// zipMagic stands before a packed file that is compressed by Zstandard.
	zipMagic = "ngpz1\x00\x00\x00"
	// maxUnpacked bounds the memory that a damaged file can ask for.
	maxUnpacked = 256 << 20
)

// Pack joins sections into one compressed file.
func Pack(s Sections) []byte { return Compress(join(s)) }

// Compress makes b smaller. The same bytes give the same result with the same
// version of the compressor, which go.mod pins.
func Compress(b []byte) []byte {
	// The options are constants that NewWriter accepts.
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression), zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	return w.EncodeAll(b, []byte(zipMagic))
}

func join(s Sections) []byte {
	b := []byte(packMagic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
	for _, x := range s {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(x.Name)))
		b = append(b, x.Name...)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(x.Data)))
		b = append(b, x.Data...)
	}
	return b
}

var errBadModel = errors.New("not a model file or cut off; train it again with this program")

// Decompress undoes Compress; what is not compressed it returns as it is.
func Decompress(b []byte) ([]byte, error) {
	z, ok := bytes.CutPrefix(b, []byte(zipMagic))
	if !ok {
		return b, nil
	}
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if b, err = r.DecodeAll(z, nil); err != nil {
		return nil, errBadModel
	}
	return b, nil
}

// Unpack splits what Pack joined.
func Unpack(b []byte) (Sections, error) {
	b, err := Decompress(b)
	if err != nil {
		return nil, err
	}
	bad := errBadModel
	if len(b) < len(packMagic)+4 || string(b[:len(packMagic)]) != packMagic {
		return nil, bad
	}
	n := binary.LittleEndian.Uint32(b[len(packMagic):])
	b = b[len(packMagic)+4:]
	next := func() ([]byte, bool) {
		if len(b) < 4 {
			return nil, false
		}
		k := uint64(binary.LittleEndian.Uint32(b))
		if uint64(len(b)-4) < k {
			return nil, false
		}
		x := b[4 : 4+k : 4+k]
		b = b[4+k:]
		return x, true
	}
	var out Sections
	for range n {
		name, ok := next()
		if !ok {
			return nil, bad
		}
		data, ok := next()
		if !ok {
			return nil, bad
		}
		out = append(out, Section{string(name), data})
	}
	if len(b) != 0 {
		return nil, bad
	}
	return out, nil
}

// Get returns a section's data, or an error that names what is missing.
func (s Sections) Get(name string) ([]byte, error) {
	for _, x := range s {
		if x.Name == name {
			return x.Data, nil
		}
	}
	return nil, fmt.Errorf("model file has no section %q; train it again with this program", name)
}

// Lines returns a section that holds a list of strings, one a line.
func (s Sections) Lines(name string) ([]string, error) {
	b, err := s.Get(name)
	if err != nil {
		return nil, err
	}
	if len(b) == 0 {
		return nil, nil
	}
	return strings.Split(string(b), "\n"), nil
}

// Lines makes a section of a list of strings without line breaks.
func Lines(name string, list []string) Section {
	return Section{name, []byte(strings.Join(list, "\n"))}
}
