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
// over. Records are counted from 1; where one is broken, what follows it can
// not be found and the file is given up, with the number in the message.
func (s *Source) warc(file string, br *bufio.Reader, out yieldFunc) {
	for n := 1; ; n++ {
		h, err := warcHeader(br)
		if errors.Is(err, io.EOF) {
			if n == 1 {
				out(Article{}, reject(file, 0, errors.New("no WARC record in it")))
			}
			return
		}
		var size int64
		if err == nil {
			size, err = strconv.ParseInt(h["content-length"], 10, 64)
		}
		if err == nil && size < 0 {
			err = fmt.Errorf("content length %d", size)
		}
		if err != nil {
			out(Article{}, reject(file, 0, fmt.Errorf("WARC record %d: %w", n, err)))
			return
		}
		block := &io.LimitedReader{R: br, N: size}
		if !s.warcRecord(file, n, h, block, out) {
			return
		}
		if _, err = io.Copy(io.Discard, block); err == nil && block.N > 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			out(Article{}, reject(file, 0, fmt.Errorf("WARC record %d: %w", n, err)))
			return
		}
	}
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
	for {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			return h, nil
		}
		name, value, _ := strings.Cut(string(line), ":")
		h[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
	}
}

// warcRecord hands on the article of one record, if it has one, and reports
// whether to go on.
func (s *Source) warcRecord(file string, n int, h map[string]string, block io.Reader, out yieldFunc) bool {
	url := strings.Trim(h["warc-target-uri"], "<>")
	kind := h["content-type"]
	body := block
	switch h["warc-type"] {
	case "response":
		if !strings.HasPrefix(kind, "application/http") {
			return true
		}
		res, err := http.ReadResponse(bufio.NewReader(block), nil)
		if err != nil {
			return out(Article{}, reject(file, 0, fmt.Errorf("WARC record %d (%s): %w", n, url, err)))
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusOK {
			return true
		}
		kind, body = res.Header.Get("Content-Type"), res.Body
		if strings.EqualFold(res.Header.Get("Content-Encoding"), "gzip") {
			z, err := gzip.NewReader(body)
			if err != nil {
				return out(Article{}, reject(file, 0, fmt.Errorf("WARC record %d (%s): read gzip: %w", n, url, err)))
			}
			body = z
		}
	case "resource", "conversion":
	default:
		return true
	}
	kind = strings.ToLower(strings.TrimSpace(strings.Split(kind, ";")[0]))
	if kind != "text/html" && kind != "application/xhtml+xml" && kind != "text/plain" {
		return true
	}
	data, err := io.ReadAll(io.LimitReader(body, s.o.MaxBytes+1))
	if err == nil && int64(len(data)) > s.o.MaxBytes {
		err = &errTooLong{s.o.MaxBytes}
	}
	var r raw
	switch {
	case err != nil:
	case kind == "text/plain":
		var text string
		if text, err = decodeText(data); err == nil {
			r = parsePlain(text)
		}
	default:
		r, err = parseHTML(data)
	}
	if err != nil {
		err = fmt.Errorf("WARC record %d (%s): %w", n, url, err)
	}
	if r.url == "" {
		r.url = absoluteURL(url)
	}
	return s.finish(file, 0, r, err, out)
}
