// Package dateparser stands in for github.com/markusmobius/go-dateparser, which
// go-htmldate, and so go-trafilatura, links: merely starting it takes 0.17 s and
// 78 MB (GODEBUG=inittrace=1), for every command. Package article reads the
// dates of pages itself and never has htmldate search for one.
//
// In and out: the few names that go-htmldate v1.9.1 uses. Parse finds nothing.
package dateparser

import (
	"errors"

	"github.com/markusmobius/go-dateparser/date"
)

// ParserType, PreferredDateSource and their values are as in the original.
type (
	ParserType          uint8
	PreferredDateSource uint8
)

// The values that go-htmldate names.
const (
	CustomFormat ParserType          = 1
	AbsoluteTime ParserType          = 2
	Past         PreferredDateSource = 1
)

// Configuration has the fields that go-htmldate sets.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser has the field that go-htmldate sets.
type Parser struct{ ParserTypes []ParserType }

// Parse finds no date.
func (*Parser) Parse(*Configuration, string, ...string) (date.Date, error) {
	return date.Date{}, errors.New("dates are not searched for")
}
