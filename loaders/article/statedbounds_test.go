package article

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// numbered is the format with the numbers below n.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Every bound of docs/reliability.md: what is as long as it may be is read, one
// more is rejected by name.
func TestStatedBounds(t *testing.T) {
	field := func(name, begin string) func(n int) string {
		return func(n int) string {
			f := map[string]string{"id": "a", "title": "A", "text": "Anna leads the firm."}
			f[name] = begin + strings.Repeat("x", n-len(begin))
			return jsonOf(f)
		}
	}
	body := httpResponse("200 OK", "text/html", pageOf(good))
	for _, c := range []struct {
		file  string
		bound int
		write func(n int) string
		want  string
	}{
		{"id.jsonl", maxID, field("id", ""), "id has 4097 bytes; at most 4096"},
		{"title.jsonl", maxTitleSize, field("title", ""), "title has 16385 bytes; at most 16384"},
		{"url.jsonl", maxURL, field("url", "https://a.example/"), "url has 16385 bytes; at most 16384"},
		{"publisher.jsonl", maxPublisher, field("publisher", ""), "publisher has 4097 bytes; at most 4096"},
		{"lang.jsonl", maxLang, field("lang", "en-"), "lang has 101 bytes; at most 100"},
		{"date.jsonl", maxDate, func(n int) string {
			return `{"text":"Anna leads.","published":"` + strings.Repeat(" ", n-10) + `2020-01-01"}`
		}, "published has 201 bytes; at most 200"},
		{"text.jsonl", maxText, field("text", ""), "text has 2097153 bytes; at most 2097152"},
		{"lines.txt", maxBlocks, func(n int) string { return strings.Repeat("a\n", n) }, "text has 50001 lines; at most 50000"},
		{"attributes.html", maxAttributes, func(n int) string { return "<p " + numbered("a%d=1 ", n) + ">Anna leads the firm.</p>" }, "an element with more than 1000 attributes"},
		{"fields.warc", maxWARCFields, func(n int) string {
			return strings.Replace(warcRecordOf("response", "https://a.example/x", "application/http", body), "WARC/1.1\r\n", "WARC/1.1\r\n"+numbered("a%d: b\r\n", n-4), 1)
		}, "head of more than 1000 fields"},
		{"depth.rss", maxFeedDepth - 3, func(n int) string { // three stand around them
			return "<rss><channel><item><title>A</title><description>Anna leads the firm.</description>" + strings.Repeat("<a>", n) + strings.Repeat("</a>", n) + "</item></channel></rss>"
		}, "elements nested deeper than 10000"},
		{"attributes.rss", maxAttributes, func(n int) string {
			return "<rss><channel><item " + numbered(`a%d="1" `, n) + "><title>A</title><description>Anna leads the firm.</description></item></channel></rss>"
		}, "an element with more than 1000 attributes"},
	} {
		for more, want := range []string{"", c.want} {
			path := filepath.Join(t.TempDir(), c.file)
			if err := os.WriteFile(path, []byte(c.write(c.bound+more)), 0o600); err != nil {
				t.Fatal(err)
			}
			read, got := 0, ""
			for _, err := range NewSource([]string{path}, Options{}).Articles(context.Background()) {
				if err != nil {
					got += err.Error()
				} else {
					read++
				}
			}
			if read != 1-more || want == "" && got != "" || !strings.Contains(got, want) {
				t.Errorf("%s, %d more: %d articles, %.300q; want %q", c.file, more, read, got, want)
			}
		}
	}
}
