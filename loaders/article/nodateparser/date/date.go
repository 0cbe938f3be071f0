// Package date has the result of package dateparser.
package date

import "time"

// Date is a date that was found.
type Date struct{ Time time.Time }
