package article

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a web page. Pages of news have a few thousand elements, and
// elements some ten attributes.
const (
	maxAttributes = 1000      // of one element
	maxNodes      = 1_000_000 // of the tree, at most: 112 bytes each
)

// formatting are the elements that the parser opens again in every block until
// they are closed (HTML 13.2.4.3, the list of active formatting elements).
var formatting = map[atom.Atom]bool{atom.B: true, atom.Big: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.S: true,
	atom.Small: true, atom.Strike: true, atom.Strong: true, atom.Tt: true, atom.U: true, atom.Nobr: true}

// checkPage reads the tags of a page, in the memory of one tag, and refuses
// one whose tree could be too large.
func checkPage(page string) error {
	z := html.NewTokenizer(bytes.NewReader([]byte(page)))
	nodes, open := 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return nil // the end: the tokenizer takes everything
		}
		nodes++
		if kind != html.StartTagToken && kind != html.EndTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		name, more := z.TagName()
		for n := 0; more; n++ {
			if n == maxAttributes {
				return fmt.Errorf("an element with more than %d attributes", maxAttributes)
			}
			_, _, more = z.TagAttr()
		}
		switch tag := atom.Lookup(name); {
		case !formatting[tag]:
			nodes += open
		case kind == html.EndTagToken:
			open = max(0, open-1)
		default:
			open = min(open+1, 512) // the parser's deepest stack
		}
		if nodes > maxNodes {
			return fmt.Errorf("a page of more than %d elements", maxNodes)
		}
	}
}

// maxFeedDepth bounds how deep the elements of a feed nest; real ones have five.
const maxFeedDepth = 10_000

// checkFeed reads the tags of a feed in the memory of one tag.
func checkFeed(dec *xml.Decoder) error {
	for depth := 0; ; {
		tok, err := dec.RawToken()
		if err != nil {
			return nil // told when it is read
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxFeedDepth {
				return fmt.Errorf("elements nested deeper than %d", maxFeedDepth)
			}
			if len(t.Attr) > maxAttributes {
				return fmt.Errorf("an element with more than %d attributes", maxAttributes)
			}
		case xml.EndElement:
			depth--
		}
	}
}
