package article

import (
	"cmp"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Namespaces of feeds. A prefix that is not declared stands for itself.
const (
	nsXML     = "http://www.w3.org/XML/1998/namespace"
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsAtom03  = "http://purl.org/atom/ns#"
	nsDC      = "http://purl.org/dc/elements/1.1/"
	nsTerms   = "http://purl.org/dc/terms/"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsOrigin  = "http://rssnamespace.org/feedburner/ext/1.0"
)

var undeclared = map[string]string{"atom": nsAtom, "dc": nsDC, "dcterms": nsTerms, "content": nsContent, "feedburner": nsOrigin}

// feedElement is an element of an item.
type feedElement struct {
	Attr  []xml.Attr `xml:",any,attr"`
	Text  string     `xml:",chardata"`
	Inner string     `xml:",innerxml"`
}

func (e feedElement) attribute(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

var (
	cdata   = regexp.MustCompile(`(?s)<!\[CDATA\[.*?\]\]>`)
	element = regexp.MustCompile(`<[A-Za-z]`)
	prefix  = regexp.MustCompile(`(</?)[\w.-]+:`)
)

// html is what the element holds, as HTML. In RSS that is escaped or in a CDATA
// section, in Atom it goes by the type (RFC 4287, 3.1), in Atom 0.3 by the mode;
// elements in place of text are markup whatever is said.
func (e feedElement) html(atom bool) string {
	kind, mode := strings.ToLower(e.attribute("type")), e.attribute("mode")
	switch {
	case mode == "base64":
		b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(e.Text), ""))
		s, _, bad := decode(b, "", "")
		if err != nil || bad != nil {
			return ""
		}
		return s
	case element.MatchString(cdata.ReplaceAllString(e.Inner, "")):
		return prefix.ReplaceAllString(e.Inner, "$1")
	case atom && mode == "" && (kind == "" || kind == "text" || kind == "text/plain"):
		return strings.ReplaceAll(html.EscapeString(e.Text), "\n", "<br>")
	}
	return e.Text
}

// line is the element's text on one line, without markup.
func (e feedElement) line(atom bool) string {
	s := e.html(atom)
	if !strings.ContainsAny(s, "<&") {
		return oneLine(s)
	}
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return oneLine(s)
	}
	return oneLine(strings.Join(blockTexts(doc), " "))
}

// brokenItem is what ends an item that is no XML.
type brokenItem struct{ err error }

// Error leaves out the line, which counts from where reading began again.
func (b *brokenItem) Error() string {
	var syntax *xml.SyntaxError
	if errors.As(b.err, &syntax) {
		return "read feed: " + syntax.Msg
	}
	return fmt.Sprintf("read feed: %v", b.err)
}

func (b *brokenItem) Unwrap() error { return b.err }

// feedItem is an RSS item or an Atom entry. Only elements of the item's own
// namespace are its own, and those of the modules that are named.
type feedItem struct {
	atom                                        bool
	title, link, origin, guid, source, language string
	dates                                       map[string]string
	bodies                                      map[string]string
}

// item reads one item to its end.
func (f *feedReader) item(dec *xml.Decoder, start xml.StartElement) (raw, error) {
	scope := f.path[len(f.path)-1]
	scope.bind(start)
	i := feedItem{atom: start.Name.Space == nsAtom || start.Name.Space == nsAtom03 || start.Name.Local == "entry",
		dates: map[string]string{}, bodies: map[string]string{}}
	for {
		tok, err := dec.Token()
		if err != nil {
			return raw{}, &brokenItem{err}
		}
		if _, end := tok.(xml.EndElement); end {
			return i.raw(scope, f.publisher)
		}
		t, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		space := t.Name.Space
		if declared, ok := undeclared[space]; ok {
			space = declared
		}
		own := t.Name.Space == start.Name.Space
		if !own && space != nsDC && space != nsTerms && space != nsContent && space != nsOrigin && !(space == nsAtom && t.Name.Local == "link") {
			if err := dec.Skip(); err != nil {
				return raw{}, &brokenItem{err}
			}
			continue
		}
		var e feedElement
		if err := dec.DecodeElement(&e, &t); err != nil {
			return raw{}, &brokenItem{err}
		}
		if own {
			i.add(t.Name.Local, e, scope.base)
		} else {
			i.addOther(space, t.Name.Local, e, scope.base)
		}
	}
}

func first(have *string, found string) {
	if *have == "" {
		*have = strings.TrimSpace(found)
	}
}

// add takes an element of the item's own namespace.
func (i *feedItem) add(name string, e feedElement, base string) {
	switch name {
	case "title":
		first(&i.title, e.line(i.atom))
	case "link":
		if rel := e.attribute("rel"); rel == "" || rel == "alternate" {
			first(&i.link, resolve(e.attribute("href")+e.Text, base))
		}
	case "guid", "id":
		if e.attribute("isPermaLink") != "false" {
			first(&i.guid, absoluteURL(strings.TrimSpace(e.Text)))
		}
	case "pubDate", "published", "issued", "created", "updated", "modified":
		if i.dates[name] == "" {
			i.dates[name] = e.Text
		}
	case "description", "summary", "content":
		if i.bodies[name] == "" && e.attribute("src") == "" {
			i.bodies[name] = e.html(i.atom)
		}
	case "source":
		first(&i.source, i.sourceName(e))
	}
}

// addOther takes an element of a module.
func (i *feedItem) addOther(space, name string, e feedElement, base string) {
	switch {
	case space == nsContent && name == "encoded":
		if i.bodies["encoded"] == "" {
			i.bodies["encoded"] = e.html(false)
		}
	case space == nsDC && name == "language":
		first(&i.language, e.Text)
	case space == nsDC && name == "title":
		first(&i.title, e.line(false))
	case (space == nsDC || space == nsTerms) && (name == "date" || name == "created" || name == "issued"):
		if i.dates["dc"] == "" {
			i.dates["dc"] = e.Text
		}
	case space == nsOrigin && name == "origLink":
		first(&i.origin, absoluteURL(strings.TrimSpace(e.Text)))
	case space == nsAtom && name == "link":
		if rel := e.attribute("rel"); rel == "alternate" {
			first(&i.link, resolve(e.attribute("href"), base))
		}
	}
}

// sourceName is the feed that an item was taken over from.
func (i *feedItem) sourceName(e feedElement) string {
	if !i.atom {
		return e.line(false)
	}
	var source struct {
		Title feedElement `xml:"title"`
	}
	if xml.Unmarshal([]byte("<source>"+e.Inner+"</source>"), &source) != nil {
		return ""
	}
	return source.Title.line(true)
}

// raw is the item as an article; scope is what the elements around it say.
func (i feedItem) raw(scope feedScope, publisher string) (raw, error) {
	r := raw{title: i.title, url: cmp.Or(i.origin, i.link, i.guid), publisher: cmp.Or(i.source, publisher), lang: cmp.Or(i.language, scope.lang)}
	for _, name := range []string{"pubDate", "published", "issued", "dc", "created", "updated", "modified"} {
		if r.published = strings.TrimSpace(i.dates[name]); r.published != "" {
			break
		}
	}
	body := ""
	for _, name := range []string{"encoded", "content", "description", "summary"} {
		if body = i.bodies[name]; strings.TrimSpace(body) != "" {
			break
		}
	}
	if err := checkPage(body); err != nil {
		return raw{}, err
	}
	doc, err := html.ParseWithOptions(strings.NewReader(body), html.ParseOptionEnableScripting(false))
	if err != nil {
		return raw{}, fmt.Errorf("read the item's text: %w", err)
	}
	signQuotes(doc)
	clean(doc)
	paragraphs := blockTexts(doc)
	if r.title != "" && (len(paragraphs) == 0 || fold(paragraphs[0]) != fold(r.title)) {
		paragraphs = append([]string{r.title}, paragraphs...)
	}
	r.text = strings.Join(paragraphs, "\n\n")
	return r, nil
}
