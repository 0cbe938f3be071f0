package loaders

// CodePoints counts Unicode code points in one text: what users of offsets
// outside Go count in.
type CodePoints struct {
	s     string
	marks []int // code points before byte i*stride
}

const stride = 256 // bytes that Before may have to count

// NewCodePoints reads s once; s must be valid UTF-8.
func NewCodePoints(s string) CodePoints {
	c := CodePoints{s: s, marks: []int{0}}
	for at := stride; at <= len(s); at += stride {
		c.marks = append(c.marks, c.marks[len(c.marks)-1]+starts(s[at-stride:at]))
	}
	return c
}

// Before is the number of code points before byte i, 0 <= i <= len(s).
func (c CodePoints) Before(i int) int {
	mark := i / stride
	return c.marks[mark] + starts(c.s[mark*stride:i])
}

// starts counts the bytes that begin a character, so that a cut inside one
// does no harm.
func starts(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}
