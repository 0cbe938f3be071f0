package loaders

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
