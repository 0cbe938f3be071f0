package train

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/score"
)

// JudgedDoc is a document some of whose extracted statements people judged.
type JudgedDoc struct {
	evaluate.Article
	// Letters maps statementKey to R (right), M (misleading) or W (wrong).
	Letters map[string]string
}

// ReadJudged reads judgements (corpus/judged.tsv) of public texts.
func ReadJudged(path string, texts *evaluate.Texts) ([]JudgedDoc, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read judgements: %w", err)
	}
	var out []JudgedDoc
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || !strings.Contains("RMW", f[2]) || len(f[2]) != 1 {
			return nil, fmt.Errorf("read judgements: %s line %d: want document, hash and R, M or W", path, n+1)
		}
		if len(out) == 0 || out[len(out)-1].ID != f[0] {
			a, err := texts.Article(f[0])
			if err != nil {
				return nil, fmt.Errorf("read judgements: %s line %d: %w", path, n+1, err)
			}
			out = append(out, JudgedDoc{a, map[string]string{}})
		}
		out[len(out)-1].Letters[f[1]] = f[2]
	}
	return out, nil
}

// statementKey is a hash of a statement as it was shown to who judged it.
func statementKey(id string, r *claims.Result, s *claims.Statement) string {
	name := func(e int) string {
		if e == coref.None {
			return ""
		}
		return r.Entities[e].Name
	}
	object := name(s.Object)
	if s.Object == coref.None {
		object = s.ObjectDate
	}
	h := sha256.Sum256([]byte(strings.Join([]string{id, name(s.Subject), s.Predicate, object, s.Stance, s.Status, name(s.Holder)}, "|")))
	return hex.EncodeToString(h[:8])
}

// JudgedExamples labels the statements that the rules find in judged documents
// and that people have judged. What was not judged is left out.
func (t *Trainer) JudgedExamples(ctx context.Context, docs []JudgedDoc) ([]score.Example, error) {
	var out []score.Example
	for i := range docs {
		d := docs[i].Doc()
		if err := t.Pipeline.Annotate(ctx, d); err != nil {
			return nil, fmt.Errorf("label statements of %s: %w", docs[i].ID, err)
		}
		found, r, err := t.News.Candidates(ctx, d)
		if err != nil {
			return nil, fmt.Errorf("label statements of %s: %w", docs[i].ID, err)
		}
		for k := range found {
			right, ok := map[string]float64{"R": 1, "M": 0.5, "W": 0}[docs[i].Letters[statementKey(docs[i].ID, r, &found[k])]]
			if ok {
				out = append(out, score.Example{Evidence: found[k].Evidence, Right: right, Weight: realWeight, Group: docs[i].ID, Target: true})
			}
		}
	}
	return out, nil
}
