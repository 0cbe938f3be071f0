package schema

import (
	"fmt"
	"time"
)

// Date is a day, a month or a year: no more precise than its source. The zero
// value is no date.
type Date struct{ s string }

// ParseDate accepts "2006", "2006-01" and "2006-01-02", and rejects days that
// do not exist and the year 0000, which XSD 1.0 does not know.
func ParseDate(s string) (Date, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil && s[:4] != "0000" {
			return Date{s}, nil
		}
	}
	return Date{}, fmt.Errorf("parse date %q: want YYYY, YYYY-MM or YYYY-MM-DD of a day that exists", s)
}

// String is the date as it was given, "" for none.
func (d Date) String() string { return d.s }

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.s == "" }

// First is the first day that d may mean, as YYYY-MM-DD; "" for no date.
func (d Date) First() string {
	if d.s == "" {
		return ""
	}
	return (d.s + "-01-01")[:10]
}

// Last is the last day that d may mean, as YYYY-MM-DD; "" for no date.
func (d Date) Last() string {
	switch len(d.s) {
	case 4:
		return d.s + "-12-31"
	case 7:
		t, _ := time.Parse("2006-01", d.s)
		return t.AddDate(0, 1, -1).Format("2006-01-02")
	}
	return d.s
}

// Literal is d with the XSD type of its precision (gYear, gYearMonth, date).
func (d Date) Literal() Literal {
	t := map[int]string{4: "gYear", 7: "gYearMonth", 10: "date"}[len(d.s)]
	return Literal{lexical: d.s, datatype: IRI{XSD + t}}
}
