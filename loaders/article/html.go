package article

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// minMainText is how many characters of main text trafilatura must find to be
// believed; below it the page's own paragraphs are taken.
const minMainText = 200

// maxElements is the most elements of a page that trafilatura is given: it
// takes ten seconds a million. Pages of news have a few thousand.
const maxElements = 100_000

// parseHTML finds the main text of a web page. Text is the title, if it is not
// the first paragraph anyway, then the paragraphs, with empty lines between.
func parseHTML(data []byte, transport string) (r raw, err error) {
	page, lost, err := decode(data, transport, declaredCharset(data))
	if err != nil {
		return raw{}, err
	}
	if err := checkPage(page); err != nil {
		return raw{}, err
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return raw{}, fmt.Errorf("read web page: %w", err)
	}
	r = pageMetadata(doc)
	r.lost = lost
	var paragraphs []string
	if elements(doc) <= maxElements {
		paragraphs = mainText(doc, &r)
	}
	if length(paragraphs) < minMainText {
		if own := ownParagraphs(doc); length(own) > length(paragraphs) {
			paragraphs = own
		}
	}
	if len(paragraphs) == 0 {
		return raw{}, errors.New("no article text found in the web page")
	}
	if t := oneLine(r.title); t != "" && fold(paragraphs[0]) != fold(t) {
		paragraphs = append([]string{t}, paragraphs...)
	}
	r.text = strings.Join(paragraphs, "\n\n")
	return r, nil
}

func fold(s string) string { return strings.ToLower(oneLine(s)) }

func length(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += utf8.RuneCountInString(p)
	}
	return n
}

// mainText runs trafilatura and fills what the page's own metadata lacked. A
// page that makes it fail or panic has no main text by its measure.
func mainText(doc *html.Node, r *raw) (paragraphs []string) {
	defer func() {
		if recover() != nil {
			paragraphs = nil
		}
	}()
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil || res == nil {
		return nil
	}
	m := res.Metadata
	first := func(have *string, found string) {
		if *have == "" {
			*have = found
		}
	}
	first(&r.title, m.Title)
	first(&r.url, m.URL)
	first(&r.publisher, m.Sitename)
	if res.ContentNode == nil {
		return nil
	}
	return withoutCopies(blockTexts(res.ContentNode))
}

// withoutCopies drops paragraphs that repeat an earlier one, and those that
// hold all earlier ones: on short pages trafilatura adds the whole page once
// more in one piece.
func withoutCopies(paragraphs []string) []string {
	var out []string
	for _, p := range paragraphs {
		outside := func(q string) bool { return !strings.Contains(p, q) }
		if !slices.Contains(out, p) && (len(out) < 2 || slices.ContainsFunc(out, outside)) {
			out = append(out, p)
		}
	}
	return out
}

// linkedDate is the date of publication in a page's JSON-LD.
var linkedDate = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]+)"`)

// pageMetadata reads what a page states of itself in meta and title elements
// and in <html lang>.
func pageMetadata(doc *html.Node) raw {
	var r raw
	meta := map[string]string{}
	headTitle := ""
	walk(doc, func(n *html.Node) bool {
		switch n.Data {
		case "html":
			r.langHint = attribute(n, "lang")
		case "meta":
			for _, key := range []string{"property", "name", "itemprop"} {
				if k := strings.ToLower(attribute(n, key)); k != "" && meta[k] == "" {
					meta[k] = oneLine(attribute(n, "content"))
				}
			}
		case "link":
			if attribute(n, "rel") == "canonical" && meta["canonical"] == "" {
				meta["canonical"] = attribute(n, "href")
			}
		case "title":
			if headTitle == "" {
				headTitle = oneLine(textOf(n))
			}
		case "time":
			if _, old := find(n, "pubdate"); (old || strings.EqualFold(attribute(n, "itemprop"), "datePublished")) && meta["time"] == "" {
				meta["time"] = attribute(n, "datetime")
			}
		case "script":
			if m := linkedDate.FindStringSubmatch(textOf(n)); m != nil && attribute(n, "type") == "application/ld+json" && meta["json-ld"] == "" {
				meta["json-ld"] = m[1]
			}
			return false
		case "svg", "style":
			return false
		}
		return true
	})
	pick := func(keys ...string) string {
		for _, k := range keys {
			if meta[k] != "" {
				return meta[k]
			}
		}
		return ""
	}
	r.title = pick("og:title", "twitter:title", "headline")
	r.publisher = pick("og:site_name", "application-name", "publisher")
	r.url = absoluteURL(pick("canonical", "og:url"))
	for _, k := range []string{"article:published_time", "datepublished", "json-ld", "date", "dc.date", "dcterms.created", "pubdate", "publish-date", "time"} {
		if d, err := parsePublished(meta[k]); err == nil && !d.IsZero() {
			r.published = d.String()
			break
		}
	}
	if r.title == "" {
		r.title = strings.TrimSpace(strings.TrimSuffix(headTitle, r.publisher))
		r.title = strings.TrimRight(r.title, " -–—|")
	}
	return r
}

func absoluteURL(s string) string {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return s
	}
	return ""
}

func elements(doc *html.Node) int {
	n := 0
	walk(doc, func(*html.Node) bool { n++; return true })
	return n
}

func attribute(n *html.Node, key string) string {
	value, _ := find(n, key)
	return value
}

func find(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// walk calls f for the elements below n in document order, without recursion:
// pages nest as deep as they like. f false skips what is inside.
func walk(n *html.Node, f func(*html.Node) bool) {
	for at := n; at != nil; {
		inside := at.Type != html.ElementNode || f(at)
		switch {
		case inside && at.FirstChild != nil:
			at = at.FirstChild
		default:
			for at != n && at.NextSibling == nil && at.Parent != nil {
				at = at.Parent
			}
			if at == n {
				return
			}
			at = at.NextSibling
		}
	}
}

// block are the elements that end a paragraph.
var block = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true,
	"blockquote": true, "div": true, "section": true, "article": true, "main": true, "body": true, "tr": true,
	"td": true, "th": true, "table": true, "ul": true, "ol": true, "dl": true, "dt": true, "dd": true, "pre": true,
	"figure": true, "figcaption": true, "header": true, "footer": true, "aside": true, "nav": true, "br": true, "hr": true,
	"address": true, "form": true, "fieldset": true, "details": true, "summary": true}

// hidden are elements whose text is not shown, or is never an article's.
var hidden = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "head": true, "svg": true,
	"nav": true, "footer": true, "form": true, "button": true, "select": true, "textarea": true, "iframe": true, "object": true}

// blockTexts are the paragraphs below n, white space folded.
func blockTexts(n *html.Node) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if s := oneLine(b.String()); s != "" {
			out = append(out, s)
		}
		b.Reset()
	}
	depth := 0 // of hidden elements
	visit(n, func(at *html.Node, enter bool) {
		if at.Type == html.TextNode && enter && depth == 0 {
			b.WriteString(at.Data)
		}
		if at.Type != html.ElementNode {
			return
		}
		if hidden[at.Data] {
			if enter {
				depth++
			} else {
				depth--
			}
		}
		if block[at.Data] {
			flush()
		}
	})
	flush()
	return out
}

// visit calls f on the way into and out of every node below n, n included.
func visit(n *html.Node, f func(n *html.Node, enter bool)) {
	for at := n; ; {
		f(at, true)
		if at.FirstChild != nil {
			at = at.FirstChild
			continue
		}
		for f(at, false); at != n && at.NextSibling == nil; f(at, false) {
			at = at.Parent
		}
		if at == n {
			return
		}
		at = at.NextSibling
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	visit(n, func(at *html.Node, enter bool) {
		if enter && at.Type == html.TextNode {
			b.WriteString(at.Data)
		}
	})
	return b.String()
}

// ownParagraphs are the paragraphs of the page's <article> or <main>, else of
// its body.
func ownParagraphs(doc *html.Node) []string {
	found := map[string]*html.Node{}
	walk(doc, func(n *html.Node) bool {
		if found[n.Data] == nil {
			found[n.Data] = n
		}
		return true
	})
	for _, tag := range []string{"article", "main", "body"} {
		if n := found[tag]; n != nil {
			if p := blockTexts(n); len(p) > 0 {
				return p
			}
		}
	}
	return nil
}

// looksLikeHTML reports whether s begins as a web page does.
func looksLikeHTML(s string) bool {
	s = strings.ToLower(strings.TrimLeft(s[:min(len(s), 1024)], " \t\r\n\ufeff"))
	for strings.HasPrefix(s, "<!--") {
		_, rest, ok := strings.Cut(s, "-->")
		if !ok {
			return true
		}
		s = strings.TrimLeft(rest, " \t\r\n")
	}
	return strings.HasPrefix(s, "<!doctype html") || strings.HasPrefix(s, "<html") ||
		strings.HasPrefix(s, "<head") || strings.HasPrefix(s, "<body") || strings.HasPrefix(s, "<article")
}
