package pdftext

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
)

var errStreams = fmt.Errorf("streams of more than %d bytes", maxDecoded)

// decode undoes the filters of a stream. What can be decoded of one that is
// damaged is taken; only a bound is an error. A filter of pictures gives nil.
func (f *file) decode(s *stream) ([]byte, error) {
	data := f.decryptStream(s)
	filters, parms := f.list(s.dict["Filter"], s.dict["F"]), f.list(s.dict["DecodeParms"], s.dict["DP"])
	if len(filters) > 8 {
		return nil, fmt.Errorf("a stream of %d filters", len(filters))
	}
	for i, filter := range filters {
		var p dict
		if i < len(parms) {
			p = f.dict(parms[i])
		}
		var err error
		if data, err = f.filter(f.name(filter), data, p); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// list is the first of values that is there, as an array.
func (f *file) list(values ...any) array {
	for _, v := range values {
		switch v := f.get(v).(type) {
		case nil:
		case array:
			return v
		default:
			return array{v}
		}
	}
	return nil
}

func (f *file) filter(filter name, data []byte, p dict) ([]byte, error) {
	var r io.Reader
	switch filter {
	case "FlateDecode", "Fl":
		z, err := zlib.NewReader(bytes.NewReader(data))
		if r = z; err != nil {
			r = flate.NewReader(bytes.NewReader(data[min(len(data), 2):]))
		}
	case "LZWDecode", "LZW":
		early, ok := f.number(p["EarlyChange"])
		r = newLZW(data, !ok || early != 0)
	case "ASCII85Decode", "A85":
		data, _, _ = bytes.Cut(data, []byte("~>"))
		r = ascii85.NewDecoder(bytes.NewReader(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))))
	case "ASCIIHexDecode", "AHx":
		l := lexer{data: append([]byte("<"), data...)}
		return []byte(l.hex()), nil
	case "RunLengthDecode", "RL":
		r = &runLength{data: data}
	case "Crypt", "":
		return data, nil
	default: // pictures
		return nil, nil
	}
	out, err := f.readAll(r)
	if err != nil {
		return nil, err
	}
	return f.unpredict(out, p), nil
}

// readAll reads what there is before r fails, within the bounds.
func (f *file) readAll(r io.Reader) ([]byte, error) {
	most := min(f.decoded, maxStream)
	out, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err != nil && len(out) == 0 {
		return nil, nil
	}
	if len(out) > most {
		return nil, errStreams
	}
	f.decoded -= len(out)
	return out, nil
}

// unpredict undoes the PNG predictors (7.4.4.4); TIFF's are for pictures.
func (f *file) unpredict(data []byte, p dict) []byte {
	if n, _ := f.number(p["Predictor"]); n < 10 {
		return data
	}
	of := func(key name, otherwise int) int {
		if n, ok := f.number(p[key]); ok && n >= 1 && n <= 1<<20 {
			return int(n)
		}
		return otherwise
	}
	bits := of("Colors", 1) * of("BitsPerComponent", 8)
	row, pixel := (of("Columns", 1)*bits+7)/8, max(1, bits/8)
	if row <= 0 || row > maxStream {
		return data
	}
	before := make([]byte, row)
	out := make([]byte, 0, len(data))
	for len(data) > 1 {
		kind := data[0]
		line := data[1:min(len(data), 1+row)]
		data = data[1+len(line):]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], before[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += before[i]
			case 3:
				line[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				line[i] += paeth(left, before[i], corner)
			}
		}
		copy(before, line)
		out = append(out, line...)
	}
	return out
}

func paeth(a, b, c byte) byte {
	abs := func(n int) int { return max(n, -n) }
	p := int(a) + int(b) - int(c)
	pa, pb, pc := abs(p-int(a)), abs(p-int(b)), abs(p-int(c))
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

// runLength is the RunLengthDecode filter (7.4.5).
type runLength struct {
	data, rest []byte
}

func (r *runLength) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if len(r.data) < 2 || r.data[0] == 128 {
			return 0, io.EOF
		}
		if n := int(r.data[0]); n < 128 {
			end := min(len(r.data), 2+n)
			r.rest, r.data = r.data[1:end], r.data[end:]
		} else {
			r.rest, r.data = bytes.Repeat(r.data[1:2], 257-n), r.data[2:]
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// lzwReader is the LZWDecode filter (7.4.4), whose codes grow one early, unlike
// those of compress/lzw.
type lzwReader struct {
	data       []byte
	bits, have uint
	early      int
	table      []lzwCode
	width      uint
	last       int // code before; -1 after a clear
	rest       []byte
}

type lzwCode struct {
	prefix int
	length int
	c      byte
}

const lzwClear, lzwEnd = 256, 257

func newLZW(data []byte, early bool) *lzwReader {
	z := &lzwReader{data: data}
	if early {
		z.early = 1
	}
	z.clear()
	return z
}

func (z *lzwReader) clear() {
	if z.table == nil {
		z.table = make([]lzwCode, 0, 4096)
	}
	z.table = z.table[:0]
	for c := range 258 {
		z.table = append(z.table, lzwCode{prefix: -1, length: 1, c: byte(c)})
	}
	z.width, z.last = 9, -1
}

var errLZW = errors.New("bad LZW code")

func (z *lzwReader) Read(p []byte) (int, error) {
	for len(z.rest) == 0 {
		for z.have < z.width {
			if len(z.data) == 0 {
				return 0, io.EOF
			}
			z.bits, z.have, z.data = z.bits<<8|uint(z.data[0]), z.have+8, z.data[1:]
		}
		z.have -= z.width
		code := int(z.bits >> z.have & (1<<z.width - 1))
		z.bits &= 1<<z.have - 1
		switch {
		case code == lzwEnd:
			return 0, io.EOF
		case code == lzwClear:
			z.clear()
			continue
		case code > len(z.table) || code == len(z.table) && z.last < 0:
			return 0, errLZW
		}
		z.expand(code)
	}
	n := copy(p, z.rest)
	z.rest = z.rest[n:]
	return n, nil
}

func (z *lzwReader) expand(code int) {
	of := code
	if code == len(z.table) { // the code that is being made: the last, and its first byte again
		of = z.last
	}
	out := make([]byte, z.table[of].length, z.table[of].length+1)
	for i, c := len(out)-1, of; i >= 0; i-- {
		out[i], c = z.table[c].c, z.table[c].prefix
	}
	first := out[0]
	if code == len(z.table) {
		out = append(out, first)
	}
	if z.last >= 0 && len(z.table) < 4096 {
		z.table = append(z.table, lzwCode{z.last, z.table[z.last].length + 1, first})
	}
	if n := len(z.table) + z.early; n >= 1<<z.width && z.width < 12 {
		z.width++
	}
	z.last, z.rest = code, out
}
