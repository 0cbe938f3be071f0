package evaluate

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ReadCorpus reads every *.txt of a folder of the project's own annotated
// articles (corpus/README.md has the format), sorted by name. It fails on the
// first line that it cannot read, naming file and line.
func ReadCorpus(dir string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("read corpus: no *.txt files in %q; give a folder such as corpus/en", dir)
	}
	slices.Sort(files)
	var out []Article
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("read corpus: %w", err)
		}
		a, err := ParseCorpus(string(data))
		if err != nil {
			return nil, fmt.Errorf("read corpus: %s: %w", f, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// ParseCorpus reads one article of the corpus.
func ParseCorpus(s string) (Article, error) {
	var a Article
	section, body := "head", []string{}
	dash := func(s string) string {
		if s == "-" {
			return ""
		}
		return s
	}
	for n, line := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		if name, ok := strings.CutPrefix(line, "=== "); ok {
			section = strings.TrimSpace(name)
			continue
		}
		f := strings.Split(line, " | ")
		switch section {
		case "head":
			if line == "" {
				section = "body"
				continue
			}
			k, v, ok := strings.Cut(line, ":")
			to := map[string]*string{"id": &a.ID, "lang": &a.Lang, "publisher": &a.Publisher, "published": &a.Published, "title": &a.Title}[k]
			if !ok || to == nil {
				return a, fmt.Errorf("line %d: want one of id, lang, publisher, published, title", n+1)
			}
			*to = strings.TrimSpace(v)
		case "body":
			body = append(body, line)
		case "entities":
			if line == "" {
				continue
			}
			if len(f) != 3 {
				return a, fmt.Errorf("line %d: want id | type | name", n+1)
			}
			a.Entities = append(a.Entities, Entity{f[0], f[1], f[2]})
		case "statements":
			if line == "" {
				continue
			}
			if len(f) < 8 {
				return a, fmt.Errorf("line %d: want eight fields separated by \" | \"", n+1)
			}
			a.Statements = append(a.Statements, Statement{S: f[0], P: f[1], O: f[2], Text: dash(f[3]), Stance: f[4], Status: f[5],
				Holder: dash(f[6]), Evidence: strings.Join(f[7:], " | ")})
		default:
			return a, fmt.Errorf("line %d: unknown section %q", n+1, section)
		}
	}
	if a.ID == "" || a.Lang == "" {
		return a, fmt.Errorf("no id or lang")
	}
	a.Marked = strings.TrimSpace(strings.Join(body, "\n"))
	a.unmark()
	return a, nil
}
