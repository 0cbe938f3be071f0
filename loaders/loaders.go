// Package loaders runs articles through the pipeline into a Sink and reports
// what became of each.
//
// In: a stream of articles (package article reads files, folders and standard
// input). Out: schema.Contribution values handed to a Sink, one an article, in
// the order of the input whatever the number of workers, and a Report. Not
// here: storage; graph.Store is a Sink.
package loaders

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"iter"
	"time"

	"newsgraph/loaders/article"
	"newsgraph/schema"
)

// Sink takes one article's contribution and makes it durable before it
// returns; changed is false when the sink already held exactly this.
type Sink interface {
	Replace(ctx context.Context, c schema.Contribution) (changed bool, err error)
}

// Unstorable is an error of a Sink that one article's contribution is to blame
// for: that article is rejected, and the load goes on.
type Unstorable interface {
	error
	Unstorable()
}

// Memory is a Sink that remembers what an article's contribution was made
// from: Source gives its Contribution.Source as long as the sink holds just
// that contribution, else "". It must be safe for concurrent use.
type Memory interface {
	Source(article schema.IRI) (string, error)
}

// Locator is a Sink that remembers where an article was read; of those that it
// takes with Replace, it has it from Contribution.Origin.
type Locator interface {
	Locate(ctx context.Context, article schema.IRI, o schema.Origin) error
}

// Processor makes one article's contribution; Pipeline is one. It must be safe
// for concurrent use, and watch ctx.
type Processor interface {
	Contribution(ctx context.Context, a article.Article) (Made, error)
}

// Made is what a Processor makes of one article.
type Made struct {
	schema.Contribution
	Refused []error // statements that were left out, and why
	Cut     string  // what of the text had to be cut, in words; "" for nothing
}

// Options tune Load. The zero value works.
type Options struct {
	// Workers is how many articles are processed at a time; 0 is one a CPU.
	Workers int
	// Program says which Processor this is: another must have another. With it
	// and a Sink that is a Memory, articles that the sink holds as this Processor
	// made them are not processed again.
	Program string
	// Again processes them all the same.
	Again bool
	// ArticleTime is the longest that one article may take, which is then
	// rejected; 0 is no limit. It is for faults only: what an article may hold is
	// bounded, so that a sound program stays far below a limit of minutes, and
	// what is stored does not depend on the machine.
	ArticleTime time.Duration
	// Stored, Rejected and Ignored are told what became of each input, in the
	// order of the input and never two at a time. Each may be nil. Of an article
	// that was not processed again, Stored gets only the Article and the Origin.
	Stored   func(c schema.Contribution, changed bool)
	Rejected func(*article.Rejection)
	Ignored  func(*article.Ignored)
	Noted    func(*article.Note)
}

// Report counts what Load did.
type Report struct {
	Loaded     int // articles that are new or have changed
	Unchanged  int // articles that the sink had as they are
	Replaced   int // of those loaded, articles with the id of one that came before in this load
	Rejected   int // articles and lines that could not be read
	Ignored    int // files that are no articles by their name
	Noted      int // notes about files that were read
	Entities   int // different entities in the articles that were processed
	Statements int // claims in them
	Refused    int // statements that the ontology does not allow, left out
	// Last is where the last article that was stored was read; after an
	// interruption all before it is stored and nothing behind it.
	Last string
}

// Load runs every article of the source through p and stores it. One that can
// not be read or processed is reported and does not stop the rest. Load ends
// early with an error when the sink fails or ctx is done: what the report
// counts as loaded is then stored all the same. Memory grows by a few bytes an
// article, to count.
func Load(ctx context.Context, source iter.Seq2[article.Article, error], p Processor, sink Sink, o Options) (Report, error) {
	l := load{o: o, sink: sink, entities: map[uint64]struct{}{}, articles: map[uint64]struct{}{}}
	memory, _ := sink.(Memory)
	if o.Again {
		memory = nil
	}
	for c, err := range Map(ctx, source, o.Workers, func(ctx context.Context, a article.Article) (result, error) {
		print := fingerprint(o.Program, a)
		process := func() (result, error) {
			m, err := within(ctx, o.ArticleTime, a, p.Contribution)
			m.Source, m.Origin = print, a.Origin
			return result{Made: m}, err
		}
		if memory == nil || print == "" {
			return process()
		}
		if have, err := memory.Source(a.IRI()); err != nil || have == print {
			return result{Made: Made{Contribution: schema.Contribution{Article: a.Article, Origin: a.Origin}}, process: process}, err
		}
		return process()
	}) {
		if err = l.take(ctx, c, err); err != nil {
			return l.report(), err
		}
	}
	return l.report(), nil
}

// within runs f on an article with a limit of time; f watches its context.
func within(ctx context.Context, limit time.Duration, a article.Article,
	f func(context.Context, article.Article) (Made, error)) (Made, error) {
	if limit <= 0 {
		return f(ctx, a)
	}
	timed, stop := context.WithTimeout(ctx, limit)
	defer stop()
	m, err := f(timed, a)
	if err != nil && errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		err = &article.Rejection{File: a.File, Line: a.Line, Cause: fmt.Errorf("it takes longer than %s", limit),
			Hint: "raise --article-time"}
	}
	return m, err
}

// result is what became of one article on its way to the sink.
type result struct {
	Made
	process func() (result, error) // of an article that the sink holds as it is: makes it all the same
}

// fingerprint covers all that a contribution depends on, "" if program is.
func fingerprint(program string, a article.Article) string {
	if program == "" {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "%d:%s %s %q %v", len(program), program, a.Hash, a.LangHint, a.Blocks)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// load is the state of the one goroutine that stores.
type load struct {
	o        Options
	sink     Sink
	r        Report
	entities map[uint64]struct{} // hashes of IRIs: eight bytes an entity
	articles map[uint64]struct{} // hashes of ids
}

func (l *load) report() Report {
	l.r.Entities = len(l.entities)
	return l.r
}

// take deals with what Map yields. An error ends the load.
func (l *load) take(ctx context.Context, c result, err error) error {
	var rejection *article.Rejection
	var ignored *article.Ignored
	var note *article.Note
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.As(err, &note):
		l.note(note)
		return nil
	case errors.As(err, &ignored):
		l.r.Ignored++
		if l.o.Ignored != nil {
			l.o.Ignored(ignored)
		}
		return nil
	case errors.As(err, &rejection):
		l.reject(rejection)
		return nil
	case err != nil:
		return err
	}
	if _, before := l.articles[hash(c.Article.ID)]; c.process != nil && before {
		// What the sink held when the worker looked, an earlier article of this
		// load with the same id may have replaced.
		c, err := c.process()
		return l.take(ctx, c, err)
	}
	return l.store(ctx, c)
}

func (l *load) reject(r *article.Rejection) {
	l.r.Rejected++
	if l.o.Rejected != nil {
		l.o.Rejected(r)
	}
}

func (l *load) note(n *article.Note) {
	l.r.Noted++
	if l.o.Noted != nil {
		l.o.Noted(n)
	}
}

func (l *load) store(ctx context.Context, c result) error {
	changed, err := false, error(nil)
	if c.process == nil {
		changed, err = l.sink.Replace(ctx, c.Contribution)
	}
	if where, ok := l.sink.(Locator); ok && err == nil && !changed {
		err = where.Locate(ctx, c.Article.IRI(), c.Origin)
	}
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if unstorable := Unstorable(nil); errors.As(err, &unstorable) {
			l.reject(&article.Rejection{File: c.Article.Source, Cause: err})
			return nil
		}
		return fmt.Errorf("%s: %w", c.Article.Source, err)
	}
	if c.Cut != "" {
		l.note(&article.Note{File: c.Article.Source, Text: c.Cut})
	}
	id := hash(c.Article.ID)
	_, before := l.articles[id]
	l.articles[id] = struct{}{}
	switch {
	case !changed:
		l.r.Unchanged++
	case before:
		l.r.Replaced++
		fallthrough
	default:
		l.r.Loaded++
	}
	l.r.Last = c.Article.Source
	l.r.Statements += len(c.Claims)
	l.r.Refused += len(c.Refused)
	for _, e := range c.Entities {
		l.entities[hash(e.IRI().String())] = struct{}{}
	}
	if l.o.Stored != nil {
		l.o.Stored(c.Contribution, changed)
	}
	return nil
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}
