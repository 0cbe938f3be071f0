package article

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"newsgraph/schema"
)

var isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?($|[T ])`)

// parsePublished reads a date of publication and keeps its precision: ISO 8601
// with or without a time, the formats of mail and feeds, "2 January 2006" and
// "January 2, 2006". "" is no date.
func parsePublished(s string) (schema.Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return schema.Date{}, nil
	}
	if m := isoDate.FindString(s); m != "" {
		return schema.ParseDate(strings.TrimRight(m, "T "))
	}
	for _, layout := range []string{time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, time.RFC850, time.ANSIC,
		"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700",
		"2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "02/01-2006", "2.1.2006", "02-01-2006", "20060102", "20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil {
			return schema.ParseDate(t.Format("2006-01-02"))
		}
	}
	return schema.Date{}, fmt.Errorf("published %.60q is no date; write YYYY-MM-DD", s)
}
