package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// warc reads the web pages of a WARC file (ISO 28500): response records whose
// HTTP status is 200 and whose content is HTML or plain text, and resource and
// conversion records of these types. A page that the archive has already
// (revisit) is noted, other records are passed over. A record that is cut, by
// its length, by the crawler or by the end of the file, gives nothing and is
// rejected by its number, from 1; reading goes on at the next one.
func (s *Source) warc(file string, br *bufio.Reader, out yieldFunc) {
	for n := 1; ; n++ {
		h, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			if n == 1 {
				out(Article{}, reject(file, 0, errors.New("no WARC record in it")))
			}
			return
		}
		part := fmt.Sprintf("WARC record %d", n)
		if url := warcURL(h); url != "" {
			part += fmt.Sprintf(" (%.200s)", url)
		}
		var list []raw
		if err == nil {
			list, err = s.wholeWARCRecord(h, br)
		}
		switch {
		case err != nil:
			if !out(Article{}, reject(file, 0, fmt.Errorf("%s: %w", part, err))) {
				return
			}
		case h["warc-type"] == "revisit":
			note := part + ": a page that was stored before and is not repeated here (revisit)"
			if !out(Article{}, &Note{File: file, Text: note}) {
				return
			}
		default:
			if !s.finishAll(file, part, list, out) {
				return
			}
		}
		if skipToRecord(br) != nil {
			return
		}
	}
}

func warcURL(h map[string]string) string { return strings.Trim(h["warc-target-uri"], "<>") }

// wholeWARCRecord reads the record under h and makes sure that it ends where
// its length says.
func (s *Source) wholeWARCRecord(h map[string]string, br *bufio.Reader) ([]raw, error) {
	size, err := recordLength(h["content-length"])
	if err != nil {
		return nil, err
	}
	block := &io.LimitedReader{R: br, N: size}
	list, wrong := s.warcRecord(h, block)
	if _, err = io.Copy(io.Discard, block); err == nil && block.N > 0 || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errBreaksOff
	}
	if err == nil && !atRecord(br) {
		err = fmt.Errorf("no record begins behind its Content-Length of %d bytes; nothing of it is read", size)
	}
	return list, errors.Join(err, wrong)
}

// recordLength reads a Content-Length.
func recordLength(field string) (int64, error) {
	size, err := strconv.ParseInt(field, 10, 64)
	switch {
	case field == "":
		return 0, errors.New("no Content-Length")
	case err != nil || size < 0:
		return 0, fmt.Errorf("Content-Length %.40q is no length", field)
	}
	return size, nil
}

const warcVersion = "WARC/"

// atRecord skips empty lines and reports whether a record or the end follows.
func atRecord(br *bufio.Reader) bool {
	for {
		next, err := br.Peek(1)
		switch {
		case err != nil:
			return true // told when it is read
		case next[0] == '\r' || next[0] == '\n':
			br.Discard(1)
			continue
		}
		head, _ := br.Peek(len(warcVersion))
		return string(head) == warcVersion
	}
}

// skipToRecord moves to the next line that begins a record; an error is the
// end of the file.
func skipToRecord(br *bufio.Reader) error {
	for !atRecord(br) {
		for {
			_, err := br.ReadSlice('\n')
			if err == nil {
				break
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				return err
			}
		}
	}
	_, err := br.Peek(1)
	return err
}

// warcHeader reads a version line and the fields under it, names in lower
// case; io.EOF is the regular end of the file.
func warcHeader(br *bufio.Reader) (map[string]string, error) {
	lines := lineReader{r: br, max: 64 << 10}
	version, err := lines.next()
	for err == nil && len(version) == 0 { // the empty lines after a record
		version, err = lines.next()
	}
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(version, []byte(warcVersion)) {
		return nil, fmt.Errorf("%.40q is no WARC record", version)
	}
	h := map[string]string{}
	for left := maxWARCHead; ; {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil, errBreaksOff
		}
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			return h, nil
		}
		if left -= len(line); left < 0 || len(h) >= maxWARCFields {
			return nil, fmt.Errorf("head of more than %d fields or %d bytes", maxWARCFields, maxWARCHead)
		}
		name, value, _ := strings.Cut(string(line), ":")
		h[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
	}
}

// Bounds of a record's head: real ones have some twenty fields.
const (
	maxWARCFields = 1000
	maxWARCHead   = 256 << 10
)

// warcRecord reads the articles of one record, if it has some.
func (s *Source) warcRecord(h map[string]string, block io.Reader) (list []raw, err error) {
	var got webContent
	switch kind := h["content-type"]; h["warc-type"] {
	case "resource", "conversion":
		page, ok := pageTypeOf(kind)
		if !ok {
			return nil, nil
		}
		var body []byte
		if body, err = s.limited(block); err == nil {
			got, err = page.content(body)
		}
	case "response":
		if !strings.HasPrefix(kind, "application/http") && !(kind == "" && strings.HasPrefix(warcURL(h), "http")) {
			return nil, nil
		}
		got, err = s.response(block)
	default:
		return nil, nil
	}
	if err != nil || !got.some {
		return nil, err
	}
	switch why, cut := h["warc-truncated"]; {
	case cut:
		return nil, fmt.Errorf("the crawler cut it (WARC-Truncated: %.40s)", why)
	case h["warc-segment-number"] != "":
		return nil, errors.New("it is stored in segments, which are not joined")
	}
	return got.articles(warcURL(h))
}
