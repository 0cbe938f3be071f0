package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxOfficePart bounds a part of an office file after decompression: some
// thirty bytes of markup a byte of the longest text.
const maxOfficePart = 64 << 20

// office reads the text document that a zip file is: Office Open XML
// (ECMA-376) or OpenDocument (ISO 26300). ok is false if the zip file is none
// of their kind.
func (s *Source) office(in input, z *zip.Reader, out yieldFunc) (ok bool) {
	parts := map[string]*zip.File{}
	for _, f := range z.File {
		if parts[f.Name] == nil {
			parts[f.Name] = f
		}
	}
	var r raw
	err := error(&hintedError{errors.New("an office file that is no text document"), "save it as text, or print it to PDF"})
	switch kind := mimetype(parts); {
	case parts["word/document.xml"] != nil:
		r, err = readDocument(parts, "word/document.xml", "docProps/core.xml", newDocx)
	case strings.HasPrefix(kind, "application/vnd.oasis.opendocument.text") && parts["content.xml"] != nil:
		if err = checkUnlocked(parts["META-INF/manifest.xml"]); err == nil {
			r, err = readDocument(parts, "content.xml", "meta.xml", newODT)
		}
	case kind == "" && parts["[Content_Types].xml"] == nil:
		return false
	}
	s.finish(in.file, 0, r, err, out)
	return true
}

// mimetype is what OpenDocument and EPUB say of themselves, "" for others.
func mimetype(parts map[string]*zip.File) string {
	kind, _ := readPart(parts["mimetype"], 100)
	return strings.TrimSpace(string(kind))
}

// readPart reads a small part; nil is an empty one.
func readPart(f *zip.File, most int64) ([]byte, error) {
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, most))
}

// checkUnlocked refuses an encrypted OpenDocument file, whose manifest tells.
func checkUnlocked(manifest *zip.File) error {
	data, err := readPart(manifest, 4<<20)
	if err == nil && strings.Contains(string(data), "encryption-data") {
		err = &hintedError{errors.New("it is encrypted"), "save it without a password"}
	}
	return err
}

// readDocument reads the body and the metadata of a text document.
func readDocument(parts map[string]*zip.File, body, meta string, format func() *document) (raw, error) {
	d := format()
	if err := eachTag(parts[body], d.start, d.end, d.text); err != nil {
		return raw{}, fmt.Errorf("%s: %w", body, err)
	}
	r := raw{title: d.title, text: strings.Join(d.paragraphs, "\n\n")}
	in, stated := "", map[string]string{} // Dublin Core, by local name
	err := eachTag(parts[meta], func(t xml.StartElement) error { in = t.Name.Local; return nil }, func(string) { in = "" }, func(s string) error {
		if (in == "title" || in == "language") && len(stated[in]) < maxTitleSize {
			stated[in] += s
		}
		return nil
	})
	if err != nil {
		return raw{}, fmt.Errorf("%s: %w", meta, err)
	}
	r.langHint = stated["language"]
	if r.title == "" {
		r.title = stated["title"]
	}
	return r, nil
}

// eachTag calls back for the tags and the text of a part, in the memory of one
// tag; entities other than XML's own are an error, so nothing expands.
func eachTag(f *zip.File, start func(xml.StartElement) error, end func(string), text func(string) error) error {
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	limited := &io.LimitedReader{R: &boundedTags{r: r}, N: maxOfficePart}
	dec := xml.NewDecoder(limited)
	for {
		tok, err := dec.RawToken()
		switch {
		case limited.N <= 0:
			return fmt.Errorf("more than %d bytes", maxOfficePart)
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			err = start(t)
		case xml.EndElement:
			end(t.Name.Local)
		case xml.CharData:
			err = text(string(t))
		}
		if err != nil {
			return err
		}
	}
}

// boundedTags fails where a tag and what follows it is too long: encoding/xml
// bounds neither, and an attribute takes thirty times its size.
type boundedTags struct {
	r    io.Reader
	size int // bytes since the last "<", which stands nowhere within a tag
}

const maxTag = 4 << 20

func (b *boundedTags) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	rest := p[:n]
	if i := bytes.LastIndexByte(rest, '<'); i >= 0 {
		b.size, rest = 0, rest[i+1:]
	}
	if b.size += len(rest); b.size > maxTag {
		return 0, fmt.Errorf("a tag or a text of more than %d bytes", maxTag)
	}
	return n, err
}

// document collects the paragraphs of a text document. A paragraph may lie in
// another (a text box), whose text goes on behind it.
type document struct {
	// How the format calls its elements. Those skipped are not the text: what
	// was deleted, notes, comments, properties.
	paragraph, skipped map[string]bool
	white              map[string]string // elements that stand for characters
	runs               map[string]bool   // only these hold text; nil: all do
	style              func(d *document, t xml.StartElement)

	paragraphs []string
	title      string
	open       []*strings.Builder // paragraphs that have begun, the innermost last
	titled     int                // how many are open when the title's paragraph is the innermost; 0: none is
	skipping   int                // depth in skipped elements
	running    int                // depth in runs
	hidden     bool               // the run is hidden text
	titles     map[string]bool    // styles that are the title's
	size       int
}

var errDocumentText = &errField{"text", maxText + 1, maxText}

// maxOpen bounds how deep paragraphs lie in each other; real ones do once.
const maxOpen = 100

func (d *document) start(t xml.StartElement) error {
	name := t.Name.Local
	d.style(d, t)
	switch {
	case d.skipped[name] || d.skipping > 0:
		d.skipping++
	case d.paragraph[name]:
		if len(d.open) == maxOpen {
			return fmt.Errorf("paragraphs in paragraphs, more than %d deep", maxOpen)
		}
		d.open = append(d.open, &strings.Builder{})
	case d.runs[name]:
		d.running++
	case d.white[name] != "":
		return d.write(d.white[name])
	}
	return nil
}

func (d *document) end(name string) {
	switch {
	case d.skipping > 0:
		d.skipping--
	case d.paragraph[name] && len(d.open) > 0:
		last := d.open[len(d.open)-1]
		for line := range strings.SplitSeq(last.String(), "\n") {
			if line = oneLine(line); line != "" {
				d.paragraphs = append(d.paragraphs, line)
			}
		}
		if d.titled == len(d.open) && d.title == "" {
			d.title = oneLine(last.String())
		}
		d.open = d.open[:len(d.open)-1]
		d.titled = 0
	case d.runs[name]:
		d.running--
	case name == "r":
		d.hidden = false
	}
}

func (d *document) text(s string) error {
	if d.runs != nil && d.running <= 0 {
		return nil
	}
	return d.write(s)
}

func (d *document) write(s string) error {
	if len(d.open) == 0 || d.skipping > 0 || d.hidden {
		return nil
	}
	if d.size += len(s); d.size > maxText {
		return errDocumentText
	}
	d.open[len(d.open)-1].WriteString(s)
	return nil
}

func set(names ...string) map[string]bool {
	s := map[string]bool{}
	for _, n := range names {
		s[n] = true
	}
	return s
}

func attributeOf(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// newDocx reads WordprocessingML (ECMA-376 part 1, 17).
func newDocx() *document {
	return &document{
		paragraph: set("p"), runs: set("t"),
		skipped: set("pPr", "rPr", "sectPr", "moveFrom", "Fallback", "del"),
		white:   map[string]string{"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"},
		style: func(d *document, t xml.StartElement) {
			switch t.Name.Local {
			case "pStyle":
				if attributeOf(t, "val") == "Title" {
					d.titled = len(d.open)
				}
			case "vanish":
				v := attributeOf(t, "val")
				d.hidden = v != "0" && v != "false" && v != "off"
			}
		},
	}
}

// newODT reads OpenDocument text (ISO 26300 part 1, 5 and 6).
func newODT() *document {
	return &document{
		paragraph: set("p", "h"), titles: set("Title"),
		skipped: set("tracked-changes", "annotation", "note", "ruby-text", "sequence-decls"),
		white:   map[string]string{"tab": " ", "s": " ", "line-break": "\n"},
		style: func(d *document, t xml.StartElement) {
			switch t.Name.Local {
			case "style": // an automatic style is a named one with a difference
				if d.titles[attributeOf(t, "parent-style-name")] && len(d.titles) < 1000 {
					d.titles[attributeOf(t, "name")] = true
				}
			case "p", "h":
				if d.titles[attributeOf(t, "style-name")] && d.skipping == 0 {
					d.titled = len(d.open) + 1
				}
			}
		},
	}
}
