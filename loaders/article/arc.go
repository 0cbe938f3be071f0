package article

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// arcVersion is how an ARC file begins.
const arcVersion = "filedesc://"

// arc reads the web pages of an ARC file, the Internet Archive's format before
// WARC: lines "URL address date type length", with the HTTP response behind
// each. Records are counted from 1, the file's own description included; where
// one is broken, what follows it can not be found and the file is given up.
func (s *Source) arc(file string, br *bufio.Reader, out yieldFunc) {
	lines := lineReader{r: br, max: 64 << 10}
	for n := 1; ; n++ {
		line, err := lines.next()
		for err == nil && len(line) == 0 { // the empty line after a record
			line, err = lines.next()
		}
		if errors.Is(err, io.EOF) {
			return
		}
		fields := strings.Fields(string(line))
		part := fmt.Sprintf("ARC record %d", n)
		var size int64
		switch {
		case err != nil:
		case len(fields) < 5 || !strings.Contains(fields[0], ":"):
			err = fmt.Errorf("%.40q is no ARC record", line)
		default:
			part += fmt.Sprintf(" (%.200s)", fields[0])
			size, err = recordLength(fields[len(fields)-1])
		}
		block := &io.LimitedReader{R: br, N: size}
		var list []raw
		var wrong error
		if err == nil && n > 1 {
			list, wrong = s.arcRecord(fields[0], block)
		}
		if err == nil {
			if _, err = io.Copy(io.Discard, block); err == nil && block.N > 0 || errors.Is(err, io.ErrUnexpectedEOF) {
				err = errBreaksOff
			}
		}
		if next, e := br.Peek(1); err == nil && e == nil && next[0] != '\n' && next[0] != '\r' {
			err = fmt.Errorf("it does not end behind its length of %d bytes; nothing of it is read", size)
		}
		if err != nil { // the end can not be found
			out(Article{}, reject(file, 0, fmt.Errorf("%s: %w", part, err)))
			return
		}
		if wrong != nil && !out(Article{}, reject(file, 0, fmt.Errorf("%s: %w", part, wrong))) || !s.finishAll(file, part, list, out) {
			return
		}
	}
}

// arcRecord reads the articles of one record, if it has some.
func (s *Source) arcRecord(url string, block io.Reader) ([]raw, error) {
	if !strings.HasPrefix(url, "http") {
		return nil, nil // name look-ups and the like
	}
	got, err := s.response(block)
	if err != nil || !got.some {
		return nil, err
	}
	return got.articles(url)
}
