package article

import (
	"errors"
	"fmt"
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

// parseHTML reads the one article of a web page; a page of several is refused.
func parseHTML(data []byte, transport string) (raw, error) {
	list, err := parsePage(data, transport, "")
	switch {
	case err != nil:
		return raw{}, err
	case len(list) > 1:
		return raw{}, fmt.Errorf("%d articles in one page", len(list))
	}
	return list[0], nil
}

// parsePage finds the main text of a web page, or the texts of its articles if
// they are several. Text is the title, if it is not the first paragraph anyway,
// then the paragraphs, with empty lines between. transport is the charset of
// the HTTP header and from the address it was read from; both may be "".
func parsePage(data []byte, transport, from string) ([]raw, error) {
	page, lost, err := decode(data, transport, declaredCharset(data))
	if err != nil {
		return nil, err
	}
	if err := checkPage(page); err != nil {
		return nil, err
	}
	doc, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, fmt.Errorf("read web page: %w", err)
	}
	facts := collect(doc)
	r := facts.raw(from)
	r.lost = lost
	if elements(doc) > maxElements {
		return one(r, ownParagraphs(doc))
	}
	signQuotes(doc)
	clean(doc)
	full, teasers := articlesOf(doc)
	switch {
	case len(full) > 1:
		return several(r, full)
	case len(full) == 0 && isList(doc, teasers):
		return nil, errors.New("a list of articles, not an article")
	}
	for _, n := range teasers {
		remove(n)
	}
	dropTeasers(doc)
	paragraphs := mainParagraphs(doc)
	if body := facts.linked.article(r.url, r.title).text("articleBody"); length(paragraphs) < minMainText && len(body) > minMainText {
		paragraphs = []string{body}
	}
	return one(r, paragraphs)
}

// one is the article of a page with one.
func one(r raw, paragraphs []string) ([]raw, error) {
	if len(paragraphs) == 0 {
		return nil, errors.New("no article text found in the web page")
	}
	if letters(paragraphs[0]) == letters(r.title) {
		r.title = paragraphs[0]
	}
	r.text = joined(r.title, paragraphs)
	return []raw{r}, nil
}

// mainParagraphs are the paragraphs of a page that trafilatura takes for the
// main text. It only chooses them: it loses spaces and the ends of paragraphs.
func mainParagraphs(doc *html.Node) []string {
	all := blockTexts(doc)
	if length(all) < minMainText {
		return ownParagraphs(doc)
	}
	main := mainText(doc)
	if length(main) < minMainText {
		return ownParagraphs(doc)
	}
	if chosen := choose(all, main); length(chosen)*10 >= length(main)*9 {
		return chosen
	}
	return main
}

// choose are those of all paragraphs whose letters are a paragraph of main, or
// stand in it or begin as one if they are many.
func choose(all, main []string) []string {
	const many, begin = 40, 24
	whole, begins := map[string]bool{}, map[string]bool{}
	for _, p := range main {
		l := letters(p)
		whole[l] = true
		if len(l) >= begin {
			begins[l[:begin]] = true // trafilatura takes words out of paragraphs
		}
	}
	text := letters(strings.Join(main, ""))
	work := 100 << 20 // bytes that may be searched
	var out []string
	seen := map[string]bool{}
	for _, p := range all {
		l := letters(p)
		in := whole[l] || len(l) >= many && begins[l[:begin]]
		if !in && len(l) >= many && work > 0 {
			in = strings.Contains(text, l)
			work -= len(text)
		}
		if in && !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

// joined is the text of an article: its title, if it is not the first paragraph
// anyway, and its paragraphs.
func joined(title string, paragraphs []string) string {
	if t := oneLine(title); t != "" && fold(paragraphs[0]) != fold(t) {
		paragraphs = append([]string{t}, paragraphs...)
	}
	return strings.Join(paragraphs, "\n\n")
}

func fold(s string) string { return strings.ToLower(oneLine(s)) }

func length(paragraphs []string) int {
	n := 0
	for _, p := range paragraphs {
		n += utf8.RuneCountInString(p)
	}
	return n
}

// mainText runs trafilatura, which may change doc. A page that makes it fail
// or panic has no main text by its measure.
func mainText(doc *html.Node) (paragraphs []string) {
	defer func() {
		if recover() != nil {
			paragraphs = nil
		}
	}()
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		EnableFallback: true, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil || res == nil || res.ContentNode == nil {
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

// block are the elements that end a paragraph: those that browsers show as
// blocks (HTML, 15.3), and line breaks. Unknown ones stand in a line.
var block = map[string]bool{"address": true, "article": true, "aside": true, "audio": true, "blockquote": true, "body": true, "br": true,
	"button": true, "caption": true, "center": true, "dd": true, "details": true, "dialog": true, "dir": true, "div": true, "dl": true,
	"dt": true, "fieldset": true, "figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true,
	"h4": true, "h5": true, "h6": true, "head": true, "header": true, "hgroup": true, "hr": true, "html": true, "iframe": true, "legend": true,
	"li": true, "listing": true, "main": true, "menu": true, "nav": true, "noscript": true, "object": true, "ol": true, "optgroup": true,
	"option": true, "p": true, "plaintext": true, "pre": true, "search": true, "section": true, "select": true, "summary": true, "table": true,
	"tbody": true, "td": true, "textarea": true, "tfoot": true, "th": true, "thead": true, "title": true, "tr": true, "ul": true,
	"video": true, "xmp": true}

// hidden are elements whose text is not shown, or is never an article's.
var hidden = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "head": true, "svg": true,
	"nav": true, "aside": true, "footer": true, "button": true, "select": true, "textarea": true, "iframe": true, "object": true}

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

// textUpTo is the text of n, or "" if it has more than most bytes.
func textUpTo(n *html.Node, most int) string {
	var b strings.Builder
	for at := n; at != nil && b.Len() <= most; at = following(at, n) {
		if at.Type == html.TextNode {
			b.WriteString(at.Data)
		}
	}
	if b.Len() > most {
		return ""
	}
	return b.String()
}

// following is the node behind at in document order, within n; nil at its end.
func following(at, n *html.Node) *html.Node {
	if at.FirstChild != nil {
		return at.FirstChild
	}
	for ; at != n; at = at.Parent {
		if at.NextSibling != nil {
			return at.NextSibling
		}
	}
	return nil
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// ownParagraphs are the paragraphs of the page's <article> with most text, else
// of its <main>, else of its body: of the first that has enough, or some.
func ownParagraphs(doc *html.Node) []string {
	found := map[string][]string{}
	walk(doc, func(n *html.Node) bool {
		if n.Data == "article" || n.Data == "main" || n.Data == "body" {
			if p := blockTexts(n); length(p) > length(found[n.Data]) {
				found[n.Data] = p
			}
			return n.Data != "article"
		}
		return true
	})
	var some []string
	for _, tag := range []string{"article", "main", "body"} {
		if length(found[tag]) >= minMainText {
			return found[tag]
		}
		if len(some) == 0 {
			some = found[tag]
		}
	}
	return some
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
