package graph

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsgraph/schema"
)

// benchArticles is how many articles the benchmarks of texts load;
// NEWSGRAPH_BENCH_ARTICLES sets it.
func benchArticles() int {
	if n, err := strconv.Atoi(os.Getenv("NEWSGRAPH_BENCH_ARTICLES")); err == nil {
		return n
	}
	return 5000
}

// zipfText makes an article of about 400 words whose frequencies are those of
// language (Zipf's law) over 60,000 word forms.
func zipfText(n int) schema.Text {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	z := rand.NewZipf(r, 1.1, 3, 60000)
	var b strings.Builder
	var t schema.Text
	for range 20 {
		start := b.Len()
		for range 20 {
			b.WriteString(benchWord(z.Uint64()) + " ")
		}
		b.WriteString("end.")
		t.Sentences = append(t.Sentences, schema.TextSentence{Start: start, End: b.Len()})
		b.WriteByte('\n')
	}
	t.Body = b.String()
	return t
}

// benchWord is word number n in letters.
func benchWord(n uint64) string {
	const syllables = "bakidopurefolasetimunovegaby"
	s := ""
	for n += 14; n > 0; n /= 14 {
		i := n % 14 * 2
		s += syllables[i : i+2]
	}
	return s
}

func folderBytes(b *testing.B, dir string) (total int64) {
	b.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, e := d.Info(); e == nil {
				total += info.Size()
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return total
}

// BenchmarkTexts loads articles with texts, one write each, and searches them.
func BenchmarkTexts(b *testing.B) {
	ctx := context.Background()
	for range b.N {
		dir := b.TempDir()
		s, err := Open(dir, Options{NoSync: true})
		if err != nil {
			b.Fatal(err)
		}
		n := benchArticles()
		begun := time.Now()
		heap := [2]float64{} // the largest after the first tenth, and of all
		for i := range n {
			c := randomContribution(b, i, 0)
			c.Text = zipfText(i)
			if _, err := s.Replace(ctx, c); err != nil {
				b.Fatal(err)
			}
			if i%max(n/100, 1) == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				mb := float64(m.Sys-m.HeapReleased) / 1e6
				if i <= n/10 {
					heap[0] = math.Max(heap[0], mb)
				}
				heap[1] = math.Max(heap[1], mb)
			}
		}
		b.ReportMetric(float64(n)/time.Since(begun).Seconds(), "articles/s")
		b.ReportMetric(heap[0], "MB-first-tenth")
		b.ReportMetric(heap[1], "MB-all")
		searchBench(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(folderBytes(b, dir))/float64(n), "disk-bytes/article")
	}
}

func searchBench(b *testing.B, s *Store) {
	v, err := s.View()
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	for _, q := range []struct{ name, text string }{
		{"rare", benchWord(20000)}, {"usual", benchWord(300) + " " + benchWord(900)}, {"commonest", "end " + benchWord(0) + " " + benchWord(1)},
	} {
		const times = 5
		hits := 0
		begun := time.Now()
		for range times {
			hits = 0
			for _, err := range v.SearchTexts(context.Background(), q.text) {
				if err != nil {
					b.Fatal(err)
				}
				if hits++; hits == 10 {
					break
				}
			}
		}
		b.ReportMetric(float64(time.Since(begun).Microseconds())/1000/times, fmt.Sprintf("ms-%s", q.name))
	}
	begun := time.Now()
	const stories = 100
	for i := range stories {
		if _, err := v.Story(context.Background(), schema.ArticleIRI(fmt.Sprint("art ", i))); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Since(begun).Microseconds())/stories, "us-story")
}
