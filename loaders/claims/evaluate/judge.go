package evaluate

// Judge compares one statement with all gold statements of its article: 1
// right in all its parts, 0.5 right at the core (another post, stance, status or
// holder, or a doer that the article tells elsewhere), 0 wrong. ok is false for
// statements that Score leaves out. Unlike Score it lets one gold statement
// answer for several predictions.
func Judge(a *Article, p *Prediction, stands []string, s Predicted) (right float64, ok bool) {
	scored := scoredEnds(p)
	if unscored[s.Predicate] || s.Object < 0 || !scored[s.Object] || s.Subject >= 0 && !scored[s.Subject] {
		return 0, false
	}
	subject, object := Nobody, stands[s.Object]
	if s.Subject >= 0 {
		if subject = stands[s.Subject]; subject == "" {
			return 0, true
		}
	}
	holder := ""
	if s.Holder >= 0 {
		holder = stands[s.Holder]
	}
	for _, g := range a.Statements {
		if s.Subject < 0 && g.S != Nobody && g.O == object && g.P == s.Predicate && (g.Stance == "denied") == (s.Stance == "denied") {
			right = 0.5
		}
		ends := g.S == subject && g.O == object || symmetric[s.Predicate] && g.O == subject && g.S == object
		if !ends || (g.Stance == "denied") != (s.Stance == "denied") {
			continue
		}
		switch {
		case g.P == s.Predicate && g.Stance == s.Stance && g.Status == s.Status && g.Holder == holder:
			return 1, true
		case g.P == s.Predicate || half(g.P, s.Predicate):
			right = 0.5
		}
	}
	return right, true
}

// scoredEnds are the entities that a scored statement may relate: those with a
// name, and the unnamed ones.
func scoredEnds(p *Prediction) []bool {
	out := make([]bool, len(p.Entities))
	for _, m := range p.Mentions {
		if m.Name {
			out[m.Entity] = true
		}
	}
	for i, e := range p.Entities {
		out[i] = out[i] || e.Type == "Unnamed"
	}
	return out
}
