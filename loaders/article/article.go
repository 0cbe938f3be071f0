// Package article turns bytes into articles: plain text, web pages, JSON
// Lines, feeds, web archives, from files, folders, standard input, compressed or not.
//
// In: paths. Out: a stream of Article values in a stated order, with a
// *Rejection in place of everything that could not be read, so that a bad
// input never stops the rest. Not here: the language of a text (nlp/langid),
// what is prose in it (boilerplate finds it; Article.Blocks holds it), and
// what it says (claims).
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newsgraph/loaders/article/boilerplate"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// Article is one text with what is known of it. Offsets into it, in Blocks and
// in what is extracted from it, count in Text, which is never changed: what a
// JSON line has under "text" is Text. The title takes part in extraction where
// Text repeats it (a plain text's first line, a web page's heading) and only
// there; a title that is given apart gives no statements.
type Article struct {
	schema.Article
	File   string // where it was read, "-" for standard input
	Line   int    // from 1, where a file holds several; else 0
	Text   string // valid UTF-8, with some letter in it
	Blocks []text.Block
	// LangHint is a language that the page claims but that is often wrong (the
	// lang attribute of a template); Lang is then "".
	LangHint string
	// Origin is the folder and the file under it where it was read.
	Origin schema.Origin
}

// Rejection is an input, or a part of one, that was not read, and why.
type Rejection struct {
	File  string // as given, "-" for standard input
	Line  int    // from 1; 0 when the whole file is meant
	Cause error
	Hint  string // what can be done about it; may be empty
}

// Error is "FILE:LINE: CAUSE", without the hint.
func (r *Rejection) Error() string {
	if r.Line == 0 {
		return fmt.Sprintf("%s: %v", r.File, r.Cause)
	}
	return fmt.Sprintf("%s:%d: %v", r.File, r.Line, r.Cause)
}

func (r *Rejection) Unwrap() error { return r.Cause }

// Ignored is a file of a folder, or a member of an archive, that is not read
// because of what it is: hidden, or of a kind that no reader knows.
type Ignored struct {
	File string // a member of an archive is ARCHIVE!/MEMBER
	Why  string
}

// Error is "FILE: WHY".
func (i *Ignored) Error() string { return i.File + ": " + i.Why }

// Note is something about a file that was read which its reader should know,
// such as a byte that is no character. It is no fault of the load.
type Note struct {
	File string
	Line int // from 1; 0 when the whole file is meant
	Text string
}

// Error is "FILE:LINE: TEXT".
func (n *Note) Error() string {
	return (&Rejection{File: n.File, Line: n.Line, Cause: errors.New(n.Text)}).Error()
}

// raw is what a format's reader knows of an article before it is checked.
type raw struct {
	id, title, url, publisher, published, lang string
	text                                       string
	langHint                                   string
	skip                                       int // bytes of text that are a head, not prose
	file                                       string
	line                                       int
	part                                       string // of the file, where lines do not tell
	number                                     int    // from 0, among the articles of a page
	lost                                       lost
	origin                                     schema.Origin
	whole                                      string // path by which the article is known if it has no id: that of a file which it is all of
}

// finish checks r, fills what is missing and divides the text into blocks.
func (r raw) finish() (Article, error) {
	if err := r.check(); err != nil {
		return Article{}, err
	}
	if strings.IndexFunc(r.text[r.skip:], unicode.IsLetter) < 0 {
		return Article{}, fmt.Errorf("no text in it")
	}
	published, err := parsePublished(r.published)
	if err != nil {
		return Article{}, err
	}
	page := boilerplate.Divide(r.text, boilerplate.Options{Title: oneLine(r.title), Skip: r.skip})
	a := Article{File: r.file, Line: r.line, Text: r.text, Blocks: page.Blocks, Origin: r.origin, LangHint: baseLanguage(r.langHint[:min(len(r.langHint), maxLang)])}
	a.Article = schema.Article{ID: strings.TrimSpace(r.id), Title: oneLine(r.title), Publisher: oneLine(r.publisher),
		Published: published, Lang: baseLanguage(r.lang), URL: strings.TrimSpace(r.url), Source: r.file}
	if r.line > 0 {
		a.Source = fmt.Sprintf("%s:%d", r.file, r.line)
	}
	if a.Title == "" {
		a.Title = guessTitle(r.text, page)
	}
	if a.Publisher == "" {
		a.Publisher = page.Site
	}
	a.Hash = a.contentHash()
	if a.ID == "" {
		a.ID = a.derivedID(r.whole)
	}
	return a, nil
}

// maxTitle bounds a title that is guessed from a first paragraph, in
// characters.
const maxTitle = 160

func guessTitle(s string, page boilerplate.Page) string {
	if page.Headline >= 0 {
		return oneLine(s[page.Blocks[page.Headline].Start:page.Blocks[page.Headline].End])
	}
	for _, b := range page.Blocks {
		if b.Kind == text.Boilerplate {
			continue
		}
		t := oneLine(s[b.Start:b.End])
		if utf8.RuneCountInString(t) <= maxTitle {
			return t
		}
		cut := string([]rune(t)[:maxTitle])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		return cut + " …"
	}
	return ""
}

// oneLine folds white space and drops what can not be stored.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// baseLanguage is the ISO 639-1 code of a tag such as "en-GB" or "da_DK".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(tag)), "_", "-"), "-")
	return base
}

// contentHash covers all that an article's contribution depends on.
func (a Article) contentHash() string {
	h := sha256.New()
	for _, f := range []string{a.ID, a.Title, a.Publisher, a.Published.String(), a.Lang, a.URL, a.Text} {
		fmt.Fprintf(h, "%d:%s\n", len(f), f)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// derivedID is the same for the same page, on any machine: from the URL if
// there is one, so that a page read again replaces itself, else path, else from
// the text.
func (a Article) derivedID(path string) string {
	const hashDigits = 12 // 48 bits beside a slug: no clash among millions
	key, name := a.Text, a.Title
	if a.URL == "" && path != "" {
		if len(path) <= maxID && utf8.ValidString(path) {
			return norm.NFC.String(path) // file systems differ in that
		}
		key, name = path, ""
	}
	if a.URL != "" {
		key = a.URL
		name = a.URL
		if u, err := url.Parse(a.URL); err == nil {
			name = strings.TrimSuffix(u.Path, "/")
			name = strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".html")
		}
	}
	sum := sha256.Sum256([]byte(key))
	hash := hex.EncodeToString(sum[:])[:hashDigits]
	if s := slug(name); s != "" {
		return s + "-" + hash
	}
	return hash
}

// slug is the first words of s in lower-case ASCII letters and digits, at most
// 40 bytes. Danish and German letters are spelled out.
func slug(s string) string {
	s = strings.NewReplacer("æ", "ae", "ø", "oe", "å", "aa", "ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(s))
	words := strings.FieldsFunc(s, func(r rune) bool { return !('a' <= r && r <= 'z' || '0' <= r && r <= '9') })
	out := ""
	for _, w := range words {
		if len(out)+1+len(w) > 40 {
			break
		}
		out += "-" + w
	}
	return strings.TrimPrefix(out, "-")
}
