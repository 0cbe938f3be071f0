package main

import (
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"newsgraph/schema"
)

// quadProgress shows quads and quads a second on a terminal, and nothing
// elsewhere.
type quadProgress struct {
	bar   *progressbar.ProgressBar // nil: not a terminal
	verb  string
	begun time.Time
}

// quadsEvery is how many quads lie between two updates of the display.
const quadsEvery = 10000

// newQuadProgress shows progress towards total quads; -1 if that is unknown.
func newQuadProgress(errw io.Writer, verb string, total int64) *quadProgress {
	f, ok := errw.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &quadProgress{}
	}
	bar := progressbar.NewOptions64(total, progressbar.OptionSetWriter(errw), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(),
		progressbar.OptionSetDescription(verb))
	return &quadProgress{bar: bar, verb: verb, begun: time.Now()}
}

// at says that n quads are done.
func (p *quadProgress) at(n int64) {
	if p.bar == nil {
		return
	}
	rate := float64(n) / max(time.Since(p.begun).Seconds(), 0.001)
	p.bar.Describe(fmt.Sprintf("%s: %d quads, %.0f/s", p.verb, n, rate))
	if p.bar.Set64(n) != nil {
		p.bar = nil // what can not be drawn is given up; the work goes on
	}
}

// say replaces the display's text, for work whose end is not known.
func (p *quadProgress) say(text string) {
	if p.bar != nil {
		p.bar.Describe(text)
	}
}

func (p *quadProgress) finish() {
	if p.bar != nil {
		if p.bar.Finish() == nil {
			p.bar.Clear()
		}
		p.bar = nil
	}
}

// count passes quads on and shows how many they are.
func (p *quadProgress) count(quads iter.Seq2[schema.Quad, error]) iter.Seq2[schema.Quad, error] {
	return func(yield func(schema.Quad, error) bool) {
		n := int64(0)
		for q, err := range quads {
			if n++; n%quadsEvery == 0 {
				p.at(n)
			}
			if !yield(q, err) {
				return
			}
		}
		p.say(fmt.Sprintf("%d quads read, sorting and indexing", n))
	}
}
