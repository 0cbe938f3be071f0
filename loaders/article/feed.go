package article

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// looksLikeFeed reports whether head begins as RSS, RDF or Atom.
func looksLikeFeed(head []byte) bool {
	s := strings.ToLower(string(head))
	return strings.HasPrefix(strings.TrimLeft(s, " \t\r\n\ufeff"), "<") &&
		(strings.Contains(s, "<rss") || strings.Contains(s, "<feed") || strings.Contains(s, "<rdf:rdf"))
}

// feed reads the articles of an RSS 0.9 to 2.0, RDF or Atom 0.3 to 1.0 file.
// What is wrong in an item costs that item, with its line: reading goes on at
// the next one.
func (s *Source) feed(file string, data []byte, out yieldFunc) {
	text, lost, err := decode(data, "", declaredCharset(data))
	if err != nil {
		out(Article{}, reject(file, 0, err))
		return
	}
	if !noteLost(file, lost.line, "", lost, out) {
		return
	}
	f := feedReader{s: s, file: file, text: text, out: out}
	for at, more := 0, true; more; {
		at, more = f.read(at)
	}
	if f.items == 0 && !f.told {
		out(Article{}, reject(file, 0, errors.New("no feed in it, or a feed without items")))
	}
}

// feedReader goes through the text of a feed.
type feedReader struct {
	s          *Source
	file, text string
	out        yieldFunc
	path       []feedScope // of the open elements, outside items
	publisher  string
	items      int
	told       bool // something was rejected

	counted, breaks int // bytes whose lines are counted, and how many they are
}

// feedScope is an open element with what it binds for those inside.
type feedScope struct {
	name       xml.Name
	lang, base string
	written    string // its start tag
}

// read reads items from byte at of the text on. more tells that it stopped
// behind something broken, and where to go on.
func (f *feedReader) read(at int) (next int, more bool) {
	head := "" // what is open around byte at, and binds namespaces
	for _, scope := range f.path {
		head += scope.written
	}
	again := len(f.path) // start tags that are read again
	dec := feedDecoder(head, f.text[at:])
	if err := checkFeed(feedDecoder(head, f.text[at:])); err != nil {
		f.told = true
		return 0, f.out(Article{}, reject(f.file, 0, fmt.Errorf("read feed: %w", err))) && false
	}
	offset := func() int { return at + max(0, int(dec.InputOffset())-len(head)) }
	for {
		before := offset()
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return 0, false
		}
		if err != nil {
			f.told = true
			if !f.out(Article{}, reject(f.file, f.line(offset()), &brokenItem{err})) {
				return 0, false
			}
			return f.nextItem(offset())
		}
		switch t := tok.(type) {
		case xml.EndElement:
			if len(f.path) > 0 {
				f.path = f.path[:len(f.path)-1]
			}
		case xml.StartElement:
			if again > 0 {
				again--
				continue
			}
			if t.Name.Local != "item" && t.Name.Local != "entry" || len(f.path) == 0 {
				if err := f.open(dec, t, f.text[min(before, offset()):offset()]); err != nil {
					f.told = true
					return 0, f.out(Article{}, reject(f.file, f.line(offset()), fmt.Errorf("read feed: %w", err))) && false
				}
				continue
			}
			f.items++
			begun := offset()
			line := f.line(begun)
			r, err := f.item(dec, t)
			if !f.s.finish(f.file, line, r, err, f.out) {
				return 0, false
			}
			if _, broken := err.(*brokenItem); broken {
				if offset() >= len(f.text) {
					return f.nextItem(begun) // a section or a comment without an end
				}
				return f.nextItem(offset())
			}
		}
	}
}

// line is the number of the line that byte at is in; it counts on from the last.
func (f *feedReader) line(at int) int {
	at = min(at, len(f.text))
	if at < f.counted {
		f.counted, f.breaks = 0, 0
	}
	f.breaks += strings.Count(f.text[f.counted:at], "\n")
	f.counted = at
	return 1 + f.breaks
}

func feedDecoder(head, text string) *xml.Decoder {
	dec := xml.NewDecoder(io.MultiReader(strings.NewReader(head), strings.NewReader(text)))
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // it is Unicode already
	dec.Strict = false                                                                   // feeds use HTML's entities
	dec.Entity = xml.HTMLEntity
	return dec
}

// nextItem is where the next item begins from byte at on.
func (f *feedReader) nextItem(at int) (next int, more bool) {
	at = min(at, len(f.text))
	for i := at; i < len(f.text); i++ {
		open := strings.IndexByte(f.text[i:], '<')
		if open < 0 {
			break
		}
		i += open
		name := f.text[i+1 : min(len(f.text), i+40)]
		if end := strings.IndexAny(name, " \t\r\n>/"); end > 0 && len(f.path) > 0 {
			switch name = name[:end]; name[strings.LastIndexByte(name, ':')+1:] {
			case "item", "entry":
				return i, true
			}
		}
	}
	return 0, false
}

// open enters an element outside items, or reads what it says of the feed.
// written is its start tag.
func (f *feedReader) open(dec *xml.Decoder, t xml.StartElement, written string) error {
	scope := feedScope{name: t.Name}
	if n := len(f.path); n > 0 {
		scope.lang, scope.base = f.path[n-1].lang, f.path[n-1].base
	}
	scope.bind(t)
	parent := ""
	if n := len(f.path); n > 0 && f.path[n-1].name.Space == t.Name.Space || n > 0 && t.Name.Space == nsDC {
		parent = f.path[n-1].name.Local
	}
	if parent == "channel" || parent == "feed" {
		switch t.Name.Local {
		case "title", "language":
			var e feedElement
			if err := dec.DecodeElement(&e, &t); err != nil {
				return err
			}
			switch {
			case t.Name.Local == "language":
				f.path[len(f.path)-1].lang = strings.TrimSpace(e.Text)
			case f.publisher == "":
				f.publisher = e.line(parent == "feed")
			}
			return nil
		case "link":
			var e feedElement
			if err := dec.DecodeElement(&e, &t); err != nil {
				return err
			}
			if top := &f.path[len(f.path)-1]; top.base == "" && e.attribute("rel") != "self" {
				top.base = absoluteURL(strings.TrimSpace(e.attribute("href") + e.Text))
			}
			return nil
		}
	}
	scope.written = written[max(0, strings.IndexByte(written, '<')):]
	f.path = append(f.path, scope)
	return nil
}

// bind takes xml:lang and xml:base from an element.
func (s *feedScope) bind(t xml.StartElement) {
	for _, a := range t.Attr {
		if a.Name.Space != nsXML && a.Name.Space != "xml" {
			continue
		}
		switch a.Name.Local {
		case "lang":
			s.lang = strings.TrimSpace(a.Value)
		case "base":
			s.base = resolve(a.Value, s.base)
		}
	}
}
