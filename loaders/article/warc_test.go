package article

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// warcRecordOf writes one record of the given type.
func warcRecordOf(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, contentType, len(block), block)
}

func httpResponse(status, contentType, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", status, contentType, len(body), body)
}

func TestWARC(t *testing.T) {
	const http = "application/http; msgtype=response"
	page := httpResponse("200 OK", "text/html; charset=utf-8", "<html><body><p>Ann leads Firm.</p></body></html>")
	info := warcRecordOf("warcinfo", "", "application/warc-fields", "software: none")
	one := info + warcRecordOf("response", "https://a.example/one", http, page)
	tests := []struct{ name, content, want string }{
		{"two pages", one + warcRecordOf("request", "https://a.example/two", "application/http", "GET / HTTP/1.1\r\n\r\n") +
			warcRecordOf("response", "https://a.example/gone", http, httpResponse("404 Not Found", "text/html", "<p>Gone.</p>")) +
			warcRecordOf("response", "https://a.example/logo", http, httpResponse("200 OK", "image/png", "\x89PNG")) +
			warcRecordOf("resource", "https://a.example/two", "text/plain", "Bo left."),
			`x.warc|Ann leads Firm.||||"Ann leads Firm."` + "\n" + `x.warc|Bo left.||||"Bo left."`},
		{"chunked", warcRecordOf("response", "https://a.example/one", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"+
			"c\r\n<p>Ann leads\r\na\r\n Firm.</p>\r\n0\r\n\r\n"), `x.warc|Ann leads Firm.||||"Ann leads Firm."`},
		{"a bad page among good ones", warcRecordOf("response", "https://a.example/bad", http, "nonsense") + one,
			"rejected x.warc: WARC record 1 (https://a.example/bad): malformed HTTP response \"nonsense\"\n" + `x.warc|Ann leads Firm.||||"Ann leads Firm."`},
		{"no record", "\r\n", "rejected x.warc: no WARC record in it"},
		{"not a record", one + "nonsense\r\n", `x.warc|Ann leads Firm.||||"Ann leads Firm."` + "\n" + `rejected x.warc: WARC record 3: "nonsense" is no WARC 1.x record`},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\n", `rejected x.warc: WARC record 1: no Content-Length`},
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
