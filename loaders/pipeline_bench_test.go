//go:build unix

package loaders

import (
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"newsgraph/loaders/article"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/nlp/lang"
)

// corpusArticles are the annotated articles of corpus/ in one language.
func corpusArticles(b *testing.B, code string) (list []article.Article, words int) {
	b.Helper()
	corpus, err := evaluate.ReadCorpus(filepath.Join("..", "corpus", code))
	if err != nil {
		b.Fatal(err)
	}
	for _, x := range corpus {
		a := article.Article{Text: x.Text, Blocks: x.Doc().Blocks}
		a.ID, a.Lang = x.ID, code
		list = append(list, a)
		words += len(strings.Fields(x.Text))
	}
	return list, words
}

// BenchmarkPipeline is text to statements in one worker, over articles that are
// all different: words by the clock and by processor time, and what a worker
// keeps beside the models after the last article.
func BenchmarkPipeline(b *testing.B) {
	for _, code := range lang.Codes() {
		b.Run(code, func(b *testing.B) {
			p := newPipeline(b)
			list, words := corpusArticles(b, code)
			if _, err := p.Extract(b.Context(), list[0]); err != nil { // what is made once
				b.Fatal(err)
			}
			for range 3 { // the worker's memory and what loading left
				runtime.GC()
			}
			before, start := live(), processorTime(b)
			b.ReportAllocs()
			var x *Extraction
			for b.Loop() {
				for _, a := range list {
					var err error
					if x, err = p.Extract(b.Context(), a); err != nil {
						b.Fatal(err)
					}
				}
			}
			all := float64(words * b.N)
			b.ReportMetric(all/(processorTime(b)-start), "words/cpu-s")
			b.ReportMetric(all/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric((live()-before)/1e6, "MB/worker")
			runtime.KeepAlive(p)
			runtime.KeepAlive(x)
			runtime.KeepAlive(list)
		})
	}
}

// live is how many bytes are in use: a worker's memory lasts one collection.
func live() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// processorTime is what this process has used, in seconds.
func processorTime(b *testing.B) float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}
