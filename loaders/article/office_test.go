package article

import (
	"path/filepath"
	"strings"
	"testing"
)

const (
	docxBegin = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	docxEnd   = `</w:body></w:document>`
	odtBegin  = `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>`
	odtEnd    = `</office:text></office:body></office:document-content>`
)

func docxOf(body, core string) string {
	return zipOf(entry{name: "[Content_Types].xml", content: "<Types/>"}, entry{name: "docProps/core.xml", content: core},
		entry{name: "word/document.xml", content: docxBegin + body + docxEnd})
}

func odtOf(body, meta string, more ...entry) string {
	return zipOf(append([]entry{{name: "mimetype", content: "application/vnd.oasis.opendocument.text"}, {name: "meta.xml", content: meta},
		{name: "content.xml", content: odtBegin + body + odtEnd}}, more...)...)
}

func TestOffice(t *testing.T) {
	const core = `<cp:coreProperties><dc:title>Old name</dc:title><dc:language>da-DK</dc:language><dcterms:created>2001-01-01T00:00:00Z</dcterms:created></cp:coreProperties>`
	run := func(s string) string {
		return "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" + s + "</w:t></w:r>"
	}
	for _, c := range []struct{ name, content, want string }{
		{"a.docx", docxOf(`<w:p><w:pPr><w:pStyle w:val="Title"/><w:tabs><w:tab/></w:tabs></w:pPr>`+run("Harbour &amp; quay")+`</w:p>`+
			`<w:p>`+run("Ann Boe, of")+`<w:del><w:r><w:delText>the former</w:delText><w:t>x</w:t></w:r></w:del>`+run(" Firm,")+`<w:r><w:tab/></w:r>`+run("left.")+
			`<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`+run(" Bo stayed.")+`<w:r><w:instrText>PAGE</w:instrText><w:br/></w:r>`+run("New line.")+`</w:p>`+
			`<w:tbl><w:tr><w:tc><w:p>`+run("Cell.")+`</w:p></w:tc></w:tr></w:tbl>`, core),
			`a.docx|Harbour & quay||||"Harbour & quay\n\nAnn Boe, of Firm, left. Bo stayed.\n\nNew line.\n\nCell."`},
		{"box.docx", docxOf(`<w:p>`+run("Ann leads ")+`<mc:AlternateContent><mc:Choice><w:txbxContent><w:p>`+run("Box.")+`</w:p></w:txbxContent></mc:Choice>`+
			`<mc:Fallback><w:p>`+run("Box.")+`</w:p></mc:Fallback></mc:AlternateContent>`+run("Firm.")+`</w:p>`, core),
			`box.docx|Old name||||"Box.\n\nAnn leads Firm."`},
		{"a.odt", odtOf(`<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:p text:style-name="P1">Harbour</text:p>`+
			`<text:p>Ann<text:s text:c="2"/>leads<text:note><text:note-body><text:p>Note.</text:p></text:note-body></text:note> <text:span>Firm</text:span>.`+
			`<office:annotation><text:p>Comment.</text:p></office:annotation><text:line-break/>Bo left.</text:p>`, `<m><dc:title>Old</dc:title></m>`),
			`a.odt|Harbour||||"Harbour\n\nAnn leads Firm.\n\nBo left."`},
		{"named.zip", odtOf(`<text:p>Ann leads Firm.</text:p>`, ``), `named.zip|Ann leads Firm.||||"Ann leads Firm."`},
		{"in.zip", zipOf(entry{name: "x/a.docx", content: docxOf("<w:p>"+run("Ann leads Firm.")+"</w:p>", "")}),
			`in.zip!/x/a.docx|Ann leads Firm.||||"Ann leads Firm."`},
		{"empty.docx", docxOf("", ""), "rejected empty.docx: no text in it"},
		{"bad.docx", docxOf("<w:p>&xxe;</w:p>", ""), "rejected bad.docx: word/document.xml: XML syntax error on line 1: invalid character entity &xxe;"},
		{"deep.docx", docxOf(strings.Repeat("<w:p>", maxOpen+1), ""), "rejected deep.docx: word/document.xml: paragraphs in paragraphs, more than 100 deep"},
		{"long.docx", docxOf("<w:p>"+run(strings.Repeat("long ", maxText/5+1))+"</w:p>", ""), "rejected long.docx: word/document.xml: text has 2097153 bytes; at most 2097152 are allowed"},
		{"bomb.docx", docxOf(strings.Repeat("<w:b/>", maxOfficePart/6), ""), "rejected bomb.docx: word/document.xml: more than 67108864 bytes"},
		{"crypt.odt", odtOf("\x00\x01", "", entry{name: "META-INF/manifest.xml", content: "<manifest:encryption-data/>"}), "rejected crypt.odt: it is encrypted"},
		{"old.docx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "rejected old.docx: an encrypted office file, or one of before 2007"},
		{"sheet.zip", zipOf(entry{name: "[Content_Types].xml"}, entry{name: "xl/workbook.xml"}), "rejected sheet.zip: an office file that is no text document"},
		{"book.zip", zipOf(entry{name: "mimetype", content: "application/epub+zip"}, entry{name: "a.html", content: "<p>Ann."}), "rejected book.zip: an office file that is no text document"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.name: c.content})
			got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.name)}, Options{})), "\n")
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func FuzzOffice(f *testing.F) {
	f.Add("<w:p><w:r><w:t>Ann leads Firm.</w:t></w:r></w:p>", "<dc:title>x</dc:title>", false)
	f.Add("<text:p>Ann<text:s/>leads <text:p>Firm</text:p>.</text:p>", "<dc:language>da</dc:language>", true)
	f.Add("</w:p></w:t><w:del><w:p>", "<", false)
	f.Fuzz(func(t *testing.T, body, meta string, odt bool) {
		file := docxOf(body, meta)
		if odt {
			file = odtOf(body, meta)
		}
		n := 0
		NewSource(nil, Options{MaxBytes: 1 << 16}).stream("f", "", strings.NewReader(file), func(Article, error) bool { n++; return true })
		if n == 0 {
			t.Error("nothing was told")
		}
	})
}
