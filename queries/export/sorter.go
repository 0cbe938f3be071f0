package export

import (
	"bufio"
	"container/heap"
	"errors"
	"io"
	"os"
	"slices"
)

// sortChunk is how many bytes of lines are sorted in memory.
const sortChunk = 64 << 20

// sorter sorts lines and drops doubles; more than a chunk goes to temporary
// files, which are merged (Knuth, volume 3, 5.4).
type sorter struct {
	chunk int
	size  int
	lines []string
	runs  []*os.File
}

func newSorter(chunk int) *sorter { return &sorter{chunk: chunk} }

func (s *sorter) add(line string) error {
	s.lines, s.size = append(s.lines, line), s.size+len(line)+16
	if s.size < s.chunk {
		return nil
	}
	return s.spill()
}

func (s *sorter) sort() {
	slices.Sort(s.lines)
	s.lines = slices.Compact(s.lines)
}

func (s *sorter) spill() error {
	s.sort()
	f, err := os.CreateTemp("", "newsgraph-export-")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, f)
	w := bufio.NewWriterSize(f, 256<<10)
	for _, l := range s.lines {
		w.WriteString(l)
		w.WriteByte('\n')
	}
	s.lines, s.size = s.lines[:0], 0
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// close removes the temporary files.
func (s *sorter) close() {
	for _, f := range s.runs {
		f.Close()
		os.Remove(f.Name())
	}
	s.runs = nil
}

// write writes all lines in order.
func (s *sorter) write(w *bufio.Writer) error {
	s.sort()
	h := runs{{next: fromSlice(s.lines)}}
	for _, f := range s.runs {
		h = append(h, &run{next: fromFile(f)})
	}
	for i := len(h) - 1; i >= 0; i-- {
		if err := h[i].advance(); errors.Is(err, io.EOF) {
			h = slices.Delete(h, i, i+1)
		} else if err != nil {
			return err
		}
	}
	heap.Init(&h)
	last := ""
	for len(h) > 0 {
		if l := h[0].line; l != last {
			w.WriteString(l)
			w.WriteByte('\n')
			last = l
		}
		switch err := h[0].advance(); {
		case errors.Is(err, io.EOF):
			heap.Pop(&h)
		case err != nil:
			return err
		default:
			heap.Fix(&h, 0)
		}
	}
	return nil
}

// run is one sorted list of lines and the line at hand.
type run struct {
	line string
	next func() (string, error)
}

func (r *run) advance() (err error) {
	r.line, err = r.next()
	return err
}

func fromSlice(lines []string) func() (string, error) {
	i := -1
	return func() (string, error) {
		if i++; i == len(lines) {
			return "", io.EOF
		}
		return lines[i], nil
	}
}

func fromFile(f *os.File) func() (string, error) {
	r := bufio.NewReaderSize(f, 256<<10)
	return func() (string, error) {
		l, err := r.ReadString('\n')
		if err != nil {
			return "", err
		}
		return l[:len(l)-1], nil
	}
}

// runs is a heap by line.
type runs []*run

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return h[i].line < h[j].line }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runs) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
