package claims

import "strings"

// ruleClass groups rules: frames of one part of speech by predicate, roles by
// how bearer and house were found, others by their first two parts.
func ruleClass(rule string) string {
	p := strings.Split(strings.TrimRight(rule, "~?"), ":")
	switch {
	case p[0] == "verb" || p[0] == "noun" || p[0] == "adj":
		return p[0] + ":" + p[len(p)-1]
	case p[0] == "role" && len(p) >= 3:
		return strings.Join(p[:3], ":")
	case len(p) >= 2:
		return p[0] + ":" + p[1]
	}
	return rule
}
