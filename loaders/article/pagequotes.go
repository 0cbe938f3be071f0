package article

import (
	"strings"

	"golang.org/x/net/html"
)

// signQuotes writes the block quotations of a page that name their speaker as
// text does: in quotation marks, with the speaker behind a dash in the last
// paragraph. The speaker stands in a cite or footer element of the quotation,
// or in the caption of the figure around it, or, in embedded posts, behind a
// dash after the last paragraph.
func signQuotes(doc *html.Node) {
	var quotes []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.Data == "blockquote" {
			quotes = append(quotes, n)
		}
		return n.Data != "blockquote"
	})
	for _, q := range quotes {
		signQuote(q)
	}
}

// maxSpeaker is how many bytes name a speaker at most.
const maxSpeaker = 200

func signQuote(q *html.Node) {
	speaker, at := speakerOf(q)
	speaker = strings.TrimLeft(oneLine(speaker), "-–—―~ ")
	if speaker == "" || len(speaker) > maxSpeaker {
		return
	}
	for _, n := range at {
		remove(n)
	}
	var paragraphs []*html.Node
	walk(q, func(n *html.Node) bool {
		if n.Data == "p" && oneLine(textOf(n)) != "" {
			paragraphs = append(paragraphs, n)
		}
		return n.Data != "p"
	})
	if len(paragraphs) == 0 {
		paragraphs = []*html.Node{q}
	}
	for i, p := range paragraphs {
		said := strings.Trim(oneLine(textOf(p)), `"“”„»«`)
		for c := p.FirstChild; c != nil; c = p.FirstChild {
			p.RemoveChild(c)
		}
		if said = "“" + said; i == len(paragraphs)-1 {
			said += "” — " + speaker
		}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: said})
	}
}

// speakerOf is who a quotation says that it is by, and the nodes that say so.
func speakerOf(q *html.Node) (speaker string, at []*html.Node) {
	for _, n := range []*html.Node{inElement(q, "cite"), inElement(q, "footer"), inElement(q, "figcaption")} {
		if n != nil {
			return textUpTo(n, maxSpeaker), []*html.Node{n}
		}
	}
	if fig := q.Parent; fig != nil && fig.Data == "figure" {
		if n := inElement(fig, "figcaption"); n != nil {
			return textUpTo(n, maxSpeaker), []*html.Node{n}
		}
	}
	// An embedded post: <p>what it says</p>— Name (@name) <a>date</a>
	for c := q.LastChild; c != nil && c.Data != "p"; c = c.PrevSibling {
		at = append(at, c)
		if text := strings.TrimSpace(c.Data); c.Type == html.TextNode && (strings.HasPrefix(text, "—") || strings.HasPrefix(text, "–")) {
			name, _, _ := strings.Cut(text, "(")
			return name, at
		}
	}
	return "", nil
}

// inElement is the first element of a name below n, nil for none.
func inElement(n *html.Node, name string) *html.Node {
	for at := following(n, n); at != nil; at = following(at, n) {
		if at.Type == html.ElementNode && at.Data == name {
			return at
		}
	}
	return nil
}
