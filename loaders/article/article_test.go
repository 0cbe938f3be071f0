package article

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"newsgraph/loaders/nlp/text"
)

// write makes files under a new folder and returns the folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// list renders what a source gives, one line each, with the folder cut off.
func list(dir string, s *Source) []string {
	var out []string
	for a, err := range s.Articles(context.Background()) {
		line := ""
		var r *Rejection
		var n *Note
		switch {
		case errors.As(err, &n):
			line = "note " + n.Error()
		case errors.As(err, &r):
			line = "rejected " + r.Error()
		case err != nil:
			line = "ignored " + err.Error()
		default:
			line = fmt.Sprintf("%s|%s|%s|%s|%s|%q", a.Source, a.Title, a.Publisher, a.Published, a.Lang, a.Text)
		}
		out = append(out, strings.ReplaceAll(line, dir+"/", ""))
	}
	return out
}

func latin1(s string) string {
	out, err := charmap.Windows1252.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func utf16(s string, e unicode.Endianness, b unicode.BOMPolicy) string {
	out, err := unicode.UTF16(e, b).NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func zipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zstded(s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

func TestFormats(t *testing.T) {
	const page = `<!DOCTYPE html><html lang="da-DK"><head><title>Rådmand går | Fjordposten</title>
<meta property="og:site_name" content="Fjordposten"><meta property="article:published_time" content="2024-03-05T07:00:00+01:00">
<link rel="canonical" href="https://fjordposten.example/radmand-gar"></head>
<body><nav><a href="/">Forside</a> <a href="/sport">Sport</a></nav>
<article><h1>Rådmand går</h1><p>Birte Holm forlader posten som rådmand i Skærby.</p><p>Hun begynder hos Nordlys Energi.</p></article>
<footer>Ansvarshavende: Ingen</footer></body></html>`
	const feed = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour News</title><language>en-gb</language><item><title>Mayor quits</title><link>https://h.example/1</link>
<pubDate>Tue, 05 Mar 2024 07:00:00 +0000</pubDate><content:encoded><![CDATA[<p>Ann Boe quit.</p><p>She leads no more.</p>]]></content:encoded></item>
<item><title>Empty</title></item></channel></rss>`
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Bay Wire</title><entry><title>Deal</title>
<link rel="alternate" href="https://b.example/2"/><published>2024-03-05T07:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Firm A bought Firm B.</p></div></content></entry></feed>`
	tests := []struct{ name, content, want string }{
		{"a.txt", "Title of it\n\nAnn leads Firm.\n", `a.txt|Title of it||||"Title of it\n\nAnn leads Firm.\n"`},
		{"bom.txt", "\xEF\xBB\xBFØre\n\nTekst.", `bom.txt|Øre||||"Øre\n\nTekst."`},
		{"latin1.txt", latin1("Blåbær på øen – “ja”.\n"), `latin1.txt|Blåbær på øen – “ja”.||||"Blåbær på øen – “ja”.\n"`},
		{"utf16le.txt", utf16("Ærlig tekst.", unicode.LittleEndian, unicode.UseBOM), `utf16le.txt|Ærlig tekst.||||"Ærlig tekst."`},
		{"utf16be.txt", utf16("Ærlig tekst.", unicode.BigEndian, unicode.UseBOM), `utf16be.txt|Ærlig tekst.||||"Ærlig tekst."`},
		{"nomark.txt", utf16("Honest text without a mark.", unicode.LittleEndian, unicode.IgnoreBOM), `nomark.txt|Honest text without a mark.||||"Honest text without a mark."`},
		{"head.txt", "Title: Ny chef\r\nPublisher: Avisen\r\nPublished: 2024-03\r\nLang: da_DK\r\nURL: https://a.example/x\r\n\r\nAnn leder Firma.\r\n",
			`head.txt|Ny chef|Avisen|2024-03|da|"Ann leder Firma.\r\n"`},
		{"nohead.txt", "Note: this is no head.\n\nAnn leads Firm.", `nohead.txt|Note: this is no head.||||"Note: this is no head.\n\nAnn leads Firm."`},
		{"scraped.txt", " date 2017-05 Ann leads Firm.", `scraped.txt|Ann leads Firm.||2017-05||" date 2017-05 Ann leads Firm."`},
		{"p.html", page, `p.html|Rådmand går|Fjordposten|2024-03-05||"Rådmand går\n\nBirte Holm forlader posten som rådmand i Skærby.\n\nHun begynder hos Nordlys Energi."`},
		{"noname", page, `noname|Rådmand går|Fjordposten|2024-03-05||"Rådmand går\n\nBirte Holm forlader posten som rådmand i Skærby.\n\nHun begynder hos Nordlys Energi."`},
		{"latin1.html", latin1("<html><body><p>Blåbær på øen.</p>"), `latin1.html|Blåbær på øen.||||"Blåbær på øen."`},
		{"broken.html", "<html><p>Ann <b>leads <i>Firm</b>.</div></p></table><p", `broken.html|Ann leads Firm.||||"Ann leads Firm."`},
		{"one.jsonl", `{"id":"x","title":"T","publisher":"P","published":"2024-03-05T07:00:00Z","lang":"en","url":"u","text":" Ann\nleads. ","more":[1]}` + "\n",
			`one.jsonl:1|T|P|2024-03-05|en|" Ann\nleads. "`},
		{"num.jsonl", `{"id":17,"text":"Ann."}`, `num.jsonl:1|Ann.||||"Ann."`},
		{"one.json", "{\n \"id\": \"x\",\n \"text\": \"Ann.\"\n}\n", `one.json:1|Ann.||||"Ann."`},
		{"many.json", "[\n{\"text\": \"Ann.\"},\n\n{\"text\": \"Bo.\"}]\n", `many.json:2|Ann.||||"Ann."` + "\n" + `many.json:4|Bo.||||"Bo."`},
		{"a.txt.gz", zipped("Ann leads Firm."), `a.txt.gz|Ann leads Firm.||||"Ann leads Firm."`},
		{"a.jsonl.zst", zstded(`{"text":"Ann."}`), `a.jsonl.zst:1|Ann.||||"Ann."`},
		{"feed.xml", feed, `feed.xml:2|Mayor quits|Harbour News|2024-03-05|en|"Mayor quits\n\nAnn Boe quit.\n\nShe leads no more."` + "\n" +
			`feed.xml:4|Empty|Harbour News||en|"Empty"`},
		{"feed.atom", atom, `feed.atom:1|Deal|Bay Wire|2024-03-05|en|"Deal\n\nFirm A bought Firm B."`},

		{"empty.txt", "", "rejected empty.txt: the file is empty"},
		{"empty.jsonl", "", "rejected empty.jsonl: the file is empty"},
		{"empty.json", " ", "rejected empty.json: the file is empty"},
		{"blank.txt", " \n\t\n", "rejected blank.txt: no text in it"},
		{"binary.txt", "abc\x00\x01\x02def", "rejected binary.txt: binary data, not text"},
		{"binary.html", "<html>\x00\x00", "rejected binary.html: binary data, not text"},
		{"control.txt", strings.Repeat("a\x01\x02", 100), "rejected control.txt: binary data, not text"},
		{"invalid.txt", "line\nAnn \xff\xfe leads.", "note invalid.txt:2: 2 bytes that are no characters read as \uFFFD\n" + `invalid.txt|line||||"line\nAnn �� leads."`},
		{"damaged.txt", "Blåbær\nog \xe6bler.", "note damaged.txt:2: one byte that is no character reads as \uFFFD\n" + `damaged.txt|Blåbær||||"Blåbær\nog �bler."`},
		{"utf32.txt", "\xFF\xFE\x00\x00a\x00\x00\x00", "rejected utf32.txt: text in UTF-32, which is not read"},
		{"half.txt", "\xFF\xFEa\x00b", "note half.txt:1: one byte that is no character reads as \uFFFD\n" + `half.txt|a�||||"a�"`},
		{"cyrillic.txt", "\xc4\xe5\xeb\xee \xe7\xe0\xea\xf0\xfb\xf2\xee.", "rejected cyrillic.txt:1: byte 0xC4 is not valid UTF-8, and the text is in no other encoding that it names or that is known"},
		{"nothing.html", "<html><body><script>x()</script></body></html>", "rejected nothing.html: no article text found in the web page"},
		{"notgz.txt.gz", "plain", "rejected notgz.txt.gz: read gzip: unexpected EOF"},
		{"cut.txt.gz", zipped(strings.Repeat("Ann leads Firm. ", 99))[:40], "rejected cut.txt.gz: unexpected EOF"},
		{"nofeed.xml", "<note>hi</note>", "rejected nofeed.xml: no feed in it, or a feed without items"},
		{"bad.xml", "<rss><item><title>x</title>", "rejected bad.xml:1: read feed: unexpected EOF"},
		{"bad.json", "[{\"text\": \"Ann.\"},\n{\"text\": 5}, x]", `bad.json:1|Ann.||||"Ann."` + "\n" +
			`rejected bad.json:2: field "text" is a JSON number, want a string` + "\n" +
			"rejected bad.json:2: bad JSON at byte 30: invalid character 'x' looking for beginning of value"},
		{"baddate.jsonl", `{"text":"Ann.","published":"soon"}`, `rejected baddate.jsonl:1: published "soon" is no date; write YYYY-MM-DD`},
		{"utf8.jsonl", "{\"text\":\"Ann \xff.\"}", "note utf8.jsonl:1: one byte that is no character reads as \uFFFD\n" + `utf8.jsonl:1|Ann �.||||"Ann �."`},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.name: c.content})
			got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.name)}, Options{})), "\n")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestBadLinesDoNotStopTheRest(t *testing.T) {
	long := `{"text":"` + strings.Repeat("long ", 100_000) + `"}`
	dir := write(t, map[string]string{"a.jsonl": strings.Join([]string{`{"id":"1","text":"Ann."}`, `{"id":"2","text":`, "", `[1]`, `{"id":"5"}`,
		long, `{"id":"7","text":"Bo."}`}, "\n")})
	got := list(dir, NewSource([]string{filepath.Join(dir, "a.jsonl")}, Options{MaxBytes: 1000}))
	want := []string{`a.jsonl:1|Ann.||||"Ann."`,
		"rejected a.jsonl:2: bad JSON at byte 17: the record breaks off; nothing of it is read",
		"rejected a.jsonl:4: a JSON array, want an object",
		`rejected a.jsonl:5: no "text" field`,
		"rejected a.jsonl:6: longer than 1000 bytes, the limit for one article",
		`a.jsonl:7|Bo.||||"Bo."`}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFolder(t *testing.T) {
	dir := write(t, map[string]string{"b/2.txt": "Two.", "b/1.txt": "One.", "a.html": "<p>Zero.</p>", "c.png": "x", "README.md": "x",
		".git/config.txt": "x", ".hidden.txt": "x", "long.txt": strings.Repeat("long ", 300)})
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "link.txt")); err != nil {
		t.Fatal(err)
	}
	s := NewSource([]string{dir, filepath.Join(dir, "missing"), filepath.Join(dir, "b/1.txt")}, Options{MaxBytes: 1000})
	got := strings.Join(list(dir, s), "\n")
	want := strings.Join([]string{"ignored .git: a hidden folder", "ignored .hidden.txt: a hidden file", "ignored README.md: no reader for .md", `a.html|Zero.||||"Zero."`, `b/1.txt|One.||||"One."`,
		`b/2.txt|Two.||||"Two."`, "ignored c.png: no reader for .png", "rejected link.txt: no such file or directory",
		"rejected long.txt: longer than 1000 bytes, the limit for one article", "rejected missing: no such file or directory", `b/1.txt|One.||||"One."`}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if total := s.Total(); total != 12+4+4+1500+4 {
		t.Errorf("total %d bytes", total)
	}
}

func TestStdinAndCancel(t *testing.T) {
	s := NewSource([]string{"-"}, Options{Stdin: strings.NewReader(`{"text":"Ann."}` + "\n" + `{"text":"Bo."}`)})
	if got := strings.Join(list("", s), "\n"); got != "-:1|Ann.||||\"Ann.\"\n-:2|Bo.||||\"Bo.\"" {
		t.Error(got)
	}
	if s.Total() != -1 {
		t.Error("standard input has a known size")
	}
	if got := list("", NewSource([]string{"-"}, Options{})); got[0] != "rejected -: there is no standard input" {
		t.Error(got)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	n := 0
	var last error
	for _, err := range NewSource([]string{"-"}, Options{Stdin: strings.NewReader(strings.Repeat(`{"text":"Ann."}`+"\n", 9))}).Articles(ctx) {
		if n++; n == 3 {
			cancel()
		}
		last = err
	}
	if n != 4 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d items after a cancel at the third, last %v", n, last)
	}
}

func TestIDs(t *testing.T) {
	id := func(r raw) string {
		t.Helper()
		a, err := r.finish()
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	if got := id(raw{id: " x ", text: "Ann."}); got != "x" {
		t.Errorf("given id became %q", got)
	}
	page := raw{url: "https://a.example/nyt/ny-chef.html", text: "Ann."}
	changed := page
	changed.text, changed.title = "Ann, rettet.", "Ny titel"
	if a, b := id(page), id(changed); a != b || !strings.HasPrefix(a, "ny-chef-") {
		t.Errorf("the same page has ids %s and %s", a, b)
	}
	if a, b := id(raw{text: "Øen er blå."}), id(raw{text: "Øen er grøn."}); a == b || !strings.HasPrefix(a, "oeen-er-blaa-") {
		t.Errorf("texts have ids %s and %s", a, b)
	}
	if got := id(raw{text: "Дело"}); len(got) != 12 {
		t.Errorf("id %q", got)
	}
}

func TestBlocksCoverText(t *testing.T) {
	a, err := raw{text: " date 2017-05 Ann leads Firm.\n\nAnnonce:\n\nBo left."}.withSkip(14).finish()
	if err != nil {
		t.Fatal(err)
	}
	d := &text.Doc{Text: a.Text, Blocks: a.Blocks, Has: text.Blocks}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range a.Blocks {
		got = append(got, fmt.Sprintf("%d %s", b.Kind, d.Of(b.Span)))
	}
	if want := "2 date 2017-05|0 Ann leads Firm.|2 Annonce:|0 Bo left."; strings.Join(got, "|") != want {
		t.Errorf("got %s", strings.Join(got, "|"))
	}
}

func (r raw) withSkip(n int) raw { r.skip = n; return r }

func FuzzSource(f *testing.F) {
	for _, s := range []string{"Title\n\nAnn leads Firm.", `{"id":1,"text":"Ann."}`, "<html><p>Ann", "<rss><item><title>x</title></item></rss>",
		"title: x\n\ny", " date 2017 x", "\xff\xfea\x00", "a\x00b\x00c\x00d\x00", "\xe6\xf8\xe5", `[{"text":"a"},`, zipped("Ann."),
		warcRecordOf("resource", "https://a.example/", "text/html", "<p>Ann.")} {
		for _, name := range []string{"x", "x.txt", "x.html", "x.jsonl", "x.json", "x.xml", "x.warc"} {
			f.Add(name, []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		s := NewSource([]string{"-"}, Options{MaxBytes: 1 << 16})
		s.stream("f", extension(name), bytes.NewReader(data), func(a Article, err error) bool {
			if err != nil {
				return true
			}
			d := &text.Doc{Text: a.Text, Blocks: a.Blocks, Has: text.Blocks}
			if err := d.Check(); err != nil {
				t.Error(err)
			}
			if a.ID == "" || a.Title == "" && len(a.Blocks) > 0 && a.Blocks[0].Kind != text.Boilerplate {
				t.Errorf("no id or no title: %+v", a.Article)
			}
			return true
		})
	})
}

func gzipOf(r io.Reader) string {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if _, err := io.Copy(w, r); err != nil {
		panic(err)
	}
	w.Close()
	return b.String()
}
