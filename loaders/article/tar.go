package article

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// isTar tells the first block of a tar file (POSIX ustar, GNU, PAX).
func isTar(head []byte) bool { return len(head) > 262 && bytes.Equal(head[257:262], []byte("ustar")) }

// tar reads the members of a tar file in their order. Where it is broken, what
// follows can not be found.
func (s *Source) tar(in input, br *bufio.Reader, out yieldFunc) {
	z := tar.NewReader(br)
	m := s.members(in, out)
	for n := 1; m.more; n++ {
		h, err := z.Next()
		if errors.Is(err, io.EOF) {
			m.end()
			return
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				err = errors.New("the archive breaks off")
			}
			m.fail(fmt.Errorf("member %d: %w; what follows is not read", n, err))
			return
		}
		name := memberName(h.Name)
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
		case tar.TypeReg, tar.TypeGNUSparse:
			if m.admit(name) {
				m.read(name, z)
			}
		case tar.TypeLink, tar.TypeSymlink:
			m.skip(name, "a link")
		default:
			m.skip(name, "not a regular file")
		}
	}
}
