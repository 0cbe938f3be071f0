package loaders

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"newsgraph/loaders/article"
	"newsgraph/loaders/nlp/text"
	"newsgraph/schema"
)

// slow waits until it is told to stop for the article "slow".
type slow struct{}

func (slow) Contribution(ctx context.Context, a article.Article) (schema.Contribution, []error, error) {
	if a.ID == "slow" {
		<-ctx.Done()
		return schema.Contribution{}, nil, ctx.Err()
	}
	return schema.Contribution{Article: a.Article}, nil, nil
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

// generated are texts of about n bytes that make quadratic algorithms show.
var generated = map[string]func(n int) string{
	"word":     func(n int) string { return strings.Repeat("a", n) },
	"sentence": func(n int) string { return strings.Repeat("the man and the dog saw ", n/24) },
	"capitals": func(n int) string { return strings.Repeat("The KILO ", n/9) },
	"glued":    func(n int) string { return strings.Repeat("ReutersThe", n/10) },
	"lines":    func(n int) string { return strings.Repeat("a\n", n/2) },
	"quotes":   func(n int) string { return strings.Repeat("\"I saw it,\" said Anna Holm.\n\n", n/29) },
	"list":     func(n int) string { return strings.Repeat("Anna Holm, ", n/11) },
	"brackets": func(n int) string { return strings.Repeat("(", n/2) + "x" + strings.Repeat(")", n/2) },
	"one name": func(n int) string {
		return strings.Repeat("Anna Holm leads Brinova Group. She accused Bo Lind.\n\n", n/53)
	},
	"names": func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "%s Holm met %s Lind.\n\n", invented(7*i), invented(13*i+5))
		}
		return b.String()
	},
}

func invented(i int) string {
	b := []byte("Aaaa")
	for k := range b {
		b[k] += byte(i % 26)
		i /= 26
	}
	return string(b[:1]) + strings.ToLower(string(b[1:]))
}

// BenchmarkExponent is how time grows with the length of generated texts, as
// the exponent between n and 4n bytes: 1 is linear.
func BenchmarkExponent(b *testing.B) {
	p := newPipeline(b)
	took := func(s string) float64 {
		a := article.Article{Text: s, Blocks: []text.Block{{Span: text.Span{End: len(s)}}}}
		a.ID, a.Lang = "x", "en"
		begin := time.Now()
		if _, err := p.Extract(b.Context(), a); err != nil {
			b.Fatal(err)
		}
		return time.Since(begin).Seconds()
	}
	took("Anna Holm leads Brinova Group.")
	for name, write := range generated {
		b.Run(name, func(b *testing.B) {
			const n = 15_000
			for b.Loop() {
				small, large := took(write(n)), took(write(4*n))
				b.ReportMetric(math.Log(large/small)/math.Log(4), "exponent")
				b.ReportMetric(large, "s")
			}
		})
	}
}
