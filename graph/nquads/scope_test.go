package nquads

import (
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// A stream that is hashed in the middle gives the rest all the same.
func TestStream(t *testing.T) {
	text := strings.Repeat("0123456789", 2000)
	for _, before := range []int{0, 1, 4096, len(text)} {
		s := NewStream(iotest.OneByteReader(strings.NewReader(text)))
		head := make([]byte, before)
		if _, err := io.ReadFull(s, head); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if sum, err := s.Digest(); err != nil || sum != sha256.Sum256([]byte(text)) {
				t.Errorf("after %d bytes: hash %x, %v", before, sum, err)
			}
		}
		rest, err := io.ReadAll(s)
		if err != nil || string(head)+string(rest) != text {
			t.Errorf("after %d bytes: %d more, %v", before, len(rest), err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	broken := errors.New("broken")
	if _, err := NewStream(iotest.ErrReader(broken)).Digest(); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestScopedAsksOnlyForBlankNodes(t *testing.T) {
	for in, want := range map[string]string{
		"<a:a> <a:p> <a:b> .":                 "<a:a> <a:p> <a:b> .",
		"_:x0123456789abcdef-b <a:p> <a:b> .": "_:x0123456789abcdef-b <a:p> <a:b> .",
		"_:x0123456789abcdeg-b <a:p> <a:b> .": "error",
		"_:x0123456789abcdef- <a:p> <a:b> .":  "error",
		"<a:a> <a:p> \"_:b\" _:g .":           "error",
	} {
		no := errors.New("no hash")
		for q, err := range Scoped(NewReader(strings.NewReader(in), Options{}).All(), func() (sum [sha256.Size]byte, _ error) { return sum, no }) {
			switch {
			case want == "error" && !errors.Is(err, no), want != "error" && (err != nil || q.NQ() != want):
				t.Errorf("%s: %s, %v", in, q.NQ(), err)
			}
		}
	}
}
