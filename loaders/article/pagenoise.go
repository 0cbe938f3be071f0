package article

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
)

//go:embed noise.txt
var noiseText string

// noiseWords are the words of noise.txt by kind.
var noiseWords = sync.OnceValue(func() map[string]map[string]bool {
	m := map[string]map[string]bool{"list": {}, "line": {}}
	for line := range strings.Lines(noiseText) {
		if kind, word, _ := strings.Cut(strings.TrimSpace(line), " "); m[kind] != nil {
			m[kind][strings.TrimSpace(word)] = true
		}
	}
	return m
})

// noise is how surely an element is what its name says.
type noise int

// weak are names that hold a word of noise, strong those that end in one:
// "newsletter-box", "box-newsletter". States are none: "has-newsletter".
const (
	none noise = iota
	weak
	strong
)

// noisy tells by its class, id and role whether an element holds noise of a
// kind ("list" or "line").
func noisy(n *html.Node, kind string) noise {
	if n.Type != html.ElementNode || n.Data == "body" || n.Data == "html" || n.Data == "main" {
		return none
	}
	most := none
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "data-component", "data-type":
			for _, name := range strings.Fields(a.Val) {
				most = max(most, noisyName(name, kind))
			}
		case "itemprop":
			if kind == "line" && (a.Val == "author" || a.Val == "keywords") {
				return strong
			}
		case "rel":
			if kind == "line" && (a.Val == "author" || a.Val == "tag") {
				return strong
			}
		}
	}
	return most
}

// states are words that make of a name what an element has, not what it is.
var states = map[string]bool{"has": true, "with": true, "without": true, "no": true, "is": true}

func noisyName(name, kind string) noise {
	words := nameWords(name)
	most := none
	for i, w := range words {
		if states[w] {
			return min(most, weak)
		}
		if noiseWords()[kind][w] || i > 0 && noiseWords()[kind][words[i-1]+"-"+w] {
			if most = max(most, weak); i == len(words)-1 {
				most = strong
			}
		}
	}
	return most
}

// nameWords divides a class name: "relatedList", "related-list", "related_list"
// are all related and list.
func nameWords(name string) []string {
	var b strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		if !unicode.IsLetter(r) {
			r = ' '
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(b.String())
}

// maxNoiseLine is how many characters a byline and its like may have at most;
// what has more is the article in an element of that name.
const maxNoiseLine = 400

// clean takes out of a page what is no text of an article. What holds the
// heading, all prose, or a third of it under a weak name, stays.
func clean(doc *html.Node) {
	size := measure(doc)
	var drop, unknown []*html.Node // trafilatura loses what is in elements that HTML does not know
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom == 0 && n.Namespace == "" {
			unknown = append(unknown, n)
		}
		out := false
		switch {
		case n.Data == "script" || n.Data == "style" || n.Data == "noscript" || n.Data == "template":
			out = true
		case n.Data == "sup":
			setFootnote(n)
			return false
		case n.Data == "form" || n.Data == "nav":
			out = size.small(n, weak)
		case n.Data == "aside" || n.Data == "footer":
			out = size.small(n, strong)
		case size.inProse(n):
		default:
			line := noisy(n, "line")
			out = line > none && size.of[n].text <= maxNoiseLine && size.small(n, line)
			list := noisy(n, "list")
			out = out || list > none && size.small(n, list)
		}
		if out {
			drop = append(drop, n)
		}
		return !out
	})
	for _, n := range drop {
		remove(n)
	}
	for _, n := range unknown {
		unwrap(n)
	}
}

// dropTeasers takes out what stands under headings that lead elsewhere: each
// heading with the largest element around it that has no other heading.
func dropTeasers(doc *html.Node) {
	size := measure(doc)
	if size.of[doc].tops == 0 {
		return // the heading that leads elsewhere may be the article's
	}
	var drop []*html.Node
	walk(doc, func(n *html.Node) bool {
		if !isHeading(n) || n.Data == "h1" || linkOf(n, n.Parent) == "" {
			return true
		}
		for n.Parent != nil && size.of[n.Parent].headings == 1 && size.small(n.Parent, strong) {
			n = n.Parent
		}
		drop = append(drop, n)
		return false
	})
	for _, n := range drop {
		remove(n)
	}
}

// unwrap puts the children of a node in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil && n.Parent != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	remove(n)
}

// extent is how much stands below a node.
type extent struct {
	text, prose    int // bytes, prose those in paragraphs
	headings, tops int // h1 to h4, h1
}

// extents are those of the elements of a page.
type extents struct {
	of  map[*html.Node]extent
	all int // bytes of prose
}

// small tells whether n is small enough to be noise of its name: a third of the
// prose of the page at most, or, if that is sure, some lines of it.
func (e extents) small(n *html.Node, sure noise) bool {
	x := e.of[n]
	return x.tops == 0 && (x.prose == 0 || x.prose*3 <= e.all || sure == strong && x.prose <= maxTeaser && x.prose < e.all)
}

// inProse tells whether n is a link, or words in a paragraph, with prose around
// it: taking it out would take a name out of a sentence.
func (e extents) inProse(n *html.Node) bool {
	const around = 25 // bytes of text beside it: "By " and "Tags: " are no prose
	if block[n.Data] {
		return false
	}
	for at := n.Parent; at != nil; at = at.Parent {
		if block[at.Data] {
			return (n.Data == "a" || at.Data == "p") && e.of[at].text-e.of[n].text > around
		}
	}
	return false
}

// measure is the extent of every element of a page.
func measure(doc *html.Node) extents {
	size := map[*html.Node]extent{}
	paragraphs := 0
	visit(doc, func(n *html.Node, enter bool) {
		if n.Data == "p" && enter {
			paragraphs++
		}
		if enter {
			return
		}
		at := size[n]
		switch {
		case n.Type == html.TextNode:
			if at.text = len(n.Data); paragraphs > 0 {
				at.prose = at.text
			}
		case n.Data == "script" || n.Data == "style":
			at = extent{}
		case n.Data == "p":
			paragraphs--
		case isHeading(n) && at.text > 0:
			at.headings++
			if n.Data == "h1" {
				at.tops++
			}
		}
		if n.Parent != nil {
			up := size[n.Parent]
			up.text, up.prose = up.text+at.text, up.prose+at.prose
			up.headings, up.tops = up.headings+at.headings, up.tops+at.tops
			size[n.Parent] = up
		}
		if n.Type == html.ElementNode || n == doc {
			size[n] = at
		}
	})
	return extents{size, size[doc].prose}
}

// setFootnote writes the figure of a footnote or an exponent as Unicode's
// raised figures, which text.Normalize tells apart, and takes the marks of
// other notes out: neither may join a word.
func setFootnote(n *html.Node) {
	s := strings.TrimSpace(textOf(n))
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
	}
	figures := strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
	switch {
	case s == "" || strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0, strings.HasPrefix(s, "["):
		return
	case strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0:
		s = figures.Replace(s)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
}
