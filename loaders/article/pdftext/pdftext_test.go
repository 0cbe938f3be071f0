package pdftext

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

const maxTestText = 2 << 20

// The same four paragraphs come out of the files of all producers, whole and in
// their order.
func TestProducers(t *testing.T) {
	data, err := os.ReadFile("testdata/paragraphs.txt")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(data)), "\n")
	others := map[string]string{"password.pdf": ErrEncrypted.Error(), "picture.pdf": "0 characters", "pdftex-bitmap.pdf": "unknown"}
	files, _ := filepath.Glob("testdata/*.pdf")
	if len(files) < 15 {
		t.Fatalf("%d files", len(files))
	}
	for _, path := range files {
		name := filepath.Base(path)
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		d, err := Read(data, maxTestText)
		if other := others[name]; other != "" {
			got := fmt.Sprint(err)
			if err == nil && d.Characters == 0 {
				got = "0 characters"
			} else if err == nil && d.Unknown*2 > d.Characters {
				got = "unknown"
			}
			if got != other {
				t.Errorf("%s: %s, want %s", name, got, other)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		paragraphs := d.Paragraphs
		if name != "pdftex-ot1.pdf" { // which has no title
			if d.Heading != "Harbour fund cuts staff" || len(paragraphs) == 0 || paragraphs[0] != d.Heading {
				t.Errorf("%s: heading %q", name, d.Heading)
				continue
			}
			paragraphs = paragraphs[1:]
		}
		if name == "weasyprint-columns.pdf" || strings.HasPrefix(name, "pdftex") {
			if last := len(paragraphs) - 1; last >= 0 && paragraphs[last] == "1" {
				t.Errorf("%s: the number of the page is in the text", name)
			}
		}
		quotes := strings.NewReplacer("“", `"`, "”", `"`)
		for i, p := range paragraphs {
			p = strings.NewReplacer("Eva Boe", "Ann Boe", "Finn Lind", "Bo Lind").Replace(p)
			w := want[i%4]
			if name == "fpdf.pdf" {
				w = quotes.Replace(w)
			}
			if p != w {
				t.Errorf("%s: paragraph %d\ngot  %s\nwant %s", name, i, p, w)
			}
		}
		if len(paragraphs)%4 != 0 || len(paragraphs) == 0 {
			t.Errorf("%s: %d paragraphs", name, len(paragraphs))
		}
	}
}

// pdf makes a file of one page with that content, in Courier; more are other
// objects, from number 5 on.
func pdf(content string, more ...string) []byte {
	objects := append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(content), content)}, more...)
	if len(more) == 0 {
		objects = append(objects, courier)
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	b.WriteString("trailer\n<</Root 1 0 R>>\n")
	return b.Bytes()
}

const courier = "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"

// at shows text at a place in 10 points; a letter of Courier is 6 wide.
func at(x, y int, text string) string {
	return fmt.Sprintf("BT /F 10 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", x, y, text)
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"words apart", "BT /F 10 Tf (Ann) Tj 24 0 Td (leads) Tj 36 0 Td (Firm.) Tj ET", []string{"Ann leads Firm."}},
		{"kerning", "BT /F 10 Tf [(An) 20 (n) -600 (le) -30 (ads) -600 (F) 80 (irm.)] TJ ET", []string{"Ann leads Firm."}},
		{"operators", "BT /F 10 Tf 12 TL 50 700 Td (Ann leads the) Tj T* (firm of) Tj (Bo in Hull) ' 0 0 (and stays on) \" ET", []string{"Ann leads the firm of Bo in Hull and stays on"}},
		{"hyphens", at(0, 100, "The prosecu-") + at(0, 88, "tor of North-") + at(0, 76, "Holm charged the well-") + at(0, 64, "known firm, well-known here."),
			[]string{"The prosecutor of North-Holm charged the well-known firm, well-known here."}},
		{"columns drawn across", at(0, 100, "Ann Boe leads Firm and") + at(200, 100, "Bo Lind leads Yard and") + at(0, 88, "has gone to Hull. She") + at(200, 88, "has come from Hull. He") +
			at(0, 76, "likes it there a lot.") + at(200, 76, "likes it there a lot.") + at(0, 64, "It rains on the quay.") + at(200, 64, "It snows on the quay.") + at(0, 52, "And so on it went.") + at(200, 52, "And so it was done."),
			[]string{"Ann Boe leads Firm and has gone to Hull. She likes it there a lot. It rains on the quay. And so on it went.",
				"Bo Lind leads Yard and has come from Hull. He likes it there a lot. It snows on the quay. And so it was done."}},
		{"paragraphs by their last lines", at(0, 100, "Ann Boe leads the firm in Hull.") + at(0, 88, "She left.") + at(0, 76, "Bo Lind leads the yard in Hull.") + at(0, 64, "He stayed."),
			[]string{"Ann Boe leads the firm in Hull. She left.", "Bo Lind leads the yard in Hull. He stayed."}},
		{"note", at(0, 100, "Ann leads Firm") + "BT /F 6 Tf 1 0 0 1 84 104 Tm (1) Tj ET " + at(88, 100, " in Hull."), []string{"Ann leads Firm in Hull."}},
		{"initial", "BT /F 30 Tf 1 0 0 1 0 80 Tm (A) Tj ET " + at(19, 92, "nn Boe leads the firm.") + at(19, 80, "She left it."), []string{"Ann Boe leads the firm. She left it."}},
		{"actual text", "/Span <</ActualText(fi)>> BDC BT /F 10 Tf (\\001) Tj ET EMC BT /F 10 Tf 1 0 0 1 6 0 Tm (rm) Tj ET", []string{"firm"}},
		{"artifact", "/Artifact BMC " + at(0, 200, "Skerry Post") + " EMC " + at(0, 100, "Ann leads Firm."), []string{"Ann leads Firm."}},
		{"sideways", "BT /F 10 Tf 0 1 -1 0 10 10 Tm (stamp) Tj ET " + at(50, 100, "Ann leads Firm."), []string{"Ann leads Firm."}},
		{"inline image", "BI /W 1 /H 1 ID \x00EI\xFF(x) Tj EI " + at(0, 100, "Ann."), []string{"Ann."}},
		{"strings", "BT /F 10 Tf (A\\156n \\(\\\n\\)) Tj <20426F> Tj ET", []string{"Ann () Bo"}},
	} {
		d, err := Read(pdf(c.content), maxTestText)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !slices.Equal(d.Paragraphs, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, d.Paragraphs, c.want)
		}
	}
}

func deflated(s string) string {
	var b bytes.Buffer
	w, _ := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func object(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", dict, len(data), data)
}

func TestFilters(t *testing.T) {
	const text = "BT /F 10 Tf (Ann leads Firm.) Tj ET"
	for name, data := range map[string]string{
		"/Filter/FlateDecode":                                        deflated(text),
		"/Filter/FlateDecode /Broken 1":                              deflated(text)[:len(deflated(text))-6],
		"/Filter[/ASCIIHexDecode]":                                   fmt.Sprintf("%x>", text),
		"/Filter[/ASCII85Decode/FlateDecode]":                        "<~" + ascii85Of(deflated(text)) + "~>",
		"/Filter/RunLengthDecode":                                    string([]byte{byte(len(text) - 1)}) + text + "\xF6 \x80",
		"/Filter/LZWDecode":                                          lzwOf(text),
		"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 5>>": deflated(pngRows(text, 5)),
	} {
		file := bytes.Replace(pdf(""), []byte("<</Length 0>>stream\n\nendstream"), []byte(object(name, data)), 1)
		d, err := Read(file, maxTestText)
		if err != nil || len(d.Paragraphs) != 1 || d.Paragraphs[0] != "Ann leads Firm." {
			t.Errorf("%s: %v %+v", name, err, d)
		}
	}
}

// What is not as the standard has it is read all the same, or refused by name.
func TestDamaged(t *testing.T) {
	good := string(pdf(at(0, 100, "Ann leads Firm.")))
	objStm := "5 0 6 70 " + courier // object 5 at 0 behind First
	packed := strings.Replace(good, "5 0 obj\n"+courier+"\nendobj\n", "9 0 obj\n"+object("/Type/ObjStm/N 2/First 9", objStm)+"\nendobj\n", 1)
	for name, c := range map[string]struct{ file, want string }{
		"no tables":           {good, ""},
		"junk before":         {"junk\n" + good, ""},
		"the last counts":     {good + "4 0 obj\n" + object("", at(0, 90, "Ann leads Firm.")) + "\nendobj\n", ""},
		"wrong length":        {strings.Replace(good, "/Length ", "/Length 9", 1), ""},
		"objects in a stream": {packed, ""},
		"no trailer":          {good[:strings.Index(good, "trailer")], "the file breaks off: no trailer in it"},
		"no pages":            {strings.Replace(good, "/Pages 2 0 R", "/Pages 9 0 R", 1), "no page in it that can be read"},
		"a page of itself":    {strings.Replace(good, "/Kids[3 0 R]", "/Kids[2 0 R 2 0 R 3 0 R 3 0 R]", 1), ""},
		"no PDF":              {"<html>", "no PDF file"},
		"other encryption":    {strings.Replace(good, "<</Root", "<</Encrypt<</Filter/Other>>/Root", 1), "it is encrypted"},
	} {
		d, err := Read([]byte(c.file), maxTestText)
		switch {
		case c.want != "":
			if err == nil || err.Error() != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		case err != nil || len(d.Paragraphs) != 1 || d.Paragraphs[0] != "Ann leads Firm.":
			t.Errorf("%s: %v %+v", name, err, d)
		}
	}
}

// Hostile files end, with an error or without, in bounded work.
func TestHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("takes its time with the race detector")
	}
	many := func(s string, bytes int) string { return strings.Repeat(s, bytes/len(s)) }
	form := object("/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", many("/X Do ", 6<<10))
	widths := "<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</W[" + many("0 65535 1 ", 1<<20) + "]>>]>>"
	ranges := "<</Type/Font/Subtype/Type0/ToUnicode 6 0 R/Encoding/Identity-H>>"
	var cmap strings.Builder
	for i := range 60000 {
		fmt.Fprintf(&cmap, "<%04X><%04X><0041> endbfrange ", i, i)
	}
	for name, data := range map[string][]byte{
		"arrays":          []byte("%PDF-1.4 1 0 obj " + many("[", 8<<20)),
		"dictionaries":    []byte("%PDF-1.4 1 0 obj " + many("<</a", 8<<20)),
		"objects":         []byte("%PDF-1.4 " + many("1 0 obj<<>>", 8<<20)),
		"open strings":    []byte("%PDF-1.4 " + many("1 0 obj(", 8<<20)),
		"open streams":    []byte("%PDF-1.4 " + many("1 0 obj<</Length 1>>stream\n", 8<<20)),
		"trailers":        []byte("%PDF-1.4 " + many("trailer<</Root(", 8<<20)),
		"bomb of content": bytes.Replace(pdf(""), []byte("<</Length 0>>stream\n\nendstream"), []byte(object("/Filter/FlateDecode", deflated(many("(a)", 300<<20)))), 1),
		"filters":         bytes.Replace(pdf(""), []byte("<</Length 0>>stream\n\nendstream"), []byte(object("/Filter["+many("/AHx ", 1<<20)+"]", "x")), 1),
		"forms":           pdf("/X Do", courier, form),
		"saves":           pdf(many("q ", 8<<20)),
		"marks":           pdf(many("/a BMC ", 8<<20)),
		"text":            pdf(many("BT /F 1 Tf (a b c d e f g h i j k l m n o p q r s t u v w x y z) Tj ET ", 8<<20)),
		"long string":     pdf("BT /F 1 Tf (" + many("a", 8<<20) + ") Tj ET"),
		"lines":           pdf(many("BT /F 1 Tf 9 9 Td (a) Tj ET BT /F 1 Tf 9 99 Td (b) Tj ET ", 4<<20)),
		"widths":          pdf("BT /F 1 Tf (ab) Tj ET", widths),
		"ranges":          pdf("BT /F 1 Tf ("+many("ab", 1<<20)+") Tj ET", ranges, object("", cmap.String())),
		"fonts":           pdf(many("/F 1 Tf ", 8<<20), courier),
		"images":          pdf(many("BI ID ", 8<<20)),
		"references":      pdf("", many("6 0 R ", 1<<20)),
	} {
		begun := time.Now()
		_, err := Read(data, maxTestText)
		took := time.Since(begun)
		t.Logf("%-16s %6d ms  %.100v", name, took.Milliseconds(), err)
		if took > time.Minute { // far above what was measured, far below no end
			t.Errorf("%s takes %v", name, took)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pdf")
	for _, path := range files {
		if data, err := os.ReadFile(path); err == nil && len(data) < 20_000 {
			f.Add(data)
		}
	}
	f.Add(pdf(at(0, 100, "Ann leads Firm.")))
	f.Add(pdf("/X Do", courier, object("/Subtype/Form", at(0, 100, "Ann."))))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data, maxTestText)
		if err != nil && strings.HasPrefix(err.Error(), "damaged") {
			t.Error(err) // it panicked
		}
		if err == nil && d.Pages == 0 || errors.Is(err, errEnd) {
			t.Errorf("%+v %v", d, err)
		}
	})
}
