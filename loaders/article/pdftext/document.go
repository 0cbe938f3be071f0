package pdftext

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Document is the text of a file.
type Document struct {
	Paragraphs []string // in reading order
	Heading    string   // the largest letters of the first page with text, "" if none are larger
	Title      string   // what the file says its title is; often a file name
	Lang       string   // language tag, or ""
	Pages      int
	Empty      int // pages without text: pictures, or blank
	Unknown    int // characters that the fonts do not tell
	Characters int
}

// Read reads a file. maxText bounds the text in bytes.
func Read(data []byte, maxText int) (d *Document, err error) {
	defer func() { // the last resort: hostile files are many, and one must not stop a load
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("damaged: %v", r)
		}
	}()
	f, err := openFile(data)
	if err != nil {
		return nil, err
	}
	d = &Document{}
	root := f.dict(f.trailer["Root"])
	d.Lang, d.Title = f.text(root["Lang"]), f.text(f.dict(f.trailer["Info"])["Title"])
	pages, err := f.pages(root)
	if err != nil {
		return nil, err
	}
	fonts := map[any]*font{}
	var text layout
	for i, v := range pages {
		p := &page{f: f, fonts: fonts, most: maxText, state: state{ctm: f.shown(v), stretch: 1}}
		if err := p.read(v); err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		if text.add(p.runs); text.bytes > maxText {
			return nil, fmt.Errorf("text of more than %d bytes", maxText)
		}
		if text.count > maxLines {
			return nil, fmt.Errorf("text of more than %d lines", maxLines)
		}
		if p.bytes == 0 {
			d.Empty++
		}
	}
	d.Pages = len(pages)
	d.Paragraphs, d.Heading = text.paragraphs()
	for _, s := range d.Paragraphs {
		d.Unknown += strings.Count(s, unknown)
		d.Characters += utf8.RuneCountInString(s)
	}
	return d, nil
}

func (f *file) text(v any) string {
	s, _ := f.get(v).(str)
	return textString(s)
}

// textString decodes a text string (7.9.2.2).
func textString(s str) string {
	switch {
	case strings.HasPrefix(string(s), "\xFE\xFF"):
		units := ""
		for rest := s[2:]; len(rest) > 0; rest = rest[min(len(rest), 200):] {
			units += utf16Text(rest[:min(len(rest), 200)])
		}
		return units
	case strings.HasPrefix(string(s), "\xEF\xBB\xBF"):
		return strings.ToValidUTF8(string(s[3:]), unknown)
	}
	out := make([]rune, 0, len(s))
	for _, c := range []byte(s) { // PDFDocEncoding is Latin-1 but for a few marks
		out = append(out, rune(c))
	}
	return string(out)
}

// inherited are the attributes that a page has from the nodes above it.
var inherited = []name{"Resources", "MediaBox", "Rotate"}

// pages are the pages of the document in their order.
func (f *file) pages(root dict) ([]dict, error) {
	var out []dict
	seen := map[any]bool{}
	var walk func(v any, above dict, depth int) error
	walk = func(v any, above dict, depth int) error {
		if r, ok := v.(ref); ok {
			if seen[r] {
				return nil
			}
			seen[r] = true
		}
		node := f.dict(v)
		if node == nil || depth > maxDepth {
			return nil
		}
		if f.tokens--; f.tokens < 0 {
			return errTokens
		}
		own := dict{}
		for _, k := range inherited {
			if own[k] = node[k]; own[k] == nil {
				own[k] = above[k]
			}
		}
		if kids := f.array(node["Kids"]); kids != nil {
			for _, kid := range kids {
				if err := walk(kid, own, depth+1); err != nil {
					return err
				}
			}
			return nil
		}
		if len(out) >= maxPages {
			return fmt.Errorf("more than %d pages", maxPages)
		}
		own["Contents"] = node["Contents"]
		out = append(out, own)
		return nil
	}
	if err := walk(root["Pages"], dict{}, 0); err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, errors.New("no page in it that can be read")
	}
	return out, nil
}

// shown turns a page as it is shown.
func (f *file) shown(page dict) matrix {
	turn, _ := f.number(page["Rotate"])
	switch (int(min(max(turn, -3600), 3600))%360 + 360) % 360 {
	case 90:
		return matrix{0, -1, 1, 0, 0, 0}
	case 180:
		return matrix{-1, 0, 0, -1, 0, 0}
	case 270:
		return matrix{0, 1, -1, 0, 0, 0}
	}
	return identity
}

// read runs the content streams of a page, which are one.
func (p *page) read(v dict) error {
	var all []byte
	for _, part := range p.f.list(v["Contents"]) {
		s, ok := p.f.get(part).(*stream)
		if !ok {
			continue
		}
		data, err := p.f.decode(s)
		if err != nil {
			return err
		}
		all = append(append(all, data...), '\n')
	}
	return p.contents(all, p.f.dict(v["Resources"]), 0)
}
