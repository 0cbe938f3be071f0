package article

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
)

// maxDirectory bounds the list of members of a zip file, which is kept in
// memory at about six times its size. An entry has some hundred bytes.
const maxDirectory = 32 << 20

// zip reads the text document that a zip file is, or its members (APPNOTE
// 6.3.10) in the order of its directory.
func (s *Source) zip(in input, br *bufio.Reader, out yieldFunc) {
	if in.at == nil {
		at, size, done, err := spool(br)
		if err != nil {
			out(Article{}, reject(in.file, 0, err))
			return
		}
		defer done()
		in.at, in.size = at, size
	}
	z, err := openZip(in.at, in.size)
	if err != nil {
		out(Article{}, reject(in.file, 0, err))
		return
	}
	if s.office(in, z, out) {
		return
	}
	m := s.members(in, out)
	for _, f := range z.File {
		if !m.more {
			return
		}
		name := zipName(f)
		switch mode := f.Mode(); {
		case mode.IsDir():
		case mode&fs.ModeSymlink != 0:
			m.skip(name, "a link")
		case !mode.IsRegular():
			m.skip(name, "not a regular file")
		case m.admit(name):
			s.zipMember(m, name, f)
		}
	}
	m.end()
}

func (s *Source) zipMember(m *members, name string, f *zip.File) {
	const encrypted = 1 // general purpose bit 0
	if f.Flags&encrypted != 0 {
		m.reject(name, &hintedError{errors.New("it is encrypted"), "unpack the archive with its password and load the folder"})
		return
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		err = &hintedError{fmt.Errorf("compressed by method %d, which is not read", f.Method), "unpack the archive and load the folder"}
	}
	if err != nil {
		m.reject(name, err)
		return
	}
	defer r.Close()
	m.read(name, r)
}

// openZip reads the directory of a zip file.
func openZip(r io.ReaderAt, size int64) (*zip.Reader, error) {
	directory := &boundedReaderAt{r, maxDirectory}
	z, err := zip.NewReader(directory, size)
	directory.left = -1
	switch {
	case errors.Is(err, zip.ErrFormat):
		return nil, errors.New("no zip file, or one that breaks off: its directory is not found")
	case err != nil && !errors.Is(err, zip.ErrInsecurePath):
		return nil, err
	}
	z.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(128<<20)))
	return z, nil
}

// boundedReaderAt fails when more than left bytes are asked for, unless left
// is negative: archive/zip bounds a directory by nothing.
type boundedReaderAt struct {
	r    io.ReaderAt
	left int64
}

func (b *boundedReaderAt) ReadAt(p []byte, at int64) (int, error) {
	if b.left >= 0 {
		if b.left -= int64(len(p)); b.left < 0 {
			return 0, fmt.Errorf("a directory of more than %d bytes", maxDirectory)
		}
	}
	return b.r.ReadAt(p, at)
}

// zipName is a member's name; without the mark of UTF-8 it is in code page
// 437, unless its bytes say otherwise.
func zipName(f *zip.File) string {
	name := f.Name
	if f.NonUTF8 && !utf8.ValidString(name) {
		if s, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return memberName(name)
}
