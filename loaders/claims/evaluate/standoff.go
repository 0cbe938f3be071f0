package evaluate

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// ReadStandoff reads stand-off annotation (corpus/README.md has the format):
// entities and statements of public texts, by offset, without the texts. It
// fails on the first line that it cannot read, naming file and line.
func ReadStandoff(path string, texts *Texts) ([]Article, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read stand-off annotation: %w", err)
	}
	var out []Article
	for n, line := range strings.Split(string(b), "\n") {
		f := strings.Split(line, "\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case f[0] == "doc" && len(f) == 2:
			var a Article
			if a, err = texts.Article(f[1]); err == nil {
				out = append(out, a)
			}
		case len(out) == 0:
			err = fmt.Errorf("no doc line before it")
		default:
			err = out[len(out)-1].standoff(f)
		}
		if err != nil {
			return nil, fmt.Errorf("read stand-off annotation: %s line %d: %w", path, n+1, err)
		}
	}
	return out, nil
}

// standoff adds what one line tells: an entity "e", id, type, spans, or a
// statement "s", subject, predicate, object, stance, status, holder, paragraph.
func (a *Article) standoff(f []string) error {
	switch {
	case f[0] == "e" && len(f) == 4:
		name := ""
		for _, s := range strings.Fields(f[3]) {
			var start, end int
			if n, _ := fmt.Sscanf(s, "%d-%d", &start, &end); n != 2 || start < 0 || start >= end || end > len(a.Text) {
				return fmt.Errorf("%q is no span of the text", s)
			}
			a.Spans = append(a.Spans, Span{f[1], start, end})
			if end-start > len(name) {
				name = a.Text[start:end]
			}
		}
		a.Entities = append(a.Entities, Entity{f[1], f[2], name})
		return nil
	case f[0] == "s" && len(f) == 8:
		s := Statement{S: f[1], P: f[2], O: f[3], Stance: f[4], Status: f[5]}
		if f[6] != "-" {
			s.Holder = f[6]
		}
		paragraphs := strings.Split(a.Text, "\n\n")
		k, err := strconv.Atoi(f[7])
		if err != nil || k < 1 || k > len(paragraphs) {
			return fmt.Errorf("the text has no paragraph %q", f[7])
		}
		s.Evidence = paragraphs[k-1]
		for _, id := range []string{s.S, s.O, s.Holder} {
			if id != "" && id != Nobody && !slices.ContainsFunc(a.Entities, func(e Entity) bool { return e.ID == id }) {
				return fmt.Errorf("no entity %q above", id)
			}
		}
		a.Statements = append(a.Statements, s)
		return nil
	}
	return fmt.Errorf("want e, id, type, spans or s, subject, predicate, object, stance, status, holder, paragraph, apart by tabs")
}
