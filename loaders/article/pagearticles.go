package article

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// articlesOf divides the article elements of a page, those inside others aside:
// full ones have a heading of their own and prose under it, teasers a heading
// that leads elsewhere and hardly more. Others are neither.
func articlesOf(doc *html.Node) (full, teasers []*html.Node) {
	walk(doc, func(n *html.Node) bool {
		if n.Data != "article" {
			return n.Data != "aside" && n.Data != "nav" && n.Data != "footer"
		}
		heading := headingOf(n)
		switch prose := prose(n); {
		case heading == nil:
		case linkOf(heading, n) != "" && (len(prose) < 2 || length(prose) < maxTeaser):
			teasers = append(teasers, n)
		case len(prose) > 0:
			full = append(full, n)
		}
		return false
	})
	return full, teasers
}

// maxTeaser is how many characters of prose a teaser has at most.
const maxTeaser = 500

func isHeading(n *html.Node) bool {
	return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '4'
}

// headingOf is the first heading below n that says something, nil for none.
func headingOf(n *html.Node) *html.Node {
	var found *html.Node
	walk(n, func(at *html.Node) bool {
		if found == nil && isHeading(at) && oneLine(textOf(at)) != "" {
			found = at
		}
		return found == nil
	})
	return found
}

// linkOf is where the heading of n leads to: it is in a link or holds one. ""
// is nowhere, or a place on the same page.
func linkOf(heading, n *html.Node) string {
	link := ""
	for at := heading; at != nil && at != n.Parent && link == ""; at = at.Parent {
		if at.Data == "a" {
			link = attribute(at, "href")
		}
	}
	walk(heading, func(at *html.Node) bool {
		if link == "" && at.Data == "a" {
			link = attribute(at, "href")
		}
		return true
	})
	if strings.HasPrefix(link, "#") {
		return ""
	}
	return link
}

// prose are the paragraphs below n that are sentences and not links.
func prose(n *html.Node) []string {
	var out []string
	walk(n, func(at *html.Node) bool {
		if at.Data != "p" {
			return !hidden[at.Data]
		}
		s := oneLine(textOf(at))
		linked := 0
		walk(at, func(in *html.Node) bool {
			if in.Data == "a" {
				linked += len(textOf(in))
			}
			return in.Data != "a"
		})
		if ended := strings.TrimRight(s, "\"'”’»)] "); 2*linked <= len(s) && ended != "" && strings.ContainsRune(".!?…:", []rune(ended)[len([]rune(ended))-1]) {
			out = append(out, s)
		}
		return false
	})
	return out
}

// isList tells whether a page is a list of teasers: three or more headings that
// lead elsewhere, and at most one paragraph that is under none of them.
func isList(doc *html.Node, teasers []*html.Node) bool {
	const least = 3
	headings, own := 0, 0
	underLink, since := false, 0
	walk(doc, func(n *html.Node) bool {
		switch {
		case hidden[n.Data] && n.Data != "head":
			return false
		case isHeading(n):
			underLink, since = linkOf(n, n.Parent) != "", 0
			if underLink {
				headings++
			}
			return false
		case n.Data == "p":
			if len(prose(n)) > 0 {
				if since++; !underLink || since > 1 {
					own++
				}
			}
			return false
		}
		return true
	})
	return headings >= least && own <= 1 || len(teasers) >= least && own <= 1
}

// several are the articles of a page that holds more than one, each with its
// own heading, date and address.
func several(page raw, full []*html.Node) ([]raw, error) {
	var out []raw
	for i, n := range full {
		heading := headingOf(n)
		r := raw{title: oneLine(textOf(heading)), publisher: page.publisher, langHint: page.langHint}
		if i == 0 {
			r.lost = page.lost
		}
		if fold(r.title) == fold(page.title) {
			r.published = page.published
		} else {
			r.published = collect(n).published(nil, "")
		}
		if r.url = resolve(linkOf(heading, n), page.url); r.url == "" && page.url != "" {
			r.url = partOf(page.url, attribute(n, "id"), i)
		}
		paragraphs := blockTexts(n)
		if len(paragraphs) == 0 {
			continue
		}
		r.text = joined(r.title, paragraphs)
		out = append(out, r)
	}
	return out, nil
}

// partOf is the address of the article number i, from 0, of a page: that of the
// first is the page's.
func partOf(page, id string, i int) string {
	u, err := url.Parse(page)
	if err != nil || i == 0 {
		return page
	}
	if u.Fragment = id; id == "" {
		u.Fragment = fmt.Sprintf("article-%d", i+1)
	}
	return u.String()
}
