package evaluate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsgraph/schema"
)

// Check lists what is wrong with the annotation of an article, as
// ../shared/gold/check.py does; the ontology says what is allowed.
func (a *Article) Check() []string {
	var faults []string
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if strings.Contains(a.Text, "[[") || strings.Contains(a.Text, "]]") {
		fault("broken markup")
	}
	known, marked := map[string]Entity{}, map[string]bool{}
	for _, e := range a.Entities {
		if _, twice := known[e.ID]; twice {
			fault("entity id %s is given twice", e.ID)
		}
		if known[e.ID] = e; !typed(e.Type) {
			fault("%s: type %q is not in the ontology", e.ID, e.Type)
		}
	}
	for _, s := range a.Spans {
		if marked[s.ID] = true; known[s.ID].ID == "" {
			fault("marked %s is no entity", s.ID)
		}
	}
	for _, e := range a.Entities {
		if !marked[e.ID] {
			fault("entity %s (%s) is never marked", e.ID, e.Name)
		}
	}
	for _, at := range a.unmarked(known) {
		fault("unmarked occurrence of %q at byte %d", a.Text[at.Start:at.End], at.Start)
	}
	seen := map[[5]string]bool{}
	for _, s := range a.Statements {
		for _, f := range a.faultsOf(s, known) {
			fault("%s %s %s: %s", s.S, s.P, s.O, f)
		}
		k := [5]string{s.S, s.P, s.O, s.Stance, s.Holder}
		if seen[k] {
			fault("%s %s %s: given twice", s.S, s.P, s.O)
		}
		seen[k] = true
	}
	return faults
}

func typed(t string) bool {
	_, ok := schema.Default().Type(t)
	return ok
}

// faultsOf checks one statement.
func (a *Article) faultsOf(s Statement, known map[string]Entity) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	object, ok := known[s.O]
	subject, told := known[s.S]
	if !ok || !told && s.S != Nobody {
		return []string{"unknown entity"}
	}
	err := schema.Default().Allows(subject.Type, s.P, object.Type)
	if s.S == Nobody {
		err = schema.Default().AllowsUntold(s.P, object.Type)
	}
	if err != nil {
		fault("%v", err)
	}
	if _, err := schema.ParseStance(s.Stance); err != nil {
		fault("%v", err)
	}
	if _, err := schema.ParseStatus(s.Status); err != nil {
		fault("%v", err)
	}
	if _, ok := known[s.Holder]; !ok && s.Holder != "" {
		fault("holder %s is no entity", s.Holder)
	}
	if n := strings.Count(a.Text, s.Evidence); n != 1 {
		fault("evidence found %d times: %q", n, s.Evidence)
	}
	if s.S == s.O {
		fault("relates to itself")
	}
	return faults
}

// unmarked finds further occurrences of what is marked somewhere as a name.
func (a *Article) unmarked(known map[string]Entity) (out []Span) {
	seen := map[string]bool{}
	for _, s := range a.Spans {
		name := a.Text[s.Start:s.End]
		if seen[name] {
			continue
		}
		seen[name] = true // of a name of two, the first decides
		if known[s.ID].Type == "Unnamed" {
			continue
		}
		for from := 0; ; {
			i := strings.Index(a.Text[from:], name)
			if i < 0 {
				break
			}
			at := Span{s.ID, from + i, from + i + len(name)}
			from = at.End
			before, _ := utf8.DecodeLastRuneInString(a.Text[:at.Start])
			after, _ := utf8.DecodeRuneInString(a.Text[at.End:])
			inside := slices.ContainsFunc(a.Spans, func(m Span) bool { return m.Start <= at.Start && at.End <= m.End })
			if !wordRune(before) && !wordRune(after) && !inside {
				out = append(out, at)
			}
		}
	}
	return out
}

func wordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }
