// Package boilerplate divides an article's text into blocks and tells its own
// prose from what a web page puts around it: navigation, credits, teasers,
// advertising, share counters, and the dateline before a first sentence.
//
// In: the text of one article, as it was loaded. Out: text.Block values in
// order that cover every visible character, each Headline, Body or
// Boilerplate. Paragraphs that a scraper glued together are taken apart. Not
// here: sentences (nlp/tokenize), the tags of a web page (article).
package boilerplate

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"newsgraph/loaders/nlp/text"
)

//go:embed cues.txt
var cuesText string

// lists are the cues by kind; all are lower case.
type lists struct {
	line, open map[string]bool
	start, has []string
	pair       [][2]string
}

var cues = sync.OnceValue(func() lists {
	c := lists{line: map[string]bool{}, open: map[string]bool{}}
	for l := range strings.Lines(cuesText) {
		kind, cue, _ := strings.Cut(strings.TrimSpace(l), " ")
		cue = strings.TrimSpace(cue)
		switch kind {
		case "line":
			c.line[cue] = true
		case "open":
			c.open[cue] = true
		case "start":
			c.start = append(c.start, cue)
		case "has":
			c.has = append(c.has, cue)
		case "pair":
			first, second, _ := strings.Cut(cue, " / ")
			c.pair = append(c.pair, [2]string{first, second})
		}
	}
	return c
})

// Options says what is known of the text. The zero value is for a text that
// brings its own headline.
type Options struct {
	// Title is the headline when it is known: the block that repeats it is
	// then the Headline, and no other. Without it the headline is guessed.
	Title string
	// Skip is the length in bytes of a head that is no prose.
	Skip int
}

// Page is a text's division.
type Page struct {
	Blocks []text.Block
	// Headline is the index of the headline in Blocks, -1 for none.
	Headline int
	// Site is the name of the site that lines of the text end in, such as
	// "Somewhere Times" in "A photo - Somewhere Times"; "" for none.
	Site string
}

// maxFragment is the most words that a line without a full stop may have and
// still be a link, a label or a subhead; prose of more words that lacks its
// full stop is taken as prose. Chosen on the dev articles' navigation lines,
// where the longest has 14.
const maxFragment = 15

// Divide finds the blocks of s.
func Divide(s string, o Options) Page {
	d := divider{s: s, site: siteName(s[o.Skip:])}
	if o.Skip > 0 {
		d.add(text.Span{Start: 0, End: o.Skip}, text.Boilerplate)
	}
	for _, p := range paragraphs(s, o.Skip) {
		for _, part := range unglue(s, trim(s, p)) {
			if rest := len(trimSite(s[part.Start:part.End], d.site)); d.site != "" && rest < part.Len() {
				// The text of a picture or a link, and the site's name apart from it.
				d.add(text.Span{Start: part.Start, End: part.Start + rest}, text.Boilerplate)
				d.add(text.Span{Start: part.Start + rest, End: part.End}, text.Boilerplate)
				continue
			}
			prose := afterDateline(s, part)
			d.add(text.Span{Start: part.Start, End: prose}, text.Boilerplate)
			d.add(text.Span{Start: prose, End: part.End}, text.Body)
		}
	}
	headline := d.findHeadline(o)
	seen := map[string]bool{}
	for i := range d.blocks {
		b := &d.blocks[i]
		switch {
		case i == headline:
			b.Kind = text.Headline
		case d.noise(i) || seen[d.key(i)]:
			b.Kind = text.Boilerplate
		}
		if k := d.key(i); len(strings.Fields(k)) >= 4 {
			seen[k] = true
		}
	}
	return Page{d.blocks, headline, d.site}
}

type divider struct {
	s, site string
	blocks  []text.Block
}

func (d *divider) add(s text.Span, k text.BlockKind) {
	if s = trim(d.s, s); s.Start < s.End {
		d.blocks = append(d.blocks, text.Block{Span: s, Kind: k})
	}
}

// trim takes blanks off the ends of p.
func trim(s string, p text.Span) text.Span {
	p.Start = p.End - len(strings.TrimLeftFunc(s[p.Start:p.End], blank))
	p.End = p.Start + len(strings.TrimRightFunc(s[p.Start:p.End], blank))
	return p
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' || r < ' ' }

func (d *divider) of(i int) string { return d.s[d.blocks[i].Start:d.blocks[i].End] }

// key is what two copies of a block have in common.
func (d *divider) key(i int) string { return fold(d.of(i)) }

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// noise reports whether block i is no prose, going by itself alone.
func (d *divider) noise(i int) bool {
	s := d.of(i)
	if d.blocks[i].Kind == text.Boilerplate || cued(s) || foreign(s, d.s) {
		return true
	}
	return fragment(s)
}

// cued reports whether s is a whole line, or begins as a line, that pages have.
func cued(s string) bool {
	c := cues()
	l := fold(s)
	if c.line[strings.TrimFunc(l, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })] {
		return true
	}
	for _, p := range c.start {
		if rest, ok := strings.CutPrefix(l, p); ok {
			next, _ := utf8.DecodeRuneInString(rest)
			if last, _ := utf8.DecodeLastRuneInString(p); rest == "" || !unicode.IsLetter(last) || !unicode.IsLetter(next) {
				return true
			}
		}
	}
	for _, h := range c.has {
		if len(strings.Fields(l)) <= 2*maxFragment && strings.Contains(l, h) {
			return true
		}
	}
	for _, p := range c.pair {
		if at := strings.Index(" "+l, " "+p[0]+" "); at >= 0 && len(strings.Fields(l)) <= 4*maxFragment && strings.Contains(l[at:], p[1]) {
			return true
		}
	}
	return false
}

// fragment reports whether s is a short line without an end: a link, a label.
// A semicolon makes it a sentence of a kind (life dates under an obituary).
func fragment(s string) bool {
	return !ended(s) && len(strings.Fields(s)) <= maxFragment && !strings.Contains(s, ";")
}

// ended reports whether s ends in a full stop or its like, quotes and
// brackets after it aside.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]“ \u00a0")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") ||
		strings.HasSuffix(s, ":") || strings.HasSuffix(s, "…")
}

// foreign reports whether most letters of s are of another script than Latin
// while the text as a whole is Latin.
func foreign(s, whole string) bool {
	latin := func(s string) (in, all int) {
		for _, r := range s {
			if unicode.IsLetter(r) {
				all++
				if unicode.Is(unicode.Latin, r) {
					in++
				}
			}
		}
		return
	}
	if in, all := latin(s); all == 0 || 2*in > all {
		return false
	}
	const sample = 4000 // enough to tell the script of the whole
	if len(whole) > sample {
		whole = whole[:sample]
	}
	in, all := latin(whole)
	return 2*in > all
}

var siteSuffix = regexp.MustCompile(`(?m)(?:^|\s)[-–—|]\s(\p{Lu}[^\n|–—]{1,40}?)\s*$`)

// siteName is what at least two lines of s end in after a dash or a bar.
func siteName(s string) string {
	count := map[string]int{}
	best := ""
	for _, m := range siteSuffix.FindAllStringSubmatch(s, -1) {
		name := m[1]
		if len(strings.Fields(name)) > 4 || ended(name) {
			continue
		}
		if count[name]++; count[name] >= 2 && (count[name] > count[best] || count[name] == count[best] && name < best) {
			best = name
		}
	}
	return best
}

// trimSite is s without the dash and the site's name at its end; s must be
// trimmed.
func trimSite(s, site string) string {
	if site == "" || !strings.HasSuffix(s, site) {
		return s
	}
	cut := strings.TrimSpace(strings.TrimSuffix(s, site))
	for _, dash := range []string{"-", "–", "—", "|"} {
		if t, ok := strings.CutSuffix(cut, dash); ok {
			return strings.TrimSpace(t)
		}
	}
	return s
}

// findHeadline is the block that repeats the known title; without a title it
// is, of the lines before the first prose, the first of three words or more,
// else the first.
func (d *divider) findHeadline(o Options) int {
	if o.Title != "" {
		for i := range d.blocks {
			if d.key(i) == fold(o.Title) {
				return i
			}
		}
		return -1
	}
	first := -1
	for i := range d.blocks {
		s := d.of(i)
		if d.blocks[i].Kind == text.Boilerplate || cued(s) || foreign(s, d.s) {
			continue
		}
		if !fragment(s) {
			if short := len(strings.Fields(s)) <= maxFragment; first < 0 && short && !strings.HasSuffix(s, ".") && i+1 < len(d.blocks) {
				return i // a headline that is a question, an exclamation or a quotation
			}
			break
		}
		if len(strings.Fields(s)) >= 3 {
			return i
		}
		if first < 0 {
			first = i
		}
	}
	return first
}
