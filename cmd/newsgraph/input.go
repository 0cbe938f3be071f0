package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/loaders/claims"
)

// inputFlags are what every command that reads articles has.
type inputFlags struct {
	workers       int
	maxArticle    int64 // bytes
	minConfidence float64
	articleTime   time.Duration // of load
	strict        bool
	verbose       bool // of load
}

const inputHelp = `PATH is a file, a folder (read recursively, in the order of names) or - for
standard input: plain text (optionally with a head of "Key: value" lines: title,
url, publisher, published, lang), HTML, JSON Lines (id title publisher published
lang url text), RSS or Atom, WARC, mail (.eml .mbox), PDF with text, .docx, .odt,
each also as .gz or .zst and in .zip and .tar. What has another ending or is
hidden is skipped, and told.`

func (f *inputFlags) register(cmd *cobra.Command) {
	cmd.Flags().IntVar(&f.workers, "workers", 0, "articles to process at a time (0: one a CPU)")
	cmd.Flags().Int64Var(&f.maxArticle, "max-article", 16<<20, "longest article in bytes")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "exit 1 also when a file was skipped")
	cmd.Flags().Float64Var(&f.minConfidence, "min-confidence", claims.DefaultMinConfidence, "leave out statements that are less probably right; lower it to look for leads")
}

// pipeline is what reads the articles.
func (f *inputFlags) pipeline(explain bool) (*loaders.Pipeline, error) {
	least := f.minConfidence
	if least == 0 {
		least = -1 // claims.Options takes 0 for the default
	}
	return loaders.NewPipeline(loaders.PipelineOptions{Explain: explain, MinConfidence: least})
}

func (f *inputFlags) check(command string) error {
	if f.workers < 0 || f.maxArticle <= 0 {
		return usageError("%s: --workers and --max-article must be positive", command)
	}
	if !(f.minConfidence >= 0 && f.minConfidence <= 1) { // NaN is neither
		return usageError("%s: --min-confidence %g; want a number from 0 to 1", command, f.minConfidence)
	}
	return nil
}

func (f *inputFlags) source(a *app, paths []string) *article.Source {
	return article.NewSource(paths, article.Options{MaxBytes: f.maxArticle, Stdin: a.in})
}

// rejections prints each rejection as it comes and keeps a few words for JSON,
// of the first maxListed.
type rejections struct {
	a       *app
	list    []rejectionJSON
	notes   []noteJSON
	n       int
	skips   []skipJSON // all for JSON, else the first
	skipped int
	// unlisted are those that were printed and are not kept.
	unlisted int
}

// maxListed bounds what --json lists, since the list is in memory to the end.
const maxListed = 100_000

// lists reports whether one more is kept.
func (l *rejections) lists() bool {
	if !l.a.json {
		return false
	}
	if len(l.list)+len(l.notes)+len(l.skips) < maxListed {
		return true
	}
	l.unlisted++
	return false
}

// shownSkips is how many of the files that were skipped a summary names.
const shownSkips = 5

// skipJSON is a file or a member of an archive that was not read.
type skipJSON struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// skip keeps what was skipped; verbose prints it.
func (l *rejections) skip(i *article.Ignored, verbose bool) {
	l.skipped++
	if verbose {
		l.a.sayln("newsgraph: skipped", i.Error())
	}
	if !l.a.json && len(l.skips) < shownSkips || l.lists() {
		l.skips = append(l.skips, skipJSON{i.File, i.Why})
	}
}

type rejectionJSON struct {
	File  string `json:"file"`
	Line  int    `json:"line,omitempty"`
	Cause string `json:"cause"`
	Hint  string `json:"hint,omitempty"`
}

// noteJSON is a note about a file that was read.
type noteJSON struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Note string `json:"note"`
}

// note prints what should be known of a file that was read.
func (l *rejections) note(n *article.Note) {
	l.a.sayln("newsgraph: note:", n.Error())
	if l.lists() {
		l.notes = append(l.notes, noteJSON{n.File, n.Line, n.Text})
	}
}

func (l *rejections) add(r *article.Rejection) {
	l.n++
	l.a.sayln("newsgraph: rejected", r.Error())
	if r.Hint != "" {
		l.a.sayln("  hint:", r.Hint)
	}
	if l.lists() {
		l.list = append(l.list, rejectionJSON{r.File, r.Line, r.Cause.Error(), r.Hint})
	}
}

// exit is the error that ends a command which rejected input, nil if none.
// Skipped files count as rejected ones if it is strict.
func (l *rejections) exit(strict bool) error {
	if l.n == 0 && !(strict && l.skipped > 0) {
		return nil
	}
	return &exitError{exitRejected, nil}
}

// progress shows articles, articles a second and the time left on a terminal,
// and nothing elsewhere.
type progress struct {
	bar      *progressbar.ProgressBar // nil: not a terminal
	source   *article.Source
	articles int
	begun    time.Time
}

func newProgress(errw io.Writer, source *article.Source) *progress {
	f, ok := errw.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	bar := progressbar.NewOptions64(source.Total(), progressbar.OptionSetWriter(errw), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true), progressbar.OptionFullWidth(),
		progressbar.OptionShowBytes(false), progressbar.OptionSetDescription("reading"))
	return &progress{bar: bar, source: source, begun: time.Now()}
}

// done counts one more article.
func (p *progress) done() {
	if p.bar == nil {
		return
	}
	p.articles++
	rate := float64(p.articles) / max(time.Since(p.begun).Seconds(), 0.001)
	p.bar.Describe(fmt.Sprintf("%d articles, %.0f/s", p.articles, rate))
	p.show(p.bar.Set64(p.source.Read()))
}

// clear makes room for a message.
func (p *progress) clear() {
	if p.bar != nil {
		p.show(p.bar.Clear())
	}
}

func (p *progress) finish() {
	if p.bar != nil {
		p.show(errors.Join(p.bar.Finish(), p.bar.Clear()))
	}
}

// show gives a bar up that can not be drawn; the work goes on without it.
func (p *progress) show(err error) {
	if err != nil {
		p.bar = nil
	}
}
