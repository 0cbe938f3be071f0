package gizmo

import (
	"context"
	"testing"
)

// BenchmarkRun measures a script that asks almost nothing: what starting the
// interpreter costs.
func BenchmarkRun(b *testing.B) {
	qs := memStore(b, "people.nq")
	for b.Loop() {
		if _, err := Run(context.Background(), qs, `g.V("<ann>").out("<knows>").all()`, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
