package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPDF(t *testing.T) {
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join("pdftext/testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	good := read("libreoffice.pdf")
	begin := `|Harbour fund cuts staff||||"Harbour fund cuts staff\n\nAnn Boe, chief executive of Quayside Shipping, has resigned`
	for _, c := range []struct{ name, content, want string }{
		{"a.pdf", good, "a.pdf" + begin},
		{"noname", good, "noname" + begin},
		{"a.zip", zipOf(entry{name: "d/a.pdf", content: good}), "a.zip!/d/a.pdf" + begin},
		{"crypt.pdf", read("password.pdf"), "rejected crypt.pdf: it is encrypted"},
		{"picture.pdf", read("picture.pdf"), "rejected picture.pdf: scanned, no text: pictures or nothing on all its pages, of which there are 1"},
		{"bitmap.pdf", read("pdftex-bitmap.pdf"), "rejected bitmap.pdf: scanned, no text: the letters that its fonts tell make no words"},
		{"page.pdf", "<html><p>Ann leads Firm.", "rejected page.pdf: no PDF file"},
		{"cut.pdf", good[:3000], "rejected cut.pdf: the file breaks off: no trailer in it"},
	} {
		dir := write(t, map[string]string{c.name: c.content})
		if got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.name)}, Options{})), "\n"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\ngot  %.300s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestGarbage(t *testing.T) {
	const english = "The chief executive of the shipping company has resigned, and the board expects to name another within the next three weeks, it said. "
	const danish = "Direktøren for rederiet har trukket sig, og bestyrelsen venter at finde en afløser inden for de næste tre uger, siger den i en meddelelse. "
	shift := func(s string, n rune) string {
		return strings.Map(func(c rune) rune {
			if c == ' ' {
				return c
			}
			return c + n
		}, s)
	}
	for _, s := range []string{english, danish, strings.Repeat(english, 5), strings.Repeat(danish, 5), "NATO OG EU", "1 2 3"} {
		if garbage(s) {
			t.Errorf("%.40s is garbage", s)
		}
	}
	for _, s := range []string{shift(english, -29), shift(strings.Repeat(english, 5), 3), shift(strings.Repeat(danish, 5), 3), strings.Repeat("%&/()=?! ", 20), strings.Repeat("xkcdq ", 20)} {
		if !garbage(s) {
			t.Errorf("%.40s is no garbage", s)
		}
	}
}
