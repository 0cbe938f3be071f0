package article

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// mailOf is a message of these lines.
func mailOf(lines ...string) string { return strings.Join(lines, "\r\n") + "\r\n" }

func base64Of(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

const newsletter = "<html><head><title>Mail</title></head><body><p>Ann Boe leads Firm.</p><p>Bo Lind left Yard.</p></body></html>"

func TestMail(t *testing.T) {
	head := []string{"From: =?iso-8859-1?Q?Sk=E6rg=E5rdsposten?= <news@skerry.example>", "Subject: =?utf-8?B?" + base64Of("Rederi får ny chef") + "?=",
		"Date: Tue, 3 Mar 2026 23:30:00 -0500 (EST)", "Message-ID: <a.1@skerry.example>", "MIME-Version: 1.0"}
	with := func(lines ...string) string { return mailOf(append(append([]string{}, head...), lines...)...) }
	const fields = "|Rederi får ny chef|Skærgårdsposten|2026-03-03||"
	mixed := with(`Content-Type: multipart/mixed; boundary="b"`, "", "preamble", "--b", "Content-Type: multipart/alternative; boundary=c", "",
		"--c", "Content-Type: text/plain", "", "Ann in plain words.", "--c", "Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", base64Of(newsletter), "--c--",
		"--b", "Content-Type: text/plain; name=\"=?utf-8?Q?l=C3=A6s.txt?=\"", "Content-Disposition: attachment", "", "Carl leads Dock.",
		"--b", "Content-Type: image/png", "Content-Disposition: inline; filename=logo.png", "", "x",
		"--b", "Content-Type: application/zip", "Content-Disposition: attachment; filename=\"../a.zip\"", "Content-Transfer-Encoding: base64", "",
		base64Of(zipOf(entry{name: "d.txt", content: "Dan leads Mill."})), "--b", "Content-Type: message/rfc822", "", "Subject: Inner", "", "Eva leads Pier.", "--b--")
	mixedFates := func(file, base string) string {
		return strings.Join([]string{base + `!/læs.txt|Carl leads Dock.||||"Carl leads Dock."`, "ignored " + base + "!/logo.png: no reader for .png",
			base + `!/a.zip!/d.txt|Dan leads Mill.||||"Dan leads Mill."`, base + `!/part-8.eml|Inner||||"Eva leads Pier."`,
			file + fields + `"Mail\n\nAnn Boe leads Firm.\n\nBo Lind left Yard."`}, "\n")
	}
	for _, c := range []struct{ name, content, want string }{
		{"plain.eml", with("Content-Type: text/plain; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "Ann leads Sm=F8rrebr=", "=F8d."), "plain.eml" + fields + `"Ann leads Smørrebrød."`},
		{"wrong.eml", with("Content-Type: text/plain; charset=us-ascii", "", latin1("Ann leads Smørrebrød.")), "wrong.eml" + fields + `"Ann leads Smørrebrød."`},
		{"wrapped.eml", with("", "Ann Boe, who led the firm for many years until the spring of last year, has", "resigned. She is", "", "> Bo said this.", "Bo stays.", "-- ", "Ann Boe, Firm"),
			"wrapped.eml" + fields + `"Ann Boe, who led the firm for many years until the spring of last year, has resigned. She is\n\nBo stays."`},
		{"flowed.eml", with("Content-Type: text/plain; format=flowed", "", "Ann leads ", "Firm. ", "Bo left.", " From Hull."), "flowed.eml" + fields + `"Ann leads Firm. Bo left.\n\nFrom Hull."`},
		{"mixed.eml", mixed, mixedFates("mixed.eml", "mixed.eml")},
		{"noname", mixed, mixedFates("noname", "noname")},
		{"cut.eml", with(`Content-Type: multipart/mixed; boundary="b"`, "", "--b", "Content-Type: text/plain", "", "Ann leads Firm.", "--b", "Content-Type: application/pdf", "", "%PDF-1"),
			"rejected cut.eml!/part-3.pdf: the record breaks off; nothing of it is read\nnote cut.eml: its end is not read: the record breaks off; nothing of it is read\ncut.eml" + fields + `"Ann leads Firm."`},
		{"empty.eml", with("", ""), "rejected empty.eml: no text in it"},
		{"none.eml", "Ann leads Firm.\n\nIt is so.", "rejected none.eml: no mail: malformed MIME header line: Ann leads Firm."},
		{"bare.eml", mailOf("From: news@skerry.example", "Date: soon", "", "Ann leads Firm."), "note bare.eml: its date \"soon\" is no date\nbare.eml|Ann leads Firm.|skerry.example|||\"Ann leads Firm.\""},
		{"page.mhtml", mailOf("From: <Saved by Browser>", "Snapshot-Content-Location: https://skerry.example/a", "Subject: Rederi", "Date: Tue, 3 Mar 2026 23:30:00 -0000", "MIME-Version: 1.0",
			`Content-Type: multipart/related; type="text/html"; boundary="b"`, "", "--b", "Content-Type: text/html", "Content-Location: https://skerry.example/a", "", "<html><p>Ann Boe leads Firm.</p></html>",
			"--b", "Content-Type: image/png", "Content-Location: https://skerry.example/a.png", "", "x", "--b--"), `page.mhtml|Rederi||||"Ann Boe leads Firm."`},
		{"cte.eml", with("Content-Transfer-Encoding: uuencode", "", "x"), "rejected cte.eml: Content-Transfer-Encoding \"uuencode\" is not known"},
		{"head.eml", "X: " + strings.Repeat("x", maxMailHead), "rejected head.eml: message: header exceeds maximum size"},
		{"parts.eml", with("Content-Type: multipart/mixed; boundary=a", "") + deepMail(), "rejected parts.eml: more parts than a message can have"},
		{"box.mbox", "From a@b Tue Mar  3 10:00:00 2026\n" + strings.ReplaceAll(mixed, "\r\n", "\n") + "\nFrom a@b Tue Mar  3 10:00:01 2026\nSubject: Two\n\n>From Hull came Bo.\n>>From Rome, too.\n\nFrom here on it is text.\n\n" +
			"From a@b Tue Mar  3 10:00:02 2026\nno mail\n\nFrom a@b Tue Mar  3 10:00:03 2026\nSubject: Four\n\nBo left.", strings.Replace(mixedFates("box.mbox:1", "box.mbox!/1"), "\nignored", "\nignored", 1) +
			"\n" + `box.mbox:47|Two||||"From Hull came Bo.\n\nFrom here on it is text."` + "\nrejected box.mbox:55: no mail: malformed MIME header line: no mail\n" + `box.mbox:58|Four||||"Bo left."`},
		{"none.mbox", "Ann leads Firm.", "rejected none.mbox: no message in it"},
		{"in.zip", zipOf(entry{name: "m/a.eml", content: with("", "Ann leads Firm.")}), "in.zip!/m/a.eml" + fields + `"Ann leads Firm."`},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.name: c.content})
			if got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.name)}, Options{})), "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// deepMail is parts in parts, each with a boundary of its own.
func deepMail() string {
	out := ""
	for i := range maxMailDepth + 2 {
		out += fmt.Sprintf("--%c\r\nContent-Type: multipart/mixed; boundary=%c\r\n\r\n", 'a'+i, 'b'+i)
	}
	return out
}

func TestMailIdentity(t *testing.T) {
	dir := write(t, map[string]string{"a.eml": mailOf("Message-ID: <a.1@skerry.example>", "From: x@y.example", "", "Ann leads Firm."),
		"b.eml": mailOf("Message-ID: <no id>", "From: x@y.example", "", "Ann leads Firm."),
		"c.mht": mailOf("Snapshot-Content-Location: https://skerry.example/a", "Message-ID: <a.1@skerry.example>", "Content-Type: text/html", "", "<p>Ann leads Firm.")})
	var got []string
	for a, err := range NewSource([]string{dir}, Options{}).Articles(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%v %s %s", a.ID == "mid:a.1@skerry.example", a.URL, a.Publisher))
	}
	if want := "true  y.example|false  y.example|false https://skerry.example/a "; strings.Join(got, "|") != want {
		t.Errorf("got %q", got)
	}
}

func FuzzMail(f *testing.F) {
	f.Add([]byte(mailOf("From: Ann <a@b.example>", "Subject: =?utf-8?Q?x?=", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "Ann leads Firm.", "--b",
		"Content-Type: text/html", "", newsletter, "--b", "Content-Disposition: attachment; filename=a.txt", "Content-Transfer-Encoding: base64", "", "QW5u", "--b--")), false)
	f.Add([]byte("From a@b Tue Mar  3 10:00:01 2026\nSubject: Two\n\n>From Hull.\n\nFrom a@b Tue Mar  3 10:00:01 2026\n\n"), true)
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: text/plain; format=flowed; delsp=yes\n\nAnn \nleads\n > x\n-- \nBo"), false)
	f.Fuzz(func(t *testing.T, data []byte, box bool) {
		ext, n := ".eml", 0
		if box {
			ext = ".mbox"
		}
		NewSource(nil, Options{MaxBytes: 1 << 16}).stream("f", ext, bytes.NewReader(data), func(a Article, err error) bool {
			n++
			return true
		})
		if n == 0 {
			t.Error("nothing was told")
		}
	})
}
