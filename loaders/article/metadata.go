package article

import (
	_ "embed"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/net/html"
)

//go:embed metanames.txt
var metaNamesText string

// metaNames are the names of meta elements by what they tell, best first.
var metaNames = sync.OnceValue(func() map[string][]string {
	m := map[string][]string{}
	for line := range strings.Lines(metaNamesText) {
		if f := strings.Fields(line); len(f) > 1 && f[0] != "#" {
			m[f[0]] = append(m[f[0]], f[1:]...)
		}
	}
	return m
})

// pageFacts is what a page states of itself, and where.
type pageFacts struct {
	meta                   map[string]string // by the lower-case name of meta elements, and of itemprop in the article's scope
	canonical, base, title string
	lang                   string
	headings               []string // texts of the h1 elements
	linked                 linkedData
	times                  pageTimes
	properties, scripts    int // seen
}

// collect reads the facts of a page in one walk.
func collect(doc *html.Node) *pageFacts {
	f := &pageFacts{meta: map[string]string{}}
	walk(doc, func(n *html.Node) bool {
		switch n.Data {
		case "html":
			f.lang = attribute(n, "lang")
		case "meta":
			for _, key := range []string{"property", "name"} {
				f.set(attribute(n, key), metaValue(n))
			}
		case "base":
			f.base = attribute(n, "href")
		case "link":
			if strings.EqualFold(attribute(n, "rel"), "canonical") && f.canonical == "" {
				f.canonical = strings.TrimSpace(attribute(n, "href"))
			}
		case "title":
			if f.title == "" {
				f.title = oneLine(textOf(n))
			}
		case "h1":
			if t := oneLine(textOf(n)); t != "" {
				f.headings = append(f.headings, t)
				f.times.addHeading()
			}
		case "time":
			f.times.addTime(n)
		case "script":
			if f.scripts < maxScripts && strings.EqualFold(attribute(n, "type"), "application/ld+json") {
				f.scripts++
				f.linked.add(textOf(n))
			}
			return false
		case "svg", "style", "noscript", "template":
			return false
		}
		if prop := attribute(n, "itemprop"); prop != "" {
			f.property(n, prop)
		}
		f.times.addLine(n)
		return true
	})
	return f
}

// Bounds of what is looked at in a page: real ones have some ten of each.
const (
	maxScripts    = 100
	maxProperties = 1000
	maxTimes      = 200
)

// metaValue is the content of a meta element; some pages call it value.
func metaValue(n *html.Node) string {
	if v := oneLine(attribute(n, "content")); v != "" {
		return v
	}
	return oneLine(attribute(n, "value"))
}

func (f *pageFacts) set(name, value string) {
	if name = strings.ToLower(strings.TrimSpace(name)); name != "" && f.meta[name] == "" {
		f.meta[name] = value
	}
}

// property reads microdata (HTML, 5.2) of the article: what stands in the
// scope of something else, such as a teaser's or a person's, is not its own.
func (f *pageFacts) property(n *html.Node, prop string) {
	prop = strings.ToLower(prop)
	if f.properties++; f.properties > maxProperties || prop != "headline" && prop != "datepublished" && prop != "publisher" && prop != "name" {
		return
	}
	value := metaValue(n)
	for _, key := range []string{"datetime", "href"} {
		if value == "" {
			value = attribute(n, key)
		}
	}
	if value == "" {
		value = oneLine(textUpTo(n, maxTitleSize))
	}
	scope := n.Parent
	for ; scope != nil; scope = scope.Parent {
		if _, ok := find(scope, "itemscope"); ok {
			break
		}
	}
	switch {
	case scope == nil || isArticleType(lastPart(attribute(scope, "itemtype"))):
		if _, own := find(n, "itemscope"); !own {
			f.set(prop, value)
		}
	case prop == "name" && strings.EqualFold(attribute(scope, "itemprop"), "publisher"):
		f.set("publisher", value)
	}
}

func lastPart(s string) string { return s[strings.LastIndexAny(s, "/:#")+1:] }

// first is the first of the metas of a kind that states something.
func (f *pageFacts) first(kind string) string {
	for _, name := range metaNames()[kind] {
		if v := f.meta[name]; v != "" {
			return v
		}
	}
	return ""
}

// raw is what the facts come to. from is the address that the page was read
// from, or "".
func (f *pageFacts) raw(from string) raw {
	r := raw{langHint: f.lang, url: f.address(from)}
	heading := ""
	if len(f.headings) == 1 {
		heading = f.headings[0]
	}
	linked := f.linked.article(r.url, heading)
	r.publisher = f.publisher(linked)
	r.title = f.headline(linked, &r)
	if r.publisher == "" {
		r.publisher = host(r.url)
	}
	r.published = f.published(linked, r.url)
	return r
}

// address is the canonical URL of the page.
func (f *pageFacts) address(from string) string {
	base := resolve(f.base, from)
	if base == "" {
		base = from
	}
	canonical, graph := resolve(f.canonical, base), resolve(f.meta["og:url"], base)
	if u, err := url.Parse(canonical); canonical == "" || err == nil && strings.Trim(u.Path, "/") == "" && graph != "" {
		canonical = graph // the front page is no article's address
	}
	if canonical == "" {
		canonical = absoluteURL(from)
	}
	return canonical
}

// resolve is a reference made absolute (RFC 3986, 5), "" if that can not be.
func resolve(ref, base string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	if u, err := url.Parse(base); err == nil && u.Host != "" {
		if abs, err := u.Parse(ref); err == nil {
			return absoluteURL(abs.String())
		}
	}
	if strings.HasPrefix(ref, "//") {
		ref = "https:" + ref
	}
	return absoluteURL(ref)
}

// host is the name of a URL's site without www.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func (f *pageFacts) publisher(linked linkedObject) string {
	if name := f.linked.name(linked["publisher"], 0); name != "" {
		return name
	}
	for _, key := range metaNames()["publisher"] {
		name := f.meta[key]
		if name != "" && !strings.Contains(name, "://") && !(fold(name) == fold(f.title) && slices.Contains(f.headings, name)) {
			return strings.TrimPrefix(name, "@")
		}
	}
	for _, o := range append(f.linked.pages, f.linked.sites...) {
		if name := f.linked.name(o["publisher"], 0); name != "" {
			return name
		}
	}
	for _, o := range f.linked.sites {
		if name := o.text("name"); name != "" {
			return name
		}
	}
	return ""
}

// headline is the title of the article without the site's name, which becomes
// r's publisher if it has none.
func (f *pageFacts) headline(linked linkedObject, r *raw) string {
	short := cutSite(f.title, r)
	if t := linked.text("headline"); t != "" {
		return cutSite(t, r)
	}
	stated := f.first("title")
	for _, h := range f.headings {
		if letters(h) == letters(r.publisher) || sameSite(h, r.url) {
			continue
		}
		if alike(h, stated) || alike(h, f.title) {
			return h
		}
	}
	if stated != "" {
		return cutSite(stated, r)
	}
	if short != "" {
		return short
	}
	if len(f.headings) > 0 {
		return f.headings[0]
	}
	return ""
}

// alike tells whether a heading is another wording of a title, or the title
// without the site's name: half of its words, three at least, are in it.
func alike(heading, title string) bool {
	in := map[string]bool{}
	for _, w := range titleWords(title) {
		in[w] = true
	}
	all, same := 0, 0
	for _, w := range titleWords(heading) {
		if all++; in[w] {
			same++
		}
	}
	return all > 0 && (same == all && 2*all >= len(in) || same >= 3 && 2*same >= all && 3*same >= len(in))
}

func titleWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// separator divides a title from the section and the site behind it.
var separator = regexp.MustCompile(`\s+[-–—|:·•»/]+\s+|\s*\|\s*`)

// cutSite takes the site's name, and the sections before it, off the end of a
// title: what follows a separator and has the publisher's or the host's name.
func cutSite(t string, r *raw) string {
	at := separator.FindAllStringIndex(t, -1)
	if len(at) == 0 {
		return t
	}
	last := at[len(at)-1]
	site := t[last[1]:]
	named := r.publisher != "" && (sameName(site, r.publisher) || sameName(r.publisher, site))
	switch {
	case named:
	case sameSite(site, r.url):
		if r.publisher == "" {
			r.publisher = site
		}
	default:
		return t
	}
	cut, mark := last[0], strings.TrimSpace(t[last[0]:last[1]])
	for i := len(at) - 2; i >= 0 && strings.TrimSpace(t[at[i][0]:at[i][1]]) == mark && len(strings.Fields(t[at[i][1]:cut])) <= 3; i-- {
		cut = at[i][0]
	}
	if cut == 0 {
		return t
	}
	return t[:cut]
}

// letters are the letters and digits of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// sameName tells whether one name of a site begins with the other, as
// "Post Politics" and "Post.com" do with "Post".
func sameName(s, name string) bool {
	name = letters(name)
	return name != "" && strings.HasPrefix(letters(strings.TrimPrefix(strings.ToLower(s), "the ")), strings.TrimPrefix(name, "the"))
}

// sameSite tells whether a site of this name may be at the address: the letters
// of a part of its host are in the name, in order, beginning with its first
// ("nydailynews.com" and "New York Daily News").
func sameSite(name, address string) bool {
	const most = 5 // words of a site's name
	if n := len(strings.Fields(name)); n == 0 || n > most {
		return false
	}
	have := letters(name)
	for _, label := range strings.Split(host(address), ".") {
		label = letters(label)
		if len(label) < 3 || label == "com" || label == "org" || label == "net" || label == "news" {
			continue
		}
		for _, start := range []string{have, strings.TrimPrefix(have, "the")} {
			if start != "" && start[0] == label[0] && (subsequence(label, start) || strings.HasPrefix(label, start)) {
				return true
			}
		}
	}
	return false
}

func subsequence(s, of string) bool {
	for _, r := range of {
		if len(s) > 0 && strings.HasPrefix(s, string(r)) {
			s = s[len(string(r)):]
		}
	}
	return s == ""
}
