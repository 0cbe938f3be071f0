package stress

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
)

// File is an input for a reader of articles.
type File struct {
	Name  string // with the ending of its format
	Write func(w io.Writer) error
}

// Files are every text in four formats, n bytes of it as plain text and a
// quarter of that in the others, and files of up to size bytes whose form is
// hostile.
func Files(n, size int) []File {
	var out []File
	for _, t := range Texts {
		name := t.Lang + " " + t.Name
		out = append(out,
			File{name + ".txt", func(w io.Writer) error { return printf(w, "Lang: %s\n\n%s", t.Lang, t.Write(n)) }},
			File{name + ".jsonl", func(w io.Writer) error {
				return json.NewEncoder(w).Encode(map[string]string{"id": name, "lang": t.Lang, "text": t.Write(n / 4)})
			}},
			File{name + ".html", func(w io.Writer) error {
				p := "<p>" + strings.ReplaceAll(html.EscapeString(t.Write(n/4)), "\n", "</p>\n<p>") + "</p>"
				return printf(w, `<html lang=%q><head><title>Hostile</title></head><body><article>%s</article></body></html>`, t.Lang, p)
			}},
			File{name + ".rss", func(w io.Writer) error {
				return printf(w, "<rss><channel><title>Post</title><language>%s</language><item><title>Hostile</title><description>%s</description></item></channel></rss>",
					t.Lang, html.EscapeString(html.EscapeString(t.Write(n/4))))
			}})
	}
	return append(append(out, formed(size)...), packed(size)...)
}

// Largest is n articles of 2 MB each, of the texts that take most memory.
func Largest(n int) File {
	return File{"largest.jsonl", func(w io.Writer) error {
		for i := range n {
			t := Texts[i%len(Texts)]
			for _, x := range Texts {
				if x.Name == []string{"sentence", "paragraph", "posts", "list of names"}[i%4] {
					t = x
				}
			}
			if err := json.NewEncoder(w).Encode(map[string]string{"id": fmt.Sprint(i), "lang": t.Lang, "text": t.Write(2_000_000)}); err != nil {
				return err
			}
		}
		return nil
	}}
}

func printf(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(w, format, args...)
	return err
}

// around is n bytes of the same between two ends.
func around(name, before, same string, n int, after string) File {
	return File{name, func(w io.Writer) error {
		piece := strings.Repeat(same, 1+(64<<10)/len(same))
		if err := printf(w, "%s", before); err != nil {
			return err
		}
		for left := n; left > 0; left -= len(piece) {
			if _, err := io.WriteString(w, piece); err != nil {
				return err
			}
		}
		return printf(w, "%s", after)
	}}
}

// counted is around with a number in each of the same.
func counted(name, before, format string, n int, after string) File {
	return File{name, func(w io.Writer) error {
		if err := printf(w, "%s", before); err != nil {
			return err
		}
		for i, left := 0, n; left > 0; i++ {
			s := fmt.Sprintf(format, i)
			if _, err := io.WriteString(w, s); err != nil {
				return err
			}
			left -= len(s)
		}
		return printf(w, "%s", after)
	}}
}

// formed are files whose elements, fields, records or nesting have no end.
func formed(n int) []File {
	const page, item = "<html><body><p>Anna Holm leads Brinova Group.</p>", "<rss><channel><item><title>x</title>"
	return []File{
		counted("fields.warc", "WARC/1.0\r\n", "a%d: b\r\n", n, "\r\n"),
		around("long field.warc", "WARC/1.0\r\na: ", "b", n, "\r\n\r\n"),
		around("records.warc", "", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", n, ""),
		counted("http.warc", fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n", n),
			"a%d: b\r\n", n, "\r\nx"),
		around("records.arc", "filedesc://x 0.0.0.0 20240101000000 text/plain 0\n\n", "http://a.example/ 0.0.0.0 20240101000000 text/html 0\n\n", n, ""),
		counted("attributes.html", "<html><p ", "a%d=1 ", n, ">x</p>"),
		around("attribute.html", `<html><p class="`, "a", n, `">x</p>`),
		around("tag.html", "<html><", "a", n, ">x"),
		around("elements.html", "<html>", "<p>x", n, ""),
		around("nested.html", page, "<div>", n, "x"),
		around("lists.html", page, "<ul><li>", n, "x"),
		around("tables.html", page, "<table><tr><td>", n, "x"),
		around("formatting.html", page+strings.Repeat("<b id=1><i id=2><u>", 400), "<p>x</p>", n, ""),
		around("comment.html", page, "<!-- a -", n, ""),
		around("entities.html", page+"<p>", "&amp;", n, ""),
		around("scripts.html", page, "<script>x</script>", n, ""),
		around("metadata.html", "<html><head>", `<meta name="author" content="Anna">`, n, "</head><p>x"),
		around("links.html", page, `<a href="https://a.example/">Brinova</a> `, n, ""),
		around("linked data.html", `<html><head><script type="application/ld+json">`, `{"a":[`, n, "</script></head><p>x"),
		around("articles.html", "<html><body>", "<article><h2>Anna</h2><p>Anna Holm leads Brinova Group.</p></article>", n, ""),
		around("select.html", page, "<select><option>x", n, ""),
		around("svg.html", page, "<svg><desc>", n, "x"),
		around("nested.json", "", "[", n, ""),
		around("unknown.json", `{"text":"x","more":`, `{"a":`, n, ""),
		around("array.json", "[", `{},`, n/16, "{}]"),
		counted("keys.json", `{"text":"Anna Holm leads Brinova Group."`, `,"a%d":1`, n, "}"),
		around("empty.jsonl", "", "\n", n, ""),
		around("objects.jsonl", "", "{}\n", n/16, ""),
		around("line.jsonl", `{"text":"`, "a", 2*n, `"}`),
		around("escapes.jsonl", `{"text":"`, `\u0001`, n, `"}`),
		around("links.rss", item, "<link/>", n, "</item></channel></rss>"),
		around("nested.rss", item, "<a>", n, ""),
		around("items.rss", "<rss><channel>", "<item><title>x</title></item>", n, "</channel></rss>"),
		counted("attributes.rss", "<rss><channel><item ", `a%d="1" `, n, "/></channel></rss>"),
		around("cdata.rss", item+"<description><![CDATA[", "<p>x", n, "]]></description></item></channel></rss>"),
		around("entities.rss", `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>`, "&b;", n, "</title></item></channel></rss>"),
		around("lines.txt", "", "a\n", n, ""),
		around("long line.txt", "", "a", n, ""),
		around("head.txt", "", "Title: x\n", n, ""),
		around("controls.txt", "Anna Holm leads Brinova Group. ", "\x1b[2J\u202e", n, ""),
	}
}

// packed are files that hold more than they weigh.
func packed(n int) []File {
	bomb := around("", "Lang: en\n\n", "the dog ", 8*n, "")
	gz := func(inner File) File {
		return File{"bomb.txt.gz", func(w io.Writer) error {
			z := gzip.NewWriter(w)
			if err := inner.Write(z); err != nil {
				return err
			}
			return z.Close()
		}}
	}
	return []File{
		gz(bomb),
		{"bomb.zip", func(w io.Writer) error {
			z := zip.NewWriter(w)
			for i := range 2 {
				f, err := z.Create(fmt.Sprintf("%d.txt", i))
				if err != nil {
					return err
				}
				if err := bomb.Write(f); err != nil {
					return err
				}
			}
			return z.Close()
		}},
		{"members.zip", func(w io.Writer) error {
			z := zip.NewWriter(w)
			for i := range n / 256 {
				if _, err := z.Create(fmt.Sprintf("%d.txt", i)); err != nil {
					return err
				}
			}
			return z.Close()
		}},
		{"members.tar", func(w io.Writer) error {
			z := tar.NewWriter(w)
			for i := range n / 1024 {
				if err := z.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.txt", i), Mode: 0o600}); err != nil {
					return err
				}
			}
			return z.Close()
		}},
		{"nested.zip", func(w io.Writer) error {
			data := []byte("Anna Holm leads Brinova Group.")
			for i := range 40 {
				var b bytes.Buffer
				z := zip.NewWriter(&b)
				name := "a.zip"
				if i == 0 {
					name = "a.txt"
				}
				f, err := z.Create(name)
				if err != nil {
					return err
				}
				if _, err := f.Write(data); err != nil {
					return err
				}
				if err := z.Close(); err != nil {
					return err
				}
				data = b.Bytes()
			}
			_, err := w.Write(data)
			return err
		}},
		{"bomb.docx", func(w io.Writer) error {
			z := zip.NewWriter(w)
			f, err := z.Create("word/document.xml")
			if err != nil {
				return err
			}
			part := around("", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`, "<w:p><w:r><w:t>x</w:t></w:r></w:p>", 8*n, "</w:body></w:document>")
			if err := part.Write(f); err != nil {
				return err
			}
			return z.Close()
		}},
	}
}
