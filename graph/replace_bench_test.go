package graph

import (
	"context"
	"testing"

	"newsgraph/schema"
)

// BenchmarkReplace loads articles of a few claims each, one synced write an
// article.
func BenchmarkReplace(b *testing.B) {
	s, err := Open(b.TempDir(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	const articles = 500
	var all []schema.Contribution // each article in two versions
	for n := range 2 * articles {
		all = append(all, randomContribution(b, n%articles, n/articles))
	}
	for i := 0; b.Loop(); i++ {
		if changed, err := s.Replace(context.Background(), all[i%len(all)]); err != nil || !changed {
			b.Fatal(changed, err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	quads, err := all[0].Quads()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(quads)), "quads/article")
}
