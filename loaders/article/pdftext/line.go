package pdftext

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// line is a line of a paragraph, or a cell of a table.
type line struct {
	run
	page int
}

const (
	wordGap   = 1.2  // sizes of the font: what is farther apart is another column or cell
	sameBase  = 0.4  // sizes that baselines of one line may differ by (indices)
	longLine  = 8000 // bytes of a line, after which another begins
	maxSorted = 5000 // lines of a page that are put in order; more are no page of text
)

// lines joins the runs of a page, in the order in which they were drawn.
func lines(runs []run, page int) []line {
	var out []line
	for _, r := range runs {
		r.text = clean(r.text)
		if n := len(out); n > 0 {
			last := &out[n-1]
			gap, size := r.left-last.right, math.Max(r.size, last.size)
			if math.Abs(r.base-last.base) < sameBase*size && gap > -0.5*size && gap < wordGap*size && len(last.text) < longLine {
				if noteMark(r, last.run) {
					continue
				}
				if gap >= joined*math.Min(r.size, last.size) && !strings.HasSuffix(last.text, " ") {
					last.text += " "
				}
				last.text += r.text
				last.right = math.Max(last.right, r.right)
				if strings.TrimSpace(last.text) == "" || r.size > last.size {
					last.base, last.size = r.base, r.size
				}
				continue
			}
		}
		if r.text != "" {
			out = append(out, line{r, page})
		}
	}
	out = slices.DeleteFunc(out, func(l line) bool { return strings.TrimSpace(l.text) == "" })
	return ordered(initials(out))
}

// noteMark reports whether r is the raised mark of a note behind what is on
// the line.
func noteMark(r, on run) bool {
	return r.size < 0.8*on.size && r.base > on.base+0.1*on.size &&
		strings.IndexFunc(r.text, func(c rune) bool { return !unicode.IsDigit(c) && !strings.ContainsRune("*†‡§, ", c) }) < 0
}

// clean drops what is no text and takes ligatures apart, which are of the
// setting and not of the words.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c):
			return -1
		}
		return c
	}, ligatures.Replace(s))
}

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "ft", "ﬆ", "st")

// initials gives large first letters back to their words.
func initials(lines []line) []line {
	var out []line
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if t := []rune(strings.TrimSpace(l.text)); len(t) == 1 && unicode.IsUpper(t[0]) && i+1 < len(lines) {
			next := lines[i+1]
			first := []rune(next.text)[0]
			if l.size > 1.5*next.size && unicode.IsLetter(first) && math.Abs(next.left-l.right) < l.size {
				next.text = string(t) + next.text
				out = append(out, next)
				i++
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// ordered keeps lines in the order in which they were drawn, which is that of
// reading in nearly all files. Where it jumps up and down, or runs across
// columns, their places tell. Short texts side by side are a table, whose rows
// are drawn across with reason.
func ordered(lines []line) []line {
	jumps, across, size := 0, 0, 0
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		if b.base > a.base+b.size/2 && beside(a, b) {
			jumps++
		}
		if math.Abs(b.base-a.base) < b.size/2 && b.left > a.right {
			across++
			size += len(a.text) + len(b.text)
		}
	}
	const few, prose = 3, 15 // lines; bytes of one
	jumpy := jumps >= few && jumps*10 >= len(lines)
	columns := across >= few && across*4 >= len(lines) && size >= 2*across*prose
	if len(lines) > maxSorted || !jumpy && !columns {
		return lines
	}
	out := make([]line, 0, len(lines))
	cut(lines, &out, 0)
	return out
}

// beside reports whether two lines overlap from left to right.
func beside(a, b line) bool { return a.left < b.right && b.left < a.right }

// cut orders lines by their places: columns from left to right where an empty
// strip divides them all, else what is above the largest gap before what is
// below it (the recursive XY-cut of Nagy and Seth 1984).
func cut(lines []line, out *[]line, depth int) {
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(b.base, a.base)) })
	const deepest = 100
	right := math.Inf(-1)
	for i, l := range lines {
		if i > 0 && l.left > right+l.size && depth < deepest {
			cut(slices.Clone(lines[:i]), out, depth+1)
			cut(slices.Clone(lines[i:]), out, depth+1)
			return
		}
		right = math.Max(right, l.right)
	}
	slices.SortStableFunc(lines, func(a, b line) int { return cmp.Or(cmp.Compare(b.base, a.base), cmp.Compare(a.left, b.left)) })
	at, widest := 0, 0.0
	for i := 1; i < len(lines); i++ {
		if gap := lines[i-1].base - lines[i].base - lines[i].size; gap > widest {
			at, widest = i, gap
		}
	}
	if at == 0 || depth >= deepest {
		*out = append(*out, lines...)
		return
	}
	cut(slices.Clone(lines[:at]), out, depth+1)
	cut(slices.Clone(lines[at:]), out, depth+1)
}
