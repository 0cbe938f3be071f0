package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"sync/atomic"

	"github.com/klauspost/compress/zstd"
)

// Bounds of what one file holds, however deep. Real archives stay far below
// them; they stop what was made to unfold without end.
const (
	maxNesting    = 4       // archives, mails and compressions around an article
	maxMembers    = 200_000 // of one file, those of archives in it included
	maxMemberName = 4 << 10 // bytes
	// What a file unfolds to: freely so much, and beyond it so many times its
	// size. Pages compress to a tenth; a bomb is a thousand times its size.
	freeUnfold  = 1 << 30
	timesUnfold = 100
	maxSpool    = 1 << 30 // of an archive that lies in another, kept on disk while it is read
	maxInMemory = 4 << 20 // of it before it goes to disk
)

var (
	errTooDeep = &hintedError{fmt.Errorf("nested in more than %d archives, mails and compressions", maxNesting), "unpack it and load the folder"}
	errMembers = &hintedError{fmt.Errorf("more than %d members; those that follow are not read", maxMembers), "unpack it and load the folder"}
	errUnfolds = &hintedError{fmt.Errorf("it unfolds to more than %d times its size", timesUnfold), "unpack it and load the folder"}
)

var errCompound = &hintedError{errors.New("an encrypted office file, or one of before 2007"), "save it as .docx without a password"}

// allowance is what a file may still unfold to.
type allowance struct {
	members  int
	unfolded int64
	packed   *atomic.Int64 // bytes of the file that were read
	before   int64         // of them, those of files before it
}

func newAllowance(packed *atomic.Int64) *allowance {
	return &allowance{members: maxMembers, packed: packed, before: packed.Load()}
}

// unfolding reads what comes out of an archive or a compression.
type unfolding struct {
	r    io.Reader
	left *allowance
}

func (u unfolding) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	u.left.unfolded += int64(n)
	if u.left.spent() {
		return 0, errUnfolds
	}
	return n, err
}

func (a *allowance) spent() bool {
	return a.unfolded > freeUnfold+timesUnfold*(a.packed.Load()-a.before)
}

// countingReaderAt is countingReader for an io.ReaderAt.
type countingReaderAt struct {
	r io.ReaderAt
	n *atomic.Int64
}

func (c countingReaderAt) ReadAt(p []byte, at int64) (int, error) {
	n, err := c.r.ReadAt(p, at)
	c.n.Add(int64(n))
	return n, err
}

// contains reads in if it is something with files in it, which goes by how it
// begins before how it is called, and reports whether it is.
func (s *Source) contains(in input, head []byte, br *bufio.Reader, out yieldFunc) bool {
	begins := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	var read func(input, *bufio.Reader, yieldFunc)
	switch {
	case begins("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"): // a Compound File, in which Office keeps what is encrypted
		out(Article{}, reject(in.file, 0, errCompound))
		return true
	case begins("\x1F\x8B") || in.packed == ".gz":
		read = s.gzip
	case begins("\x28\xB5\x2F\xFD") || in.packed == ".zst":
		read = s.zstd
	case begins("PK\x03\x04") || begins("PK\x05\x06") || in.ext == ".zip" || in.ext == ".docx" || in.ext == ".odt":
		read = s.zip
	case isTar(head) || in.ext == ".tar":
		read = s.tar
	case in.ext == ".mbox" || in.ext == "" && mboxLine.Match(head):
		read = s.mbox
	case in.ext == ".eml" || in.ext == ".mht" || in.ext == ".mhtml" || in.ext == "" && looksLikeMail(head):
		read = s.mail
	case begins("%PDF-") || in.ext == ".pdf":
		s.pdf(in, br, out)
		return true
	default:
		return false
	}
	if in.depth >= maxNesting {
		out(Article{}, reject(in.file, 0, errTooDeep))
		return true
	}
	in.depth++
	read(in, br, out)
	return true
}

func (s *Source) gzip(in input, br *bufio.Reader, out yieldFunc) {
	z, err := gzip.NewReader(br)
	if err != nil {
		out(Article{}, reject(in.file, 0, fmt.Errorf("read gzip: %w", err)))
		return
	}
	in.packed, in.at = "", nil
	s.open(in, unfolding{z, in.left}, out)
}

func (s *Source) zstd(in input, br *bufio.Reader, out yieldFunc) {
	z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(max(s.o.MaxBytes, 128<<20))))
	if err != nil {
		out(Article{}, reject(in.file, 0, fmt.Errorf("read zstd: %w", err)))
		return
	}
	defer z.Close()
	in.packed, in.at = "", nil
	s.open(in, unfolding{z, in.left}, out)
}

// members reads the members of one archive and counts what becomes of them.
type members struct {
	s    *Source
	in   input // the archive
	out  yieldFunc
	more bool // out wants more
	// what was told of members that are none of the archive's own faults
	told, skipped int
}

func (s *Source) members(in input, out yieldFunc) *members {
	return &members{s: s, in: in, out: out, more: true}
}

// yield hands on what a member gives.
func (m *members) yield(a Article, err error) bool {
	var ignored *Ignored
	if errors.As(err, &ignored) {
		m.skipped++
	} else {
		m.told++
	}
	m.more = m.out(a, err)
	return m.more
}

func (m *members) file(name string) string { return m.in.file + "!/" + name }

func (m *members) reject(name string, err error) bool {
	return m.yield(Article{}, reject(m.file(name), 0, err))
}

func (m *members) skip(name, why string) bool {
	return m.yield(Article{}, &Ignored{m.file(name), why})
}

// admit reports whether the member may be read, or tells why it is not.
func (m *members) admit(name string) bool {
	m.in.left.members--
	switch {
	case len(name) > maxMemberName:
		m.reject(name[:100]+"…", fmt.Errorf("a name of %d bytes", len(name)))
	case m.in.left.members < 0:
		m.fail(errMembers)
		m.more = false
	case m.in.left.spent():
		m.fail(errUnfolds)
		m.more = false
	case hiddenMember(name):
		m.skip(name, "a hidden file")
	case unreadable(name) != "":
		m.skip(name, unreadable(name))
	default:
		return true
	}
	return false
}

// hiddenMember reports whether a part of the path begins with a dot, or is what
// macOS adds to archives.
func hiddenMember(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	return false
}

// read reads a member that was admitted.
func (m *members) read(name string, r io.Reader) {
	in := input{file: m.file(name), ext: extension(name), packed: compression(name), depth: m.in.depth, left: m.in.left}
	m.s.open(in, unfolding{r, m.in.left}, m.yield)
}

// fail tells what is wrong with the archive itself.
func (m *members) fail(err error) {
	m.told++
	m.more = m.more && m.out(Article{}, reject(m.in.file, 0, err))
}

// end tells of an archive that gave nothing.
func (m *members) end() {
	if m.more && m.told == 0 {
		m.fail(nothingRead("archive", m.skipped))
	}
}

// memberName is a name as archives have it, with slashes, without what leads
// to its root, and as valid UTF-8.
func memberName(name string) string {
	if !strings.Contains(name, "/") {
		name = strings.ReplaceAll(name, `\`, "/")
	}
	return strings.ToValidUTF8(strings.TrimPrefix(path.Clean("/"+name), "/"), "\uFFFD")
}

// spool keeps r where it can be read anywhere, in memory or in a file that is
// gone when done is called.
func spool(r io.Reader) (at io.ReaderAt, size int64, done func(), err error) {
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, maxInMemory); errors.Is(err, io.EOF) {
		return bytes.NewReader(b.Bytes()), int64(b.Len()), func() {}, nil
	} else if err != nil {
		return nil, 0, nil, err
	}
	f, err := os.CreateTemp("", "newsgraph-*")
	if err != nil {
		return nil, 0, nil, fmt.Errorf("make room for an archive: %w", err)
	}
	done = func() {
		f.Close()
		os.Remove(f.Name())
	}
	size, err = io.Copy(f, io.MultiReader(&b, io.LimitReader(r, maxSpool)))
	if err == nil && size > maxSpool {
		err = &hintedError{fmt.Errorf("an archive of more than %d bytes that is compressed or in another", int64(maxSpool)), "unpack it and load the folder"}
	}
	if err != nil {
		done()
		return nil, 0, nil, err
	}
	return f, size, done, nil
}
