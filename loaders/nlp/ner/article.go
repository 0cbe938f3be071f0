package ner

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"newsgraph/loaders/nlp/text"
)

// Article is a gold news article: its text and the spans of its names.
type Article struct {
	ID, Lang, Published, Title string
	Text                       string
	Spans                      []GoldName
}

// GoldName is a marked name of an article.
type GoldName struct {
	text.Span
	Entity string // id within the article
	Type   string // the ontology's fine type
}

// CoarseOf maps the ontology's types to labels; Unnamed and others to None.
func CoarseOf(fine string) Label {
	switch fine {
	case "Person":
		return PER
	case "Company", "Agency", "Media", "Party", "Organization":
		return ORG
	case "Country", "Place":
		return LOC
	case "Product", "Event", "Law":
		return MISC
	}
	return None
}

// ReadArticle reads an article of the gold news set (JSON, see its
// GUIDELINES.md) or of the project's own corpus (text, see corpus/README.md).
func ReadArticle(r io.Reader) (Article, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return Article{}, fmt.Errorf("read article: %w", err)
	}
	var f articleFile
	if strings.HasPrefix(strings.TrimSpace(string(b)), "{") {
		err = json.Unmarshal(b, &f)
	} else {
		err = f.parse(strings.ReplaceAll(string(b), "\r\n", "\n"))
	}
	if err != nil {
		return Article{}, fmt.Errorf("read article: %w; give a file of the gold set or of the corpus", err)
	}
	return f.article()
}

type articleFile struct {
	ID, Lang, Published, Title, Marked string
	Entities                           []struct{ ID, Type, Name string }
}

// parse reads the corpus format: header lines, an empty line, the body,
// "=== entities" and rows of id, type, name.
func (f *articleFile) parse(s string) error {
	head, rest, ok := strings.Cut(s, "\n\n")
	body, tail, ok2 := strings.Cut(rest, "=== entities\n")
	if !ok || !ok2 {
		return errors.New("no header, body and entities")
	}
	for _, line := range strings.Split(head, "\n") {
		k, v, _ := strings.Cut(line, ": ")
		switch k {
		case "id":
			f.ID = v
		case "lang":
			f.Lang = v
		case "published":
			f.Published = v
		case "title":
			f.Title = v
		}
	}
	f.Marked = strings.TrimRight(body, "\n")
	entities, _, _ := strings.Cut(tail, "===")
	for _, line := range strings.Split(entities, "\n") {
		if c := strings.SplitN(line, " | ", 3); len(c) == 3 {
			f.Entities = append(f.Entities, struct{ ID, Type, Name string }{c[0], c[1], c[2]})
		}
	}
	return nil
}

// article takes the markup out of the body.
func (f *articleFile) article() (Article, error) {
	types := map[string]string{}
	for _, e := range f.Entities {
		types[e.ID] = e.Type
	}
	a := Article{ID: f.ID, Lang: f.Lang, Published: f.Published, Title: f.Title}
	var b strings.Builder
	rest := f.Marked
	for {
		before, after, found := strings.Cut(rest, "[[")
		b.WriteString(before)
		if !found {
			break
		}
		inside, tail, closed := strings.Cut(after, "]]")
		id, surface, bar := strings.Cut(inside, "|")
		if !closed || !bar {
			return Article{}, fmt.Errorf("read article %s: broken markup near %.20q; run the gold set's check.py", f.ID, after)
		}
		from := b.Len()
		b.WriteString(surface)
		a.Spans = append(a.Spans, GoldName{text.Span{Start: from, End: b.Len()}, id, types[id]})
		rest = tail
	}
	a.Text = b.String()
	return a, nil
}

// Align gives the article's names as tokens of d, with their fine types. A
// name whose borders lie inside tokens takes the whole tokens.
func (a *Article) Align(d *text.Doc) (names []Mention, fine []string) {
	t := 0
	for _, g := range a.Spans {
		l := CoarseOf(g.Type)
		if l == None {
			continue
		}
		for t < len(d.Tokens) && d.Tokens[t].End <= g.Start {
			t++
		}
		e := t
		for e < len(d.Tokens) && d.Tokens[e].Start < g.End {
			e++
		}
		if e > t && (len(names) == 0 || names[len(names)-1].Last <= t) {
			names, fine = append(names, Mention{t, e, l}), append(fine, g.Type)
		}
	}
	return names, fine
}

// ReadArticles reads the articles of a folder whose names (without extension)
// lie between from and to ("" for no end), in order of their names.
func ReadArticles(dir, from, to string) ([]Article, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	var out []Article
	for _, f := range files {
		id := f.Name()
		if ext := filepath.Ext(id); ext != ".json" && ext != ".txt" || id < from || to != "" && strings.TrimSuffix(id, ext) > to {
			continue
		}
		r, err := os.Open(filepath.Join(dir, id))
		if err != nil {
			return nil, fmt.Errorf("read articles: %w", err)
		}
		a, err := ReadArticle(r)
		r.Close()
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}
