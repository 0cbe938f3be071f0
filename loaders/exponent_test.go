//go:build unix

package loaders

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"newsgraph/loaders/article"
	"newsgraph/loaders/stress"
)

// BenchmarkExponent is how processor time grows with the length of hostile
// texts, as the exponent between n/4 and n bytes: 1 is linear. n is 64 KiB, or
// the environment's NEWSGRAPH_EXPONENT.
func BenchmarkExponent(b *testing.B) {
	n := 64 << 10
	if s := os.Getenv("NEWSGRAPH_EXPONENT"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	p := newPipeline(b)
	took := func(lang, s string) float64 {
		path := filepath.Join(b.TempDir(), "x.txt")
		if err := os.WriteFile(path, []byte("Lang: "+lang+"\n\n"+s), 0o600); err != nil {
			b.Fatal(err)
		}
		begin := processorTime(b)
		for a, err := range article.NewSource([]string{path}, article.Options{}).Articles(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			if _, err := p.Contribution(b.Context(), a); err != nil {
				b.Fatal(err)
			}
		}
		return processorTime(b) - begin
	}
	for _, lang := range p.languages { // what is made once
		took(lang, "Anna Holm leads Brinova Group.")
	}
	for _, h := range stress.Texts {
		b.Run(h.Lang+"/"+h.Name, func(b *testing.B) {
			for b.Loop() {
				small, large := took(h.Lang, h.Write(n/4)), took(h.Lang, h.Write(n))
				b.ReportMetric(math.Log(large/small)/math.Log(4), "exponent")
				b.ReportMetric(large, "cpu-s")
			}
		})
	}
}
