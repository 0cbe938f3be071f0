package article

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var errBinary = errors.New("binary data, not text")

// encodingError is text in an encoding that is not known.
type encodingError struct {
	line int
	b    byte
}

func (e *encodingError) Error() string {
	return fmt.Sprintf("byte 0x%02X is not valid UTF-8, and the text is no Windows-1252 either", e.b)
}

// western are the letters and marks above ASCII that Western European text in
// Windows-1252 uses; others are a sign of damage or of another encoding.
const western = "æøåÆØÅäöüÄÖÜßéèêëÉÈÊáàâãÁÀÂóòôõÓíìîïÍúùûÚçÇñÑðÐþ" + "§£€$°·´¨«»“”„‘’‚–—…•©®™½¼¾²³±×\u00a0\u00ad¡¿"

// decodeText returns data as UTF-8 without a byte order mark. UTF-16 is known
// by its mark or its zero bytes; what is no valid UTF-8 is taken for
// Windows-1252 (a superset of Latin-1) if it then reads as Western text.
func decodeText(data []byte) (string, error) {
	var utf16 unicode.Endianness
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return "", errors.New("text in UTF-32, which is not read")
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return decodeUTF16(data, unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return decodeUTF16(data, unicode.BigEndian)
	case zeroBytes(data, &utf16):
		return decodeUTF16(data, utf16)
	}
	if binary(data) {
		return "", errBinary
	}
	if utf8.Valid(data) {
		return string(data), nil
	}
	bad := &encodingError{line: 1}
	multibyte := false
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1 && bad.b == 0:
			bad.b = data[i]
			bad.line += bytes.Count(data[:i], []byte("\n"))
		case n > 1:
			multibyte = true
		}
		i += n
	}
	if multibyte {
		return "", bad // damaged UTF-8: decoding it as another encoding would invent letters
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", bad
	}
	for _, r := range string(out) {
		if r >= utf8.RuneSelf && !strings.ContainsRune(western, r) {
			return "", bad
		}
	}
	return string(out), nil
}

func decodeUTF16(data []byte, e unicode.Endianness) (string, error) {
	if len(data)%2 != 0 {
		return "", errors.New("text in UTF-16 with half a character at its end")
	}
	out, err := unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("text in UTF-16: %w", err)
	}
	if binary(out) {
		return "", errBinary
	}
	return string(out), nil
}

// zeroBytes reports whether data looks like UTF-16 without a mark: nearly
// every second byte of its beginning is zero, and hardly any other is.
func zeroBytes(data []byte, e *unicode.Endianness) bool {
	sample := data[:min(len(data), 4096)&^1]
	var zero [2]int
	for i, b := range sample {
		if b == 0 {
			zero[i%2]++
		}
	}
	half := len(sample) / 2
	switch {
	case half == 0:
		return false
	case zero[1]*10 >= half*8 && zero[0]*20 <= half:
		*e = unicode.LittleEndian
		return true
	case zero[0]*10 >= half*8 && zero[1]*20 <= half:
		*e = unicode.BigEndian
		return true
	}
	return false
}

// binary reports whether data holds a zero byte or many control characters.
func binary(data []byte) bool {
	sample := data[:min(len(data), 64<<10)]
	control := 0
	for _, b := range sample {
		if b == 0 {
			return true
		}
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1B {
			control++
		}
	}
	return control*50 > len(sample)
}
