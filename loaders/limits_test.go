package loaders

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"newsgraph/loaders/article"
	"newsgraph/schema"
)

// slow waits until it is told to stop for the article "slow".
type slow struct{}

func (slow) Contribution(ctx context.Context, a article.Article) (Made, error) {
	if a.ID == "slow" {
		<-ctx.Done()
		return Made{}, ctx.Err()
	}
	return Made{Contribution: schema.Contribution{Article: a.Article}}, nil
}

func TestCutsAreTold(t *testing.T) {
	var notes []string
	r, err := Load(t.Context(), texts("a", "cut", "b"), &fake{}, picky{}, Options{Noted: func(n *article.Note) { notes = append(notes, n.Error()) }})
	if err != nil || r.Loaded != 3 || r.Noted != 1 || strings.Join(notes, "; ") != "f:1: too long and cut: 1 word" {
		t.Errorf("%v, %+v, notes %q", err, r, notes)
	}
}

// picky is a Sink that refuses one article.
type picky struct{ cause error }

func (p picky) Replace(_ context.Context, c schema.Contribution) (bool, error) {
	if c.Article.ID == "bad" {
		return false, p.cause
	}
	return true, nil
}

type unstorable struct{}

func (unstorable) Error() string { return "too long" }
func (unstorable) Unstorable()   {}

func TestOneArticleNeverStopsALoad(t *testing.T) {
	source := func(yield func(article.Article, error) bool) {
		for _, id := range []string{"a", "slow", "bad", "b"} {
			if !yield(article.Article{Article: schema.Article{ID: id, Source: id}, File: id}, nil) {
				return
			}
		}
	}
	var rejected []string
	r, err := Load(t.Context(), source, slow{}, picky{fmt.Errorf("write: %w", unstorable{})}, Options{Workers: 2, ArticleTime: 50 * time.Millisecond,
		Rejected: func(r *article.Rejection) { rejected = append(rejected, r.Error()) }})
	if err != nil || r.Loaded != 2 || strings.Join(rejected, "; ") != "slow: it takes longer than 50ms; bad: write: too long" {
		t.Errorf("%v, %d loaded, rejected %q", err, r.Loaded, rejected)
	}
	broken := errors.New("disk full")
	if _, err := Load(t.Context(), source, slow{}, picky{broken}, Options{ArticleTime: 50 * time.Millisecond}); !errors.Is(err, broken) {
		t.Errorf("a broken store: %v", err)
	}
}

// Long articles take turns: no more than 2 MiB of text is on its way, from the
// reader to the sink, and short ones go on beside them.
func TestLongArticlesTakeTurns(t *testing.T) {
	var long, most, shortBeside atomic.Int64
	source := func(yield func(article.Article, error) bool) {
		for i := range 40 {
			size := 700 << 10
			if i%4 == 3 {
				size = 1000
			}
			if size > 1000 {
				most.Store(max(most.Load(), long.Add(int64(size))))
			}
			if !yield(article.Article{Text: strings.Repeat("x", size)}, nil) {
				return
			}
		}
	}
	n := 0
	for size, err := range Map(t.Context(), source, 8, func(_ context.Context, a article.Article) (int, error) {
		if len(a.Text) == 1000 && long.Load() > 0 {
			shortBeside.Add(1)
		}
		time.Sleep(time.Millisecond)
		return len(a.Text), nil
	}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; size > 1000 {
			long.Add(-int64(size))
		}
	}
	// Beside 2 MiB the reader holds one that waits for its turn.
	if n != 40 || most.Load() > 4*700<<10 || shortBeside.Load() == 0 {
		t.Errorf("%d articles, at most %d KiB at a time, %d short ones beside them", n, most.Load()>>10, shortBeside.Load())
	}
}
