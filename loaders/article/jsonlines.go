package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// record is one line of JSON Lines; unknown fields are allowed.
type record struct {
	ID        jsonID  `json:"id"`
	Title     string  `json:"title"`
	Publisher string  `json:"publisher"`
	Published string  `json:"published"`
	Lang      string  `json:"lang"`
	URL       string  `json:"url"`
	Text      *string `json:"text"`
}

// jsonID takes a string or a number.
type jsonID string

func (j *jsonID) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, (*string)(j))
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("id must be a string or a number")
	}
	*j = jsonID(n)
	return nil
}

// readRecord decodes and reads one JSON object.
func readRecord(line []byte) (raw, error) {
	s, lost, err := decode(line, "", "")
	if err != nil {
		return raw{}, err
	}
	r, err := parseRecord([]byte(s))
	r.lost = lost
	return r, err
}

// parseRecord reads one JSON object, in UTF-8.
func parseRecord(line []byte) (raw, error) {
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return raw{}, jsonCause(err)
	}
	if r.Text == nil {
		return raw{}, errors.New(`no "text" field`)
	}
	return raw{id: string(r.ID), title: r.Title, url: r.URL, publisher: r.Publisher, published: r.Published, lang: r.Lang,
		text: *r.Text}, nil
}

func jsonCause(err error) error {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errBreaksOff
	case errors.As(err, &syntax) && strings.Contains(err.Error(), "unexpected end"):
		return fmt.Errorf("bad JSON at byte %d: %w", syntax.Offset, errBreaksOff)
	case errors.As(err, &syntax):
		return fmt.Errorf("bad JSON at byte %d: %w", syntax.Offset, err)
	case errors.As(err, &typ) && typ.Field != "":
		return fmt.Errorf("field %q is a JSON %s, want a string", typ.Field, typ.Value)
	case errors.As(err, &typ):
		return fmt.Errorf("a JSON %s, want an object", typ.Value)
	}
	return err
}

// errTooLong is a line, a record or a file longer than Options.MaxBytes.
type errTooLong struct{ max int64 }

func (e *errTooLong) Error() string {
	return fmt.Sprintf("longer than %d bytes, the limit for one article", e.max)
}

// lineReader reads lines of bounded length; memory does not grow with a line
// that is too long.
type lineReader struct {
	r    *bufio.Reader
	max  int64
	line int // number of the line that next returned
	buf  []byte
}

// next returns the next line without its end, valid until the next call. After
// errTooLong the line is skipped and reading can go on; io.EOF is the end.
func (l *lineReader) next() ([]byte, error) {
	l.line++
	l.buf = l.buf[:0]
	tooLong := false
	for some := false; ; some = true {
		part, err := l.r.ReadSlice('\n')
		if tooLong = tooLong || int64(len(l.buf)+len(part)) > l.max+1; !tooLong {
			l.buf = append(l.buf, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil && (!errors.Is(err, io.EOF) || len(part) == 0 && !some):
			return nil, err
		case tooLong:
			return nil, &errTooLong{l.max}
		}
		return bytes.TrimRight(l.buf, "\r\n"), nil
	}
}
