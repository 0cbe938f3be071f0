package main

import (
	"bytes"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"newsgraph/loaders"
	"newsgraph/loaders/article"
	"newsgraph/loaders/claims/evaluate"
)

// TestScorePy holds that eval gold gives the figures of ../shared/gold/score.py
// for what extract prints, and reads the articles as extract does.
func TestScorePy(t *testing.T) {
	script, err := filepath.Abs("../../../shared/gold/score.py")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("score.py is not beside the project")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	p, err := loaders.NewPipeline(loaders.PipelineOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{"real-en", "real-da"} {
		t.Run(source, func(t *testing.T) {
			dir := filepath.Join(filepath.Dir(script), source)
			gold, err := evaluate.ReadGold(dir)
			if err != nil {
				t.Fatal(err)
			}
			in, out := filepath.Join(t.TempDir(), "in.jsonl"), filepath.Join(t.TempDir(), "out.jsonl")
			input, err := exec.Command(python, script, "inputs", dir).Output()
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(in, input, 0o644); err != nil {
				t.Fatal(err)
			}
			var printed bytes.Buffer
			var preds []evaluate.Prediction
			for a, err := range article.NewSource([]string{in}, article.Options{}).Articles(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				g := gold[len(preds)]
				if a.ID != g.ID || a.Text != g.Text || a.Lang != g.Lang || !slices.Equal(a.Blocks, g.Doc().Blocks) {
					t.Errorf("%s: extract reads another article than eval gold", g.ID)
				}
				x, err := p.Extract(t.Context(), a)
				if err != nil {
					t.Fatal(err)
				}
				preds = append(preds, evaluate.PredictKept(x.Result, x.Chains(), x.Kept()))
				if err := json.NewEncoder(&printed).Encode(newExtractJSON(x)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(out, printed.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			answer, err := exec.Command(python, script, "score", dir, out, "--json").Output()
			if err != nil {
				t.Fatal(err)
			}
			comparePy(t, answer, evaluate.Score(gold, preds))
		})
	}
}

// comparePy compares the rounded figures of score.py.
func comparePy(t *testing.T, answer []byte, s evaluate.Scores) {
	t.Helper()
	type prf struct {
		P, R, F1   float64
		Pred, Gold int
	}
	var py struct {
		Mentions, Spans, Statements prf
		Org                         float64 `json:"org_fine_type"`
		Chains                      prf     `json:"coref_b3"`
		Stance                      float64 `json:"stance_acc"`
		Status                      float64 `json:"status_acc"`
		Holder                      float64 `json:"holder_acc"`
		Held                        float64 `json:"holder_recall_when_attributed"`
	}
	if err := json.Unmarshal(answer, &py); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name     string
		py, ours float64
	}{
		{"statements P", py.Statements.P, s.Statements.P}, {"statements R", py.Statements.R, s.Statements.R},
		{"statements found", float64(py.Statements.Pred), float64(s.Statements.Pred)}, {"statements gold", float64(py.Statements.Gold), float64(s.Statements.Gold)},
		{"names P", py.Mentions.P, s.Mentions.P}, {"names R", py.Mentions.R, s.Mentions.R}, {"spans P", py.Spans.P, s.Spans.P}, {"spans R", py.Spans.R, s.Spans.R},
		{"types", py.Org, s.OrgFineType}, {"chains P", py.Chains.P, s.Coref.P}, {"chains R", py.Chains.R, s.Coref.R},
		{"stance", py.Stance, s.Stance}, {"status", py.Status, s.Status}, {"holder", py.Holder, s.Holder}, {"attributed", py.Held, s.HolderRecall},
	} {
		if math.Abs(c.py-c.ours) > 0.00051 {
			t.Errorf("%s: %v, score.py says %v", c.name, c.ours, c.py)
		}
	}
}
