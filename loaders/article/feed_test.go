package article

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestFeeds(t *testing.T) {
	rss := func(items string) string {
		return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title><link>https://post.example/</link>` + items + "</channel></rss>"
	}
	atom := func(entries string) string {
		return `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>` + entries + "</feed>"
	}
	for _, c := range []struct{ name, feed, want string }{
		{"media before and behind", rss("<item><media:title>Photo</media:title><media:description>A photo.</media:description><title>Quay sold</title><description>Ann sold it.</description><media:content><media:title>Photo</media:title></media:content></item>"),
			`x.xml:1|Quay sold|Post|||"Quay sold\n\nAnn sold it."`},
		{"media only", rss("<item><media:title>Photo</media:title><description>Ann sold it.</description></item>"), `x.xml:1|Ann sold it.|Post|||"Ann sold it."`},
		{"a prefix nobody declares", "<rss><channel><item><media:title>Photo</media:title><title>Quay sold</title><content:encoded>&lt;p>Ann.&lt;/p>&lt;p>Bo.&lt;/p></content:encoded></item></channel></rss>",
			`x.xml:1|Quay sold||||"Quay sold\n\nAnn.\n\nBo."`},
		{"a namespace for all", `<rss xmlns="http://backend.userland.com/rss2"><channel><title>Post</title><item><title>Quay sold</title></item></channel></rss>`, `x.xml:1|Quay sold|Post|||"Quay sold"`},
		{"markup in titles", rss("<item><title>Quay &lt;i>sold&lt;/i> by Boe &amp;amp; Holm</title></item><item><title>Quay <b>sold</b></title></item><item><title><![CDATA[Quay <b>sold</b>]]></title></item>"),
			`x.xml:1|Quay sold by Boe & Holm|Post|||"Quay sold by Boe & Holm"` + "\n" + `x.xml:1|Quay sold|Post|||"Quay sold"` + "\n" + `x.xml:1|Quay sold|Post|||"Quay sold"`},
		{"titles of Atom", atom(`<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Quay <em>sold</em></div></title></entry><entry><title type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">Quay <x:em>sold</x:em></x:div></title></entry>` +
			`<entry><title type="html">Quay &lt;em>sold&lt;/em></title></entry><entry><title>a &lt; b &amp; c</title></entry>`),
			`x.xml:1|Quay sold|Wire||en|"Quay sold"` + "\n" + `x.xml:1|Quay sold|Wire||en|"Quay sold"` + "\n" + `x.xml:1|Quay sold|Wire||en|"Quay sold"` + "\n" + `x.xml:1|a < b & c|Wire||en|"a < b & c"`},
		{"a title of the feed in xhtml", `<feed xmlns="http://www.w3.org/2005/Atom"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">The <b>Wire</b></div></title><entry><title>A</title></entry></feed>`, `x.xml:1|A|The Wire|||"A"`},
		{"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="da"><title>Bladet</title><entry><title>Kaj solgt</title><link rel="alternate" href="https://b.example/1"/><issued>2004-03-05T07:00:00Z</issued>` +
			`<content type="text/html" mode="escaped">&lt;p>Ane solgte kajen.&lt;/p></content></entry><entry><title>To</title><modified>2004-03-06T07:00:00Z</modified><content type="application/xhtml+xml" mode="xml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bo.</p><p>Eva.</p></div></content></entry>` +
			`<entry><title>Tre</title><content mode="base64" type="text/html">PHA+Qm8uPC9wPg==</content></entry></feed>`,
			`x.xml:1|Kaj solgt|Bladet|2004-03-05|da|"Kaj solgt\n\nAne solgte kajen."` + "\n" + `x.xml:1|To|Bladet|2004-03-06|da|"To\n\nBo.\n\nEva."` + "\n" + `x.xml:1|Tre|Bladet||da|"Tre\n\nBo."`},
		{"languages", atom(`<entry xml:lang="da-DK"><title>Kaj</title></entry><entry><title>Quay</title></entry>`) + "", `x.xml:1|Kaj|Wire||da|"Kaj"` + "\n" + `x.xml:1|Quay|Wire||en|"Quay"`},
		{"languages of RSS", rss("<language>en</language><item><title>Kaj</title><dc:language>da</dc:language></item><item><title>Quay</title></item>"), `x.xml:1|Kaj|Post||da|"Kaj"` + "\n" + `x.xml:1|Quay|Post||en|"Quay"`},
		{"dates", rss("<item><title>A</title><pubDate>Thu, 04 Mar 21 12:00 GMT</pubDate></item><item><title>B</title><pubDate>4 Mar 2021 12:00:00 EST</pubDate></item><item><title>C</title><dc:date>2021-03-04T12:00:00Z</dc:date></item>"),
			`x.xml:1|A|Post|2021-03-04||"A"` + "\n" + `x.xml:1|B|Post|2021-03-04||"B"` + "\n" + `x.xml:1|C|Post|2021-03-04||"C"`},
		{"RSS 1.0", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title><dc:language>en</dc:language><items><rdf:Seq/></items></channel><item><title>A</title><dc:date>2021-03-04</dc:date></item></rdf:RDF>`,
			`x.xml:1|A|Post|2021-03-04||"A"`},
		{"taken over", rss(`<item><title>A</title><source url="https://t.example/rss">Tribune</source></item>`) + "", `x.xml:1|A|Tribune|||"A"`},
		{"taken over in Atom", atom(`<entry><title>A</title><source><title>Tribune</title><updated>2001-01-01</updated></source></entry>`), `x.xml:1|A|Tribune||en|"A"`},
		{"a bad item among good ones", rss("<item><title>A</title></item>\n<item><title>B\x01</title><description>lost</description></item>\n<item><title>C</title></item>"),
			`x.xml:1|A|Post|||"A"` + "\nrejected x.xml:2: read feed: illegal character code U+0001\n" + `x.xml:3|C|Post|||"C"`},
		{"a bad tag in an item", rss("<language>en</language><item><title>A</title></item>\n<item><title>B</title><description>1 < 2</description></item>\n<item><title>C</title><content:encoded>&lt;p>D.&lt;/p></content:encoded></item>"),
			`x.xml:1|A|Post||en|"A"` + "\nrejected x.xml:2: read feed: expected element name after <\n" + `x.xml:3|C|Post||en|"C\n\nD."`},
		{"an entity that nobody knows", rss("<item><title>A &foo; b &nbsp;c</title></item><item><title>C</title></item>"), `x.xml:1|A &foo; b c|Post|||"A &foo; b c"` + "\n" + `x.xml:1|C|Post|||"C"`},
		{"a section without an end", rss("<item><title>A</title><description><![CDATA[lost</description></item>\n<item><title>C</title></item>"),
			"rejected x.xml:1: read feed: unexpected EOF in CDATA section\n" + `x.xml:2|C|Post|||"C"`},
		{"a stray byte", rss("<item><title>Ann Læsø\xff</title></item><item><title>C</title></item>"), "note x.xml:1: one byte that is no character reads as \uFFFD\n" + `x.xml:1|Ann Læsø�|Post|||"Ann Læsø�"` + "\n" + `x.xml:1|C|Post|||"C"`},
		{"no item", rss(""), "rejected x.xml: no feed in it, or a feed without items"},
		{"broken between items", rss("<item><title>A</title></item><x <item><title>B</title></item>\n<item><title>C</title></item>"),
			`x.xml:1|A|Post|||"A"` + "\nrejected x.xml:1: read feed: expected attribute name in element\n" + `x.xml:1|B|Post|||"B"` + "\n" + `x.xml:2|C|Post|||"C"`},
	} {
		dir := write(t, map[string]string{"x.xml": c.feed})
		if got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, "x.xml")}, Options{})), "\n"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestFeedAddresses(t *testing.T) {
	for _, c := range []struct{ item, want string }{
		{`<item><link>https://post.example/a</link><guid>https://post.example/g</guid><title>A</title></item>`, "https://post.example/a"},
		{`<item><link>/a</link><title>A</title></item>`, "https://post.example/a"},
		{`<item><guid>https://post.example/g</guid><title>A</title></item>`, "https://post.example/g"},
		{`<item><guid isPermaLink="false">https://post.example/g</guid><title>A</title></item>`, ""},
		{`<item xmlns:a="http://www.w3.org/2005/Atom"><a:link rel="self" href="https://post.example/self"/><link>https://post.example/a</link><title>A</title></item>`, "https://post.example/a"},
		{`<item xmlns:f="http://rssnamespace.org/feedburner/ext/1.0"><link>https://feed.example/a</link><f:origLink>https://post.example/a</f:origLink><title>A</title></item>`, "https://post.example/a"},
	} {
		dir := write(t, map[string]string{"x.rss": "<rss><channel><title>Post</title><link>https://post.example/</link>" + c.item + "</channel></rss>"})
		for a, err := range NewSource([]string{filepath.Join(dir, "x.rss")}, Options{}).Articles(t.Context()) {
			if err != nil || a.URL != c.want {
				t.Errorf("%s: %q, %v", c.item, a.URL, err)
			}
		}
	}
}

func FuzzFeed(f *testing.F) {
	for _, s := range []string{"<rss><channel><item><title>A</title></item><item><title>B", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="xhtml"><div>a</div></title></entry><entry>`,
		"<rss><item><x <item><title>\x01", "<rdf:RDF><item><a:b><![CDATA[<item>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		last := 0
		NewSource(nil, Options{MaxBytes: 1 << 16}).feed("f", data, func(a Article, err error) bool {
			if err == nil && (a.Text == "" || a.Line < last || a.Line > 1+bytes.Count(data, []byte("\n")) && len(data) < 1<<10) {
				t.Error(fmt.Errorf("article at line %d behind %d", a.Line, last))
			}
			if err == nil {
				last = a.Line
			}
			return true
		})
	})
}
