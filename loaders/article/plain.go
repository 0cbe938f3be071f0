package article

import (
	"regexp"
	"strings"
)

// A head of "Key: value" lines ends at the first empty line. It is a head only
// if every line of it is one and has a key that is known.
var headLine = regexp.MustCompile(`^\s*([A-Za-z]+)\s*:\s*(.*?)\s*$`)

// scrapedDate is what some scrapers leave before the first word: " date 2017-05 ".
var scrapedDate = regexp.MustCompile(`^\s*date:?\s+(\d{4}(?:-\d\d(?:-\d\d)?)?)\s+`)

// readPlain decodes and reads a plain text; transport is the charset that its
// header gives, or "".
func readPlain(data []byte, transport string) (raw, error) {
	s, lost, err := decode(data, transport, "")
	if err != nil {
		return raw{}, err
	}
	r := parsePlain(s)
	r.lost = lost
	return r, nil
}

// parsePlain reads a plain text: with a head, the text is all after it;
// without one, all of it.
func parsePlain(s string) raw {
	if r, ok := parseHead(s); ok {
		return r
	}
	r := raw{text: s}
	if m := scrapedDate.FindStringSubmatchIndex(s); m != nil {
		if _, err := parsePublished(s[m[2]:m[3]]); err == nil {
			r.published, r.skip = s[m[2]:m[3]], m[1]
		}
	}
	return r
}

func parseHead(s string) (raw, bool) {
	var r raw
	fields := map[string]*string{"id": &r.id, "title": &r.title, "url": &r.url, "publisher": &r.publisher,
		"published": &r.published, "date": &r.published, "lang": &r.lang, "language": &r.lang}
	rest, known := s, false
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		if strings.TrimSpace(line) == "" {
			if !known {
				return raw{}, false
			}
			r.text = after
			return r, true
		}
		m := headLine.FindStringSubmatch(line)
		if m == nil {
			return raw{}, false
		}
		field := fields[strings.ToLower(m[1])]
		if field == nil || *field != "" {
			return raw{}, false
		}
		*field, known, rest = m[2], true, after
	}
	return raw{}, false // a head without a text
}
