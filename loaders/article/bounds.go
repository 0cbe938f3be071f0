package article

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Bounds of one article's fields, in bytes. Real ones are far below: what is
// longer is a broken dump or an attack, and is rejected, never cut. All are
// below the longest term that a graph.Store takes, the id percent-encoded too.
const (
	maxID        = 4 << 10
	maxURL       = 16 << 10
	maxTitleSize = 16 << 10
	maxPublisher = 4 << 10
	maxDate      = 200
	maxLang      = 100
	maxText      = 2 << 20 // 700 pages; the stages need about a hundred bytes a byte
	maxBlocks    = 50_000
)

// errField is a field that is too long or no text.
type errField struct {
	name      string
	size, max int // 0: not valid UTF-8
}

func (e *errField) Error() string {
	if e.size == 0 {
		return e.name + " is not valid UTF-8"
	}
	return fmt.Sprintf("%s has %d bytes; at most %d are allowed", e.name, e.size, e.max)
}

// check looks at all fields of an article, whatever format it came in.
func (r raw) check() error {
	for _, f := range []struct {
		name, value string
		max         int
	}{
		{"id", r.id, maxID}, {"title", r.title, maxTitleSize}, {"publisher", r.publisher, maxPublisher}, {"published", r.published, maxDate},
		{"lang", r.lang, maxLang}, {"url", r.url, maxURL}, {"text", r.text, maxText},
	} {
		switch {
		case len(f.value) > f.max:
			return &errField{f.name, len(f.value), f.max}
		case !utf8.ValidString(f.value):
			return &errField{name: f.name}
		}
	}
	if n := strings.Count(r.text, "\n"); n > maxBlocks {
		return fmt.Errorf("text has %d lines; at most %d are allowed", n, maxBlocks)
	}
	return nil
}

var errBreaksOff = errors.New("the record breaks off; nothing of it is read")
