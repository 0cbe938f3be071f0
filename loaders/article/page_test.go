package article

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// paragraphsOf reads a page and gives its articles, one line each, paragraphs
// between bars, or the reason why it is none.
func paragraphsOf(page string) string {
	list, err := parsePage([]byte(page), "", "https://post.example/2024/03/05/a")
	if err != nil {
		return "rejected: " + err.Error()
	}
	var out []string
	for _, r := range list {
		out = append(out, strings.ReplaceAll(r.text, "\n\n", " | "))
	}
	return strings.Join(out, "\n")
}

// filler is prose that makes a page long.
const filler = "<p>The harbour board of Skerry met on Monday and looked at the plans for the new quay, which the town has waited for since spring.</p>" +
	"<p>The work is to begin in autumn and will take two years, the board said in a note to the town, which pays for half of the quay.</p>"

const fillerText = "The harbour board of Skerry met on Monday and looked at the plans for the new quay, which the town has waited for since spring. | " +
	"The work is to begin in autumn and will take two years, the board said in a note to the town, which pays for half of the quay."

func TestPageText(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"a heading and a paragraph of a short page", "<article><h1>Novelist wins prize</h1><p>John Smith, of Skerry, won it.</p></article>", "Novelist wins prize | John Smith, of Skerry, won it."},
		{"the same of a long one", "<article><h1>Novelist wins prize</h1><p>John Smith, of Skerry, won it.</p>" + filler + "</article>", "Novelist wins prize | John Smith, of Skerry, won it. | " + fillerText},
		{"blocks of all kinds", "<main><h1>New quay</h1><dl><dt>Ann Boe</dt><dd>leads the board.</dd></dl><table><tr><td>Bo Holm</td><td>is mayor.</td></tr></table><center>Eva Lind left.</center><p>It rains.</main>",
			"New quay | Ann Boe | leads the board. | Bo Holm | is mayor. | Eva Lind left. | It rains."},
		{"unknown elements stand in a line", "<article><h1>New quay</h1><p><person>Ann Boe</person> leads <org>Northgate</org>.</p>" + filler + "</article>", "New quay | Ann Boe leads Northgate. | " + fillerText},
		{"spaces around elements", "<article><h1>New quay</h1><p>The limit is <code>2</code> of <b>Ann</b> <i>Boe</i>'s boats.</p>" + filler + "</article>", "New quay | The limit is 2 of Ann Boe's boats. | " + fillerText},
		{"notes", `<article><h1>New quay</h1><p>Ann Boe<sup>1</sup> met Bo Holm<sup><a href="#n2">[2]</a></sup> and Eva Lind<sup>*</sup> on 40 km<sup>2</sup> on the 1<sup>st</sup>.</p>` + filler + "</article>",
			"New quay | Ann Boe¹ met Bo Holm and Eva Lind on 40 km² on the 1st. | " + fillerText},
		{"noscript", `<article><h1>New quay</h1><noscript><img src="x"><p>Please enable JavaScript.</p></noscript><p>Ann Boe leads Northgate.</p></article><noscript><iframe src="x"></iframe></noscript>`,
			"New quay | Ann Boe leads Northgate."},
		{"a signed quotation", "<article><h1>New quay</h1><blockquote><p>We will build it.</p><cite>Ann Boe, mayor</cite></blockquote>" + filler + "</article>",
			"New quay | “We will build it.” — Ann Boe, mayor | " + fillerText},
		{"a signed quotation of two paragraphs", "<article><h1>New quay</h1><blockquote><p>“We will build it.</p><p>It will be fine.”</p><footer>— Ann Boe</footer></blockquote><p>It rains.</p></article>",
			"New quay | “We will build it. | “It will be fine.” — Ann Boe | It rains."},
		{"a quotation in a figure", "<article><h1>New quay</h1><figure><blockquote>We will build it.</blockquote><figcaption>Ann Boe</figcaption></figure><p>It rains.</p></article>", "New quay | “We will build it.” — Ann Boe | It rains."},
		{"an embedded post", `<article><h1>New quay</h1><blockquote class="twitter-tweet"><p>We will build it.</p>— Ann Boe (@annboe) <a href="https://t.example/1">March 5, 2024</a></blockquote><p>It rains.</p></article>`,
			"New quay | “We will build it.” — Ann Boe | It rains."},
		{"a quotation of nobody", "<article><h1>New quay</h1><blockquote><p>We will build it.</p></blockquote><p>It rains.</p></article>", "New quay | We will build it. | It rains."},
		{"two articles", "<article><h2>Quay sold</h2><p>Ann Boe sold the quay.</p></article><article><h2>Ferry bought</h2><p>Bo Holm bought the ferry.</p></article>",
			"Quay sold | Ann Boe sold the quay.\nFerry bought | Bo Holm bought the ferry."},
		{"an article and teasers", `<article><h1>Quay sold</h1><p>Ann Boe sold the quay.</p></article><article><h3><a href="/b">Ferry bought</a></h3><p>Bo Holm bought the ferry.</p></article>`, "Quay sold | Ann Boe sold the quay."},
		{"an article with teasers inside", "<article><h1>Quay sold</h1><p>Ann Boe sold the quay.</p>" + filler + `<div><h3><a href="/b">Ferry bought</a></h3><p>Bo Holm bought the ferry.</p></div></article>`,
			"Quay sold | Ann Boe sold the quay. | " + fillerText},
		{"a list of teasers", strings.Repeat(`<article><h2><a href="/b">Ferry bought</a></h2><p>Bo Holm bought the ferry.</p></article>`, 3), "rejected: a list of articles, not an article"},
		{"a list of teasers in divisions", "<h1>News</h1>" + strings.Repeat(`<div class="x"><a href="/b"><h3>Ferry bought</h3></a><p>Bo Holm bought the ferry.</p></div>`, 4), "rejected: a list of articles, not an article"},
		{"nothing", "<div id=app></div><script>x()</script>", "rejected: no article text found in the web page"},
		{"the article in its JSON-LD only", `<div id=app></div><script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay sold","articleBody":"` +
			strings.Repeat("Ann Boe sold the quay to Bo Holm. ", 8) + `"}</script>`, "Quay sold | " + strings.TrimSpace(strings.Repeat("Ann Boe sold the quay to Bo Holm. ", 8))},
		{"a page in a form", "<form><article><h1>Quay sold</h1><p>Ann Boe sold the quay.</p></article></form>", "Quay sold | Ann Boe sold the quay."},
	} {
		if got := paragraphsOf("<html><body>" + c.body + "</body></html>"); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// What pages put into and around an article is not in it.
func TestPageNoise(t *testing.T) {
	for name, noise := range map[string]string{
		"byline":              `<div class="article-byline">By <a href="/x">Dan Noise</a>, political editor.</div>`,
		"author":              `<p>By <span itemprop="author">Dan Noise</span></p>`,
		"author box":          `<div class="authorBox"><p>Dan Noise writes of the sea. He leads Noise Press.</p></div>`,
		"tags":                `<ul class="tag-list"><li><a href="/t">Dan Noise</a></li><li><a href="/t">Noise Press</a></li></ul>`,
		"topics":              `<div id="topics"><a rel="tag" href="/t">Dan Noise</a></div>`,
		"inline teaser":       `<div class="inline-teaser"><h3><a href="/x">Dan Noise sues Noise Press</a></h3><p>Dan Noise has sued Noise Press.</p></div>`,
		"read more":           `<p class="read-more"><a href="/x">Dan Noise leads Noise Press.</a></p>`,
		"nameless teaser":     `<div class="css-1x9"><h4><a href="/x">Dan Noise sues Noise Press</a></h4><p>Dan Noise has sued Noise Press.</p></div>`,
		"credit":              `<figure><img src="x"><figcaption><span class="photo-credit">Dan Noise for Noise Press.</span></figcaption></figure>`,
		"application":         `<section class="app-promo"><p>Dan Noise says: get the app of Noise Press.</p></section>`,
		"recommended":         `<section class="c-recommended"><h2>Recommended</h2><p><a href="/x">Dan Noise leads Noise Press.</a></p><p>Dan Noise has sued Noise Press.</p></section>`,
		"newsletter":          `<div class="newsletter_signup"><p>Dan Noise writes the letter of Noise Press.</p></div>`,
		"comments":            `<div id="comments"><p>Dan Noise leads Noise Press, I say.</p></div>`,
		"aside":               `<aside><p>Dan Noise leads Noise Press.</p></aside>`,
		"related in a footer": `<footer><p>Dan Noise leads Noise Press.</p></footer>`,
	} {
		for _, body := range []string{"<p>Ann Boe sold the quay.</p>", "<p>Ann Boe sold the quay.</p>" + filler} {
			for _, page := range []string{noise + body, body + noise} {
				got := paragraphsOf("<html><body><article><h1>Quay sold</h1>" + page + "</article></body></html>")
				if strings.Contains(got, "Noise") || !strings.Contains(got, "Ann Boe sold the quay.") {
					t.Errorf("%s: %s", name, got)
				}
			}
		}
	}
	// Nothing is taken out of a sentence.
	for _, inline := range []string{`<a id="auto-tag_x" rel="tag" href="/t">Bo Holm</a>`, `<span class="author">Bo Holm</span>`, `<a class="inline-link" href="/x">Bo Holm</a>`} {
		got := paragraphsOf("<html><body><article><h1>Quay sold</h1><p>Ann Boe sold the quay of Skerry to " + inline + " on Monday.</p>" + filler + "</article></body></html>")
		if !strings.Contains(got, "of Skerry to Bo Holm on Monday.") {
			t.Errorf("%s: %s", inline, got)
		}
	}
	// A name in class names of the article itself takes nothing away.
	for _, class := range []string{"article-with-sidebar", "story related-open", "tag-politics post", "has-comments share-page"} {
		got := paragraphsOf(fmt.Sprintf(`<html><body class="%s"><div class="%s"><h1>Quay sold</h1><div class="%s"><p>Ann Boe sold the quay.</p>%s</div></div></body></html>`, class, class, class, filler))
		if got != "Quay sold | Ann Boe sold the quay. | "+fillerText {
			t.Errorf("%s: %s", class, got)
		}
	}
}

// Two articles of a page have addresses, dates and names of their own.
func TestSeveralArticles(t *testing.T) {
	page := `<html><head><meta property="og:site_name" content="Post"><link rel="canonical" href="//post.example/live"></head><body>
<article id="a"><h2>Quay sold</h2><time datetime="2024-03-05">5 March</time><p>Ann Boe sold the quay.</p></article>
<article id="b"><h2>Ferry bought</h2><time datetime="2024-03-06">6 March</time><p>Bo Holm bought the ferry.</p></article>
<article><h2><a href="/long">Mayor out</a></h2><p>` + strings.Repeat("Eva Lind left the town hall. ", 20) + `</p><p>She does not come back.</p></article></body></html>`
	dir := write(t, map[string]string{"x.html": page})
	var got []string
	ids := map[string]bool{}
	for a, err := range NewSource([]string{filepath.Join(dir, "x.html")}, Options{}).Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		ids[a.ID] = true
		got = append(got, fmt.Sprintf("%s %s %s %s", a.Title, a.Publisher, a.Published, a.URL))
	}
	want := "Quay sold Post 2024-03-05 https://post.example/live\nFerry bought Post 2024-03-06 https://post.example/live#b\nMayor out Post  https://post.example/long"
	if strings.Join(got, "\n") != want || len(ids) != 3 {
		t.Errorf("got\n%s\nwant\n%s\nids %v", strings.Join(got, "\n"), want, ids)
	}
}

func FuzzPage(f *testing.F) {
	for _, s := range []string{"<article><h1>A</h1><p>Ann leads Firm.</p></article><article><h2>B</h2><p>Bo left.</p></article>", "<blockquote><p>x</p><cite>y</cite></blockquote>",
		`<script type="application/ld+json">{"@graph":[{"@type":["Article"],"headline":"A"}]}</script><p>x`, `<div class="related"><h3><a href=/x>y</a></h3></div><sup>1</sup><x>y</x>`,
		`<h1>A</h1><time datetime="2024">x</time><span>5. marts 2024</span><p itemprop=headline>`} {
		f.Add([]byte(s), "utf-8", "https://post.example/2024/03/05/a")
	}
	f.Fuzz(func(t *testing.T, data []byte, transport, from string) {
		list, err := parsePage(data, transport, from)
		if (err == nil) != (len(list) > 0) {
			t.Errorf("%d articles and %v", len(list), err)
		}
		for _, r := range list {
			if strings.TrimSpace(r.text) == "" || r.url != "" && !strings.HasPrefix(r.url, "http") {
				t.Errorf("%+v", r)
			}
		}
	})
}

// pages are as news has them: what is around the article is as long as it.
func BenchmarkPages(b *testing.B) {
	var page strings.Builder
	page.WriteString(`<html lang="en"><head><title>Quay sold | Skerry Post</title><meta property="og:site_name" content="Skerry Post">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay sold","datePublished":"2024-03-05"}</script></head><body><nav>` +
		strings.Repeat(`<a href="/x">Section</a>`, 100) + `</nav><article><h1>Quay sold</h1>`)
	page.WriteString(strings.Repeat(filler, 15))
	page.WriteString(`</article><div class="related">` + strings.Repeat(`<h3><a href="/x">Ferry bought</a></h3><p>Bo Holm bought the ferry.</p>`, 50) + "</div></body></html>")
	data := []byte(page.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := parseHTML(data, ""); err != nil {
			b.Fatal(err)
		}
	}
}
