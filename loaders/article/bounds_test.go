package article

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// formats write an article with the given fields, and a good one behind it
// where a file may hold two.
var formats = map[string]func(f map[string]string) string{
	"x.txt": func(f map[string]string) string {
		s := ""
		for _, k := range []string{"id", "title", "publisher", "published", "lang", "url"} {
			if f[k] != "" {
				s += k + ": " + f[k] + "\n"
			}
		}
		return s + "\n" + f["text"]
	},
	"x.jsonl": func(f map[string]string) string { return jsonOf(f) + "\n" + jsonOf(good) + "\n" },
	"x.json":  func(f map[string]string) string { return "[" + jsonOf(f) + ",\n" + jsonOf(good) + "]" },
	"x.html":  pageOf,
	"x.rss": func(f map[string]string) string {
		item := func(f map[string]string) string {
			return fmt.Sprintf("<item><title>%s</title><link>%s</link><pubDate>%s</pubDate><description>%s</description></item>",
				html.EscapeString(f["title"]), html.EscapeString(f["url"]), html.EscapeString(f["published"]), html.EscapeString(f["text"]))
		}
		return fmt.Sprintf("<rss><channel><title>%s</title><language>%s</language>%s%s</channel></rss>", html.EscapeString(f["publisher"]), html.EscapeString(f["lang"]), item(f), item(good))
	},
	"x.atom": func(f map[string]string) string {
		entry := func(f map[string]string) string {
			return fmt.Sprintf(`<entry><title>%s</title><link href="%s"/><published>%s</published><content>%s</content></entry>`,
				html.EscapeString(f["title"]), html.EscapeString(f["url"]), html.EscapeString(f["published"]), html.EscapeString(f["text"]))
		}
		return fmt.Sprintf(`<feed xmlns="http://www.w3.org/2005/Atom"><title>%s</title>%s%s</feed>`, html.EscapeString(f["publisher"]), entry(f), entry(good))
	},
	"x.warc": func(f map[string]string) string {
		return warcRecordOf("response", "https://a.example/x", "application/http", httpResponse("200 OK", "text/html", pageOf(f))) +
			warcRecordOf("response", "https://a.example/good", "application/http", httpResponse("200 OK", "text/html", pageOf(good)))
	},
}

var good = map[string]string{"title": "Good", "published": "2020-01-02", "url": "https://a.example/good", "text": "Anna leads the good firm."}

func jsonOf(f map[string]string) string {
	b, _ := json.Marshal(f)
	return string(b)
}

func pageOf(f map[string]string) string {
	return fmt.Sprintf(`<html lang="%s"><head><title>%s</title><meta property="og:site_name" content="%s"><meta name="date" content="%s"><link rel="canonical" href="%s"></head><body><article><p>%s</p></article></body></html>`,
		html.EscapeString(f["lang"]), html.EscapeString(f["title"]), html.EscapeString(f["publisher"]), html.EscapeString(f["published"]),
		html.EscapeString(f["url"]), html.EscapeString(f["text"]))
}

// Whatever a field holds in whatever format, no article comes out beyond the
// bounds, and the good one behind it does.
func TestFieldsOfEveryFormat(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	values := map[string]string{"long": long, "nul": "a\x00b", "escape": "a\x1b[31m\u202eb",
		"invalid": "a\xff\xfeb", "spaces": "  ", "iri": `<>"{}|\^` + "`", "dots": "..", "big date": "99999-13-45", "percent": strings.Repeat("é", maxID)}
	for name, write := range formats {
		for _, field := range []string{"id", "title", "publisher", "published", "lang", "url", "text"} {
			for kind, value := range values {
				if kind == "long" && testing.Short() && field != "title" {
					continue // minutes under the race detector
				}
				if kind == "long" && (name == "x.html" || name == "x.warc") && field != "title" {
					continue // trafilatura takes its time
				}
				f := map[string]string{"id": "bad", "title": "Bad", "published": "2020-01-01", "url": "https://a.example/bad", "text": "Anna leads the bad firm."}
				if field == "url" {
					value = "https://a.example/" + value
				}
				f[field] = value
				if name == "x.txt" && field != "text" && strings.Contains(value, "\n") {
					continue // ends the head
				}
				path := filepath.Join(t.TempDir(), name)
				if err := os.WriteFile(path, []byte(write(f)), 0o600); err != nil {
					t.Fatal(err)
				}
				goods, rejected := 0, []string{}
				for a, err := range NewSource([]string{path}, Options{}).Articles(context.Background()) {
					var r *Rejection
					var n *Note
					switch {
					case errors.As(err, &n):
					case errors.As(err, &r):
						rejected = append(rejected, err.Error())
						if len(err.Error()) > 1000 {
							t.Errorf("%s: %s %s: a message of %d bytes", name, kind, field, len(err.Error()))
						}
					case err != nil:
						t.Fatal(err)
					case strings.Contains(a.Text, "the good firm"):
						goods++
					default:
						r := raw{id: a.ID, title: a.Title, url: a.URL, publisher: a.Publisher, text: a.Text, lang: a.Lang}
						if err := r.check(); err != nil {
							t.Errorf("%s: %s %s: an article came out: %v", name, kind, field, err)
						}
					}
				}
				shared := (field == "publisher" || field == "lang") && (name == "x.rss" || name == "x.atom") // the feed's, not the item's
				broken := kind == "nul" || kind == "escape" || kind == "invalid"                             // no XML, no UTF-8
				if several := name != "x.txt" && name != "x.html"; several && goods != 1 && !shared && !(broken && (name == "x.rss" || name == "x.atom")) {
					t.Errorf("%s: %s %s: the good article behind it is lost; rejected: %.300q", name, kind, field, rejected)
				}
				if kind == "long" && field != "lang" && !(name == "x.html" && (field == "id" || field == "published")) && len(rejected) == 0 && goods == 0 {
					t.Errorf("%s: %s %s: nothing is listed", name, kind, field)
				}
			}
		}
	}
}

// Whatever is cut off anywhere gives no article of its own: each that comes
// out is one of the whole file.
func TestCutAnywhere(t *testing.T) {
	for name, write := range formats {
		if name == "x.txt" || name == "x.html" {
			continue // nothing in them says where they end
		}
		whole := write(map[string]string{"title": "First", "url": "https://a.example/1", "text": "Bo leads the first firm. It is in the town."})
		dir := t.TempDir()
		texts := func(data string) (list []string, rejected int) {
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
			for a, err := range NewSource([]string{path}, Options{}).Articles(context.Background()) {
				if err != nil {
					rejected++
				} else {
					list = append(list, a.Text)
				}
			}
			return list, rejected
		}
		want, _ := texts(whole)
		if len(want) != 2 {
			t.Fatalf("%s: %d articles in the whole", name, len(want))
		}
		for cut := range len(whole) {
			got, rejected := texts(whole[:cut])
			for i, text := range got {
				if text != want[i] {
					t.Errorf("%s cut at %d of %d: article %q", name, cut, len(whole), text)
				}
			}
			if len(got)+rejected > len(want)+1 || len(got) < 2 && rejected == 0 && !strings.HasSuffix(strings.TrimSpace(whole[:cut]), "}") && strings.TrimSpace(whole[:cut]) != want[0] &&
				!(name == "x.warc" && strings.HasSuffix(whole[:cut], "</html>") || strings.HasSuffix(strings.TrimRight(whole[:cut], "\r\n"), "</html>")) {
				t.Errorf("%s cut at %d of %d: %d articles, %d rejected", name, cut, len(whole), len(got), rejected)
			}
		}
	}
}
