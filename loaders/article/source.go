package article

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Options bounds and feeds a Source. The zero value works.
type Options struct {
	// MaxBytes is the longest article, after decompression; 0 means 16 MiB.
	MaxBytes int64
	// Stdin is what the path "-" reads; nil means that "-" is refused.
	Stdin io.Reader
}

const defaultMaxBytes = 16 << 20

// Source reads articles from paths in order: files as they are, folders
// recursively in the order of their names, "-" from standard input. The format
// goes by the name, else by the content (docs/formats.md); what is in an
// archive or a mail is read in its order, under the name "ARCHIVE!/MEMBER". Of
// a folder or an archive, what is hidden (".x") or has a name that no reader
// knows is skipped. Memory is bounded by the longest article.
type Source struct {
	paths []string
	o     Options
	read  atomic.Int64
	root  root
	known map[string]string // with several paths: the root of each path under it that is an id
}

// NewSource makes a source; nothing is opened yet.
func NewSource(paths []string, o Options) *Source {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	return &Source{paths: paths, o: o}
}

// Read is how many bytes of the files, compressed as they are, were read so
// far. It is safe for concurrent use.
func (s *Source) Read() int64 { return s.read.Load() }

// Total is how many bytes there are to read, -1 if that is unknown (standard
// input, a pipe).
func (s *Source) Total() int64 {
	total := int64(0)
	for _, p := range s.paths {
		info, err := os.Stat(p)
		switch {
		case p == "-" || err == nil && !info.IsDir() && !info.Mode().IsRegular():
			return -1
		case err != nil:
		case !info.IsDir():
			total += info.Size()
		default:
			s.walk(p, func(file string, err error) bool {
				if info, e := os.Stat(file); err == nil && e == nil {
					total += info.Size()
				}
				return true
			})
		}
	}
	return total
}

// Articles reads them one after the other. An error is a *Rejection, an
// *Ignored or a *Note, after which reading goes on, or ctx's error, which is the last.
func (s *Source) Articles(ctx context.Context) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		ok := true // yield wants more
		out := func(a Article, err error) bool {
			if ok && ctx.Err() != nil {
				yield(Article{}, ctx.Err())
				ok = false
			}
			ok = ok && yield(a, err)
			return ok
		}
		for _, p := range s.paths {
			if !ok {
				return
			}
			info, err := os.Stat(p)
			s.root = rootOf(p, err == nil && info.IsDir())
			switch {
			case p == "-":
				s.stdin(out)
			case err != nil:
				out(Article{}, reject(p, 0, err))
			case !info.IsDir():
				s.file(p, out)
			default:
				s.folder(p, out)
			}
		}
	}
}

type yieldFunc func(Article, error) bool

// reject makes a Rejection and knows what can be done about common causes.
func reject(file string, line int, err error) *Rejection {
	r := &Rejection{File: file, Line: line, Cause: err}
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		r.Cause = pathErr.Err // the path is in File
	}
	var enc *encodingError
	var long *errTooLong
	var field *errField
	var hinted *hintedError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Hint = "check the path"
	case errors.Is(err, fs.ErrPermission):
		r.Hint = "make it readable (chmod +r)"
	case errors.As(err, &enc):
		r.Line = enc.line
		r.Hint = "convert it with: iconv -f ENCODING -t UTF-8"
	case errors.As(err, &long):
		r.Hint = "raise --max-article if it is one article"
	case errors.As(err, &field) && field.name == "text" && field.max > 0:
		r.Hint = "split it: it is more than one article"
	case errors.As(err, &hinted):
		r.Hint = hinted.hint
	case errors.Is(err, errBinary):
		r.Hint = "save the article as text or HTML"
	}
	return r
}

func (s *Source) stdin(out yieldFunc) {
	if s.o.Stdin == nil {
		out(Article{}, reject("-", 0, errors.New("there is no standard input")))
		return
	}
	s.stream("-", "", s.o.Stdin, out)
}

// countingReader adds what is read to a Source's count.
type countingReader struct {
	r io.Reader
	n *atomic.Int64
}

func (c countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

func (s *Source) file(path string, out yieldFunc) {
	f, err := os.Open(path)
	if err != nil {
		out(Article{}, reject(path, 0, err))
		return
	}
	defer f.Close()
	in := input{file: path, ext: extension(path), packed: compression(path), left: newAllowance(&s.read)}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		in.at, in.size = countingReaderAt{f, &s.read}, info.Size()
	}
	s.open(in, countingReader{f, &s.read}, out)
}

// stream reads one file's content; ext is "" when the name says nothing.
func (s *Source) stream(file, ext string, r io.Reader, out yieldFunc) {
	left := newAllowance(new(atomic.Int64))
	s.open(input{file: file, ext: ext, left: left}, countingReader{r, left.packed}, out)
}

// input is a file, or a member of an archive, that is to be read.
type input struct {
	file   string // as it is told
	ext    string // of its name, without the compression; "" when the name says nothing
	packed string // ending of its name that is a compression, or ""
	depth  int    // of archives, mails and compressions that it lies in
	left   *allowance
	at     io.ReaderAt // its content if that can be read anywhere, else nil
	size   int64       // of at
}

// open reads what in is, from its beginning at r.
func (s *Source) open(in input, r io.Reader, out yieldFunc) {
	br := bufio.NewReaderSize(r, 64<<10)
	br.Peek(1)                                   // what one read gives: a pipe may be slow
	head, _ := br.Peek(min(br.Buffered(), 1024)) // an error comes again when it is read
	file, ext := in.file, in.ext
	if s.contains(in, head, br, out) {
		return
	}
	e, mark, isWide := wide(head)
	if isWide {
		head, _ = unicode.UTF16(e, unicode.UseBOM).NewDecoder().Bytes(head)
	}
	switch {
	case ext == ".jsonl" || ext == ".ndjson" || ext != ".json" && looksLikeJSONLines(head):
		if isWide {
			br.Discard(mark)
			br = bufio.NewReader(transform.NewReader(br, unicode.UTF16(e, unicode.IgnoreBOM).NewDecoder()))
		}
		s.jsonLines(file, br, out)
		return
	case ext == ".warc" || ext == "" && bytes.HasPrefix(head, []byte("WARC/1.")):
		s.warc(file, br, out)
		return
	case ext == ".arc" || bytes.HasPrefix(head, []byte(arcVersion)):
		s.arc(file, br, out)
		return
	}
	data, err := io.ReadAll(io.LimitReader(br, s.o.MaxBytes+1))
	if err == nil && int64(len(data)) > s.o.MaxBytes {
		err = &errTooLong{s.o.MaxBytes}
	}
	if err != nil {
		out(Article{}, reject(file, 0, err))
		return
	}
	if len(data) == 0 {
		out(Article{}, reject(file, 0, errors.New("the file is empty")))
		return
	}
	var one raw
	switch {
	case ext == ".json":
		s.json(file, data, out)
		return
	case ext == ".html" || ext == ".htm" || ext == ".xhtml" || ext != ".txt" && looksLikeHTML(string(head)):
		list, err := parsePage(data, "", "")
		if err != nil {
			out(Article{}, reject(file, 0, err))
			return
		}
		s.finishAll(file, "", list, out)
		return
	case ext == ".xml" || ext == ".rss" || ext == ".atom" || ext != ".txt" && looksLikeFeed(head):
		s.feed(file, data, out)
		return
	default:
		one, err = readPlain(data, "")
	}
	s.finish(file, 0, one, err, out)
}

// finish hands on one article or the reason why it is none.
func (s *Source) finish(file string, line int, r raw, err error, out yieldFunc) bool {
	var a Article
	if err == nil {
		r.file, r.line = file, line
		r.origin = s.root.origin(file)
		if line == 0 && r.part == "" && s.root.folder != "-" {
			r.whole = r.origin.File
			if r.number > 0 {
				r.whole += fmt.Sprint("#", r.number+1)
			}
		}
		a, err = r.finish()
	}
	if err == nil && a.ID != "" && a.ID == norm.NFC.String(r.whole) {
		err = s.twice(a)
	}
	if err != nil {
		return out(Article{}, reject(file, line, err))
	}
	return noteLost(file, cmp.Or(line, r.lost.line), r.part, r.lost, out) && out(a, nil)
}

// finishAll hands on the articles of a page, or of a part of a file.
func (s *Source) finishAll(file, part string, list []raw, out yieldFunc) bool {
	for i, r := range list {
		r.part, r.number = part, i
		if !s.finish(file, 0, r, nil, out) {
			return false
		}
	}
	return true
}

// noteLost tells of characters that were lost in a file, or in a part of it.
func noteLost(file string, line int, part string, l lost, out yieldFunc) bool {
	note := l.note()
	if note == "" {
		return true
	}
	if part != "" {
		line, note = 0, part+": "+note
	}
	return out(Article{}, &Note{file, line, note})
}

func looksLikeJSONLines(head []byte) bool {
	s := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(s, "{") && strings.HasPrefix(strings.TrimLeft(s[1:], " \t"), `"`)
}

func (s *Source) jsonLines(file string, br *bufio.Reader, out yieldFunc) {
	lines := lineReader{r: br, max: s.o.MaxBytes}
	some := false
	for {
		line, err := lines.next()
		var long *errTooLong
		switch {
		case errors.Is(err, io.EOF):
			if !some {
				out(Article{}, reject(file, 0, errors.New("the file is empty")))
			}
			return
		case errors.As(err, &long):
			some = true
			if !out(Article{}, reject(file, lines.line, long)) {
				return
			}
			continue
		case err != nil:
			out(Article{}, reject(file, lines.line, err))
			return
		}
		if lines.line == 1 {
			line = []byte(strings.TrimPrefix(string(line), "\ufeff"))
		}
		if len(strings.TrimSpace(string(line))) == 0 {
			continue
		}
		some = true
		r, err := readRecord(line)
		if !s.finish(file, lines.line, r, err, out) {
			return
		}
	}
}
