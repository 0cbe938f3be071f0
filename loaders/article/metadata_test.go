package article

import (
	"strings"
	"testing"
)

func TestMetadataByScope(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	const article = `{"@type":"NewsArticle","headline":"Quay sold","datePublished":"2024-03-05T07:00:00Z","publisher":{"@type":"Organization","name":"Skerry Post"}}`
	const site = `{"@type":"WebSite","name":"Skerry Post Online","url":"https://post.example","headline":"All the news","datePublished":"2001-01-01"}`
	const list = `{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Ferry bought","datePublished":"2020-01-01"}]}`
	for _, c := range []struct{ name, head, body, title, published, publisher string }{
		{"an article", ld(article), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"an article beside a site", ld(site) + ld(article), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"an article in a graph", ld(`{"@context":"https://schema.org","@graph":[` + site + "," + list + "," + article + `]}`), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"an article in a list of objects", ld("[" + list + "," + site + "," + article + "]"), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"an article of two types", ld(strings.Replace(article, `"NewsArticle"`, `["Article","https://schema.org/NewsArticle"]`, 1)), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"a publisher by reference", ld(`{"@graph":[{"@type":"Article","headline":"Quay sold","datePublished":"2024-03-05","publisher":{"@id":"#org"}},{"@type":"NewsMediaOrganization","@id":"#org","name":"Skerry Post"}]}`),
			"", "Quay sold", "2024-03-05", "Skerry Post"},
		{"an article as the main thing of a page", ld(`{"@type":"WebPage","name":"Page","mainEntity":` + article + `}`), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"only a site and a list", `<title>Quay sold</title>` + ld(site) + ld(list), "", "Quay sold", "", "Skerry Post Online"},
		{"the date of the page", `<title>Quay sold</title>` + ld(`{"@type":"WebPage","datePublished":"2024-03-05"}`), "", "Quay sold", "2024-03-05", ""},
		{"two articles, the one at the address", `<link rel="canonical" href="https://post.example/b">` +
			ld(`[{"@type":"NewsArticle","headline":"Ferry bought","url":"https://post.example/a"},{"@type":"NewsArticle","headline":"Quay sold","mainEntityOfPage":{"@id":"https://post.example/b"}}]`), "", "Quay sold", "", "post.example"},
		{"two articles, the one under the heading", ld(`[{"@type":"NewsArticle","headline":"Ferry bought"},{"@type":"NewsArticle","headline":"Quay sold"}]`), "<h1>Quay sold</h1>", "Quay sold", "", ""},
		{"entities and line breaks", ld("{\"@type\":\"NewsArticle\",\"headline\":\"Boe &amp; Holm&#039;s\nquay\"}"), "", "Boe & Holm's quay", "", ""},
		{"broken JSON", `<meta property="og:title" content="Quay sold">` + ld(`{"@type":"NewsArticle","headline":`), "", "Quay sold", "", ""},
		{"headline before og:title", `<meta property="og:title" content="You will not believe it"><title>Third</title>` + ld(article), "", "Quay sold", "2024-03-05", "Skerry Post"},
		{"og:title before title", `<meta property="og:title" content="Quay sold"><title>Third</title>`, "", "Quay sold", "", ""},
		{"value in place of content", `<meta name="og:title" value="Quay sold"><meta name="og:site_name" value="Skerry Post">`, "", "Quay sold", "", "Skerry Post"},
		{"microdata", "", `<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">Quay sold</h2><span itemprop="datePublished" content="2024-03-05"></span><span itemprop="publisher" itemscope><b itemprop="name">Skerry Post</b></span></div>`,
			"Quay sold", "2024-03-05", "Skerry Post"},
		{"microdata of a teaser", `<title>Quay sold</title>`, `<div itemscope itemtype="https://schema.org/ListItem"><h3 itemprop="headline">Ferry bought</h3><i itemprop="datePublished" content="2020-01-01"></i></div>`, "Quay sold", "", ""},

		{"the site behind og:title", `<meta property="og:title" content="Quay sold - Skerry Post"><meta property="og:site_name" content="Skerry Post">`, "", "Quay sold", "", "Skerry Post"},
		{"the site and the section", `<title>Quay sold | Politics | Skerry Post</title><meta property="og:site_name" content="Skerry Post">`, "", "Quay sold", "", "Skerry Post"},
		{"the site's address", `<title>Quay sold - SkerryPost.com</title><meta property="og:site_name" content="Skerry Post">`, "", "Quay sold", "", "Skerry Post"},
		{"the site by its host", `<title>Quay sold – Skerry Daily Post</title><link rel="canonical" href="https://www.skerrypost.example/a">`, "", "Quay sold", "", "Skerry Daily Post"},
		{"no site behind the dash", `<title>Quay sold – to whom?</title><meta property="og:site_name" content="Skerry Post">`, "", "Quay sold – to whom?", "", "Skerry Post"},
		{"the heading without the site", `<title>Quay sold: a day in Skerry // Post+</title>`, "<h1>Quay sold: a day in Skerry</h1>", "Quay sold: a day in Skerry", "", ""},
		{"the heading of the site", `<title>Quay sold | Skerry Post</title><meta property="og:site_name" content="Skerry Post">`, "<h1>Skerry Post</h1>", "Quay sold", "", "Skerry Post"},
		{"the host when nobody tells", `<title>Quay sold</title><link rel="canonical" href="https://www.post.example/a">`, "", "Quay sold", "", "post.example"},

		{"article:publicationdate", `<title>A</title><meta property="article:publicationdate" content="2024-03-05">`, "", "A", "2024-03-05", ""},
		{"article_date_original", `<title>A</title><meta name="article_date_original" content="Tuesday, March 5, 2024, 7:00 AM">`, "", "A", "2024-03-05", ""},
		{"a time under the heading", `<title>A</title>`, `<h1>A</h1><time datetime="2024-03-05T07:00">today</time><time datetime="2024-03-09">later</time>`, "A", "2024-03-05", ""},
		{"a time without datetime", `<title>A</title>`, `<h1>A</h1><time>Mar 5, 2024 at 7:00 am</time>`, "A", "2024-03-05", ""},
		{"a time beside the article", `<title>A</title>`, `<h1>A</h1><aside><time datetime="2020-01-01">old</time></aside><div class="related"><time datetime="2020-01-02">old</time></div>`, "A", "", ""},
		{"a time before the heading", `<title>A</title>`, `<div><time datetime="2020-01-01">old</time></div><h1>A</h1>`, "A", "", ""},
		{"a line under the heading", `<title>A</title>`, `<h1>A</h1><div><span>5. marts 2024 kl. 7</span></div>`, "A", "2024-03-05", ""},
		{"a line of a change", `<title>A</title>`, `<h1>A</h1><div>Updated March 6, 2024</div><div>March 5, 2024</div>`, "A", "2024-03-05", ""},
		{"a time that is none, with one that is", `<title>A</title>`, `<h1>A</h1><time datetime="2024-00-05T07:12">Tuesday, Mar. 5 2024, 7:00 AM</time>`, "A", "2024-03-05", ""},
		{"numbers that can be one day only", `<title>A</title>`, `<h1>A</h1><span>3/25/2024</span>`, "A", "2024-03-25", ""},
		{"numbers that can be two", `<title>A</title>`, `<h1>A</h1><span>3/5/2024</span>`, "A", "", ""},
		{"the first publication", `<title>A</title><meta property="article:published_time" content="2024-03-05T07:00:00Z">` + ld(`{"@type":"Article","datePublished":"2024-03-07T07:00:00Z"}`), "", "A", "2024-03-05", ""},
		{"the day where it was evening", `<title>A</title><meta property="article:published_time" content="2024-03-06T01:00:00Z"><link rel="canonical" href="https://post.example/2024/03/05/a">`, "", "A", "2024-03-05", "post.example"},
		{"another day in the address", `<title>A</title><meta property="article:published_time" content="2024-03-06T01:00:00Z"><link rel="canonical" href="https://post.example/2024/03/01/a">`, "", "A", "2024-03-06", "post.example"},
		{"a publisher that is the title", `<title>Quay sold</title><meta name="application-name" content="Quay sold">`, "<h1>Quay sold</h1>", "Quay sold", "", ""},
		{"a date in prose", `<title>A</title>`, `<h1>A</h1><p>The quay was sold by the board of Skerry, which had met in the town hall for all of the afternoon, on March 5, 2020.</p>`, "A", "", ""},
		{"the path of the address", `<title>A</title><link rel="canonical" href="https://post.example/2024/03/05/a.html">`, "", "A", "2024-03-05", "post.example"},
		{"a month in the path", `<title>A</title><link rel="canonical" href="https://post.example/2024/03/quay-sold">`, "", "A", "2024-03", "post.example"},
		{"a named month in the path", `<title>A</title><link rel="canonical" href="https://post.example/world/2024/mar/05/quay">`, "", "A", "2024-03-05", "post.example"},
		{"a day in the name", `<title>A</title><link rel="canonical" href="https://post.example/quay-sold-20240305/">`, "", "A", "2024-03-05", "post.example"},
		{"a number in the path", `<title>A</title><link rel="canonical" href="https://post.example/a-20249931-b/2024-budget">`, "", "A", "", "post.example"},
		{"a date before one that is more exact", `<title>A</title><meta name="date" content="2024-03"><link rel="canonical" href="https://post.example/2024/03/05/a">`, "", "A", "2024-03-05", "post.example"},
	} {
		r, err := parseHTML([]byte("<html><head>"+c.head+"</head><body>"+c.body+"<p>"+strings.Repeat("Ann leads Firm. ", 20)+"</p></body></html>"), "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if r.title != c.title || r.published != c.published || r.publisher != c.publisher {
			t.Errorf("%s: %q %q %q", c.name, r.title, r.published, r.publisher)
		}
	}
}

func TestPageAddress(t *testing.T) {
	for _, c := range []struct{ name, head, from, want string }{
		{"absolute", `<link rel="canonical" href="https://post.example/a">`, "", "https://post.example/a"},
		{"of the same scheme", `<link rel="canonical" href="//post.example/a">`, "", "https://post.example/a"},
		{"of the same scheme, served by http", `<link rel="canonical" href="//post.example/a">`, "http://post.example/b", "http://post.example/a"},
		{"relative", `<link rel="canonical" href="/a">`, "https://post.example/x/y?z=1", "https://post.example/a"},
		{"relative to the base", `<base href="https://post.example/x/"><link rel="canonical" href="a">`, "", "https://post.example/x/a"},
		{"relative to nothing", `<link rel="canonical" href="/a">`, "", ""},
		{"the front page", `<link rel="canonical" href="https://post.example/"><meta property="og:url" content="https://post.example/a">`, "", "https://post.example/a"},
		{"og:url", `<meta property="og:url" content="https://post.example/a">`, "https://post.example/b", "https://post.example/a"},
		{"nothing stated", ``, "https://post.example/b", "https://post.example/b"},
		{"no address", `<link rel="canonical" href="javascript:void(0)">`, "https://post.example/b", "https://post.example/b"},
	} {
		list, err := parsePage([]byte("<html><head>"+c.head+"</head><body><p>Ann leads Firm.</p>"), "", c.from)
		if err != nil || list[0].url != c.want {
			t.Errorf("%s: %v, %v", c.name, list, err)
		}
	}
}

func TestParsePublished(t *testing.T) {
	for s, want := range map[string]string{
		"": "", "2024": "2024", "2024-03": "2024-03", "2024-03-05T07:00:00+01:00": "2024-03-05", "2016-12-19 19:19:00 UTC": "2016-12-19",
		"Thu, 04 Mar 21 12:00 GMT": "2021-03-04", "Thu, 04 Mar 2021 12:00:00 GMT": "2021-03-04", "4 Mar 2021 12:00 +0100": "2021-03-04",
		"Thursday, 04-Mar-21 12:00:00 UTC": "2021-03-04", "Thu, 4 March 2021 12:00:00 EST": "2021-03-04", "04 Mar 1999": "1999-03-04", "Thu, 04 Mar 99 12:00 Z": "1999-03-04",
		"Thu Mar  4 12:00:00 EST 2021": "2021-03-04", "Thu Mar 4 12:00:00 2021": "2021-03-04", "Thu Mar 04 2021 12:00:00 GMT+0000 (UTC)": "2021-03-04",
		"March 4, 2021": "2021-03-04", "4. marts 2021": "2021-03-04", "tors. 4. okt. 2021 kl. 12": "2021-10-04", "20210304": "2021-03-04", "20210304T120000Z": "2021-03-04",
		"4 Foo 2021": "error", "soon": "error", "99 Mar 2021": "error", "2021-13-01": "error", "3/4/2021": "error",
	} {
		d, err := parsePublished(s)
		got := d.String()
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}
