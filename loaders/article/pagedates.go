package article

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"
)

// published is the date of publication that a page states, as parsePublished
// takes it: in the article's JSON-LD, in a meta element or microdata, in a time
// element of the article, in a line beside the heading, in the address. Of what
// is said to be the publication, the earliest: later ones are changes.
func (f *pageFacts) published(linked linkedObject, address string) string {
	first := ""
	for _, c := range []string{linked.text("datePublished"), f.meta["article:published_time"], f.meta["datepublished"]} {
		if d := fullDate(c); d != "" && (first == "" || d < first) {
			first = localDate(d, c, address)
		}
	}
	if first != "" {
		return first
	}
	candidates := []string{linked.text("datePublished"), linked.text("dateCreated")}
	for _, name := range metaNames()["published"] {
		candidates = append(candidates, f.meta[name])
	}
	for _, o := range f.linked.pages {
		candidates = append(candidates, o.text("datePublished"))
	}
	candidates = append(candidates, f.times.marked, f.times.shown, f.times.stated, addressDate(address), f.times.updated)
	coarse := ""
	for _, c := range candidates {
		d, err := parsePublished(c)
		if err != nil || d.IsZero() {
			continue
		}
		if s := d.String(); len(s) == len("2006-01-02") {
			return localDate(s, c, address)
		} else if coarse == "" {
			coarse = s
		}
	}
	return coarse
}

// fullDate is s as YYYY-MM-DD, "" if it says less.
func fullDate(s string) string {
	d, err := parsePublished(s)
	if err != nil || len(d.String()) != len("2006-01-02") {
		return ""
	}
	return d.String()
}

// localDate is a date that a page gives in universal time by the calendar of its
// readers, if the address says that it was the day before there, or after.
func localDate(date, written, address string) string {
	if !strings.HasSuffix(written, "Z") && !strings.HasSuffix(written, "+00:00") && !strings.HasSuffix(written, "+0000") {
		return date
	}
	at, err := time.Parse("2006-01-02", date)
	local, err2 := time.Parse("2006-01-02", addressDate(address))
	if err != nil || err2 != nil || at.Sub(local).Abs() != 24*time.Hour {
		return date
	}
	return local.Format("2006-01-02")
}

// addressPath has a day or a month in the path of a URL, which news sites build
// of it: /2016/11/28/, /2016/nov/28/, /2016-11-28/, -20161128/, /2016/11/.
var addressPath = regexp.MustCompile(`(?i)[/\-_.]((?:19|20)\d\d)(?:([/\-_.])(0?[1-9]|1[0-2]|[a-z]{3})(?:[/\-_.](0?[1-9]|[12]\d|3[01]))?|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?:[/\-_.?]|$)`)

// addressDate is the date in the path of a URL, "" for none.
func addressDate(address string) string {
	_, path, _ := strings.Cut(address, "://")
	_, path, ok := strings.Cut(path, "/")
	if !ok {
		return ""
	}
	m := addressPath.FindStringSubmatch("/" + path)
	if m == nil {
		return ""
	}
	year, month, day := m[1], m[3]+m[5], m[4]+m[6]
	if n := monthNumber(month); n != "" {
		month = n
	}
	pad := func(s string) string { return strings.Repeat("0", 2-min(2, len(s))) + s }
	switch {
	case len(month) > 2:
		return ""
	case day != "":
		return year + "-" + pad(month) + "-" + pad(day)
	case m[2] == "/" && strings.Contains(m[0], "/"+m[3]+"/"):
		return year + "-" + pad(month)
	}
	return ""
}

// pageTimes are the dates that a page shows, in the order of the document.
type pageTimes struct {
	marked   string // a time element that says it is of the publication
	shown    string // the first time element under the first heading
	stated   string // the first line under it that is a date and little more
	updated  string // a line that says it is of a change
	headings int
	lines    int // looked at since the heading
	times    int
}

func (t *pageTimes) addHeading() { t.headings++ }

// addTime looks at a time element.
func (t *pageTimes) addTime(n *html.Node) {
	if t.times++; t.times > maxTimes {
		return
	}
	value := attribute(n, "datetime")
	if d, err := parsePublished(value); err != nil || d.IsZero() {
		if value = visibleDate(textUpTo(n, maxDate)); value == "" {
			return
		}
	}
	_, old := find(n, "pubdate")
	if old || strings.EqualFold(attribute(n, "itemprop"), "datePublished") {
		if t.marked == "" && !beside(n) {
			t.marked = value
		}
		return
	}
	if t.shown == "" && !beside(n) && (t.headings > 0 || inside(n, "article", "header")) {
		if dates().says("updated", textOf(n)) || strings.Contains(strings.ToLower(attribute(n, "class")), "updat") {
			t.updated = value
			return
		}
		t.shown = value
	}
}

// maxDateLines is how many elements behind the heading a line with the date is
// looked for in; pages have menus for sharing between.
const maxDateLines = 60

// addLine looks at an element that may hold a date and little more.
func (t *pageTimes) addLine(n *html.Node) {
	if t.headings == 0 || t.lines > maxDateLines || n.Data == "time" || n.FirstChild == nil {
		return
	}
	t.lines++
	const longest = 100 // bytes of a line that is a date, an hour and perhaps a name
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.TextNode || len(c.Data) > 2*longest {
			continue
		}
		s := oneLine(c.Data)
		date := visibleDate(s)
		if date == "" || len(s) > longest || beside(n) {
			continue
		}
		switch updated := dates().says("updated", s); {
		case updated && t.updated == "":
			t.updated = date
		case !updated && t.stated == "":
			t.stated = date
		}
	}
}

// inside tells whether n is within an element of one of these names.
func inside(n *html.Node, names ...string) bool {
	for at := n.Parent; at != nil; at = at.Parent {
		for _, name := range names {
			if at.Data == name {
				return true
			}
		}
	}
	return false
}

// beside tells whether n is in what pages put beside an article: what it says
// is of others.
func beside(n *html.Node) bool {
	for at := n; at != nil; at = at.Parent {
		if at.Data == "aside" || at.Data == "nav" || at.Data == "footer" || noisy(at, "list") > none {
			return true
		}
	}
	return false
}

//go:embed dates.txt
var datesText string

// dateWords are the words of dates in the languages that are read.
type dateWords struct {
	months map[string]string   // by their names and what they are cut to, in lower case: "01" to "12"
	words  map[string][]string // that begin a line with a date, by kind
}

var dates = sync.OnceValue(func() dateWords {
	d := dateWords{map[string]string{}, map[string][]string{}}
	for line := range strings.Lines(datesText) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if len(kind) == 2 {
			for _, name := range strings.Fields(rest) {
				d.months[name] = kind
			}
		} else if kind != "#" && rest != "" {
			d.words[kind] = append(d.words[kind], strings.TrimSpace(rest))
		}
	}
	return d
})

// says tells whether s begins with words of a kind.
func (d dateWords) says(kind, s string) bool {
	s = fold(s)
	return anyOf(d.words[kind], func(w string) bool { return strings.HasPrefix(s, w) })
}

func monthNumber(name string) string {
	return dates().months[strings.ToLower(strings.TrimSuffix(name, "."))]
}

var (
	dayMonthYear = regexp.MustCompile(`(?:^|[^\d\pL])(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\pL{3,10})\.?,?\s+((?:19|20)\d\d)(?:[^\d]|$)`)
	monthDayYear = regexp.MustCompile(`(?:^|[^\pL])(\pL{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?:[^\d]|$)`)
	numbers      = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})([/.-])(\d{1,2})([/.-])((?:19|20)\d\d)(?:[^\d/.-]|$)`)
	yearMonthDay = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:\D|$)`)
)

// visibleDate is a date in s with the month in letters, or in ISO 8601, as
// YYYY-MM-DD; "" for none. Of numbers alone the day must be told by its size:
// "9/21/2016", not "3/4/2016".
func visibleDate(s string) string {
	if len(s) > 300 {
		return ""
	}
	if m := yearMonthDay.FindStringSubmatch(s); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if m := numbers.FindStringSubmatch(s); m != nil && m[2] == m[4] {
		day, month := "0"+m[1], "0"+m[3]
		day, month = day[len(day)-2:], month[len(month)-2:]
		if month > "12" {
			day, month = month, day
		}
		if (day > "12" || day == month) && day <= "31" && month <= "12" && month > "00" {
			return m[5] + "-" + month + "-" + day
		}
	}
	for _, p := range []struct {
		e                *regexp.Regexp
		day, month, year int
	}{{dayMonthYear, 1, 2, 3}, {monthDayYear, 2, 1, 3}} {
		if m := p.e.FindStringSubmatch(s); m != nil {
			if month := monthNumber(m[p.month]); month != "" {
				day := m[p.day]
				return m[p.year] + "-" + month + "-" + strings.Repeat("0", 2-len(day)) + day
			}
		}
	}
	return ""
}
