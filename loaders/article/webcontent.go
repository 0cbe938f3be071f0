package article

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/textproto"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// webContent is a page as an archive has it, decompressed.
type webContent struct {
	pageType
	data []byte
	some bool // it is a page
}

// articles reads the page; from is its address if it states none itself.
func (c webContent) articles(from string) (list []raw, err error) {
	if c.plain {
		var r raw
		r, err = readPlain(c.data, c.charset)
		list = []raw{r}
	} else {
		list, err = parsePage(c.data, c.charset, from)
	}
	for i := range list {
		if list[i].url == "" {
			list[i].url = partOf(absoluteURL(from), "", i)
		}
	}
	return list, err
}

// pageType is what a Content-Type says of a page.
type pageType struct {
	plain   bool // plain text, not HTML
	unknown bool // it says nothing
	charset string
}

// pageTypeOf reads a Content-Type; ok is false if it is no page's.
func pageTypeOf(field string) (p pageType, ok bool) {
	base, parameters, err := mime.ParseMediaType(field)
	if err != nil { // what is wrong with it does not hide the type
		base = strings.ToLower(strings.TrimSpace(strings.Split(field, ";")[0]))
	}
	p = pageType{plain: base == "text/plain", unknown: base == "", charset: parameters["charset"]}
	return p, p.plain || p.unknown || base == "text/html" || base == "application/xhtml+xml"
}

// content is a body of this type, which goes by what it looks like if the type
// says nothing.
func (p pageType) content(body []byte) (webContent, error) {
	switch {
	case p.unknown && looksLikeHTML(string(body[:min(len(body), 1024)])):
	case p.unknown && binary(body):
		return webContent{}, nil
	case p.unknown:
		return webContent{}, errors.New("it has no Content-Type and does not begin as a web page does")
	}
	return webContent{p, body, true}, nil
}

// limited reads all of r, within the bound for one article.
func (s *Source) limited(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, s.o.MaxBytes+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errBreaksOff
	case err == nil && int64(len(data)) > s.o.MaxBytes:
		err = &errTooLong{s.o.MaxBytes}
	}
	return data, err
}

// response reads an HTTP response as crawlers store it: whole, to the end of
// the block whatever its Content-Length says, with or without the chunks and
// the compression that its head tells of. A status other than 200 has no page.
func (s *Source) response(block io.Reader) (webContent, error) {
	br := bufio.NewReader(block)
	status, h, err := httpHead(br)
	if err != nil || status != 200 {
		return webContent{}, err
	}
	kind, ok := pageTypeOf(h["content-type"])
	if !ok {
		return webContent{}, nil
	}
	body, err := s.limited(br)
	if err != nil {
		return webContent{}, err
	}
	if strings.EqualFold(h["transfer-encoding"], "chunked") {
		if body, err = s.unchunk(body); err != nil {
			return webContent{}, err
		}
	}
	codings := strings.Split(h["content-encoding"], ",")
	for i := len(codings) - 1; i >= 0; i-- { // the last was applied last
		if body, err = s.decompress(strings.ToLower(strings.TrimSpace(codings[i])), body); err != nil {
			return webContent{}, err
		}
	}
	return kind.content(body)
}

// maxHTTPHead bounds the head of a response; real ones have some twenty fields.
const maxHTTPHead = 256 << 10

var statusLine = regexp.MustCompile(`^HTTP/[\d.]+ +(\d{3})\b`)

// httpHead reads a status line and the fields under it, names in lower case,
// the first of each name. Lines that are no fields are passed over.
func httpHead(br *bufio.Reader) (status int, h map[string]string, err error) {
	lines := lineReader{r: br, max: maxHTTPHead}
	h = map[string]string{}
	for left := maxHTTPHead; ; {
		line, err := lines.next()
		if errors.Is(err, io.EOF) {
			return 0, nil, errBreaksOff
		}
		if err != nil {
			return 0, nil, err
		}
		if left -= len(line) + 1; left < 0 {
			return 0, nil, fmt.Errorf("head of more than %d bytes", maxHTTPHead)
		}
		if lines.line == 1 {
			m := statusLine.FindSubmatch(line)
			if m == nil {
				return 0, nil, fmt.Errorf("malformed HTTP response %.40q", line)
			}
			status, _ = strconv.Atoi(string(m[1])) // three digits
			continue
		}
		if len(bytes.TrimSpace(line)) == 0 {
			return status, h, nil
		}
		name, value, ok := strings.Cut(string(line), ":")
		name = strings.ToLower(textproto.TrimString(name))
		if _, before := h[name]; ok && !before {
			h[name] = textproto.TrimString(value)
		}
	}
}

// chunkSize is the line before a chunk (RFC 9112, 7.1).
var chunkSize = regexp.MustCompile(`^[0-9A-Fa-f]{1,8}[ \t]*(;[^\r\n]*)?\r?\n`)

// unchunk joins the chunks of a body; one that has none stays as it is.
func (s *Source) unchunk(body []byte) ([]byte, error) {
	if !chunkSize.Match(body[:min(len(body), 200)]) {
		return body, nil
	}
	joined, err := s.limited(httputil.NewChunkedReader(bytes.NewReader(body)))
	if err != nil {
		return nil, fmt.Errorf("read chunks: %w", err)
	}
	return joined, nil
}

// decompress undoes one content coding (RFC 9110, 8.4.1; RFC 7932; RFC 8878).
// A body that is plain although its head says otherwise stays as it is.
func (s *Source) decompress(coding string, body []byte) ([]byte, error) {
	if coding == "" || coding == "identity" || looksLikeHTML(string(body[:min(len(body), 1024)])) {
		return body, nil
	}
	out, err := s.inflate(coding, body)
	if err != nil && !binary(body) {
		return body, nil
	}
	if err != nil && !errors.Is(err, errBreaksOff) {
		err = fmt.Errorf("read %.20s: %w", coding, err)
	}
	return out, err
}

func (s *Source) inflate(coding string, body []byte) ([]byte, error) {
	var r io.Reader = bytes.NewReader(body)
	var err error
	switch coding {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(r)
	case "deflate": // zlib by the standard, bare by custom
		if len(body) > 1 && body[0]&0x0F == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
			r, err = zlib.NewReader(r)
		} else {
			r = flate.NewReader(r)
		}
	case "br":
		r = brotli.NewReader(r)
	case "zstd":
		z, e := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max(s.o.MaxBytes, 8<<20))))
		if e != nil {
			return nil, e
		}
		defer z.Close()
		r = z
	default:
		return nil, fmt.Errorf("Content-Encoding %.40q is not known", coding)
	}
	if err != nil {
		return nil, err
	}
	return s.limited(r)
}
