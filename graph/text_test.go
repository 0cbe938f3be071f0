package graph

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"newsgraph/schema"
)

// view is an open view of s.
func view(t testing.TB, s *Store) *View {
	t.Helper()
	v, err := s.View()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v
}

// found lists the ids of the articles that a search finds, with their scores.
func found(t testing.TB, v *View, text string) (out []string) {
	t.Helper()
	for h, err := range v.SearchTexts(context.Background(), text) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %.2f", strings.TrimPrefix(h.IRI.String(), schema.NS+"article/"), h.Score))
	}
	return out
}

func ids(hits []string) (out []string) {
	for _, h := range hits {
		id, _, _ := strings.Cut(h, " ")
		out = append(out, id)
	}
	return out
}

func textArticle(id, lang, title, body string) schema.Contribution {
	return schema.Contribution{Article: schema.Article{ID: id, Title: title, Lang: lang, Hash: fmt.Sprint(len(body), body)}, Text: schema.Text{Body: body}}
}

func TestSearchTexts(t *testing.T) {
	s := openTest(t, Options{})
	replace(t, s, textArticle("a", "en", "Harbour strike", "The ministers spoke.\nNobody answered the Minister's letters."))
	replace(t, s, textArticle("b", "da", "Strejke i havnen", "Ministrene talte længe.\nBrevene blev ikke besvaret, sagde ministeren."))
	replace(t, s, textArticle("c", "en", "Quiet day", "One minister walked along a very long quay and looked at ships, gulls, ropes, cranes and the grey water of the morning."))
	replace(t, s, textArticle("d", "de", "Hafen", "Die Ministerin schwieg."))
	v := view(t, s)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"minister", []string{"a", "b", "c"}},
		{"MINISTERS letter", []string{"a"}},
		{"brev", []string{"b"}},
		{"brevene havn", []string{"b"}},
		{"harbours", []string{"a"}}, // of the title
		{"ministerin", []string{"d"}},
		{"quay nobody", nil},
		{"", nil},
		{"!?", nil},
	} {
		got := ids(found(t, v, c.text))
		if c.text == "minister" { // whose order is that of the scores
			slices.Sort(got)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
	if hits := found(t, v, "minister"); hits[0][:1] != "a" || hits[len(hits)-1][:1] != "c" {
		t.Errorf("ranked %v; want a, with two of few words, first and c, with one of many, last", hits)
	}
	many := strings.Repeat("x", 1)
	for i := range 20 {
		many += fmt.Sprint(" w", i)
	}
	replace(t, s, textArticle("many", "en", "", many))
	for _, err := range view(t, s).SearchTexts(context.Background(), many) {
		if err == nil || !strings.Contains(err.Error(), "more than 16 words") {
			t.Errorf("got %v", err)
		}
	}
}

// What is found and what are copies depends on the articles alone, and a search
// sees what is committed and nothing that was removed.
func TestTextsDependOnArticlesAlone(t *testing.T) {
	const articles = 25
	ctx := context.Background()
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		straight, winding := openTest(t, Options{}), openTest(t, Options{})
		final := map[int]int{}
		for n := range articles {
			if r.IntN(4) > 0 {
				final[n] = r.IntN(2)
				replace(t, straight, randomContribution(t, n, final[n]))
			}
		}
		for range 2 {
			for _, n := range r.Perm(articles) {
				replace(t, winding, randomContribution(t, n, r.IntN(3)))
			}
		}
		for _, n := range r.Perm(articles) {
			if v, ok := final[n]; ok {
				replace(t, winding, randomContribution(t, n, v))
			} else if _, err := winding.Remove(ctx, schema.ArticleIRI(fmt.Sprint("art ", n))); err != nil {
				t.Fatal(err)
			}
		}
		a, b := view(t, straight), view(t, winding)
		for _, text := range []string{"harbour", "title", "word3 harbour", "word17"} {
			want, got := found(t, a, text), found(t, b, text)
			if !slices.Equal(got, want) || text == "harbour" && len(want) == 0 {
				t.Fatalf("seed %d: %q: got %v, want %v", seed, text, got, want)
			}
		}
		copies := 0
		for n := range articles {
			iri := schema.ArticleIRI(fmt.Sprint("art ", n))
			want, err1 := a.Story(ctx, iri)
			got, err2 := b.Story(ctx, iri)
			if err1 != nil || err2 != nil || !slices.Equal(got, want) {
				t.Fatalf("seed %d: story of %s: %v, %v, want %v, %v", seed, iri, got, err2, want, err1)
			}
			copies += len(want) - 1
		}
		if copies == 0 {
			t.Fatal("no copies; the test can not fail")
		}
		wantSound(t, straight)
		wantSound(t, winding)
		for n := range articles {
			if _, err := winding.Remove(ctx, schema.ArticleIRI(fmt.Sprint("art ", n))); err != nil {
				t.Fatal(err)
			}
		}
		for _, family := range []byte{famText, famPosting, famBand, famOrigin} {
			if left, err := winding.own.idsUnder([]byte{family}); err != nil || len(left) > 0 {
				t.Errorf("family %c: %d keys are left, %v", family, len(left), err)
			}
		}
	}
}

func TestTextIsKept(t *testing.T) {
	s := openTest(t, Options{})
	ctx := context.Background()
	c := randomContribution(t, 1, 0)
	replace(t, s, c)
	before := export(t, s)
	got, ok, err := view(t, s).Text(ctx, c.Article.IRI())
	if err != nil || !ok || !reflect.DeepEqual(got, c.Text) {
		t.Fatalf("got %v, %v, %v; want %v", got, ok, err, c.Text)
	}
	old := view(t, s)
	c.Text = schema.Text{Body: "Another text with a lighthouse."}
	if replace(t, s, c) {
		t.Error("changed = true, but the graph is the same")
	}
	if export(t, s) != before {
		t.Error("the text shows in the export")
	}
	if got := found(t, view(t, s), "lighthouse"); len(got) != 1 {
		t.Errorf("found %v", got)
	}
	if got := found(t, old, "lighthouse"); len(got) != 0 {
		t.Errorf("an older view found %v", got)
	}
	c.Text.Sentences = []schema.TextSentence{{Start: 5, End: 900}}
	if _, err := s.Replace(ctx, c); err == nil {
		t.Error("a sentence outside the text was taken")
	}
	wantSound(t, s)
}

func TestVerifyFindsTextDamage(t *testing.T) {
	for name, spoil := range map[string]func(s *Store, g id) error{
		"lost text":    func(s *Store, g id) error { return s.db.Delete(textKey(g), s.sync) },
		"bad text":     func(s *Store, g id) error { return s.db.Set(textKey(g), []byte("\x01 no text"), s.sync) },
		"lost posting": func(s *Store, g id) error { return s.db.Delete(postingKey("en:harbour", g), s.sync) },
		"more posting": func(s *Store, g id) error { return s.db.Set(postingKey("en:pirat", g), []byte{1, 1}, s.sync) },
		"counters":     func(s *Store, g id) error { return s.db.Delete([]byte{famTexts}, s.sync) },
	} {
		s := openTest(t, Options{})
		c := randomContribution(t, 1, 0)
		replace(t, s, c)
		g, err := s.own.lookup(c.Article.IRI().NT())
		if err == nil {
			err = spoil(s, g)
		}
		if err != nil {
			t.Fatal(err)
		}
		r, err := view(t, s).Verify(context.Background())
		if err != nil || r.Found == 0 {
			t.Errorf("%s: found %v, %v", name, r.Problems, err)
		}
	}
}

// A text keeps what it is through repair; an article whose text is lost is lost.
func TestRepairTexts(t *testing.T) {
	dir, to := t.TempDir()+"/a", t.TempDir()+"/b"
	ctx := context.Background()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 6 {
		replace(t, s, randomContribution(t, n, 0))
	}
	g, err := s.own.lookup(schema.ArticleIRI("art 2").NT())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.db.Delete(textKey(g), s.sync), s.Close()); err != nil {
		t.Fatal(err)
	}
	d, err := Repair(ctx, dir, to)
	if err != nil || len(d.Articles) != 1 || d.Articles[0].ID != "art 2" {
		t.Fatalf("%+v, %v", d, err)
	}
	s, err = Open(to, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wantSound(t, s)
	v := view(t, s)
	for n := range 6 {
		c := randomContribution(t, n, 0)
		got, ok, err := v.Text(ctx, c.Article.IRI())
		if want := n != 2 && c.Text.Body != ""; err != nil || ok != want || ok && !reflect.DeepEqual(got, c.Text) {
			t.Errorf("%d: %v, %v, %v", n, got, ok, err)
		}
	}
	if o, err := v.Origins(ctx); err != nil || len(o) != 5 {
		t.Errorf("origins %v, %v", o, err)
	}
}

func TestOrigins(t *testing.T) {
	s := openTest(t, Options{})
	ctx := context.Background()
	c := randomContribution(t, 1, 0)
	replace(t, s, c)
	iri := c.Article.IRI()
	if err := s.Locate(ctx, iri, schema.Origin{Root: "/more", File: "x"}); err != nil {
		t.Fatal(err)
	}
	want := []ArticleOrigin{{iri, schema.Origin{Root: "/more", File: "x"}}, {iri, c.Origin}}
	if got, err := view(t, s).Origins(ctx); err != nil || !slices.Equal(got, want) {
		t.Fatalf("got %v, %v", got, err)
	}
	for _, step := range []struct {
		root string
		gone bool
	}{{"/never", false}, {"/news", false}, {"/news", false}, {"/more", true}, {"/more", false}} {
		if gone, err := s.Forget(ctx, iri, step.root); err != nil || gone != step.gone {
			t.Errorf("forget %s: %v, %v", step.root, gone, err)
		}
	}
	if export(t, s) != "" {
		t.Error("the article is still there")
	}
}
