package nquads

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"newsgraph/schema"
)

func TestErrorsSayWhere(t *testing.T) {
	for in, want := range map[string]string{
		"<a:b> <a:b> <a:b> .\n\n<a:b> <a:b> æ .":             `line 3, column 13: want an object, found 'æ'`,
		"<a:b> <a:b> \"x\" <a:b>":                            `line 1, column 22: want a graph or '.', found the end of the line`,
		"# c\r\n<a:b> <a:b> <a:b> <a:b> <a:b> .":             `line 2, column 25: want a graph or '.', found '<'`,
		"<a:b> \"p\" <a:b> .":                                `line 1, column 7: want a predicate (an IRI in <>), found '"'`,
		"\"s\" <a:b> <a:b> .":                                `line 1, column 1: want a subject, found '"'`,
		"<a:b> <a:b> <a: b> .":                               `line 1, column 16: ' ' is not allowed in an IRI`,
		"<a:b> <a:b> <a:b .":                                 `line 1, column 17: ' ' is not allowed in an IRI`,
		"<a:b> <a:b> <a:b":                                   `line 1, column 13: the IRI has no closing '>'`,
		"<a:b> <a:b> <ab> .":                                 `line 1, column 13: parse IRI "ab": not absolute (no scheme)`,
		"<a:b> <a:b> <a:\\u0020> .":                          `line 1, column 13: parse IRI "a: ": character ' ' at byte 2 is not allowed`,
		"<a:b> <a:b> \"x .":                                  `line 1, column 13: the string has no closing '"'`,
		"<a:b> <a:b> \"æ\\x\" .":                             `line 1, column 15: \ with 'x' is not an escape here`,
		"<a:b> <a:b> \"\\uD800\" .":                          `line 1, column 14: \uD800 is not a Unicode character`,
		"<a:b> <a:b> \"\\U00110000\" .":                      `line 1, column 14: \U00110000 is not a Unicode character`,
		"<a:b> <a:b> \"\\u12\" .":                            `line 1, column 14: \u wants 4 hexadecimal digits, found "12\" "`,
		"<a:b> <a:b> \"\\u":                                  `line 1, column 14: \u wants 4 hexadecimal digits`,
		"<a:b> <a:b> \"\xff\" .":                             `line 1, column 14: byte 0xFF is not UTF-8`,
		"<a:b> <a:b> <a:b> . # \xff":                         `line 1, column 23: byte 0xFF in the comment is not UTF-8`,
		"\xff":                                               `line 1, column 1: want a subject, found the byte 0xFF, which is not UTF-8`,
		"<a:b> <a:b> \"x\"@1 .":                              `line 1, column 16: bad language tag "@1"`,
		"<a:b> <a:b> \"x\"^^a .":                             `line 1, column 18: want a datatype (an IRI in <>), found 'a'`,
		"<a:b> <a:b> \"x\"^a .":                              `line 1, column 16: want ^^ and a datatype`,
		"_x <a:b> <a:b> .":                                   `line 1, column 1: want a blank node, which begins with "_:"`,
		"_:-x <a:b> <a:b> .":                                 `line 1, column 1: parse blank node "-x": not a valid label`,
		"<a:b> <a:b> <a:b> . <a:b> <a:b> <a:b> .":            `line 1, column 21: want the end of the line after '.', found '<'`,
		"<a:b> <a:b> <a:b> .\n" + strings.Repeat("x", 100):   `line 2, column 1: the line is longer than 90 bytes`,
		"<a:b> <a:b> \"x\"^^<" + schema.RDF + "langString>.": `line 1, column 16: make literal "x": rdf:langString needs a language tag`,
	} {
		_, err := readAll([]byte(in), Options{MaxLine: 90})
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != want {
			t.Errorf("%q:\ngot  %v\nwant %s", in, err, want)
		}
	}
}

func TestReaderGoesOnAfterSyntaxError(t *testing.T) {
	r := NewReader(strings.NewReader("bad\n<a:s> <a:p> <a:o> .\n"+strings.Repeat("y", 200000)+"\n<a:s> <a:p> \"2\" ."), Options{MaxLine: 1000})
	var got []string
	for {
		q, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, q.NQ())
	}
	want := "line 1, column 1: want a subject, found 'b'\n<a:s> <a:p> <a:o> .\nline 3, column 1: the line is longer than 1000 bytes\n<a:s> <a:p> \"2\" ."
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestLexicalFormsSurvive(t *testing.T) {
	in := "<a:s> <a:p> \"01\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n" +
		"<a:s> <a:p> \"2020-01-01T00:00:00.120Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime> <a:g> .\n" +
		"<a:s> <a:p> \"\\t\\u0001é\U0001F600\"@en-GB _:g .\n"
	quads, err := readAll([]byte(in), Options{})
	if err != nil || write(t, quads) != in {
		t.Errorf("%v\ngot  %s\nwant %s", err, write(t, quads), in)
	}
}

func TestStreamErrorIsKept(t *testing.T) {
	broken := errors.New("cable cut")
	r := NewReader(io.MultiReader(strings.NewReader("<a:s> <a:p> <a:o> .\n<a:s"), iotest.ErrReader(broken)), Options{})
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := r.Read(); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
}

func TestWriterRefusesIncompleteQuads(t *testing.T) {
	i := schema.MustIRI("a:b")
	for _, q := range []schema.Quad{{}, {Predicate: i, Object: i}, {Subject: i, Object: i}, {Subject: i, Predicate: i}, {Subject: i, Predicate: i, Object: i, Graph: schema.IRI{}}} {
		if err := NewWriter(io.Discard).Write(q); err == nil {
			t.Errorf("wrote %+v", q)
		}
	}
}

func TestFiles(t *testing.T) {
	text := strings.Repeat("<a:s> <a:p> \"x\" .\n", 10000)
	for _, name := range []string{"x.nq", "x.nq.gz", "x.nq.zst"} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
		w, err := CreateFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
		if old, _ := os.ReadFile(path); string(old) != "old" {
			t.Errorf("%s: the old file changed before Close", name)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if raw, _ := os.ReadFile(path); (len(raw) == len(text)) != (name == "x.nq") {
			t.Errorf("%s has %d bytes", name, len(raw))
		}
		r, err := OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != text || r.Close() != nil {
			t.Errorf("%s: read back %d bytes, %v", name, len(got), err)
		}
	}
	for _, name := range []string{"none.nq", "bad.gz"} {
		path := filepath.Join(t.TempDir(), name)
		if name == "bad.gz" {
			os.WriteFile(path, []byte("not gzip"), 0o600)
		}
		if _, err := OpenFile(path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzReader: what is read can be written and read again, and how the stream
// is cut into reads makes no difference.
func FuzzReader(f *testing.F) {
	seeds, err := filepath.Glob("testdata/w3c/*.nq")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, s := range seeds {
		data, err := os.ReadFile(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("<a:s> <a:p> \"x\"@en . # c\r\r\n_:b.c <a:p> \"\\u00e6\" _:g.\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		quads, err := readAll(data, Options{MaxLine: 1 << 16})
		text := write(t, quads)
		again, err2 := readAll([]byte(text), Options{})
		if err2 != nil || write(t, again) != text {
			t.Fatalf("write then read: %v\n%s", err2, text)
		}
		var chunked []schema.Quad
		var err3 error
		for q, err := range NewReader(iotest.OneByteReader(bytes.NewReader(data)), Options{MaxLine: 1 << 16}).All() {
			if err3 = err; err == nil {
				chunked = append(chunked, q)
			}
		}
		if write(t, chunked) != text || (err == nil) != (err3 == nil) || err != nil && err.Error() != err3.Error() {
			t.Fatalf("in chunks: %v, whole: %v", err3, err)
		}
	})
}

func BenchmarkReader(b *testing.B) {
	line := "<urn:newsgraph:person/a-b> <urn:newsgraph:leads> <urn:newsgraph:company/c> <urn:newsgraph:article/x> .\n" +
		"<urn:newsgraph:claim/0123456789abcdef> <urn:newsgraph:quote> \"She said \\\"no\\\" to the plan in 2019.\" <urn:newsgraph:article/x> .\n"
	data := []byte(strings.Repeat(line, 5000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if quads, err := readAll(data, Options{}); err != nil || len(quads) != 10000 {
			b.Fatal(err)
		}
	}
	b.ReportMetric(10000*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
}
