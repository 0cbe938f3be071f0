package article

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

func in(m *charmap.Charmap, s string) string {
	out, err := m.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// What bytes are goes by mark, transport, declaration and validity, and the
// first of them that the bytes agree with.
func TestDecode(t *testing.T) {
	const danish, czech = "Maren Holtegård på Læsø", "Jiří Dvořák a Žižka"
	for _, c := range []struct{ name, data, transport, declared, want, note string }{
		{"UTF-8 and nobody says so", danish, "", "", danish, ""},
		{"UTF-8 with a mark", "\xEF\xBB\xBF" + danish, "iso-8859-1", "windows-1252", danish, ""},
		{"UTF-8 declared windows-1252", danish, "", "windows-1252", danish, ""},
		{"UTF-8 sent as latin1", danish, "ISO-8859-1", "utf-8", danish, ""},
		{"windows-1252 declared UTF-8", latin1(danish), "utf-8", "utf-8", danish, ""},
		{"windows-1252 and nobody says so", latin1(danish), "", "", danish, ""},
		{"windows-1250 sent", in(charmap.Windows1250, czech), "windows-1250", "", czech, ""},
		{"windows-1250 declared", in(charmap.Windows1250, czech), "", "Windows-1250", czech, ""},
		{"the transport before the declaration", in(charmap.Windows1250, czech), "windows-1250", "iso-8859-1", czech, ""},
		{"a transport of no such name", in(charmap.Windows1250, czech), "cp-anything", "windows-1250", czech, ""},
		{"a quoted transport", in(charmap.ISO8859_15, "50 € på Læsø"), `"ISO-8859-15"`, "", "50 € på Læsø", ""},
		{"UTF-16 declared, which 8-bit text is not", latin1(danish), "", "utf-16", danish, ""},
		{"UTF-16 with a mark, sent as UTF-8", utf16(danish, unicode.BigEndian, unicode.UseBOM), "utf-8", "utf-8", danish, ""},
		{"UTF-16 without a mark", utf16(danish, unicode.LittleEndian, unicode.IgnoreBOM), "", "", danish, ""},
		{"half a character", utf16(danish, unicode.LittleEndian, unicode.UseBOM) + "x", "", "", danish + "\uFFFD", "one byte that is no character reads as \uFFFD"},
		{"a stray byte", danish + "\xE6.", "", "utf-8", danish + "\uFFFD.", "one byte that is no character reads as \uFFFD"},
		{"a stray byte, declared windows-1252", danish + "\xE6.", "", "windows-1252", danish + "\uFFFD.", "one byte that is no character reads as \uFFFD"},
		{"a stray byte behind a mark", "\xEF\xBB\xBFAnn\xE6", "", "", "Ann\uFFFD", "one byte that is no character reads as \uFFFD"},
		{"two stray bytes", "Ann \xFF\xFD leads.", "", "", "Ann \uFFFD\uFFFD leads.", "2 bytes that are no characters read as \uFFFD"},
		{"U+FFFD of the original", "Ann \uFFFD leads.", "", "", "Ann \uFFFD leads.", ""},
	} {
		got, l, err := decode([]byte(c.data), c.transport, c.declared)
		if err != nil || got != c.want || l.note() != c.note {
			t.Errorf("%s: %q, note %q, %v; want %q, note %q", c.name, got, l.note(), err, c.want, c.note)
		}
	}
	for name, data := range map[string]string{"zero bytes": "a\x00b", "UTF-32": "\xFF\xFE\x00\x00a\x00\x00\x00", "control characters": "\x01\x02\x03abc",
		"Cyrillic and nobody says so": in(charmap.Windows1251, "Дело закрыто вчера вечером.")} {
		if got, _, err := decode([]byte(data), "", ""); err == nil {
			t.Errorf("%s: read as %q", name, got)
		}
	}
}

// The same characters, however they are written, come out of every format, and
// a stray byte costs one character and a note in each.
func TestCharactersOfEveryFormat(t *testing.T) {
	const name = "Maren Holtegård"
	page := func(charset, text string) string {
		return `<html><head><meta charset="` + charset + `"><title>New head</title></head><body><article><p>` + text + ` leads the firm.</p></article></body></html>`
	}
	feed := func(charset, text string) string {
		return `<?xml version="1.0" encoding="` + charset + `"?><rss><channel><title>Post</title><item><title>New head</title><description>` + text + ` leads the firm.</description></item></channel></rss>`
	}
	record := func(text string) string { return `{"title":"New head","text":"` + text + ` leads the firm."}` }
	served := func(charset, body string) string {
		return warcRecordOf("response", "https://a.example/1", "application/http", httpResponse("200 OK", "text/html; charset="+charset, body))
	}
	utf16of := func(s string) string { return utf16(s, unicode.LittleEndian, unicode.UseBOM) }
	stray := name + "\xE6"
	for _, c := range []struct{ file, content, want string }{
		{"utf8.html", page("utf-8", name), name},
		{"long.html", page("utf-8", strings.Repeat("The port is open all day. ", 200)+name), name},
		{"latin1.html", page("iso-8859-1", latin1(name)), name},
		{"wrong.html", page("windows-1252", name), name},
		{"utf16.html", utf16of(page("utf-8", name)), name},
		{"http-equiv.html", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1250"><p>` + in(charmap.Windows1250, "Jiří Dvořák") + ` leads.</p>`, "Jiří Dvořák"},
		{"utf16.rss", utf16of(feed("utf-16", name)), name},
		{"wrong.rss", feed("windows-1252", name), name},
		{"latin1.rss", feed("iso-8859-1", latin1(name)), name},
		{"utf16.jsonl", utf16of(record("Anna") + "\r\n" + record(name)), name},
		{"utf16.json", utf16of("[" + record(name) + "]"), name},
		{"utf16.txt", utf16of(name + " leads the firm."), name},
		{"utf16noname", utf16of(page("utf-8", name)), name},
		{"latin1.jsonl", latin1(record(name)), name},
		{"sent.warc", served("windows-1250", "<p>"+in(charmap.Windows1250, "Jiří Dvořák")+" leads the firm.</p>"), "Jiří Dvořák"},
		{"wrong.warc", served("iso-8859-1", page("iso-8859-1", name)), name},
		{"stray.html", page("utf-8", stray), name + "\uFFFD"},
		{"stray.rss", feed("utf-8", stray), name + "\uFFFD"},
		{"stray.jsonl", record(stray), name + "\uFFFD"},
		{"stray.json", "[" + record(stray) + "]", name + "\uFFFD"},
		{"stray.txt", stray + " leads the firm.", name + "\uFFFD"},
		{"stray.warc", served("utf-8", page("utf-8", stray)), name + "\uFFFD"},
	} {
		dir := write(t, map[string]string{c.file: c.content})
		got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.file)}, Options{})), "\n")
		if !strings.Contains(got, c.want+" leads") {
			t.Errorf("%s: %s", c.file, got)
		}
		if stray := strings.HasPrefix(c.file, "stray"); stray != strings.Contains(got, "note "+c.file) || strings.Count(got, "no character") > 1 {
			t.Errorf("%s: notes in %s", c.file, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"Læsø", "L\xe6s\xf8", "\xff\xfeL\x00", "L\x00s\x00", "\xef\xbb\xbfL\xe6", "\x1b$B", "<meta charset=gbk>\xc4\xe3"} {
		f.Add([]byte(s), "", "iso-8859-1")
		f.Add([]byte(s), "utf-16", "gbk")
	}
	f.Fuzz(func(t *testing.T, data []byte, transport, declared string) {
		s, l, err := decode(data, transport, declared)
		if err != nil && s != "" {
			t.Error("text and an error")
		}
		if again, m, err := decode([]byte(s), "utf-8", ""); err == nil && !strings.HasPrefix(s, "\uFEFF") && (again != s || m.characters > 0) {
			t.Error(fmt.Errorf("%q, decoded again, is %q", s, again))
		}
		if l.characters > 0 != (l.note() != "") || l.characters > strings.Count(s, "\uFFFD") {
			t.Errorf("%+v in %q", l, s)
		}
	})
}
