package article

import (
	"strings"
	"testing"
)

func TestPageMetadata(t *testing.T) {
	for _, c := range []struct{ name, head, body, published, title, publisher, url string }{
		{"open graph", `<meta property="og:title" content="A"><meta property="og:site_name" content="Post"><meta property="og:url" content="https://a.example/1"><meta property="article:published_time" content="2024-03-05T23:30:00+01:00">`,
			"", "2024-03-05", "A", "Post", "https://a.example/1"},
		{"json-ld", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished": "2024-03-05T07:00:00Z"}</script>`, "", "2024-03-05", "", "", ""},
		{"other script", `<script>x = {"datePublished": "2024-03-05"}</script>`, "", "", "", "", ""},
		{"marked time", ``, `<time datetime="2020-01-01">old</time><time itemprop="datePublished" datetime="2024-03-05">5 March</time>`, "2024-03-05", "", "", ""},
		{"old time", ``, `<time pubdate datetime="2024-03">March</time>`, "2024-03", "", "", ""},
		{"any time", ``, `<time datetime="2020-01-01">old</time>`, "", "", "", ""},
		{"bad date", `<meta name="date" content="yesterday"><meta name="dc.date" content="2024-03">`, "", "2024-03", "", "", ""},
		{"title with site", `<title>A – Post</title><meta name="application-name" content="Post">`, "", "", "A", "Post", ""},
		{"relative address", `<link rel="canonical" href="/1">`, "", "", "", "", ""},
	} {
		r, err := parseHTML([]byte("<html><head>"+c.head+"</head><body>"+c.body+"<p>"+strings.Repeat("Ann leads Firm. ", 20)+"</p></body></html>"), "")
		if err != nil {
			t.Fatal(err)
		}
		if r.published != c.published || r.title != c.title || r.publisher != c.publisher || r.url != c.url {
			t.Errorf("%s: %q %q %q %q", c.name, r.published, r.title, r.publisher, r.url)
		}
	}
}

// A page whose elements nest deeper than a stack would like is read or
// rejected, and many elements do not make it slow.
func TestHostilePages(t *testing.T) {
	if _, err := parseHTML([]byte(strings.Repeat("<div>", 100_000)+"Ann leads Firm."), ""); err == nil {
		t.Error("no error from 100,000 nested elements")
	}
	r, err := parseHTML([]byte("<p>Ann leads Firm.</p>"+strings.Repeat("<i></i>", maxElements+1)), "")
	if err != nil || r.text != "Ann leads Firm." {
		t.Errorf("%q, %v", r.text, err)
	}
}
