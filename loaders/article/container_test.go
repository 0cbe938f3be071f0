package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// entry is a member of an archive that a test makes.
type entry struct {
	name, content string
	flags         uint16
	method        uint16
	link          bool
}

func zipOf(entries ...entry) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	w.RegisterCompressor(zstd.ZipMethodWinZip, zstd.ZipCompressor())
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Flags: e.flags, Method: zip.Deflate}
		if e.method != 0 {
			h.Method = e.method
		}
		if e.link {
			h.SetMode(os.ModeSymlink | 0o777)
		}
		f, err := w.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(f, e.content)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func tarOf(entries ...entry) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.content)), Mode: 0o600, Typeflag: tar.TypeReg}
		if e.link {
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, e.content, 0
		}
		err := w.WriteHeader(h)
		if err == nil && !e.link {
			_, err = io.WriteString(w, e.content)
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func zstdOf(s string) string {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

// nested puts an article into n zip files.
func nested(n int) string {
	s := zipOf(entry{name: "a.txt", content: "Ann leads Firm."})
	for range n - 1 {
		s = zipOf(entry{name: "z.zip", content: s})
	}
	return s
}

func TestArchives(t *testing.T) {
	const ann, bo = "Ann leads Firm.", "Bo leads Yard."
	long := strings.Repeat("x", maxMemberName+1) + ".txt"
	article := func(file, text string) string { return fmt.Sprintf("%s|%s||||%q", file, text, text) }
	good := []entry{{name: "b/b.txt", content: bo}, {name: "a.txt", content: ann}, {name: "pic.jpg", content: "x"}, {name: "b/.x.txt", content: "x"},
		{name: "__MACOSX/a.txt", content: "x"}, {name: "readme", content: "x"}, {name: "empty.txt"}}
	goodFates := func(file string) string {
		return strings.Join([]string{article(file+"!/b/b.txt", bo), article(file+"!/a.txt", ann), "ignored " + file + "!/pic.jpg: no reader for .jpg",
			"ignored " + file + "!/b/.x.txt: a hidden file", "ignored " + file + "!/__MACOSX/a.txt: a hidden file",
			"ignored " + file + "!/readme: a name without an ending", "rejected " + file + "!/empty.txt: the file is empty"}, "\n")
	}
	damaged := []byte(zipOf(entry{name: "a.txt", content: ann}, entry{name: "b.txt", content: bo}))
	damaged[len("PK\x03\x04")+26+len("a.txt")+3] ^= 0xFF // in the compressed data
	for _, c := range []struct{ name, content, want string }{
		{"a.zip", zipOf(good...), goodFates("a.zip")},
		{"a.tar", tarOf(good...), goodFates("a.tar")},
		{"a.tar.gz", zipped(tarOf(good...)), goodFates("a.tar.gz")},
		{"a.tgz", zipped(tarOf(good...)), goodFates("a.tgz")},
		{"a.tar.zst", zstdOf(tarOf(good...)), goodFates("a.tar.zst")},
		{"noname", zipped(tarOf(good...)), goodFates("noname")},
		{"wrong.txt", zipOf(good...), goodFates("wrong.txt")},
		{"in.zip", zipOf(entry{name: "d/i.tar.gz", content: zipped(tarOf(entry{name: "a.txt", content: ann}))}, entry{name: "b.jsonl.gz", content: zipped(`{"text":"` + bo + `"}`)}),
			article("in.zip!/d/i.tar.gz!/a.txt", ann) + "\n" + article("in.zip!/b.jsonl.gz:1", bo)},
		{"deep.zip", nested(maxNesting), article("deep.zip"+strings.Repeat("!/z.zip", maxNesting-1)+"!/a.txt", ann)},
		{"deeper.zip", nested(maxNesting + 1), "rejected deeper.zip" + strings.Repeat("!/z.zip", maxNesting) + ": nested in more than 4 archives, mails and compressions"},
		{"odd.zip", zipOf(entry{name: "../../etc/a.txt", content: ann}, entry{name: "/b\x1b[2J\n.txt", content: bo}, entry{name: "c\\d.txt", content: ann},
			entry{name: "\x91.txt", content: bo}, entry{name: long, content: ann}, entry{name: "l.txt", content: "/etc/passwd", link: true}),
			article("odd.zip!/etc/a.txt", ann) + "\n" + article("odd.zip!/b\x1b[2J\n.txt", bo) + "\n" + article("odd.zip!/c/d.txt", ann) + "\n" +
				article("odd.zip!/æ.txt", bo) + "\nrejected odd.zip!/" + long[:100] + "…: a name of 4101 bytes\nignored odd.zip!/l.txt: a link"},
		{"odd.tar", tarOf(entry{name: "./../a.txt", content: ann}, entry{name: "l.txt", content: "/etc/passwd", link: true}),
			article("odd.tar!/a.txt", ann) + "\nignored odd.tar!/l.txt: a link"},
		{"crypt.zip", zipOf(entry{name: "a.txt", content: "x", flags: 1}, entry{name: "b.txt", content: bo}),
			"rejected crypt.zip!/a.txt: it is encrypted\n" + article("crypt.zip!/b.txt", bo)},
		{"method.zip", strings.ReplaceAll(zipOf(entry{name: "a.txt", content: ann, method: zstd.ZipMethodWinZip}), "\x5d\x00", "\x09\x00"),
			"rejected method.zip!/a.txt: compressed by method 9, which is not read"},
		{"zstd.zip", zipOf(entry{name: "a.txt", content: ann, method: zstd.ZipMethodWinZip}), article("zstd.zip!/a.txt", ann)},
		{"bad.zip", string(damaged), "rejected bad.zip!/a.txt: zip: checksum error\n" + article("bad.zip!/b.txt", bo)},
		{"cut.zip", zipOf(good...)[:200], "rejected cut.zip: no zip file, or one that breaks off: its directory is not found"},
		{"cut.tar", tarOf(good...)[:2100], article("cut.tar!/b/b.txt", bo) + "\n" + article("cut.tar!/a.txt", ann) +
			"\nrejected cut.tar: member 3: the archive breaks off; what follows is not read"},
		{"none.zip", "PK", "rejected none.zip: no zip file, or one that breaks off: its directory is not found"},
		{"empty.zip", zipOf(), "rejected empty.zip: the archive is empty"},
		{"only.zip", zipOf(entry{name: "a.jpg", content: "x"}), "ignored only.zip!/a.jpg: no reader for .jpg\nrejected only.zip: no file in the archive is read; skipped: 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{c.name: c.content})
			got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, c.name)}, Options{})), "\n")
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// An archive on standard input can not be read anywhere; what is kept of it is
// gone afterwards.
func TestArchiveOnStandardInput(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	noise := make([]byte, maxInMemory)
	for i, x := 0, uint32(1); i < len(noise); i++ {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	in := zipOf(entry{name: "n.jpg", content: string(noise)}, entry{name: "a.txt", content: "Ann leads Firm."})
	during := 0
	for a, err := range NewSource([]string{"-"}, Options{Stdin: strings.NewReader(in)}).Articles(context.Background()) {
		files, _ := os.ReadDir(tmp)
		during = len(files)
		if err == nil && a.Source != "-!/a.txt" {
			t.Errorf("source %s", a.Source)
		}
	}
	if files, _ := os.ReadDir(tmp); during != 1 || len(files) != 0 {
		t.Errorf("%d files while it was read, %d after", during, len(files))
	}
}

func TestFolderOfNothing(t *testing.T) {
	dir := write(t, map[string]string{"a/x.jpg": "x", "a/y.png": "x", "b/x.jpg": "x", "b/c.txt": "Ann leads Firm."})
	os.Mkdir(filepath.Join(dir, "e"), 0o755)
	got := strings.Join(list(dir, NewSource([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "e")}, Options{})), "\n")
	want := "ignored a/x.jpg: no reader for .jpg\nignored a/y.png: no reader for .png\nrejected a: no file in the folder is read; skipped: 2\n" +
		"b/c.txt|Ann leads Firm.||||\"Ann leads Firm.\"\nignored b/x.jpg: no reader for .jpg\nrejected e: the folder is empty"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What unfolds without end is refused in bounded time and memory.
func TestBombs(t *testing.T) {
	if testing.Short() {
		t.Skip("unfolds gigabytes")
	}
	many := make([]entry, 0, maxMembers+2)
	for i := range maxMembers + 2 {
		many = append(many, entry{name: fmt.Sprintf("%d.x", i)})
	}
	for _, c := range []struct{ name, content, want string }{
		{"lines.jsonl.gz", gzipOf(io.LimitReader(zeroReader{}, 3<<30)), errUnfolds.Error()},
		{"bomb.tar.gz", gzipOf(io.MultiReader(strings.NewReader(tarHeader("z.jsonl", 3<<30)), io.LimitReader(zeroReader{}, 3<<30))), errUnfolds.Error()},
		{"many.tar", tarOf(many...), errMembers.Error()},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		runtime.GC()
		var last error
		peak := peakOf(func() {
			for _, err := range NewSource([]string{path}, Options{}).Articles(context.Background()) {
				if r := (*Rejection)(nil); errors.As(err, &r) {
					last = err
				}
			}
		})
		t.Logf("%-16s %4d MB, %v", c.name, peak>>20, last)
		if last == nil || !strings.Contains(last.Error(), c.want) || peak > 500<<20 {
			t.Errorf("%s: %d MB, %v", c.name, peak>>20, last)
		}
	}
}

// tarHeader begins a tar file with a member of that size.
func tarHeader(name string, size int64) string {
	var b bytes.Buffer
	if err := tar.NewWriter(&b).WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, Typeflag: tar.TypeReg}); err != nil {
		panic(err)
	}
	return b.String()
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func FuzzContainers(f *testing.F) {
	ann := entry{name: "d/a.txt", content: "Ann leads Firm."}
	for _, seed := range []string{zipOf(ann), tarOf(ann), zipped(tarOf(ann)), zstdOf(tarOf(ann)), nested(3), zipOf(entry{name: "l", content: "x", link: true}),
		zipOf(entry{name: "a.txt", content: "x", flags: 1})} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		NewSource(nil, Options{MaxBytes: 1 << 16}).stream("f", "", bytes.NewReader(data), func(a Article, err error) bool {
			if err == nil && a.Text == "" || err != nil && err.Error() == "" {
				t.Error("nothing said")
			}
			return true
		})
	})
}
