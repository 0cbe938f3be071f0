package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
)

// mboxLine begins a message in a mailbox (RFC 4155). It must have a date, for
// not every program has escaped lines that begin with "From ".
var mboxLine = regexp.MustCompile(`^From \S.*\d\d:\d\d.*\d{4}`)

// mbox reads the messages of a mailbox.
func (s *Source) mbox(in input, br *bufio.Reader, out yieldFunc) {
	box := &mailbox{r: br}
	for n := 0; ; {
		if !box.next() {
			if n == 0 {
				out(Article{}, reject(in.file, 0, errors.New("no message in it")))
			}
			return
		}
		n++
		in.left.members--
		if in.left.members < 0 || in.left.spent() {
			out(Article{}, reject(in.file, box.line, errMembers))
			return
		}
		if !s.message(in, fmt.Sprintf("%s!/%d", in.file, n), box.line, box, out) {
			return
		}
		if _, err := io.Copy(io.Discard, box); err != nil {
			out(Article{}, reject(in.file, box.line, err))
			return
		}
	}
}

// mailbox reads one message of a mailbox after the other.
type mailbox struct {
	r       *bufio.Reader
	line    int // of the separator of the message that is read
	lines   int
	rest    []byte
	waiting bool // a separator was read
	within  bool // of a line longer than the buffer
	blank   bool // the line before was empty
	err     error
}

// next goes to the next message; what is before the first one is passed over.
func (m *mailbox) next() bool {
	for !m.waiting && m.err == nil {
		m.advance()
	}
	m.line, m.rest = m.lines, nil
	ok := m.waiting
	m.waiting = false
	return ok
}

// advance reads a line, or as much of it as the buffer holds.
func (m *mailbox) advance() {
	part, err := m.r.ReadSlice('\n')
	begins := !m.within
	m.within = errors.Is(err, bufio.ErrBufferFull)
	if err != nil && !m.within {
		m.err = err
	}
	if begins && len(part) > 0 {
		m.lines++
	}
	if begins && (m.blank || m.lines == 1) && mboxLine.Match(part) {
		m.waiting, m.blank = true, false
		for m.within && m.err == nil {
			m.advance()
		}
		m.rest = nil
		return
	}
	m.blank = begins && len(bytes.TrimRight(part, "\r\n")) == 0
	if quoted := bytes.TrimLeft(part, ">"); begins && len(quoted) < len(part) && bytes.HasPrefix(quoted, []byte("From ")) {
		part = part[1:]
	}
	m.rest = part
}

// Read gives the rest of the message.
func (m *mailbox) Read(p []byte) (int, error) {
	for len(m.rest) == 0 {
		if m.waiting {
			return 0, io.EOF
		}
		if m.err != nil {
			return 0, m.err
		}
		m.advance()
	}
	n := copy(p, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}
