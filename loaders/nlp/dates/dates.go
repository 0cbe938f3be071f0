// Package dates finds time expressions and normalises them.
//
// In: a text.Doc with sentences and tokens, its language and its day of
// publication. Out: Doc.Dates, each with the precision that the text gives and
// no more: "2019", "2019-05", "2019-05-03". Not here: times of day, durations,
// seasons, which event a date belongs to (claims).
//
// A language brings its words and patterns in dates.yaml. A pattern is a row of
// words and classes ({day} {month} {year} {weekday} {past_weekday} {unit} {n}
// {iso} {dmy} {mm} {dd}); "(in|since)" must stand before the expression and is
// no part of it, and doubled brackets "( ( {year} ) )" are brackets in the text
// around it; the longest match wins. Actions: "date" takes the parts as
// they are, a missing year is the one nearest to publication; "month" is the
// last such month that has begun; "weekday" the last such day, "day N" and
// "unit N" count from the day of publication ("unit -n" by the number found).
package dates

import (
	"context"
	"fmt"
	"strings"

	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/text"
)

// Stage fills Doc.Dates.
type Stage struct{ byLang map[string]*grammar }

// New makes a stage for the languages; those without dates.yaml are left out.
func New(languages ...*lang.Language) (*Stage, error) {
	s := &Stage{map[string]*grammar{}}
	for _, l := range languages {
		g, err := readGrammar(l)
		if err != nil {
			return nil, err
		}
		if g != nil {
			s.byLang[l.Code] = g
		}
	}
	return s, nil
}

// Name is the stage's name.
func (*Stage) Name() string { return "dates" }

// Needs is what the stage reads.
func (*Stage) Needs() text.Layer { return text.Sentences | text.Tokens }

// Adds is what the stage writes.
func (*Stage) Adds() text.Layer { return text.Dates }

// Annotate fills d.Dates. Relative expressions are left out when d.Published
// does not say what they count from.
func (s *Stage) Annotate(ctx context.Context, d *text.Doc) error {
	d.Dates = d.Dates[:0]
	g := s.byLang[d.Lang]
	if g == nil {
		return nil
	}
	a := readAnchor(d.Published)
	var words []string
	for k, sent := range d.Sentences {
		if k%64 == 0 && ctx.Err() != nil {
			return fmt.Errorf("find dates: %w", ctx.Err())
		}
		words = words[:0]
		for i := sent.First; i < sent.Last; i++ {
			words = append(words, strings.ToLower(d.Word(i)))
		}
		for i := 0; i < len(words); {
			from, to, v, end := g.longest(words, i, a)
			if end == 0 {
				i++
				continue
			}
			if v != "" {
				d.Dates = append(d.Dates, text.Date{Span: text.Span{Start: d.Tokens[sent.First+from].Start, End: d.Tokens[sent.First+to-1].End}, Value: v})
			}
			i = end
		}
	}
	return nil
}

// longest finds the pattern with the most words of its own at i. end is where
// to go on, 0 when nothing matches.
func (g *grammar) longest(words []string, i int, a anchor) (from, to int, v string, end int) {
	best := 0
	for _, key := range [2]string{words[i], ""} {
		for k := range g.first[key] {
			p := &g.first[key][k]
			c, f, t, ok := g.match(p, words, i)
			if !ok || t-f <= best {
				continue
			}
			best, from, to, end = t-f, f, t, t
			v = value(p, c, a)
		}
	}
	if end == 0 || from == i {
		return from, to, v, end
	}
	// After a context word a longer expression may begin ("in" + "last May").
	if f2, t2, v2, end2 := g.longest(words, from, a); end2 != 0 && t2-f2 > best {
		return f2, t2, v2, end2
	}
	return from, to, v, end
}
