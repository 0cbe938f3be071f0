package claims_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sort"
	"testing"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/nlp"
	"newsgraph/loaders/nlp/lang"
	"newsgraph/loaders/nlp/ner"
	"newsgraph/loaders/nlp/stages"
	"newsgraph/loaders/nlp/text"
)

// oracle gives a Doc the names of its gold article.
type oracle struct{ articles map[string]*evaluate.Article }

func (oracle) Name() string      { return "gold names" }
func (oracle) Needs() text.Layer { return text.Tokens }
func (oracle) Adds() text.Layer  { return text.Names }
func (o oracle) Annotate(_ context.Context, d *text.Doc) error {
	a := o.articles[d.Text]
	types := map[string]string{}
	for _, e := range a.Entities {
		types[e.ID] = e.Type
	}
	for _, s := range a.Spans {
		if types[s.ID] == "Unnamed" {
			continue
		}
		n := text.Name{First: -1, Type: types[s.ID], Label: map[string]string{"Person": "PER", "Country": "LOC", "Place": "LOC", "Product": "MISC", "Event": "MISC", "Law": "MISC"}[types[s.ID]]}
		if n.Label == "" {
			n.Label = "ORG"
		}
		for i, t := range d.Tokens {
			if t.Start < s.End && s.Start < t.End {
				if n.First < 0 {
					n.First = i
				}
				n.Last = i + 1
			}
		}
		if n.First >= 0 && (len(d.Names) == 0 || d.Names[len(d.Names)-1].Last <= n.First) {
			d.Names = append(d.Names, n)
		}
	}
	return nil
}

func TestLab(t *testing.T) {
	mode := os.Getenv("LAB")
	if mode == "" {
		t.Skip("set LAB=oracle or LAB=real")
	}
	x, err := claims.New(claims.Options{Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []string{"en", "da"} {
		if only := os.Getenv("LABLANG"); only != "" && only != l {
			continue
		}
		arts, err := evaluate.ReadGold("/work/shared/gold/dev-" + l)
		if os.Getenv("LABCORP") != "" {
			arts, err = evaluate.ReadCorpus("/work/main/corpus/" + l)
		}
		if err != nil {
			t.Fatal(err)
		}
		list, err := stages.New(l)
		if err != nil {
			t.Fatal(err)
		}
		if mode == "oracle" {
			m := map[string]*evaluate.Article{}
			for i := range arts {
				m[arts[i].Text] = &arts[i]
			}
			list = append(list, oracle{m})
		} else {
			lg, err := lang.Get(l)
			if err != nil {
				t.Fatal(err)
			}
			s, err := ner.New(ner.Options{}, lg)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, s)
		}
		p, err := nlp.New(text.Blocks, list...)
		if err != nil {
			t.Fatal(err)
		}
		sys := evaluate.System{Pipeline: p, Extractor: x}
		preds, err := sys.Run(context.Background(), arts)
		if err != nil {
			t.Fatal(err)
		}
		n := len(arts) - 6
		if os.Getenv("LABCORP") != "" {
			n = len(arts)
		}
		for _, part := range []struct {
			name   string
			lo, hi int
		}{{"dev", 0, n}, {"aside", n, len(arts)}} {
			if part.lo == part.hi {
				continue
			}
			sc := evaluate.Score(arts[part.lo:part.hi], preds[part.lo:part.hi])
			s := sc.Statements
			fmt.Printf("%s %-5s %s: stmt P %.1f R %.1f F1 %.1f (pred %d gold %d) stance %.1f status %.1f holder %.1f hrec %.1f | ment %.1f b3 %.1f fine %.1f\n", l, part.name, mode,
				100*s.P, 100*s.R, 100*s.F1, s.Pred, s.Gold, 100*sc.Stance, 100*sc.Status, 100*sc.Holder, 100*sc.HolderRecall, 100*sc.Mentions.F1, 100*sc.Coref.F1, 100*sc.OrgFineType)
			if part.name == "dev" && os.Getenv("LABERR") != "" {
				for _, p := range sc.PerPredicate {
					fmt.Printf("    %-16s gold %3d pred %3d P %.2f R %.2f\n", p.Predicate, p.Gold, p.Pred, p.P, p.R)
				}
				rules := map[string][2]float64{}
				for _, o := range sc.Outcomes {
					r := rules[o.Predicted.Rule]
					rules[o.Predicted.Rule] = [2]float64{r[0] + 1, r[1] + o.Credit}
				}
				var names []string
				for r := range rules {
					names = append(names, r)
				}
				sort.Slice(names, func(i, j int) bool {
					return rules[names[i]][0] > rules[names[j]][0] || rules[names[i]][0] == rules[names[j]][0] && names[i] < names[j]
				})
				for _, r := range names {
					fmt.Printf("    rule %3.0f %.2f %s\n", rules[r][0], rules[r][1]/rules[r][0], r)
				}
				errs := slices.Clone(sc.Errors)
				for _, e := range errs {
					fmt.Println(e)
				}
			}
		}
	}
}
