package article

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// feedItem is an RSS 2.0 or RSS 1.0 item or an Atom entry.
type feedItem struct {
	Title   string    `xml:"title"`
	GUID    string    `xml:"guid"`
	ID      string    `xml:"id"`
	Links   feedLinks `xml:"link"`
	Date    string    `xml:"pubDate"`
	DCDate  string    `xml:"http://purl.org/dc/elements/1.1/ date"`
	Issued  string    `xml:"published"`
	Updated string    `xml:"updated"`
	Encoded string    `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
	Content feedText  `xml:"http://www.w3.org/2005/Atom content"`
	Summary feedText  `xml:"http://www.w3.org/2005/Atom summary"`
	About   string    `xml:"description"`
}

type feedLink struct {
	Href string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Text string `xml:",chardata"`
}

// feedLinks are the first links of an item; feeds give one or two.
type feedLinks []feedLink

// UnmarshalXML bounds how many are kept.
func (l *feedLinks) UnmarshalXML(dec *xml.Decoder, start xml.StartElement) error {
	const most = 100
	if len(*l) >= most {
		return dec.Skip()
	}
	var one feedLink
	err := dec.DecodeElement(&one, &start)
	*l = append(*l, one)
	return err
}

type feedText struct {
	Text  string `xml:",chardata"`
	Inner string `xml:",innerxml"`
	Type  string `xml:"type,attr"`
}

// html is the text as HTML: xhtml content is given as elements.
func (t feedText) html() string {
	if t.Type == "xhtml" {
		return t.Inner
	}
	return t.Text
}

// looksLikeFeed reports whether head begins as RSS, RDF or Atom.
func looksLikeFeed(head []byte) bool {
	s := strings.ToLower(string(head))
	return strings.HasPrefix(strings.TrimLeft(s, " \t\r\n\ufeff"), "<") &&
		(strings.Contains(s, "<rss") || strings.Contains(s, "<feed") || strings.Contains(s, "<rdf:rdf"))
}

// feed reads the articles of an RSS or Atom file. Its items hold HTML.
func (s *Source) feed(file string, data []byte, out yieldFunc) {
	text, lost, err := decode(data, "", declaredCharset(data))
	if err != nil {
		out(Article{}, reject(file, 0, err))
		return
	}
	if !noteLost(file, lost.line, "", lost, out) {
		return
	}
	decoder := func() *xml.Decoder {
		dec := xml.NewDecoder(strings.NewReader(text))
		dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded above
		dec.Strict = false                                                                   // feeds use HTML's entities
		dec.Entity = xml.HTMLEntity
		return dec
	}
	if err := checkFeed(decoder()); err != nil {
		out(Article{}, reject(file, 0, fmt.Errorf("read feed: %w", err)))
		return
	}
	dec := decoder()
	var publisher, lang string
	depth, items, broken := 0, 0, false
	for {
		tok, err := dec.Token()
		line, _ := dec.InputPos()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if !broken { // an item that breaks off was reported with the same cause
				out(Article{}, reject(file, line, fmt.Errorf("read feed: %w", err)))
			}
			return
		}
		start, ok := tok.(xml.StartElement)
		if !ok {
			if _, end := tok.(xml.EndElement); end {
				depth--
			}
			continue
		}
		depth++
		var element string
		switch name := start.Name.Local; {
		case name == "item" || name == "entry":
			items++
			depth--
			var item feedItem
			err := dec.DecodeElement(&item, &start)
			broken = err != nil
			var r raw
			if err == nil {
				r, err = item.raw()
			}
			r.publisher, r.lang = publisher, lang
			if !s.finish(file, line, r, err, out) {
				return
			}
		case name == "title" && depth <= 3 && publisher == "":
			depth--
			if dec.DecodeElement(&element, &start) == nil {
				publisher = oneLine(element)
			}
		case name == "language" && depth <= 3:
			depth--
			if dec.DecodeElement(&element, &start) == nil {
				lang = element
			}
		case name == "feed":
			for _, a := range start.Attr {
				if a.Name.Local == "lang" {
					lang = a.Value
				}
			}
		}
	}
	if items == 0 {
		out(Article{}, reject(file, 0, errors.New("no feed in it, or a feed without items")))
	}
}

func (i feedItem) raw() (raw, error) {
	r := raw{title: oneLine(i.Title)}
	for _, l := range i.Links {
		if u := absoluteURL(strings.TrimSpace(l.Href + l.Text)); u != "" && r.url == "" && (l.Rel == "" || l.Rel == "alternate") {
			r.url = u
		}
	}
	if r.url == "" {
		r.url = absoluteURL(strings.TrimSpace(i.GUID + i.ID))
	}
	for _, d := range []string{i.Date, i.Issued, i.DCDate, i.Updated} {
		if strings.TrimSpace(d) != "" {
			r.published = d
			break
		}
	}
	body := ""
	for _, b := range []string{i.Encoded, i.Content.html(), i.Summary.html(), i.About} {
		if strings.TrimSpace(b) != "" {
			body = b
			break
		}
	}
	if err := checkPage(body); err != nil {
		return raw{}, err
	}
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return raw{}, fmt.Errorf("read the item's text: %w", err)
	}
	paragraphs := blockTexts(doc)
	if r.title != "" {
		paragraphs = append([]string{r.title}, paragraphs...)
	}
	r.text = strings.Join(paragraphs, "\n\n")
	return r, nil
}
