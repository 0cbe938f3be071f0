package article

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// No input makes the reader take more than its bound.
func TestMemoryOfHostileInput(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector has memory of its own")
	}
	const bound = 700 << 20
	repeat := func(s string, bytes int) string { return strings.Repeat(s, bytes/len(s)) }
	for name, data := range map[string]string{
		"fields.warc":     "WARC/1.0\r\n" + repeat("a: b\r\n", 8<<20) + "\r\n",
		"http.warc":       warcRecordOf("response", "https://a.example/x", "application/http", "HTTP/1.1 200 OK\r\n"+repeat("a: b\r\n", 8<<20)+"\r\nx"),
		"attributes.html": "<html><p " + repeat("a=1 ", 15<<20) + ">x</p>",
		"nodes.html":      "<html>" + repeat("<p>x", 15<<20),
		"formatting.html": "<html>" + repeat("<b id=1><i id=2><u>", 8<<10) + repeat("<p>x</p>", 8<<20),
		"nested.json":     repeat("[", 15<<20),
		"unknown.json":    `{"text":"x","more":` + repeat(`{"a":`, 15<<20),
		"links.rss":       "<rss><channel><item>" + repeat("<link/>", 15<<20) + "</item></channel></rss>",
		"nested.rss":      "<rss><channel><item>" + repeat("<a>", 15<<20),
		"values.pdf":      "%PDF-1.4 1 0 obj [" + repeat("1 [2] ", 20<<20),
		"dictionary.pdf":  "%PDF-1.4 1 0 obj <<" + manyNames(1_000_000),
		"objects.pdf":     "%PDF-1.4 " + manyObjects(1_000_000),
		"glyphs.pdf":      "%PDF-1.4 1 0 obj <</Type/Catalog/Pages<</Kids[<</Contents 4 0 R/Resources<</Font<</F<</Subtype/Type1/BaseFont/Courier>>>>>>>>]>>>> 4 0 obj <<>> stream BT /F 1 Tf " + repeat("9 9 Td (a) Tj ", 20<<20) + " endstream trailer <</Root 1 0 R>>",
		"paragraphs.docx": docxOf(repeat("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 20<<20), ""),
		"attributes.docx": docxOf("<w:p "+repeat("a=\"1\" ", 20<<20)+">", ""),
		"head.eml":        repeat("a: b\n", 15<<20),
		"parts.eml":       "Content-Type: multipart/mixed; boundary=b\n\n" + repeat("--b\n\nx\n", 15<<20),
		"quoted.eml":      "Subject: x\n\n" + repeat("a b\n", 15<<20),
		"lines.txt":       repeat("a\n", 15<<20),
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		peak := peakOf(func() {
			for range NewSource([]string{path}, Options{}).Articles(context.Background()) {
			}
		})
		t.Logf("%-16s %4d MB", name, peak>>20)
		if peak > bound {
			t.Errorf("%s takes %d MB", name, peak>>20)
		}
	}
}

// peakOf samples the heap while f runs.
func peakOf(f func()) uint64 {
	var done atomic.Bool
	peak := make(chan uint64)
	go func() {
		most := uint64(0)
		var m runtime.MemStats
		for !done.Load() {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			time.Sleep(5 * time.Millisecond)
		}
		peak <- most
	}()
	f()
	done.Store(true)
	return <-peak
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "/a%d 1 ", i)
	}
	return b.String()
}

func manyObjects(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d 0 obj<</a 1>>", i)
	}
	return b.String()
}
