package pdftext

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"io"
	"math/rand"
	"testing"
)

func ascii85Of(s string) string {
	out := make([]byte, ascii85.MaxEncodedLen(len(s)))
	return string(out[:ascii85.Encode(out, []byte(s))])
}

// lzwOf is s without compression: a clear code before every 200 bytes keeps
// the codes at nine bits.
func lzwOf(s string) string {
	var out []byte
	bits, have := uint(0), 0
	put := func(code int) {
		bits, have = bits<<9|uint(code), have+9
		for have >= 8 {
			have -= 8
			out = append(out, byte(bits>>have))
			bits &= 1<<have - 1
		}
	}
	for i := range len(s) {
		if i%200 == 0 {
			put(lzwClear)
		}
		put(int(s[i]))
	}
	put(lzwEnd)
	put(0)
	return string(out)
}

// pngRows predicts rows by all five filters in turn, as PNG does.
func pngRows(s string, columns int) string {
	for len(s)%columns != 0 {
		s += " "
	}
	var out []byte
	before := make([]byte, columns)
	for n := 0; len(s) > 0; n++ {
		row := []byte(s[:columns])
		s = s[columns:]
		kind := n % 5
		out = append(out, byte(kind))
		for i, c := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], before[i-1]
			}
			out = append(out, c-[]byte{0, left, before[i], byte((int(left) + int(before[i])) / 2), paeth(left, before[i], corner)}[kind])
		}
		before = row
	}
	return string(out)
}

// With late codes LZW is that of compress/lzw.
func TestLZW(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for _, size := range []int{0, 1, 100, 5000, 100_000} {
		data := make([]byte, size)
		for i := range data {
			data[i] = byte('a' + r.Intn(3))
		}
		var b bytes.Buffer
		w := lzw.NewWriter(&b, lzw.MSB, 8)
		w.Write(data)
		w.Close()
		got, err := io.ReadAll(newLZW(b.Bytes(), false))
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: %d come back, %v", size, len(got), err)
		}
	}
}
