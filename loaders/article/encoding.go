package article

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	letter "unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

var errBinary = errors.New("binary data, not text")

// encodingError is text in an encoding that is not known.
type encodingError struct {
	line int
	b    byte
}

func (e *encodingError) Error() string {
	return fmt.Sprintf("byte 0x%02X is not valid UTF-8, and the text is in no other encoding that it names or that is known", e.b)
}

// lost is what could not be decoded and reads as U+FFFD.
type lost struct{ characters, line int }

// note is what is told of it, "" for nothing.
func (l lost) note() string {
	switch l.characters {
	case 0:
		return ""
	case 1:
		return "one byte that is no character reads as \uFFFD"
	}
	return fmt.Sprintf("%d bytes that are no characters read as \uFFFD", l.characters)
}

// decode turns the bytes of an article, or of a file of them, into Unicode. It
// is the only place that decides what characters bytes are. In this order, the
// first that agrees with the bytes is believed: a byte order mark, the charset
// of the transport (an HTTP or mail header), the one that the text declares of
// itself, UTF-8, Windows-1252. A stray byte costs one U+FFFD. Neither name
// need be known; both may be "".
func decode(data []byte, transport, declared string) (string, lost, error) {
	switch e, mark, ok := wide(data); {
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return "", lost{}, errors.New("text in UTF-32, which is not read")
	case ok:
		return decodeWide(data[mark:], e)
	}
	marked := bytes.HasPrefix(data, []byte("\xEF\xBB\xBF"))
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if binary(data) {
		return "", lost{}, errBinary
	}
	c := count(data)
	if c.bad == 0 {
		return string(data), lost{}, nil
	}
	if !marked && !c.damaged() {
		for _, name := range []string{transport, declared} {
			if s, ok := decodeNamed(data, name); ok {
				return s, lost{}, nil
			}
		}
		if s, ok := decodeWestern(data); ok {
			return s, lost{}, nil
		}
	}
	if !marked && !c.few(len(data)) {
		return "", lost{}, &encodingError{c.line, c.first}
	}
	return replaceInvalid(data, c.bad), lost{c.bad, c.line}, nil
}

// counts are of a text as UTF-8.
type counts struct {
	multi int // characters of several bytes
	bad   int // bytes that belong to no character
	line  int // of the first of them
	first byte
}

func count(data []byte) counts {
	c := counts{}
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			if c.bad == 0 {
				c.line, c.first = 1+bytes.Count(data[:i], []byte("\n")), data[i]
			}
			c.bad++
		} else {
			c.multi++
		}
		i += n
	}
	return c
}

// damaged tells UTF-8 with something wrong in it from another encoding, whose
// bytes make up characters of UTF-8 only by chance.
func (c counts) damaged() bool { return c.multi > c.bad/2 }

// few tells whether a text with so much lost is still worth reading.
func (c counts) few(size int) bool { return c.bad <= 3 || c.bad*4 <= c.multi || c.bad*100 <= size }

// western are the letters and marks above ASCII that Western European text in
// Windows-1252 uses; others are a sign of damage or of another encoding.
const western = "æøåÆØÅäöüÄÖÜßéèêëÉÈÊáàâãÁÀÂóòôõÓíìîïÍúùûÚçÇñÑðÐþ" + "§£€$°·´¨«»“”„‘’‚–—…•©®™½¼¾²³±×\u00a0\u00ad¡¿"

// decodeNamed decodes data, which is no UTF-8, by the name of an encoding
// (WHATWG Encoding Standard). It is not ok if the encoding is not known or if
// what comes out is no text.
func decodeNamed(data []byte, name string) (s string, ok bool) {
	e, err := htmlindex.Get(strings.Trim(name, " \t\"'"))
	if err != nil || e == encoding.Replacement {
		return "", false
	}
	if canonical, err := htmlindex.Name(e); err != nil || strings.HasPrefix(canonical, "utf-") {
		return "", false // it is none by its bytes
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	for _, r := range string(out) {
		if r == utf8.RuneError || r >= 0x80 && r < 0xA0 || r >= 0xE000 && r <= 0xF8FF { // C1 controls, private use
			return "", false
		}
	}
	return string(out), true
}

// decodeWestern takes data, of which nobody says what it is, for Windows-1252
// if it then reads as Western text.
func decodeWestern(data []byte) (s string, ok bool) {
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	letters, above := 0, 0
	for _, r := range string(out) {
		if r >= utf8.RuneSelf && !strings.ContainsRune(western, r) {
			return "", false
		}
		if letter.IsLetter(r) {
			letters++
			if r >= utf8.RuneSelf {
				above++
			}
		}
	}
	return string(out), above*2 <= letters // Cyrillic and Greek read as Windows-1252 have hardly anything else
}

func replaceInvalid(data []byte, bad int) string {
	var b strings.Builder
	b.Grow(len(data) + 2*bad)
	for _, r := range string(data) { // an invalid byte gives U+FFFD
		b.WriteRune(r)
	}
	return b.String()
}

// wide tells UTF-16, by its mark or its zero bytes, and how long the mark is.
func wide(data []byte) (e unicode.Endianness, mark int, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return unicode.LittleEndian, 2, true
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return unicode.BigEndian, 2, true
	}
	ok = zeroBytes(data, &e)
	return e, 0, ok
}

// decodeWide decodes UTF-16; half a character at its end and half a pair of
// surrogates are lost.
func decodeWide(data []byte, e unicode.Endianness) (string, lost, error) {
	out, err := unicode.UTF16(e, unicode.IgnoreBOM).NewDecoder().Bytes(data)
	if err != nil {
		return "", lost{}, fmt.Errorf("text in UTF-16: %w", err)
	}
	if binary(out) {
		return "", lost{}, errBinary
	}
	s := string(out)
	l := lost{characters: strings.Count(s, "\uFFFD")}
	if l.characters > 0 {
		l.line = 1 + strings.Count(s[:strings.Index(s, "\uFFFD")], "\n")
	}
	if l.characters > 3 && l.characters*100 > len(s) {
		return "", lost{}, errBinary
	}
	return s, l, nil
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
	case half < 2:
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

var (
	metaCharset = regexp.MustCompile(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([-\w:.]+)`)
	xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([-\w:.]+)["']`)
)

// declaredCharset is the encoding that a web page or an XML file declares in
// its beginning, "" for none.
func declaredCharset(data []byte) string {
	const head = 8 << 10 // browsers look at 1 KB; pages have it later too
	data = data[:min(len(data), head)]
	for _, e := range []*regexp.Regexp{xmlEncoding, metaCharset} {
		if m := e.FindSubmatch(data); m != nil {
			return string(m[1])
		}
	}
	return ""
}
