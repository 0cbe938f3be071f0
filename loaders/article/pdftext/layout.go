package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layout makes paragraphs of the lines of a document.
type layout struct {
	pages [][]line
	bytes int
	count int // of lines
}

const maxLines = 300_000 // of a document; 700 pages have 35,000

// add takes the runs of the next page.
func (l *layout) add(runs []run) {
	page := lines(runs, len(l.pages))
	for _, line := range page {
		l.bytes += len(line.text)
	}
	l.count += len(page)
	l.pages = append(l.pages, page)
}

// paragraph is text that was set as one.
type paragraph struct {
	lines []line
}

func (p paragraph) last() line { return p.lines[len(p.lines)-1] }

// paragraphs are the document's, and the heading of its first page.
func (l *layout) paragraphs() (out []string, heading string) {
	l.dropRunning()
	all := slices.Concat(l.pages...)
	leading := leadings(all)
	var made []paragraph
	for i, next := range all {
		if n := len(made); n > 0 && continues(made[n-1], next, leading, all[max(0, i-8):min(len(all), i+8)]) {
			made[n-1].lines = append(made[n-1].lines, next)
		} else {
			made = append(made, paragraph{[]line{next}})
		}
	}
	known := words(all)
	title := headingOf(made, bodySize(all))
	for i, p := range made {
		s := strings.Join(strings.Fields(p.text(known)), " ")
		if i == title {
			heading = s
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out, heading
}

// sizeOf is a size as a key: sizes that differ by little are one.
func sizeOf(l line) int { return int(math.Round(l.size * 2)) }

// leadings are the usual distances of the baselines of lines, by size.
func leadings(all []line) map[int]float64 {
	steps := map[int][]float64{}
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if step := a.base - b.base; a.page == b.page && sizeOf(a) == sizeOf(b) && step > 0.5*b.size && step < 3*b.size && beside(a, b) {
			steps[sizeOf(b)] = append(steps[sizeOf(b)], step)
		}
	}
	out := map[int]float64{}
	for size, list := range steps {
		slices.Sort(list)
		out[size] = list[len(list)/2]
	}
	return out
}

// continues reports whether next goes on with p; around are the lines before
// and behind it.
func continues(p paragraph, next line, leading map[int]float64, around []line) bool {
	last := p.last()
	if math.Abs(next.size-last.size) > 0.12*last.size {
		return false
	}
	edge := last.right // of the column
	for _, l := range around {
		if l.page == last.page && beside(l, last) && math.Abs(l.size-last.size) < 0.12*l.size {
			edge = math.Max(edge, l.right)
		}
	}
	text := strings.TrimSpace(last.text)
	word, _, _ := strings.Cut(strings.TrimSpace(next.text), " ")
	room := float64(utf8.RuneCountInString(word)+1) * 0.5 * last.size
	full := last.right+room > edge
	step := last.base - next.base
	if last.page != next.page || step <= 0 || !beside(last, next) { // the next column or page
		first, _ := utf8.DecodeRuneInString(word)
		return !closed(text) && (unicode.IsLower(first) || full && len(p.lines) > 1)
	}
	usual := leading[sizeOf(next)]
	if usual == 0 {
		usual = 1.2 * next.size
	}
	switch {
	case step > 1.3*usual && step > 1.3*next.size:
		return false
	case len(p.lines) > 1 && next.left > last.left+0.6*next.size: // indented
		return false
	case !full && closed(text):
		return false
	}
	return true
}

// closed reports whether a text ends as a sentence does.
func closed(s string) bool {
	s = strings.TrimRight(s, "”’\"'»)]")
	return s == "" || strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "…")
}

// words are the words that the lines have within them, in lower case.
func words(all []line) map[string]bool {
	out := map[string]bool{}
	for _, l := range all {
		for _, w := range strings.Fields(l.text) {
			out[strings.ToLower(strings.Trim(w, ".,;:!?”“\"'()»«"))] = true
		}
	}
	return out
}

// text joins the lines of a paragraph; a word that was divided at the end of
// one is whole again, unless the document has it with the hyphen elsewhere.
func (p paragraph) text(known map[string]bool) string {
	var b strings.Builder
	for i, l := range p.lines {
		s := strings.TrimSpace(l.text)
		if i+1 == len(p.lines) {
			b.WriteString(s)
			break
		}
		next := strings.TrimSpace(p.lines[i+1].text)
		head := strings.TrimRight(s, "-\u00AD\u2010")
		begin, _ := utf8.DecodeRuneInString(next)
		end, _ := utf8.DecodeLastRuneInString(head)
		if head == s || !unicode.IsLetter(end) || len(s)-len(head) > 3 {
			b.WriteString(s + " ")
			continue
		}
		first := head[strings.LastIndexByte(head, ' ')+1:]
		second, _, _ := strings.Cut(next, " ")
		trim := func(s string) string { return strings.ToLower(strings.Trim(s, ".,;:!?”“\"'()»«")) }
		switch {
		case strings.HasSuffix(s, "\u00AD"):
			b.WriteString(head)
		case !unicode.IsLower(begin), known[trim(first+"-"+second)] && !known[trim(first+second)]:
			b.WriteString(s) // North-|South
		default:
			b.WriteString(head)
		}
	}
	return strings.ReplaceAll(b.String(), "\u00AD", "")
}

// bodySize is the size that most of the text has.
func bodySize(all []line) int {
	count := map[int]int{}
	for _, l := range all {
		count[sizeOf(l)] += len(l.text)
	}
	best := 0
	for size, n := range count {
		if n > count[best] || n == count[best] && size < best {
			best = size
		}
	}
	return best
}

const (
	minHeading, maxHeading = 8, 300 // bytes
	largerHeading          = 1.15   // times the size of the body
)

// headingOf is which paragraph of the first page with text has the largest
// letters, -1 if none stands out.
func headingOf(made []paragraph, body int) int {
	best, size := -1, largerHeading*float64(body)
	for i, p := range made {
		if p.lines[0].page != made[0].lines[0].page {
			break
		}
		n := 0
		for _, l := range p.lines {
			n += len(l.text)
		}
		if s := float64(sizeOf(p.lines[0])); s > size && n >= minHeading && n <= maxHeading {
			best, size = i, s
		}
	}
	return best
}

// dropRunning takes out page numbers and the heads and feet that pages repeat.
func (l *layout) dropRunning() {
	seen := map[string]int{}
	edges := make([][]int, len(l.pages))
	for i, page := range l.pages {
		edges[i] = edgeLines(page)
		for _, at := range edges[i] {
			seen[pattern(page[at].text)]++
		}
	}
	for i, page := range l.pages {
		drop := map[int]bool{}
		for _, at := range edges[i] {
			key := pattern(page[at].text)
			numbered := strings.Trim(key, "0 -–—") == "" && len(page) > 2
			drop[at] = numbered || seen[key] >= 3
		}
		var kept []line
		for at, line := range page {
			if !drop[at] {
				kept = append(kept, line)
			}
		}
		l.pages[i] = kept
	}
}

// edgeLines are the two highest and two lowest lines of a page.
func edgeLines(page []line) []int {
	order := make([]int, len(page))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case page[a].base > page[b].base:
			return -1
		case page[a].base < page[b].base:
			return 1
		}
		return 0
	})
	if len(order) <= 4 {
		return order
	}
	return append(order[:2:2], order[len(order)-2:]...)
}

// pattern is a text with its numbers alike.
func pattern(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return '0'
		}
		return unicode.ToLower(c)
	}, strings.Join(strings.Fields(s), " "))
}
