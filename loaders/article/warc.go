package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// warc reads the web pages of a WARC 1.x file (ISO 28500): response records
// whose HTTP status is 200 and whose content is HTML or plain text, and
// resource and conversion records of these types. Other records are passed
// over, and a record that breaks off, or that the crawler cut, gives nothing.
// Records are counted from 1; where one is broken, what follows it can not be
// found and the file is given up, with the number in the message.
func (s *Source) warc(file string, br *bufio.Reader, out yieldFunc) {
	for n := 1; ; n++ {
		h, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			if n == 1 {
				out(Article{}, reject(file, 0, errors.New("no WARC record in it")))
			}
			return
		}
		fail := func(err error) bool {
			name := fmt.Sprintf("WARC record %d", n)
			if url := warcURL(h); url != "" {
				name += fmt.Sprintf(" (%.200s)", url)
			}
			return out(Article{}, reject(file, 0, fmt.Errorf("%s: %w", name, err)))
		}
		var size int64
		if err == nil {
			size, err = warcLength(h["content-length"])
		}
		if err != nil {
			fail(err)
			return
		}
		block := &io.LimitedReader{R: br, N: size}
		r, some, wrong := s.warcRecord(h, block)
		if _, err = io.Copy(io.Discard, block); err == nil && block.N > 0 || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errBreaksOff
		}
		switch {
		case err != nil: // the end can not be found
			fail(err)
			return
		case wrong != nil:
			if !fail(wrong) {
				return
			}
		case some:
			if !s.finish(file, 0, r, nil, out) {
				return
			}
		}
	}
}

func warcURL(h map[string]string) string { return strings.Trim(h["warc-target-uri"], "<>") }

func warcLength(field string) (int64, error) {
	size, err := strconv.ParseInt(field, 10, 64)
	switch {
	case field == "":
		return 0, errors.New("no Content-Length")
	case err != nil || size < 0:
		return 0, fmt.Errorf("Content-Length %.40q is no length", field)
	}
	return size, nil
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
	if !bytes.HasPrefix(version, []byte("WARC/1.")) {
		return nil, fmt.Errorf("%.40q is no WARC 1.x record", version)
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

// warcRecord reads the article of one record, if it has one.
func (s *Source) warcRecord(h map[string]string, block io.Reader) (r raw, some bool, err error) {
	kind, body, err := warcBody(h, block)
	if err != nil || body == nil {
		return raw{}, false, err
	}
	kind = strings.ToLower(strings.TrimSpace(strings.Split(kind, ";")[0]))
	if kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" {
		return raw{}, false, nil
	}
	if why, cut := h["warc-truncated"]; cut {
		return raw{}, false, fmt.Errorf("the crawler cut it (WARC-Truncated: %.40s)", why)
	}
	data, err := io.ReadAll(io.LimitReader(body, s.o.MaxBytes+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return raw{}, false, errBreaksOff
	case err != nil:
		return raw{}, false, err
	case int64(len(data)) > s.o.MaxBytes:
		return raw{}, false, &errTooLong{s.o.MaxBytes}
	case kind == "text/plain":
		var text string
		if text, err = decodeText(data); err == nil {
			r = parsePlain(text)
		}
	default:
		r, err = parseHTML(data)
	}
	if r.url == "" {
		r.url = absoluteURL(warcURL(h))
	}
	return r, err == nil, err
}

// warcBody is the content of a record and its type; nil if it has none.
func warcBody(h map[string]string, block io.Reader) (kind string, body io.Reader, err error) {
	kind = h["content-type"]
	switch h["warc-type"] {
	case "resource", "conversion":
		return kind, block, nil
	case "response":
	default:
		return "", nil, nil
	}
	if !strings.HasPrefix(kind, "application/http") {
		return "", nil, nil
	}
	head := &headReader{r: block, left: maxHTTPHead}
	res, err := http.ReadResponse(bufio.NewReader(head), nil)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "", nil, errBreaksOff
	}
	if err != nil {
		return "", nil, err
	}
	head.left = -1
	if res.StatusCode != http.StatusOK {
		return "", nil, nil
	}
	kind, body = res.Header.Get("Content-Type"), res.Body
	if strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") {
		if body, err = gzip.NewReader(res.Body); err != nil {
			return "", nil, fmt.Errorf("read gzip: %w", err)
		}
	}
	return kind, body, nil
}

// Bounds of a record's heads: real ones have some twenty fields.
const (
	maxWARCFields = 1000
	maxWARCHead   = 256 << 10
	maxHTTPHead   = 256 << 10
)

// headReader fails when more than left bytes are asked for, unless left is
// negative: net/http bounds the head of a response by nothing.
type headReader struct {
	r    io.Reader
	left int
}

func (h *headReader) Read(p []byte) (int, error) {
	if h.left < 0 {
		return h.r.Read(p)
	}
	if h.left == 0 {
		return 0, fmt.Errorf("head of more than %d bytes", maxHTTPHead)
	}
	n, err := h.r.Read(p[:min(len(p), h.left)])
	h.left -= n
	return n, err
}
