package train

import (
	"context"
	"slices"

	"newsgraph/loaders/claims/coref"
	"newsgraph/loaders/claims/evaluate"
	"newsgraph/loaders/claims/relate"
	"newsgraph/loaders/nlp/text"
)

// meaning says what a property of KnowledgeNet is in our terms: the predicate
// it gives, and those that it leaves open because it draws other lines.
var meaning = map[string]struct {
	predicate string
	inverse   bool
	open      []string
}{
	"CEO":                   {"leads", true, nil},
	"EMPLOYEE_OR_MEMBER_OF": {"", false, []string{"leads", "spokespersonFor", "worksFor", "memberOf"}},
	"POLITICAL_AFFILIATION": {"memberOf", false, nil},
	"EDUCATED_AT":           {"educatedAt", false, nil},
	"SPOUSE":                {"spouseOf", false, nil},
	"CHILD_OF":              {"childOf", false, nil},
	"PLACE_OF_BIRTH":        {"bornIn", false, nil},
	"PLACE_OF_RESIDENCE":    {"livesIn", false, nil},
	"HEADQUARTERS":          {"basedIn", false, nil},
	"SUBSIDIARY_OF":         {"subsidiaryOf", false, nil},
	"FOUNDED_BY":            {"founded", true, nil},
}

// PassageExamples labels the pairs of a KnowledgeNet passage for the
// predicates that its properties decide; it says nothing about the others.
func (t *Trainer) PassageExamples(ctx context.Context, p *evaluate.Passage) ([]relate.Example, error) {
	d := &text.Doc{Text: p.Text, Lang: "en", Blocks: []text.Block{{Span: text.Span{End: len(p.Text)}}}, Has: text.Blocks}
	if err := t.Pipeline.Annotate(ctx, d); err != nil {
		return nil, err
	}
	pairs, _, err := t.Passages.Pairs(ctx, d)
	if err != nil {
		return nil, err
	}
	decided := decides(p.Properties)
	at := byteOffsets(p.Text)
	var out []relate.Example
	for _, pair := range pairs {
		e := relate.Example{Features: pair.Features}
		for _, pred := range pair.Allowed {
			if slices.Contains(decided, pred) {
				e.Allowed = append(e.Allowed, pred)
			}
		}
		for _, f := range p.Facts {
			m := meaning[f.Property]
			s, o := f.Subject, f.Object
			if m.inverse {
				s, o = o, s
			}
			same := covers(pair.A, s, at) && covers(pair.B, o, at)
			if symmetric(m.predicate) {
				same = same || covers(pair.A, o, at) && covers(pair.B, s, at)
			}
			if !same {
				continue
			}
			e.Open = append(e.Open, m.open...)
			if slices.Contains(e.Allowed, m.predicate) && !slices.Contains(e.Holds, m.predicate) {
				e.Holds = append(e.Holds, m.predicate)
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// decides lists the predicates about which annotation for these properties
// is exhaustive.
func decides(properties []string) []string {
	var out []string
	for _, p := range properties {
		if m := meaning[p]; m.predicate != "" {
			out = append(out, m.predicate)
		}
	}
	if !slices.Contains(properties, "EMPLOYEE_OR_MEMBER_OF") {
		return slices.DeleteFunc(out, func(p string) bool { return p == "leads" || p == "memberOf" })
	}
	return out
}

func covers(m coref.Mention, points [2]int, at []int) bool {
	if points[0] < 0 || points[1] >= len(at) {
		return false
	}
	return m.Start < at[points[1]] && at[points[0]] < m.End
}

// byteOffsets maps code points of s, and its end, to byte offsets.
func byteOffsets(s string) []int {
	var out []int
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}
