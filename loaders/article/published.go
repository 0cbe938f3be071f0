package article

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"newsgraph/schema"
)

var (
	isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?($|[T ])`)
	// mailDate is RFC 822's, RFC 850's and RFC 1123's, with what feeds make of
	// them: years of two figures, names written out, no seconds, any zone.
	mailDate = regexp.MustCompile(`^(?:\pL{2,9}\.?,?\s+)?(\d{1,2})[\s-]+(\pL{3,10})\.?[\s-]+(\d{4}|\d{2})(?:$|[\s,]+\d{1,2}[:.]\d\d)`)
	// unixDate is that of asctime and date(1): "Mon Aug  3 12:45:00 EDT 2015".
	unixDate = regexp.MustCompile(`^\pL{3},? (\pL{3}) +(\d{1,2}) [\d:]+ (?:[\w+:-]+ )?(\d{4})$`)
)

// parsePublished reads a date of publication and keeps its precision: ISO 8601
// with or without a time, the formats of mail and feeds, "2 January 2006" and
// "January 2, 2006" in the languages that are read. "" is no date.
func parsePublished(s string) (schema.Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return schema.Date{}, nil
	}
	if m := isoDate.FindString(s); m != "" {
		return schema.ParseDate(strings.TrimRight(m, "T "))
	}
	if m := mailDate.FindStringSubmatch(s); m != nil {
		if d, err := dateOf(m[3], m[2], m[1]); err == nil {
			return d, nil
		}
	}
	if m := unixDate.FindStringSubmatch(s); m != nil {
		if d, err := dateOf(m[3], m[1], m[2]); err == nil {
			return d, nil
		}
	}
	for _, layout := range []string{"02/01-2006", "2.1.2006", "02-01-2006", "20060102", "20060102150405", "20060102T150405Z", "20060102T1504Z"} {
		if t, err := time.Parse(layout, s); err == nil {
			return schema.ParseDate(t.Format("2006-01-02"))
		}
	}
	if d := visibleDate(s); d != "" {
		return schema.ParseDate(d)
	}
	return schema.Date{}, fmt.Errorf("published %.60q is no date; write YYYY-MM-DD", s)
}

// dateOf joins a date of which the month is a name; years of two figures are
// those from 1950 to 2049 (RFC 5322, 4.3).
func dateOf(year, month, day string) (schema.Date, error) {
	number := monthNumber(month)
	if number == "" {
		return schema.Date{}, fmt.Errorf("%.20q is no month", month)
	}
	if len(year) == 2 {
		century := "20"
		if year >= "50" {
			century = "19"
		}
		year = century + year
	}
	return schema.ParseDate(year + "-" + number + "-" + strings.Repeat("0", 2-len(day)) + day)
}
