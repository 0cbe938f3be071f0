package article

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"newsgraph/loaders/article/pdftext"
)

// maxPDF bounds a PDF file, which is read in one piece; pictures make most of
// it, so Options.MaxBytes does not count.
const maxPDF = 64 << 20

const ocr = "run OCR over it, with: ocrmypdf IN OUT"

// pdf reads a PDF file as one article. Its dates are those of the file, not of
// publication, and are not taken.
func (s *Source) pdf(in input, br *bufio.Reader, out yieldFunc) {
	data, err := io.ReadAll(io.LimitReader(br, maxPDF+1))
	if err == nil && len(data) > maxPDF {
		err = &hintedError{fmt.Errorf("a PDF file of more than %d bytes", maxPDF), "take the pages of the article out of it"}
	}
	var d *pdftext.Document
	if err == nil {
		d, err = pdftext.Read(data, maxText)
	}
	var r raw
	if err == nil {
		r, err = pdfArticle(d)
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errBreaksOff
	case errors.Is(err, pdftext.ErrEncrypted):
		err = &hintedError{err, "save it without a password, with: qpdf --decrypt --password=PASSWORD IN OUT"}
	case errors.Is(err, pdftext.ErrNoPDF):
		err = &hintedError{err, "give it the ending of what it is"}
	}
	if err == nil && d.Empty > 0 {
		out(Article{}, &Note{File: in.file, Text: fmt.Sprintf("%d of %d pages have no text: scanned, or blank", d.Empty, d.Pages)})
	}
	s.finish(in.file, 0, r, err, out)
}

func pdfArticle(d *pdftext.Document) (raw, error) {
	text := strings.Join(d.Paragraphs, "\n\n")
	switch {
	case d.Characters == 0:
		return raw{}, &hintedError{fmt.Errorf("scanned, no text: pictures or nothing on all its pages, of which there are %d", d.Pages), ocr}
	case d.Unknown*20 > d.Characters || garbage(text):
		return raw{}, &hintedError{errors.New("scanned, no text: the letters that its fonts tell make no words"), ocr}
	}
	r := raw{title: d.Heading, text: text, langHint: d.Lang}
	if t := oneLine(d.Title); r.title == "" && t != "" && slices.ContainsFunc(d.Paragraphs[:min(len(d.Paragraphs), 5)], func(p string) bool { return strings.Contains(fold(p), fold(t)) }) {
		r.title = t // what a file calls itself is often the name of a template
	}
	return r, nil
}

// garbage reports whether a text's letters are none of a language: too few
// letters among the characters or, in the Latin script, too few or too many
// vowels among them. The 352 articles of corpus/ and examples/ have from 36 to
// 44 in a hundred; English with its letters shifted, as fonts without names
// give it, has under 33 for 22 of the 25 shifts.
func garbage(text string) bool {
	characters, letters, latin, vowels := 0, 0, 0, 0
	for _, c := range text {
		if unicode.IsSpace(c) {
			continue
		}
		characters++
		if !unicode.IsLetter(c) {
			continue
		}
		letters++
		if unicode.Is(unicode.Latin, c) {
			latin++
			if strings.ContainsRune("aeiouyæøåäöüéèêáàâíîóôúûœ", unicode.ToLower(c)) {
				vowels++
			}
		}
	}
	switch {
	case characters >= 80 && letters*2 < characters:
		return true
	case latin >= 400:
		return vowels*100 < latin*33 || vowels*100 > latin*50
	case latin >= 80: // a short text may be odd
		return vowels*100 < latin*28 || vowels*100 > latin*60
	}
	return false
}
