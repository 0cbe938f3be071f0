package evaluate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"newsgraph/loaders/claims"
	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/nlp/text"
)

// Passage is one sentence or so of KnowledgeNet (Mesquita et al. 2019), with
// all facts of its properties. Offsets count Unicode code points of Text.
type Passage struct {
	Fold       int      `json:"fold"`
	Doc        string   `json:"doc"`
	Text       string   `json:"text"`
	Properties []string `json:"properties"`
	Facts      []Fact   `json:"facts"`
}

// Fact is one annotated relation of a Passage.
type Fact struct {
	Property string `json:"property"`
	Subject  [2]int `json:"subject"`
	Object   [2]int `json:"object"`
}

// ReadKnowledgeNet reads passages, one JSON object a line.
func ReadKnowledgeNet(r io.Reader) ([]Passage, error) {
	var out []Passage
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<24)
	for n := 1; sc.Scan(); n++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var p Passage
		if err := json.Unmarshal(sc.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("read KnowledgeNet: line %d: %w", n, err)
		}
		out = append(out, p)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read KnowledgeNet: %w", err)
	}
	return out, nil
}

// property says which KnowledgeNet properties a predicate of ours is, and
// whether subject and object change places.
type property struct {
	name    string
	inverse bool
}

var properties = map[string][]property{
	"bornOn": {{"DATE_OF_BIRTH", false}}, "diedOn": {{"DATE_OF_DEATH", false}}, "foundedOn": {{"DATE_FOUNDED", false}},
	"livesIn": {{"PLACE_OF_RESIDENCE", false}}, "bornIn": {{"PLACE_OF_BIRTH", false}}, "citizenOf": {{"NATIONALITY", false}},
	"worksFor": {{"EMPLOYEE_OR_MEMBER_OF", false}}, "spokespersonFor": {{"EMPLOYEE_OR_MEMBER_OF", false}},
	"leads": {{"EMPLOYEE_OR_MEMBER_OF", false}, {"CEO", true}}, "memberOf": {{"EMPLOYEE_OR_MEMBER_OF", false}},
	"educatedAt": {{"EDUCATED_AT", false}}, "childOf": {{"CHILD_OF", false}}, "spouseOf": {{"SPOUSE", false}, {"SPOUSE", true}},
	"basedIn": {{"HEADQUARTERS", false}}, "subsidiaryOf": {{"SUBSIDIARY_OF", false}}, "founded": {{"FOUNDED_BY", true}},
}

// PassageResult is what a system made of one passage.
type PassageResult struct {
	Doc    *text.Doc
	Result *claims.Result
}

// KnowledgeNetScores are text precision, recall and F1 with overlapping spans,
// over all properties and for each.
type KnowledgeNetScores struct {
	All         PRF
	PerProperty []PropertyScore
	Errors      []string // "+ ..." invented, "- ..." missed
}

// PropertyScore is one property's figures.
type PropertyScore struct {
	Property string
	PRF
}

// ScoreKnowledgeNet compares results with passages, pairwise in order. A
// predicted fact is right if a fact of the same property is there whose
// subject and object overlap with mentions of the predicted ends in the same
// sentence; it may answer for several mentions of one fact, all of which are
// then found. Properties that were not annotated for a passage do not count. The
// ends of membership of a party are POLITICAL_AFFILIATION, and leading counts
// as CEO for companies only.
func ScoreKnowledgeNet(passages []Passage, results []PassageResult) KnowledgeNetScores {
	per := map[string]*counts{}
	var errs []string
	at := func(p string) *counts {
		if per[p] == nil {
			per[p] = &counts{}
		}
		return per[p]
	}
	for i, p := range passages {
		used := make([]bool, len(p.Facts))
		for _, f := range p.Facts {
			at(f.Property).gold++
		}
		for _, q := range predictions(p, results[i]) {
			at(q.property).pred++
			right := false
			for n, f := range p.Facts {
				if f.Property == q.property && overlap(q.subject, f.Subject) && overlap(q.object, f.Object) {
					if !used[n] {
						at(q.property).found++
					}
					used[n], right = true, true
				}
			}
			if right {
				at(q.property).right++
			} else {
				errs = append(errs, "+ "+q.property+" "+q.rule+": "+p.Text)
			}
		}
		for n, f := range p.Facts {
			if !used[n] {
				r := []rune(p.Text)
				errs = append(errs, "- "+f.Property+"("+string(r[f.Subject[0]:f.Subject[1]])+", "+string(r[f.Object[0]:f.Object[1]])+"): "+p.Text)
			}
		}
	}
	out := KnowledgeNetScores{Errors: errs}
	var all counts
	var names []string
	for p := range per {
		names = append(names, p)
	}
	slices.Sort(names)
	for _, p := range names {
		c := per[p]
		out.PerProperty = append(out.PerProperty, PropertyScore{p, c.prf()})
		all.pred, all.right, all.gold, all.found = all.pred+c.pred, all.right+c.right, all.gold+c.gold, all.found+c.found
	}
	out.All = all.prf()
	return out
}

type counts struct {
	pred, right int // predictions
	gold, found int // annotated facts
}

func (c counts) prf() PRF {
	r := PRF{Pred: c.pred, Gold: c.gold}
	r.P = float64(c.right) / float64(max(c.pred, 1))
	r.R = float64(c.found) / float64(max(c.gold, 1))
	if r.P+r.R > 0 {
		r.F1 = 2 * r.P * r.R / (r.P + r.R)
	}
	return r
}

type predictedFact struct {
	property        string
	rule            string
	subject, object [][2]int // spans that stand for the end, in code points
}

func overlap(spans [][2]int, s [2]int) bool {
	return slices.ContainsFunc(spans, func(t [2]int) bool { return t[0] < s[1] && s[0] < t[1] })
}

func predictions(p Passage, r PassageResult) []predictedFact {
	points := codePoints(p.Text)
	var out []predictedFact
	for _, s := range r.Result.Statements {
		if s.Stance == "denied" {
			continue
		}
		if s.Subject == coref.None {
			continue
		}
		subject := mentionsIn(r, s.Subject, s.Sentence, points)
		var object [][2]int
		if s.Object == coref.None {
			for _, d := range r.Doc.Dates {
				if d.Value == s.ObjectDate {
					object = append(object, [2]int{points[d.Start], points[d.End]})
				}
			}
		} else {
			object = mentionsIn(r, s.Object, s.Sentence, points)
		}
		props := properties[s.Predicate]
		if s.Predicate == "memberOf" && s.Object != coref.None && r.Result.Entities[s.Object].Type == "Party" {
			props = []property{{"POLITICAL_AFFILIATION", false}, {"EMPLOYEE_OR_MEMBER_OF", false}}
		}
		for _, q := range props {
			if !slices.Contains(p.Properties, q.name) || q.name == "CEO" && r.Result.Entities[s.Object].Type != "Company" {
				continue
			}
			f := predictedFact{q.name, s.Rule, subject, object}
			if q.inverse {
				f.subject, f.object = object, subject
			}
			out = append(out, f)
		}
	}
	return out
}

// mentionsIn are the spans of an entity in a sentence, or all of them if it
// has none there.
func mentionsIn(r PassageResult, entity, sentence int, points []int) (out [][2]int) {
	s := r.Doc.Sentences[sentence]
	var all [][2]int
	for _, m := range r.Result.Mentions {
		if m.Entity != entity {
			continue
		}
		span := [2]int{points[m.Start], points[m.End]}
		all = append(all, span)
		if s.Contains(m.Span) {
			out = append(out, span)
		}
	}
	if out == nil {
		return all
	}
	return out
}

// codePoints maps byte offsets of s to code points; offsets inside a character
// map to that character.
func codePoints(s string) []int {
	out := make([]int, len(s)+1)
	n := -1
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
		out[i] = n
	}
	out[len(s)] = n + 1
	return out
}
