package article

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// warcRecordOf writes one record of the given type.
func warcRecordOf(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, contentType, len(block), block)
}

// cutLength makes the Content-Length of a record ten bytes too short.
func cutLength(record string) string {
	return strings.Replace(record, "Content-Length: 127", "Content-Length: 117", 1)
}

func httpResponse(status, contentType, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", status, contentType, len(body), body)
}

func TestWARC(t *testing.T) {
	const http = "application/http; msgtype=response"
	page := httpResponse("200 OK", "text/html; charset=utf-8", "<html><body><p>Ann leads Firm.</p></body></html>")
	info := warcRecordOf("warcinfo", "", "application/warc-fields", "software: none")
	response := warcRecordOf("response", "https://a.example/one", http, page)
	one := info + response
	tests := []struct{ name, content, want string }{
		{"two pages", one + warcRecordOf("request", "https://a.example/two", "application/http", "GET / HTTP/1.1\r\n\r\n") +
			warcRecordOf("response", "https://a.example/gone", http, httpResponse("404 Not Found", "text/html", "<p>Gone.</p>")) +
			warcRecordOf("response", "https://a.example/logo", http, httpResponse("200 OK", "image/png", "\x89PNG")) +
			warcRecordOf("resource", "https://a.example/two", "text/plain", "Bo left."),
			`x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."` + "\n" + `x.warc|Bo left.||||"Bo left."`},
		{"chunked", warcRecordOf("response", "https://a.example/one", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"+
			"c\r\n<p>Ann leads\r\na\r\n Firm.</p>\r\n0\r\n\r\n"), `x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"a bad page among good ones", warcRecordOf("response", "https://a.example/bad", http, "nonsense") + one,
			"rejected x.warc: WARC record 1 (https://a.example/bad): malformed HTTP response \"nonsense\"\n" + `x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"no record", "\r\n", "rejected x.warc: no WARC record in it"},
		{"not a record", one + "nonsense\r\n", `rejected x.warc: WARC record 2 (https://a.example/one): no record begins behind its Content-Length of 127 bytes; nothing of it is read`},
		{"a length that is too short", info + cutLength(response) + response, "rejected x.warc: WARC record 2 (https://a.example/one): no record begins behind its Content-Length of 117 bytes; nothing of it is read\n" +
			`x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"a length that is too long", strings.Replace(response, "Content-Length: 127", "Content-Length: 300", 1) + response + response,
			"rejected x.warc: WARC record 1 (https://a.example/one): no record begins behind its Content-Length of 300 bytes; nothing of it is read\n" +
				`x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"not a record at first", "nonsense\r\n" + response, "rejected x.warc: WARC record 1: \"nonsense\" is no WARC record\n" + `x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"a page stored before", warcRecordOf("revisit", "https://a.example/one", http, "HTTP/1.1 200 OK\r\n\r\n"),
			"note x.warc: WARC record 1 (https://a.example/one): a page that was stored before and is not repeated here (revisit)"},
		{"a segment", strings.Replace(response, "\r\n", "\r\nWARC-Segment-Number: 1\r\n", 1),
			"rejected x.warc: WARC record 1 (https://a.example/one): it is stored in segments, which are not joined"},
		{"cut by the crawler", strings.Replace(response, "\r\n", "\r\nWARC-Truncated: length\r\n", 1),
			"rejected x.warc: WARC record 1 (https://a.example/one): the crawler cut it (WARC-Truncated: length)"},
		{"a stray byte", warcRecordOf("resource", "https://a.example/two", "text/plain", "Bo left Læsø\xff."),
			"note x.warc: WARC record 1 (https://a.example/two): one byte that is no character reads as \uFFFD\n" + `x.warc|Bo left Læsø�.||||"Bo left Læsø�."`},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n" + response, "rejected x.warc: WARC record 1: no Content-Length\n" + `x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`},
		{"cut off", one[:len(one)-20], `rejected x.warc: WARC record 2 (https://a.example/one): the record breaks off; nothing of it is read`},
		{"cut off in the header", "WARC/1.0\r\nWARC-Type", "rejected x.warc: WARC record 1: the record breaks off; nothing of it is read"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{"x.warc": c.content, "y.warc.gz": zipped(c.content)})
			if got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, "x.warc")}, Options{})), "\n"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, "y.warc.gz")}, Options{})), "\n")
			if got != strings.ReplaceAll(c.want, "x.warc", "y.warc.gz") {
				t.Errorf("compressed: %s", got)
			}
		})
	}
}

func TestWARCKeepsAddresses(t *testing.T) {
	dir := write(t, map[string]string{"x.warc": warcRecordOf("resource", "<https://a.example/two>", "text/plain", "Bo left.")})
	for a, err := range NewSource([]string{dir}, Options{}).Articles(t.Context()) {
		if err != nil || a.URL != "https://a.example/two" || !strings.HasPrefix(a.ID, "two-") {
			t.Errorf("%+v, %v", a.Article, err)
		}
	}
}

// What crawlers store differs from what the head of the response says.
func TestHTTPResponses(t *testing.T) {
	const body = "<html><body><p>Ann leads Firm.</p></body></html>"
	const article = `x.warc|Ann leads Firm.|a.example|||"Ann leads Firm."`
	const rejected = "rejected x.warc: WARC record 1 (https://a.example/one): "
	deflated := func(zlibbed bool) string {
		var b bytes.Buffer
		var w io.WriteCloser = zlib.NewWriter(&b)
		if !zlibbed {
			w, _ = flate.NewWriter(&b, 6)
		}
		w.Write([]byte(body))
		w.Close()
		return b.String()
	}
	var br bytes.Buffer
	w := brotli.NewWriter(&br)
	w.Write([]byte(body))
	w.Close()
	chunks := func(s string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(s), s) }
	const html = "Content-Type: text/html"
	for _, c := range []struct{ name, head, body, want string }{
		{"HTTP/2", "HTTP/2 200|" + html, body, article},
		{"HTTP/1.1 without a reason", "HTTP/1.1 200|" + html, body, article},
		{"a line that is no field", "HTTP/1.1 200 OK|X-Broken|" + html, body, article},
		{"a type in capitals", "HTTP/1.1 200 OK|CONTENT-TYPE: Text/HTML; charset", body, article},
		{"no type", "HTTP/1.1 200 OK|Server: x", body, article},
		{"no type, no page", "HTTP/1.1 200 OK|Server: x", "Ann leads Firm.", rejected + "it has no Content-Type and does not begin as a web page does"},
		{"no type, a picture", "HTTP/1.1 200 OK|Server: x", "\x89PNG\r\n\x00\x00\x00", ""},
		{"a length shorter than the body", "HTTP/1.1 200 OK|Content-Length: 30|" + html, body, article},
		{"a length longer than the body", "HTTP/1.1 200 OK|Content-Length: 3000|" + html, body, article},
		{"gzip", "HTTP/1.1 200 OK|Content-Encoding: gzip|" + html, zipped(body), article},
		{"x-gzip", "HTTP/1.1 200 OK|Content-Encoding: x-gzip|" + html, zipped(body), article},
		{"plain said to be gzip", "HTTP/1.1 200 OK|Content-Encoding: gzip|" + html, body, article},
		{"plain text said to be gzip", "HTTP/1.1 200 OK|Content-Encoding: gzip|Content-Type: text/plain", "Ann leads Firm.", `x.warc|Ann leads Firm.||||"Ann leads Firm."`},
		{"deflate", "HTTP/1.1 200 OK|Content-Encoding: deflate|" + html, deflated(true), article},
		{"bare deflate", "HTTP/1.1 200 OK|Content-Encoding: deflate|" + html, deflated(false), article},
		{"plain said to be deflate", "HTTP/1.1 200 OK|Content-Encoding: deflate|" + html, body, article},
		{"br", "HTTP/1.1 200 OK|Content-Encoding: br|" + html, br.String(), article},
		{"plain said to be br", "HTTP/1.1 200 OK|Content-Encoding: br|" + html, body, article},
		{"zstd", "HTTP/1.1 200 OK|Content-Encoding: ZSTD|" + html, zstded(body), article},
		{"two codings", "HTTP/1.1 200 OK|Content-Encoding: br, gzip|" + html, zipped(br.String()), article},
		{"an unknown coding", "HTTP/1.1 200 OK|Content-Encoding: lzw|" + html, "\x00\x01\x02", rejected + `read lzw: Content-Encoding "lzw" is not known`},
		{"gzip that breaks off", "HTTP/1.1 200 OK|Content-Encoding: gzip|" + html, zipped(body)[:40], rejected + "the record breaks off; nothing of it is read"},
		{"chunks", "HTTP/1.1 200 OK|Transfer-Encoding: chunked|" + html, chunks(body), article},
		{"chunks of gzip", "HTTP/1.1 200 OK|Transfer-Encoding: chunked|Content-Encoding: gzip|" + html, chunks(zipped(body)), article},
		{"plain said to be chunked", "HTTP/1.1 200 OK|Transfer-Encoding: chunked|" + html, body, article},
		{"chunks that break off", "HTTP/1.1 200 OK|Transfer-Encoding: chunked|" + html, chunks(body)[:30], rejected + "read chunks: the record breaks off; nothing of it is read"},
		{"another status", "HTTP/1.1 404 Not Found|" + html, body, ""},
	} {
		block := strings.ReplaceAll(c.head, "|", "\r\n") + "\r\n\r\n" + c.body
		dir := write(t, map[string]string{"x.warc": warcRecordOf("response", "https://a.example/one", "application/http; msgtype=response", block)})
		if got := strings.Join(list(dir, NewSource([]string{dir}, Options{})), "\n"); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestARC(t *testing.T) {
	record := func(url, response string) string {
		return fmt.Sprintf("%s 192.0.2.1 20040305070000 text/html %d\n%s\n", url, len(response), response)
	}
	head := "filedesc://one.arc 0.0.0.0 20040305070000 text/plain 68\n1 0 Archive\nURL IP-address Archive-date Content-type Archive-length\n"
	page := httpResponse("200 OK", "text/html; charset=utf-8", "<html><body><p>Ann leads Firm.</p></body></html>")
	one := head + "\n" + record("http://a.example/one", page)
	const article = `x.arc|Ann leads Firm.|a.example|||"Ann leads Firm."`
	for _, c := range []struct{ name, content, want string }{
		{"two pages", one + record("dns:a.example", "a.example. 1 IN A 192.0.2.1") + record("http://a.example/gone", httpResponse("404 Not Found", "text/html", "<p>Gone.</p>")) +
			record("http://a.example/bad", "nonsense") + record("http://a.example/two", page),
			article + "\nrejected x.arc: ARC record 5 (http://a.example/bad): malformed HTTP response \"nonsense\"\n" + article},
		{"cut off", one[:len(one)-20], "rejected x.arc: ARC record 2 (http://a.example/one): the record breaks off; nothing of it is read"},
		{"a length that is too short", head + "\n" + strings.Replace(record("http://a.example/one", page), " 127\n", " 117\n", 1),
			"rejected x.arc: ARC record 2 (http://a.example/one): it does not end behind its length of 117 bytes; nothing of it is read"},
		{"no record", one + "nonsense\n", article + "\n" + `rejected x.arc: ARC record 3: "nonsense" is no ARC record`},
	} {
		dir := write(t, map[string]string{"x.arc": c.content, "y.arc.gz": zipped(c.content), "noname": c.content})
		for _, name := range []string{"x.arc", "y.arc.gz", "noname"} {
			got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, name)}, Options{})), "\n")
			if got != strings.ReplaceAll(c.want, "x.arc", name) {
				t.Errorf("%s: %s: %s", c.name, name, got)
			}
		}
	}
}

func FuzzArchives(f *testing.F) {
	response := httpResponse("200 OK", "text/html", "<html><p>Ann leads Firm.")
	f.Add("x.warc", []byte(warcRecordOf("response", "https://a.example/1", "application/http", response)+"x\r\nWARC/1.0\r\n"))
	f.Add("x.warc", []byte(warcRecordOf("response", "https://a.example/1", "application/http", "HTTP/2 200\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")))
	f.Add("x.arc", []byte("filedesc://x 0 0 t 1\na\nhttp://a.example/1 0 0 text/html 30\n"+response))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		NewSource(nil, Options{MaxBytes: 1 << 16}).stream("f", extension(name), bytes.NewReader(data), func(a Article, err error) bool {
			if err == nil && a.Text == "" {
				t.Error("an article without a text")
			}
			return true
		})
	})
}
