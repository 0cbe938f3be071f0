package article

import (
	"encoding/json"
	"html"
	"strings"
	"unicode"
)

// linkedData is what a page's JSON-LD says (https://schema.org, JSON-LD 1.1):
// its objects by the role they play for the page.
type linkedData struct {
	articles []linkedObject
	pages    []linkedObject          // WebPage: of the page, article or not
	sites    []linkedObject          // WebSite, Organization: who publishes
	byID     map[string]linkedObject // what other objects point to
}

type linkedObject map[string]any

// maxLinked bounds a script in bytes; real ones, with the article in them, have
// less than a tenth.
const maxLinked = 1 << 20

// maxLinkedDepth bounds how deep objects that hold objects are followed.
const maxLinkedDepth = 20

// add reads one script element; what is no JSON is passed over.
func (l *linkedData) add(script string) {
	if len(script) > maxLinked {
		return
	}
	script = strings.TrimSpace(script)
	for _, wrapper := range []string{"<!--", "//<![CDATA[", "<![CDATA["} {
		script = strings.TrimPrefix(script, wrapper)
	}
	for _, wrapper := range []string{"-->", "//]]>", "]]>", ";"} {
		script = strings.TrimSuffix(strings.TrimSpace(script), wrapper)
	}
	var v any
	if json.Unmarshal([]byte(script), &v) != nil {
		// Line breaks within strings are the fault that pages have.
		script = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, script)
		if json.Unmarshal([]byte(script), &v) != nil {
			return
		}
	}
	l.walk(v, 0)
}

// walk sorts the objects of v. Only what stands for the page itself is looked
// into: the articles that a list or a list of references names are others.
func (l *linkedData) walk(v any, depth int) {
	if depth > maxLinkedDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			l.walk(x, depth+1)
		}
	case map[string]any:
		o := linkedObject(v)
		if id := o.text("@id"); id != "" && len(o) > 1 {
			if l.byID == nil {
				l.byID = map[string]linkedObject{}
			}
			l.byID[id] = o
		}
		switch kinds := o.kinds(); {
		case anyOf(kinds, isArticleType):
			l.articles = append(l.articles, o)
		case anyOf(kinds, func(k string) bool { return strings.HasSuffix(k, "WebPage") }):
			l.pages = append(l.pages, o)
		case anyOf(kinds, func(k string) bool { return k == "WebSite" || strings.HasSuffix(k, "Organization") }):
			l.sites = append(l.sites, o)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			l.walk(o[key], depth+1)
		}
	}
}

func anyOf(list []string, f func(string) bool) bool {
	for _, s := range list {
		if f(s) {
			return true
		}
	}
	return false
}

// kinds are the names of the object's types without their vocabulary.
func (o linkedObject) kinds() []string {
	var out []string
	add := func(v any) {
		if s, ok := v.(string); ok {
			out = append(out, s[strings.LastIndexAny(s, "/:#")+1:])
		}
	}
	if list, ok := o["@type"].([]any); ok {
		for _, v := range list {
			add(v)
		}
	} else {
		add(o["@type"])
	}
	return out
}

// isArticleType tells schema.org's Article and its kinds.
func isArticleType(kind string) bool {
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") || kind == "Report"
}

// text is a property that is a string, on one line, with the entities that
// pages wrongly leave in it resolved.
func (o linkedObject) text(key string) string {
	v := o[key]
	if list, ok := v.([]any); ok && len(list) > 0 {
		v = list[0]
	}
	s, _ := v.(string)
	return oneLine(html.UnescapeString(s))
}

// name is the name of what a property holds or points to.
func (l *linkedData) name(v any, depth int) string {
	switch v := v.(type) {
	case string:
		if o, ok := l.byID[v]; ok && depth < maxLinkedDepth {
			return l.name(map[string]any(o), depth+1)
		}
		if !strings.Contains(v, "://") {
			return oneLine(html.UnescapeString(v))
		}
	case []any:
		for _, x := range v {
			if name := l.name(x, depth+1); name != "" {
				return name
			}
		}
	case map[string]any:
		o := linkedObject(v)
		if name := o.text("name"); name != "" {
			return name
		}
		if id := o.text("@id"); id != "" && depth < maxLinkedDepth {
			if other, ok := l.byID[id]; ok {
				return linkedObject(other).text("name")
			}
		}
	}
	return ""
}

// address is the URL of the page that an object is about.
func (o linkedObject) address() string {
	for _, key := range []string{"url", "mainEntityOfPage"} {
		switch v := o[key].(type) {
		case string:
			return v
		case map[string]any:
			if id := linkedObject(v).text("@id"); id != "" {
				return id
			}
		}
	}
	return ""
}

// article is the one that the page is about: of several the one at its
// address, else the one under its heading, else the first.
func (l *linkedData) article(url string, heading string) linkedObject {
	for _, o := range l.articles {
		if url != "" && strings.TrimSuffix(o.address(), "/") == strings.TrimSuffix(url, "/") {
			return o
		}
	}
	for _, o := range l.articles {
		if heading != "" && fold(o.text("headline")) == fold(heading) {
			return o
		}
	}
	if len(l.articles) > 0 {
		return l.articles[0]
	}
	return nil
}
