package pdftext

import (
	"cmp"
	"errors"
	"slices"
	"unicode"
	"unicode/utf16"
)

// cmap maps the codes of a font to text (ISO 32000-1, 9.10.3; Adobe technical
// note 5014) and says how long the codes are.
type cmap struct {
	spaces []codeSpace
	text   map[uint32]string
	ranges []codeRange
}

type codeSpace struct {
	bytes    int
	low, top uint32
}

type codeRange struct {
	low, top uint32
	text     string // of low; its last character counts up
}

const maxRanges = 10_000 // of one map

func readCMap(f *file, s *stream) (*cmap, error) {
	data, err := f.decode(s)
	if err != nil {
		return nil, err
	}
	m := &cmap{text: map[uint32]string{}}
	l := f.lexer(data, 0)
	var args []any
	for {
		v, err := l.value(0)
		if errors.Is(err, errEnd) {
			slices.SortStableFunc(m.ranges, func(a, b codeRange) int { return cmp.Compare(a.low, b.low) })
			return m, nil
		}
		if err != nil {
			return nil, err
		}
		op, ok := v.(keyword)
		if !ok {
			if len(args) < 1000 { // 100 entries at a time are allowed
				args = append(args, v)
			}
			continue
		}
		switch op {
		case "endcodespacerange":
			for ; len(args) >= 2; args = args[2:] {
				low, n := code(args[0])
				top, _ := code(args[1])
				if n > 0 && len(m.spaces) < 16 {
					m.spaces = append(m.spaces, codeSpace{n, low, top})
				}
			}
		case "endbfchar":
			for ; len(args) >= 2; args = args[2:] {
				if c, n := code(args[0]); n > 0 && f.codes < maxCodes {
					f.codes++
					m.text[c] = utf16Text(args[1])
				}
			}
		case "endbfrange":
			for ; len(args) >= 3; args = args[3:] {
				m.addRange(f, args[0], args[1], args[2])
			}
		}
		args = args[:0]
	}
}

func (m *cmap) addRange(f *file, from, to, text any) {
	low, n := code(from)
	top, _ := code(to)
	if n == 0 || top < low {
		return
	}
	list, ok := text.(array)
	if !ok {
		if len(m.ranges) < maxRanges {
			m.ranges = append(m.ranges, codeRange{low, top, utf16Text(text)})
		}
		return
	}
	for i, t := range list {
		if c := low + uint32(i); c <= top && f.codes < maxCodes {
			f.codes++
			m.text[c] = utf16Text(t)
		}
	}
}

// code is the number that a string of one to four bytes is; 0 bytes: none.
func code(v any) (c uint32, bytes int) {
	s, ok := v.(str)
	if !ok || len(s) == 0 || len(s) > 4 {
		return 0, 0
	}
	for i := range len(s) {
		c = c<<8 | uint32(s[i])
	}
	return c, len(s)
}

// utf16Text decodes UTF-16 big-endian without a mark.
func utf16Text(v any) string {
	s, _ := v.(str)
	if len(s) == 1 {
		return string(rune(s[0]))
	}
	units := make([]uint16, 0, min(len(s)/2, 100))
	for i := 0; i+1 < len(s) && len(units) < 100; i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	swapped := func(u uint16) bool { return u&0xFF == 0 && u>>8 < 0x80 && unicode.IsLetter(rune(u>>8)) }
	if len(units) > 1 && !slices.ContainsFunc(units, func(u uint16) bool { return !swapped(u) }) {
		for i := range units { // Ghostscript 10.00 writes the letters of ligatures little-endian
			units[i] >>= 8
		}
	}
	return string(utf16.Decode(units))
}

// of is the text of a code, ok if the map has it.
func (m *cmap) of(c uint32) (string, bool) {
	if t, ok := m.text[c]; ok {
		return t, true
	}
	i, found := slices.BinarySearchFunc(m.ranges, c, func(r codeRange, c uint32) int { return cmp.Compare(r.low, c) })
	if !found {
		i--
	}
	if i < 0 || c > m.ranges[i].top || m.ranges[i].text == "" {
		return "", false
	}
	t := []rune(m.ranges[i].text)
	t[len(t)-1] += rune(c - m.ranges[i].low)
	return string(t), true
}

// next is how many bytes the code at the beginning of s has.
func (m *cmap) next(s str) int {
	c := uint32(0)
	for n := 1; n <= min(4, len(s)); n++ {
		c = c<<8 | uint32(s[n-1])
		for _, space := range m.spaces {
			if space.bytes == n && space.low <= c && c <= space.top {
				return n
			}
		}
	}
	return 0
}
