// Package prometheus stands in for github.com/prometheus/client_golang, a
// client for a metrics server, with which Pebble times its writes for
// whoever asks. Nobody here does.
//
// In and out: the few names that pebble v2.1.7 uses. Nothing is counted.
package prometheus

// Histogram takes durations.
type Histogram interface{ Observe(float64) }

// HistogramOpts has the field that Pebble sets.
type HistogramOpts struct{ Buckets []float64 }

// NewHistogram makes one that forgets what it is told.
func NewHistogram(HistogramOpts) Histogram { return forgets{} }

type forgets struct{}

func (forgets) Observe(float64) {}

// LinearBuckets gives no buckets.
func LinearBuckets(_, _ float64, _ int) []float64 { return nil }

// ExponentialBucketsRange gives no buckets.
func ExponentialBucketsRange(_, _ float64, _ int) []float64 { return nil }
