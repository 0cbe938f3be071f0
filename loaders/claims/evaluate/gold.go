// Package evaluate scores extraction: against gold news articles as
// ../shared/gold/score.py does, and against KnowledgeNet.
//
// In: annotated articles and what the extractor made of their plain text. Out:
// Scores. Not here: the extraction (claims), the scores of single language
// stages (nlp/evaluate).
package evaluate

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Entity is a real thing of an annotated article.
type Entity struct {
	ID, Type, Name string
}

// Statement is a gold statement between two entities of its article.
type Statement struct {
	S        string `json:"s"` // Nobody if the article does not tell
	P        string `json:"p"`
	O        string `json:"o"`
	Text     string `json:"text"`
	Stance   string `json:"stance"`
	Status   string `json:"status"`
	Holder   string `json:"holder"` // "" for the article's own voice
	Evidence string `json:"evidence"`
}

// Span is a marked mention, in bytes of Article.Text.
type Span struct {
	ID         string
	Start, End int
}

// Article is an annotated news article.
type Article struct {
	ID         string      `json:"id"`
	Lang       string      `json:"lang"`
	Title      string      `json:"title"`
	Publisher  string      `json:"publisher"`
	Published  string      `json:"published"`
	Marked     string      `json:"marked"`
	Entities   []Entity    `json:"entities"`
	Statements []Statement `json:"statements"`

	Text  string `json:"-"` // Marked without its marks
	Spans []Span `json:"-"`
}

var mark = regexp.MustCompile(`\[\[([a-z0-9]+)\|([^\[\]|]+)\]\]`)

// unmark sets Text and Spans from Marked.
func (a *Article) unmark() {
	var b strings.Builder
	last := 0
	for _, m := range mark.FindAllStringSubmatchIndex(a.Marked, -1) {
		b.WriteString(a.Marked[last:m[0]])
		start := b.Len()
		b.WriteString(a.Marked[m[4]:m[5]])
		a.Spans = append(a.Spans, Span{a.Marked[m[2]:m[3]], start, b.Len()})
		last = m[1]
	}
	b.WriteString(a.Marked[last:])
	a.Text = b.String()
}

// entity returns the entity with this id.
func (a *Article) entity(id string) Entity {
	if id == Nobody {
		return Entity{ID: id, Type: "Unnamed", Name: "not told"}
	}
	i := slices.IndexFunc(a.Entities, func(e Entity) bool { return e.ID == id })
	if i < 0 {
		return Entity{ID: id}
	}
	return a.Entities[i]
}

// ReadGold reads every *.json of a folder of gold articles, sorted by name. It
// fails on the first file that is none, naming it.
func ReadGold(dir string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("read gold articles: no *.json files in %q; give a folder such as ../shared/gold/dev-en", dir)
	}
	slices.Sort(files)
	var out []Article
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("read gold article: %w", err)
		}
		var a Article
		if err := json.Unmarshal(data, &a); err != nil {
			return nil, fmt.Errorf("read gold article %s: %w", f, err)
		}
		if a.ID == "" || a.Lang == "" {
			return nil, fmt.Errorf("read gold article %s: it has no id or lang", f)
		}
		for i := range a.Statements {
			a.Statements[i].S = cmp.Or(a.Statements[i].S, Nobody)
		}
		a.unmark()
		out = append(out, a)
	}
	return out, nil
}
