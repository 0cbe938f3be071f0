package loaders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"newsgraph/loaders/article"
	"newsgraph/schema"
)

// texts makes a source of articles "0", "1", ...; text "!" is a rejection and
// "?" an ignored file.
func texts(list ...string) iter.Seq2[article.Article, error] {
	return func(yield func(article.Article, error) bool) {
		for i, s := range list {
			a := article.Article{Article: schema.Article{ID: fmt.Sprint(i), Source: fmt.Sprintf("f:%d", i)}, File: "f", Line: i, Text: s}
			var err error
			switch s {
			case "!":
				err = &article.Rejection{File: "f", Line: i, Cause: errors.New("bad")}
			case "?":
				err = &article.Ignored{File: "f"}
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// fake is a Processor: an entity for each word; "panic" panics, "fail" fails.
type fake struct{ running, most atomic.Int32 }

func (f *fake) Contribution(ctx context.Context, a article.Article) (c Made, err error) {
	n := f.running.Add(1)
	defer f.running.Add(-1)
	for m := f.most.Load(); n > m && !f.most.CompareAndSwap(m, n); m = f.most.Load() {
	}
	c.Article = a.Article
	for i, w := range strings.Fields(a.Text) {
		switch w {
		case "panic":
			panic("boom")
		case "fail":
			return c, errors.New("stage broke")
		case "slow":
			time.Sleep(time.Millisecond)
		case "refuse":
			c.Refused = append(c.Refused, errors.New("no"))
		case "cut":
			c.Cut = "too long and cut: 1 word"
		case "wait":
			<-ctx.Done()
			return c, ctx.Err()
		}
		e, err := schema.NewEntity(schema.MustIRI(schema.NS+"place/"+w), "Place", fmt.Sprint(w, i))
		if err != nil {
			return c, err
		}
		c.Entities = append(c.Entities, e)
	}
	return c, nil
}

// memory is a Sink.
type memory struct {
	ids    []string
	before map[string]bool
	fail   string
	then   func(id string)
}

func (m *memory) Replace(_ context.Context, c schema.Contribution) (bool, error) {
	if c.Article.ID == m.fail {
		return false, errors.New("disk full")
	}
	m.ids = append(m.ids, c.Article.ID)
	if m.then != nil {
		m.then(c.Article.ID)
	}
	return !m.before[c.Article.ID], nil
}

func TestLoadKeepsTheOrderOfTheInput(t *testing.T) {
	var list, want []string
	for i := range 200 {
		list = append(list, []string{"slow a b", "a c", "!", "panic", "fail", "?", "refuse"}[i%7])
		if k := i % 7; k < 2 || k == 6 {
			want = append(want, fmt.Sprint(i))
		}
	}
	var events []string
	for _, workers := range []int{1, 2, 7, 0} {
		var log []string
		sink := &memory{before: map[string]bool{"0": true}}
		r, err := Load(t.Context(), texts(list...), &fake{}, sink, Options{Workers: workers,
			Stored: func(c schema.Contribution, changed bool) {
				log = append(log, fmt.Sprint("stored ", c.Article.ID, changed))
			},
			Rejected: func(r *article.Rejection) { log = append(log, "rejected "+r.Error()) },
			Ignored:  func(i *article.Ignored) { log = append(log, i.Error()) }})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(sink.ids, " ") != strings.Join(want, " ") {
			t.Fatalf("%d workers: stored %v", workers, sink.ids)
		}
		if got := (Report{Loaded: 85, Unchanged: 1, Rejected: 86, Ignored: 28, Entities: 5, Refused: 28, Last: "f:197"}); r != got {
			t.Errorf("%d workers: report %+v", workers, r)
		}
		if events == nil {
			events = log
		} else if strings.Join(log, "\n") != strings.Join(events, "\n") {
			t.Errorf("%d workers: other events", workers)
		}
	}
	for i, want := range map[int]string{0: "stored 0false", 2: "rejected f:2: bad", 3: "rejected f:3: internal error in loaders.(*fake).Contribution: boom", 4: "rejected f:4: stage broke"} {
		if events[i] != want {
			t.Errorf("event %d is %q", i, events[i])
		}
	}
}

func TestLoadIsBounded(t *testing.T) {
	const workers = 3
	var read atomic.Int32
	source := func(yield func(article.Article, error) bool) {
		for a := range texts(strings.Fields(strings.Repeat("slow ", 100))...) {
			read.Add(1)
			if !yield(a, nil) {
				return
			}
		}
	}
	f := &fake{}
	sink := &memory{}
	ahead := 0
	sink.then = func(string) { ahead = max(ahead, int(read.Load())-len(sink.ids)) }
	if _, err := Load(t.Context(), source, f, sink, Options{Workers: workers}); err != nil {
		t.Fatal(err)
	}
	if f.most.Load() > workers {
		t.Errorf("%d at a time with %d workers", f.most.Load(), workers)
	}
	if limit := 3*workers + 2; ahead > limit {
		t.Errorf("read %d articles ahead, want at most %d", ahead, limit)
	}
}

func TestLoadCountsReplacements(t *testing.T) {
	source := func(yield func(article.Article, error) bool) {
		for a := range texts("a", "b", "c", "d") {
			a.ID = map[string]string{"a": "x", "b": "y", "c": "x", "d": "same"}[a.Text]
			if !yield(a, nil) {
				return
			}
		}
	}
	r, err := Load(t.Context(), source, &fake{}, &memory{before: map[string]bool{"same": true}}, Options{})
	if err != nil || r.Loaded != 3 || r.Replaced != 1 || r.Unchanged != 1 {
		t.Errorf("report %+v, error %v", r, err)
	}
}

func TestLoadStopsWhenTheSinkFails(t *testing.T) {
	sink := &memory{fail: "3"}
	r, err := Load(t.Context(), texts("a", "b", "c", "d", "e"), &fake{}, sink, Options{})
	if err == nil || err.Error() != "f:3: disk full" {
		t.Errorf("error %v", err)
	}
	if r.Loaded != 3 || r.Last != "f:2" || len(sink.ids) != 3 {
		t.Errorf("report %+v, stored %v", r, sink.ids)
	}
}

func TestLoadCanBeInterrupted(t *testing.T) {
	for name, list := range map[string][]string{"between articles": {"a", "b", "c", "d", "e", "f", "g"}, "inside a stage": {"a", "b", "c", "wait", "wait", "wait"}} {
		ctx, cancel := context.WithCancel(t.Context())
		sink := &memory{then: func(id string) {
			if id == "2" {
				cancel()
			}
		}}
		r, err := Load(ctx, texts(list...), &fake{}, sink, Options{Workers: 2})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: error %v", name, err)
		}
		if r.Loaded != 3 || r.Last != "f:2" || strings.Join(sink.ids, "") != "012" || r.Rejected != 0 {
			t.Errorf("%s: report %+v, stored %v", name, r, sink.ids)
		}
	}
}

func TestInterruptDoesNotWaitForInput(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	block := make(chan struct{})
	defer close(block)
	source := func(yield func(article.Article, error) bool) {
		for a, err := range texts("a") {
			if !yield(a, err) {
				return
			}
		}
		<-block // a terminal where nobody types
	}
	sink := &memory{then: func(string) { cancel() }}
	if r, err := Load(ctx, source, &fake{}, sink, Options{}); !errors.Is(err, context.Canceled) || r.Loaded != 1 {
		t.Errorf("report %+v, error %v", r, err)
	}
}

func TestCodePoints(t *testing.T) {
	s := strings.Repeat("aæ€😀", 200)
	c := NewCodePoints(s)
	n := 0
	for i := range s {
		if got := c.Before(i); got != n {
			t.Fatalf("before byte %d: %d, want %d", i, got, n)
		}
		n++
	}
	if c.Before(len(s)) != n || NewCodePoints("").Before(0) != 0 {
		t.Error("wrong at the end")
	}
}

// remembering is a Sink that is a Memory.
type remembering struct {
	mu   sync.Mutex
	held map[string]schema.Contribution
}

func (m *remembering) Replace(_ context.Context, c schema.Contribution) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old, had := m.held[c.Article.ID]
	m.held[c.Article.ID] = c
	return !had || fmt.Sprint(old.Entities) != fmt.Sprint(c.Entities), nil
}

func (m *remembering) Source(article schema.IRI) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, c := range m.held {
		if schema.ArticleIRI(id) == article {
			return c.Source, nil
		}
	}
	return "", nil
}

// counting counts how many articles are processed.
type counting struct {
	fake
	n atomic.Int32
}

func (c *counting) Contribution(ctx context.Context, a article.Article) (Made, error) {
	c.n.Add(1)
	return c.fake.Contribution(ctx, a)
}

func TestLoadDoesNothingTwice(t *testing.T) {
	sink := &remembering{held: map[string]schema.Contribution{}}
	load := func(o Options, texts ...string) (Report, int32) {
		t.Helper()
		source := func(yield func(article.Article, error) bool) {
			for _, s := range texts {
				id, text, _ := strings.Cut(s, ":")
				a := article.Article{Article: schema.Article{ID: id, Hash: text}, Text: text}
				if !yield(a, nil) {
					return
				}
			}
		}
		p := &counting{}
		r, err := Load(t.Context(), source, p, sink, o)
		if err != nil {
			t.Fatal(err)
		}
		return r, p.n.Load()
	}
	for _, c := range []struct {
		name              string
		o                 Options
		texts             string
		loaded, unchanged int
		processed         int32
	}{
		{"first", Options{Program: "p"}, "1:a 2:b", 2, 0, 2},
		{"again, one is new", Options{Program: "p"}, "1:a 2:b 3:c", 1, 2, 1},
		{"one has changed", Options{Program: "p"}, "1:z 2:b", 1, 1, 1},
		{"another program", Options{Program: "q"}, "1:z 2:b", 0, 2, 2},
		{"asked for", Options{Program: "q", Again: true}, "1:z 2:b", 0, 2, 2},
		{"a program that does not say which", Options{}, "1:z", 0, 1, 1},
		{"which is not remembered", Options{Program: "q"}, "1:z 2:b", 0, 2, 1},
	} {
		if r, n := load(c.o, strings.Fields(c.texts)...); r.Loaded != c.loaded || r.Unchanged != c.unchanged || n != c.processed {
			t.Errorf("%s: report %+v, %d processed", c.name, r, n)
		}
	}
	for _, workers := range []int{1, 4} { // the last of an id counts, whoever looked when
		load(Options{Program: "q", Workers: workers}, "1:z")
		load(Options{Program: "q", Workers: workers}, "1:slow", "1:z")
		if got := sink.held["1"].Article.Hash; got != "z" {
			t.Errorf("%d workers: the sink holds %q", workers, got)
		}
	}
}
