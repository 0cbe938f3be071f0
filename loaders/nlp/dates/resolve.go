package dates

import (
	"strconv"
	"time"
)

// anchor is the date of publication with the precision it has.
type anchor struct {
	t          time.Time
	month, day bool // known
	ok         bool
}

// readAnchor reads "2024-03-15" (more may follow), "2024-03" or "2024".
func readAnchor(s string) anchor {
	for i, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(s) < len(layout) {
			continue
		}
		if t, err := time.Parse(layout, s[:len(layout)]); err == nil {
			return anchor{t, i < 2, i < 1, true}
		}
	}
	return anchor{}
}

func formatYear(y int) string {
	if y < 1 || y > 9999 {
		return ""
	}
	return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC).Format("2006")
}

func formatMonth(y, m int) string {
	return time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
}

// formatDay is "" for days that the calendar does not have.
func formatDay(y, m, d int) string {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d {
		return ""
	}
	return t.Format("2006-01-02")
}

// value normalises a match; "" when it can not be told.
func value(p *pattern, c captured, a anchor) string {
	switch p.action {
	case "date", "iso", "dmy":
		return absolute(c, a)
	case "month":
		return month(c, p.which, a)
	case "weekday":
		return weekday(c.weekday, p.which, a)
	case "day":
		n, err := strconv.Atoi(p.which)
		if err != nil || !a.day {
			return ""
		}
		return a.t.AddDate(0, 0, n).Format("2006-01-02")
	case "unit-year":
		c.unit = unitYear
		fallthrough
	case "unit":
		n, err := strconv.Atoi(p.which)
		if p.which == "-n" {
			n, err = -c.n, nil
		}
		if err != nil {
			return ""
		}
		return units(c.unit, n, a)
	}
	return ""
}

func absolute(c captured, a anchor) string {
	switch {
	case c.year != 0 && c.month != 0 && c.day != 0:
		return formatDay(c.year, c.month, c.day)
	case c.year != 0 && c.month != 0:
		return formatMonth(c.year, c.month)
	case c.year != 0:
		return formatYear(c.year)
	case !a.ok || !a.month:
		return ""
	}
	// A day without a year is the nearest one: news look half a year around.
	y := a.t.Year()
	if m := int(a.t.Month()); c.month-m > 6 {
		y--
	} else if m-c.month > 6 {
		y++
	}
	return formatDay(y, c.month, c.day)
}

// month resolves a month without a year to the last one that has begun, or to
// the one that was asked for.
func month(c captured, which string, a anchor) string {
	if !a.ok || !a.month {
		return ""
	}
	y, m := a.t.Year(), int(a.t.Month())
	switch {
	case which == "next" && c.month <= m:
		y++
	case which == "next":
	case which == "last" && c.month >= m, c.month > m:
		y--
	}
	return formatMonth(y, c.month)
}

// weekday resolves to the last such day, the day of publication included.
func weekday(day int, which string, a anchor) string {
	if !a.day || day == 0 {
		return ""
	}
	today := (int(a.t.Weekday())+6)%7 + 1
	back := (today - day + 7) % 7
	switch which {
	case "last":
		if back == 0 {
			back = 7
		}
	case "next":
		back -= 7
	case "near":
		if back > 3 {
			back -= 7
		}
	}
	return a.t.AddDate(0, 0, -back).Format("2006-01-02")
}

// units counts whole units from the day of publication. A week has no form of
// its own: it is given as the month or year that holds all of it.
func units(u unitKind, n int, a anchor) string {
	switch {
	case !a.ok || n < -5000 || n > 5000:
	case u == unitYear:
		return formatYear(a.t.Year() + n)
	case u == unitMonth && a.month:
		return formatMonth(a.t.Year(), int(a.t.Month())+n)
	case u == unitDay && a.day:
		return a.t.AddDate(0, 0, n).Format("2006-01-02")
	case u == unitWeek && a.day:
		monday := a.t.AddDate(0, 0, 7*n-(int(a.t.Weekday())+6)%7)
		sunday := monday.AddDate(0, 0, 6)
		if monday.Month() == sunday.Month() {
			return monday.Format("2006-01")
		}
		if monday.Year() == sunday.Year() {
			return formatYear(monday.Year())
		}
	}
	return ""
}
