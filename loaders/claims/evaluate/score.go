package evaluate

import (
	"cmp"
	"slices"
)

// Mention is a predicted mention, in bytes of the article's text.
type Mention struct {
	Start, End int
	Entity     int // index into Prediction.Entities
	Type       string
	Name       bool // its form is a name
}

// Predicted is a predicted statement between entities, by index.
type Predicted struct {
	Subject, Object, Holder int // -1 for none: not told, a date, the article's own voice
	Predicate               string
	Stance, Status          string
	Confidence              float64
	Rule                    string
}

// Prediction is what a system made of one article.
type Prediction struct {
	Mentions   []Mention
	Entities   []Entity
	Statements []Predicted
}

// PRF is precision, recall and their harmonic mean, in [0,1].
type PRF struct {
	P, R, F1   float64
	Pred, Gold int
}

func prf(tp float64, pred, gold int) PRF {
	r := PRF{Pred: pred, Gold: gold}
	if pred > 0 {
		r.P = tp / float64(pred)
	}
	if gold > 0 {
		r.R = tp / float64(gold)
	}
	if r.P+r.R > 0 {
		r.F1 = 2 * r.P * r.R / (r.P + r.R)
	}
	return r
}

// PerPredicate counts one predicate.
type PerPredicate struct {
	Predicate  string
	Gold, Pred int
	P, R       float64
}

// Outcome says of one scored prediction whether it was right, in full or half.
type Outcome struct {
	Article   string
	Predicted Predicted
	Credit    float64
}

// Scores are the figures of score.py.
type Scores struct {
	Mentions, Spans PRF
	OrgFineType     float64
	Coref           PRF // B-cubed over rightly found names
	Statements      PRF
	Stance, Status  float64 // accuracy over matched statements
	Holder          float64
	HolderRecall    float64 // where the article attributes
	PerPredicate    []PerPredicate
	Outcomes        []Outcome
	Counts          Counts
	Errors          []string // "+ ..." invented, "- ..." missed, "~ ..." told or named wrong
}

// Counts are what the figures of Scores are made of.
type Counts struct {
	Names, NamesFound, NamesGold           int // of the right type, of any, annotated
	Spans, Orgs, OrgTypes                  int // right spans; organizations among them, of the right type
	Right                                  float64
	Found, Gold, Matched                   int // statements
	Stance, Status, Holder, Held, HeldTold int // right among the matched; attributed by gold, and rightly told
	ChainP, ChainR                         float64
}

// Nobody is the subject of acts whose doer the article does not tell.
const Nobody = "-"

var (
	coarse = map[string]string{"Person": "PER", "Company": "ORG", "Agency": "ORG", "Media": "ORG", "Party": "ORG", "Organization": "ORG",
		"Country": "LOC", "Place": "LOC", "Product": "MISC", "Event": "MISC", "Law": "MISC"}
	symmetric = map[string]bool{"partnerOf": true, "metWith": true, "spouseOf": true, "relativeOf": true, "linkedTo": true}
	unscored  = map[string]bool{"bornOn": true, "diedOn": true, "foundedOn": true}
)

func half(a, b string) bool {
	post := func(p string) bool { return p == "leads" || p == "spokespersonFor" || p == "worksFor" }
	word := func(p string) bool { return p == "accuses" || p == "criticizes" }
	return post(a) && post(b) || word(a) && word(b)
}

type tally struct {
	mPred, mGold, mTP, span, org, fine            int
	b3p, b3r, b3n                                 float64
	sPred, sGold, matched, stance, status, holder int
	held, heldOK                                  int
	sTP                                           float64
	goldOf, predOf                                map[string]int
	tpGold, tpPred                                map[string]float64
	out                                           Scores
}

// Score compares predictions with articles, pairwise in order.
func Score(articles []Article, preds []Prediction) Scores {
	t := &tally{goldOf: map[string]int{}, predOf: map[string]int{}, tpGold: map[string]float64{}, tpPred: map[string]float64{}}
	for i := range articles {
		t.article(&articles[i], &preds[i])
	}
	m := max(t.matched, 1)
	s := t.out
	s.Mentions, s.Spans = prf(float64(t.mTP), t.mPred, t.mGold), prf(float64(t.span), t.mPred, t.mGold)
	s.OrgFineType = float64(t.fine) / float64(max(t.org, 1))
	if t.b3n > 0 {
		p, r := t.b3p/t.b3n, t.b3r/t.b3n
		s.Coref = PRF{P: p, R: r, F1: 2 * p * r / (p + r)}
	}
	s.Statements = prf(t.sTP, t.sPred, t.sGold)
	s.Stance, s.Status, s.Holder = float64(t.stance)/float64(m), float64(t.status)/float64(m), float64(t.holder)/float64(m)
	s.HolderRecall = float64(t.heldOK) / float64(max(t.held, 1))
	s.Counts = Counts{t.mTP, t.mPred, t.mGold, t.span, t.org, t.fine, t.sTP, t.sPred, t.sGold, t.matched, t.stance, t.status, t.holder, t.held, t.heldOK, s.Coref.P, s.Coref.R}
	for p := range t.goldOf {
		if _, ok := t.predOf[p]; !ok {
			t.predOf[p] = 0
		}
	}
	for p := range t.predOf {
		pp := PerPredicate{Predicate: p, Gold: t.goldOf[p], Pred: t.predOf[p]}
		if pp.Gold > 0 {
			pp.R = t.tpGold[p] / float64(pp.Gold)
		}
		if pp.Pred > 0 {
			pp.P = t.tpPred[p] / float64(pp.Pred)
		}
		s.PerPredicate = append(s.PerPredicate, pp)
	}
	slices.SortFunc(s.PerPredicate, func(a, b PerPredicate) int { return cmp.Compare(a.Predicate, b.Predicate) })
	return s
}

func (t *tally) article(a *Article, p *Prediction) {
	errors := len(t.out.Errors)
	type span struct{ b, e int }
	gold := map[span]string{}
	for _, s := range a.Spans {
		if a.entity(s.ID).Type != "Unnamed" {
			gold[span{s.Start, s.End}] = s.ID
		}
	}
	named := map[span]Mention{}
	for _, m := range p.Mentions {
		if m.Name && p.Entities[m.Entity].Type != "Unnamed" {
			named[span{m.Start, m.End}] = m
		}
	}
	t.mPred += len(named)
	t.mGold += len(gold)
	type pair struct {
		g string
		p int
	}
	var hit []pair
	for k, id := range gold {
		if _, ok := named[k]; !ok {
			t.wrong("- " + a.ID + " name " + a.Text[k.b:k.e] + ": " + a.entity(id).Type)
		}
	}
	for k, m := range named {
		id, ok := gold[k]
		if !ok {
			t.wrong("+ " + a.ID + " name " + a.Text[k.b:k.e] + ": " + m.Type)
			continue
		}
		t.span++
		typ, want := m.Type, a.entity(id).Type
		if coarse[typ] == coarse[want] {
			t.mTP++
		} else {
			t.wrong("~ " + a.ID + " name " + a.Text[k.b:k.e] + ": " + typ + " for " + want)
		}
		if coarse[want] == "ORG" && coarse[typ] == "ORG" {
			t.org++
			if typ == want {
				t.fine++
			}
		}
		hit = append(hit, pair{id, m.Entity})
	}
	for _, h := range hit {
		var same, inP, inG float64
		for _, o := range hit {
			if o == h {
				same++
			}
			if o.p == h.p {
				inP++
			}
			if o.g == h.g {
				inG++
			}
		}
		t.b3p += same / inP
		t.b3r += same / inG
		t.b3n++
	}
	t.statements(a, p, StandFor(a, p))
	slices.Sort(t.out.Errors[errors:])
}

func (t *tally) wrong(what string) { t.out.Errors = append(t.out.Errors, what) }

// StandFor gives each predicted entity the gold entity whose marked mentions
// it overlaps most; the first met wins a tie, as in score.py.
func StandFor(a *Article, p *Prediction) []string {
	out := make([]string, len(p.Entities))
	for e := range p.Entities {
		votes := map[string]int{}
		var order []string
		for _, m := range p.Mentions {
			if m.Entity != e {
				continue
			}
			for _, s := range a.Spans {
				if m.Start < s.End && s.Start < m.End {
					if votes[s.ID] == 0 {
						order = append(order, s.ID)
					}
					votes[s.ID]++
				}
			}
		}
		for _, id := range order {
			if out[e] == "" || votes[id] > votes[out[e]] {
				out[e] = id
			}
		}
	}
	return out
}

func (t *tally) statements(a *Article, p *Prediction, stands []string) {
	scored := scoredEnds(p)
	used := make([]bool, len(a.Statements))
	t.sGold += len(a.Statements)
	for _, g := range a.Statements {
		t.goldOf[g.P]++
	}
	for _, s := range p.Statements {
		if unscored[s.Predicate] || s.Object < 0 || s.Subject >= 0 && !scored[s.Subject] || !scored[s.Object] {
			continue
		}
		t.sPred++
		t.predOf[s.Predicate]++
		best, credit := -1, 0.0
		S, subject, O := Nobody, "not told", stands[s.Object]
		if s.Subject >= 0 {
			S, subject = stands[s.Subject], p.Entities[s.Subject].Name
		}
		for n, g := range a.Statements {
			ends := g.S == S && g.O == O || symmetric[s.Predicate] && g.O == S && g.S == O
			if used[n] || !ends || (g.Stance == "denied") != (s.Stance == "denied") {
				continue
			}
			k := 0.0
			switch {
			case g.P == s.Predicate:
				k = 1
			case half(g.P, s.Predicate):
				k = 0.5
			}
			if g.Stance == s.Stance {
				k += 0.001
			}
			if k > credit && k >= 0.5 {
				best, credit = n, k
			}
		}
		if best < 0 {
			t.out.Outcomes = append(t.out.Outcomes, Outcome{a.ID, s, 0})
			t.wrong("+ " + a.ID + " " + s.Predicate + "(" + subject + ", " + p.Entities[s.Object].Name + ") " + s.Stance + " " + s.Rule)
			continue
		}
		g := a.Statements[best]
		used[best] = true
		k := 0.5
		if g.P == s.Predicate {
			k = 1
		}
		t.out.Outcomes = append(t.out.Outcomes, Outcome{a.ID, s, k})
		t.sTP += k
		t.tpPred[s.Predicate] += k
		t.tpGold[g.P] += k
		t.matched++
		h := ""
		if s.Holder >= 0 {
			h = stands[s.Holder]
		}
		wrong := ""
		count := func(n *int, ok bool, what string) {
			if ok {
				*n++
			} else {
				wrong += " " + what
			}
		}
		count(&t.stance, g.Stance == s.Stance, "stance "+s.Stance+" for "+g.Stance)
		count(&t.status, g.Status == s.Status, "status "+s.Status+" for "+g.Status)
		count(&t.holder, g.Holder == h, "holder "+a.entity(h).Name+" for "+a.entity(g.Holder).Name)
		if g.P != s.Predicate {
			wrong += " predicate " + s.Predicate + " for " + g.P
		}
		if wrong != "" {
			t.wrong("~ " + a.ID + " " + g.P + "(" + a.entity(g.S).Name + ", " + a.entity(g.O).Name + "):" + wrong + " " + s.Rule + " << " + g.Evidence)
		}
		if g.Holder != "" {
			t.held++
			if g.Holder == h {
				t.heldOK++
			}
		}
	}
	for n, g := range a.Statements {
		if !used[n] {
			t.wrong("- " + a.ID + " " + g.P + "(" + a.entity(g.S).Name + ", " + a.entity(g.O).Name + ") " + g.Stance + " " + g.Status + " H=" + a.entity(g.Holder).Name + ": " + g.Evidence)
		}
	}
}
